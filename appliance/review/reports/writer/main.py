"""CHILD: takes one report with its pictures and gives it as files.

All libraries are loaded, and used once, before the lock-down: afterwards nothing can be imported
and no file be opened. The report, the pictures and the font are looked at only behind the fence.
"""

from __future__ import annotations

import msgspec

from appliance.confinement.childside import ChildSide
from appliance.review.reports.protocol import Request


def main() -> None:
    """Serve until the console closes the pipe."""
    side = ChildSide.begin()
    from appliance.review.reports.writer import rehearsal
    from appliance.review.reports.writer.making import Writer

    rehearsal.run()
    side.confine()
    writer = Writer(side.handed)
    decode = msgspec.msgpack.Decoder(Request).decode
    while (body := side.receive()) is not None:
        for reply in writer.replies(decode(body)):
            side.send(msgspec.msgpack.encode(reply))


if __name__ == "__main__":
    main()
