"""The window's words for reviews: none missing of the closed lists, none that nobody writes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import pytest

import appliance
from appliance.app import reviews
from appliance.errors import CaseEmpty
from appliance.review.checklists.records import Item, ItemKind, Severity
from appliance.review.papers.wordings import ALL
from appliance.review.records import (
    By,
    DecisionKind,
    ItemState,
    PaperState,
    ReviewState,
    Side,
    Verdict,
)
from appliance.review.reports.wording_zh import CHINESE
from gui import review_sentences
from gui import review_words as words
from gui.language import Languages
from gui.words import core

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication

ROOT = Path(appliance.__file__).parent
DAY = "It is dated 11 February 2026, 284 days before the day of the review (22 November 2026)"


@pytest.fixture
def chinese(qapp: QApplication) -> Iterator[None]:
    languages = Languages(qapp)
    languages.choose("zh_CN")
    yield
    languages.close()


def item(kind: ItemKind) -> Item:
    return Item("cash", kind, "Cash", "Is much paid in cash?", "high")


def test_every_closed_list_has_words() -> None:
    assert set(words.VERDICTS) == set(words.VERDICT_TONES) == set(get_args(Verdict))
    assert set(words.INDICATOR_VERDICTS) == set(words.INDICATOR_TONES) == set(words.VERDICTS)
    assert set(words.VERDICT_ICONS) == set(words.VERDICTS)
    assert tuple(words.SEVERITIES) == get_args(Severity)
    assert set(words.REVIEW_STATES) == set(get_args(ReviewState))
    assert set(words.ITEM_STATES) == set(get_args(ItemState))
    assert set(words.PAPER_STATES) == set(get_args(PaperState))
    assert set(words.SIDES) == set(get_args(Side))
    assert set(words.FOUND_BY) == set(get_args(By))
    assert set(words.ITEM_KINDS) == set(get_args(ItemKind))


def test_all_that_a_history_tells_has_words() -> None:
    deciding = get_args(DecisionKind)
    told = {reviews.BEGUN, reviews.GONE_ON, reviews.PROPOSED, reviews.RUN_AGAIN, *deciding}
    told |= {f"{kind}, waived" for kind in deciding if kind != "rejected"}
    told |= {"submitted", "signed", "sent back", "reopened"}
    assert told == set(words.HAPPENED)


def test_what_is_met_is_bad_where_it_is_a_sign_of_risk(qapp: QApplication) -> None:
    assert words.verdict(item("indicator"), "met") == "present"
    assert words.verdict_tone(item("indicator"), "met") == "danger"
    assert words.verdict_tone(item("indicator"), "not found") == "good"
    assert words.verdict(item("statement"), "met") == "met"
    assert words.verdict_tone(item("statement"), "met") == "good"


def test_every_sentence_on_checklists_is_one_that_the_core_writes() -> None:
    sources = ROOT.glob("review/checklists/*.py")
    written = "".join(path.read_text("utf-8") for path in sources)
    # Parts of one text on several lines are joined as Python joins them.
    written = re.sub(r'"\s*\n\s*f?"', "", written)
    unknown = []
    for template in map(str, review_sentences.TEMPLATES):
        # The longest part without facts, in which a word may be one of two.
        fixed = max(re.split(r"\{\w+\}", template), key=len).strip(" .,:;()“”")
        parts = (fixed, *(fixed.rsplit(" ", drop)[0] for drop in (1, 2, 3, 4)))
        if not any(part in written or part.lower() in written for part in parts):
            unknown.append(template)
    assert unknown == []


@pytest.mark.usefixtures("chinese")
def test_days_types_of_papers_and_parts_of_sentences_are_translated() -> None:
    said = words.why(f"bill.pdf: {DAY}; at most 92 days are allowed.")
    assert said.startswith("bill.pdf：")
    assert not re.search(r"[A-Za-z]{4}", said.removeprefix("bill.pdf"))
    assert "2026年2月11日" in said
    missing = core("No paper of this type (Insurance policy or Valuation) is in the file.")
    assert not re.search(r"[A-Za-z]", missing)


@pytest.mark.usefixtures("chinese")
def test_sentences_in_a_row_are_told_apart() -> None:
    said = words.why("deed.pdf: It has no place that is signed. Page 4 of 4 is missing.")
    assert not re.search(r"[A-Za-z]{4}", said.removeprefix("deed.pdf"))


@pytest.mark.usefixtures("chinese")
def test_types_of_papers_are_called_by_their_titles() -> None:
    for one in ALL:
        assert review_sentences.paper_type(one.name) == one.title_zh
    assert review_sentences.paper_type("of-a-newer-list") == "of-a-newer-list"


def test_english_stays_as_the_core_wrote_it(qapp: QApplication) -> None:
    for text in (f"bill.pdf: {DAY}.", "a.txt: £600,000", "Something else.", ""):
        assert words.why(text) == text
    assert words.trouble("A603 It has no document.") == "It has no document. (A603)"
    assert words.trouble("odd") == "odd"


@pytest.mark.usefixtures("chinese")
def test_why_a_case_failed_is_said_in_the_language_of_the_window() -> None:
    error = CaseEmpty(name="Mill")
    told = words.trouble(f"{error.code} {error.message}")
    assert "Mill" in told
    assert told.endswith("(A603)")
    assert "document" not in told


@pytest.mark.usefixtures("chinese")
def test_a_report_calls_verdicts_and_severities_as_the_window_does() -> None:
    for known in (words.VERDICTS, words.SEVERITIES):
        for name in known:
            assert words.word(known, name) == CHINESE[name]
