"""Tables of words: rows of short texts that begin below each other. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from appliance.documents.layout.rows import has_leader, is_marker

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.documents.layout.rows import Row

EDGE_PT = 2.5  # pieces this near begin below each other
_ROWS_AT_LEAST, _CELL_WORDS = 3, 6
_APART_HEIGHTS, _TIGHT_HEIGHTS = 1.8, 1.4
# Cells of more words, many of which begin with a small letter, are lines of sentences.
_FEW_WORDS, _SENTENCES = 3.0, 0.3
_MOST_WRAPPED = 12  # lines of one cell


@dataclass(frozen=True, slots=True)
class Region:
    """Rows `first` up to but not including `end` of a page; `figures` if some columns have them."""

    first: int
    end: int
    figures: bool = True


def tables_of_words(
    rows: Sequence[Row], taken: Sequence[bool], found: Sequence[Region]
) -> list[Region]:
    """The tables of words among the rows that are neither taken nor in the tables found."""
    free = [not one for one in taken]
    for region in found:
        free[region.first : region.end] = [False] * (region.end - region.first)
    regions: list[Region] = []
    index = 0
    while index < len(rows):
        end = _end(rows, free, index)
        if end is not None and _is_table(rows[index:end]):
            regions.append(Region(index, end, figures=False))
            index = end
        else:
            index += 1
    return regions


def _end(rows: Sequence[Row], free: Sequence[bool], first: int) -> int | None:
    """Where rows end that stand below the row `first` in its columns; None if it has none."""
    model = rows[first]
    if not free[first] or len(model.pieces) < 2 or has_leader(model):
        return None
    if is_marker(model.pieces[0].text):
        return None
    end = first + 1
    wrapped = 0
    while end < len(rows) and free[end]:
        row = rows[end]
        space = row.y0 - rows[end - 1].y1
        if space > _APART_HEIGHTS * row.height or not _below(model, row) or has_leader(row):
            break
        full = len(row.pieces) == len(model.pieces)
        wrapped = 0 if full else wrapped + 1
        tight = row.y0 - rows[end - 1].y0 <= _TIGHT_HEIGHTS * row.height
        outdented = len(model.pieces) == 2 and abs(row.x0 - model.x0) <= EDGE_PT
        if not full and (not tight or outdented or wrapped > _MOST_WRAPPED):
            break
        end += 1
    return end


def _below(model: Row, row: Row) -> bool:
    """True if every piece begins where one of the model does."""
    edges = [piece.x0 for piece in model.pieces]
    return all(any(abs(piece.x0 - edge) <= EDGE_PT for edge in edges) for piece in row.pieces)


def _is_table(rows: Sequence[Row]) -> bool:
    """Columns of prose have long lines; cells of several lines leave the others' places empty."""
    columns = len(rows[0].pieces)
    full = [row for row in rows if len(row.pieces) == columns]
    wrapped = len(rows) - len(full)
    if len(full) < _ROWS_AT_LEAST:
        return False
    firsts = [row.pieces[0] for row in full]
    if columns == 2 and all(piece.figure or is_marker(piece.text) for piece in firsts):
        return False
    # Where most rows are full, cells have one line each and are short.
    long_cells = columns > 2 and wrapped * 2 >= len(full)
    for place in range(columns):
        pieces = [row.pieces[place] for row in full]
        words = sum(len(piece.words) for piece in pieces) / len(pieces)
        small = sum(piece.text[:1].islower() for piece in pieces) / len(pieces)
        last = place == columns - 1
        if words > _FEW_WORDS and small > _SENTENCES:
            return False
        if words > (2 * _CELL_WORDS if last else _CELL_WORDS) and not (long_cells and last):
            return False
    return True
