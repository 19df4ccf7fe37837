"""The bank statements: one sheet a month (XLSX), and the same lines as a download (CSV)."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from typing import TYPE_CHECKING

import figures as f
from letterhead import AUTHOR
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

ACCOUNT = f.iban("TDWL", "999901", "20441736")
HEADS = ("Date", "Description", "Paid out (£)", "Paid in (£)", "Balance (£)")
THIN = Side(style="thin", color="9AA7B8")


def _sheet(sheet: Worksheet, title: str, entries: list[f.Entry], opening: int) -> int:
    """One month; returns its closing balance in pence."""
    sheet.append(["Tidewell Bank plc"])
    sheet.append([f"Statement of account, {title}"])
    sheet.append([f"{f.BORROWER}, business current account {ACCOUNT}"])
    sheet.append([])
    sheet.append(list(HEADS))
    sheet.append([None, "Opening balance", None, None, opening / 100])
    for e in entries:
        sheet.append([e.day, e.text, e.out / 100 or None, e.into / 100 or None, e.balance / 100])
    closing = entries[-1].balance
    out, into = sum(e.out for e in entries), sum(e.into for e in entries)
    sheet.append([None, "Closing balance", out / 100, into / 100, closing / 100])
    _dress(sheet)
    return closing


def _dress(sheet: Worksheet) -> None:
    sheet["A1"].font = Font(bold=True, size=14, color="17375E")
    sheet["A2"].font = Font(bold=True)
    for cell in sheet[5]:
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", start_color="EEF2F7")
        cell.border = Border(bottom=THIN)
        cell.alignment = Alignment(horizontal="right" if cell.column > 2 else "left")
    for row in sheet.iter_rows(min_row=6):
        row[0].number_format = "dd/mm/yyyy"
        for cell in row[2:]:
            cell.number_format = "#,##0.00"
    for cell in (*sheet[6], *sheet[sheet.max_row]):
        cell.font = Font(bold=True)
    for column, width in zip("ABCDE", (13, 46, 15, 15, 16), strict=True):
        sheet.column_dimensions[column].width = width
    sheet.freeze_panes = "A6"


def make_xlsx(path: Path) -> None:
    """Write the workbook; values only, so that every reader sees the same figures."""
    book = Workbook()
    book.remove(book.active)
    balance = f.OPENING_PENCE
    entries = f.statement()
    for year, month in f.months():
        mine = [e for e in entries if (e.day.year, e.day.month) == (year, month)]
        title = f"{mine[0].day:%B %Y}"
        balance = _sheet(book.create_sheet(f"{mine[0].day:%b %Y}"), title, mine, balance)
    book.properties.creator = book.properties.lastModifiedBy = AUTHOR
    book.properties.title = "Bank statements April 2025 to March 2026"
    book.properties.created = datetime(2026, 4, 2, 9, 0)  # noqa: DTZ001 - the format has no zone
    book.save(path)


def make_csv(path: Path) -> None:
    """Write the download of online banking: the same lines, oldest first."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["Date", "Description", "Paid out", "Paid in", "Balance"])
    for e in f.statement():
        amounts = [f"{v / 100:.2f}" if v else "" for v in (e.out, e.into)]
        writer.writerow([f"{e.day:%d/%m/%Y}", e.text, *amounts, f"{e.balance / 100:.2f}"])
    path.write_bytes(out.getvalue().encode("utf-8"))
