"""Draws pages for the eye, keeping the parser child of the last document for the next page."""

from __future__ import annotations

import os
import threading
from contextlib import ExitStack
from typing import TYPE_CHECKING

from appliance.errors import DocumentTypeUnknown, VaultLocked

if TYPE_CHECKING:
    from appliance.documents.parsing import OpenDocument, ParserClient
    from appliance.documents.records import Document, PageImage
    from appliance.documents.store import DocumentStore


class Viewer:
    """One open document at a time; thread-safe."""

    def __init__(self, store: DocumentStore, parser: ParserClient) -> None:
        self._store = store
        self._parser = parser
        self._lock = threading.Lock()
        self._stack = ExitStack()
        self._open: tuple[int, OpenDocument] | None = None
        self._closed = False

    def render(self, document: Document, number: int, scale: float) -> PageImage | None:
        """Page `number` (from 1) at `scale` pixels per point; None if the format has no pictures.

        Raises: PageUnknown, DocumentUnreadable, ChildTimeout, NotConfined, VaultLocked.
        """
        with self._lock:
            if self._closed:
                raise VaultLocked
            try:
                return self._document(document).render(number, scale)
            except DocumentTypeUnknown:
                return None

    def close(self) -> None:
        """End the child; nothing is drawn afterwards."""
        with self._lock:
            self._closed = True
            self._drop()

    def _document(self, document: Document) -> OpenDocument:
        if self._open is not None:
            number, opened = self._open
            if number == document.id and opened.alive:
                return opened
        self._drop()
        handle = self._store.open_original(document.id)
        try:
            opened = self._stack.enter_context(self._parser.open(handle, document.name))
        finally:
            os.close(handle)
        self._open = (document.id, opened)
        return opened

    def _drop(self) -> None:
        self._open = None
        self._stack.close()
