"""CHILD: reads one document and answers with its pages, or draws them.

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
    family,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from appliance.documents.protocol import Opened, Reply

    Reader = Callable[[bytes, Read], Iterator[Opened | PageRead]]

_HEAD_BYTES = 1024


def _pdf_reader() -> Reader:
    from appliance.documents.parsers.pdf import PdfFile

    return lambda data, request: PdfFile(data, request.limits, request.password).read(
        request.first_page
    )


def _office_reader() -> Reader:
    from appliance.documents.parsers.archives import office_type
    from appliance.documents.parsers.docx import read_docx
    from appliance.documents.parsers.xlsx import read_xlsx
    from appliance.documents.protocol import DOCX_TYPE

    def read(data: bytes, request: Read) -> Iterator[Opened | PageRead]:
        found = office_type(data, request.limits)
        reader = read_docx if found == DOCX_TYPE else read_xlsx
        return _from_page(reader(data, request.limits), request.first_page)

    return read


def _text_reader() -> Reader:
    from appliance.documents.parsers import encodings
    from appliance.documents.parsers.text import read_csv, read_text, text_type
    from appliance.documents.protocol import CSV_TYPE

    encodings.load_all()

    def read(data: bytes, request: Read) -> Iterator[Opened | PageRead]:
        found = text_type(data, request.ending)
        reader = read_csv if found == CSV_TYPE else read_text
        return _from_page(reader(data, request.limits), request.first_page)

    return read


# Imports are inside the functions: each child loads only what its document needs.
_READERS: dict[str, Callable[[], Reader]] = {
    "pdf": _pdf_reader,
    "office": _office_reader,
    "mail": _office_reader,
    "image": _text_reader,
    "text": _text_reader,
}


def _from_page(
    replies: Iterator[Opened | PageRead], first_page: int
) -> Iterator[Opened | PageRead]:
    """Pages before `first_page` are made again, as they depend on each other, but not given."""
    for reply in replies:
        if not isinstance(reply, PageRead) or reply.number >= first_page:
            yield reply


class _Server:
    """Answers requests about one document."""

    def __init__(self, data: bytes, reader: Reader) -> None:
        self._data = data
        self._reader = reader
        self._picture_source: Callable[[int, float], Reply] | None = None

    def replies(self, request: Request) -> Iterator[Reply]:
        """All replies to one request; the last one is `Finished`, `Picture` or `Failed`."""
        try:
            if isinstance(request, Read):
                yield from self._pages(request)
            elif isinstance(request, ListAttached):
                yield NoMore(0)
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
        for reply in self._reader(self._data, request):
            if isinstance(reply, PageRead):
                count = reply.number
            yield reply
        yield Finished(count)

    def _picture(self, request: Render) -> Reply:
        if self._picture_source is None:
            self._picture_source = self._open_pictures(request)
        return self._picture_source(request.page, request.scale)

    def _open_pictures(self, request: Render) -> Callable[[int, float], Reply]:
        if family(self._data[:_HEAD_BYTES]) != "pdf":
            raise Refused(Fault.NO_PICTURE)
        from appliance.documents.parsers.pdf import PdfFile  # loaded before the lock-down

        return PdfFile(self._data, request.limits, request.password).render


def _note(error: Exception) -> None:
    """Where it happened, for the log; never the message, which may hold text of the document."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    sys.stderr.write(f"{type(error).__name__} at {frame.filename}:{frame.lineno}\n")


def main() -> None:
    """Serve until the console closes the pipe."""
    side = ChildSide.begin()
    reader = _READERS[side.options["family"]]()
    side.confine()
    try:
        server = _Server(read_descriptor(side.handed[0]), reader)
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
