from __future__ import annotations

import string

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from appliance.documents.layout.cells import (
    cell_at,
    cell_text,
    column_label,
    currency_at,
    figure,
    grid,
    row_label,
    scale_at,
    table_at,
)
from tests.unit.documents.layout.printing import Look, Printer
from tests.unit.documents.layout.reading import grids_of, laid, tables_of

PROSE = (
    "The company designs, makes and fits joinery for builders, public bodies and private "
    "customers from its works. Turnover rose by 11.1 per cent to 4,182,600 in the year, against "
    "3,765,400 in the year before, as prices of material steadied and a new line came into use. "
)
STATEMENT = [
    ["", "Years Ended December 31,", "", ""],
    ["", "2022", "2021", "2020"],
    ["Revenues:", "", "", ""],
    ["Product", "$1,452.4", "$1,146.2", "$1,036.9"],
    ["Service and other revenue, net of discounts given to customers", "44.1", "—", "(70.8)"],
    ["Total revenues", "$1,496.5", "$1,146.2", "$966.1"],
    ["Change", "30.6%", "18.6%", "(2.0)%"],
    ["Earnings per share", "$0.71", "$0.53", "$0.60"],
]


def printed(rows: list[list[str]], headings: int, look: Look, *, title: str = "") -> bytes:
    printer = Printer(look)
    printer.paragraph(PROSE)
    if title:
        printer.paragraph(title)
    printer.table(rows, headings=headings)
    printer.paragraph(PROSE)
    return printer.done()


def plain(rows: list[list[str]]) -> list[list[str]]:
    """Without the space that stands between a sign and its figure."""
    return [[cell.replace("$ ", "$").replace(" )", ")") for cell in row] for row in rows]


@pytest.mark.parametrize("style", ["report", "plain", "ruled"])
@pytest.mark.parametrize("row_space", [0.15, 0.55])
def test_a_statement_comes_back_cell_by_cell(style: str, row_space: float) -> None:
    look = Look(style=style, row_space=row_space)  # type: ignore[arg-type]
    (found,) = grids_of(printed(STATEMENT, 2, look))
    assert plain(found) == STATEMENT


def test_headings_over_several_columns_belong_to_each() -> None:
    ((page, table),) = tables_of(printed(STATEMENT, 2, Look()))
    assert table.headers == (
        "",
        *(f"Years Ended December 31, {year}" for year in ("2022", "2021", "2020")),
    )
    over = next(cell for cell in table.cells if cell.columns > 1)
    assert (over.row, over.column, over.columns, over.header) == (0, 1, 3, True)
    assert column_label(table, 2) == "Years Ended December 31, 2021"
    assert row_label(table, page.text, 5) == "Total revenues"
    assert [cell.row for cell in table.cells if cell.header] == [0, 1, 1, 1]


@pytest.mark.parametrize(
    ("title", "currency", "scale"),
    [
        ("(in millions, except per share data)", "USD", 1_000_000),
        ("(Dollars in thousands)", "USD", 1_000),
        ("Consolidated Statements of Income", "USD", 1),
    ],
)
def test_the_line_above_says_what_is_counted(title: str, currency: str, scale: int) -> None:
    ((page, table),) = tables_of(printed(STATEMENT, 2, Look(), title=title))
    assert (table.currency, table.scale) == (currency, scale)
    named = {(row_label(table, page.text, cell.row), cell.column): cell for cell in table.cells}
    total, change = named["Total revenues", 1], named["Change", 3]
    assert scale_at(table, page.text, total) == scale
    assert scale_at(table, page.text, change) == 1
    assert scale_at(table, page.text, named["Earnings per share", 1]) == 1
    assert currency_at(table, page.text, total) == "USD"
    assert currency_at(table, page.text, change) == "%"
    assert figure(cell_text(page.text, change)) == -2


def test_a_caption_is_the_line_that_names_the_table() -> None:
    ((_, table),) = tables_of(printed(STATEMENT, 2, Look(), title="Consolidated Revenues"))
    assert table.caption == "Consolidated Revenues"


def long_table(rows: int) -> list[list[str]]:
    return [[f"Loan number {row}", f"{row},250", f"({row}.5)", "—"] for row in range(1, rows + 1)]


HEADINGS = [["Loan", "Amount", "Change", "Written off"]]


def test_a_table_cut_by_a_page_break_is_one() -> None:
    printer = Printer(Look())
    printer.paragraph(PROSE)
    printer.table(HEADINGS + long_table(20), headings=1)
    printer.at_foot("12")
    printer.new_page()
    printer.table(long_table(15))
    printer.paragraph(PROSE)
    printer.table([["Fees", "2022", "2021"], ["Arrangement", "120", "80"], ["Exit", "10", "9"]])
    printer.at_foot("13")
    (_, first), (page, second), (_, third) = tables_of(printer.done())
    assert (first.number, second.number, third.number) == (1, 1, 2)
    assert (first.continues, second.continues, third.continues) == (False, True, False)
    assert second.headers == first.headers == ("Loan", "Amount", "Change", "Written off")
    assert grid(second, page.text) == long_table(15)


