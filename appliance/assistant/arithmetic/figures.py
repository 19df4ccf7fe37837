"""The figures of a file's tables, each with the words that say what it is.

Cells come from the layout that was kept at reading. Of documents without one, lines of cells parted
by tabs are taken as a table, as DOCX, XLSX and CSV give them. Offsets are code points of the page.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from appliance.assistant.arithmetic import periods
from appliance.assistant.arithmetic.cells import Grid, grids, names_notes
from appliance.documents.layout.cells import figure
from appliance.documents.numerals import currency_code

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from appliance.documents.layout.records import PageLayout
    from appliance.documents.store import PageText

Place = tuple[int, int]
_CURRENCY = r"US\$|HK\$|A\$|C\$|[£$€¥₹]|(?:USD|EUR|GBP|CNY|RMB|CHF|JPY|AUD|CAD|HKD|SGD)(?=[\s\d(])"
_SYMBOL = re.compile(rf"{_CURRENCY}|人民币|元")
# Asked where the layout's rules (`documents.layout.scales`) found no scale: those want it said of
# the table, these take it from any words beside the figures, as tables without a layout need it.
_SCALES = (
    (1_000_000_000, r"\b(?:in |usd |of )?billions?\b|十亿"),
    (1_000_000, r"\b(?:in |usd |of )?millions?\b|(?<!\w)(?:us)?[$£€]\s?['’]?(?:m|mn|mm|million)\b"
     r"|百万"),
    (100_000_000, r"亿元|单位[:：]\s?亿"),
    (10_000, r"万元|单位[:：]\s?万"),
    (1_000, r"\b(?:in |usd |of )?thousands?\b|[$£€]\s?['’]?000s?\b|['’]000s?\b|\b000['’]?s\b"
     r"|(?<!\w)(?:us)?[$£€]\s?k\b|千元"),
)  # fmt: skip
_SCALE = tuple((scale, re.compile(text, re.IGNORECASE)) for scale, text in _SCALES)
# Figures that a table's scale does not multiply.
_UNSCALED = re.compile(
    r"\bper (?:\w+ )?(?:common |ordinary |diluted |basic )?(?:share|unit)\b|\bratio\b|\bmargin\b"
    r"|\brates?\b(?! (?:changes?|movements?|differences?|swaps?|fluctuations?))"
    r"|%|\bper ?cent|\(?in years\)?|(?<!prior )(?<!earlier )(?<!future )\byears\b|\bdays\b|\bdate\b"
    r"|\bemployees\b|\bvolatility\b|\byield\b|(?<!long)(?<!short)(?<!medium)[- ]term\b|^term\b"
    r"|比率|利率|每股",
    re.IGNORECASE,
)
_SAID_SCALE = re.compile(
    r"\((?:dollars? |amounts? |figures? |usd |us\$ ?|[$£€] ?)?(?:are )?in (?:thousands|millions"
    r"|billions)\b[^)]{0,60}\)"
    r"|\b(?:expressed|presented|stated|shown|reported|amounts|dollars|figures|all) (?:are )?in "
    r"(?:u\.?s\.? dollar |us dollar )?(?:thousands|millions|billions)\b",
    re.IGNORECASE,
)
_PER_SHARE = re.compile(r"\bper (?:\w+ ){0,2}(?:share|unit|ads)\b|每股", re.IGNORECASE)
_PERCENT = re.compile(r"%|％|\bper ?cent(?:ages?)?\b|\bpercentages?\b|百分比", re.IGNORECASE)
# A heading that says this of its whole column, not “change in percent and in dollars”.
_ALL_PERCENT = re.compile(
    r"(?:\b(?:as|in) (?:a )?)?(?:%|％|\bper ?cent(?:age)?\b|\bpercentage\b) of\b|^\W*%\W*$",
    re.IGNORECASE,
)
# Rows of figures that are percentages where a sign is left out.
_SHARE_ROW = re.compile(r"%|％|\bper ?cent|\bpercentage|\brates?\b|\bmargin|\byield|\bvolatility"
                        r"|率|比例", re.IGNORECASE)  # fmt: skip
_LEAST_PLAIN = 1000


class Figure(NamedTuple):
    """A number in a cell.

    `value` is as written, with its sign and without `scale`. `row` and `column` are the words
    beside and above it, with their places on the page; `section` are the words over its part of
    the table, and the table's caption. `unit` is a currency's code, "%" or empty; `per_share` if
    it is for each share or unit. `months` is how long the time is that it is of, `quarters` are
    those named and `ends` the days or months that its column names, if the table says so.
    """

    page: PageText
    start: int
    end: int
    written: str
    value: Decimal
    row: str
    row_places: tuple[Place, ...]
    column: str
    column_places: tuple[Place, ...]
    section: str
    years: frozenset[str]
    scale: int
    unit: str
    line: tuple[int, int, int, int]
    across: int
    months: int | None = None
    quarters: frozenset[str] = frozenset()
    per_share: bool = False
    ends: frozenset[periods.End] = frozenset()

    @property
    def length(self) -> int | None:
        """Months of the time that its column says it is of; a row may speak of when it is due."""
        return periods.months(self.column)

    @property
    def part_of(self) -> bool:
        """True for a percentage because its whole column is of some."""
        return self.unit == "%" and _ALL_PERCENT.search(self.column) is not None

    @property
    def plain(self) -> bool:
        """True for what is surely no percentage: money, or a number that none would be."""
        if self.unit:
            return self.unit != "%"
        if self.scale > 1 or abs(self.value) >= _LEAST_PLAIN:
            return True
        return "." not in self.written and _SHARE_ROW.search(f"{self.row} {self.column}") is None

    @property
    def upright(self) -> tuple[int, int, int, int]:
        """Names the column it stands in, as `line` names the row."""
        return (*self.line[:3], -1 - self.across)


def figures(page: PageText, layout: PageLayout | None) -> Iterator[Figure]:
    """All figures of a page's tables, in order."""
    for grid in grids(page.text, layout):
        yield from _of_grid(page, grid)


