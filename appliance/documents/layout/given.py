"""What a parser said of a page, brought into the form of pages that were laid out. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from appliance.documents.layout.blocks import Ranked
from appliance.documents.layout.cells import cell_text, text_of
from appliance.documents.layout.headings import Setting, heading_rank
from appliance.documents.layout.rows import looks_like_figure, looks_like_year
from appliance.documents.layout.scales import says_scale
from appliance.documents.layout.tables import as_caption, headers_of, with_unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.documents.layout.records import Block, Cell, PageLayout, Table

_RANK_OF_LEVEL = 10
_BLOCKS_ABOVE = 4
_MOSTLY = 0.6  # of a column's cells are figures
_FULL_LINE_CP = 100.0


def ranked_of(text: str, given: PageLayout, *, has_headings: bool) -> list[Ranked]:
    """The parser's blocks; their headings' levels become ranks.

    A file without a single heading, as when all is set in one style, has short lines that are
    headings all the same.
    """
    return [Ranked(block, _rank(text, block, has_headings=has_headings)) for block in given.blocks]


def tables_given(text: str, given: PageLayout) -> tuple[Table, ...]:
    """The parser's tables with headings, captions and units as far as the page tells them."""
    return tuple(_completed(text, given.blocks, table) for table in given.tables)


def _rank(text: str, block: Block, *, has_headings: bool) -> int:
    if block.kind == "heading":
        return _RANK_OF_LEVEL * max(1, block.level)
    if has_headings or block.kind != "paragraph" or "\n" in text[block.start : block.end]:
        return 0
    words = text_of(text, block.start, block.end)
    setting = Setting(1.0, len(words) / _FULL_LINE_CP, True, True, True)
    return heading_rank(words, setting)


def _completed(text: str, blocks: Sequence[Block], table: Table) -> Table:
    above = [
        text_of(text, block.start, block.end)
        for block in blocks
        if block.end <= table.start and block.kind != "table"
    ][: -_BLOCKS_ABOVE - 1 : -1]
    if not table.continues and not any(cell.header for cell in table.cells):
        table = _with_guessed_headings(text, table)
    if not table.caption and above:
        named = next((line for line in above[:2] if not says_scale(line)), "")
        table = replace(table, caption=as_caption(named))
    unit = with_unit(text, table, above)
    return replace(
        table,
        currency=table.currency or unit.currency,
        scale=table.scale if table.scale > 1 else unit.scale,
    )


def _with_guessed_headings(text: str, table: Table) -> Table:
    """The first row heads the table if it has no figures but years, and columns below it have."""
    first = [cell for cell in table.cells if cell.row == 0]
    said = [cell_text(text, cell) for cell in first]
    if len(said) < 2 or any(looks_like_figure(one) and not looks_like_year(one) for one in said):
        return table
    below: dict[int, list[bool]] = {}
    for cell in table.cells:
        if cell.row and cell.column:
            below.setdefault(cell.column, []).append(looks_like_figure(cell_text(text, cell)))
    if not any(sum(figures) >= _MOSTLY * len(figures) for figures in below.values()):
        return table
    cells: tuple[Cell, ...] = tuple(
        replace(cell, header=True) if cell.row == 0 else cell for cell in table.cells
    )
    return replace(table, cells=cells, headers=headers_of(text, cells, table.columns))
