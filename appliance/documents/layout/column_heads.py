"""Headings of columns: which column each stands over, and which stand over several. Pure."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from appliance.documents.layout.columns import covered
from appliance.documents.layout.rows import looks_like_year, piece_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.documents.layout.columns import Column
    from appliance.documents.layout.rows import Piece, Row
    from appliance.documents.layout.table_lines import Line
    from appliance.documents.records import Word

# In heights: a gap that parts two headings, and one that does so where it lies between columns.
_WIDE_GAP, _WORD_GAP = 0.5, 0.36
_CENTRED, _NEARLY_CENTRED = 0.12, 0.18  # off the middle of columns, as a part of their width
_FLUSH_PT = 3.0
_WIDE = 1.25  # of its column: a heading that is not the column's alone
_TIGHT_HEIGHTS = 1.4
# Dates that stand beside each other differ in these alone.
_VARYING = re.compile(
    r"\d+|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b|\b(?:First|Second|Third|Fourth)\b"
)


class _Over(NamedTuple):
    """A heading and the first and last column that it lies over."""

    piece: Piece
    first: int
    last: int


def place_headings(
    text: str, lines: Sequence[Line], rows: Sequence[Row], columns: Sequence[Column]
) -> None:
    """Put the pieces of the first `len(rows)` lines into the columns that they head."""
    for number, row in enumerate(rows):
        line = lines[number]
        below = lines[number + 1] if number + 1 < len(lines) else None
        line.cells.clear()
        pieces = [part for piece in row.pieces for part in _cut(text, piece, columns, row.height)]
        over = [_Over(piece, *covered(columns, piece.x0, piece.x1)) for piece in pieces]
        for place in _extended(over, columns, below):
            line.cells.setdefault(place.first, []).append(place.piece)
            if place.last > place.first:
                cover = place.last - place.first + 1
                line.covers[place.first] = max(line.covers.get(place.first, 1), cover)
    _widen(lines[: len(rows)])


def _extended(over: Sequence[_Over], columns: Sequence[Column], below: Line | None) -> list[_Over]:
    """The headings of one line with all columns that each stands over."""
    heads = [place for place in over if place.last > 0]
    shared = _shared_evenly(heads, columns)
    if shared:
        return [place for place in over if place.last == 0] + shared
    found: list[_Over] = []
    for number, place in enumerate(over):
        if place.last == 0 or (place.first == place.last and len(heads) > 1):
            found.append(place)
            continue
        low = over[number - 1].last + 1 if number else 1
        high = over[number + 1].first - 1 if number + 1 < len(over) else len(columns) - 1
        room = min(max(low, 1), place.first), max(high, place.last)
        if place.first == place.last and _is_its_own(place, columns, below):
            found.append(place)
        else:
            found.append(_centred(place, columns, room))
    return found


def _shared_evenly(heads: Sequence[_Over], columns: Sequence[Column]) -> list[_Over]:
    """Two or more headings that share the columns of figures among them, as many each."""
    count = len(columns) - 1
    if len(heads) < 2 or count % len(heads) or count == len(heads):
        return []
    size = count // len(heads)
    found: list[_Over] = []
    for number, place in enumerate(heads):
        first, last = 1 + number * size, (number + 1) * size
        inside = first <= place.first and place.last <= last
        if not inside or _off_centre(place.piece, columns, first, last) > _NEARLY_CENTRED:
            return []
        found.append(_Over(place.piece, first, last))
    return found


def _is_its_own(place: _Over, columns: Sequence[Column], below: Line | None) -> bool:
    """True for a heading, alone on its line, of the one column that it stands over."""
    piece, column = place.piece, columns[place.first]
    if piece.x1 - piece.x0 > _WIDE * (column.x1 - column.x0):
        return False
    under = below.cells.get(place.first) if below is not None else None
    if not under or below is None:
        return abs(piece.x1 - column.x1) < _FLUSH_PT
    years = [looks_like_year(below.text(other)) for other in sorted(below.cells)]
    if looks_like_year(below.text(place.first)) and sum(years) > 1:
        return looks_like_year(piece.text)  # years beside each other share what is above one
    if abs(piece.x1 - column.x1) < _FLUSH_PT:
        return True
    top = min(word.y0 for word in piece.words)
    if below.y0 - top > _TIGHT_HEIGHTS * below.height:
        return False
    shape = _VARYING.sub("#", below.text(place.first))
    beside = {_VARYING.sub("#", below.text(other)) for other in below.cells if other != place.first}
    goes_on = abs(under[0].middle - piece.middle) < _FLUSH_PT
    return goes_on and not looks_like_year(below.text(place.first)) and shape not in beside


def _centred(place: _Over, columns: Sequence[Column], room: tuple[int, int]) -> _Over:
    """The columns, among those that are free, on whose middle a heading is centred."""
    best = place
    smallest = _off_centre(place.piece, columns, place.first, place.last)
    for first in range(place.first, room[0] - 1, -1):
        for last in range(place.last, room[1] + 1):
            off = _off_centre(place.piece, columns, first, last)
            wider = last - first > best.last - best.first
            if off < smallest - _CENTRED or (off <= _CENTRED and wider):
                smallest, best = min(off, smallest), _Over(place.piece, first, last)
    return best


def _off_centre(piece: Piece, columns: Sequence[Column], first: int, last: int) -> float:
    x0, x1 = columns[first].x0, columns[last].x1
    return abs(piece.middle - (x0 + x1) / 2) / max(x1 - x0, 1.0)


def _widen(lines: Sequence[Line]) -> None:
    """Let headings cover as many columns as those they stand below, where nothing is beside."""
    for above, line in pairwise(lines):
        for column, cover in above.covers.items():
            if column in line.cells and not any(
                other in line.cells for other in range(column + 1, column + cover)
            ):
                line.covers[column] = max(cover, line.covers.get(column, 1))


def _cut(text: str, piece: Piece, columns: Sequence[Column], height: float) -> list[Piece]:
    """A piece of headings cut where a gap between words falls between two columns."""
    groups: list[list[Word]] = [[piece.words[0]]]
    for before, word in pairwise(piece.words):
        here, _ = covered(columns, before.x0, before.x1)
        there, _ = covered(columns, word.x0, word.x1)
        gap = (word.x0 - before.x1) / height
        if gap > _WIDE_GAP or (here != there and gap > _WORD_GAP):
            groups.append([word])
        else:
            groups[-1].append(word)
    if len(groups) == 1:
        return [piece]
    return [piece_of(text, group) for group in groups]
