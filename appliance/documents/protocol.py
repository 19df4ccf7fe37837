"""What the console and a parser child say to each other; the only thing they share.

One child reads one document. The console sends `Read` once, or `Render` as often as it likes; the
child answers `Read` with `Opened`, a `PageRead` for each page and `Finished`, or with `Failed` at
any point, and each `Render` with `Picture` or `Failed`. `ListAttached` is answered with an
`Attached` for each file inside, each followed by its bytes in one or more `Piece`, and `NoMore`; or
with `Failed`. A fault crosses as a number, never as text.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Annotated, Literal, TypeAlias

import msgspec

from appliance.documents.limits import Limits

# Which libraries a child loads: "mail" is for OLE files, "text" also for web pages and e-mail.
Family = Literal["pdf", "office", "text", "mail", "image"]

PDF_TYPE = "application/pdf"
DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV_TYPE = "text/csv"
TEXT_TYPE = "text/plain"
PPTX_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
HTML_TYPE = "text/html"
RTF_TYPE = "application/rtf"
EML_TYPE = "message/rfc822"
MSG_TYPE = "application/vnd.ms-outlook"
PNG_TYPE, JPEG_TYPE, TIFF_TYPE = "image/png", "image/jpeg", "image/tiff"
MEDIA_TYPES = frozenset(
    {PDF_TYPE, DOCX_TYPE, XLSX_TYPE, PPTX_TYPE, CSV_TYPE, TEXT_TYPE, HTML_TYPE, RTF_TYPE}
    | {EML_TYPE, MSG_TYPE, PNG_TYPE, JPEG_TYPE, TIFF_TYPE}
)
# Pages of these can be drawn; the others have no pages of their own.
PICTURED_TYPES = frozenset({PDF_TYPE, PNG_TYPE, JPEG_TYPE, TIFF_TYPE})
# Files of these types may hold others.
CARRIER_TYPES = frozenset({PDF_TYPE, EML_TYPE, MSG_TYPE})

_PDF_MARK, _PDF_MARK_WITHIN_BYTES = b"%PDF-", 1024
_ZIP_MARK, _OLE_MARK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
# PNG, JPEG, TIFF in either byte order, and TIFF above 4 GiB.
_IMAGE_MARKS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
# Bytes of an attached file cross in pieces of this size.
PIECE_BYTES = 4 * 1024**2
# Stretches of a page's text that nobody sees: every other letter of the longest page.
MOST_HIDDEN = 500_000
MOST_NOTED = 100_000
# Why a parser notes a stretch of a page: an e-mail's bodies differ, or one could not be read.
NotedKind = Literal["two-bodies", "unread-body"]
Noted: TypeAlias = tuple[NotedKind, int, int]


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
    WRONG_PASSWORD = 17
    ENCRYPTED_OFFICE = 18
    PICTURE_TOO_LARGE = 19
    NESTED_TOO_DEEP = 20
    ATTACHMENT_TOO_LARGE = 21
    TOO_MANY_ATTACHMENTS = 22
    ENCRYPTED_MAIL = 23


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


class ListAttached(msgspec.Struct, frozen=True, tag="attached?", forbid_unknown_fields=True):
    """Hand over the files inside the document."""

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
        noted: kind, start and end of stretches that people should know about, ascending.
    """

    number: int
    text: str
    words: bytes
    width_pt: float
    height_pt: float
    readable: bool
    picture_share: float = 0.0
    layout: bytes = b""
    hidden: Annotated[tuple[tuple[int, int], ...], msgspec.Meta(max_length=MOST_HIDDEN)] = ()
    noted: Annotated[tuple[Noted, ...], msgspec.Meta(max_length=MOST_NOTED)] = ()


class Finished(msgspec.Struct, frozen=True, tag="finished", forbid_unknown_fields=True):
    """All pages were sent."""

    pages: int


class Attached(msgspec.Struct, frozen=True, tag="attached", forbid_unknown_fields=True):
    """A file inside the document; `size_bytes` of it follow. `fault` says why none do."""

    name: str
    size_bytes: int
    fault: Fault | None = None


class Piece(msgspec.Struct, frozen=True, tag="piece", forbid_unknown_fields=True):
    """The next bytes of an attached file."""

    data: bytes


class NoMore(msgspec.Struct, frozen=True, tag="no more", forbid_unknown_fields=True):
    """All attached files were sent; `left_out` is how many were not even named."""

    left_out: int


class Picture(msgspec.Struct, frozen=True, tag="picture", forbid_unknown_fields=True):
    """A rendered page; `scale` is smaller than asked if the picture would be too large."""

    width_px: int
    height_px: int
    scale: float
    rgb: bytes


class Failed(msgspec.Struct, frozen=True, tag="failed", forbid_unknown_fields=True):
    """The file, or the page asked for, cannot be given."""

    fault: Fault


Request = Read | Render | ListAttached
Reply = Opened | PageRead | Finished | Attached | Piece | NoMore | Picture | Failed


class Refused(Exception):
    """Raised inside the child by a parser that must give up; becomes `Failed`."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(fault.name)


def family(head: bytes) -> Family:
    """Which libraries the first KiB of a file calls for. The child decides the exact type."""
    if head.startswith(_ZIP_MARK):
        return "office"
    if head.startswith(_OLE_MARK):
        return "mail"
    if head.startswith(_IMAGE_MARKS):
        return "image"
    return "pdf" if _PDF_MARK in head[:_PDF_MARK_WITHIN_BYTES] else "text"
