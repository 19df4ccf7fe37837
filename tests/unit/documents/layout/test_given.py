"""Files that say what their parts are: read by real parser children, laid out in a real vault."""

from __future__ import annotations

from typing import TYPE_CHECKING

import docx
import openpyxl
import pytest

from appliance.documents.layout import kept
from appliance.documents.layout.cells import grid, section_at
from appliance.documents.layout.laying import lay_out
from appliance.jobs import Job
from tests.unit.documents import samples

if TYPE_CHECKING:
    from collections.abc import Callable

    from appliance.documents.layout.records import PageLayout
    from appliance.documents.parsing import ParserClient
    from appliance.documents.records import Page
    from appliance.documents.store import DocumentStore

    Laid = Callable[[bytes, str], list[tuple[Page, PageLayout]]]


@pytest.fixture
def laid(
    store: DocumentStore, parser: ParserClient, memory: Callable[[bytes], int]
) -> Callable[[bytes, str], list[tuple[Page, PageLayout]]]:
    case = store.new_case("a case")

    def run(data: bytes, name: str) -> list[tuple[Page, PageLayout]]:
        document = store.take_in(case.id, name, name.ljust(64, "0")[:64], data)
        with parser.open(memory(data), name) as opened:
            opened.start(1)
            store.add_pages(document.id, opened.pages(1))
            lay_out(store, document.id, given=opened.given, job=Job())
        layouts = list(kept.layouts(store, document.id))
        return [(store.page(document.id, layout.page), layout) for layout in layouts]

    return run


def test_word_headings_make_the_section_path(laid: Laid) -> None:
    file = docx.Document()
    file.add_heading("Loan agreement", 1)
    file.add_heading("Repayment", 2)
    file.add_paragraph("The borrower repays in twenty instalments.")
    file.add_heading("Security", 2)
    file.add_paragraph("The works are charged to the bank.")
    ((page, layout),) = laid(samples.saved(file), "a.docx")
    where = page.text.index("The works")
    assert section_at(layout, page.text, where) == ("Loan agreement", "Security")
    where = page.text.index("The borrower")
    assert section_at(layout, page.text, where) == ("Loan agreement", "Repayment")


def test_without_heading_styles_short_lines_are_headings(laid: Laid) -> None:
    lines = ["1. Interest", "The rate is 5 per cent a year, paid each quarter.", "2. Fees", "None."]
    ((page, layout),) = laid(samples.word(lines), "a.docx")
    assert [block.kind for block in layout.blocks][::2] == ["heading", "heading"]
    assert section_at(layout, page.text, page.text.index("None")) == ("2. Fees",)


def test_a_word_table_gets_unit_caption_and_headings(laid: Laid) -> None:
    table = [["", "2025", "2024"], ["Turnover", "4,182", "3,765"], ["Profit", "(375)", "274"]]
    lines = ["Key figures", "(in thousands of pounds sterling)"]
    ((page, layout),) = laid(samples.word([*lines, table]), "a.docx")
    (found,) = layout.tables
    assert grid(found, page.text) == table
    assert (found.scale, found.currency) == (1000, "GBP")
    assert found.caption == "Key figures"
    assert found.headers == ("", "2025", "2024")


def test_a_sheet_over_several_pages_is_one_table(laid: Laid) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Date", "Paid to", "Amount (€)"])
    for row in range(400):
        sheet.append([f"2025-01-{row % 28 + 1:02}", f"Supplier number {row}", 1000 + row])
    parts = laid(samples.saved(book), "a.xlsx")
    assert len(parts) > 1
    tables = [layout.tables[-1] for _, layout in parts]
    assert {table.number for table in tables} == {tables[0].number}
    assert [table.continues for table in tables] == [False] + [True] * (len(tables) - 1)
    assert {table.headers for table in tables} == {("Date", "Paid to", "Amount (€)")}
    assert {table.currency for table in tables} == {"EUR"}


def test_a_csv_file_is_a_table(laid: Laid) -> None:
    ((page, layout),) = laid(b"Item,2025,2024\nLoans,120,100\nFees,7,6\n", "a.csv")
    (found,) = layout.tables
    assert found.headers == ("Item", "2025", "2024")
    assert grid(found, page.text)[2] == ["Fees", "7", "6"]


def test_a_web_page_has_its_headings_and_tables(laid: Laid) -> None:
    data = (
        b"<html><body><h1>Report</h1><h2>Loans</h2><p>All loans, in EUR millions.</p><table>"
        b"<tr><th>Kind</th><th>2025</th></tr><tr><td>Terms</td><td>5.5</td></tr>"
        b"<tr><td>Other</td><td>0.4</td></tr></table></body></html>"
    )
    ((page, layout),) = laid(data, "a.html")
    (found,) = layout.tables
    assert section_at(layout, page.text, found.start) == ("Report", "Loans")
    assert found.headers == ("Kind", "2025")
    assert grid(found, page.text)[1] == ["Terms", "5.5"]
