"""A list of questions under way: each with its state, and a way to stop."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QVBoxLayout,
)

from gui import icons, texts, theme
from gui.spacing import ICON, M, S
from gui.widgets import buttons, labels

if TYPE_CHECKING:
    from collections.abc import Sequence

State = Literal["waiting", "writing", "answered", "not_found", "stopped"]

_LIST_HEIGHT = 180
_ICONS: dict[State, tuple[str, theme.Tone]] = {
    "waiting": ("waiting", "muted"),
    "writing": ("text", "accent"),
    "answered": ("supported", "good"),
    "not_found": ("not-found", "warning"),
    "stopped": ("stop", "muted"),
}
_DONE: frozenset[State] = frozenset(("answered", "not_found"))


class ListCard(QFrame):
    """Signals: `stop_wanted`; `chosen` the place of a question that was answered, from 0."""

    stop_wanted = Signal()
    chosen = Signal(int)

    def __init__(self, questions: Sequence[str], document: str | None) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._questions = list(questions)
        self._states: list[State] = ["waiting"] * len(questions)
        self.told = labels.note(tone="text")
        self.stage = labels.note(tone="accent")
        self.bar = QProgressBar()
        self.bar.setRange(0, len(questions))
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Questions answered"))
        self.stop = buttons.push(self.tr("Stop the list"), self.stop_wanted.emit, icon="stop")
        self.rows = QListWidget()
        self.rows.setAccessibleName(self.tr("Questions of the list"))
        self.rows.setFixedHeight(_LIST_HEIGHT)
        self.rows.setIconSize(QSize(ICON, ICON))
        self.rows.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.itemActivated.connect(self._activated)
        for question in questions:
            self.rows.addItem(QListWidgetItem(question))
        self._build(document)
        for place in range(len(questions)):
            self._show(place)
        self._count()

    def _build(self, document: str | None) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(M, M, M, M)
        column.setSpacing(S)
        head = labels.heading(self.tr("List of %n question(s)", "", len(self._questions)))
        column.addWidget(head)
        if document:
            column.addWidget(labels.note(document))
        column.addWidget(self.rows)
        column.addWidget(self.bar)
        row = QHBoxLayout()
        row.setSpacing(S)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.told)
        words.addWidget(self.stage)
        row.addLayout(words, 1)
        row.addWidget(self.stop, alignment=Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)

    @property
    def open_questions(self) -> list[str]:
        """Those without an answer, in order."""
        pairs = zip(self._questions, self._states, strict=True)
        return [question for question, state in pairs if state not in _DONE]

    def state(self, place: int) -> State:
        """The state of a question."""
        return self._states[place]

    def mark(self, place: int, state: State) -> None:
        """Show that a question is being written or is answered."""
        if self._states[place] == state or self._states[place] in _DONE:
            return
        self._states[place] = state
        self._show(place)
        self._count()

    def end(self) -> None:
        """Nothing more comes: what has no answer was stopped."""
        for place, state in enumerate(self._states):
            if state not in _DONE:
                self.mark(place, "stopped")
        self.stage.hide()
        self.stop.hide()
        self.bar.hide()

    def _activated(self, item: QListWidgetItem) -> None:
        place = self.rows.row(item)
        if self._states[place] in _DONE:
            self.chosen.emit(place)

    def _show(self, place: int) -> None:
        state = self._states[place]
        item = self.rows.item(place)
        picture, tone = _ICONS[state]
        item.setIcon(QIcon(icons.pixmap(picture, getattr(theme.tones(), tone), ICON)))
        said = f"{_word(state)}: {self._questions[place]}"
        item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
        item.setData(Qt.ItemDataRole.ToolTipRole, labels.tip(said))

    def _count(self) -> None:
        done = sum(state in _DONE for state in self._states)
        self.bar.setValue(done)
        found = self._states.count("answered")
        told = self.tr("{done} of {count} finished, {found} answered").format(
            done=texts.number(done),
            count=texts.number(len(self._states)),
            found=texts.number(found),
        )
        self.told.setText(told)


def _word(state: State) -> str:
    return {
        "waiting": QCoreApplication.translate("ListCard", "Waiting"),
        "writing": QCoreApplication.translate("ListCard", "Being written"),
        "answered": QCoreApplication.translate("ListCard", "Answered"),
        "not_found": QCoreApplication.translate("ListCard", "Not found"),
        "stopped": QCoreApplication.translate("ListCard", "Not answered"),
    }[state]
