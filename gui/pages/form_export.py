"""Where and as what a filled form is exported."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from gui.dialogs import Question, run_dialog
from gui.widgets import buttons

if TYPE_CHECKING:
    from collections.abc import Callable

    from gui.pages.form_pane import FormPane
    from gui.session import Session

FORMATS = {".xlsx": "xlsx", ".csv": "csv", ".json": "json"}
_KINDS = {
    ".xlsx": QT_TRANSLATE_NOOP("side", "Table for spreadsheets (*.xlsx)"),
    ".csv": QT_TRANSLATE_NOOP("side", "Table as text (*.csv)"),
    ".json": QT_TRANSLATE_NOOP("side", "With evidence, for programs (*.json)"),
}


def choose_target(parent: QWidget, title: str, name: str) -> Path | None:
    """The file chosen, with an ending that says its format; None if the person thought better."""
    kinds = {QCoreApplication.translate("side", str(text)): end for end, text in _KINDS.items()}
    chosen, kind = QFileDialog.getSaveFileName(parent, title, f"{name}.xlsx", ";;".join(kinds))
    if not chosen:
        return None
    path = Path(chosen)
    if path.suffix.lower() in FORMATS:
        return path
    return path.with_name(path.name + kinds.get(kind, ".xlsx"))


class HidingQuestion(Question):
    """Whether a case that hides identifiers in files is exported with tokens or as it is.

    `as_is` is True once the person chose that; only who may see what is masked can.
    """

    def __init__(self, parent: QWidget, *, may_reveal: bool) -> None:
        text = self.tr(
            "This case hides identifiers in files. In the export, tokens such as [IBAN-1] stand in"
            " their place."
        )
        if may_reveal:
            text += " " + self.tr(
                "You may also export the values as they are; that is recorded in the audit chain."
            )
        headline = self.tr("Export with tokens?")
        super().__init__(parent, headline, text, self.tr("Export with &tokens"))
        self.as_is = False
        self.reveal = buttons.push(self.tr("Export &values as they are"), self._as_is)
        self.reveal.setVisible(may_reveal)
        self.answers.insertWidget(0, self.reveal)

    def _as_is(self) -> None:
        self.as_is = True
        self.accept()


def ask_hiding(pane: FormPane, session: Session, case: str, write: Callable[[bool], None]) -> None:
    """Call `write`, with True for values as they are, once it is plain whether they are hidden.

    It is not called if the person thought better of it.
    """

    def chosen(hides: bool) -> None:
        if not hides:
            write(False)
            return
        question = HidingQuestion(pane, may_reveal=session.may("UNMASK"))
        question.accepted.connect(lambda: write(question.as_is))
        run_dialog(question)

    session.lanes.run(
        pane,
        lambda job: session.office.forms.hides_in_files(case),
        on_done=chosen,
        on_error=pane.banner.show_error,
    )
