"""A document under reading in a parser child, and what its trouble means for people.

Nothing that the child sends is trusted: every page, word, picture and attached file is checked.
"""

from __future__ import annotations

import math
from contextlib import contextmanager
from typing import TYPE_CHECKING

import msgspec

from appliance.documents.given import GivenLayouts
from appliance.documents.names import clean_name
from appliance.documents.normal import limit_marks
from appliance.documents.protocol import (
    CARRIER_TYPES,
    MEDIA_TYPES,
    Attached,
    Failed,
    Fault,
    Finished,
    ListAttached,
    NoMore,
    Noted,
    Opened,
    PageRead,
    Picture,
    Piece,
    Read,
    Render,
    Reply,
)
from appliance.documents.records import AttachedFile, Page, PageImage
from appliance.documents.words import FARTHEST_PT, unpack
from appliance.errors import (
    Cancelled,
    ChildTimeout,
    DocumentEmpty,
    DocumentEncrypted,
    DocumentPasswordWrong,
    DocumentTooLarge,
    DocumentTypeUnknown,
    DocumentUnreadable,
    ModelStopped,
    OutOfMemory,
    PageUnknown,
    ProtocolBroken,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from appliance.children import Child
    from appliance.confinement.report import ConfinementReport
    from appliance.documents.limits import Limits
    from appliance.errors import ApplianceError
    from appliance.jobs import Job

KIND = "parser"
DAMAGED_PAGE = "This page of the file is damaged."
_REPLIES: msgspec.msgpack.Decoder[Reply] = msgspec.msgpack.Decoder(Reply)
_encode = msgspec.msgpack.encode


class OpenDocument:
    """One document under reading. Use it from one thread at a time.

    Attributes:
        media_type: one of `protocol.MEDIA_TYPES` once the first page was asked for.
        page_count: pages in all; None while unknown.
        unreadable: numbers of damaged pages so far; they are given as empty pages.
        hidden: by page number, stretches of its text that no reader of the page sees.
        noted: by page number, kind, start and end of stretches that people should know about.
        given: by page number, its parts as the file itself says; pages of formats that do not say
            are absent.
    """

    def __init__(
        self,
        child: Child,
        name: str,
        limits: Limits,
        page_timeout_s: float,
        job: Job | None,
        password: str = "",
    ) -> None:
        self._child = child
        self._name = name
        self._limits = limits
        self._page_timeout_s = page_timeout_s
        self._job = job
        self._password = password
        self.media_type = ""
        self.page_count: int | None = None
        self.unreadable: list[int] = []
        self.hidden: dict[int, tuple[tuple[int, int], ...]] = {}
        self.noted: dict[int, tuple[Noted, ...]] = {}
        self.given = GivenLayouts(limits)

    @property
    def alive(self) -> bool:
        """True while the child runs."""
        return self._child.alive

    @property
    def confinement(self) -> ConfinementReport:
        """What the child's lock-down and probe said; it always holds."""
        return self._child.confinement

    def kill(self) -> None:
        """End the child now, from any thread."""
        self._child.kill()

    def stop(self) -> None:
        """End the child. May be called again."""
        self._child.stop()

    def start(self, first_page: int = 1) -> None:
        """Ask for the pages from `first_page` on and learn the type.

        Raises: see `pages`.
        """
        _, dot, ending = self._name.rpartition(".")
        ending = ending.lower()[:16] if dot else ""
        self._send(_encode(Read(ending, first_page, self._limits, self._password)))
        untrusted = self._receive()
        if not isinstance(untrusted, Opened) or untrusted.media_type not in MEDIA_TYPES:
            raise ProtocolBroken("no type first", kind=KIND)
        if untrusted.pages is not None and not 0 < untrusted.pages <= self._limits.pages:
            raise ProtocolBroken("page count", kind=KIND)
        self.media_type, self.page_count = untrusted.media_type, untrusted.pages

    def pages(self, first_page: int = 1) -> Iterator[Page]:
        """The pages from `first_page` on, each as soon as it is read; call `start` before.

        Raises:
            DocumentUnreadable, DocumentTypeUnknown, DocumentTooLarge, DocumentEncrypted,
            DocumentEmpty: the child gave the file up, crashed on it or needed too long.
            ProtocolBroken: the child sent nonsense.
            Cancelled: the job was cancelled.
        """
        expected, characters = first_page, 0
        while True:
            untrusted = self._receive()
            if isinstance(untrusted, Finished):
                if untrusted.pages != expected - 1:
                    raise ProtocolBroken("page missing", kind=KIND)
                self.page_count = untrusted.pages
                return
            if not isinstance(untrusted, PageRead) or untrusted.number != expected:
                raise ProtocolBroken("not the next page", kind=KIND)
            characters += len(untrusted.text)
            if expected > self._limits.pages or characters > self._limits.document_characters:
                raise ProtocolBroken("more than the limits allow", kind=KIND)
            page = self._page(untrusted)
            expected += 1
            yield page

    def _page(self, untrusted: PageRead) -> Page:
        """A page, with its layout and hidden stretches noted. Raises: ProtocolBroken."""
        page = _checked(untrusted, self._limits)
        try:
            if untrusted.layout:
                self.given.add(untrusted.layout, page.number, len(page.text))
        except ValueError as error:
            raise ProtocolBroken(str(error), kind=KIND) from error
        if untrusted.hidden:
            self.hidden[page.number] = untrusted.hidden
        if untrusted.noted:
            self.noted[page.number] = untrusted.noted
        if not untrusted.readable:
            self.unreadable.append(page.number)
        return page

    def attachments(self) -> Iterator[AttachedFile]:
        """The files inside the document, one at a time in memory; after the last page.

        What cannot be taken out has no data and says why. Raises: as `pages`.
        """
        if self.media_type not in CARRIER_TYPES:
            return
        self._send(_encode(ListAttached(self._limits, self._password)))
        count = total_bytes = 0
        while True:
            untrusted = self._receive()
            if isinstance(untrusted, NoMore):
                if untrusted.left_out > 0:
                    why = f"{untrusted.left_out} more files inside were left out: too many."
                    yield AttachedFile("further files", None, why)
                return
            if not isinstance(untrusted, Attached):
                raise ProtocolBroken("no attached file", kind=KIND)
            count, total_bytes = count + 1, total_bytes + untrusted.size_bytes
            sound = (
                0 <= untrusted.size_bytes <= self._limits.attachment_bytes
                and total_bytes <= self._limits.attachments_bytes
                and count <= self._limits.attachments
            )
            if not sound:
                raise ProtocolBroken("attached more than the limits allow", kind=KIND)
            yield self._attached(untrusted)

    def _attached(self, untrusted: Attached) -> AttachedFile:
        name = clean_name(untrusted.name)
        if untrusted.fault is not None:
            return AttachedFile(name, None, _error(untrusted.fault, name, 0, None).message)
        data = bytearray()
        while len(data) < untrusted.size_bytes:
            piece = self._receive()
            if not isinstance(piece, Piece) or not piece.data:
                raise ProtocolBroken("no piece of an attached file", kind=KIND)
            data += piece.data
        if len(data) > untrusted.size_bytes:
            raise ProtocolBroken("attached file longer than said", kind=KIND)
        if not data:
            return AttachedFile(name, None, _error(Fault.EMPTY_FILE, name, 0, None).message)
        return AttachedFile(name, bytes(data))

    def render(self, page: int, scale: float) -> PageImage:
        """As `ParserClient.render`; the child keeps the document open for the next picture."""
        self._send(_encode(Render(page, scale, self._limits, self._password)))
        untrusted = self._receive(page)
        if not isinstance(untrusted, Picture):
            raise ProtocolBroken("no picture", kind=KIND)
        width, height = untrusted.width_px, untrusted.height_px
        sound = (
            0 < width <= self._limits.side_px
            and 0 < height <= self._limits.side_px
            and len(untrusted.rgb) == 3 * width * height
            and 0 < untrusted.scale <= scale
        )
        if not sound:
            raise ProtocolBroken("picture size", kind=KIND)
        return PageImage(width, height, untrusted.rgb, untrusted.scale)

    def _send(self, body: bytes) -> None:
        with reported(self._name, self._job):
            self._child.send(body)

    def _receive(
        self, page: int = 0
    ) -> Opened | PageRead | Finished | Attached | Piece | NoMore | Picture:
        with reported(self._name, self._job):
            untrusted = self._child.receive(self._page_timeout_s)
        try:
            reply = _REPLIES.decode(untrusted)
        except (msgspec.MsgspecError, ValueError, RecursionError) as error:
            # Text that is not UTF-8; lists nested deeper than the stack of this program.
            raise ProtocolBroken(type(error).__name__, kind=KIND) from error
        if isinstance(reply, Failed):
            raise _error(reply.fault, self._name, page, self.page_count)
        return reply


def _checked(untrusted: PageRead, limits: Limits) -> Page:
    """A page whose offsets and sizes make sense. Raises: ProtocolBroken."""
    sizes = (untrusted.width_pt, untrusted.height_pt)
    if not all(math.isfinite(size) and 0 <= size <= FARTHEST_PT for size in sizes):
        raise ProtocolBroken("page size", kind=KIND)
    if len(untrusted.text) > limits.page_characters:
        raise ProtocolBroken("page text", kind=KIND)
    try:
        words = unpack(untrusted.words, len(untrusted.text))
    except ValueError as error:
        raise ProtocolBroken(str(error), kind=KIND) from error
    if not 0 <= untrusted.picture_share <= 1:
        raise ProtocolBroken("picture share", kind=KIND)
    last = 0
    for start, end in untrusted.hidden:
        if not last <= start < end <= len(untrusted.text):
            raise ProtocolBroken("hidden text", kind=KIND)
        last = end
    for _, start, end in untrusted.noted:
        if not 0 <= start < end <= len(untrusted.text):
            raise ProtocolBroken("noted text", kind=KIND)
    return Page(
        untrusted.number,
        limit_marks(untrusted.text),
        words,
        *sizes,
        trouble="" if untrusted.readable else DAMAGED_PAGE,
        picture_share=untrusted.picture_share,
    )


@contextmanager
def reported(name: str, job: Job | None) -> Iterator[None]:
    """Say what a child's death means for the file; a cancelled job ends it on purpose."""
    try:
        yield
    except ModelStopped as error:
        if job is not None and job.cancelled:
            raise Cancelled from error
        why = "the reader stopped on it (" + error.facts.get("why", "") + ")"
        raise DocumentUnreadable(error.detail, name=name, why=why) from error
    except ChildTimeout as error:
        limit = error.facts.get("limit_s", "")
        why = f"one page took longer than {limit} s"
        raise DocumentUnreadable(error.detail, name=name, why=why) from error


_WHY: dict[Fault, tuple[type[ApplianceError], str]] = {
    Fault.DAMAGED: (DocumentUnreadable, "the file is damaged"),
    Fault.ENCRYPTED: (DocumentEncrypted, ""),
    Fault.EMPTY_FILE: (DocumentEmpty, ""),
    Fault.NO_TEXT: (DocumentEmpty, ""),
    Fault.NOT_A_DOCUMENT: (DocumentTypeUnknown, "its content is of another kind"),
    Fault.OTHER_ARCHIVE: (DocumentTypeUnknown, "it is an archive without a document"),
    Fault.OLD_OFFICE: (DocumentTypeUnknown, "it is an Office file of the format before 2007"),
    Fault.UNKNOWN_ENCODING: (DocumentTypeUnknown, "its letters are in an unknown encoding"),
    Fault.TOO_MANY_PAGES: (DocumentTooLarge, "it has too many pages"),
    Fault.PAGE_TOO_LONG: (DocumentTooLarge, "one page has too much text"),
    Fault.EXPANDS_TOO_MUCH: (DocumentTooLarge, "unpacked it would be far larger than it looks"),
    Fault.TOO_MANY_PARTS: (DocumentTooLarge, "it consists of too many parts"),
    Fault.OUT_OF_MEMORY: (OutOfMemory, ""),
    Fault.NO_SUCH_PAGE: (PageUnknown, ""),
    Fault.NO_PICTURE: (DocumentTypeUnknown, "this page has no picture"),
    Fault.TOO_MUCH_TEXT: (DocumentTooLarge, "it has too much text"),
    Fault.WRONG_PASSWORD: (DocumentPasswordWrong, ""),
    Fault.ENCRYPTED_OFFICE: (DocumentEncrypted, ""),
    Fault.PICTURE_TOO_LARGE: (DocumentTooLarge, "its picture has too many pixels"),
    Fault.NESTED_TOO_DEEP: (DocumentTooLarge, "its parts are nested too deeply"),
    Fault.ATTACHMENT_TOO_LARGE: (DocumentTooLarge, "it is above the limit for attached files"),
    Fault.TOO_MANY_ATTACHMENTS: (DocumentTooLarge, "there are too many attached files"),
    Fault.ENCRYPTED_MAIL: (DocumentEncrypted, ""),
}


def _error(fault: Fault, name: str, page: int, pages: int | None) -> ApplianceError:
    kind, why = _WHY[fault]
    return kind(fault.name, name=name, why=why, page=page, pages=pages or "…")


def faults() -> Sequence[Fault]:
    """Every fault that has an error, for the test that none was forgotten."""
    return tuple(_WHY)
