"""A rule's verdict has the confidence that was measured, and is certain only from nine in ten."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from appliance.jobs import Job
from appliance.review.checklists.records import DateRule
from appliance.review.checks.deciding import RULES_VERSION, check, ruled
from appliance.review.checks.measured import KINDS, LEAST, key
from tests.unit.review.checks.made import TODAY, item

if TYPE_CHECKING:
    from tests.unit.review.paper_file import PaperFile

RESULT = Path(__file__).parents[4] / "benchmarks" / "results" / "rule_verdicts.json"


def test_the_figures_are_those_of_the_benchmark() -> None:
    found = json.loads(RESULT.read_text("utf-8"))
    assert found["rules_version"] == RULES_VERSION
    rows = {name: (row["share"], row["at_least"]) for name, row in found["kinds"].items()}
    assert rows == KINDS


def test_what_is_right_less_than_nine_times_of_ten_is_not_certain(paper_file: PaperFile) -> None:
    paper_file.add("a.txt", "It is governed by the laws of England.\nValid until: 30 June 2026\n")
    papers = paper_file.papers()
    wording = item("presence", patterns=("governed",))
    dated = item("date", date=DateRule(("valid until",), expires=True))
    kinds = []
    for one in (wording, dated):
        raw = ruled(one, papers, today=TODAY, job=Job())
        made = check(one, papers, today=TODAY, job=Job())
        assert raw is not None
        assert made is not None
        assert raw.certain
        kinds.append(key(one, raw))
        assert made.confidence == KINDS[kinds[-1]].at_least
        assert made.certain == (KINDS[kinds[-1]].share >= LEAST)
        assert made.verdict == raw.verdict
    assert kinds == ["presence, met", "date, not met"]
    assert KINDS["presence, met"].share < LEAST <= KINDS["date, not met"].share


def test_what_nobody_measured_is_not_certain(paper_file: PaperFile) -> None:
    paper_file.add("a.txt", "There is no governing law.")
    one = item("presence", patterns=("governed",), against=("no governing law",))
    raw = ruled(one, paper_file.papers(), today=TODAY, job=Job())
    made = check(one, paper_file.papers(), today=TODAY, job=Job())
    assert raw is not None
    assert made is not None
    assert (raw.certain, made.certain) == (True, False)
    assert key(one, raw) not in KINDS
