"""The annual accounts: statements and notes with tables, every figure from `figures.py`."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import figures as f
from account_notes import notes
from account_tables import Row, heading, statement
from letterhead import (
    BODY,
    CELL,
    CELL_BOLD,
    INK,
    NAVY,
    NOTE,
    TITLE,
    Paper,
    contents,
)
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.platypus import (
    NextPageTemplate,
    PageBreak,
    Paragraph,
    Spacer,
    Table,
)

if TYPE_CHECKING:
    from pathlib import Path

    from reportlab.pdfgen.canvas import Canvas

PERIOD = "For the year ended 31 March 2026"
APPROVED = date(2026, 7, 14)
T, L = f.THIS, f.LAST


def _page(title: str, period: str) -> list[Any]:
    head = Paragraph(title, TITLE)
    head.contents_line = title
    return [PageBreak(), head, Paragraph(period, BODY)]


def _income() -> list[Any]:
    rows: list[Row] = [
        ("Turnover", "2", T.turnover, L.turnover),
        ("Cost of sales", "", -T.cost_of_sales, -L.cost_of_sales),
        ("Gross profit", "", T.gross_profit, L.gross_profit),
        ("Distribution costs", "", -T.distribution, -L.distribution),
        ("Administrative expenses", "", -T.administration, -L.administration),
        ("Other operating income", "", T.other_income, L.other_income),
        ("Operating profit", "", T.operating_profit, L.operating_profit),
        ("Interest payable and similar charges", "4", -T.interest, -L.interest),
        ("Profit before taxation", "", T.before_tax, L.before_tax),
        ("Tax on profit", "", -T.tax, -L.tax),
        ("Profit for the financial year", "", T.profit, L.profit),
    ]
    moves: list[Row] = [
        ("Retained earnings at 1 April", "", L.retained, L.retained - L.profit + L.dividends),
        ("Profit for the financial year", "", T.profit, L.profit),
        ("Dividends paid", "", -T.dividends, -L.dividends),
        ("Retained earnings at 31 March", "", T.retained, L.retained),
    ]
    return [
        *_page("Income statement", "For the year ended 31 March 2026"),
        statement(rows, totals={2, 6, 8, 10}, heads=("2026", "2025")),
        Spacer(1, 7 * mm),
        heading("Statement of changes in retained earnings"),
        statement(moves, totals={3}, heads=("2026", "2025")),
        Spacer(1, 5 * mm),
        Paragraph(
            "All results derive from continuing operations. There were no gains or losses other "
            "than those shown above.", NOTE,
        ),
    ]  # fmt: skip


def _balance() -> list[Any]:
    rows: list[Row] = [
        ("Fixed assets", "", None, None),
        ("Tangible assets", "5", T.tangible, L.tangible),
        ("Current assets", "", None, None),
        ("Stocks and work in progress", "", T.stocks, L.stocks),
        ("Debtors", "6", T.debtors, L.debtors),
        ("Cash at bank and in hand", "", T.cash, L.cash),
        ("Total current assets", "", T.current_assets, L.current_assets),
        ("Creditors: amounts falling due within one year", "7",
         -T.creditors_within, -L.creditors_within),
        ("Net current assets", "", T.net_current_assets, L.net_current_assets),
        ("Total assets less current liabilities", "",
         T.tangible + T.net_current_assets, L.tangible + L.net_current_assets),
        ("Creditors: amounts falling due after more than one year", "8",
         -T.creditors_after, -L.creditors_after),
        ("Provision for deferred tax", "", -T.deferred_tax, -L.deferred_tax),
        ("Net assets", "", T.net_assets, L.net_assets),
        ("Capital and reserves", "", None, None),
        ("Called-up share capital", "9", T.share_capital, L.share_capital),
        ("Retained earnings", "", T.retained, L.retained),
        ("Shareholders’ funds", "", T.equity, L.equity),
    ]  # fmt: skip
    return [
        *_page("Balance sheet", "At 31 March 2026 · registered number 99204417"),
        statement(rows, totals={6, 8, 9, 12, 16}, heads=("2026", "2025")),
        Spacer(1, 7 * mm),
        Paragraph(
            f"These accounts were approved by the board of directors on {f.long_date(APPROVED)} "
            "and signed on its behalf by:", BODY,
        ),
        Spacer(1, 3 * mm),
        Paragraph("<i>M. E. Harding</i>", BODY),
        Paragraph("Margaret Ellen Harding, Managing Director", BODY),
        Paragraph("<i>T. Ryde</i>", BODY),
        Paragraph("Thomas Ryde, Finance Director", BODY),
    ]  # fmt: skip


def _cash_flow() -> list[Any]:
    def change(now: int, before: int) -> int:
        return now - before

    rows: list[Row] = [
        ("Cash flows from operating activities", "", None, None),
        ("Operating profit", "", T.operating_profit, None),
        ("Depreciation of tangible assets", "", f.DEPRECIATION, None),
        ("Increase in stocks", "", -change(T.stocks, L.stocks), None),
        ("Increase in debtors", "", -change(T.debtors, L.debtors), None),
        ("Increase in trade creditors", "", change(T.trade_creditors, L.trade_creditors), None),
        ("Increase in other taxes and accruals", "",
         change(T.other_taxes + T.accruals, L.other_taxes + L.accruals), None),
        ("Cash generated from operations", "", f.CASH_FROM_OPERATIONS, None),
        ("Corporation tax paid", "", -L.tax, None),
        ("Net cash from operating activities", "", f.CASH_FROM_OPERATIONS - L.tax, None),
        ("Cash flows from investing activities", "", None, None),
        ("Purchase of tangible assets", "", -f.ADDITIONS, None),
        ("Cash flows from financing activities", "", None, None),
        ("Repayment of bank loan", "", -f.LOAN_REPAID, None),
        ("Capital element of hire purchase payments", "", -f.HIRE_REPAID, None),
        ("Interest paid", "", -T.interest, None),
        ("Dividends paid", "", -T.dividends, None),
        ("Net cash used in financing activities", "", f.FINANCING, None),
        ("Net increase in cash", "", f.NET_CASH, None),
        ("Cash at 1 April 2025", "", L.cash, None),
        ("Cash at 31 March 2026", "", T.cash, None),
    ]  # fmt: skip
    return [
        *_page("Cash flow statement", "For the year ended 31 March 2026"),
        statement(rows, totals={7, 9, 17, 18, 20}, heads=("2026",)),
        Spacer(1, 5 * mm),
        Paragraph(
            f"Earnings before interest, tax, depreciation and amortisation (EBITDA) for the year "
            f"were £{f.EBITDA:,}: operating profit of £{T.operating_profit:,} and depreciation of "
            f"£{f.DEPRECIATION:,}.", BODY,
        ),
    ]  # fmt: skip


def _report() -> list[Any]:
    growth = (T.turnover - L.turnover) / L.turnover * 100
    return [
        *_page("Directors’ report", "For the year ended 31 March 2026"),
        Paragraph("<b>Principal activity.</b> The company designs, makes and fits joinery for "
                  "builders, public bodies and private customers from its works at Unit 4, Kestrel "
                  "Way, Wendleford.", BODY),
        Paragraph("<b>Directors.</b> The directors who served during the year were Margaret Ellen "
                  "Harding, Thomas Ryde and Priya Nair.", BODY),
        Paragraph(f"<b>Review of the business.</b> Turnover rose by {growth:.1f} per cent to "
                  f"£{T.turnover:,}. Operating profit was £{T.operating_profit:,}, against "
                  f"£{L.operating_profit:,} in the year before, as material prices steadied and "
                  "the edge bander and the spray line came into use. The order book at the year "
                  "end stood at £1,310,000.", BODY),
        Paragraph(f"<b>Results and dividends.</b> The profit for the year after taxation was "
                  f"£{T.profit:,} (2025: £{L.profit:,}). Dividends of £{T.dividends:,} were paid "
                  f"(2025: £{L.dividends:,}).", BODY),
        Paragraph("<b>Principal risks.</b> The company depends on activity in house building and "
                  "on the price of hardwood. One customer accounts for about 18 per cent of sales. "
                  "Limits for each customer are set by the finance director and reviewed each "
                  "month.", BODY),
        Paragraph("<b>Future developments.</b> The directors intend to replace two routers with a "
                  "five-axis machining line, which they expect to raise capacity by about a "
                  "fifth.", BODY),
        Spacer(1, 5 * mm),
        Paragraph("Accountants’ report to the directors", TITLE),
        Paragraph("You have asked us to compile these accounts from the records of the company. We "
                  "have compiled them on the basis of the accounting records and of the "
                  "information and explanations given to us. We have not carried out an audit, and "
                  "we express no opinion on the accounts. The directors have acknowledged that "
                  "they are responsible for them.", BODY),
        Paragraph("Fenn and Calloway, chartered accountants<br/>7 Sadler Street, Wendleford ZX4 "
                  f"1CE<br/>{f.long_date(APPROVED)}", NOTE),
    ]  # fmt: skip


def _information() -> list[Any]:
    rows = [
        ("Directors", "Margaret Ellen Harding; Thomas Ryde; Priya Nair"),
        ("Registered number", "99204417 (England and Wales)"),
        ("Registered office", "Unit 4, Kestrel Way, Wendleford ZX4 2QP"),
        ("Parent company", f.GUARANTOR),
        ("Bankers", "Tidewell Bank plc, 40 Market Place, Wendleford ZX4 1AF"),
        ("Accountants", "Fenn and Calloway, 7 Sadler Street, Wendleford ZX4 1CE"),
    ]
    cells = [[Paragraph(a, CELL_BOLD), Paragraph(b, CELL)] for a, b in rows]
    return [
        NextPageTemplate("inner"), PageBreak(),
        Paragraph("Contents", TITLE), contents(), Spacer(1, 8 * mm),
        Paragraph("Company information", TITLE),
        Table(cells, colWidths=[42 * mm, 116 * mm], hAlign="LEFT"),
    ]  # fmt: skip


def _cover(canvas: Canvas, _doc: object) -> None:
    width, height = A4
    canvas.saveState()
    canvas.setFillColor(INK)
    for font, size, down, text in (
        ("Times-Roman", 10, 30, "Registered number 99204417"),
        ("Times-Bold", 24, 105, f.BORROWER),
        ("Times-Roman", 16, 122, "Annual report and unaudited accounts"),
        ("Times-Roman", 13, 132, "for the year ended 31 March 2026"),
        ("Times-Roman", 10, 255, "Fenn and Calloway, chartered accountants"),
    ):
        canvas.setFont(font, size)
        canvas.drawCentredString(width / 2, height - down * mm, text)
    canvas.setStrokeColor(NAVY)
    canvas.setLineWidth(2)
    canvas.line(26 * mm, height - 90 * mm, width - 26 * mm, height - 90 * mm)
    canvas.line(26 * mm, height - 142 * mm, width - 26 * mm, height - 142 * mm)
    canvas.restoreState()


def make(path: Path) -> None:
    """Write the accounts. Raises: figures.Inconsistent: a note does not add up to its statement."""
    paper = Paper(
        path, title="Annual report and accounts 2026",
        subject="Sample customer of Cofferdam; all invented",
        head=f"{f.BORROWER} · Accounts for the year ended 31 March 2026",
        foot="Registered number 99204417", cover=_cover,
    )  # fmt: skip
    paper.multiBuild(
        [
            *_information(),
            *_report(),
            *_income(),
            *_balance(),
            *_cash_flow(),
            *_page("Notes to the accounts", PERIOD),
            *notes(),
        ]
    )
