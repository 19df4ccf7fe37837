"""Makes filled forms, identity papers, statements and contracts whose truth is known.

Companies and persons are made up. Half of the labels are words that the shipped forms do not list,
a fifth of the fields is left out, and other rows stand between. Layouts: lines with colons, dotted
lines, labels above values, tables of two and of four columns, columns of years, running text.
"""

from __future__ import annotations

import io
import random
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

import docx
import openpyxl
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen import canvas

if TYPE_CHECKING:
    from collections.abc import Callable

SEED = 20261122
_ABSENT = 0.2


class Made(NamedTuple):
    """A file and what is true of it: canonical values by field, None where it has none."""

    name: str
    form: str
    data: bytes
    layout: str
    truth: dict[str, str | bool | tuple[str, ...] | None]
    labels: dict[str, str]


class Row(NamedTuple):
    """A label and what stands beside it."""

    label: str
    written: str


_FIRST = ["Amelia", "Jonas", "Priya", "Wei", "Fatima", "Oskar", "Chiara", "Daniel", "Noor", "Ines"]
_LAST = ["Okafor", "Lindqvist", "Marchetti", "Tanaka", "Brandt", "Novak", "Osei", "Byrne", "Haddad"]
_PLACES = ["Wendleford", "Marlow Quay", "Aldermoor", "Kingsholt", "Tidewell", "Brackley"]
_STREETS = ["Kestrel Way", "Chantry Row", "Sadler Street", "Market Place", "Customs Quay"]
_COMPANY = ["Alder", "Penrose", "Harrow", "Silverdale", "Northgate", "Linden", "Castell", "Orme"]
_TRADE = ["Joinery", "Foods", "Logistics", "Textiles", "Robotics", "Nurseries", "Printing"]
_MONTHS = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
]  # fmt: skip
_CURRENCIES = {"GBP": "£", "USD": "$", "EUR": "€", "CHF": "CHF ", "CNY": "RMB "}


