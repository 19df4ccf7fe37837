"""How filled forms look: lines, tables, printed pages and workbooks, as the bytes of a file."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, NamedTuple

import docx
import openpyxl
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen import canvas

if TYPE_CHECKING:
    from collections.abc import Callable


class Row(NamedTuple):
    """A label and what stands beside it."""

    label: str
    written: str


def _colons(title: str, rows: list[Row]) -> bytes:
    return "\n".join([title, "", *(f"{row.label}: {row.written}" for row in rows)]).encode()


def _dots(title: str, rows: list[Row]) -> bytes:
    lines = [f"{row.label} {'.' * max(4, 44 - len(row.label))} {row.written}" for row in rows]
    return "\n".join([title, "", *lines]).encode()


def _above(title: str, rows: list[Row]) -> bytes:
    return "\n".join([title, "", *(f"{row.label}\n{row.written}\n" for row in rows)]).encode()


def _word_table(title: str, rows: list[Row]) -> bytes:
    made = docx.Document()
    made.add_heading(title)
    table = made.add_table(rows=0, cols=2)
    for row in rows:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = row.label, row.written
    return _saved(made)


def _word_four(title: str, rows: list[Row]) -> bytes:
    made = docx.Document()
    made.add_heading(title)
    table = made.add_table(rows=0, cols=4)
    for first in range(0, len(rows), 2):
        cells = table.add_row().cells
        for place, row in enumerate(rows[first : first + 2]):
            cells[2 * place].text, cells[2 * place + 1].text = row.label, row.written
    return _saved(made)


def word_lines(text: str) -> bytes:
    """A paragraph for each line."""
    made = docx.Document()
    for line in text.split("\n"):
        made.add_paragraph(line)
    return _saved(made)


def _saved(made: object) -> bytes:
    out = io.BytesIO()
    made.save(out)  # type: ignore[attr-defined]
    return out.getvalue()


def _workbook(title: str, rows: list[Row]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([title])
    for row in rows:
        sheet.append([row.label, row.written])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _page() -> tuple[io.BytesIO, canvas.Canvas]:
    out = io.BytesIO()
    return out, canvas.Canvas(out, pagesize=A4, invariant=True)


def _shown(text: str) -> str:
    """The standard fonts have no ballot boxes."""
    return text.replace("☒", "[x]").replace("☐", "[ ]")


def _pdf_lines(title: str, rows: list[Row]) -> bytes:
    out, page = _page()
    page.drawString(60, 780, title)
    for place, row in enumerate(rows):
        page.drawString(60, 750 - 22 * place, _shown(f"{row.label}: {row.written}"))
    page.save()
    return out.getvalue()


def _pdf_columns(title: str, rows: list[Row]) -> bytes:
    out, page = _page()
    page.drawString(60, 780, title)
    for place, row in enumerate(rows):
        page.drawString(60, 750 - 22 * place, row.label)
        page.drawString(270, 750 - 22 * place, _shown(row.written))
    page.save()
    return out.getvalue()


def _balance_pdf(company: str, title: str, said: str, table: list[tuple[str, ...]]) -> bytes:
    out, page = _page()
    for place, line in enumerate((company, title, said)):
        page.drawString(60, 800 - 18 * place, line)
    for place, (label, note, one, other) in enumerate(table):
        height = 730 - 20 * place
        page.drawString(60, height, label)
        page.drawString(320, height, note)
        page.drawRightString(430, height, one)
        page.drawRightString(520, height, other)
    page.save()
    return out.getvalue()


def _balance_word(company: str, title: str, said: str, table: list[tuple[str, ...]]) -> bytes:
    made = docx.Document()
    for line in (company, title, said):
        made.add_paragraph(line)
    grid = made.add_table(rows=0, cols=4)
    for row in table:
        for cell, text in zip(grid.add_row().cells, row, strict=True):
            cell.text = text
    return _saved(made)


def _balance_workbook(company: str, title: str, said: str, table: list[tuple[str, ...]]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for line in (company, title, said):
        sheet.append([line])
    for row in table:
        sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


# The end of a file's name says its format.
ROWS: tuple[tuple[str, Callable[[str, list[Row]], bytes]], ...] = (
    ("word table.docx", _word_table),
    ("colons.txt", _colons),
    ("printed lines.pdf", _pdf_lines),
    ("two by two.docx", _word_four),
    ("dots.txt", _dots),
    ("workbook.xlsx", _workbook),
    ("columns.pdf", _pdf_columns),
    ("above.txt", _above),
)
BALANCES: tuple[tuple[str, Callable[[str, str, str, list[tuple[str, ...]]], bytes]], ...] = (
    ("pdf", _balance_pdf),
    ("docx", _balance_word),
    ("xlsx", _balance_workbook),
)
