"""The panes' words for the core's closed lists: none missing, none too many."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import get_args

import pytest

from appliance.assistant.forms.records import FieldKind, FieldState
from appliance.assistant.records import QuestionKind
from appliance.privacy.kinds import CONFIDENCE, KINDS
from appliance.privacy.records import Extent, Finding
from gui import side_words
from gui.answer_words import TEMPLATES
from gui.pages.answer import why_not_found


def test_every_closed_list_has_its_words() -> None:
    assert set(side_words.QUESTION_KINDS) == set(get_args(QuestionKind))
    assert set(side_words.FIELD_KINDS) == set(get_args(FieldKind))
    assert set(side_words.FIELD_STATES) == {*get_args(FieldState), "found"}
    assert set(side_words.STATE_TONES) == set(side_words.STATE_ICONS) == set(get_args(FieldState))
    assert tuple(side_words.EXTENTS) == get_args(Extent)
    assert set(side_words.EVIDENCE) == set(CONFIDENCE)
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


def test_a_find_says_why_it_is_one() -> None:
    def told(kind: str, **facts: object) -> str:
        found = {"valid": None, "evidence": "", "confidence": None, **facts}
        return side_words.why_found(Finding("a.pdf", 1, kind, 0, 5, "x", "x", **found))  # type: ignore[arg-type]  # by name

    assert told("email") == ""
    assert told("iban", valid=True) == "Its check digits hold."
    assert "do not hold" in told("iban", valid=False)
    sure = told("person", evidence="signature", confidence=0.99)
    assert sure == "Found by a signature. Findings like this one are nearly always right."
    assert "often wrong" in told("person", evidence="built", confidence=0.69)
    # Nobody measured it of Chinese names.
    assert told("person", evidence="listed") == "Found by a list of names."


def test_a_token_is_known_as_one() -> None:
    assert side_words.covered("pays [IBAN-12] monthly")
    assert side_words.covered("[BIRTH-DATE-1]")
    assert not side_words.covered("see [12] and [note]")


def test_what_is_said_of_answers_and_fields_is_what_the_core_writes() -> None:
    root = Path(__file__).parents[3] / "appliance" / "assistant"
    written = " ".join(path.read_text("utf-8") for path in root.rglob("*.py"))
    # A long sentence is broken over two lines of code.
    written = re.sub(r'"\s*f?"', "", written).casefold()
    for template in map(str, TEMPLATES):
        fixed = max(re.split(r"\{\w+\}", template), key=len).strip(" .")
        assert fixed.casefold() in written, template


def _reasons() -> list[str]:
    """Every reason for no calculation, as code writes it; what is filled in stands as “x”."""
    root = Path(__file__).parents[3] / "appliance" / "assistant" / "arithmetic"
    found: list[str] = []
    for path in root.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id="Refused" | "_none"), args=[text, *_]):
                    found += _literal(text)
                case ast.Assign(targets=[ast.Name(id="reason" | "_UNCLEAR")], value=text):
                    found += _literal(text)
                case ast.FunctionDef(name="why_not"):
                    returned = [one for one in ast.walk(node) if isinstance(one, ast.Return)]
                    found += [text for one in returned if one.value for text in _literal(one.value)]
                case _:
                    pass
    return found


def _literal(node: ast.expr) -> list[str]:
    match node:
        case ast.Constant(value=str(text)) if text:
            return [text]
        case ast.JoinedStr(values=parts):
            return ["".join(str(p.value) if isinstance(p, ast.Constant) else "x" for p in parts)]
        case _:
            return []


def test_every_reason_for_no_calculation_is_known_to_the_window() -> None:
    reasons = _reasons()
    assert len(reasons) >= 15
    patterns = [re.sub(r"\\\{\w+\\\}", ".+?", re.escape(str(template))) for template in TEMPLATES]
    for reason in reasons:
        # “No figure of 2019 was found beside …” is put together from parts.
        whole = reason.replace("No figure of x x x.", "No figure of x was found for: x.")
        assert any(re.fullmatch(one, whole) for one in patterns), reason


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
