"""What is known of pages beside their text: tables, what was not read, how surely, what is odd."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from appliance.documents import suspicion
from appliance.documents.layout.kept import layout_of
from appliance.documents.scans import confidence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from appliance.assistant.records import Citation
    from appliance.documents.layout.records import PageLayout
    from appliance.documents.records import Page
    from appliance.documents.store import DocumentStore


class StoredPageFacts:
    """Facts of one case's pages; made for one request, for one thread.

    Methods raise VaultLocked after the lock, VaultDamaged.
    """

    def __init__(self, store: DocumentStore, case_id: int) -> None:
        self._store = store
        self._case_id = case_id
        # A list cites hundreds of places, most of them on pages that were not scanned.
        self._scanned: dict[int, frozenset[int]] = {}
        self._last: tuple[tuple[int, int], Page] | None = None

    def layout(self, document_id: int, page: int) -> PageLayout | None:
        """Blocks and tables of a page; without tables if it was not laid out."""
        return layout_of(self._store, document_id, page)

    def unread(self, document: str | None) -> tuple[tuple[str, ...], frozenset[tuple[int, int]]]:
        """What was not read, as sentences, and which pages of readable documents are among it."""
        said: list[str] = []
        pages: set[tuple[int, int]] = set()
        for one in self._store.documents(self._case_id):
            if document not in (None, one.name):
                continue
            if one.state != "ready":
                why = one.error_message or "it is still being read"
                said.append(f"“{one.name}”: {why}")
                continue
            rows = (
                self._store.home(one.id)
                .connection()
                .execute(
                    "SELECT number, trouble FROM page WHERE document_id = ? AND trouble <> '' "
                    "ORDER BY number",
                    (one.id,),
                )
            )
            for number, trouble in rows:
                pages.add((one.id, number))
                said.append(f"“{one.name}”, page {number}: {trouble}")
        return tuple(said), frozenset(pages)

    def read_with(self, citation: Citation) -> float | None:
        """The least confidence, in percent, of the words of a place on a scanned page, if low."""
        document_id = citation.document_id
        if document_id not in self._scanned:
            self._scanned[document_id] = frozenset(self._store.recognised(document_id))
        if citation.page not in self._scanned[document_id]:
            return None
        place = (document_id, citation.page)
        if self._last is None or self._last[0] != place:
            self._last = place, self._store.page(*place)
        page = self._last[1]
        percent = confidence.lowest(page, citation.start, citation.end)
        return percent if percent is not None and percent < confidence.UNCERTAIN_PERCENT else None

    @cached_property
    def _noticed(self) -> dict[tuple[int, int], list[tuple[int, int, str]]]:
        found: dict[tuple[int, int], list[tuple[int, int, str]]] = {}
        for one in suspicion.notices(self._store, self._case_id):
            place = (one.document_id, one.page)
            found.setdefault(place, []).append((one.start, one.end, one.note))
        return found

    def notices(self, citations: Iterable[Citation]) -> tuple[str, ...]:
        """What was noticed about the cited places, each once, as sentences."""
        said = [
            f"Page {one.page} of “{one.document}”: {note}"
            for one in citations
            for start, end, note in self._noticed.get((one.document_id, one.page), ())
            if start < one.end and one.start < end
        ]
        return tuple(dict.fromkeys(said))
