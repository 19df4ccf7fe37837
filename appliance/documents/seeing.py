"""Reads the picture of a page where its own text does not do, one picture at a time.

A page whose picture cannot be read stays as the file gives it, and says why.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from appliance.documents.protocol import PICTURED_TYPES
from appliance.documents.reading_errors import NOT_THE_FILE
from appliance.documents.scans.composing import page_of
from appliance.documents.scans.judging import judge
from appliance.errors import ApplianceError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.documents.parsing import ParserClient
    from appliance.documents.records import Document, Page
    from appliance.documents.scans.ports import Recogniser
    from appliance.documents.scans.records import Why
    from appliance.documents.store import DocumentStore
    from appliance.jobs import Job

# Letters of 8 points are 22 pixels high at 200 dots per inch, of which the networks see each line
# at 48; an A4 page is 4 million pixels.
_PIXELS_PER_PT = 200 / 72
# Before the name of what read pictures, in the provenance of a document.
OCR = "ocr "

_NO_RECOGNISER: dict[Why, str] = {
    "no text": "This page has no text of its own, and nothing here reads its picture.",
    "garbage text": "The text of this page is unreadable, and nothing here reads its picture.",
    "large picture": "This page has a large picture that nothing here reads.",
}
_NOT_RECOGNISED: dict[Why, str] = {
    "no text": "This page has no text of its own, and its picture could not be read: {why}",
    "garbage text": "The text of this page is unreadable, and its picture could not be read: {why}",
    "large picture": "The large picture on this page could not be read: {why}",
}


class Seer:
    """Reads pictures of pages with what this machine has for it.

    Args:
        store: has the originals.
        parser: draws pages.
        recogniser: reads; None where there is none.
    """

    def __init__(
        self, store: DocumentStore, parser: ParserClient, recogniser: Recogniser | None
    ) -> None:
        self._store = store
        self._parser = parser
        self._recogniser = recogniser
        self._drawn = False

    @property
    def name(self) -> str:
        """What reads the pictures; "" if nothing does."""
        return "" if self._recogniser is None else f"{OCR}{self._recogniser.digest[:12]}"

    def seen(
        self,
        document: Document,
        page: Page,
        password: str,
        job: Job,
        *,
        hidden: Sequence[tuple[int, int]] = (),
    ) -> Page:
        """The page with the words of its picture, or as it is where that is not called for.

        `hidden` are stretches of its own text that nobody sees; they do not stand beside what was
        read. Raises: Cancelled, and trouble that is not the file's.
        """
        if document.media_type not in PICTURED_TYPES or page.trouble:
            return page
        why = judge(page).why
        if not why:
            return page
        if self._recogniser is None:
            if why == "no text" and page.text.strip() and not page.picture_share:
                return page  # a short page, such as a heading alone
            return _troubled(page, _NO_RECOGNISER[why])
        try:
            picture = self._parser.render(
                self._store, document, page.number, _PIXELS_PER_PT, password=password
            )
            if picture is None:
                return page
            self._drawn = True
            job.check()
            lines = self._recogniser.read(picture, job)
        except NOT_THE_FILE:
            raise
        except ApplianceError as error:
            job.check()
            return _troubled(page, _NOT_RECOGNISED[why].format(why=error.message))
        return page_of(page, lines, picture, hidden)

    def rest(self) -> None:
        """End the child that drew pages, if one did: it holds memory that others need."""
        if self._drawn:
            self._drawn = False
            self._parser.close()


def _troubled(page: Page, trouble: str) -> Page:
    return replace(page, trouble=trouble)
