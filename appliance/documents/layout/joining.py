"""Tables that go on over page breaks. Pure."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from appliance.documents.layout.cells import text_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.documents.layout.blocks import Ranked
    from appliance.documents.layout.records import Block, Table

# Columns of two parts are the same if their right edges are this near.
_NEAR_PT = 7.0
_CONTINUED = re.compile(r"continue[ds]|cont['’.]?d|续|接上|carried forward", re.IGNORECASE)
_LONGEST_MARK_CP = 120


class Found(NamedTuple):
    """A table and the right edges of its columns; a table without geometry has no edges."""

    table: Table
    edges: tuple[float, ...] = ()


class Joiner:
    """Numbers the tables of a document, page after page, and joins those that are one."""

    def __init__(self) -> None:
        self._count = 0
        self._last: Found | None = None  # the table with which the page before ended
        self._given: tuple[int, Table] | None = None

    def numbered(
        self, text: str, found: Sequence[Found], ranked: Sequence[Ranked]
    ) -> tuple[Table, ...]:
        """The tables of the next page, in text order, with their numbers."""
        blocks = [entry.block for entry in ranked]
        numbered: list[Table] = []
        for place, entry in enumerate(found):
            last = self._last if place == 0 else None
            if last is not None and _goes_on(text, last, entry, blocks):
                numbered.append(_carried(last.table, entry.table))
            else:
                self._count += 1
                numbered.append(replace(entry.table, number=self._count))
        ends = found and _ends_page(text, numbered[-1], blocks)
        self._last = Found(numbered[-1], found[-1].edges) if ends else None
        return tuple(numbered)

    def given(self, tables: Sequence[Table]) -> tuple[Table, ...]:
        """The tables of the next page as the parser numbered them, which knows what is one."""
        numbered: list[Table] = []
        for table in tables:
            if self._given is not None and self._given[0] == table.number:
                carried = _carried(self._given[1], table)
            else:
                self._count += 1
                carried = replace(table, number=self._count, continues=False)
            self._given = table.number, carried
            numbered.append(carried)
        self._last = None
        return tuple(numbered)


def _carried(first: Table, part: Table) -> Table:
    """A later part with what is known from the first."""
    headers = part.headers if part.headers and len(part.headers) >= len(first.headers) else ()
    return replace(
        part,
        number=first.number,
        continues=True,
        caption=first.caption or part.caption,
        headers=headers or first.headers,
        currency=first.currency or part.currency,
        scale=part.scale if part.scale > 1 else first.scale,
    )


def _goes_on(text: str, last: Found, entry: Found, blocks: Sequence[Block]) -> bool:
    first, part = last.table, entry.table
    if first.columns != part.columns:
        return False
    marked = False
    for block in blocks:
        if block.start >= part.start:
            break
        if block.kind == "header":
            continue
        words = text_of(text, block.start, block.end)
        said = len(words) < _LONGEST_MARK_CP and bool(_CONTINUED.search(words))
        if not said and words.casefold() != first.caption.casefold():
            return False
        marked = marked or said
    same_places = len(last.edges) == len(entry.edges) and all(
        abs(here - there) <= _NEAR_PT
        for here, there in zip(last.edges[1:], entry.edges[1:], strict=True)
    )
    if not part.headers:
        return same_places
    if _shape(part.headers) != _shape(first.headers):
        return False
    # Statements of two periods have the same headings; their titles tell them apart.
    same_title = _shape([part.caption]) in ([""], _shape([first.caption]))
    return same_title and (same_places or marked)


def _shape(headers: Sequence[str]) -> list[str]:
    return [_CONTINUED.sub("", header).casefold().strip(" ()") for header in headers]


def _ends_page(text: str, table: Table, blocks: Sequence[Block]) -> bool:
    """True if nothing but running lines, notes and marks follow a table on its page."""
    for block in blocks:
        if block.start < table.end or block.kind in ("footer", "header", "note", "table"):
            continue
        words = text_of(text, block.start, block.end)
        if len(words) > _LONGEST_MARK_CP or block.kind == "heading":
            return False
        if not _CONTINUED.search(words) and not re.match(r"see\b|\(\w\)|注", words, re.IGNORECASE):
            return False
    return True
