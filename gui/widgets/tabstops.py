"""Where the cells of tab-separated lines must stop to stand under each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QTextOption

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_GAP_PX = 16.0
# One very long cell must not push all others out of sight.
_WIDEST_PX = 280.0


@dataclass(frozen=True)
class Stops:
    """Tab stops of one table; `hanging_px` is where its second column begins."""

    tabs: tuple[QTextOption.Tab, ...]
    hanging_px: float


def stops_of_runs(
    lines: Sequence[str], width: Callable[[str], float]
) -> Iterator[tuple[int, int, Stops]]:
    """First and last line and tab stops of each run of lines with tabs."""
    first: int | None = None
    for number, line in enumerate([*lines, ""]):
        if "\t" in line:
            first = number if first is None else first
        elif first is not None:
            rows = [text.split("\t") for text in lines[first:number]]
            yield first, number - 1, _stops(rows, width)
            first = None


def _stops(rows: Sequence[Sequence[str]], width: Callable[[str], float]) -> Stops:
    count = max(len(row) for row in rows)
    widths = [
        min(_WIDEST_PX, max(width(row[place]) for row in rows if place < len(row)))
        for place in range(count)
    ]
    tabs = []
    left = widths[0] + _GAP_PX
    hanging_px = left
    for place in range(1, count):
        if _numeric([row[place] for row in rows if place < len(row)], width):
            tabs.append(QTextOption.Tab(left + widths[place], QTextOption.TabType.RightTab))
        else:
            tabs.append(QTextOption.Tab(left, QTextOption.TabType.LeftTab))
        left += widths[place] + _GAP_PX
    return Stops(tuple(tabs), hanging_px)


def _numeric(cells: Sequence[str], width: Callable[[str], float]) -> bool:
    """True if more than half of the filled cells are numbers, which are then set to the right.

    Not where a text below the heading is wider than all of them, as in a form: to its right edge
    they would stand far from their labels, and on a narrow page on a line of their own.
    """
    filled = [cell.strip() for cell in cells if cell.strip()]
    numbers = [cell for cell in filled if _is_number(cell)]
    if len(numbers) * 2 <= len(filled):
        return False
    texts = [cell for cell in filled[1:] if not _is_number(cell)]
    return max(map(width, texts), default=0.0) <= max(map(width, numbers))


def _is_number(cell: str) -> bool:
    bare = cell.strip("£€$¥%() ").replace(",", "")
    try:
        float(bare)
    except ValueError:
        return False
    return True