def test_headings_repeated_on_the_next_page_are_known() -> None:
    printer = Printer(Look())
    printer.table(HEADINGS + long_table(20), headings=1)
    printer.new_page()
    printer.table(HEADINGS + long_table(15), headings=1)
    (_, first), (_, second) = tables_of(printer.done())
    assert second.continues
    assert second.number == first.number
    assert second.headers == first.headers


def test_what_follows_text_is_another_table() -> None:
    printer = Printer(Look())
    printer.table(HEADINGS + long_table(20), headings=1)
    printer.new_page()
    printer.paragraph(PROSE)
    printer.table(HEADINGS + long_table(15), headings=1)
    (_, first), (_, second) = tables_of(printer.done())
    assert (first.number, second.number, second.continues) == (1, 2, False)


def test_a_table_set_across_the_page_is_read_upright() -> None:
    printer = Printer(Look(page_pt=(612.0, 792.0), size_pt=8))
    printer.turn()
    printer.table(STATEMENT, headings=2)
    (found,) = grids_of(printer.done())
    assert plain(found) == STATEMENT


@pytest.mark.parametrize("columns", [1, 2, 3])
def test_prose_is_no_table(columns: int) -> None:
    pages, layouts = laid(prose(columns))
    assert [layout.tables for layout in layouts] == [()] * len(pages)


def prose(columns: int) -> bytes:
    """Pages of prose in columns, full of figures."""
    import io

    from reportlab.lib.utils import simpleSplit
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(612, 792), invariant=1)
    width = (504 - 18 * (columns - 1)) / columns
    for _ in range(2):
        for column in range(columns):
            lines = simpleSplit(PROSE * (12 // columns), "Times-Roman", 9.5, width)
            for number, line in enumerate(lines[:58]):
                canvas.setFont("Times-Roman", 9.5)
                canvas.drawString(54 + column * (width + 18), 740 - number * 11.5, line)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def test_a_list_of_contents_and_items_are_no_tables() -> None:
    printer = Printer(Look())
    for number in range(1, 8):
        printer.paragraph(f"Part {number} of the report " + ". " * 60 + f"{number * 3}")
    for number in range(1, 8):
        printer.paragraph(f"({number})   the borrower repays 1,000 on the {number}th of a month;")
    assert grids_of(printer.done()) == []


FIGURES = st.one_of(
    st.integers(0, 10**7).map(lambda n: f"{n:,}"),
    st.integers(1, 10**6).map(lambda n: f"({n:,})"),
    st.integers(0, 999).map(lambda n: f"{n / 10:.1f}%"),
    st.integers(1, 10**5).map(lambda n: f"${n:,}"),
    st.just("—"),
)
LABELS = st.lists(
    st.text(string.ascii_lowercase, min_size=2, max_size=9), min_size=1, max_size=9
).map(lambda words: " ".join(words).capitalize())


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[list[str]], Look]:
    columns = draw(st.integers(2, 5))
    rows = [
        [draw(LABELS), *(draw(FIGURES) for _ in range(columns))]
        for _ in range(draw(st.integers(3, 10)))
    ]
    years = ["", *(str(2024 - place) for place in range(columns))]
    look = Look(
        style=draw(st.sampled_from(["report", "plain", "ruled"])),
        size_pt=draw(st.sampled_from([7.0, 8.5, 10.0])),
        row_space=draw(st.sampled_from([0.3, 0.8])),
        # Five columns of large figures beside wide labels would touch, on paper too.
        label_share=draw(st.sampled_from([0.35, 0.45] if columns < 5 else [0.35])),
    )
    return [years, *rows], look


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tables())
def test_the_text_under_every_cell_is_its_text(made: tuple[list[list[str]], Look]) -> None:
    rows, look = made
    found = tables_of(printed(rows, 1, look))
    assert len(found) == 1
    page, table = found[0]
    words = page.words
    for cell in table.cells:
        assert cell.spans == tuple(sorted(cell.spans)) or cell.column == 0
        inside = [w for w in words if any(s <= w.start and w.end <= e for s, e in cell.spans)]
        x0, x1 = min(w.x0 for w in inside), max(w.x1 for w in inside)
        y0, y1 = min(w.y0 for w in inside), max(w.y1 for w in inside)
        under = [
            w for w in words if x0 <= (w.x0 + w.x1) / 2 <= x1 and y0 <= (w.y0 + w.y1) / 2 <= y1
        ]
        said = " ".join(page.text[w.start : w.end] for w in under)
        assert said.split() == cell_text(page.text, cell).split()
        assert cell_at(table, cell.spans[0][0]) == cell
        assert table.start <= cell.spans[0][0] < cell.spans[-1][1] <= table.end
        assert 0 <= cell.row < table.rows
        assert cell.column + cell.columns <= table.columns
    figures = [[cell.replace("$ ", "$") for cell in row[1:]] for row in grid(table, page.text)]
    assert figures == [row[1:] for row in rows]
    assert table_at(laid(printed(rows, 1, look))[1][0], table.start) is not None