class Maker:
    """Values of one document: each as it is written, and what it means."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.currency = chance.choice(list(_CURRENCIES))
        self.style = chance.randrange(4)

    def company(self) -> tuple[str, str]:
        """A company's name."""
        name = f"{self.chance.choice(_COMPANY)} {self.chance.choice(_TRADE)} "
        name += self.chance.choice(["Limited", "GmbH", "plc", "Inc.", "LLP"])
        return name, name

    def person(self) -> tuple[str, str]:
        """A person's name."""
        name = f"{self.chance.choice(_FIRST)} {self.chance.choice(_LAST)}"
        return name, name

    def surname(self) -> tuple[str, str]:
        """A surname, in capitals in some styles."""
        name = self.chance.choice(_LAST)
        return name.upper() if self.style % 2 else name, name

    def first(self) -> tuple[str, str]:
        """Two first names."""
        name = " ".join(self.chance.sample(_FIRST, 2))
        return name, name

    def place(self) -> tuple[str, str]:
        """A town."""
        name = self.chance.choice(_PLACES)
        return name, name

    def address(self) -> tuple[str, str]:
        """Street, town and postcode."""
        text = f"{self.chance.randrange(1, 99)} {self.chance.choice(_STREETS)}, "
        text += f"{self.chance.choice(_PLACES)} ZX{self.chance.randrange(1, 9)} 2QP"
        return text, text

    def number(self) -> tuple[str, str]:
        """A company's number."""
        text = str(self.chance.randrange(10_000_000, 99_999_999))
        return text, text

    def code(self) -> tuple[str, str]:
        """The number of an identity document."""
        text = f"{self.chance.choice('ABCDEFGHKL')}{self.chance.choice('MNPRST')}"
        text += str(self.chance.randrange(100_000, 9_999_999))
        return text, text

    def reference(self) -> tuple[str, str]:
        """The reference of an agreement."""
        text = f"{self.chance.choice(['TW', 'AG', 'KV'])}-{self.chance.randrange(2019, 2027)}"
        text += f"-{self.chance.randrange(1000, 9999)}"
        return text, text

    def iban(self) -> tuple[str, str]:
        """An account number, in groups in some styles."""
        plain = f"GB{self.chance.randrange(10, 99)}TDWL" + "".join(
            str(self.chance.randrange(10)) for _ in range(14)
        )
        spaced = " ".join(plain[n : n + 4] for n in range(0, len(plain), 4))
        return (spaced if self.style % 2 else plain), plain

    def day(self, low: int = 2019, high: int = 2031) -> tuple[str, str]:
        """A date within these years, in the document's style."""
        found = date(low, 1, 1) + timedelta(days=self.chance.randrange(365 * (high - low)))
        month = _MONTHS[found.month - 1]
        written = [
            f"{found.day} {month} {found.year}",
            f"{month} {found.day}, {found.year}",
            found.isoformat(),
            f"{found.day:02}/{found.month:02}/{found.year}",
        ][self.style]
        return written, found.isoformat()

    def money(self, low: int = 5, high: int = 5000) -> tuple[str, str]:
        """An amount in thousands of the document's currency."""
        amount = self.chance.randrange(low, high) * 1000 + self.chance.randrange(1000)
        sign = _CURRENCIES[self.currency]
        cents = f"{self.chance.randrange(100):02}" if self.chance.random() < 0.3 else ""
        written = f"{sign}{amount:,}" + (f".{cents}" if cents else "")
        if self.currency == "EUR" and self.style % 2:
            written = f"{amount:,}".replace(",", ".") + (f",{cents}" if cents else "") + " EUR"
        exact = Decimal(f"{amount}.{cents or '0'}").normalize()
        return written, f"{exact:f}"

    def rate(self) -> tuple[str, str]:
        """A yearly rate in percent."""
        exact = Decimal(self.chance.randrange(75, 975)) / 100
        words = "per cent" if self.style % 2 else "%"
        gap = " " if self.style % 2 else ""
        return f"{exact}{gap}{words}", f"{exact.normalize():f}"

    def choice(self, *pairs: tuple[str, str]) -> tuple[str, str]:
        """One of the pairs."""
        return self.chance.choice(pairs)

    def answer(self) -> tuple[str, bool]:
        """Yes or no."""
        value = self.chance.random() < 0.5
        if self.style == 3:
            return ("☒ Yes ☐ No" if value else "☐ Yes ☒ No"), value
        return ("Yes" if value else "No"), value


Value = str | bool | tuple[str, ...]
Spec = tuple[str, list[str], "Callable[[Maker], tuple[str, Value]]"]


def _text(options: list[str]) -> Callable[[Maker], tuple[str, Value]]:
    return lambda maker: (lambda text: (text, text))(maker.chance.choice(options))


