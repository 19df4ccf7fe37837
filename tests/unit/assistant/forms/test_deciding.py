"""Accepting, correcting and rejecting, with what was there before."""

from __future__ import annotations

import pytest

from appliance.assistant.forms.conflicts import conflicts
from appliance.assistant.forms.deciding import decided
from appliance.assistant.forms.records import FieldValue, Fill, Form, FormField
from appliance.documents.store import PageText
from appliance.errors import BadInput, ValueInvalid

FIELD = FormField("amount", "money", "Amount", unit="EUR")
PAGES = [PageText("a.txt", 7, 1, "Amount: 12,000"), PageText("a.txt", 7, 2, "in all £14,500.00.")]
OPEN = FieldValue(
    0, "amount", "money", value="12000", unit="EUR", document="a.txt", document_id=7, page=1,
    start=8, end=14, quote="12,000", confidence=0.9, found_by="code",
)  # fmt: skip


def decide(before: FieldValue, decision: str, typed: str | None = None) -> FieldValue:
    return decided(FIELD, before, decision, typed, by="Bea", at="2026-01-02", pages=PAGES)


def test_accepting_keeps_the_value_and_its_place() -> None:
    made = decide(OPEN, "accepted")
    assert (made.value, made.page, made.state, made.decided_by) == ("12000", 1, "accepted", "Bea")
    assert [(one.state, one.value) for one in made.before] == [("open", "12000")]


def test_a_correction_finds_its_place() -> None:
    made = decide(OPEN, "corrected", "£14,500")
    assert (made.value, made.unit, made.page) == ("14500", "GBP", 2)
    assert PAGES[1].text[made.start : made.end] == made.quote
    assert made.found_by == "person"


def test_a_correction_that_stands_nowhere_says_so() -> None:
    made = decide(OPEN, "corrected", "99")
    assert (made.value, made.page, made.quote) == ("99", 0, "")
    assert "no page" in made.note


def test_every_decision_can_be_taken_again_and_all_are_kept() -> None:
    made = decide(decide(decide(OPEN, "rejected"), "corrected", "£14,500"), "accepted")
    assert made.state == "accepted"
    assert made.value == "14500"
    assert [one.state for one in made.before] == ["open", "rejected", "corrected"]


@pytest.mark.parametrize(
    ("decision", "typed"),
    [("kept", None), ("accepted", "12"), ("corrected", None), ("rejected", "12")],
)
def test_what_is_no_decision(decision: str, typed: str | None) -> None:
    with pytest.raises(BadInput):
        decide(OPEN, decision, typed)


def test_a_wrong_value_changes_nothing() -> None:
    with pytest.raises(ValueInvalid):
        decide(OPEN, "corrected", "a lot")


def test_documents_that_differ() -> None:
    form = Form("f", "F", (FIELD,))

    def fill(number: int, value: FieldValue) -> Fill:
        return Fill(number, form, f"{number}.txt", number, "", 1, "", (value,))

    other = decide(OPEN, "corrected", "£14,500")
    assert conflicts([fill(1, OPEN), fill(2, OPEN)]) == ()
    (one,) = conflicts([fill(1, OPEN), fill(2, other), fill(3, decide(other, "rejected"))])
    assert (one.name, one.fills) == ("amount", (1, 2))
