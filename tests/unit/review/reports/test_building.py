"""What a report says of a review, and that it says it in its published shape."""

from __future__ import annotations

import io
import json
from pathlib import Path

import jsonschema
import msgspec
import openpyxl

from appliance.review.records import Decision, Proposal
from appliance.review.reports import as_json, workbook
from appliance.review.reports.building import build, models_of
from appliance.review.rows import counts_of
from tests.unit.review.reports import made

SCHEMA = Path(__file__).parents[4] / "docs" / "formats" / "review-report.schema.json"


def test_a_report_is_signed_only_by_two_in_its_own_round() -> None:
    assert made.report().signed
    for state in ("open", "submitted", "proposing"):
        assert not made.report(state=state).signed
    review = made.review()
    about = made.about(review)
    about.signatures = about.signatures[:2]  # a state that no checker's signature stands behind
    assert not build(review, about).signed


def test_the_verdict_that_holds_is_the_persons() -> None:
    report = made.report()
    assert [one.verdict for one in report.items] == ["met", "not met", "not found", "contradicted"]
    last = report.items[3]
    assert last.proposal is not None
    assert last.proposal.verdict == "met"
    assert [one.kind for one in last.before] == ["rejected"]
    undecided = msgspec.structs.replace(made.review(1).items[0], decision=None, proposal=None)
    review = msgspec.structs.replace(made.review(1, state="open"), items=(undecided,))
    assert build(review, made.about(review)).items[0].verdict == "needs a person"


def test_exceptions_have_owner_age_and_what_is_overdue() -> None:
    report = made.report(8)
    assert [one.severity for one in report.exceptions] == ["high"] * 2 + ["medium"] * 2 + [
        "low"
    ] * 2
    high, medium = report.exceptions[0], report.exceptions[2]
    assert (high.owner, high.due, high.age_days, high.overdue) == ("branch", "2026-09-10", 19, True)
    assert (medium.waived, medium.overdue) == (True, False)
    assert report.counts.exceptions == len(report.exceptions)


def test_a_draft_counts_what_is_proposed_as_the_list_of_reviews_does() -> None:
    whole = made.review(4, state="open")
    open_items = tuple(
        msgspec.structs.replace(one, state="open", decision=None) for one in whole.items
    )
    proposed = msgspec.structs.replace(
        open_items[0], proposal=Proposal("contradicted", 0.5, "code")
    )
    review = msgspec.structs.replace(whole, items=(proposed, whole.items[1], *open_items[2:]))
    report = build(review, made.about(review))
    assert counts_of(review).exceptions == report.counts.exceptions == len(report.exceptions) > 1
    lines = {one.number: one for one in report.exceptions}
    assert (lines[1].verdict, lines[1].decided, lines[1].owner, lines[1].due) == (
        "contradicted", False, "", "",
    )  # fmt: skip
    assert lines[2].decided
    assert lines[2].reason
    read = openpyxl.load_workbook(io.BytesIO(workbook.xlsx_bytes(report)))
    cells = {str(row[0].value): row[-1].value for row in read["Exceptions"].iter_rows(min_row=2)}
    assert cells["1"] == "not decided yet"
    assert cells["2"] == lines[2].reason


def test_exceptions_far_from_the_rule_stand_apart() -> None:
    first = made.report().items[0]
    assert [one.quote for one in first.evidence] == ["The borrower shall insure the premises."]
    assert [one.quote for one in first.exceptions] == ["except the eastern yard"]
    assert first.exceptions[0].page == 9


def test_places_of_the_decision_come_first_and_once() -> None:
    last = made.report().items[3]
    assert [one.side for one in last.evidence] == ["against", "for"]


def test_signatures_of_all_rounds_and_what_made_it() -> None:
    report = made.report()
    assert [(one.round, one.part, one.present) for one in report.signatures] == [
        (1, "maker", False),
        (2, "maker", True),
        (2, "checker", True),
    ]
    assert [one.what for one in report.versions] == [
        "program", "rules", "language model", "embedding model", "prompt", "engine",
    ]  # fmt: skip
    assert models_of(made.review()) == ("a" * 64, "b" * 64)


def test_the_published_shape_is_the_one_that_is_written() -> None:
    published = json.loads(SCHEMA.read_text("utf-8"))
    assert published == json.loads(json.dumps(as_json.schema()))
    for state in ("signed", "open"):
        data = as_json.json_bytes(made.report(state=state))
        jsonschema.validate(json.loads(data), published)
        assert as_json.read(data) == made.report(state=state)


def test_the_same_report_is_the_same_workbook_and_no_cell_is_a_formula() -> None:
    data = workbook.xlsx_bytes(made.report())
    assert data == workbook.xlsx_bytes(made.report())
    book = openpyxl.load_workbook(io.BytesIO(data))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert all(cell.hyperlink is None for cell in cells)
    chinese = openpyxl.load_workbook(io.BytesIO(workbook.xlsx_bytes(made.report(language="zh"))))
    assert "例外事项" in chinese.sheetnames


def test_a_text_longer_than_a_cell_is_cut_there_only() -> None:
    review = made.review(1)
    decision = review.items[0].decision
    assert isinstance(decision, Decision)
    long = msgspec.structs.replace(decision, reason="x" * 40_000)
    items = (msgspec.structs.replace(review.items[0], decision=long),)
    review = msgspec.structs.replace(review, items=items)
    report = build(review, made.about(review))
    book = openpyxl.load_workbook(io.BytesIO(workbook.xlsx_bytes(report)))
    assert max(len(str(cell.value)) for row in book["Items"].iter_rows() for cell in row) == 32_000
    assert report.items[0].decision is not None
    assert len(report.items[0].decision.reason) == 40_000
