"""The threat model's numbers are in order, and every test that it names is there."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "threat-model.md").read_text("utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[^`]+\.py::[^`]+)`", TEXT)))
_PROMISE = re.compile(r"^\*\*([GN])(\d+)\. (.*?)(?=^\*\*[GN]\d+\. |^##)", re.MULTILINE | re.DOTALL)
PARTS = [(one[1], int(one[2]), one[3]) for one in _PROMISE.finditer(TEXT + "\n##")]


@cache
def source(place: str) -> str:
    return (ROOT / place).read_text("utf-8")


@pytest.mark.parametrize("letter", ["G", "N"])
def test_numbers_are_consecutive(letter: str) -> None:
    numbers = [number for kind, number, _ in PARTS if kind == letter]
    assert len(numbers) > 10
    assert numbers == list(range(1, len(numbers) + 1))


def test_every_guarantee_names_a_test() -> None:
    bare = [f"G{number}" for kind, number, text in PARTS if kind == "G" and "`tests/" not in text]
    assert not bare


def test_what_is_referred_to_is_there() -> None:
    known = {f"{kind}{number}" for kind, number, _ in PARTS}
    known |= {f"A{number}" for number in map(int, re.findall(r"^\| A(\d+) \|", TEXT, re.MULTILINE))}
    assert {found[0] for found in re.finditer(r"\b[GNA]\d+\b", TEXT)} <= known


@pytest.mark.parametrize("named", NAMED)
def test_a_test_that_is_named_exists(named: str) -> None:
    place, *parents, test = named.split("::")
    assert (ROOT / place).is_file(), place
    indent = "    " * len(parents)
    assert re.search(rf"^{indent}def {re.escape(test)}\(", source(place), re.MULTILINE)
    for parent in parents:
        assert f"class {parent}" in source(place)


def test_other_files_that_are_named_exist() -> None:
    for place in re.findall(r"`((?:docs|tests)/[\w./-]+)`", TEXT):
        assert (ROOT / place).exists(), place
