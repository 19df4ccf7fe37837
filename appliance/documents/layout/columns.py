"""Columns of a table, from where the pieces of its rows stand. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from appliance.documents.layout.rows import Piece, Row

# Pieces that overlap by less than this are side by side.
_TOUCH_PT = 0.5
_MOST_ROUNDS = 40


@dataclass(frozen=True, slots=True)
class Column:
    """From the left edge of its leftmost piece to the right edge of its rightmost one."""

    x0: float
    x1: float

    @property
    def middle(self) -> float:
        """Where its centre is, across the page."""
        return (self.x0 + self.x1) / 2


@dataclass(frozen=True, slots=True)
class _Extent:
    x0: float
    x1: float
    row: int


def columns_of(rows: Sequence[Row]) -> list[Column]:
    """The columns that part the pieces of each row from one another, from left to right.

    A piece that lies over two columns in which other rows have a piece each is left aside: it is a
    long label, or a heading of several columns.
    """
    extents = [
        _Extent(piece.x0, piece.x1, number)
        for number, row in enumerate(rows)
        for piece in row.pieces
    ]
    columns: list[Column] = []
    waiting = _overlapping(extents)
    rounds = 0
    while waiting:
        group = waiting.pop()
        rounds += 1
        if rounds > _MOST_ROUNDS + len(extents) or len({e.row for e in group}) == len(group):
            columns.append(Column(min(e.x0 for e in group), max(e.x1 for e in group)))
            continue
        widest = max(group, key=lambda extent: extent.x1 - extent.x0)
        waiting += _overlapping([extent for extent in group if extent is not widest])
    return sorted(columns, key=lambda column: column.x0)


def _overlapping(extents: Iterable[_Extent]) -> list[list[_Extent]]:
    groups: list[list[_Extent]] = []
    reach = 0.0
    for extent in sorted(extents, key=lambda extent: extent.x0):
        if groups and extent.x0 < reach - _TOUCH_PT:
            groups[-1].append(extent)
            reach = max(reach, extent.x1)
        else:
            groups.append([extent])
            reach = extent.x1
    return groups


def covered(columns: Sequence[Column], x0: float, x1: float) -> tuple[int, int]:
    """First and last of the columns that `x0` to `x1` lies over; the nearest if it misses all."""
    hit = [
        index
        for index, column in enumerate(columns)
        if min(x1, column.x1) - max(x0, column.x0) > _TOUCH_PT
    ]
    if hit:
        return hit[0], hit[-1]
    middle = (x0 + x1) / 2
    nearest = min(
        range(len(columns)),
        key=lambda index: max(columns[index].x0 - middle, middle - columns[index].x1),
    )
    return nearest, nearest


def best(columns: Sequence[Column], piece: Piece) -> int:
    """The one column that a piece belongs to: where most of it lies."""
    first, last = covered(columns, piece.x0, piece.x1)
    return max(
        range(first, last + 1),
        key=lambda index: min(piece.x1, columns[index].x1) - max(piece.x0, columns[index].x0),
    )
