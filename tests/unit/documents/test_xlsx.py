from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import openpyxl
import pytest

from appliance.documents.limits import Limits
from appliance.documents.parsers.xlsx import read_xlsx
from appliance.documents.protocol import XLSX_TYPE, Fault, Opened, PageRead, Refused
from tests.unit.documents import samples

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


def texts(data: bytes) -> list[str]:
    opened, *pages = read_xlsx(data, Limits())
    assert opened == Opened(XLSX_TYPE, None)
    return [page.text for page in pages if isinstance(page, PageRead)]


def test_rows_are_lines_and_cells_are_parted_by_tabs() -> None:
    data = samples.sheet([["Date", "Amount"], ["2026-01-02", 1250.5], [None, None], ["x", 3]])
    assert texts(data) == ["[Accounts]\nDate\tAmount\n2026-01-02\t1250.5\nx\t3"]


def test_each_sheet_begins_a_page() -> None:
    book = openpyxl.Workbook()
    first = _active(book)
    first.title = "资产"
    first.append(["现金", 100])
    book.create_sheet("Liabilities").append(["Loans", 70])
    assert texts(samples.saved(book)) == ["[资产]\n现金\t100", "[Liabilities]\nLoans\t70"]


def test_a_long_sheet_repeats_name_and_first_row() -> None:
    rows = [["Date", "Payee", "Amount"]]
    rows += [[f"2026-01-{n % 28 + 1:02}", f"Payee number {n}", f"{n}.00"] for n in range(300)]
    pages = texts(samples.sheet(rows))
    assert len(pages) > 2
    assert all(page.startswith("[Accounts]\nDate\tPayee\tAmount\n2026") for page in pages)
    assert sum(page.count("Payee number") for page in pages) == 300


def test_dates_percentages_and_truth_values_look_as_in_the_sheet() -> None:
    book = openpyxl.Workbook()
    page = _active(book)
    dated = datetime.datetime.fromisoformat("2026-03-31T08:30:00")
    page.append([datetime.date(2026, 3, 31), dated, True])
    page["D1"] = 0.0425
    page["D1"].number_format = "0.00%"
    page["E1"] = 1234567.0
    assert texts(samples.saved(book)) == [
        "[Sheet]\n2026-03-31\t2026-03-31 08:30:00\tTRUE\t4.25%\t1234567"
    ]


def test_a_formula_without_a_calculated_value_is_shown_as_it_is() -> None:
    assert texts(samples.sheet([["Total", "=SUM(B2:B9)"]])) == ["[Accounts]\nTotal\t=SUM(B2:B9)"]


def test_hidden_sheets_are_read_and_marked() -> None:
    book = openpyxl.Workbook()
    _active(book).append(["shown"])
    hidden = book.create_sheet("Old")
    hidden.append(["second set of books"])
    hidden.sheet_state = "hidden"
    assert texts(samples.saved(book))[1] == "[Old (hidden)]\nsecond set of books"


def test_a_stray_cell_far_away_makes_no_empty_pages() -> None:
    book = openpyxl.Workbook()
    page = _active(book)
    page["A1"] = "first"
    page["XFD60000"] = "last"
    assert texts(samples.saved(book)) == ["[Sheet]\nfirst\n" + "\t" * 32 + "last"]


@pytest.mark.parametrize("member", ["xl/workbook.xml", "xl/worksheets/sheet1.xml"])
def test_damaged(member: str) -> None:
    with pytest.raises(Refused) as refusal:
        texts(samples.repacked(samples.sheet([["a"]]), {member: b"<broken"}))
    assert refusal.value.fault is Fault.DAMAGED


def test_c2_41_an_entity_bomb_is_refused() -> None:
    bomb = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;">]>
    <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
    <row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>"""
    with pytest.raises(Refused) as refusal:
        texts(samples.repacked(samples.sheet([["a"]]), {"xl/worksheets/sheet1.xml": bomb}))
    assert refusal.value.fault is Fault.DAMAGED


def test_an_empty_workbook() -> None:
    with pytest.raises(Refused) as refusal:
        texts(samples.saved(openpyxl.Workbook()))
    assert refusal.value.fault is Fault.NO_TEXT


def _active(book: openpyxl.Workbook) -> Worksheet:
    page = book.worksheets[0]
    assert page is not None
    return page
