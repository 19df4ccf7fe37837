"""Places that a person gives as evidence, and whether evidence still stands on its page.

What is kept of a quote is the page's own text, so that it matches letter by letter ever after.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from appliance.documents.quotes import find_quote
from appliance.errors import (
    CaseUnknown,
    DecisionInvalid,
    DocumentUnknown,
    EvidenceGone,
    PageUnknown,
)
from appliance.review.records import Evidence, Rect

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from appliance.documents.records import Box, Document, Page
    from appliance.review.records import Quote, Side, Verdict

MOST_QUOTES = 20
MOST_QUOTE_CP = 4000
MOST_NOTE_CP = 500


class Pages(Protocol):
    """What is needed of the document store."""

    def document(self, case_id: int, name: str) -> Document:
        """The document of that name. Raises: DocumentUnknown."""

    def document_by_id(self, document_id: int) -> Document:
        """The document with that number. Raises: DocumentUnknown."""

    def page(self, document_id: int, number: int) -> Page:
        """One page. Raises: PageUnknown."""

    def boxes(self, document_id: int, number: int, start: int, end: int) -> Sequence[Box]:
        """Where `start:end` stands on a page, one box per line."""


def place(
    pages: Pages, case_id: int, quotes: Sequence[Quote], verdict: Verdict, *, item: str
) -> tuple[Evidence, ...]:
    """The places that a person quotes, in any document of the case, as evidence.

    `item` is the id that errors name.
    Raises: DocumentUnknown, PageUnknown; DecisionInvalid: a quote that is not on its page, too long
    or empty, or too many.
    """
    if len(quotes) > MOST_QUOTES:
        raise DecisionInvalid(item=item, why=f"give at most {MOST_QUOTES} quotes")
    return tuple(_placed(pages, case_id, quote, verdict, item) for quote in quotes)


def _placed(pages: Pages, case_id: int, quote: Quote, verdict: Verdict, item: str) -> Evidence:
    if not quote.text.strip() or len(quote.text) > MOST_QUOTE_CP:
        raise DecisionInvalid(item=item, why=f"a quote has 1 to {MOST_QUOTE_CP} characters")
    if len(quote.note) > MOST_NOTE_CP or not quote.note.isprintable():
        why = f"a note has at most {MOST_NOTE_CP} printable characters"
        raise DecisionInvalid(item=item, why=why)
    document = pages.document(case_id, quote.document)
    if not 1 <= quote.page <= document.page_count:
        raise PageUnknown(name=document.name, page=quote.page, pages=document.page_count)
    page = pages.page(document.id, quote.page)
    found = find_quote(page.text, quote.text)
    if found is None:
        why = f"the quote does not stand on page {quote.page} of “{document.name}”"
        raise DecisionInvalid(item=item, why=why)
    start, end = found
    side: Side = quote.side or ("for" if verdict == "met" else "against")
    return Evidence(
        document=document.name,
        document_id=document.id,
        sha256=document.sha256,
        page=quote.page,
        start=start,
        end=end,
        quote=page.text[start:end],
        side=side,
        boxes=tuple(
            Rect(box.x0, box.y0, box.x1, box.y1)
            for box in pages.boxes(document.id, quote.page, start, end)
        ),
        note=quote.note,
    )


def require_standing(
    pages: Pages, case_id: int, evidence: Iterable[Evidence], *, item: str
) -> None:
    """Each place again: the same document, byte for byte, and the quote where it was.

    Raises: EvidenceGone.
    """
    for one in evidence:
        why = _gone(pages, case_id, one)
        if why:
            raise EvidenceGone(item=item, document=one.document, why=why)


def _gone(pages: Pages, case_id: int, one: Evidence) -> str:
    try:
        document = pages.document_by_id(one.document_id)
        if document.case_id != case_id:
            return "it is a document of another case"
        if document.sha256 != one.sha256:
            return "its content is another"
        text = pages.page(one.document_id, one.page).text
    except (CaseUnknown, DocumentUnknown):
        return "it is no longer in the case"
    except PageUnknown:
        return f"it has no page {one.page}"
    if text[one.start : one.end] != one.quote or not one.quote:
        return f"page {one.page} reads otherwise now"
    return ""
