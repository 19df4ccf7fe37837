from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale

from appliance.jobs import Progress
from gui import texts
from gui.offsets import shown, to_document
from gui.strength import strength


@pytest.fixture(autouse=True)
def english(qapp: object) -> None:
    QLocale.setDefault(QLocale("en_GB"))


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "0 B"), (999, "999 B"), (92_100, "92.1 kB"), (91_700_000, "91.7 MB"), (2.5e9, "2.5 GB")],
)
def test_sizes(count: float, words: str) -> None:
    assert texts.size(int(count)) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.4, "0.4 s"), (12.4, "12 s"), (180, "3 min"), (7800, "2 h 10 min")],
)
def test_durations(seconds: float, words: str) -> None:
    assert texts.duration(seconds) == words


def test_an_estimate_is_not_shown_before_it_means_something() -> None:
    early = Progress("reading", 1, 100, "pages", "", elapsed_s=0.2, remaining_s=19.8)
    later = Progress("reading", 50, 100, "pages", "", elapsed_s=10, remaining_s=10.2)
    assert texts.remaining(early) == ""
    assert texts.remaining(later) == "about 10 s left"


def test_moments_are_local_and_bad_ones_are_shown_as_they_are() -> None:
    assert texts.moment("not a time") == "not a time"
    assert "2026" in texts.moment("2026-07-04T10:20:30.123+00:00") or "26" in texts.moment(
        "2026-07-04T10:20:30.123+00:00"
    )


def test_unknown_words_of_the_core_are_shown_as_they_are() -> None:
    assert texts.stage("something new") == "something new"
    assert texts.state("odd") == "odd"


@pytest.mark.parametrize(
    ("text", "offset_cp", "position"),
    [
        ("plain", 3, 3),
        ("a😀b", 2, 3),
        ("a\r\nb", 3, 2),
        ("a\rb", 2, 2),
        ("abc", 99, 3),
        ("𠮷野", 1, 2),
    ],
)
def test_code_points_to_positions(text: str, offset_cp: int, position: int) -> None:
    assert to_document(text, offset_cp) == position


def test_shown_text_has_one_character_per_line_end() -> None:
    assert shown("a\r\nb\rc\nd") == "a\nb\nc\nd"


@pytest.mark.parametrize(
    ("passphrase", "judgement"),
    [
        ("", "short"),
        ("short", "short"),
        ("password123456", "weak"),
        ("aaaaaaaaaaaaaaaaaaaa", "weak"),
        ("abcdefghijklmnop", "weak"),
        ("Summer2024!!", "weak"),
        ("X9#kqv!2Lp0z", "fair"),
        ("harbour maple seven trombone", "strong"),
    ],
)
def test_passphrases(passphrase: str, judgement: str) -> None:
    assert strength(passphrase) == judgement
