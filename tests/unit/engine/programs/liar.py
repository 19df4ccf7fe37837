"""An engine child that is confined as it must be, loads anything, and then answers wrongly."""

import os
import time

import msgspec

from appliance.confinement.childside import ChildSide
from appliance.engine.protocol import (
    Column,
    Counted,
    Embed,
    Failed,
    Generate,
    Loaded,
    Outputs,
    Piece,
    Progress,
    Request,
    Run,
    Trouble,
    Vectors,
)
from appliance.engine.worker.wire import Wire

side = ChildSide.begin()
wire = Wire(side)
side.confine()
lie = side.options["lie"]

while True:
    request: Request = wire.receive()
    if not isinstance(request, Generate | Embed | Run):
        if lie == "load":
            wire.send(Counted(0, []))
        elif lie == "nothing at load":
            os._exit(0)
        else:
            wire.send(Loaded("liar 1.0\x1b[31m" + "x" * 1000, 0.0))
        continue
    number = request.number
    if lie == "garbage":
        side.send(b"\xc1\x00garbage")
    elif lie == "text":
        side.send(msgspec.json.encode({"type": "Generated"}))
    elif lie == "no UTF-8":
        side.send(msgspec.msgpack.encode(Piece(number, "XYZ")).replace(b"XYZ", b"\xff\xfe\xfd"))
    elif lie == "large frames":
        wire.send(Piece(number, "A" * 2**20))
    elif lie == "more text than tokens":
        while True:
            wire.send(Piece(number, "A" * 100))
    elif lie == "empty pieces":
        while True:
            wire.send(Piece(number, ""))
    elif lie == "signs of life for ever":
        while True:
            wire.send(Progress(number, 0, 0))
            time.sleep(0.01)
    elif lie == "another number":
        wire.send(Piece(number + 1, "old answer"))
    elif lie == "another kind":
        wire.send(Counted(number, [1]))
    elif lie == "unknown trouble":
        side.send(msgspec.msgpack.encode({"type": "Failed", "number": number, "trouble": 99}))
    elif lie == "more fields":
        body = {"type": "Piece", "number": number, "text": "a", "run": "rm"}
        side.send(msgspec.msgpack.encode(body))
    elif lie == "lists in lists":
        side.send(b"\x82\xa1x" + b"\x91" * 50_000)
    elif lie == "too few vectors":
        wire.send(Vectors(number, bytes(4)))
    elif lie == "part of a number":
        wire.send(Vectors(number, bytes(15)))
    elif lie == "vectors that are no numbers":
        wire.send(Vectors(number, b"\x00\x00\xc0\x7f" * 4))
    elif lie == "odd column":
        wire.send(Outputs(number, [Column("pd", "object", 0, bytes(4))]))
    elif lie == "short column":
        wire.send(Outputs(number, [Column("pd", "float32", 2, bytes(4))]))
    elif lie == "negative column":
        wire.send(Outputs(number, [Column("pd", "float32", -1, bytes(4))]))
    elif lie == "fails":
        wire.send(Failed(number, Trouble.COMPUTATION_FAILED))
