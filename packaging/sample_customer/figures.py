"""Every figure of the sample customer, worked out once, so that the papers can only agree.

Amounts in the accounts are whole pounds; amounts at the bank are pence (`int`). The figures that
are meant to disagree are in `PLANTED` and nowhere else.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

BORROWER = "Alderbrook Joinery Limited"
GUARANTOR = "Alderbrook Holdings Limited"
LENDER = "Tidewell Bank plc"
YEAR_END = date(2026, 3, 31)

FACILITY = 1_250_000
INSTALMENTS = 20
INSTALMENT = FACILITY // INSTALMENTS
VALUATION = 2_050_000
GUARANTEE_CAP = 600_000

# What one paper says, against what the others show.
PLANTED: dict[str, int | str] = {
    "form_turnover": 4_812_600,
    "form_other_finance": "None",
    # The agreement, the form and the letters say GUARANTEE_CAP.
    "resolved_guarantee": 500_000,
}


@dataclass(frozen=True)
class Year:
    """One financial year of the borrower, in pounds; expenses are positive."""

    turnover: int
    cost_of_sales: int
    distribution: int
    administration: int
    other_income: int
    interest: int
    tax: int
    dividends: int
    tangible: int
    stocks: int
    debtors: int
    cash: int
    trade_creditors: int
    loan_within: int
    hire_within: int
    other_taxes: int
    accruals: int
    loan_after: int
    hire_after: int
    deferred_tax: int
    share_capital: int
    retained: int

    @property
    def gross_profit(self) -> int:
        """Turnover less cost of sales."""
        return self.turnover - self.cost_of_sales

    @property
    def operating_profit(self) -> int:
        """Before interest and tax."""
        return self.gross_profit - self.distribution - self.administration + self.other_income

    @property
    def before_tax(self) -> int:
        """Operating profit less interest."""
        return self.operating_profit - self.interest

    @property
    def profit(self) -> int:
        """After tax."""
        return self.before_tax - self.tax

    @property
    def current_assets(self) -> int:
        """Stocks, debtors and cash."""
        return self.stocks + self.debtors + self.cash

    @property
    def creditors_within(self) -> int:
        """Due within one year."""
        return (
            self.trade_creditors
            + self.loan_within
            + self.hire_within
            + self.tax
            + self.other_taxes
            + self.accruals
        )

    @property
    def creditors_after(self) -> int:
        """Due after more than one year."""
        return self.loan_after + self.hire_after

    @property
    def net_current_assets(self) -> int:
        """Current assets less creditors due within one year."""
        return self.current_assets - self.creditors_within

    @property
    def net_assets(self) -> int:
        """All assets less all liabilities."""
        return self.tangible + self.net_current_assets - self.creditors_after - self.deferred_tax

    @property
    def equity(self) -> int:
        """Share capital and retained earnings."""
        return self.share_capital + self.retained


THIS = Year(
    turnover=4_182_600, cost_of_sales=2_635_038, distribution=212_480, administration=803_912,
    other_income=12_000, interest=41_870, tax=125_325, dividends=120_000,
    tangible=1_486_300, stocks=412_650, debtors=598_420, cash=214_785,
    trade_creditors=362_140, loan_within=84_000, hire_within=21_340, other_taxes=96_480,
    accruals=95_555, loan_after=420_000, hire_after=33_620, deferred_tax=71_300,
    share_capital=50_000, retained=1_352_395,
)  # fmt: skip
LAST = Year(
    turnover=3_765_400, cost_of_sales=2_409_856, distribution=198_330, administration=756_408,
    other_income=12_000, interest=46_215, tax=91_648, dividends=100_000,
    tangible=1_402_750, stocks=388_200, debtors=541_300, cash=148_653,
    trade_creditors=338_905, loan_within=84_000, hire_within=20_320, other_taxes=88_230,
    accruals=81_120, loan_after=504_000, hire_after=54_960, deferred_tax=71_300,
    share_capital=50_000, retained=1_096_420,
)  # fmt: skip

DEPRECIATION = 185_360
ADDITIONS = 268_910
LOAN_REPAID = 84_000
HIRE_REPAID = 20_320
LOAN_INTEREST = 38_910
HIRE_INTEREST = 2_960
HIRE_MONTHLY = 1_940
WAGES, SOCIAL_SECURITY, PENSIONS = 1_058_200, 112_640, 65_660

EBITDA = THIS.operating_profit + DEPRECIATION
CASH_FROM_OPERATIONS = (
    EBITDA
    - (THIS.stocks - LAST.stocks)
    - (THIS.debtors - LAST.debtors)
    + (THIS.trade_creditors - LAST.trade_creditors)
    + (THIS.other_taxes - LAST.other_taxes)
    + (THIS.accruals - LAST.accruals)
)
FINANCING = -(LOAN_REPAID + HIRE_REPAID + THIS.interest + THIS.dividends)
NET_CASH = CASH_FROM_OPERATIONS - LAST.tax - ADDITIONS + FINANCING


@dataclass(frozen=True)
class Entry:
    """One line of the bank statement; amounts in pence, the one not used is 0."""

    day: date
    text: str
    out: int
    into: int
    balance: int


OPENING_PENCE = LAST.cash * 100 + 12
CLOSING_PENCE = THIS.cash * 100 + 40

CUSTOMERS = (
    ("HOLLOWAY BUILDERS", "INV"), ("PENNANT HOMES LTD", "INV"), ("WENDLEFORD COUNCIL", "PO"),
    ("STANE AND VALE DEVELOPMENTS", "INV"), ("ORCHARD SCHOOLS TRUST", "PO"),
    ("QUILL HOTELS LTD", "INV"), ("BRAMWELL KITCHENS", "INV"), ("LOCKE CONSTRUCTION", "INV"),
)  # fmt: skip
SUPPLIERS = (
    "NORDHOLM TIMBER", "CASTLE BOARD AND PANEL", "VEXEL HARDWARE", "PRIORY GLASS",
    "SOLENT COATINGS", "FENWAY HAULAGE", "OAKHAM TOOLING", "WYVERN ABRASIVES",
)  # fmt: skip


def months() -> list[tuple[int, int]]:
    """The twelve (year, month) pairs of the financial year."""
    return [(2025, m) for m in range(4, 13)] + [(2026, m) for m in range(1, 4)]


def business_day(year: int, month: int, day: int) -> date:
    """The day itself, or the Friday before a weekend (never another month)."""
    found = date(year, month, day)
    while found.weekday() > 4:
        found += timedelta(days=1 if day <= 2 else -1)
    return found


def split(total: int, parts: int, rng: random.Random, *, step: int) -> list[int]:
    """`parts` uneven positive amounts with the given sum, all but one a multiple of `step`."""
    weights = [rng.uniform(0.8, 1.2) for _ in range(parts)]
    shares = [int(total * w / sum(weights)) // step * step for w in weights[:-1]]
    return [*shares, total - sum(shares)]


def loan_interest_pence() -> list[int]:
    """Interest of each month on the falling loan balance; the year's sum is in the accounts."""
    owed = [(LAST.loan_within + LAST.loan_after) - 7_000 * n for n in range(12)]
    shares = [LOAN_INTEREST * 100 * balance // sum(owed) for balance in owed]
    shares[-1] += LOAN_INTEREST * 100 - sum(shares)
    return shares


def _fixed_moves() -> list[tuple[date, str, int]]:
    """Payments that other papers mention; signed pence."""
    moves: list[tuple[date, str, int]] = []
    for n, (year, month) in enumerate(months()):

        def on(day: int, y: int = year, m: int = month) -> date:
            return business_day(y, m, day)

        moves += [
            (on(1), "RENT RECEIVED UNIT 4B FINCH UPHOLSTERY", 100_000),
            (on(5), "FERRAND ASSET FINANCE HP 88-20417", -HIRE_MONTHLY * 100),
            (on(15), "TIDEWELL LOAN REPAYMENT 30-4417", -700_000),
            (on(15), "TIDEWELL LOAN INTEREST 30-4417", -loan_interest_pence()[n]),
            (on(22), "HMRC PAYE AND NIC", -3_387_000),
            (on(27), "WAGES AND SALARIES", -6_370_000),
            (on(28), "HARBOUR PENSION TRUST", -(547_167 if n < 11 else 547_163)),
            (on(12), "EASTERN GRID ELECTRICITY", -(412_000 + 31_000 * ((n * 5) % 7))),
        ]
        if n < 10:
            moves.append((on(2), "WENDLEFORD COUNCIL BUSINESS RATES", -318_500))
        if n % 3 == 0:
            moves.append((on(7), "HMRC VAT", -(8_041_260 + 214_735 * n)))
    moves += [
        (date(2025, 7, 1), "BRACKLEY MUTUAL POLICY BM-77-310452", -2_894_000),
        (date(2025, 6, 18), "VELDKAMP MACHINERY EDGE BANDER", -14_220_000),
        (date(2025, 10, 21), "VELDKAMP MACHINERY SPRAY LINE", -12_768_000),
        (date(2026, 2, 10), "CROSSGATE VANS TWO VEHICLES", -5_281_200),
        (date(2025, 9, 30), "DIVIDEND ALDERBROOK HOLDINGS", -6_000_000),
        (date(2026, 3, 20), "DIVIDEND ALDERBROOK HOLDINGS", -6_000_000),
        (date(2025, 12, 31), "HMRC CORPORATION TAX", -LAST.tax * 100),
    ]
    return moves


def statement() -> list[Entry]:
    """The current account for the year; customers and suppliers are drawn from a fixed seed."""
    rng = random.Random(20_260_331)  # noqa: S311 - invented amounts, not keys
    receipts = (THIS.turnover - (THIS.debtors - LAST.debtors)) * 120  # with 20 % VAT, in pence
    by_month = split(receipts, 12, rng, step=1_00)
    moves, balance = _fixed_moves(), OPENING_PENCE
    for n, (year, month) in enumerate(months()):
        for k, amount in enumerate(split(by_month[n], 8, rng, step=1_00)):
            name, kind = CUSTOMERS[rng.randrange(len(CUSTOMERS))]
            day = business_day(year, month, rng.randrange(3, 20))
            moves.append((day, f"{name} {kind} {41_000 + 56 * n + 7 * k}", amount))
        # Suppliers get what brings the month to its target, so the year ends on the accounts.
        target = CLOSING_PENCE
        if n < 11:
            way = OPENING_PENCE + (CLOSING_PENCE - OPENING_PENCE) * (n + 1) // 12
            target = way + rng.randrange(-2_500_000, 2_500_000)
        fixed = sum(m[2] for m in moves if (m[0].year, m[0].month) == (year, month))
        for k, amount in enumerate(split(balance + fixed - target, 8, rng, step=5)):
            day = business_day(year, month, rng.randrange(8, 29))
            name = SUPPLIERS[rng.randrange(len(SUPPLIERS))]
            moves.append((day, f"{name} {7_300 + 8 * n + k}", -amount))
        balance = target
    # Money in before money out on the same day, so that the balance stays like a healthy firm's.
    moves.sort(key=lambda m: (m[0], m[2] < 0, m[1]))
    entries, balance = [], OPENING_PENCE
    for day, text, amount in moves:
        balance += amount
        entries.append(Entry(day, text, max(-amount, 0), max(amount, 0), balance))
    return entries


def instalment_dates() -> list[date]:
    """The last day of each quarter from 31 December 2026 to 30 September 2031."""
    ends = [(12, 31), (3, 31), (6, 30), (9, 30)]
    return [date(2026 + (n + 3) // 4, *ends[n % 4]) for n in range(INSTALMENTS)]


def iban(bank: str, sort_code: str, account: str) -> str:
    """A well-formed IBAN of a bank that does not exist."""
    body = f"{bank}{sort_code}{account}GB00"
    digits = "".join(str(int(c, 36)) for c in body)
    return f"GB{98 - int(digits) % 97:02d}{bank}{sort_code}{account}"


def long_date(day: date) -> str:
    """As the papers write it: 30 September 2031."""
    return f"{day.day} {day:%B %Y}"


class Inconsistent(Exception):
    """An edit broke a relation between the figures."""


def require(*relations: bool) -> None:
    """Raises: Inconsistent: one of the relations does not hold; its number is named."""
    for number, holds in enumerate(relations, 1):
        if not holds:
            raise Inconsistent(f"relation {number} of {len(relations)}")


def check() -> None:
    """The relations between the figures. Raises: Inconsistent."""
    entries = statement()
    require(
        THIS.net_assets == THIS.equity,
        LAST.net_assets == LAST.equity,
        LAST.retained + THIS.profit - THIS.dividends == THIS.retained,
        LAST.tangible + ADDITIONS - DEPRECIATION == THIS.tangible,
        LAST.cash + NET_CASH == THIS.cash,
        HIRE_REPAID + HIRE_INTEREST == 12 * HIRE_MONTHLY,
        LOAN_INTEREST + HIRE_INTEREST - THIS.interest == 0,
        LAST.creditors_after - THIS.creditors_after == LOAN_REPAID + THIS.hire_within,
        entries[-1].balance == CLOSING_PENCE,
        min(e.balance for e in entries) > 0,
        instalment_dates()[-1] == date(2031, 9, 30),
        INSTALMENT * INSTALMENTS == FACILITY,
    )
