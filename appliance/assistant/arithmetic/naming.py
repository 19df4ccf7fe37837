"""Which figures a question can mean by the time and the kind that it names. Pure.

“Net sales in Q2 2023” is of three months, “in the first half” of six, “in fiscal 2023” of twelve;
where only years are named, a row that has figures of whole years is meant by those. A column
may also say when its time ends, and from the year-to-date column beside it which quarter it is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from appliance.assistant.arithmetic import periods

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.assistant.arithmetic.figures import Figure

# Where a row stands, and one of its years; "" where it names none.
RowOfYear = tuple[tuple[int, int, int, int], str]
YEAR_MONTHS = 12
_QUARTER_MONTHS = 3
_SHARES = re.compile(
    r"%|％|\bper ?cent|\bpercentage|\bproportion|\bshares? of\b|\bratio|\brates?\b|\bmargin"
    r"|\bpenetration|\bweight|率|比例|占",
    re.IGNORECASE,
)


class Named:
    """What one question names, set against the figures that are searched.

    Attributes:
        mixes_lengths: it sets times of several lengths side by side.
    """

    def __init__(self, text: str, figures: Sequence[Figure]) -> None:
        self._lengths = periods.lengths(text)
        self.mixes_lengths = len(self._lengths) > 1
        self._months = periods.months(text)
        self._quarters = periods.quarters(text)
        self._ends = periods.ends(text)
        self._bare = not self._lengths and not self._quarters
        self._tables_with_end = {
            (f.line[:3], end.year) for f in figures for end in f.ends & self._ends
        }
        self._yearly = {
            (f.line, year) for f in figures if f.length == YEAR_MONTHS for year in f.years or ("",)
        }
        self._to_date = {
            (f.line[:3], end): f.length
            for f in figures
            if f.length is not None and f.length > _QUARTER_MONTHS
            for end in f.ends
        }
        # “Customers” are not the share of customers that stands in a column beside.
        self._amounts = set() if _SHARES.search(text) else {f.line for f in figures if f.plain}

    def allows(self, figure: Figure) -> bool:
        """False for a figure of another time or kind than the question names."""
        return (
            (self._months is None or figure.months in (None, self._months))
            and self._of_quarter(figure)
            and self._ends_then(figure)
            and not (self._bare and self._beside_a_year(figure))
            and not (figure.part_of and figure.line in self._amounts)
        )

    def unclear(self, figures: Sequence[Figure]) -> frozenset[RowOfYear]:
        """Rows that have a year in several lengths, none of them whole, if no length is named."""
        if not self._bare:
            return frozenset()
        lengths: dict[RowOfYear, set[int]] = {}
        for figure in figures:
            if figure.length is not None:
                for year in figure.years or ("",):
                    lengths.setdefault((figure.line, year), set()).add(figure.length)
        return frozenset(
            row for row, found in lengths.items() if len(found) > 1 and YEAR_MONTHS not in found
        )

    def _of_quarter(self, figure: Figure) -> bool:
        quarters = figure.quarters
        if not self._quarters:
            return True
        if not quarters and figure.length == _QUARTER_MONTHS:
            months = (self._to_date.get((figure.line[:3], end)) for end in figure.ends)
            quarters = frozenset(str(one // _QUARTER_MONTHS) for one in months if one is not None)
        return not quarters or bool(quarters & self._quarters)

    def _ends_then(self, figure: Figure) -> bool:
        """A year of 52 weeks may end in the next month, so only a table's own end rules it out."""
        named = {end for end in self._ends if end.year in {own.year for own in figure.ends}}
        if not named or figure.ends & self._ends:
            return True
        if any((figure.line[:3], end.year) in self._tables_with_end for end in named):
            return False
        return any(abs(end.month - own.month) <= 1 for end in named for own in figure.ends)

    def _beside_a_year(self, figure: Figure) -> bool:
        if figure.length in (None, YEAR_MONTHS):
            return False
        return any((figure.line, year) in self._yearly for year in figure.years or ("",))
