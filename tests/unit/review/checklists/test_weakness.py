"""Checklists that any paper would meet: refused, or warned of; those that are shipped are not."""

from __future__ import annotations

import pytest

from appliance.review.checklists.checking import problems
from appliance.review.checklists.reading import look, read
from appliance.review.checklists.shelf import shipped
from appliance.review.checklists.weakness import FITS_ALL, fits_all, on_most_pages, weaknesses
from tests.unit.review.checklists.made import item, toml


@pytest.mark.parametrize(
    "pattern",
    [r"\w", ".", "the", r"\bthe\b", "[a-z]", "e|a", r"\s\w{4}\s", r"[\u4e00-\u9fff]", "，|。"],
)
def test_a_pattern_that_fits_any_text_is_refused(pattern: str) -> None:
    assert fits_all(pattern)
    _, wrong = look(toml(item(kind="presence", patterns=["loan", pattern])))
    assert [(one.where, one.why) for one in wrong] == [
        ("item 1 (proof-of-address), patterns, pattern 2", FITS_ALL)
    ]


@pytest.mark.parametrize(
    "pattern", ["loan", r"\d{4}", r"page\s+\d", "agreement", r"governed\s+by", "贷款", r"\bnot\b"]
)
def test_a_pattern_that_says_something_is_not(pattern: str) -> None:
    assert not fits_all(pattern)


def test_patterns_that_together_fit_nearly_anything_are_warned_of() -> None:
    alone = read(toml(item(kind="presence", patterns=["and"])), "x")
    assert [one.where for one in weaknesses(alone)] == [
        "item 1 (proof-of-address), patterns, pattern 1"
    ]
    many = [r"\bis\b", r"\bare\b", r"\bwas\b"]
    together = read(toml(item(kind="presence", patterns=many)), "x")
    (found,) = weaknesses(together)
    assert found.where == "item 1 (proof-of-address), patterns"
    assert "together they fit" in found.why


def test_rules_that_nearly_any_value_keeps_are_warned_of() -> None:
    made = read(
        toml(
            item(document={"date": {"labels": ["dated"], "at_most_days_before": 30_000}}),
            item(id="sum", kind="agreement", documents=[],
                 agreement={"labels": ["turnover"], "tolerance": 0.9}),
        ),
        "x",
    )  # fmt: skip
    assert [one.where for one in weaknesses(made)] == [
        "item 1 (proof-of-address), document, date, at_most_days_before",
        "item 2 (sum), agreement, tolerance",
    ]


def test_nothing_that_is_shipped_is_weak() -> None:
    for checklist, _ in shipped():
        assert problems(checklist) == ()
        assert weaknesses(checklist) == ()


def test_most_pages_are_told_only_where_there_are_some() -> None:
    assert on_most_pages(3, 3) == ""
    assert on_most_pages(5, 9) == ""
    assert on_most_pages(6, 9).startswith("Its patterns stand on 6 of 9 pages")


def test_types_of_papers_to_count_from_are_checked() -> None:
    rule = {"labels": ["dated"], "at_most_days_before": 9, "against_documents": ["loan-agreemnt"]}
    _, wrong = look(toml(item(kind="date", date=rule)))
    assert [one.where.rpartition(", ")[2] for one in wrong] == ["against_documents"] * 2
    assert "“loan-agreement” was meant?" in wrong[0].why
