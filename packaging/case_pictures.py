"""Pictures of a case and of the risk desk: questions, their answers and sources, scores."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from PySide6.QtWidgets import QWidget
    from screenshots import Photographer

LETTERS = "correspondence_2026-06_to_2026-09.txt"
QUESTIONS = (
    "What fixed price have Veldkamp quoted for the five-axis line?",
    "What is the recipe for pancakes?",
    "What is the sum insured?",
    "When were the accounts approved by the board?",
    "Who is the largest customer?",
)


def take(photographer: Photographer) -> None:
    """From the open case to the kept scores."""
    for step in (_case, _several, _risk):
        step(photographer)


def _case(photographer: Photographer) -> None:
    from appliance.app import demo
    from gui.pages.viewer import Place
    from gui.pages.workspace import WorkspacePage
    from gui.widgets.chip import chips_in
    from gui.widgets.fold import Fold

    photographer.station.open_case(demo.CASE)
    page = photographer.page(WorkspacePage)
    photographer.wait(lambda: len(page.ask.cards()) >= 6 and page.viewer.loaded is not None)
    answered = [card for card in page.ask.cards() if chips_in(card)]
    first = answered[0]
    _scroll_to(photographer, first)
    chips_in(first)[0].click()
    photographer.wait(lambda: page.viewer.loaded is not None)
    photographer.shoot("case")
    fold = first.findChild(Fold)
    fold.button.setChecked(True)
    photographer.wait(lambda: True, 0.2)
    _scroll_to(photographer, first)
    photographer.shoot("case-details")
    fold.button.setChecked(False)
    missing = next(card for card in page.ask.cards() if card.answer.status == "not_found")
    _scroll_to(photographer, missing)
    sheet = next(name for name in _names(page) if name.endswith(".csv"))
    page.documents.select(sheet)
    page.viewer.show_place(Place(sheet, 1, 0, 60))
    photographer.wait(lambda: page.viewer.loaded is not None)
    photographer.shoot("case-not-found")
    page.ask.question.setPlainText("How is the interest on the loan calculated?")
    page.ask.submit()
    photographer.wait(lambda: page.ask.draft is None or len(page.ask.draft.draft.text()) > 60)
    photographer.shoot("case-asking")
    photographer.wait(lambda: page.ask.draft is None)


def _several(photographer: Photographer) -> None:
    """A list of questions: typed, under way, finished."""
    from gui.pages.question_list import QuestionListDialog
    from gui.pages.workspace import WorkspacePage

    page = photographer.page(WorkspacePage)
    pane = page.ask
    pane.scope.setCurrentIndex(pane.scope.findData(LETTERS))
    dialog = QuestionListDialog(photographer.window, pane.document, QUESTIONS)
    photographer.shoot_dialog("several", dialog)
    pane.lists.start(QUESTIONS, pane.document)
    card = pane.lists.card
    assert card is not None
    photographer.wait(lambda: _begun(card.state(place) for place in range(len(QUESTIONS))))
    photographer.shoot("several-asking", pause_s=0.05)
    photographer.wait(lambda: not pane.lists.busy, 1)
    photographer.shoot("several-asked")


def _begun(states: Iterable[str]) -> bool:
    """Some questions are answered, or none is left to be written."""
    found = list(states)
    return "answered" in found or "waiting" not in found


def _risk(photographer: Photographer) -> None:
    from picture_vault import faulty_applicants, third_applicant

    from appliance.app import demo
    from gui.pages.risk import RiskPage

    photographer.station.show_risk()
    page = photographer.page(RiskPage)
    photographer.wait(lambda: page.one is not None)
    one, batch, kept = page.one, page.batch, page.kept
    assert one is not None
    assert batch is not None
    assert kept is not None
    one.form.fill(third_applicant())
    one.case.setCurrentIndex(one.case.findData(demo.CASE))
    one.submit()
    photographer.wait(lambda: one.result is not None)
    photographer.shoot("risk")
    assert one.result is not None
    one.result.toggle.click()
    photographer.shoot("risk-table")
    page.tabs.setCurrentWidget(batch)
    with tempfile.TemporaryDirectory() as folder:
        faulty = Path(folder) / "applicants.csv"
        faulty.write_text(faulty_applicants())
        batch.source.setText(str(faulty))
        batch.output.setText(str(Path(folder) / "applicants-scores.csv"))
        batch.submit()
        photographer.wait(lambda: bool(batch.summary.text()))
        batch.source.setText("/home/clerk/applicants.csv")
        batch.output.setText("/home/clerk/applicants-scores.csv")
    photographer.shoot("risk-file")
    batch.tabs.setCurrentIndex(1)
    photographer.shoot("risk-file-errors")
    page.tabs.setCurrentWidget(kept)
    kept.case.setCurrentIndex(kept.case.findData(demo.CASE))
    photographer.wait(lambda: bool(kept.table.rows.rows))
    photographer.shoot("risk-kept")


def _names(page: QWidget) -> Iterator[str]:
    for entry in page.documents.model.entries:  # type: ignore[attr-defined]
        yield entry.name


def _scroll_to(photographer: Photographer, card: QWidget) -> None:
    from PySide6.QtWidgets import QScrollArea

    area = card.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    photographer.wait(lambda: True, 0.2)
    assert isinstance(area, QScrollArea)
    area.verticalScrollBar().setValue(max(0, card.y() - 12))
    photographer.wait(lambda: True, 0.1)