LOAN: list[Spec] = [
    ("applicant", ["Name of the business", "Borrower", "Trading entity", "Client"], Maker.company),
    ("registered_number", ["Company number", "Registered number", "Companies register no.", "CRN"],
     Maker.number),
    ("registered_office", ["Registered office", "Address", "Seat", "Principal place of business"],
     Maker.address),
    ("amount", ["Loan amount", "Amount requested", "Sum applied for", "Credit wanted"],
     Maker.money),
    ("term", ["Loan term", "Repayment period", "Over how long", "Tenor"],
     _text(["60 months", "five years, quarterly repayment", "7 years", "36 monthly instalments"])),
    ("purpose", ["Purpose of loan", "Use of funds", "What the money is for", "Object"],
     _text(["Purchase of a machining line", "Working capital", "Fit-out of a second shop",
            "Refinancing of two vehicles"])),
    ("turnover", ["Turnover", "Annual revenue", "Sales last year", "Yearly takings"], Maker.money),
    ("profit_before_tax", ["Profit before tax", "Pre-tax profit", "Result before tax", "PBT"],
     Maker.money),
    ("existing_loans", ["Existing loans", "Outstanding loans", "Debts to banks", "Owed already"],
     Maker.money),
    ("account", ["IBAN", "Account number", "Settlement account", "Pay to"], Maker.iban),
    ("guarantor", ["Guarantor", "Guaranteed by", "Who stands surety", "Backed by"], Maker.person),
    ("failed_to_repay", ["Have you ever failed to repay a loan?", "Previous default",
                         "Any arrears in the past?", "Earlier payment problems"], Maker.answer),
    ("application_date", ["Date of application", "Date", "Completed on", "Handed in"],
     lambda maker: maker.day(2024, 2027)),
]  # fmt: skip
IDENTITY: list[Spec] = [
    ("kind", ["Type of document", "Document type", "Paper", "Class"],
     lambda maker: maker.choice(("Passport", "passport"), ("Identity card", "identity card"),
                                ("Driving licence", "driving licence"),
                                ("Residence permit", "residence permit"))),
    ("surname", ["Surname", "Family name", "Last name(s)", "Holder's surname"], Maker.surname),
    ("given_names", ["Given names", "First names", "Other names", "Holder's first names"],
     Maker.first),
    ("document_number", ["Passport no.", "Document number", "Number", "Serial"], Maker.code),
    ("nationality", ["Nationality", "Citizenship", "National of", "State"],
     _text(["British", "Swiss", "Japanese", "Irish", "Ghanaian"])),
    ("date_of_birth", ["Date of birth", "Born", "Birthday", "Day of birth"],
     lambda maker: maker.day(1950, 2006)),
    ("place_of_birth", ["Place of birth", "Born in", "Birth town", "Native place"], Maker.place),
    ("sex", ["Sex", "Gender", "M/F", "Sex marker"],
     lambda maker: maker.choice(("F", "female"), ("M", "male"), ("Female", "female"))),
    ("date_of_issue", ["Date of issue", "Issued on", "Delivered", "Given on"],
     lambda maker: maker.day(2016, 2026)),
    ("date_of_expiry", ["Date of expiry", "Valid until", "Good until", "Runs out"],
     lambda maker: maker.day(2027, 2036)),
    ("issuing_authority", ["Issuing authority", "Issued by", "Office of issue", "Passport office"],
     _text(["HM Passport Office", "Kantonspolizei", "Department of Foreign Affairs"])),
    ("address", ["Address", "Residential address", "Lives at", "Domicile"], Maker.address),
]  # fmt: skip
BALANCE: list[tuple[str, list[str]]] = [
    ("fixed_assets", ["Tangible assets", "Property, plant and equipment", "Land and machines"]),
    ("inventories", ["Stocks", "Inventories", "Goods in store"]),
    ("receivables", ["Debtors", "Trade receivables", "Owed by customers"]),
    ("cash", ["Cash at bank and in hand", "Cash and cash equivalents", "Liquid funds"]),
    ("current_assets", ["Total current assets", "Current assets", "Short-term assets, total"]),
    ("total_assets", ["Total assets", "Assets, total", "Balance sheet total"]),
    ("current_liabilities", ["Total current liabilities", "Creditors due within one year"]),
    (
        "long_term_liabilities",
        ["Long-term debt", "Non-current liabilities", "Bank loans over 1 year"],
    ),
    ("total_liabilities", ["Total liabilities", "Liabilities, total", "All debts"]),
    ("equity", ["Total equity", "Shareholders’ equity", "Net worth"]),
    ("retained_earnings", ["Retained earnings", "Profit and loss account", "Profits kept"]),
]  # fmt: skip
CONTRACT: list[Spec] = [
    ("agreement_number", ["Agreement number", "Contract no.", "File", "Our sign"], Maker.reference),
    ("agreement_date", ["Date of agreement", "Dated", "Concluded on", "Signed"],
     lambda maker: maker.day(2018, 2026)),
    ("effective_date", ["Effective date", "Commencement date", "In force from", "Begins"],
     lambda maker: maker.day(2026, 2028)),
    ("end_date", ["Expiry date", "Maturity date", "Runs until", "Last day"],
     lambda maker: maker.day(2029, 2035)),
    ("amount", ["Contract value", "Total price", "Agreed sum", "Remuneration"], Maker.money),
    ("interest_rate", ["Interest rate", "Margin", "Yearly interest", "Charge for money"],
     Maker.rate),
    ("notice_period", ["Notice period", "Period of notice", "Can be ended with", "To be announced"],
     _text(["three months", "90 days in writing", "six weeks to the end of a quarter"])),
    ("governing_law", ["Governing law", "Applicable law", "Subject to", "Legal order"],
     _text(["English law", "the laws of Ireland", "Swiss law"])),
    ("jurisdiction", ["Jurisdiction", "Place of jurisdiction", "Disputes go to", "Forum"],
     _text(["the courts of London", "Zürich", "the courts of Dublin"])),
    ("automatic_renewal", ["Automatic renewal", "Renews automatically", "Goes on by itself",
                           "Prolonged without notice"], Maker.answer),
]  # fmt: skip
_NOISE = [
    Row("Branch", "Wendleford"), Row("Relationship manager", "D. Okafor"), Row("Copy", "1 of 3"),
    Row("Please write clearly", "in capital letters"), Row("Form version", "7.2"),
]  # fmt: skip


