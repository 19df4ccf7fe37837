"""Expressions that could run for ever are told before they run."""

from __future__ import annotations

import pytest

from appliance.review.checklists.patterns import (
    FLAGS,
    MOST_PATTERN_CP,
    MOST_STEPS,
    Unsafe,
    compiled,
    why_not,
)
from appliance.review.checklists.shelf import shipped


@pytest.mark.parametrize(
    "pattern",
    [
        r"(a+)+b",
        r"(a*)*b",
        r"(a|a)*b",
        r"(a|ab)+c",
        r"(?:ab|a.)+c",
        r"(\w+\s?)*x",
        r"^(\w+\s+){1,50}end",
        r"(?:(?:a{0,9}){0,9})x",
        r"((ab){2,3}){2}c",
        r"(?:x?y?){2,9}z",
        r"(?=(a+)+b)",
        r"(?>(a+)+)b",
    ],
)
def test_a_repetition_inside_another_is_refused(pattern: str) -> None:
    assert "repetition" in why_not(pattern)


@pytest.mark.parametrize(
    "pattern", [r".*rate", r"a+a+b", r"\w+word", r"\s+\s*x", r"[^.]+ of", r"(?:ab)+a"]
)
def test_an_end_that_nothing_decides_is_refused(pattern: str) -> None:
    assert "no end" in why_not(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        r"\w{0,90}\w{0,90}\w{0,90}x",
        r"[^.]{0,80}a[^.]{0,80}b[^.]{0,80}c",
        r"[^.;]{0,80}[^.;]*?\.",
        r"\w{0,30}b{0,30}[ab]b??[ab]+X",
        r"[^.;]{0,30}a{0,200}?a{1,80} c",
        r"a?" * 20 + "a" * 20,
    ],
)
def test_too_many_steps_are_refused(pattern: str) -> None:
    assert f"{MOST_STEPS:,} are allowed" in why_not(pattern)


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("(", "not a regular expression"),
        ("[[a]]", "that can be used"),
        ("a{99999999999}", "that can be used"),
        ("x{2000}", "1000 is allowed"),
        (r"(a)\1", "earlier group"),
        (r"(a)?(?(1)b|c)", "earlier group"),
        ("a?", "nothing at all"),
        ("", "nothing at all"),
        ("(?:" * 150 + "a" + ")" * 150, ""),
        ("a" * (MOST_PATTERN_CP + 1), "at most 600"),
    ],
)
def test_what_cannot_be_used(pattern: str, said: str) -> None:
    assert said in why_not(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        r"\bterm\s+loan\b",
        r"\d+(?:\.\d+)?\s*%",
        r"return(?:s|ed|ing)?\s+or\s+destroy",
        r"(?:return|destroy|deliver|erase)[^.;]{0,80}confidential[^.;]{0,60}copies",
        r"destroy[^.;]{0,80}copies[^.;]{0,80}notes",
        r"[^.;]{0,80}rate",
        r"(?:for\s+any\s+(?:other\s+)?purpose|except|other\s+than)[^.;]{0,80}\bclause\s+\d+",
        r"(?:\d{1,3}+,){0,4}\d+\s+GBP",
        r"\d{1,3}(?:,\d{3})+",
        r"(?<!\w)notwithstanding\b",
        r"(?i:except)(?!\s+as)",
        r"不得[^。；]{0,20}披露",
        r"a*b*c*d",
        r"(?>a+)b",
        r"(?:ab|cd)+e",
    ],
)
def test_ordinary_expressions_are_allowed(pattern: str) -> None:
    assert why_not(pattern) == ""
    assert compiled(pattern).flags & FLAGS == FLAGS


def test_an_unsafe_one_is_never_compiled() -> None:
    with pytest.raises(Unsafe, match="repetition"):
        compiled(r"(a+)+b")


def test_every_shipped_expression_finds_nothing_in_nothing() -> None:
    for checklist, _content in shipped():
        for item in checklist.items:
            for pattern in (*item.patterns, *item.against):
                assert compiled(pattern).search("") is None
                assert not compiled(pattern).search("\n \n")
