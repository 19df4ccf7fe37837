"""CHILD: Excel workbooks: each sheet one or more pages, rows as lines, cells parted by tabs."""

from __future__ import annotations

import datetime
import io
import warnings
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, TypeAlias

import openpyxl

from appliance.documents.parsers.paging import Pager
from appliance.documents.parsers.text import table_row
from appliance.documents.protocol import XLSX_TYPE, Fault, Opened, Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    pager = Pager(limits)
    with warnings.catch_warnings():
        # openpyxl warns of features that it leaves out, such as charts; there is no text in them.
        warnings.simplefilter("ignore")
        try:
            values = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            formulas = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False)
            pairs = zip(values.worksheets, formulas.worksheets, strict=True)
            for sheet, with_formulas in pairs:
                yield from _sheet(sheet, with_formulas, pager)
        except (Refused, MemoryError):
            raise
        except Exception as error:  # zipfile, XML, KeyError, ValueError…: a damaged package
            raise Refused(Fault.DAMAGED) from error
    yield from pager.rest()


def _sheet(sheet: _Sheet, with_formulas: _Sheet, pager: Pager) -> Iterator[PageRead]:
    yield from pager.new_page()
    hidden = " (hidden)" if sheet.sheet_state in _HIDDEN else ""
    title = f"[{sheet.title}{hidden}]"
    heading = ""
    for one in (sheet, with_formulas):
        one.reset_dimensions()  # the declared size may be wrong or a lure to make empty cells
    for cells, formulas in zip_longest(sheet.iter_rows(), with_formulas.iter_rows(), fillvalue=()):
        row = table_row([_shown(cell, formula) for cell, formula in zip_longest(cells, formulas)])
        if not row:
            continue
        if not heading:
            pager.repeat(title)
        yield from pager.add(row)
        if not heading:
            heading = row
            pager.repeat(f"{title}\n{heading}")
    pager.repeat("")


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