def documents(per_form: int = 16) -> list[Made]:
    """The same files each time."""
    made: list[Made] = []
    for number in range(per_form):
        for form in ("loan-application", "identity-document", "balance-sheet", "contract-terms"):
            chance = random.Random(f"{SEED} {form} {number}")  # noqa: S311 - a sample, not a key
            maker = Maker(chance)
            if form == "balance-sheet":
                made.append(_balance(maker, number))
            elif form == "contract-terms" and number % 2:
                made.append(_prose(maker, number))
            else:
                specs = {"loan-application": LOAN, "identity-document": IDENTITY}.get(
                    form, CONTRACT
                )
                made.append(_rows(maker, form, specs, number))
    return made


def _rows(maker: Maker, form: str, specs: list[Spec], number: int) -> Made:
    truth: dict[str, Value | None] = {}
    rows: list[Row] = []
    beside: dict[str, str] = {}
    for name, labels, make in specs:
        truth[name] = None
        if maker.chance.random() < _ABSENT:
            continue
        written, value = make(maker)
        truth[name] = value
        beside[name] = maker.chance.choice(labels)
        rows.append(Row(beside[name], str(written)))
        if maker.chance.random() < 0.15:
            rows.append(maker.chance.choice(_NOISE))
    if form == "contract-terms":
        truth["contract"] = truth["parties"] = None
        one, other = maker.company()[0], maker.company()[0]
        if one != other:
            truth["parties"] = (one, other)
            beside["parties"] = maker.chance.choice(["Parties", "Between"])
            rows.insert(0, Row(beside["parties"], f"{one}; {other}"))
    title = {"loan-application": "Application for credit", "identity-document": "Copy of papers",
             "contract-terms": "Summary of terms"}[form]  # fmt: skip
    layouts: list[tuple[str, Callable[[str, list[Row]], bytes]]] = [
        ("word table.docx", _word_table), ("colons.txt", _colons),
        ("printed lines.pdf", _pdf_lines),
        ("two by two.docx", _word_four), ("dots.txt", _dots), ("workbook.xlsx", _workbook),
        ("columns.pdf", _pdf_columns), ("above.txt", _above),
    ]  # fmt: skip
    layout, draw = layouts[number % len(layouts)]
    ending = layout.rsplit(".", 1)[1]
    return Made(f"{form}-{number:02}.{ending}", form, draw(title, rows), layout, truth, beside)


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


