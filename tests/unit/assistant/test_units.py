"""A page falls into sentences, rows and headings, each with what stands above it."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from appliance.assistant.units import units

ACCOUNTS = """Alderbrook Joinery Limited · Accounts for the year ended 31 March 2026\r
Registered number 99204417 Page 5 of 9\r
Balance sheet\r
At 31 March 2026\r
Note\r
2026\r
£\r
2025\r
£\r
Current assets\r
Debtors 6 598,420 541,300\r
Creditors: amounts falling due within one year 7 (784,840) (704,223)\r
These accounts were approved by the board of directors on 14 July 2026 and signed on its behalf\r
by two of the directors, who are named below. They were not audited."""

CONTRACT = """10.1 The Borrower shall deliver to the Lender all of the papers that are named here:\r
(a) its annual accounts, with the report of its accountants, within 180 days after the end of each\r
financial year; and\r
(b) its management accounts for each quarter, within 30 days after the Quarter Date that ends it.\r
10.2 The Borrower shall ensure that the Debt Service Cover Ratio is not less than 1.25:1 on each\r
Quarter Date."""


def found(page: str) -> list[tuple[str, str, str]]:
    return [(unit.kind, page[unit.start : unit.end], unit.context) for unit in units(page)]


def test_rows_know_their_table() -> None:
    rows = {text: context for kind, text, context in found(ACCOUNTS) if kind == "row"}
    context = rows["Debtors 6 598,420 541,300"]
    assert "Balance sheet" in context
    assert "Current assets" in context
    assert context.endswith("2026 £ 2025 £")
    assert "Creditors: amounts falling due within one year 7 (784,840) (704,223)" in rows


def test_wrapped_lines_make_one_sentence() -> None:
    sentences = [" ".join(text.split()) for kind, text, _ in found(ACCOUNTS) if kind == "sentence"]
    assert "They were not audited." in sentences
    assert any(s.endswith("by two of the directors, who are named below.") for s in sentences)


def test_clauses_are_apart_and_know_their_lead_in() -> None:
    clauses = found(CONTRACT)
    assert [text[:4].strip() for _, text, _ in clauses] == ["10.1", "(a)", "(b)", "10.2"]
    assert "shall deliver to the Lender" in clauses[1][2]
    assert clauses[3][1].endswith("Quarter Date.")


def test_cells_and_labels_are_rows() -> None:
    page = "E. Insurance\nPeriod of cover\t1 July 2025 to 30 June 2026\nSigned: M. E. Harding"
    assert [kind for kind, _, _ in found(page)] == ["heading", "row", "row"]
    assert found(page)[1][2] == "E. Insurance"


def test_a_colon_inside_a_sentence_makes_no_row() -> None:
    page = (
        "Dividends of £120,000 (2025: £100,000) were paid to the parent. Finch, a business of\n"
        "the director’s husband, rents a part of it."
    )
    assert [kind for kind, _, _ in found(page)] == ["sentence", "sentence"]


def test_a_rule_ends_what_was_above() -> None:
    page = "FILE\n" * 6 + "Margaret Harding\n----------\nFrom: David Okafor\n"
    assert "Margaret" not in found(page)[-1][2]


@given(st.text(alphabet="aB1 .,:£(\t\r\n-)", max_size=200))
def test_units_are_in_order_and_hold_every_letter(page: str) -> None:
    spans = units(page)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    kept = "".join(page[unit.start : unit.end] for unit in spans)
    letters = [c for c in page if c.isalnum()]
    assert [c for c in kept if c.isalnum()] == letters
