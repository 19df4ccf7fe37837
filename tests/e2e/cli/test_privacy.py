"""Names in running text, found and hidden through the real command."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.conftest import Command

LETTER = """Guarantor: Torbjörn Lindqvist

Yesterday Sarah Whitmore came to the branch and asked what Lindqvist owes.
T. Lindqvist and LINDQVIST, Torbjörn are one person; Lindqvist Holdings Ltd is none.
"""


@pytest.fixture
def case(fresh: Command, tmp_path: Path) -> Command:
    fresh("init", "--json")
    fresh("case", "new", "Weaver")
    (tmp_path / "letter.txt").write_text(LETTER, "utf-8")
    fresh("add", "Weaver", tmp_path / "letter.txt")
    return fresh


@pytest.mark.model
def test_names_in_running_text_are_found_hidden_and_shown_again(
    case: Command, tmp_path: Path
) -> None:
    found = case("privacy", "scan", "Weaver", "--json").json
    names = [(one["text"], one["value"], one["evidence"]) for one in found["findings"]]
    assert names == [
        ("Torbjörn Lindqvist", "torbjörn lindqvist", "label"),
        ("Sarah Whitmore", "sarah whitmore", "context"),
        ("Lindqvist", "torbjörn lindqvist", "again"),
        ("T. Lindqvist", "torbjörn lindqvist", "again"),
        ("LINDQVIST, Torbjörn", "torbjörn lindqvist", "again"),
    ]
    assert all(0 < one["confidence"] <= 1 for one in found["findings"])
    assert "(context, 94%)" in case("privacy", "scan", "Weaver").out
    case("privacy", "rule", "Weaver", "--hide", "exports", "--kind", "person")
    masked = tmp_path / "masked.txt"
    case("privacy", "export", "Weaver", "letter.txt", masked)
    text = masked.read_text("utf-8")
    assert text.count("[PERSON-1]") == 4
    assert text.count("[PERSON-2]") == 1
    assert "Lindqvist Holdings Ltd is none" in text
    assert "Whitmore" not in text
    shown = case("privacy", "reveal", "Weaver", "PERSON-2", "--json").json
    assert shown["shown"] == "Sarah Whitmore"