def _of_grid(page: PageText, grid: Grid) -> Iterator[Figure]:
    everything = " ".join((grid.caption, *grid.headers, *(c.text for c in grid.labels())))
    # A scale may also stand in the line above the table.
    over = page.text[max(0, grid.start - 240) : grid.start]
    scale = grid.scale if grid.scale > 1 else _scale(everything) or _scale(over)
    scale = scale or _said_scale(page.text) or 1
    currency = grid.currency or _currency(everything + " " + grid.symbols())
    section = ""
    for row in grid.body():
        label = grid.label(row)
        cells = [cell for cell in row if cell.column > 0 or cell is not label]
        numbers = [(cell, figure(cell.text)) for cell in cells if cell is not label]
        filled = [(cell, value) for cell, value in numbers if value is not None]
        if label is not None and not filled:
            section = label.text
            continue
        for cell, value in filled:
            header = grid.header(cell.column)
            if names_notes(header):
                continue
            name = label.text if label is not None else ""
            yield _figure(page, grid, cell.places, value, name, label.places if label else (),
                          header, grid.header_places(cell.column), section, scale, currency,
                          (cell.row, cell.column), cell.text)  # fmt: skip


def _figure(
    page: PageText, grid: Grid, places: tuple[Place, ...], value: Decimal, row: str,
    row_places: tuple[Place, ...], column: str, column_places: tuple[Place, ...], section: str,
    scale: int, currency: str, where: tuple[int, int], text: str,
) -> Figure:  # fmt: skip
    start, end = places[0][0], places[-1][1]
    percent = "%" in text or "％" in text or ("%" in f"{row} {column}" and "." in text)
    percent = percent or (_ALL_PERCENT.search(column) is not None and not _currency(text))
    per_share = _PER_SHARE.search(f"{row} {column}") is not None
    unscaled = percent or per_share or _UNSCALED.search(row) is not None
    unscaled = unscaled or _PERCENT.search(column) is not None
    named = periods.years(column) or periods.years(row) or periods.years(section)
    named = named or periods.years(grid.caption)
    own = _scale(f"{row} {column}")
    said = _currency(text) or _currency(f"{row} {column}")
    unit = "%" if percent else said or ("" if unscaled else currency)
    return Figure(
        page, start, end, page.text[start:end], value, row, row_places, column, column_places,
        " · ".join(part for part in (section, grid.header(0), grid.caption) if part),
        frozenset(named),
        1 if percent else own or (1 if unscaled else scale), unit,
        (page.document_id, page.page, grid.start, where[0]), where[1],
        periods.months(column) or periods.months(row) or periods.months(grid.caption),
        periods.quarters(column) or periods.quarters(row),
        per_share, periods.ends(column),
    )  # fmt: skip


def _said_scale(text: str) -> int | None:
    """The scale that the page itself says its tables have, if it says only one."""
    found = {_scale(match[0]) for match in _SAID_SCALE.finditer(text)}
    return found.pop() if len(found) == 1 else None


def _scale(text: str) -> int | None:
    return next((scale for scale, pattern in _SCALE if pattern.search(text)), None)


def _currency(text: str) -> str:
    match = _SYMBOL.search(text)
    return currency_code(match[0]) if match else ""
