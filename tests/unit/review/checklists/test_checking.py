"""What a checklist must not say, each with its place."""

from __future__ import annotations

import pytest

from appliance.review.checklists.reading import look
from tests.unit.review.checklists.made import item, toml

DATE = {"at_most_days_before": 1}


def said(content: bytes) -> list[tuple[str, str]]:
    checklist, wrong = look(content)
    assert checklist is not None, wrong
    return [(one.where, one.why) for one in wrong]


def only(content: bytes) -> tuple[str, str]:
    found = said(content)
    assert len(found) == 1, found
    return found[0]


def test_nothing_is_wrong_with_a_good_one() -> None:
    assert said(toml()) == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "Loan File"),
        ("name", "../loan"),
        ("version", "1"),
        ("version", "1.0-beta"),
        ("version", "01.0"),
        ("jurisdiction", "England"),
        ("language", "fr"),
        ("title", ""),
        ("title", "a\u202eb"),
        ("title", "two\nlines"),
        ("title", "x" * 301),
        ("title_zh", "零\u200b宽"),
        ("source", "x" * 2001),
        ("licence", "\u2066isolated\u2069"),
        ("valid_from", "1.1.2026"),
        ("valid_from", "2026-02-30"),
        ("valid_to", "20261231"),
    ],
)
def test_a_field_of_the_checklist(field: str, value: str) -> None:
    assert only(toml(**{field: value}))[0] == field


def test_the_end_is_not_before_the_beginning() -> None:
    assert only(toml(valid_from="2026-02-01", valid_to="2026-01-31"))[0] == "valid_to"


def test_an_id_is_there_once() -> None:
    found = said(toml(item(), item(id="other"), item()))
    assert found == [("item 3 (proof-of-address), id", "item 1 has the same id")]


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"id": "Bad"}, "id"),
        ({"title": " "}, "title"),
        ({"question": "\u200f?"}, "question"),
        ({"met_when_zh": "x\u0000"}, "met_when_zh"),
        ({"documents": []}, "documents"),
        ({"documents": ["proof of address"]}, "documents"),
        ({"look": [""]}, "look"),
        ({"look": ["w"] * 61}, "look"),
        ({"patterns": ["(a+)+b"]}, "patterns, pattern 1"),
        ({"patterns": ["good"] * 41}, "patterns"),
        ({"against": ["ok", "("]}, "against, pattern 2"),
        ({"waive": ["auditor"]}, "waive"),
        ({"waive": ["boss"]}, "waive"),
        ({"due_days": -1}, "due_days"),
        ({"due_days": 36_501}, "due_days"),
        ({"owner": "a\u202eb"}, "owner"),
        ({"model": "nda-statements/nda-1"}, "model"),
        ({"date": DATE}, "date"),
        ({"identifier": "iban"}, "identifier"),
        ({"threshold": 5.0}, "threshold"),
        ({"agreement": {"labels": ["amount"]}}, "agreement"),
        ({"document": {"at_least": 0}}, "document, at_least"),
        ({"document": {"signatories": ["Borrower"]}}, "document, signatories"),
        ({"document": {"date": {}}}, "document, date"),
        ({"document": {"date": {"expires": True, "warn_days": -1}}}, "document, date, warn_days"),
        ({"document": {"date": {**DATE, "warn_days": 5}}}, "document, date, warn_days"),
        ({"kind": "date", "date": {"labels": [""], **DATE}}, "date, labels"),
        ({"kind": "date", "date": {"at_most_days_before": 99_999}}, "date, at_most_days_before"),
        ({"kind": "date"}, ""),
        ({"kind": "agreement"}, ""),
        ({"kind": "agreement", "agreement": {"labels": []}}, "agreement, labels"),
        ({"kind": "agreement", "agreement": {"labels": ["a"], "tolerance": 1.0}},
         "agreement, tolerance"),
        ({"kind": "identifier"}, ""),
        ({"kind": "identifier", "identifier": "shoe-size"}, "identifier"),
        ({"kind": "presence"}, "patterns"),
        ({"kind": "indicator"}, ""),
        ({"kind": "indicator", "indicator": "below-threshold"}, "threshold"),
        ({"kind": "indicator", "indicator": "round-sums", "threshold": float("nan")}, "threshold"),
        ({"kind": "statement", "model": "../model"}, "model"),
    ],
)  # fmt: skip
def test_a_field_of_an_item(fields: dict[str, object], place: str) -> None:
    made = item(**fields)
    where = f"item 1 ({made['id']})" + (f", {place}" if place else "")
    assert only(toml(made))[0] == where


def test_a_type_that_was_nearly_meant_is_named() -> None:
    assert "“proof-of-address” was meant?" in only(toml(item(documents=["proof_of_address"])))[1]


def test_a_role_that_may_not_decide_is_told_from_one_that_there_is_not() -> None:
    assert "may not decide reviews" in only(toml(item(waive=["auditor"])))[1]
    assert "is no role" in only(toml(item(waive=["boss"])))[1]


def test_a_character_that_turns_the_writing_is_named_by_its_number() -> None:
    assert "U+202E" in only(toml(title="invoice \u202egnp.exe"))[1]
