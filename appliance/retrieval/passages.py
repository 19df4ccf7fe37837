"""The passages of a page with what they belong to: section, table, kind. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from appliance.documents.chunking import chunks
from appliance.documents.layout.cells import section_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appliance.documents.layout.records import PageLayout
    from appliance.retrieval.records import PassageKind

SECTION_SEPARATOR = " › "
# A passage belongs to the heading in force a third into it: one that begins with the last line of
# a section is about the next.
_WHERE = 3
_LONGEST_SECTION_CP = 400


class Passage(NamedTuple):
    """Code points of a page, half-open, and what they are part of."""

    start: int
    end: int
    kind: PassageKind
    section: str
    table: int


def passages(text: str, layout: PageLayout | None) -> Iterator[Passage]:
    """The passages of a page in order; without a layout all are plain text of no section."""
    for span in chunks(text):
        if layout is None:
            yield Passage(span.start, span.end, "text", "", 0)
            continue
        where = span.start + (span.end - span.start) // _WHERE
        section = SECTION_SEPARATOR.join(section_at(layout, text, where))[:_LONGEST_SECTION_CP]
        table = _table(layout, span.start, span.end)
        kind: PassageKind = "table" if table else "text"
        if not table and _only_headings(layout, span.start, span.end):
            kind = "heading"
        yield Passage(span.start, span.end, kind, section, table)


def _table(layout: PageLayout, start: int, end: int) -> int:
    """Number of the table that covers at least half of the passage; 0 if none does."""
    for table in layout.tables:
        if 2 * (min(end, table.end) - max(start, table.start)) >= end - start:
            return table.number
    return 0


def _only_headings(layout: PageLayout, start: int, end: int) -> bool:
    inside = [block for block in layout.blocks if block.start < end and block.end > start]
    return bool(inside) and all(block.kind in ("heading", "header", "footer") for block in inside)
