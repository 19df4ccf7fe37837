"""Pictures of the places that verdicts stand on: which get one, drawn page by page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from appliance.documents.protocol import PICTURED_TYPES
from appliance.errors import ApplianceError
from appliance.review.items import evidence_of
from appliance.review.reports.crops import crop
from appliance.review.reports.protocol import MOST_CROPS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from appliance.documents.records import Document, PageImage
    from appliance.jobs import Job
    from appliance.review.records import Evidence, Review
    from appliance.review.reports.hiding import Hiding
    from appliance.review.reports.protocol import Crop

    # Draws a page of a document at so many pixels per point; None if it has no pages to be drawn.
    Draw = Callable[[Document, int, float], PageImage | None]

SCALE = 2.0
# More are quoted, but not shown.
_MOST_OF_AN_ITEM = 4
_GONE = "the document is no longer in the case"
_NO_PAGES = "the document has no pages to be drawn"
_NOT_DRAWN = "the page cannot be drawn"
_NO_PLACE = "the words have no place on the page"
_TOO_MANY = "there are more pictures than a report takes"
_SCAN = "this case hides identifiers, which cannot be covered on this page"


class Documents(Protocol):
    """Finds the documents of a case."""

    def document(self, case_id: int, name: str) -> Document:
        """The document of that name."""


class Pictures:
    """Decides and names; `why` and `name` are asked while the report is built, `crops` after."""

    def __init__(
        self,
        documents: Documents,
        case_id: int,
        draw: Draw,
        *,
        hiding: Hiding | None = None,
    ) -> None:
        self._documents = documents
        self._case_id = case_id
        self._draw = draw
        self._hiding = hiding
        self._known: dict[tuple[str, str], Document | None] = {}
        self._crops: dict[str, Crop] = {}
        self._notes: dict[tuple[int, int, int, int, str], tuple[str, str]] = {}

    def prepare(self, review: Review, job: Job) -> None:
        """Draw what is to be shown; each page once. Raises: Cancelled."""
        wanted: list[tuple[int, int, Evidence]] = []
        for item in review.items:
            for count, one in enumerate(evidence_of(item), start=1):
                wanted.append((item.place + 1, count, one))
        # In the order of pages: the child that draws keeps its document open.
        wanted.sort(key=lambda each: (each[2].document, each[2].page, each[0], each[1]))
        drawn: tuple[tuple[str, int], PageImage | str] | None = None
        for done, (number, count, one) in enumerate(wanted):
            job.tick("drawing the evidence", done, len(wanted), unit="pictures")
            if (refusal := self._refused(one, count)) is not None:
                self._notes[_key(number, one)] = ("", refusal)
                continue
            page = (one.document, one.page)
            if drawn is None or drawn[0] != page:
                drawn = (page, self._page(one))
            name = f"crops/item-{number:03}-{count}.png"
            self._notes[_key(number, one)] = self._cut(name, drawn[1], one)

    def of(self, number: int, one: Evidence) -> tuple[str, str]:
        """Name of the picture of a place, and why there is none; one of the two is empty."""
        return self._notes.get(_key(number, one), ("", ""))

    def crops(self) -> Iterator[Crop]:
        """The pictures, by name."""
        return (self._crops[name] for name in sorted(self._crops))

    def _refused(self, one: Evidence, count: int) -> str | None:
        document = self._document(one)
        if document is None:
            return _GONE
        if document.media_type not in PICTURED_TYPES:
            return _NO_PAGES
        if not one.boxes:
            return _NO_PLACE
        if count > _MOST_OF_AN_ITEM or len(self._crops) >= MOST_CROPS:
            return _TOO_MANY
        return None

    def _document(self, one: Evidence) -> Document | None:
        """The document, if it is still the one that was reviewed."""
        key = (one.document, one.sha256)
        if key not in self._known:
            try:
                found = self._documents.document(self._case_id, one.document)
            except ApplianceError:
                self._known[key] = None
            else:
                self._known[key] = found if found.sha256 == one.sha256 else None
        return self._known[key]

    def _page(self, one: Evidence) -> PageImage | str:
        document = self._document(one)
        assert document is not None  # noqa: S101 - refused before
        try:
            return self._draw(document, one.page, SCALE) or _NO_PAGES
        except ApplianceError:  # a page that has become unreadable is no reason for no report
            return _NOT_DRAWN

    def _cut(self, name: str, page: PageImage | str, one: Evidence) -> tuple[str, str]:
        if isinstance(page, str):
            return "", page
        if self._hiding is None:
            made = crop(name, page, one.boxes)
        elif (view := self._hiding.view(one.document_id, one.page)) is None:
            return "", _SCAN
        else:
            made = crop(name, page, one.boxes, covered=view.bars, shown=view.words)
        if made is None:
            return "", _NO_PLACE
        self._crops[name] = made
        return name, ""


def _key(number: int, one: Evidence) -> tuple[int, int, int, int, str]:
    return number, one.document_id, one.page, one.start, f"{one.end} {one.side}"
