"""The pages desk: all that is shown of one page, in one step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.app.door import Action
from appliance.app.records import MarkedStretch, PageView
from appliance.documents import boxes, suspicion
from appliance.documents.scans.confidence import uncertain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.app.door import Door
    from appliance.app.privacy import PrivacyDesk
    from appliance.documents.records import Page
    from appliance.documents.store import DocumentStore
    from appliance.privacy.records import Masked


class PageDesk:
    """What a person sees of a page. Every method raises VaultLocked after the lock."""

    def __init__(self, door: Door, store: DocumentStore, privacy: PrivacyDesk) -> None:
        self._door = door
        self._store = store
        self._privacy = privacy

    def view(
        self, case: str, document: str, number: int, stretches: Sequence[tuple[int, int]] = ()
    ) -> PageView:
        """A page with places of it marked.

        Args:
            case: its name.
            document: the document's name.
            number: the page, from 1.
            stretches: half-open ranges of code points of the page's own text.

        Raises: CaseUnknown, DocumentUnknown, PageUnknown.
        """
        self._door.check(Action.VIEW_CASES)
        found = self._store.document(self._store.case(case).id, document)
        page = self._store.page(found.id, number)
        masked = self._privacy.page(case, document, number)
        noticed = suspicion.notices(self._store, found.id, page.number)

        def marked(start: int, end: int, note: str = "") -> MarkedStretch:
            return _marked(page, masked, start, end, note)

        return PageView(
            page=page,
            text=masked.text,
            stretches=tuple(marked(start, end) for start, end in stretches),
            notices=tuple(marked(one.start, one.end, one.note) for one in noticed),
            uncertain=tuple(marked(start, end) for start, end in uncertain(page)),
            hidden=tuple(marked(one.start, one.end, one.token) for one in masked.pieces),
        )


def _marked(page: Page, masked: Masked, start: int, end: int, note: str) -> MarkedStretch:
    start, end = max(0, min(start, len(page.text))), max(0, min(end, len(page.text)))
    return MarkedStretch(
        _shown(masked, start, first=True),
        _shown(masked, end, first=False),
        boxes.boxes(page.words, start, end),
        note,
    )


def _shown(masked: Masked, place: int, *, first: bool) -> int:
    """Where a place of the page's text stands in the masked text; tokens are never cut."""
    moved = 0
    for piece in masked.pieces:
        if place <= piece.start:
            break
        if place < piece.end:
            return piece.at if first else piece.until
        moved = piece.until - piece.end
    return place + moved
