from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QTimer

from gui.pages.workspace import WorkspacePage
from gui.widgets.chip import chips_in
from gui.widgets.fold import Fold

if TYPE_CHECKING:
    from gui.pages.ask import AskPane
    from tests.e2e.gui.conftest import Driver

# Offscreen there is no window manager to tell the sizes of dialogs to.
pytestmark = [pytest.mark.model, pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)]

AMOUNT = "What is the amount of the term loan facility?"


def ask(driver: Driver, pane: AskPane, question: str) -> None:
    driver.bot.keyClicks(pane.question, question)
    driver.bot.keyClick(pane.question, Qt.Key.Key_Return)


def test_an_answer_is_streamed_checked_cited_and_its_source_opened(sample_case: Driver) -> None:
    driver = sample_case
    page = driver.page(WorkspacePage)
    drafts: list[str] = []
    beats: list[int] = []
    beat = QTimer()
    beat.timeout.connect(lambda: beats.append(1))
    beat.start(10)
    ask(driver, page.ask, AMOUNT)
    assert page.ask.stop.isVisible()
    while page.ask.draft is not None:
        drafts.append(page.ask.draft.draft.text())
        driver.bot.wait(10)
    driver.settle()
    assert len(set(drafts)) > 3, "the draft was seen growing"
    assert len(beats) > 10, "the window went on working meanwhile"
    (card,) = page.ask.cards()
    supported = [sentence for sentence in card.answer.sentences if sentence.supported]
    assert supported
    shown = driver.texts()
    for sentence in card.answer.sentences:
        mark = "Supported" if sentence.supported else "Not supported"
        assert f"{mark}: {sentence.text}" in shown
    chip = chips_in(card)[0]
    chip.setFocus()
    driver.bot.keyClick(chip, Qt.Key.Key_Space)
    driver.until(lambda: page.viewer.loaded is not None)
    place = page.viewer.place
    assert place is not None
    assert (place.document, place.page) == (chip.source.document, chip.source.page)
    loaded = page.viewer.loaded
    assert loaded is not None
    assert loaded.view.page.text[place.start : place.end]
    assert loaded.picture is None or page.viewer.canvas.boxes


def test_nothing_relevant_is_an_answer_too_and_says_how_much_was_searched(
    sample_case: Driver,
) -> None:
    driver = sample_case
    page = driver.page(WorkspacePage)
    ask(driver, page.ask, "What is the passport number of Margaret Harding?")
    driver.settle()
    (card,) = page.ask.cards()
    assert card.answer.status == "not_found"
    pages = sum(document.page_count for document in driver.office.cases.show("Sample").documents)
    assert f"Searched: {pages} pages." in driver.texts()


def test_stopping_gives_the_question_back(sample_case: Driver) -> None:
    driver = sample_case
    pane = driver.page(WorkspacePage).ask
    ask(driver, pane, AMOUNT)
    driver.until(lambda: pane.draft is not None)
    driver.bot.keyClick(pane.question, Qt.Key.Key_Escape)
    driver.settle()
    assert pane.draft is None
    assert pane.cards() == []
    assert pane.question.toPlainText() == AMOUNT
    assert pane.ask.isEnabled()


def test_a_question_to_one_document_stays_in_it(sample_case: Driver) -> None:
    driver = sample_case
    pane = driver.page(WorkspacePage).ask
    pane.scope.setCurrentIndex(pane.scope.findData("loan_agreement.pdf"))
    ask(driver, pane, AMOUNT)
    driver.settle()
    (card,) = pane.cards()
    assert card.answer.document == "loan_agreement.pdf"
    assert {passage.document for passage in card.answer.passages} == {"loan_agreement.pdf"}


def test_the_conversation_is_kept_and_can_be_made_again(sample_case: Driver) -> None:
    driver = sample_case
    ask(driver, driver.page(WorkspacePage).ask, AMOUNT)
    driver.settle()
    driver.window.lock()
    driver.settle()
    driver.unlock()
    driver.station.open_case("Sample")
    driver.settle()
    page = driver.page(WorkspacePage)
    (card,) = page.ask.cards()
    assert card.answer.question == AMOUNT
    fold = card.findChild(Fold)
    assert fold is not None
    fold.button.setChecked(True)
    made = card.answer.provenance
    assert made.language_digest[:12] in driver.texts()
    card.replay.click()
    driver.settle()
    assert "word for word" in driver.texts()


def test_a_model_that_stops_is_named_and_the_question_kept(sample_case: Driver) -> None:
    import os
    import signal

    from appliance.children import running

    driver = sample_case
    pane = driver.page(WorkspacePage).ask
    ask(driver, pane, AMOUNT)
    driver.until(lambda: pane.draft is not None and pane.draft.draft.text())
    (child,) = [child for child in running() if child.spec.kind == "language"]
    os.kill(child.pid, signal.SIGKILL)
    driver.settle()
    assert pane.banner.told.code == "E401"
    assert pane.banner.told.next_step
    assert pane.question.toPlainText() == AMOUNT
    driver.bot.keyClick(pane.question, Qt.Key.Key_Return)
    driver.settle()
    assert len(pane.cards()) == 1, "it was restarted"
