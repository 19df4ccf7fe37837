"""An engine child that is confined as it must be, loads anything, and then answers wrongly."""

import os
import time

import msgspec

from appliance.confinement.childside import ChildSide
from appliance.engine.protocol import (
    Cancel,
    Cancelled,
    Column,
    Counted,
    Done,
    Failed,
    Generated,
    Loaded,
    LoadEmbedding,
    LoadLanguage,
    LoadTabular,
    Outputs,
    Piece,
    PrefixPart,
    Progress,
    Reply,
    Request,
    Scored,
    Stop,
    Trouble,
    Vectors,
)
from appliance.engine.records import Likelihood, Timings

NO_TIME = Timings(0.0, 0.0, 0, 0.0, 0, 0.0)

side = ChildSide.begin()
side.confine()
lie = side.options["lie"]


def send(reply: Reply) -> None:
    side.send(msgspec.msgpack.encode(reply))


while (body := side.receive()) is not None:
    request = msgspec.msgpack.decode(body, type=Request)
    if isinstance(request, LoadLanguage | LoadEmbedding | LoadTabular):
        if lie == "load":
            send(Counted(0, []))
        elif lie == "refuses":
            send(Failed(0, Trouble.WEIGHTS_UNSUITABLE))
        elif lie == "nothing at load":
            os._exit(0)
        elif lie == "a model of less than nothing":
            send(Loaded("liar", 0.0, 10, "CPU", (("CPU", "kv", -1),)))
        else:
            send(Loaded("liar 1.0\x1b[31m" + "x" * 1000, 0.0, device="CPU\x1b[31m"))
        continue
    if isinstance(request, Cancel | Stop):
        continue
    number = request.number
    if lie == "garbage":
        side.send(b"\xc1\x00garbage")
    elif lie == "text":
        side.send(msgspec.json.encode({"type": "Generated"}))
    elif lie == "no UTF-8":
        side.send(msgspec.msgpack.encode(Piece(number, "XYZ")).replace(b"XYZ", b"\xff\xfe\xfd"))
    elif lie == "another place":
        send(Piece(number, "text", 1))
    elif lie == "a negative place":
        send(Piece(number, "text", -1))
    elif lie == "an end before the answer":
        send(Done(number))
    elif lie == "two ends of one answer":
        send(Generated(number, "stop", NO_TIME))
        send(Generated(number, "stop", NO_TIME))
    elif lie == "text after the end":
        send(Generated(number, "stop", NO_TIME))
        send(Piece(number, "text"))
    elif lie == "likelihoods that nobody asked for":
        send(Generated(number, "stop", NO_TIME, logprobs=(-0.5,)))
    elif lie == "a schedule of its own":
        send(Generated(number, "stop", NO_TIME, schedule="batch:\x1b[31m"))
    elif lie == "time that runs backwards":
        send(Generated(number, "stop", Timings(0.0, -1.0, 0, 0.0, 0, 0.0)))
    elif lie == "time that is no number":
        send(Generated(number, "stop", Timings(0.0, float("nan"), 0, 0.0, 0, 0.0)))
    elif lie == "stopped without being told":
        send(Cancelled(number))
    elif lie == "an end that was cancelled":
        send(Generated(number, "cancelled", NO_TIME))
    elif lie == "a prefix with a name of its own":
        send(Generated(number, "stop", NO_TIME))
        send(Done(number, (("\x1b[31m", 1, 1),)))
    elif lie == "a negative prefix":
        send(Generated(number, "stop", NO_TIME))
        send(Done(number, (("a", -1, 1),)))
    elif lie == "loaded again":
        send(Loaded("liar", 0.0))
    elif lie == "less than no progress":
        send(Progress(number, -1, 5))
    elif lie == "an answer after the last":
        send(Generated(number, "stop", NO_TIME))
        send(Done(number))
        send(Done(number))
    elif lie == "likely beyond all measure":
        send(Scored(number, [[Likelihood(0.5, 1, greedy=True)]]))
    elif lie == "no likelihood":
        send(Scored(number, [[Likelihood(float("nan"), 1, greedy=True)]]))
    elif lie == "more rows than asked":
        send(Scored(number, [[Likelihood(-1.0, 1, greedy=True)]] * 2))
    elif lie == "half a prefix":
        send(PrefixPart(number, 5, 0, 10, b"12345"))
        send(Done(number))
    elif lie == "parts in disorder":
        send(PrefixPart(number, 5, 5, 10, b"12345"))
    elif lie == "more than the whole prefix":
        send(PrefixPart(number, 5, 0, 4, b"12345"))
    elif lie == "a prefix that changes":
        send(PrefixPart(number, 5, 0, 10, b"12345"))
        send(PrefixPart(number, 6, 5, 10, b"12345"))
    elif lie == "a prefix without end":
        send(PrefixPart(number, 5, 0, 2**60, b"12345"))
    elif lie == "waits, then lies to the second":
        if number > 1:
            send(Done(number))
    elif lie == "dies before it begins":
        os._exit(0)
    elif lie == "dies after it began":
        send(Progress(number, 1, 2))
        os._exit(0)
    elif lie == "large frames":
        send(Piece(number, "A" * 2**20))
    elif lie == "more text than tokens":
        while True:
            send(Piece(number, "A" * 100))
    elif lie == "empty pieces":
        while True:
            send(Piece(number, ""))
    elif lie == "signs of life for ever":
        while True:
            send(Progress(number, 0, 0))
            time.sleep(0.01)
    elif lie == "another number":
        send(Piece(number + 1, "old answer"))
    elif lie == "another kind":
        send(Counted(number, [1]))
    elif lie == "unknown trouble":
        side.send(msgspec.msgpack.encode({"type": "Failed", "number": number, "trouble": 99}))
    elif lie == "more fields":
        fields = {"type": "Piece", "number": number, "text": "a", "run": "rm"}
        side.send(msgspec.msgpack.encode(fields))
    elif lie == "lists in lists":
        side.send(b"\x82\xa1x" + b"\x91" * 50_000)
    elif lie == "too few vectors":
        send(Vectors(number, bytes(4)))
    elif lie == "part of a number":
        send(Vectors(number, bytes(15)))
    elif lie == "vectors that are no numbers":
        send(Vectors(number, b"\x00\x00\xc0\x7f" * 4))
    elif lie == "odd column":
        send(Outputs(number, [Column("pd", "object", 0, bytes(4))]))
    elif lie == "short column":
        send(Outputs(number, [Column("pd", "float32", 2, bytes(4))]))
    elif lie == "negative column":
        send(Outputs(number, [Column("pd", "float32", -1, bytes(4))]))
    elif lie == "fails":
        send(Failed(number, Trouble.COMPUTATION_FAILED))
