"""A frozen view of a case's documents for one review.

Pages are loaded when they are wanted and only one document stays in memory. Types, unread pages
and digests are taken when the view is made, so that a review says what it was made over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from appliance.documents.layout.kept import layout_of
from appliance.documents.reading_errors import NOT_THE_FILE
from appliance.documents.records import Box
from appliance.documents.store import PageText
from appliance.errors import ApplianceError, DocumentUnknown
from appliance.review.papers.ink import SCALE, has_ink
from appliance.review.papers.types import type_of
from appliance.review.phrases import files
from appliance.review.records import Evidence, PaperRead, Rect, Searched

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from appliance.documents.layout.records import PageLayout
    from appliance.documents.records import Document, PageImage
    from appliance.documents.store import DocumentStore
    from appliance.review.records import Side

# A type is told by the first pages; a document has no end that is known beforehand.
TYPE_PAGES = 12
_MOST_QUOTE_CP = 1200


class Draw(Protocol):
    """Draws a page; None for formats without pages of their own."""

    def __call__(self, document_id: int, page: int, scale: float) -> PageImage | None:
        """`scale` is in pixels per point. Raises: what reading an original raises."""


class Papers:
    """The documents of a review, in the order in which they were added.

    Not for several threads: one document's pages are kept from call to call.
    """

    def __init__(
        self, store: DocumentStore, read: tuple[PaperRead, ...], draw: Draw | None = None
    ) -> None:
        self.read = read
        self._draw = draw
        self._store = store
        self._by_id = {one.document_id: one for one in read}
        self._loaded: tuple[int, tuple[PageText, ...]] = (-1, ())

    def paper(self, document_id: int) -> PaperRead:
        """The paper with that number. Raises: DocumentUnknown."""
        try:
            return self._by_id[document_id]
        except KeyError:
            raise DocumentUnknown(name=document_id) from None

    def texts(self, document_id: int) -> Sequence[PageText]:
        """All pages of a paper, in order; () for one that could not be read.

        Raises: DocumentUnknown.
        """
        if self._loaded[0] != document_id:
            paper = self.paper(document_id)
            pages = self._store.page_texts(document_id) if paper.pages else ()
            loaded = tuple(
                PageText(paper.document, document_id, number, text) for number, text in pages
            )
            self._loaded = (document_id, loaded)
        return self._loaded[1]

    def page(self, document_id: int, page: int) -> PageText:
        """One page. Raises: DocumentUnknown; LookupError: there is no such page."""
        for one in self.texts(document_id):
            if one.page == page:
                return one
        raise LookupError(f"page {page}")

    def layout(self, document_id: int, page: int) -> PageLayout:
        """Blocks and tables of a page; none where it is not laid out. Raises: DocumentUnknown."""
        self.paper(document_id)
        return layout_of(self._store, document_id, page)

    def signed_over(
        self, document_id: int, page: int, start: int, end: int, column: int, columns: int
    ) -> bool | None:
        """Whether ink stands over a line to sign on, or over its part for one of several parties.

        None where the page cannot be drawn or the place has no box. Raises: DocumentUnknown,
        VaultLocked.
        """
        boxes = self._store.boxes(document_id, page, start, end)
        if self._draw is None or not boxes:
            return None
        try:
            picture = self._draw(document_id, page, SCALE)
        except NOT_THE_FILE:
            raise
        except ApplianceError:
            return None  # the file is damaged or shut; what it shows is not known
        if picture is None:
            return None
        if len(boxes) == columns:
            line = boxes[column]
        else:
            x0, x1 = min(box.x0 for box in boxes), max(box.x1 for box in boxes)
            width = (x1 - x0) / columns
            line = Box(x0 + column * width, boxes[0].y0, x0 + (column + 1) * width, boxes[-1].y1)
        return has_ink(picture, line, self._store.page(document_id, page).words)

    def of_types(self, types: Collection[str]) -> tuple[PaperRead, ...]:
        """Papers of these types; all of them for ()."""
        if not types:
            return self.read
        return tuple(one for one in self.read if one.type in types)

    def evidence(
        self, document_id: int, page: int, start: int, end: int, side: Side, note: str = ""
    ) -> Evidence:
        """The place as evidence: the quote is cut from the page, boxes come from the store.

        White space at both ends is left out, and what is longer than a quote may be is cut at the
        end. Raises: DocumentUnknown; LookupError: there is no such page; ValueError: the place is
        empty or outside the page.
        """
        paper = self.paper(document_id)
        text = self.page(document_id, page).text
        if not 0 <= start <= end <= len(text):
            raise ValueError(f"{start}:{end} is no place on a page of {len(text)} code points")
        quote = text[start : min(end, start + _MOST_QUOTE_CP)]
        start += len(quote) - len(quote.lstrip())
        quote = quote.strip()
        if not quote:
            raise ValueError("nothing stands at this place")
        end = start + len(quote)
        boxes = self._store.boxes(document_id, page, start, end)
        rects = tuple(Rect(box.x0, box.y0, box.x1, box.y1) for box in boxes)
        return Evidence(
            paper.document, document_id, paper.sha256, page, start, end, quote, side, rects, note
        )

    def searched(
        self, papers: Iterable[PaperRead] | None = None, ways: Iterable[str] = ()
    ) -> Searched:
        """What was looked through: these papers, or all, with all that could not be read."""
        chosen = self.read if papers is None else tuple(papers)
        unread = tuple(f"{one.document}: {why}" for one in chosen for why in one.unread)
        pages = sum(one.pages for one in chosen)
        troubled = sum(_troubled(one) for one in chosen)
        return Searched(
            tuple(one.document for one in chosen),
            max(0, pages - troubled),
            pages,
            unread,
            tuple(dict.fromkeys(ways)),
        )


def read_papers(
    store: DocumentStore,
    case_id: int,
    documents: Collection[str] | None = None,
    *,
    draw: Draw | None = None,
) -> Papers:
    """The documents of a case, or those of these names, failed ones too.

    With `draw`, lines to sign on are looked at in the picture of their page; without it, whether
    somebody signed by hand is not known.

    Raises: CaseUnknown, VaultLocked; DocumentUnknown: one of the names is not in the case.
    """
    everything = store.documents(case_id)
    if documents is not None:
        known = {one.name for one in everything}
        for name in documents:
            if name not in known:
                raise DocumentUnknown(name=name)
        everything = tuple(one for one in everything if one.name in documents)
    return Papers(store, tuple(_paper(store, one) for one in everything), draw)


def _paper(store: DocumentStore, document: Document) -> PaperRead:
    unread: tuple[str, ...] = ()
    pages = 0
    texts: list[str] = []
    if document.state == "ready":
        pages = document.page_count
        troubles = store.troubles(document.id)
        unread = tuple(files.PAGE_SAYS.say(page=page, trouble=why) for page, why in troubles)
        for number, text in store.page_texts(document.id):
            if number > TYPE_PAGES:
                break
            texts.append(text)
    elif document.state == "failed":
        unread = (document.error_message or files.UNREADABLE.say(),)
    else:
        unread = (files.NOT_YET.say(),)
    kind = type_of(document.name, document.media_type, texts)
    return PaperRead(document.name, document.id, document.sha256, pages, kind, unread)


def _troubled(paper: PaperRead) -> int:
    return sum(1 for why in paper.unread if why.startswith("page "))
