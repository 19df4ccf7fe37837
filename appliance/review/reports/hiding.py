"""What a case hides in files, applied to a report: tokens in texts, bars in pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from appliance.documents.boxes import boxes
from appliance.documents.records import Box
from appliance.errors import CaseUnknown, DocumentUnknown, PageUnknown
from appliance.privacy import masking
from appliance.privacy.finding import find
from appliance.privacy.prompts import learn, with_known

if TYPE_CHECKING:
    from collections.abc import Iterable

    from appliance.documents.store import DocumentStore
    from appliance.jobs import Job
    from appliance.privacy.records import Masked
    from appliance.privacy.store import MaskStore
    from appliance.review.records import Evidence


class View(NamedTuple):
    """Places of a page: what is covered, and the words that are known and not hidden.

    All else is left white: a photograph, a stamp or a line of a form may hold what no text says.
    """

    bars: tuple[Box, ...]
    words: tuple[Box, ...]


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
                    learn(text, find(text, kinds=self._kinds), self._tokens)
            except (CaseUnknown, DocumentUnknown):
                continue

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

    def view(self, document_id: int, page: int) -> View | None:
        """What a picture of a page may show; None if nothing of it.

        A page whose words were read from its picture is not shown: a number that was misread is
        not known to be one. Nor is a page whose hidden words have no known place.
        """
        masked = self._page(document_id, page)
        if masked is None:
            return None
        found = self._store.page(document_id, page)
        if found.origin != "text":
            return None
        bars: list[Box] = []
        for piece in masked.pieces:
            covered = boxes(found.words, piece.start, piece.end)
            if not covered:
                return None
            bars += covered
        clear = tuple(
            Box(word.x0, word.y0, word.x1, word.y1)
            for word in found.words
            if not any(word.start < one.end and one.start < word.end for one in masked.pieces)
        )
        return View(tuple(bars), clear)

    def _page(self, document_id: int, number: int) -> Masked | None:
        key = (document_id, number)
        if key not in self._pages:
            try:
                self._pages[key] = self._masked(self._store.page(document_id, number).text)
            except (
                CaseUnknown,
                DocumentUnknown,
                PageUnknown,
            ):  # the document is gone; its quotes are still shown
                self._pages[key] = None
        return self._pages[key]

    def _masked(self, text: str) -> Masked:
        found = with_known(text, find(text, kinds=self._kinds), self._tokens, self._kinds)
        return masking.mask(text, found, self._tokens)
