"""What formats say of their parts: offsets in range, cells that say what the source says."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from appliance.documents.given import GivenLayouts, pack_layout, unpack_layout
from appliance.documents.layout.records import Block, Cell, PageLayout, Table
from appliance.documents.limits import Limits
from appliance.documents.parsers.docx import read_docx
from appliance.documents.parsers.html import read_html
from appliance.documents.parsers.paging import Pager
from appliance.documents.parsers.pptx import read_pptx
from appliance.documents.parsers.rows import RowCell, plain_cells
from appliance.documents.parsers.text import read_csv
from appliance.documents.parsers.xlsx import read_xlsx
from appliance.documents.protocol import PageRead, Refused
from tests.unit.documents import samples, samples_formats

_LIMITS = Limits()
_TEXT = st.text(st.characters(codec="utf-8"), max_size=40)
_LONG = st.integers(1, 900).map(lambda count: "word. " * count)
_ROWS = st.lists(st.lists(_TEXT | _LONG, min_size=1, max_size=5), min_size=1, max_size=25)


def laid(replies: object) -> list[tuple[PageRead, PageLayout]]:
    pages = [reply for reply in replies if isinstance(reply, PageRead)]  # type: ignore[attr-defined]
    return [
        (page, unpack_layout(page.layout, page.number, len(page.text), _LIMITS)) for page in pages
    ]


def cells_of(page: PageRead, table: Table) -> dict[tuple[int, int], str]:
    return {
        (cell.row, cell.column): " ".join(page.text[start:end] for start, end in cell.spans)
        for cell in table.cells
    }


def squeezed(text: str) -> str:
    return "".join(text.split())


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_ROWS, st.lists(_TEXT, max_size=6), st.integers(20, 4000))
@example([[""], ["0" * 20]], [""], 20)  # the page with the row that has no text is never given
def test_every_cell_says_what_its_source_says(
    rows: list[list[str]], lines: list[str], page_characters: int
) -> None:
    pager = Pager(_LIMITS, page_characters=page_characters, laid=True)
    pages: list[PageRead] = []
    for line in lines:
        pages += pager.add(line, "heading", 2)
    pager.begin_table()
    for row in rows:
        pages += pager.row(plain_cells(row))
    pager.end_table()
    for line in lines:
        pages += pager.add(line, "list-item", 1, hidden=((0, 3),))
    try:
        pages += pager.rest()
    except Refused:
        assert not squeezed("".join(lines + [cell for row in rows for cell in row]))
        return
    said: list[str] = []
    numbers = set()
    for page, layout in laid(pages):
        for table in layout.tables:
            numbers.add(table.number)
            said += cells_of(page, table).values()
            assert table.continues == (len(numbers & {table.number}) == 1 and page.number > 1) or (
                not table.continues
            )
        for block in layout.blocks:
            text = page.text[block.start : block.end]
            assert text == text.strip("\n")
            assert text.strip()
        for start, end in page.hidden:
            assert 0 <= start < end <= len(page.text)
    source = [cell for row in rows for cell in row if cell.split()]
    assert squeezed("".join(said)) == squeezed("".join(source))
    assert numbers <= {1}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(_TEXT, st.integers(1, 40), st.integers(1, 3)), max_size=8))
def test_wide_cells_stay_in_range(parts: list[tuple[str, int, int]]) -> None:
    pager = Pager(_LIMITS, laid=True)
    column = 0
    cells = []
    for text, columns, rows in parts:
        cells.append(RowCell(column, text, rows, columns))
        column += columns * 7
    pager.begin_table()
    list(pager.row(cells))
    list(pager.row(plain_cells(["end"])))
    laid(pager.rest())


_TABLE = [["Item", "2024", "2023"], ["Cash", "5", "6"], ["Bonds", "7", "8"]]
_ROWS_OF_HTML = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) for row in _TABLE)
_HTML = f"<!doctype html><h2>Head</h2><p>text</p><table>{_ROWS_OF_HTML}</table>"


@pytest.mark.parametrize(
    "replies",
    [
        read_docx(samples.word([_TABLE]), _LIMITS),
        read_xlsx(samples.sheet(_TABLE), _LIMITS),
        read_csv("\n".join(",".join(row) for row in _TABLE).encode() + b"\n", _LIMITS),
        read_pptx(samples_formats.slides([("Head", [])], table=_TABLE), _LIMITS),
        read_html(_HTML.encode(), _LIMITS),
    ],
    ids=["docx", "xlsx", "csv", "pptx", "html"],
)
def test_a_table_has_its_cells_and_headings(replies: object) -> None:
    ((page, layout),) = laid(replies)
    (table,) = layout.tables
    assert cells_of(page, table) == {
        (row, column): text for row, texts in enumerate(_TABLE) for column, text in enumerate(texts)
    }
    assert table.headers == ("Item", "2024", "2023")
    assert [cell.header for cell in table.cells] == [True] * 3 + [False] * 6


def test_a_table_over_several_pages_has_a_part_on_each() -> None:
    rows = [["Item", "Amount"]] + [[f"item number {n}", str(n)] for n in range(500)]
    pages = laid(read_xlsx(samples.sheet(rows), _LIMITS))
    assert len(pages) > 2
    seen = 0
    for page, layout in pages:
        (table,) = layout.tables
        assert (table.number, table.headers) == (1, ("Item", "Amount"))
        assert table.continues == (page.number > 1)
        body = [cell for cell in table.cells if not cell.header and cell.column == 0]
        assert [page.text[slice(*cell.spans[0])] for cell in body] == [
            f"item number {seen + n}" for n in range(len(body))
        ]
        seen += len(body)
    assert seen == 500


def test_signs_of_money_belong_to_their_figures() -> None:
    markup = (
        "<!doctype html><table><tr><td></td><td colspan=3>2024</td><td></td><td colspan=3>2023"
        "</tr><tr><td>Loss</td><td>$</td><td>(1,234</td><td>)</td><td></td><td>$</td><td>5</td>"
        "</tr><tr><td>Rate</td><td></td><td>4.5</td><td>%</td><td></td><td></td><td>3</table>"
    )
    ((page, layout),) = laid(read_html(markup.encode(), _LIMITS))
    assert page.text == "\t2024\t2023\nLoss\t$(1,234)\t$5\nRate\t4.5%\t3"
    assert layout.tables[0].headers == ("", "2024", "2023")


_SOUND = PageLayout(
    1,
    (Block("heading", 0, 3, 1), Block("table", 4, 9)),
    (Table(1, 4, 9, 1, 2, (Cell(0, 0, ((4, 6),)), Cell(0, 1, ((7, 9),)))),),
)


def test_a_layout_crosses_the_pipe() -> None:
    assert unpack_layout(pack_layout(_SOUND), 1, 9, _LIMITS) == _SOUND
    kept = GivenLayouts(_LIMITS)
    kept.add(pack_layout(_SOUND), 1, 9)
    assert dict(kept) == {1: _SOUND}


@pytest.mark.parametrize(
    "false",
    [
        PageLayout(2),
        PageLayout(1, (Block("heading", 0, 10),)),
        PageLayout(1, (Block("heading", 3, 5), Block("heading", 4, 6))),
        PageLayout(1, (Block("heading", 3, 3),)),
        PageLayout(1, (Block("heading", 0, 3, -1),)),
        PageLayout(1, (), (Table(0, 0, 9, 1, 1, ()),)),
        PageLayout(1, (), (Table(1, 0, 10, 1, 1, ()),)),
        PageLayout(1, (), (Table(1, 0, 9, 1, 1, (Cell(1, 0, ()),)),)),
        PageLayout(1, (), (Table(1, 0, 9, 1, 1, (Cell(0, 0, ((5, 4),)),)),)),
        PageLayout(1, (), (Table(1, 0, 9, 1, 1, (Cell(0, 0, ((0, 2), (1, 3))),)),)),
        PageLayout(1, (), (Table(1, 0, 9, 1, 1, (Cell(0, 0, (), rows=2),)),)),
        PageLayout(1, (), (Table(1, 0, 9, 1, 1, (), scale=0),)),
        PageLayout(1, (), (Table(2**31, 0, 9, 1, 1, ()),)),
        PageLayout(1, (), (Table(1, 0, 9, 1, 600_000, ()), Table(2, 0, 9, 1, 600_000, ()))),
        PageLayout(1, (), tuple(Table(1, 0, 9, 1, 1, ()) for _ in range(20_001))),
        PageLayout(1, (), (Table(1, 0, 9, 1, 1, (), headers=("a", "b")),)),
    ],
)
def test_what_makes_no_sense_is_not_taken(false: PageLayout) -> None:
    with pytest.raises(ValueError, match=r"."):
        unpack_layout(pack_layout(false), 1, 9, _LIMITS)


@pytest.mark.parametrize("data", [b"", b"\xc1", b"\x91" * 5000, msgspec.msgpack.encode([1, 2])])
def test_what_is_no_layout_is_not_taken(data: bytes) -> None:
    with pytest.raises(ValueError, match="layout"):
        unpack_layout(data, 1, 9, _LIMITS)


def test_marks_in_a_row_are_limited_in_what_is_said_beside_the_text() -> None:
    marks = "a" + "\u0301" * 1000
    table = Table(1, 0, 9, 1, 1, (), caption=marks, headers=(marks,))
    made = unpack_layout(pack_layout(PageLayout(1, (), (table,), (marks,))), 1, 9, _LIMITS)
    said = (made.tables[0].caption, made.tables[0].headers[0], made.section[0])
    assert [one.count("\u0301") for one in said] == [30, 30, 30]
