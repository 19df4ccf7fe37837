"""The questions pane of a case: conversation above, questions below, answers streamed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from appliance.app.covering import Cover
from gui import texts
from gui.announcing import announce
from gui.keys import KEYS, bind
from gui.pages.answer import AnswerCard, DraftCard
from gui.pages.list_asking import ListAsking
from gui.spacing import M, S
from gui.widgets import buttons, labels
from gui.widgets.banner import ErrorBanner
from gui.widgets.empty import EmptyState
from gui.widgets.frame import clear, scrolling
from gui.widgets.scope import DocumentScope

if TYPE_CHECKING:
    from collections.abc import Callable

    from appliance.app.records import Replay
    from appliance.assistant.records import Answer
    from appliance.documents.records import Document
    from appliance.errors import ApplianceError
    from appliance.jobs import Job, Progress
    from gui.jobs import Task
    from gui.session import Session

_QUESTION_LIMIT = 2000
_QUESTION_HEIGHT = 72
# More cards than this make scrolling slow; older ones stay in the vault.
_CARDS_SHOWN = 40


class AskPane(QFrame):
    """One question at a time, and beside it a list of them, which single ones overtake.

    The draft is shown as it is written, then replaced by the answer.

    Signals:
        source_wanted: a passage to open.
        places_wanted: all places of an answer and which to show, (tuple[Place, ...], int).
    """

    places_wanted = Signal(object, int)
    source_wanted = Signal(object)

    def __init__(self, session: Session, case: str) -> None:
        super().__init__()
        self._session = session
        self._case = case
        self._task: Task | None = None
        self._draft: DraftCard | None = None
        self._ready = False
        self.setProperty("look", "pane")
        self.setMinimumWidth(316)
        self.banner = ErrorBanner()
        self.question = QPlainTextEdit()
        self.question.setPlaceholderText(self.tr("Ask about the documents of this case"))
        self.question.setAccessibleName(self.tr("Question"))
        self.question.setTabChangesFocus(True)
        self.question.setFixedHeight(_QUESTION_HEIGHT)
        self.question.installEventFilter(self)
        self.scope = DocumentScope(self.tr("Which documents to search"))
        self.ask = buttons.push(self.tr("As&k"), self.submit, look="primary", icon="ask")
        self.stop = buttons.push(self.tr("S&top"), self.cancel, icon="stop")
        self.lists = ListAsking(self, session, case)
        self.several = buttons.push(
            self.tr("Se&veral…"),
            self.lists.choose,
            hint=self.tr("Ask a list of questions: a document is read once for all of them."),
        )
        self.lists.changed.connect(self._judge)
        self._cards = QVBoxLayout()
        self._area = QScrollArea()
        self._stack = QStackedWidget()
        self._build()
        self.question.textChanged.connect(self._judge)
        bind(KEYS["stop"], self, self.cancel, "inside")
        self.set_documents(())

    def _build(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(M, M, M, M)
        column.setSpacing(M)
        self._cards.setSpacing(M)
        column.addLayout(self._cards)
        column.addStretch(1)
        self._area = scrolling(inner)
        self._area.setAccessibleName(self.tr("Questions and answers"))
        self._empty = EmptyState(
            "ask",
            self.tr("No questions yet"),
            self.tr(
                "Ask in your own words. Each sentence of an answer shows the page it is taken"
                " from; press a source to see the passage."
            ),
        )
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._area)
        below = QVBoxLayout()
        below.setContentsMargins(M, 0, M, M)
        below.setSpacing(S)
        below.addWidget(self.banner)
        below.addWidget(self.question)
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(self.scope, 1)
        row.addWidget(self.several)
        row.addWidget(self.stop)
        row.addWidget(self.ask)
        below.addLayout(row)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(S)
        whole.addWidget(self._stack, 1)
        whole.addLayout(below)
        self.stop.hide()

    # What is known of the case -------------------------------------------------------------------

    def reload(self) -> None:
        """Show the conversation anew, because what may be shown of it has changed."""
        if self._task is None and not self.lists.busy:
            clear(self._cards)
            self._stack.setCurrentWidget(self._empty)
            self.load()

    def load(self) -> None:
        """Show the conversation as it was kept."""
        office, case = self._session.office, self._case

        def work(job: Job) -> tuple[int, tuple[Answer, ...]]:
            kept = office.answers.conversation(case)
            cover = Cover(office.privacy, case)
            shown = tuple(map(cover.answer, kept[-_CARDS_SHOWN:]))
            return len(kept) - len(shown), shown

        self._session.lanes.run(
            self,
            work,
            on_done=lambda found: self._show_conversation(*found),
            on_error=self.banner.show_error,
        )

    def set_documents(self, documents: tuple[Document, ...]) -> None:
        """Which documents can be searched; the choice stays if it still exists."""
        self._ready = self.scope.show_documents(documents)
        self._judge()

    def cards(self) -> list[AnswerCard]:
        """The finished answers on screen, oldest first."""
        found = []
        for index in range(self._cards.count()):
            item = self._cards.itemAt(index)
            widget = item.widget() if item is not None else None
            if isinstance(widget, AnswerCard):
                found.append(widget)
        return found

    @property
    def document(self) -> str | None:
        """The document that is asked; None for all."""
        return self.scope.document

    @property
    def draft(self) -> DraftCard | None:
        """The answer being written, if any."""
        return self._draft

    def _show_conversation(self, older: int, answers: tuple[Answer, ...]) -> None:
        if older > 0:
            self._cards.addWidget(
                labels.note(self.tr("%n older question(s) are kept but not shown here.", "", older))
            )
        for answer in answers:
            self.add_card(self._card(answer))

    # Asking --------------------------------------------------------------------------------------

    def submit(self) -> None:
        """Ask what is in the box."""
        question = self.question.toPlainText().strip()
        if not question or not self.ask.isEnabled():
            return
        document = self.document
        office, case = self._session.office, self._case

        def work(job: Job, on_text: Callable[[str], None]) -> Answer:
            cover = Cover(office.privacy, case)
            # A name may be cut between two pieces of a draft, so a covered one is not shown.
            shown = None if cover.hides else on_text
            made = office.answers.ask(case, question, document=document, on_text=shown, job=job)
            return cover.answer(made)

        self.banner.clear()
        self.question.clear()
        self._draft = DraftCard(question, document)
        self.add_card(self._draft)
        self._task = self._session.lanes.stream(
            self,
            work,
            on_text=self._wrote,
            on_progress=self._progressed,
            on_done=self._answered,
            on_error=lambda error: self._refused(question, error),
            on_cancel=lambda: self._give_back(question),
            on_end=self._ended,
        )
        self._judge()

    def cancel(self) -> None:
        """Stop writing; the question goes back into its box."""
        if self._task is not None:
            self._task.cancel()
            self.stop.setEnabled(False)

    def _wrote(self, text: str) -> None:
        if self._draft is not None:
            at_end = self._at_end()
            self._draft.write(text)
            if at_end:
                self._to_end()

    def _progressed(self, progress: Progress) -> None:
        if self._draft is not None:
            self._draft.stage.setText(texts.stage(progress.stage))

    def _answered(self, answer: Answer) -> None:
        self._drop_draft()
        self.add_card(self._card(answer))
        announce(self, answer.answer or self.tr("Not found"))
        self.keep_readings()

    def keep_readings(self) -> None:
        """Now that the answer is there, keep what was read; nobody waits for it or misses it."""
        office = self._session.office
        self._session.lanes.run(self, office.answers.keep_readings, lane="models")

    def _refused(self, question: str, error: ApplianceError) -> None:
        self.banner.show_error(error)
        self._give_back(question)

    def _give_back(self, question: str) -> None:
        self._drop_draft()
        if not self.question.toPlainText().strip():
            self.question.setPlainText(question)

    def _ended(self) -> None:
        self._task = None
        self._drop_draft()
        self._judge()

    # Cards ---------------------------------------------------------------------------------------

    def _card(self, answer: Answer) -> AnswerCard:
        card = AnswerCard(answer)
        card.source_wanted.connect(self.source_wanted)
        card.places_wanted.connect(self.places_wanted)
        card.replay_wanted.connect(lambda number: self._replay(card, number))
        return card

    def add_answer(self, answer: Answer, *, above: QWidget) -> AnswerCard:
        """Show an answer of a list that is under way, above the list's card."""
        follows = self._at_end() or not above.visibleRegion().isEmpty()
        card = self._card(answer)
        self._cards.insertWidget(self._cards.indexOf(above), card)
        if follows:
            self._to_end()
        return card

    def reveal(self, card: QWidget) -> None:
        """Scroll to a card."""
        self._area.verticalScrollBar().setValue(card.y())

    def add_card(self, card: QWidget) -> None:
        """Show a card below all others."""
        self._cards.addWidget(card)
        self._stack.setCurrentWidget(self._area)
        self._to_end()

    def _drop_draft(self) -> None:
        draft, self._draft = self._draft, None
        if draft is not None:
            self._cards.removeWidget(draft)
            draft.hide()
            draft.deleteLater()
        if self._cards.count() == 0:
            self._stack.setCurrentWidget(self._empty)

    def _replay(self, card: AnswerCard, number: int) -> None:
        office, case = self._session.office, self._case
        card.replay.setEnabled(False)
        card.banner.clear()

        def work(job: Job) -> Replay:
            return office.answers.replay(case, number, job)

        self._session.lanes.run(
            card,
            work,
            lane="models",
            on_done=card.show_replay,
            on_error=card.banner.show_error,
            on_end=lambda: card.replay.setEnabled(True),
        )

    def _at_end(self) -> bool:
        bar = self._area.verticalScrollBar()
        return bar.value() >= bar.maximum() - 4

    def _to_end(self) -> None:
        # Again, because wrapped labels find their height only when they are laid out.
        for delay_ms in (0, 50, 250):
            QTimer.singleShot(
                delay_ms,
                self,
                lambda: self._area.verticalScrollBar().setValue(
                    self._area.verticalScrollBar().maximum()
                ),
            )

    # Keys ----------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Return asks, Shift+Return begins a new line."""
        if watched is self.question and event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)  # noqa: S101 - the type says so
            pressed = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if pressed and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self.submit()
                return True
        return super().eventFilter(watched, event)

    def _judge(self) -> None:
        text = self.question.toPlainText()
        if len(text) > _QUESTION_LIMIT:
            self.question.setPlainText(text[:_QUESTION_LIMIT])
            return
        busy = self._task is not None
        self.ask.setVisible(not busy)
        self.stop.setVisible(busy)
        self.stop.setEnabled(busy)
        self.several.setEnabled(self._ready and not self.lists.busy)
        self.ask.setEnabled(self._ready and bool(text.strip()) and not busy)
        hint = "" if self._ready else self.tr("Add a document first; then questions can be asked.")
        labels.set_tip(self.ask, hint)
        self.ask.setAccessibleDescription(hint)
