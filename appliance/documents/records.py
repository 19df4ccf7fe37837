"""What is known of documents, pages and places on them. No behaviour.

Offsets are code points of one page's text as the parser extracted it, half-open. Boxes are in
points (1/72 inch), origin at the top left of the page as it is displayed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

State = Literal["waiting", "reading", "indexing", "ready", "failed"]
Origin = Literal["text", "ocr"]
Status = Literal["added", "duplicate", "failed", "cancelled", "waiting", "skipped"]


@dataclass(frozen=True, slots=True)
class Word:
    """A run of letters on one line of a page, and its box."""

    start: int
    end: int
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Page:
    """One page; `number` counts from 1. Formats without pages of their own have no words.

    Attributes:
        origin: "text" for words that the file itself holds, "ocr" for those read from its picture.
        confidences: of each word, in percent, a byte each; empty for words of the file itself.
        trouble: why the page or a part of it could not be read, as a sentence; "" if it was.
        picture_share: part of the page that its largest picture covers, 0 to 1; known only while
            the page is being read.
    """

    number: int
    text: str
    words: tuple[Word, ...]
    width_pt: float
    height_pt: float
    origin: Origin = "text"
    confidences: bytes = b""
    trouble: str = ""
    picture_share: float = 0.0


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file inside a document, to become a document of its own.

    `data` is None where it cannot be taken out, and `trouble` is the sentence that says why.
    """

    name: str
    data: bytes | None
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class PageImage:
    """A rendered page: `rgb` is row by row, three bytes a pixel, no padding.

    `scale` is pixels per point.
    """

    width_px: int
    height_px: int
    rgb: bytes
    scale: float


@dataclass(frozen=True, slots=True)
class Case:
    """A customer's file: a name and the documents under it; times are ISO 8601 in UTC.

    `ref` is random and public, and names the case where its name must not stand. `documents` and
    `pages` are counts as of the last change.
    """

    id: int
    name: str
    created_at: str
    ref: str = ""
    documents: int = 0
    pages: int = 0
    last_used_at: str = ""
    closed_at: str | None = None
    held_at: str | None = None


@dataclass(frozen=True, slots=True)
class RetentionPolicy:
    """After how many days cases are due to be deleted; 0 means never.

    `after_use_days` counts from the last use of any case, `after_closing_days` from the closing of
    a closed one; whichever comes first.
    """

    after_use_days: int = 0
    after_closing_days: int = 0


@dataclass(frozen=True, slots=True)
class Due:
    """A case whose time is over, named by its random reference; `why` is a sentence part."""

    case_id: int
    ref: str
    documents: int
    pages: int
    last_used_at: str
    closed_at: str | None
    why: str


@dataclass(frozen=True, slots=True)
class Document:
    """One document of a case. `page_count` grows while it is read.

    `reader` says what made its pages and their layout; "" while it waits.
    """

    id: int
    case_id: int
    name: str
    sha256: str
    size_bytes: int
    media_type: str
    page_count: int
    state: State
    error_code: str | None
    error_message: str | None
    added_at: str
    reader: str = ""


@dataclass(frozen=True, slots=True)
class ListedDocument:
    """A document as a list shows it.

    Attributes:
        level: how many levels of other files it lies in, 0 for a file that was added itself.
        parent: name of the document that it is attached to, or "".
        scanned_pages: pages whose words were read from their pictures.
        troubled_pages: pages of which not all could be read.
        lost_attachments: files inside that could not be taken out.
        notices: places that a reader should know about.
        kind: as its own text tells it, one of a closed list, or "".
        year: that its period is called by, or 0.
        quarter: 1 to 4, or 0.
    """

    document: Document
    level: int
    parent: str
    scanned_pages: int
    troubled_pages: int
    lost_attachments: int
    notices: int
    kind: str
    year: int
    quarter: int


@dataclass(frozen=True, slots=True)
class IngestOutcome:
    """What became of one file; `seconds` is the time spent on it in this run.

    `parent` is the document that it was attached to, or "" for a file that was added itself.
    “waiting” is sealed in the case, to be read when the queue goes on; “skipped” is not wanted,
    and `error_message` says why.
    """

    name: str
    status: Status
    document: Document | None
    pages: int
    error_code: str | None = None
    error_message: str | None = None
    next_step: str | None = None
    seconds: float = 0.0
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file inside a document, counted from 1.

    `document` is the one that it became in the case; None if it could not be taken out, or was
    removed. `trouble` says as a sentence why it cannot be read; "" if it can.
    """

    place: int
    name: str
    document: str | None
    trouble: str


@dataclass(frozen=True, slots=True)
class Unread:
    """A document, or one page of it, that could not be read, why, and what to do."""

    document: str
    page: int | None
    why: str
    next_step: str


@dataclass(frozen=True, slots=True)
class QueueItem:
    """A document that is not ready; `pages_total` is None while unknown."""

    case: str
    document: str
    state: State
    pages: int
    pages_total: int | None
    error: str | None
    next_step: str | None


@dataclass(frozen=True, slots=True)
class QueueState:
    """What waits to be read, and what could not be.

    Attributes:
        items: in the order in which they are read; failed ones keep their places.
        paused: nothing is read until somebody says so.
        seconds_left: until all is read; None when paused or nothing waits.
        memory_bytes: of the children that read now, and what this program took since they began.
        memory_limit_bytes: `Settings.ingest_memory_bytes`.
    """

    items: tuple[QueueItem, ...]
    paused: bool
    seconds_left: float | None
    memory_bytes: int
    memory_limit_bytes: int


@dataclass(frozen=True, slots=True)
class Chunk:
    """A passage of one page; the unit of search."""

    id: int
    document_id: int
    page: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Notice:
    """A place of a document that a reader should know about; `note` is a sentence.

    Attributes:
        kind: "orders", "turns", "tool-call", "hidden", "lookalikes", "invisible-characters",
            "two-bodies" or "unread-body".
    """

    document_id: int
    document: str
    page: int
    start: int
    end: int
    kind: str
    note: str
