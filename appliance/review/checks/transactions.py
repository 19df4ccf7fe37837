"""Transactions in tables of papers: statements, exports, spreadsheets, printed lists."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from appliance.assistant.forms.amounts import amounts
from appliance.assistant.forms.dates import order_of
from appliance.documents.layout.cells import cell_text
from appliance.review.checks.days import days
from appliance.review.phrases import values as said_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from appliance.assistant.forms.dates import Order
    from appliance.documents.layout.records import Cell, Table
    from appliance.review.papers.reading import Papers
    from appliance.review.records import PaperRead

_ROLES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (role, re.compile(words, re.IGNORECASE))
    for role, words in (
        ("date", r"\bdate\b|\bposted\b|日期|时间"),
        ("balance", r"balance|余额"),
        (
            "out",
            r"paid out|money out|withdraw|debit|payments? out|outgoing|\bdr\b|\bout\b"
            r"|支出|借方|转出|付款金额",
        ),
        (
            "in",
            r"paid in|money in|deposit|credit|receipts?|incoming|\bcr\b|\bin\b"
            r"|收入|存入|贷方|转入|收款金额",
        ),
        ("kind", r"^(?:type|dr/cr|cr/dr|d/c|direction|sign|debit/credit)$|借贷(?:标志|方向)?|收支"),
        ("amount", r"amount|value|\bsum\b|金额|发生额"),
        (
            "text",
            r"description|details|particulars|narrative|reference|transaction|payee|memo|counterpart"
            r"|name|channel|method|摘要|用途|说明|附言|对方|户名|交易类型|备注",
        ),
    )
)
_DIRECTION_OUT = re.compile(
    r"^(?:d|dr|debit|out|-|withdrawal|payment|借|支出?|付|转出)$", re.IGNORECASE
)
_CASH = re.compile(
    r"\bcash\b(?! ?(?:back|flow|management|isa))|\batm\b|\bcdm\b|\bcounter (?:credit|deposit)"
    r"|\bnotes? and coins?"
    r"|现金|柜面存款|存现|取现|ATM",
    re.IGNORECASE,
)
_LINE = re.compile(r"[^\r\n]+")
_MOST_ROWS = 20_000


class Transaction(NamedTuple):
    """One row; `amount` is positive, `incoming` says which way; the place is the whole row."""

    document_id: int
    page: int
    start: int
    end: int
    day: date
    text: str
    amount: Decimal
    incoming: bool
    balance: Decimal | None

    @property
    def cash(self) -> bool:
        """Its words say that it was cash."""
        return _CASH.search(self.text) is not None


class Rows(NamedTuple):
    """Rows of a paper in their order; `unread` says which of them were not looked at, or ""."""

    rows: list[Transaction]
    unread: str = ""


def transactions_in(papers: Papers, paper: PaperRead) -> Rows:
    """The rows of a paper that have a day and an amount, the first 20,000."""
    texts = papers.texts(paper.document_id)
    order = order_of(page.text for page in texts)
    found: list[Transaction] = []
    roles: dict[int, str] = {}
    columns = 0
    for page in texts:
        tables = papers.layout(paper.document_id, page.page).tables
        before = len(found)
        for table in tables:
            own = _roles(table, page.text)
            if own:
                roles, columns = own, table.columns
            elif table.columns != columns:
                continue
            if roles:
                rows = _rows(table, page.text, roles, order)
                found += [
                    one._replace(document_id=paper.document_id, page=page.page) for one in rows
                ]
        if len(found) == before and paper.type in ("bank-statement", "transactions"):
            found += [
                one._replace(document_id=paper.document_id, page=page.page)
                for one in _lines(page.text, order)
            ]
        if len(found) > _MOST_ROWS:
            why = said_of.FIRST_ROWS.say(name=paper.document, count=f"{_MOST_ROWS:,}")
            return Rows(_directed(found[:_MOST_ROWS]), why)
    return Rows(_directed(found))


def _roles(table: Table, text: str) -> dict[int, str]:
    """What each column holds, by its heading; nothing unless day and amount are among them."""
    headings = {place: words for place, words in enumerate(table.headers) if words}
    if not headings:
        first = min((cell.row for cell in table.cells), default=0)
        headings = {cell.column: cell_text(text, cell) for cell in table.cells if cell.row == first}
    roles: dict[int, str] = {}
    for column, words in headings.items():
        role = next((name for name, pattern in _ROLES if pattern.search(words.strip())), "")
        if role and (role == "text" or role not in roles.values()):
            roles[column] = role
    have = set(roles.values())
    return roles if "date" in have and have & {"in", "out", "amount"} else {}


def _rows(table: Table, text: str, roles: dict[int, str], order: Order) -> Iterator[Transaction]:
    rows: dict[int, list[Cell]] = {}
    for cell in table.cells:
        if cell.spans and not cell.header:
            rows.setdefault(cell.row, []).append(cell)
    for cells in rows.values():
        cells.sort(key=lambda cell: cell.column)
        by_role: dict[str, str] = {}
        for cell in cells:
            role = roles.get(cell.column, "")
            shown = cell_text(text, cell)
            by_role[role] = f"{by_role[role]} {shown}" if role in by_role else shown
        day = days(by_role.get("date", ""), order)
        moved = _moved(by_role)
        if not day or moved is None:
            continue
        start = min(span[0] for cell in cells for span in cell.spans)
        end = max(span[1] for cell in cells for span in cell.spans)
        yield Transaction(
            0, 0, start, end, day[0].day, by_role.get("text", ""), *moved,
            _figure(by_role.get("balance", "")),
        )  # fmt: skip


def _moved(row: dict[str, str]) -> tuple[Decimal, bool] | None:
    """The amount and whether it came in."""
    incoming, outgoing = _figure(row.get("in", "")), _figure(row.get("out", ""))
    if incoming:
        return abs(incoming), True
    if outgoing:
        return abs(outgoing), False
    amount = _figure(row.get("amount", ""))
    if not amount:
        return None
    kind = row.get("kind", "").strip()
    if kind:
        return abs(amount), _DIRECTION_OUT.match(kind) is None
    suffix = re.search(r"\b(cr|dr)\b", row["amount"], re.IGNORECASE)
    if suffix:
        return abs(amount), suffix[1].lower() == "cr"
    return abs(amount), amount > 0


def _figure(text: str) -> Decimal | None:
    found = next((one for one in amounts(text) if not one.percent), None) if text.strip() else None
    return None if found is None else Decimal(found.value)


def _lines(text: str, order: Order) -> Iterator[Transaction]:
    """Printed lists without a table that was told: a line with a day first and figures last."""
    for line in _LINE.finditer(text):
        found = days(line[0][:40], order)
        if not found or found[0].start > 12:
            continue
        rest = line[0][found[0].end :]
        figures = [
            one for one in amounts(rest) if re.search(r"\.\d\d\b", rest[one.start : one.end])
        ]
        if not figures:
            continue
        balance = Decimal(figures[-1].value) if len(figures) > 1 else None
        amount = Decimal(figures[-2].value if len(figures) > 1 else figures[-1].value)
        if amount:
            words = rest[: figures[0].start].strip()
            yield Transaction(
                0,
                0,
                line.start(),
                line.end(),
                found[0].day,
                words,
                abs(amount),
                amount > 0,
                balance,
            )


def _directed(found: Sequence[Transaction]) -> list[Transaction]:
    """Where balances follow each other, they say which way money went, whatever the signs say."""
    fixed: list[Transaction] = []
    for place, one in enumerate(found):
        before = found[place - 1] if place else None
        if before is not None and before.balance is not None and one.balance is not None:
            step = one.balance - before.balance
            if abs(step) == one.amount and before.document_id == one.document_id:
                one = one._replace(incoming=step > 0)  # noqa: PLW2901 - the corrected row
        fixed.append(one)
    return fixed
