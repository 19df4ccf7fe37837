"""Pages that repeat one thing thousands of times cost no more than their length."""

from __future__ import annotations

import pytest

from appliance.assistant.forms.pairs import is_of_contents, pairs
from appliance.assistant.units import units
from appliance.assistant.values import values
from appliance.documents.layout.figures import figure
from appliance.documents.layout.scales import unit_said
from appliance.privacy.finding import find
from appliance.retrieval.facts import of_document

# A quadratic search of one of these takes minutes.
LETTERS = 100_000
RUNS = [
    " ",
    "A.",
    "，",
    "(0)",
    "\t",
    "_",
    ". ",
    "1-",
    "a-",
    "01/",
    "1 ",
    "+49 ",
    "...",
    "Mr. A ",
    "(",
    "1, ",
]


@pytest.mark.parametrize("run", RUNS)
def test_long_runs(run: str) -> None:
    text = (run * LETTERS)[:LETTERS]
    pairs(text)
    list(units(text))
    find(text)
    of_document("a.pdf", [text])
    unit_said(text)
    assert figure(text) is None
    list(values(text[:20_000]))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Income taxes ........ 14", True),
        ("Income taxes . . . . 14 ", True),
        ("Income taxes ____ 1234", True),
        ("Income taxes ... 14", False),
        ("Income taxes .... 12345", False),
        ("Income taxes ....", False),
        ("14", False),
    ],
)
def test_lines_of_contents(line: str, expected: bool) -> None:
    assert is_of_contents(line) is expected


@pytest.mark.parametrize(
    "text",
    [
        "Acme Corporation\n(Exact name of registrant as specified in its charter)",
        "3D SYSTEMS Acme Corporation (Exact Name of Registrant",
    ],
)
def test_the_registrant_stands_before_its_mark(text: str) -> None:
    assert any("Acme Corporation" in name for name in of_document("x.pdf", [text]).names)
