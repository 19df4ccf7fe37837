"""Questions and messages that must be answered before anything else."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from gui.spacing import CARD_WIDTH, ICON_LARGE, XL, L, M, S
from gui.theme import fixed_font
from gui.widgets import buttons, labels
from gui.widgets.fold import Fold


class Question(QDialog):
    """One question with its consequence in words; the safe answer has the focus."""

    def __init__(
        self, parent: QWidget, headline: str, consequence: str, yes: str, *, danger: bool = False
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(headline)
        self.setAccessibleDescription(consequence)
        self.setMinimumWidth(CARD_WIDTH)
        self.yes = buttons.push(yes, self.accept, look="danger" if danger else "primary")
        self.no = buttons.push(self.tr("&Keep it") if danger else self.tr("&Cancel"), self.reject)
        self.no.setDefault(True)
        words = QVBoxLayout()
        words.setSpacing(S)
        name = labels.heading(headline)
        name.setWordWrap(True)
        words.addWidget(name)
        words.addWidget(labels.body(consequence))
        row = QHBoxLayout()
        row.setSpacing(L)
        picture = labels.icon(
            "warning" if danger else "info", "warning" if danger else "accent", 32
        )
        row.addWidget(picture, alignment=Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.answers = answers = QHBoxLayout()
        answers.setSpacing(S)
        answers.addStretch(1)
        answers.addWidget(self.no)
        answers.addWidget(self.yes)
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, XL, XL, L)
        column.setSpacing(XL)
        column.addLayout(row)
        column.addLayout(answers)
        self.no.setFocus()


def confirmed(
    parent: QWidget, headline: str, consequence: str, yes: str, *, danger: bool = False
) -> bool:
    """Ask and wait for the answer."""
    return run_dialog(Question(parent, headline, consequence, yes, danger=danger))


def run_dialog(dialog: QDialog) -> bool:
    """Show a dialog until it is answered, then delete it with all it showed; True if accepted."""
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    if isValid(dialog):
        dialog.deleteLater()
    return accepted


class BugDialog(QDialog):
    """A fault of ours: plain words, and a report without any text of the customer."""

    def __init__(self, parent: QWidget | None, report: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("A fault in the program"))
        self.setMinimumWidth(CARD_WIDTH + 60)
        self._report = report
        shown = QPlainTextEdit(report)
        shown.setReadOnly(True)
        shown.setFont(fixed_font(8.5))
        shown.setAccessibleName(self.tr("Technical report"))
        shown.setMinimumHeight(160)
        words = QVBoxLayout()
        words.setSpacing(S)
        words.addWidget(labels.heading(self.tr("Something unexpected happened")))
        words.addWidget(
            labels.body(
                self.tr(
                    "The step was not finished because of a fault in the program. What was saved"
                    " before is intact, and you can go on working. Please pass the report to your"
                    " administrator: it holds places in the program, none of your data."
                )
            )
        )
        words.addWidget(Fold(self.tr("Technical report"), shown))
        row = QHBoxLayout()
        row.setSpacing(L)
        row.addWidget(
            labels.icon("warning", "danger", ICON_LARGE - S), alignment=Qt.AlignmentFlag.AlignTop
        )
        row.addLayout(words, 1)
        answers = QHBoxLayout()
        answers.setSpacing(S)
        answers.addStretch(1)
        answers.addWidget(buttons.push(self.tr("Co&py the report"), self._copy, icon="copy"))
        close = buttons.push(self.tr("&Go on"), self.accept, look="primary")
        close.setDefault(True)
        answers.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, XL, XL, L)
        column.setSpacing(M)
        column.addLayout(row)
        column.addLayout(answers)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._report)


def asking() -> bool:
    """True while a dialog waits for an answer."""
    return QApplication.activeModalWidget() is not None


def close_dialogs(window: QWidget) -> None:
    """Close every window of the program but this one."""
    for dialog in QApplication.topLevelWidgets():
        if dialog is not window and dialog.isWindow() and dialog.isVisible():
            dialog.close()
