"""A list of questions in the real window: typed, shown as it goes, overtaken, stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from gui.pages.question_list import QuestionListDialog
from gui.pages.workspace import WorkspacePage

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from gui.pages.ask import AskPane
    from tests.e2e.gui.conftest import Driver

pytestmark = [pytest.mark.model, pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)]

LETTERS = "correspondence_2026-06_to_2026-09.txt"
QUESTIONS = [
    "What fixed price have Veldkamp quoted for the five-axis line?",
    "What is the recipe for pancakes?",
    "What is the sum insured?",
    "When were the accounts approved by the board?",
]
SINGLE = "Who is the largest customer?"


def pane_of(driver: Driver) -> AskPane:
    pane = driver.page(WorkspacePage).ask
    pane.scope.setCurrentIndex(pane.scope.findData(LETTERS))
    return pane


def type_list(driver: Driver, pane: AskPane, text: str) -> None:
    """Open the dialog with its button, type, and press “Ask all”."""

    def fill(dialog: QWidget) -> None:
        assert isinstance(dialog, QuestionListDialog)
        dialog.list.setPlainText(text)
        dialog.ask.click()

    driver.answer_dialog(fill)
    pane.several.setFocus()
    driver.bot.keyClick(pane.several, Qt.Key.Key_Space)


def test_a_list_is_asked_and_each_question_shows_how_far_it_is(sample_case: Driver) -> None:
    driver = sample_case
    pane = pane_of(driver)
    states: set[str] = set()
    type_list(driver, pane, "\n".join(QUESTIONS))
    card = pane.lists.card
    assert card is not None
    assert card.stop.isVisible()
    assert not pane.several.isEnabled(), "one list at a time"
    while pane.lists.busy:
        states |= {card.state(place) for place in range(len(QUESTIONS))}
        driver.bot.wait(10)
    driver.settle()
    assert states >= {"waiting", "writing"}
    ends = [card.state(place) for place in range(len(QUESTIONS))]
    assert ends == ["answered", "not_found", "answered", "answered"]
    assert sorted(one.answer.question for one in pane.cards()) == sorted(QUESTIONS)
    assert "4 of 4 finished, 3 answered" in driver.texts()
    said = card.rows.item(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == f"Not found: {QUESTIONS[1]}"
    assert not card.stop.isVisible()
    assert pane.several.isEnabled()
    card.rows.setFocus()
    card.rows.setCurrentRow(2)
    driver.bot.keyClick(card.rows, Qt.Key.Key_Return)
    shown = next(one for one in pane.cards() if one.answer.question == QUESTIONS[2])
    assert not shown.visibleRegion().isEmpty(), "Return on a question shows its answer"
    kept = list(driver.window.session.folder.glob("cases/*/.readings/*"))  # type: ignore[union-attr]  # unlocked
    assert len(kept) == 1


def test_a_single_question_overtakes_the_list(sample_case: Driver) -> None:
    driver = sample_case
    pane = pane_of(driver)
    pane.lists.start(QUESTIONS * 6, LETTERS)
    card = pane.lists.card
    assert card is not None
    driver.until(lambda: any(card.state(place) == "writing" for place in range(len(QUESTIONS) * 6)))
    pane.scope.setCurrentIndex(0)
    driver.bot.keyClicks(pane.question, SINGLE)
    driver.bot.keyClick(pane.question, Qt.Key.Key_Return)
    assert pane.draft is not None
    driver.until(lambda: any(one.answer.question == SINGLE for one in pane.cards()))
    assert pane.lists.busy, "the list was still under way"
    pane.lists.cancel()
    driver.settle()


def test_stopped_the_answers_stay_and_the_rest_is_offered_again(sample_case: Driver) -> None:
    driver = sample_case
    pane = pane_of(driver)
    pane.lists.start(QUESTIONS * 6, LETTERS)
    driver.until(pane.cards)
    card = pane.lists.card
    assert card is not None
    card.stop.setFocus()
    driver.bot.keyClick(card.stop, Qt.Key.Key_Space)
    driver.settle()
    assert not pane.lists.busy
    finished = len(pane.cards())
    assert 0 < finished < len(QUESTIONS) * 6
    assert len(card.open_questions) == len(QUESTIONS) * 6 - finished
    assert len(driver.office.answers.conversation("Sample")) == finished
    offered: list[list[str]] = []

    def look(dialog: QWidget) -> None:
        assert isinstance(dialog, QuestionListDialog)
        offered.append(dialog.questions)
        dialog.reject()

    driver.answer_dialog(look)
    pane.several.click()
    assert offered == [card.open_questions]


def test_what_cannot_be_asked_is_said_in_the_dialog(sample_case: Driver, tmp_path: Path) -> None:
    driver = sample_case
    pane = pane_of(driver)
    good, bad = tmp_path / "good.txt", tmp_path / "bad.txt"
    good.write_text("Who?\n\nWhen?\n", "utf-8")
    bad.write_bytes(b"Who?\n\xff\n")

    def look(dialog: QWidget) -> None:
        assert isinstance(dialog, QuestionListDialog)
        assert not dialog.ask.isEnabled(), "nothing to ask yet"
        assert LETTERS in driver.texts()
        dialog.take(bad)
        assert dialog.banner.told.code == "A604"
        dialog.take(good)
        assert dialog.questions == ["Who?", "When?"]
        assert dialog.told.text() == "2 questions"
        assert dialog.ask.isEnabled()
        dialog.list.setPlainText("Who?\n" * 501)
        assert "at most 500" in dialog.told.text()
        assert not dialog.ask.isEnabled()
        dialog.list.setPlainText("Who?\n" + "x" * 2001)
        assert "Question 2" in dialog.told.text()
        assert not dialog.ask.isEnabled()
        dialog.reject()

    driver.answer_dialog(look)
    pane.several.click()
    assert pane.lists.card is None
