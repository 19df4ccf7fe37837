"""A parser child as it is, except that each `Read` is about the next of the files handed over."""

import msgspec

from appliance.confinement.childside import ChildSide, read_descriptor
from appliance.documents.parsers.families import FAMILIES
from appliance.documents.parsers.main import _Server
from appliance.documents.protocol import Failed, Fault, Read, Request

side = ChildSide.begin()
family = FAMILIES[side.options["family"]]()
side.confine()
waiting = list(side.handed)
server = None
decode = msgspec.msgpack.Decoder(Request).decode
while (body := side.receive()) is not None:
    request = decode(body)
    if isinstance(request, Read):
        try:
            server = _Server(read_descriptor(waiting.pop(0)), family)
        except MemoryError:
            server = None
    for reply in server.replies(request) if server else iter([Failed(Fault.OUT_OF_MEMORY)]):
        side.send(msgspec.msgpack.encode(reply))