def _balance(maker: Maker, number: int) -> Made:
    chance = maker.chance
    scale = [1, 1000, 1, 1_000_000][number % 4]
    company, _ = maker.company()
    written, day = maker.day(2023, 2026)
    year = int(day[:4])
    truth: dict[str, Value | None] = {"company": company, "balance_date": day}
    lines: list[tuple[str, str, str, str]] = []
    beside: dict[str, str] = {}
    for place, (name, labels) in enumerate(BALANCE):
        truth[name] = None
        if chance.random() < _ABSENT:
            continue
        now, before = chance.randrange(100, 99_999), chance.randrange(100, 99_999)
        negative = name.endswith("liabilities") and chance.random() < 0.3
        shown = f"({now:,})" if negative else f"{now:,}"
        truth[name] = str(-now * scale if negative else now * scale)
        note = str(place + 2) if number % 2 else ""
        beside[name] = chance.choice(labels)
        lines.append((beside[name], note, shown, f"{before:,}"))
    unit = {1: "", 1000: "in thousands of ", 1_000_000: "in millions of "}[scale]
    said = f"({unit}{maker.currency})" if unit else ""
    heads = [str(year), str(year - 1)]
    swapped = number % 5 == 4
    if swapped:
        heads.reverse()
        lines = [(label, note, before, now) for label, note, now, before in lines]
    title = f"Balance sheet as at {written}"
    table = [("", "Note" if number % 2 else "", *heads), *lines]
    draw = [_balance_pdf, _balance_word, _balance_workbook][number % 3]
    ending = ["pdf", "docx", "xlsx"][number % 3]
    data = draw(company, title, said, table)
    return Made(
        f"balance-sheet-{number:02}.{ending}",
        "balance-sheet",
        data,
        f"years.{ending}",
        truth,
        beside,
    )


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


def _prose(maker: Maker, number: int) -> Made:
    """A contract in running text."""
    chance = maker.chance
    one, other = maker.company()[0], maker.person()[0] + " Holdings Limited"
    dated, day = maker.day(2020, 2026)
    ends, end = maker.day(2029, 2034)
    price, amount = maker.money()
    rate, percent = maker.rate()
    reference, _ = maker.reference()
    law = chance.choice(["England and Wales", "Ireland", "Switzerland"])
    notice = chance.choice(["three months", "ninety days", "six weeks"])
    kind = chance.choice(["Supply Agreement", "Services Agreement", "Loan Agreement"])
    renews = chance.random() < 0.5
    text = f"""{kind.upper()}
Agreement number {reference}

This Agreement is dated {dated} and is made between {one} and {other}.

1. Subject
1.1 The supplier delivers what Schedule 1 lists, in the quality that Schedule 2 describes.
2. Price
2.1 The total price is {price}. It is payable within 30 days of each invoice.
2.2 Overdue sums bear interest; the rate of interest is {rate} per annum.
3. Term
3.1 This Agreement ends on {ends} unless it is ended before that day.
3.2 Either party may end it by giving {notice} notice in writing.
3.3 {
        "It is renewed automatically for one year at a time."
        if renews
        else "There is no automatic renewal."
    }
4. Law
4.1 This Agreement is governed by the laws of {law}.
4.2 The courts of the defendant's seat have jurisdiction.
"""
    truth: dict[str, Value | None] = {
        "contract": kind, "parties": (one, other), "agreement_number": reference,
        "agreement_date": day, "effective_date": None, "end_date": end, "amount": amount,
        "interest_rate": percent, "notice_period": notice, "governing_law": law,
        "jurisdiction": "The courts of the defendant's seat", "automatic_renewal": renews,
    }  # fmt: skip
    if number % 4 == 1:
        made = docx.Document()
        for line in text.split("\n"):
            made.add_paragraph(line)
        return Made(
            f"contract-{number:02}.docx", "contract-terms", _saved(made), "prose.docx", truth, {}
        )
    return Made(
        f"contract-{number:02}.txt", "contract-terms", text.encode(), "prose.txt", truth, {}
    )
