"""CHILD: reads one document and answers with its pages, its pictures or the files inside.

The document is handed over as a sealed memory file. Which libraries are loaded before the lock-down
follows from the first bytes, which the console passes on as `family`; what the file is is decided
here, after the lock-down.
"""

from __future__ import annotations

import sys
import traceback
from typing import TYPE_CHECKING

import msgspec

from appliance.confinement.childside import ChildSide, read_descriptor
from appliance.documents.parsers.families import FAMILIES
from appliance.documents.protocol import (
    Failed,
    Fault,
    Finished,
    ListAttached,
    NoMore,
    PageRead,
    Read,
    Refused,
    Render,
    Request,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from appliance.documents.parsers.families import Family
    from appliance.documents.protocol import Reply


class _Server:
    """Answers requests about one document."""

    def __init__(self, data: bytes, family: Family) -> None:
        self._data = data
        self._family = family
        self._picture_source: Callable[[int, float], Reply] | None = None

    def replies(self, request: Request) -> Iterator[Reply]:
        """All replies to one request; the last one is `Finished`, `Picture` or `Failed`."""
        try:
            if isinstance(request, Read):
                yield from self._pages(request)
            elif isinstance(request, ListAttached):
                yield from self._files(request)
            else:
                yield self._picture(request)
        except Refused as refusal:
            yield Failed(refusal.fault)
        except MemoryError:
            yield Failed(Fault.OUT_OF_MEMORY)
        except (
            Exception
        ) as error:  # whatever a hostile file makes a library do, the file is at fault
            _note(error)
            yield Failed(Fault.DAMAGED)

    def _pages(self, request: Read) -> Iterator[Reply]:
        if not self._data:
            raise Refused(Fault.EMPTY_FILE)
        count = request.first_page - 1
        for reply in self._family.pages(self._data, request):
            if isinstance(reply, PageRead):
                count = reply.number
            yield reply
        yield Finished(count)

    def _picture(self, request: Render) -> Reply:
        if self._picture_source is None:
            if self._family.pictures is None:
                raise Refused(Fault.NO_PICTURE)
            self._picture_source = self._family.pictures(self._data, request)
        return self._picture_source(request.page, request.scale)

    def _files(self, request: ListAttached) -> Iterator[Reply]:
        if self._family.files is None:
            yield NoMore(0)
        else:
            yield from self._family.files(self._data, request)


def _note(error: Exception) -> None:
    """Where it happened, for the log; never the message, which may hold text of the document."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    sys.stderr.write(f"{type(error).__name__} at {frame.filename}:{frame.lineno}\n")


def main() -> None:
    """Serve until the console closes the pipe."""
    side = ChildSide.begin()
    family = FAMILIES[side.options["family"]]()
    side.confine()
    try:
        server = _Server(read_descriptor(side.handed[0]), family)
    except MemoryError:
        server = None
    decode = msgspec.msgpack.Decoder(Request).decode
    while (body := side.receive()) is not None:
        request = decode(body)
        replies = server.replies(request) if server else iter([Failed(Fault.OUT_OF_MEMORY)])
        for reply in replies:
            side.send(msgspec.msgpack.encode(reply))


if __name__ == "__main__":
    main()
