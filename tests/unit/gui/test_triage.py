from __future__ import annotations

from appliance.assistant.forms.records import Conflict, FieldValue, Fill, Form, FormField
from gui.pages import triage

FORM = Form(
    "loan",
    "Loan",
    (
        FormField("applicant", "text", "Applicant", required=True),
        FormField("amount", "money", "Amount"),
    ),
)


def fill(number: int, document: str, *values: FieldValue) -> Fill:
    return Fill(number, FORM, document, number, "", 3, "", values, fit=0.5)


def field(place: int, value: str | None, state: str = "open") -> FieldValue:
    return FieldValue(place, FORM.fields[place].name, "text", value, state=state)  # type: ignore[arg-type]


FIRST = fill(1, "a.pdf", field(0, "Harding"), field(1, "100", "accepted"))
SECOND = fill(2, "b.pdf", field(0, None), field(1, "200"))


def test_rows_are_the_fields_document_by_document_with_what_others_say() -> None:
    conflict = Conflict("amount", (1, 2), (FIRST.fields[1], SECOND.fields[1]))
    rows = triage.rows((FIRST, SECOND), (conflict,))
    assert [(row.document, row.value.name) for row in rows] == [
        ("a.pdf", "applicant"),
        ("a.pdf", "amount"),
        ("b.pdf", "applicant"),
        ("b.pdf", "amount"),
    ]
    assert [one.value for one in rows[1].rivals] == ["200"]
    assert [one.value for one in rows[3].rivals] == ["100"]
    assert not rows[0].rivals
    assert [row.missing for row in rows] == [False, False, True, False]
    assert {row.fit for row in rows} == {0.5}


def test_the_next_open_field_comes_from_the_top_again_after_the_last() -> None:
    rows = triage.rows((FIRST, SECOND), ())
    assert triage.next_open(rows, -1) == 0
    assert triage.next_open(rows, 0) == 2
    assert triage.next_open(rows, 3) == 0
    assert triage.next_open((), -1) is None
    assert triage.next_open(rows[1:2], 0) is None


def test_a_decision_changes_one_row_only() -> None:
    rows = triage.rows((FIRST, SECOND), ())
    assert triage.decided(rows) == 1
    after = triage.changed(rows, 2, field(0, None, "accepted"))
    assert triage.decided(after) == 2
    assert (*after[:2], *after[3:]) == (*rows[:2], *rows[3:])
    assert not after[2].open
