from __future__ import annotations

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont

from appliance.documents.layout.cells import section_at, text_of
from appliance.documents.layout.headings import Setting, heading_rank
from appliance.documents.layout.laying import layouts_of
from appliance.documents.records import Page
from tests.unit.documents import samples
from tests.unit.documents.layout.printing import Look, Printer
from tests.unit.documents.layout.reading import laid

PROSE = (
    "The borrower keeps the works insured for their full value with an insurer that the bank "
    "accepts and shows the policy to the bank within five days of being asked for it. "
)
ALONE = Setting(1.0, 0.4, True, True, True)


@pytest.mark.parametrize(
    "line",
    [
        "PART II",
        "Item 7.",
        "Item 7A. Quantitative and Qualitative Disclosures About Market Risk",
        "Note 12 Leases",
        "1. Interest",
        "1.2 Default interest",
        "CONSOLIDATED BALANCE SHEETS",
        "Critical Audit Matters",
        "Schedule 1",
        "第一章 总则",
        "第二节 贷款用途",
        "一、公司概况",
        "（一）主营业务",
    ],
)
def test_lines_that_are_headings(line: str) -> None:
    assert heading_rank(line, ALONE) > 0


@pytest.mark.parametrize(
    "line",
    [
        "Item 7 of this report describes the risks that the company has, and its means.",
        "Item 1. Business 4",
        "1. Interest .............. 12",
        "The bank may end the agreement at any time.",
        "March 17, 2023",
        "31 December 2024",
        "2024年12月31日",
        "/s/ Deloitte & Touche LLP",
        "M. E. Harding",
        "$ 1,234",
        "42",
        "",
    ],
)
def test_lines_that_are_none(line: str) -> None:
    assert heading_rank(line, ALONE) == 0


def test_parts_stand_above_items_and_items_above_clauses() -> None:
    ranks = [heading_rank(line, ALONE) for line in ("PART I", "Item 2.", "3. Fees", "3.1 Exit fee")]
    assert ranks == sorted(set(ranks))


TITLES = ["1. Information", "2. Insurance of the works", "3. Ranking", "4. Default"]


def report(pages: int) -> bytes:
    printer = Printer(Look(size_pt=10))
    for number in range(1, pages + 1):
        if number > 1:
            printer.new_page()
        printer.paragraph("Alderbrook Joinery Limited", size_pt=8)
        printer.paragraph(TITLES[number - 1], size_pt=14)
        printer.paragraph(PROSE * 3)
        printer.paragraph("Reports to the bank", size_pt=12)
        printer.paragraph(f"(a) accounts for each month of year {number};")
        printer.paragraph("(b) a list of debtors, by age;")
        printer.at_foot(f"Loan agreement · page {number} of {pages}")
    return printer.done()


def test_running_lines_are_told_from_the_text() -> None:
    pages, layouts = laid(report(4))
    for page, layout in zip(pages, layouts, strict=True):
        found = {
            kind: [text_of(page.text, b.start, b.end) for b in layout.blocks if b.kind == kind]
            for kind in ("header", "footer")
        }
        assert found["header"] == ["Alderbrook Joinery Limited"]
        assert found["footer"] == [f"Loan agreement · page {page.number} of 4"]


def test_every_place_knows_its_section() -> None:
    pages, layouts = laid(report(3))
    for page, layout in zip(pages, layouts, strict=True):
        where = page.text.index("(a) accounts")
        path = (TITLES[page.number - 1], "Reports to the bank")
        assert section_at(layout, page.text, where) == path
    assert layouts[1].section == ("1. Information", "Reports to the bank")


def test_list_items_are_blocks_of_their_own() -> None:
    (page, *_), (layout, *_) = laid(report(1))
    items = [text_of(page.text, b.start, b.end) for b in layout.blocks if b.kind == "list-item"]
    assert items == ["(a) accounts for each month of year 1;", "(b) a list of debtors, by age;"]


def test_blocks_are_in_order_and_do_not_overlap() -> None:
    _, layouts = laid(report(3))
    for layout in layouts:
        ends = 0
        for block in layout.blocks:
            assert ends <= block.start < block.end
            ends = block.end


def test_a_continued_heading_is_the_same_section() -> None:
    pages = [
        Page(1, "PART I\n\nNote 4 Leases\n\nRent is paid each month.\n", (), 0, 0),
        Page(2, "Note 4 Leases (continued)\n\nNo lease ends before 2030.\n", (), 0, 0),
    ]
    _, second = layouts_of(pages)
    where = pages[1].text.index("No lease")
    assert section_at(second, pages[1].text, where)[0] == "PART I"
    assert len(section_at(second, pages[1].text, where)) == 2


def test_a_list_of_contents_opens_no_sections() -> None:
    printer = Printer(Look(size_pt=10))
    printer.paragraph("Contents", size_pt=16)
    canvas = printer._canvas
    canvas.setFont("Helvetica", 10)
    for number in range(1, 6):
        canvas.drawString(54, 650 - 20 * number, f"Item {number}. A part of the report")
        canvas.drawRightString(550, 650 - 20 * number, str(number * 7))
    (page,), (layout,) = laid(printer.done())
    headings = [text_of(page.text, b.start, b.end) for b in layout.blocks if b.kind == "heading"]
    assert headings == ["Contents"]


def test_chinese_headings() -> None:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    lines = [
        "第一章 总则",
        "本合同由贷款人与借款人签订，双方应当遵守。",
        "第二章 贷款",
        "贷款金额为五十万元。",
    ]
    (page,), (layout,) = laid(samples.pdf([lines], font="STSong-Light"))
    assert section_at(layout, page.text, page.text.index("五十万")) == ("第二章 贷款",)


def test_empty_pages_have_no_parts() -> None:
    (layout,) = layouts_of([Page(1, "", (), 612, 792)])
    assert (layout.blocks, layout.tables, layout.section) == ((), (), ())
