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
        if _numeric([row[place] for row in rows if place < len(row)]):
            tabs.append(QTextOption.Tab(left + widths[place], QTextOption.TabType.RightTab))
        else:
            tabs.append(QTextOption.Tab(left, QTextOption.TabType.LeftTab))
        left += widths[place] + _GAP_PX
    return Stops(tuple(tabs), hanging_px)


def _numeric(cells: Sequence[str]) -> bool:
    """True if more than half of the filled cells are numbers; they are then set to the right."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    numbers = sum(1 for cell in filled if _is_number(cell))
    return numbers * 2 > len(filled)


def _is_number(cell: str) -> bool:
    bare = cell.strip("£€$¥%() ").replace(",", "")
    try:
        float(bare)
    except ValueError:
        return False
    return True
