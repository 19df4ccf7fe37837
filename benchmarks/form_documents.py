"""Makes filled forms, identity papers, statements and contracts whose truth is known.

Companies and persons are made up. Half of the labels are words that the shipped forms do not list,
a fifth of the fields is left out, and other rows stand between. Layouts: lines with colons, dotted
lines, labels above values, tables of two and of four columns, columns of years, running text.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, NamedTuple

from form_fields import BALANCE, CONTRACT, IDENTITY, LOAN
from form_layouts import BALANCES, ROWS, Row, word_lines
from form_values import Maker

if TYPE_CHECKING:
    from form_fields import Spec, Value

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
    layout, draw = ROWS[number % len(ROWS)]
    ending = layout.rsplit(".", 1)[1]
    return Made(f"{form}-{number:02}.{ending}", form, draw(title, rows), layout, truth, beside)


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
    ending, draw = BALANCES[number % len(BALANCES)]
    data = draw(company, title, said, table)
    return Made(
        f"balance-sheet-{number:02}.{ending}",
        "balance-sheet",
        data,
        f"years.{ending}",
        truth,
        beside,
    )


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
        data = word_lines(text)
        return Made(f"contract-{number:02}.docx", "contract-terms", data, "prose.docx", truth, {})
    return Made(
        f"contract-{number:02}.txt", "contract-terms", text.encode(), "prose.txt", truth, {}
    )
