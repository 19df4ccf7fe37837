"""A list of questions is typed, pasted or loaded: one per line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout

from appliance.app.question_lists import read_questions
from appliance.assistant.records import MOST_QUESTION_CP, MOST_QUESTIONS
from appliance.errors import ApplianceError
from gui import texts
from gui.dialogs import run_dialog
from gui.spacing import CARD_WIDTH, XL, L, M, S
from gui.widgets import buttons, labels
from gui.widgets.banner import ErrorBanner
from gui.widgets.field import Field

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

_LIST_HEIGHT = 240


class QuestionListDialog(QDialog):
    """`questions` are the lines that are not empty; they can be asked while none is too long."""

    def __init__(self, parent: QWidget, document: str | None, first: Sequence[str] = ()) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Ask several questions"))
        self.setMinimumWidth(CARD_WIDTH + 120)
        self.banner = ErrorBanner()
        self.list = QPlainTextEdit("\n".join(first))
        self.list.setPlaceholderText(
            self.tr("What is the loan amount?\nWho is the guarantor?\nWhen does the loan end?")
        )
        self.list.setMinimumHeight(_LIST_HEIGHT)
        self.list.setTabChangesFocus(True)
        self.told = labels.note()
        self.load = buttons.push(self.tr("&Load from a file…"), self._choose, icon="upload")
        self.ask = buttons.push(self.tr("As&k all"), self.accept, look="primary", icon="ask")
        self._build(document)
        self.list.textChanged.connect(self._judge)
        self._judge()
        self.list.setFocus()

    @property
    def questions(self) -> list[str]:
        """What is asked, in order."""
        lines = (line.strip() for line in self.list.toPlainText().splitlines())
        return [line for line in lines if line]

    def _build(self, document: str | None) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, XL, XL, L)
        column.setSpacing(M)
        column.addWidget(labels.heading(self.tr("Ask several questions")))
        if document is None:
            place = self.tr("They are asked of all documents of this case.")
        else:
            place = self.tr("They are asked of “{name}”.").format(name=document)
        column.addWidget(labels.body(place))
        column.addWidget(self.banner)
        column.addWidget(Field(self.tr("&Questions, one per line"), self.list))
        column.addWidget(self.told)
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(self.load)
        row.addStretch(1)
        row.addWidget(buttons.push(self.tr("&Cancel"), self.reject))
        row.addWidget(self.ask)
        column.addLayout(row)

    def _choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self,
            self.tr("List of questions"),
            "",
            self.tr("Text files (*.txt);;All files (*)"),
        )
        if name:
            self.take(Path(name))

    def take(self, path: Path) -> None:
        """Put the questions of a text file in place of what is there."""
        self.banner.clear()
        try:
            found = read_questions(path)
        except ApplianceError as error:
            self.banner.show_error(error)
            return
        self.list.setPlainText("\n".join(found))

    def _judge(self) -> None:
        asked = self.questions
        long = [place for place, text in enumerate(asked, 1) if len(text) > MOST_QUESTION_CP]
        trouble = ""
        if len(asked) > MOST_QUESTIONS:
            trouble = self.tr("{count} questions; at most {most} are answered together.").format(
                count=texts.number(len(asked)), most=texts.number(MOST_QUESTIONS)
            )
        elif long:
            trouble = self.tr("Question {place} has more than {most} characters.").format(
                place=texts.number(long[0]), most=texts.number(MOST_QUESTION_CP)
            )
        self.told.setText(trouble or self.tr("%n question(s)", "", len(asked)))
        labels.set_tone(self.told, "danger" if trouble else "muted")
        self.ask.setEnabled(bool(asked) and not trouble)
        self.ask.setAccessibleDescription(trouble)


def ask_list(parent: QWidget, document: str | None, first: Sequence[str] = ()) -> list[str]:
    """The questions that were typed; empty if the person thought better of it."""
    dialog = QuestionListDialog(parent, document, first)
    typed: list[str] = []
    dialog.accepted.connect(lambda: typed.extend(dialog.questions))
    return typed if run_dialog(dialog) else []
