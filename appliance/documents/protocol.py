"""What the console and a parser child say to each other; the only thing they share.

One child reads one document. The console sends `Read` once, or `Render` as often as it likes; the
child answers `Read` with `Opened`, a `PageRead` for each page and `Finished`, or with `Failed` at
any point, and each `Render` with `Picture` or `Failed`. A fault crosses as a number, never as text.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Literal

import msgspec

from appliance.documents.limits import Limits

Family = Literal["pdf", "office", "text"]

PDF_TYPE = "application/pdf"
DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV_TYPE = "text/csv"
TEXT_TYPE = "text/plain"
MEDIA_TYPES = frozenset({PDF_TYPE, DOCX_TYPE, XLSX_TYPE, CSV_TYPE, TEXT_TYPE})

_PDF_MARK, _PDF_MARK_WITHIN_BYTES = b"%PDF-", 1024
_ZIP_MARK, _OLE_MARK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


class Fault(IntEnum):
    """Why a file was not read. The numbers are part of the protocol; never reuse one."""

    DAMAGED = 1
    ENCRYPTED = 2
    EMPTY_FILE = 3
    NO_TEXT = 4
    NOT_A_DOCUMENT = 5
    OTHER_ARCHIVE = 6
    OLD_OFFICE = 7
    UNKNOWN_ENCODING = 8
    TOO_MANY_PAGES = 9
    PAGE_TOO_LONG = 10
    EXPANDS_TOO_MUCH = 11
    TOO_MANY_PARTS = 12
    OUT_OF_MEMORY = 13
    NO_SUCH_PAGE = 14
    NO_PICTURE = 15
    TOO_MUCH_TEXT = 16


class Read(msgspec.Struct, frozen=True, tag="read", forbid_unknown_fields=True):
    """Read the document from page `first_page` (from 1) on.

    `ending` is the file name's ending in lower case without the dot; it only breaks ties.
    """

    ending: str
    first_page: int
    limits: Limits
    password: str = ""


class Render(msgspec.Struct, frozen=True, tag="render", forbid_unknown_fields=True):
    """Draw one page at `scale` pixels per point."""

    page: int
    scale: float
    limits: Limits
    password: str = ""


class Opened(msgspec.Struct, frozen=True, tag="opened", forbid_unknown_fields=True):
    """The type was recognised. `pages` is None where it is only known at the end."""

    media_type: str
    pages: int | None


class PageRead(msgspec.Struct, frozen=True, tag="page", forbid_unknown_fields=True):
    """One page; `words` as packed by `words.pack`. `readable` is False for a damaged page.

    Attributes:
        picture_share: part of the page that its largest picture covers, 0 to 1.
        layout: what the file itself says of the page's parts, a `layout.records.PageLayout` as
            MessagePack; empty where only geometry can tell.
        hidden: stretches of the text that no reader of the page sees, ascending.
    """

    number: int
    text: str
    words: bytes
    width_pt: float
    height_pt: float
    readable: bool
    picture_share: float = 0.0
    layout: bytes = b""
    hidden: tuple[tuple[int, int], ...] = ()


class Finished(msgspec.Struct, frozen=True, tag="finished", forbid_unknown_fields=True):
    """All pages were sent."""

    pages: int


class Picture(msgspec.Struct, frozen=True, tag="picture", forbid_unknown_fields=True):
    """A rendered page; `scale` is smaller than asked if the picture would be too large."""

    width_px: int
    height_px: int
    scale: float
    rgb: bytes


class Failed(msgspec.Struct, frozen=True, tag="failed", forbid_unknown_fields=True):
    """The file, or the page asked for, cannot be given."""

    fault: Fault


Request = Read | Render
Reply = Opened | PageRead | Finished | Picture | Failed


class Refused(Exception):
    """Raised inside the child by a parser that must give up; becomes `Failed`."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(fault.name)


def family(head: bytes) -> Family:
    """Which libraries the first KiB of a file calls for. The child decides the exact type."""
    if head.startswith(_ZIP_MARK) or head.startswith(_OLE_MARK):
        return "office"
    return "pdf" if _PDF_MARK in head[:_PDF_MARK_WITHIN_BYTES] else "text"
