"""What a case hides in files, applied to a report: tokens in texts, black bars in pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.errors import ApplianceError
from appliance.privacy import masking
from appliance.privacy.finding import find
from appliance.privacy.prompts import with_known

if TYPE_CHECKING:
    from collections.abc import Iterable

    from appliance.documents.records import Box
    from appliance.documents.store import DocumentStore
    from appliance.jobs import Job
    from appliance.privacy.records import Masked
    from appliance.privacy.store import MaskStore
    from appliance.review.records import Evidence

# A picture or scan on a page may hold what no text says, such as a photograph or a stamp.
_PICTURE_SHARE = 0.02


class Hiding:
    """Made for one report. A text at a place is taken from the masked page, as on the screen."""

    hides = True

    def __init__(
        self, masks: MaskStore, store: DocumentStore, case_id: int, kinds: frozenset[str]
    ) -> None:
        self._masks = masks
        self._store = store
        self._case_id = case_id
        self._kinds = kinds
        self._tokens = masks.tokens(case_id)
        self._pages: dict[tuple[int, int], Masked | None] = {}

    def learn(self, documents: Iterable[int], job: Job) -> None:
        """Find all that is to be hidden, so that a name on one page is hidden everywhere.

        Documents that are gone are passed over. Raises: Cancelled.
        """
        for document_id in documents:
            try:
                for number, text in self._store.page_texts(document_id):
                    job.tick("looking for identifiers", number, unit="pages")
                    for one in find(text, kinds=self._kinds):
                        self._tokens.of(one.kind, one.value, text[one.start : one.end])
            except ApplianceError:
                job.check()

    def keep(self) -> None:
        """Keep the tokens that were made. Raises: DiskFull, VaultLocked."""
        self._masks.keep(self._case_id, self._tokens)

    def text(self, text: str) -> str:
        """A text of no place."""
        return self._masked(text).text if text else text

    def quote(self, one: Evidence) -> str:
        """The words of a place, with tokens for what is hidden in and across it."""
        page = self._page(one.document_id, one.page)
        if page is None or len(one.quote) != one.end - one.start:
            return self.text(one.quote)
        parts, at = [], one.start
        for piece in page.pieces:
            if piece.end > one.start and piece.start < one.end:
                parts += [one.quote[at - one.start : max(0, piece.start - one.start)], piece.token]
                at = piece.end
        return "".join([*parts, one.quote[at - one.start :]])

    def bars(self, document_id: int, page: int) -> tuple[Box, ...] | None:
        """What is to be covered on a page; None if a picture of it cannot be shown at all.

        A page that is a scan, or has a picture, is not shown; nor is one whose hidden words have
        no known place.
        """
        masked = self._page(document_id, page)
        if masked is None or self._store.page(document_id, page).picture_share > _PICTURE_SHARE:
            return None
        found: list[Box] = []
        for piece in masked.pieces:
            boxes = self._store.boxes(document_id, page, piece.start, piece.end)
            if not boxes:
                return None
            found += boxes
        return tuple(found)

    def _page(self, document_id: int, number: int) -> Masked | None:
        key = (document_id, number)
        if key not in self._pages:
            try:
                self._pages[key] = self._masked(self._store.page(document_id, number).text)
            except ApplianceError:  # the document is gone; its quotes are still shown
                self._pages[key] = None
        return self._pages[key]

    def _masked(self, text: str) -> Masked:
        found = with_known(text, find(text, kinds=self._kinds), self._tokens, self._kinds)
        return masking.mask(text, found, self._tokens)
