"""The console's side of parser children: one per document, and one kept for drawing pages."""

from __future__ import annotations

import math
import os
import threading
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, Protocol

from appliance.children import Child, ChildSpec, sealed_memory
from appliance.documents.limits import Limits
from appliance.documents.opened import KIND, OpenDocument, reported
from appliance.documents.protocol import PICTURED_TYPES, PIECE_BYTES, family
from appliance.documents.words import WORD_BYTES
from appliance.errors import BadInput, PageUnknown
from appliance.frames import MAX_FRAME_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appliance.confinement.report import ConfinementReport
    from appliance.documents.records import Document, PageImage
    from appliance.jobs import Job
    from appliance.settings import Settings

_HEAD_BYTES = 1024
# All of a message beside the text, the words or the picture in it.
_FRAME_SPARE_BYTES = 64 * 1024
# Most bytes that a cell with its span, and another part of a page, take on the pipe.
_CELL_BYTES, _BLOCK_BYTES = 48, 32


class Originals(Protocol):
    """Gives a document's bytes; `store.DocumentStore` does."""

    def open_original(self, document: Document) -> int:
        """A sealed memory file; the caller closes it."""


class ParserClient:
    """Starts one parser child per document. Thread-safe.

    The child that drew a page last is kept for the next page of the same document, until `close`.

    Args:
        settings: bound the children's memory, and name the layers that their fence must have.
        cpu_s: cap on a child's processor time for one document.
        page_timeout_s: how long a child may work on one page.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        cpu_s: int = 1800,
        page_timeout_s: float = 60.0,
        limits: Limits | None = None,
    ) -> None:
        self._settings = settings
        self._cpu_s = cpu_s
        self._page_timeout_s = page_timeout_s
        self._limits = limits or Limits()
        self._drawing = threading.Lock()
        self._drawn: tuple[tuple[int, str, str], OpenDocument] | None = None

    @contextmanager
    def open(
        self, fd: int, name: str, *, job: Job | None = None, password: str = ""
    ) -> Iterator[OpenDocument]:
        """A child that reads the document in the memory file `fd`, ended with the block.

        `name` is the file's name; only its ending reaches the child. `password` opens a PDF that
        has one. The caller closes `fd`.
        Raises: NotConfined, DocumentUnreadable: the child could not be started.
        """
        limits = self._limits
        page_bytes = 4 * limits.page_characters + WORD_BYTES * limits.words_per_page
        page_bytes += _CELL_BYTES * limits.cells_per_page + _BLOCK_BYTES * limits.blocks_per_page
        frame_bytes = _FRAME_SPARE_BYTES + max(page_bytes, PIECE_BYTES)
        document = self._start(fd, name, job, frame_bytes, password)
        try:
            with job.when_cancelled(document.kill) if job is not None else nullcontext():
                yield document
        finally:
            document.stop()

    def render(
        self,
        originals: Originals,
        document: Document,
        page: int,
        scale: float,
        *,
        password: str = "",
    ) -> PageImage | None:
        """One page as a picture, at `scale` pixels per point or less if that were too large.

        None for formats that have no pages of their own.
        Raises: PageUnknown, DocumentUnreadable, DocumentEncrypted, DocumentPasswordWrong,
            FileUnreadable, PackTampered.
        """
        if document.media_type not in PICTURED_TYPES:
            return None
        if not 0 < scale < math.inf:
            raise BadInput(what="The scale", why="it must be a number above zero")
        with self._drawing:
            try:
                return self._opened(originals, document, password).render(page, scale)
            except PageUnknown:
                raise
            except BaseException:
                self._stop_drawing()
                raise

    def confinement(self) -> ConfinementReport:
        """What the fence of a parser child says on this machine.

        Raises: NotConfined, DocumentUnreadable: the child could not be started.
        """
        fd = sealed_memory("probe", lambda _: None)
        try:
            with self.open(fd, "probe.txt") as document:
                return document.confinement
        finally:
            os.close(fd)

    def close(self) -> None:
        """End the child kept for drawing, when the vault is locked."""
        with self._drawing:
            self._stop_drawing()

    def _opened(self, originals: Originals, document: Document, password: str) -> OpenDocument:
        key = (document.id, document.sha256, password)
        if self._drawn is not None and self._drawn[0] == key and self._drawn[1].alive:
            return self._drawn[1]
        self._stop_drawing()
        fd = originals.open_original(document)
        try:
            frame_bytes = _FRAME_SPARE_BYTES + 3 * self._limits.pixels
            opened = self._start(fd, document.name, None, frame_bytes, password)
        finally:
            os.close(fd)
        self._drawn = (key, opened)
        return opened

    def _stop_drawing(self) -> None:
        if self._drawn is not None:
            self._drawn[1].stop()
            self._drawn = None

    def _start(
        self, fd: int, name: str, job: Job | None, frame_bytes: int, password: str
    ) -> OpenDocument:
        spec = ChildSpec(
            kind=KIND,
            module="appliance.documents.parsers.main",
            address_space_bytes=self._settings.parser_memory_bytes,
            cpu_s=self._cpu_s,
            frame_bytes=min(frame_bytes, MAX_FRAME_BYTES),
            options=(f"family={family(os.pread(fd, _HEAD_BYTES, 0))}",),
            required=self._settings.child_layers(),
        )
        with reported(name, job):
            child = Child.start(spec, fds=(fd,))
        return OpenDocument(child, name, self._limits, self._page_timeout_s, job, password)
