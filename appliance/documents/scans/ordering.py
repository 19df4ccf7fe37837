"""The order in which the lines of a picture are read: rows, and columns of running text. Pure.

A page may be tilted or stand on its side; how its words follow each other says where right is.
What stands side by side is one row, as in a table, unless both sides are running text.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from appliance.documents.scans.records import OcrLine

# Two lines are on one row if the lower one begins above so much of the higher one.
_SAME_ROW = 0.5
# A column of running text: so many rows, lines so long on average and so wide at the median, as
# parts of the width of all.
_LEAST_ROWS = 4
_LEAST_CHARACTERS = 18
_LEAST_WIDTH = 0.25
# The gap between two columns is wider than between two words.
_GAP_HEIGHTS = 0.7


@dataclass(frozen=True, slots=True)
class Placed:
    """A line in upright coordinates: `number` is its place among the lines given."""

    number: int
    x0: float
    y0: float
    x1: float
    y1: float
    characters: int


def rows_of(lines: Sequence[OcrLine]) -> list[list[int]]:
    """Places of the lines in reading order; those of one row together, left to right."""
    placed = upright(lines)
    return [[one.number for one in row] for row in _ordered(_rows(placed))]


def upright(lines: Sequence[OcrLine]) -> list[Placed]:
    """The lines turned so that they run from left to right and level."""
    angle = tilt(lines)
    cosine, sine = math.cos(angle), math.sin(angle)
    placed = []
    for number, line in enumerate(lines):
        x, y = (line.x0 + line.x1) / 2, (line.y0 + line.y1) / 2
        wide, high = line.x1 - line.x0, line.y1 - line.y0
        length, thickness = (wide, high) if abs(cosine) >= abs(sine) else (high, wide)
        # The upright box around a tilted line is thicker than the line.
        slope = min(abs(math.tan(angle)), abs(1 / math.tan(angle)) if sine else 0.0)
        thickness = max(thickness - slope * length, thickness / 4)
        across, down = x * cosine + y * sine, y * cosine - x * sine
        placed.append(
            Placed(
                number,
                across - length / 2,
                down - thickness / 2,
                across + length / 2,
                down + thickness / 2,
                len(line.text),
            )
        )
    return placed


def tilt(lines: Iterable[OcrLine]) -> float:
    """The direction of reading, in radians clockwise from right; 0 if nothing shows it."""
    right = down = 0.0
    for line in lines:
        first, last = line.words[0], line.words[-1]
        right += (last.x0 + last.x1 - first.x0 - first.x1) / 2
        down += (last.y0 + last.y1 - first.y0 - first.y1) / 2
    return math.atan2(down, right) if right or down else 0.0


def _rows(placed: Sequence[Placed]) -> list[list[Placed]]:
    """What stands side by side, from the top down."""
    rows: list[list[Placed]] = []
    bottom = top = -math.inf
    for line in sorted(placed, key=lambda one: ((one.y0 + one.y1) / 2, one.x0)):
        middle = (line.y0 + line.y1) / 2
        if rows and middle < bottom and _overlap(line, top, bottom) > _SAME_ROW:
            rows[-1].append(line)
        else:
            rows.append([line])
        top = median(one.y0 for one in rows[-1])
        bottom = median(one.y1 for one in rows[-1])
    return [sorted(row, key=lambda one: (one.x0, one.number)) for row in rows]


def _overlap(line: Placed, top: float, bottom: float) -> float:
    """How much of the lower of the two is beside the other."""
    shared = min(line.y1, bottom) - max(line.y0, top)
    return shared / max(min(line.y1 - line.y0, bottom - top), 1e-9)


def _ordered(rows: list[list[Placed]]) -> list[list[Placed]]:
    """Rows, with columns of running text one after the other."""
    found = _columns(rows)
    if found is None:
        return rows
    begin, end, gap = found
    left = [[one for one in row if one.x1 <= gap] for row in rows[begin:end]]
    right = [[one for one in row if one.x0 >= gap] for row in rows[begin:end]]
    return [
        *_ordered(rows[:begin]),
        *_ordered([row for row in left if row]),
        *_ordered([row for row in right if row]),
        *_ordered(rows[end:]),
    ]


def _columns(rows: list[list[Placed]]) -> tuple[int, int, float] | None:
    """The longest run of rows with running text on both sides of a gap: begin, end, place."""
    best: tuple[int, int, float] | None = None
    for gap in _gaps(rows):
        for begin, end in _runs(rows, gap):
            longer = best is None or end - begin > best[1] - best[0]
            if longer and _is_prose(rows[begin:end], gap):
                best = (begin, end, gap)
    return best


def _gaps(rows: list[list[Placed]]) -> list[float]:
    """Middles of gaps inside rows, one for those of about the same place."""
    every = [line for row in rows for line in row]
    if not every:
        return []
    height = median(line.y1 - line.y0 for line in every)
    places = sorted(
        (one.x1 + two.x0) / 2
        for row in rows
        for one, two in pairwise(row)
        if two.x0 - one.x1 > _GAP_HEIGHTS * height
    )
    kept: list[float] = []
    for place in places:
        if not kept or place - kept[-1] > height / 2:
            kept.append(place)
    return kept


def _runs(rows: list[list[Placed]], gap: float) -> list[tuple[int, int]]:
    """Stretches of rows in which no line crosses the gap."""
    runs: list[tuple[int, int]] = []
    begin: int | None = None
    for number, row in enumerate([*rows, None]):
        crossed = row is None or any(one.x0 < gap < one.x1 for one in row)
        if not crossed and begin is None:
            begin = number
        elif crossed and begin is not None:
            runs.append((begin, number))
            begin = None
    return runs


def _is_prose(rows: list[list[Placed]], gap: float) -> bool:
    """Whether both sides of the gap are running text, not the cells of a table."""
    every = [one for row in rows for one in row]
    width = max(one.x1 for one in every) - min(one.x0 for one in every)
    for side in (
        [one for one in every if one.x1 <= gap],
        [one for one in every if one.x0 >= gap],
    ):
        if len(side) < _LEAST_ROWS:
            return False
        if median(one.characters for one in side) < _LEAST_CHARACTERS:
            return False
        if median(one.x1 - one.x0 for one in side) < _LEAST_WIDTH * width:
            return False
    return True
