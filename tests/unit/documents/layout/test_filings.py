"""Real annual reports: general facts that hold for every one of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from appliance.documents.layout.cells import cell_text, figure, grid, row_label
from tests.unit.documents.layout.reading import laid

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.data

# The page of the balance sheet as the printed table of contents says it, less the covers.
BALANCE_SHEETS = {
    "AMCOR_2023_10K": (52, ("2023", "2022"), 10**6),
    "AMERICANEXPRESS_2022_10K": (98, ("2022", "2021"), 10**6),
    "BESTBUY_2023_10K": (39, ("January 28, 2023", "January 29, 2022"), 10**6),
    "PFIZER_2021_10K": (59, ("2021", "2020"), 10**6),
    "ULTABEAUTY_2023Q4_EARNINGS": (7, ("January 28, 2023", "January 29, 2022"), 10**3),
}


@pytest.mark.parametrize("name", BALANCE_SHEETS)
def test_the_balance_sheet_balances(name: str, shared_data: Path) -> None:
    number, years, scale = BALANCE_SHEETS[name]
    pages, layouts = laid((shared_data / "filings" / f"{name}.pdf").read_bytes())
    page = pages[number - 1]
    (table,) = layouts[number - 1].tables
    assert table.columns == 1 + len(years)
    assert (table.currency, table.scale) == ("USD", scale)
    for column, year in enumerate(years, start=1):
        assert year in table.headers[column]
    rows = {row_label(table, page.text, row).casefold(): row for row in range(table.rows)}
    assets = rows["total assets"]
    claims = next(row for label, row in rows.items() if label.startswith("total liabilities and"))
    shown = grid(table, page.text)
    for column in range(1, len(years) + 1):
        total = figure(shown[assets][column])
        assert total is not None
        assert total == figure(shown[claims][column])
        assert re.search(rf"{total:,}", page.text)


def test_no_cell_lies_and_no_block_overlaps(shared_data: Path) -> None:
    pages, layouts = laid((shared_data / "filings" / "PFIZER_2021_10K.pdf").read_bytes())
    for page, layout in zip(pages, layouts, strict=True):
        ends = 0
        for block in layout.blocks:
            assert ends <= block.start < block.end <= len(page.text)
            ends = block.end
        for table in layout.tables:
            seen: set[int] = set()
            for cell in table.cells:
                assert cell_text(page.text, cell)
                for start, end in cell.spans:
                    assert table.start <= start < end <= table.end
                    assert seen.isdisjoint(range(start, end))
                    seen.update(range(start, end))


def test_pages_of_prose_have_no_tables(shared_data: Path) -> None:
    """Of pages with hardly a figure, next to none may have a table of figures."""
    wrong, prose = 0, 0
    for name in ("AMCOR_2023_10K", "PFIZER_2021_10K"):
        pages, layouts = laid((shared_data / "filings" / f"{name}.pdf").read_bytes())
        for page, layout in zip(pages, layouts, strict=True):
            words = [page.text[word.start : word.end] for word in page.words]
            if len(words) < 300 or sum(figure(word) is not None for word in words) > 8:
                continue
            prose += 1
            wrong += any(
                figure(cell_text(page.text, cell)) is not None
                for table in layout.tables
                for cell in table.cells
                if cell.column
            )
    assert prose > 30
    assert wrong * 20 <= prose


def test_sections_of_an_annual_report(shared_data: Path) -> None:
    pages, layouts = laid((shared_data / "filings" / "BESTBUY_2023_10K.pdf").read_bytes())
    path = layouts[39].section
    assert path[0] == "PART II"
    assert path[1].startswith("Item 8.")
    assert len(pages) == len(layouts)
