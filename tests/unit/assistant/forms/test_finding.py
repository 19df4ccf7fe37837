"""Labels and values on pages, in the layouts that documents have."""

from __future__ import annotations

import pytest

from appliance.assistant.forms import finding
from appliance.assistant.forms.labels import likeness
from appliance.assistant.forms.reading import shipped
from appliance.assistant.forms.records import FormField
from appliance.documents.layout.records import Cell, PageLayout, Table
from appliance.documents.store import PageText

FORMS = {form.name: form for form in shipped()}


def found(form: str, text: str, layout: PageLayout | None = None) -> dict[str, finding.Candidate]:
    """The best candidate of each field."""
    page = PageText("a.pdf", 1, 1, text)
    sheets = finding.sheets([page], [layout] if layout else [])
    best = {}
    fields = FORMS[form].fields
    for field, ones in zip(fields, finding.find(fields, sheets), strict=True):
        for one in ones:
            assert text[one.start : one.end] == one.quote
        if ones and ones[0].score >= 0.5:
            best[field.name] = ones[0]
    return best


@pytest.mark.parametrize(
    "text",
    [
        "Loan amount: £1,250,000",
        "Loan amount\t£1,250,000",
        "Loan amount ............ £1,250,000",
        "Loan amount        £1,250,000",
        "Loan amount\n£1,250,000\n",
        "3. Loan amount (in full): £1,250,000",
        "Loan amount £1,250,000",
        "贷款金额：£1,250,000",
        "The loan amount is £1,250,000, payable in full.",
    ],
)
def test_the_value_beside_its_label(text: str) -> None:
    one = found("loan-application", text)["amount"]
    assert (one.value, one.unit, one.quote) == ("1250000", "GBP", "£1,250,000")


def test_two_labels_on_one_line_part_their_values() -> None:
    best = found("identity-document", "Surname: Okafor Nationality: British  Sex: F")
    assert best["surname"].value == "Okafor"
    assert best["nationality"].value == "British"
    assert best["sex"].value == "female"


def test_a_table_of_contents_holds_no_values() -> None:
    assert not found("contract-terms", "6. Interest rate . . . . . . . . 5\nMargin ........... 12")


def test_net_current_assets_are_not_current_assets() -> None:
    text = "Net current assets 441,015\nTotal assets less current liabilities 1,927,315\n"
    assert not found("balance-sheet", text)


def test_the_number_of_a_note_is_no_amount() -> None:
    best = found("balance-sheet", "Debtors 6 598,420 541,300\nRetained earnings at 1 April 12,420")
    assert best["receivables"].value == "598420"
    assert best["retained_earnings"].value == "12420"


def test_parties_of_a_contract() -> None:
    text = """This Agreement is made between:
(1) Alder Joinery Limited, a company incorporated in England with number 99204417,
whose office is at Unit 4 (the “Borrower”);
(2) Alder Holdings Limited, a company; and
(3) Tidewell Bank plc (the “Lender”).
"""
    one = found("contract-terms", text)["parties"]
    assert one.value == ("Alder Joinery Limited", "Alder Holdings Limited", "Tidewell Bank plc")
    row = "It is made between Harrow Foods Inc. and Jonas Brandt (the Buyer)."
    assert found("contract-terms", row)["parties"].value == ("Harrow Foods Inc.", "Jonas Brandt")


def test_the_latest_year_of_a_table_with_its_scale() -> None:
    text = "2024\t2025\nInventories\t1,234\t5,678\nCash\t(12)\t40\n"

    def cell(row: int, column: int, quote: str, *, header: bool = False) -> Cell:
        start = text.index(quote)
        return Cell(row, column, ((start, start + len(quote)),), header=header)

    table = Table(
        number=1, start=0, end=len(text), rows=3, columns=3,
        cells=(
            cell(0, 1, "2024", header=True), cell(0, 2, "2025", header=True),
            cell(1, 0, "Inventories"), cell(1, 1, "1,234"), cell(1, 2, "5,678"),
            cell(2, 0, "Cash"), cell(2, 1, "(12)"), cell(2, 2, "40"),
        ),
        currency="EUR", scale=1000, headers=("", "2024", "2025"),
    )  # fmt: skip
    best = found("balance-sheet", text, PageLayout(1, tables=(table,)))
    assert (best["inventories"].value, best["inventories"].scale) == ("5678000", 1000)
    assert (best["cash"].value, best["cash"].unit) == ("40000", "EUR")


@pytest.mark.parametrize(
    ("label", "alike"),
    [
        ("Date of Birth", 1.0),
        ("date of birth (DD/MM/YYYY)", 0.95),
        ("Birth", 0.0),
        ("Spouse born", 0),
    ],
)
def test_how_labels_compare(label: str, alike: float) -> None:
    field = FormField("born", "date", "Date of birth")
    assert likeness(label, field) == alike
