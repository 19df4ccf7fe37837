"""The panes' words for the core's closed lists: none missing, none too many."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from appliance.assistant.forms.records import FieldKind, FieldState
from appliance.assistant.records import QuestionKind
from appliance.privacy.kinds import KINDS
from appliance.privacy.records import Extent
from gui import side_words
from gui.answer_words import TEMPLATES
from gui.pages.answer import why_not_found


def test_every_closed_list_has_its_words() -> None:
    assert set(side_words.QUESTION_KINDS) == set(get_args(QuestionKind))
    assert set(side_words.FIELD_KINDS) == set(get_args(FieldKind))
    assert set(side_words.FIELD_STATES) == {*get_args(FieldState), "found"}
    assert set(side_words.STATE_TONES) == set(side_words.STATE_ICONS) == set(get_args(FieldState))
    assert tuple(side_words.EXTENTS) == get_args(Extent)
    assert {name: str(word) for name, word in side_words.IDENTIFIERS.items()} == {
        kind.name: kind.title for kind in KINDS.values()
    }


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (None, "", ""),
        (True, "", "yes"),
        (("a", "b"), "", "a; b"),
        ("2026-03-31", "", "2026-03-31"),
        ("1250000.50", "EUR", "1,250,000.50 EUR"),
        ("0012", "", "0012"),
    ],
)
def test_values_as_a_person_reads_them(value: object, unit: str, shown: str) -> None:
    from PySide6.QtCore import QLocale

    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    try:
        assert side_words.value(value, unit) == shown
    finally:
        QLocale.setDefault(before)


def test_sureness_is_told_in_words_only() -> None:
    told = [side_words.confidence(share / 100) for share in range(101)]
    assert len(set(told)) == 4
    assert not any(letter.isdigit() for words in told for letter in words)


def test_a_token_is_known_as_one() -> None:
    assert side_words.covered("pays [IBAN-12] monthly")
    assert side_words.covered("[BIRTH-DATE-1]")
    assert not side_words.covered("see [12] and [note]")


def test_what_is_said_of_answers_and_fields_is_what_the_core_writes() -> None:
    root = Path(__file__).parents[3] / "appliance" / "assistant"
    written = " ".join(path.read_text("utf-8") for path in root.rglob("*.py"))
    # A long sentence is broken over two lines of code.
    written = re.sub(r'"\s*f?"', "", written)
    for template in map(str, TEMPLATES):
        fixed = max(re.split(r"\{\w+\}", template), key=len).strip()
        assert fixed in written, template


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", ""),
        ("Not found: 42 of 42 pages were searched.", ""),
        (
            "Not found: The figures for this are not certain enough. 9 of 9 pages were searched.",
            "The figures for this are not certain enough.",
        ),
        (
            "Not found: there is only one document to compare.",
            "Not found: there is only one document to compare.",
        ),
    ],
)
def test_why_nothing_was_found_is_told_once(text: str, reason: str) -> None:
    assert why_not_found(text) == reason
