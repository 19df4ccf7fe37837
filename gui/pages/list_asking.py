"""Asks a list of questions for the questions pane and shows how it goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from appliance.app.covering import Cover
from gui import texts
from gui.announcing import announce
from gui.pages.list_card import ListCard
from gui.pages.question_list import ask_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from appliance.assistant.records import Answer
    from appliance.errors import ApplianceError
    from appliance.jobs import Job, Progress
    from gui.jobs import Task
    from gui.pages.ask import AskPane
    from gui.session import Session


class ListAsking(QObject):
    """One list at a time; single questions are asked beside it and overtake it.

    Signals:
        wrote, answered: from the thread that asks; the place of a question, and its answer.
        changed: a list began or ended.
    """

    wrote = Signal(int)
    answered = Signal(int, object)
    changed = Signal()

    def __init__(self, pane: AskPane, session: Session, case: str) -> None:
        super().__init__(pane)
        self._pane = pane
        self._session = session
        self._case = case
        self._task: Task | None = None
        self._rest: list[str] = []
        self._cards: dict[int, QWidget] = {}
        self.card: ListCard | None = None
        self.wrote.connect(self._wrote)
        self.answered.connect(self._answered)

    @property
    def busy(self) -> bool:
        """True while a list is under way."""
        return self._task is not None

    def choose(self) -> None:
        """Let the person type or load a list, beginning with what was left of the one before."""
        document = self._pane.document
        typed = ask_list(self._pane, document, self._rest)
        if typed and not self.busy:
            self.start(typed, document)

    def start(self, questions: Sequence[str], document: str | None) -> None:
        """Ask them."""
        office, case, asked = self._session.office, self._case, tuple(questions)
        self._pane.banner.clear()
        self._rest, self._cards = [], {}
        card = self.card = ListCard(asked, document)
        card.stop_wanted.connect(self.cancel)
        card.chosen.connect(self._show_answer)
        self._pane.add_card(card)
        seen: set[int] = set()

        def on_text(place: int, _piece: str) -> None:
            if place not in seen:  # the window is told once that a draft has begun
                seen.add(place)
                self.wrote.emit(place)

        def work(job: Job) -> object:
            cover = Cover(office.privacy, case)

            def on_done(place: int, answer: Answer) -> None:
                self.answered.emit(place, cover.answer(answer))

            return office.answers.ask_many(
                case, asked, document, on_text=on_text, on_done=on_done, job=job
            )

        self._task = self._session.lanes.run(
            self,
            work,
            lane="models",
            on_progress=self._progressed,
            on_error=self._refused,
            on_done=lambda _: self._pane.keep_readings(),
            on_end=self._ended,
        )
        self.changed.emit()

    def cancel(self) -> None:
        """Stop the list; what is answered stays, the rest is offered again by `choose`."""
        if self._task is not None and self.card is not None:
            self._task.cancel()
            self.card.stop.setEnabled(False)

    def _wrote(self, place: int) -> None:
        if self.card is not None:
            self.card.mark(place, "writing")

    def _answered(self, place: int, answer: Answer) -> None:
        if self.card is not None:
            self.card.mark(place, answer.status)
            self._cards[place] = self._pane.add_answer(answer, above=self.card)

    def _progressed(self, progress: Progress) -> None:
        if self.card is not None:
            self.card.stage.setText(texts.stage(progress.stage))

    def _refused(self, error: ApplianceError) -> None:
        self._pane.banner.show_error(error)

    def _ended(self) -> None:
        self._task = None
        if self.card is not None:
            self._rest = self.card.open_questions
            self.card.end()
            announce(self._pane, self.card.told.text())
        self.changed.emit()

    def _show_answer(self, place: int) -> None:
        card = self._cards.get(place)
        if card is not None:
            self._pane.reveal(card)
