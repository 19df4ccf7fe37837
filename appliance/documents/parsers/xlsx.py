"""CHILD: Excel workbooks: each sheet one or more pages, rows as lines, cells parted by tabs."""

from __future__ import annotations

import datetime
import io
import warnings
from itertools import chain, groupby, zip_longest
from typing import TYPE_CHECKING, Any, TypeAlias

import openpyxl

from appliance.documents.parsers.paging import Pager
from appliance.documents.parsers.rows import heads_columns, plain_cells
from appliance.documents.protocol import XLSX_TYPE, Fault, Opened, Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appliance.documents.layout.records import BlockKind
    from appliance.documents.limits import Limits
    from appliance.documents.protocol import PageRead

if not openpyxl.DEFUSEDXML:
    raise ImportError("openpyxl does not use defusedxml: entity bombs would be expanded")
# openpyxl has a class for each kind of cell and sheet; all of them are used alike here.
_Sheet: TypeAlias = Any
_Cell: TypeAlias = Any

_HIDDEN = frozenset({"hidden", "veryHidden"})
_EXACT_BELOW = 1e15


def read_xlsx(data: bytes, limits: Limits) -> Iterator[Opened | PageRead]:
    """Each sheet begins a page with its name; long sheets repeat name and first row on each page.

    A formula is shown by its last calculated value, or as the formula if the file has none.
    Raises: Refused: damaged, no text, too much of it.
    """
    yield Opened(XLSX_TYPE, None)
    pager = Pager(limits, laid=True)
    with warnings.catch_warnings():
        # openpyxl warns of features that it leaves out, such as charts; there is no text in them.
        warnings.simplefilter("ignore")
        try:
            values = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            formulas = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False)
            pairs = zip(values.worksheets, formulas.worksheets, strict=True)
            for sheet, with_formulas in pairs:
                hidden = " (hidden)" if sheet.sheet_state in _HIDDEN else ""
                reading = _SheetReading(f"[{sheet.title}{hidden}]", pager)
                yield from reading.pages(_rows(sheet, with_formulas))
        except (Refused, MemoryError):
            raise
        except Exception as error:  # zipfile, XML, KeyError, ValueError…: a damaged package
            raise Refused(Fault.DAMAGED) from error
    yield from pager.rest()


class _SheetReading:
    """One sheet: stretches of rows between empty ones are tables of their own if headed."""

    def __init__(self, title: str, pager: Pager) -> None:
        self._title = title
        self._pager = pager
        self._in_table = False

    def pages(self, rows: Iterator[list[str]]) -> Iterator[PageRead]:
        """All pages but the last."""
        yield from self._pager.new_page()
        self._pager.repeat(self._title)
        for filled, region in groupby(rows, key=_has_text):
            if filled:
                yield from self._region(region)
        self._pager.end_table()
        self._pager.repeat("")

    def _region(self, rows: Iterator[list[str]]) -> Iterator[PageRead]:
        first, below = next(rows), next(rows, None)
        while _is_line(first) and self._stands_alone(first, below):
            self._end_table()
            kind: BlockKind = "paragraph" if below is None else "caption"
            yield from self._pager.add(_texts(first)[0], kind)
            if below is None:
                return
            first, below = below, next(rows, None)
        headed = below is not None and heads_columns(first)
        if headed or not self._in_table:
            self._end_table()
            self._pager.begin_table()
            self._in_table = True
        row = plain_cells(first, header=headed)
        yield from self._pager.row(row)
        if headed:
            self._pager.repeat(self._title, row)
        for texts in chain([] if below is None else [below], rows):
            yield from self._pager.row(plain_cells(texts))

    def _stands_alone(self, first: list[str], below: list[str] | None) -> bool:
        """A line above a table says what it is about, one with nothing below is a note."""
        if below is None:
            return True
        wider = len(_texts(below)) > len(_texts(first))
        return wider and (not self._in_table or heads_columns(below))

    def _end_table(self) -> None:
        self._pager.end_table()
        self._pager.repeat(self._title)
        self._in_table = False


def _rows(sheet: _Sheet, with_formulas: _Sheet) -> Iterator[list[str]]:
    for one in (sheet, with_formulas):
        one.reset_dimensions()  # the declared size may be wrong or a lure to make empty cells
    both = zip_longest(sheet.iter_rows(), with_formulas.iter_rows(), fillvalue=())
    for cells, formulas in both:
        yield [_shown(cell, formula) for cell, formula in zip_longest(cells, formulas)]


def _is_line(cells: list[str]) -> bool:
    return len(_texts(cells)) == 1 and any(cell.strip() for cell in cells[:2])


def _has_text(cells: list[str]) -> bool:
    return any(cell.strip() for cell in cells)


def _texts(cells: list[str]) -> list[str]:
    return [" ".join(cell.split()) for cell in cells if cell.strip()]


def _shown(cell: _Cell, formula: _Cell) -> str:
    """A cell as text; percentages and dates as a person sees them, numbers without rounding."""
    value = cell.value if cell is not None else None
    if value is None:
        value = formula.value if formula is not None else None
        return "" if value is None else str(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime.datetime):
        whole_day = value.time() == datetime.time.min
        return value.date().isoformat() if whole_day else value.isoformat(" ", "seconds")
    if isinstance(value, float | int):
        return _number(value, cell.number_format)
    return str(value)


def _number(value: float, number_format: str) -> str:
    if "%" in number_format:
        return f"{_plain(round(value * 100, 10))}%"
    return _plain(value)


def _plain(value: float) -> str:
    """Shortest text that gives the same number, never with an exponent for usual amounts."""
    if abs(value) < _EXACT_BELOW and float(value).is_integer():
        return str(int(value))
    return repr(value)
