"""The Help dialog that lists every key."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from gui.keys import KEYS
from gui.spacing import XL, L, M, S
from gui.theme import fixed_font
from gui.widgets import buttons, labels
from gui.widgets.frame import scrolling


class ShortcutsDialog(QDialog):
    """All keys, by place."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, M, 0)
        grid.setHorizontalSpacing(XL)
        grid.setVerticalSpacing(S)
        grid.setColumnStretch(1, 1)
        row = 0
        for place, lines in self._places():
            head = labels.heading(place)
            grid.addWidget(head, row, 0, 1, 2)
            row += 1
            for key, meaning in lines:
                shown = KEYS.get(key, key)
                text = QKeySequence(shown).toString(QKeySequence.SequenceFormat.NativeText)
                pressed = labels.pill(text or shown)
                pressed.setFont(fixed_font(9))
                grid.addWidget(pressed, row, 0, alignment=Qt.AlignmentFlag.AlignLeft)
                grid.addWidget(labels.body(meaning), row, 1)
                row += 1
            grid.setRowMinimumHeight(row, S)
            row += 1
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, XL, XL, L)
        column.setSpacing(L)
        area = scrolling(inner)
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        area.setAccessibleName(self.tr("Keyboard shortcuts"))
        column.addWidget(area, 1)
        close = buttons.push(self.tr("&Close"), self.accept, look="primary")
        close.setDefault(True)
        column.addWidget(close, alignment=Qt.AlignmentFlag.AlignRight)
        self.resize(560, 620)

    def _places(self) -> list[tuple[str, list[tuple[str, str]]]]:
        return [
            (
                self.tr("Everywhere"),
                [
                    ("help", self.tr("This list")),
                    ("lock", self.tr("Lock the vault")),
                    ("quit", self.tr("Lock the vault and quit")),
                    ("reveal", self.tr("In a passphrase: show or hide what is typed")),
                    ("cases", self.tr("Cases")),
                    ("risk", self.tr("Risk desk")),
                    ("models", self.tr("Models")),
                    ("audit", self.tr("Audit record")),
                    ("protection", self.tr("Protection: the offline proof")),
                    ("administration", self.tr("Users, keys and backups")),
                    ("settings", self.tr("Settings")),
                    ("reviews", self.tr("Reviews")),
                    ("Tab", self.tr("Next control (Shift+Tab: the one before)")),
                    ("Alt", self.tr("With an underlined letter: that button or field")),
                ],
            ),
            (
                self.tr("Cases"),
                [
                    ("new_case", self.tr("New case")),
                    ("Return", self.tr("Open the selected case")),
                    ("remove", self.tr("Remove the selected case or document")),
                    ("back", self.tr("Back to the list of cases")),
                    ("review", self.tr("Review the case against a checklist")),
                    ("add", self.tr("Add documents")),
                    ("add_folder", self.tr("Add a folder")),
                    ("panes", self.tr("Next pane: documents, page, what is beside it")),
                    ("side_ask", self.tr("Questions beside the page")),
                    ("side_search", self.tr("Search beside the page")),
                    ("side_form", self.tr("Form beside the page")),
                    ("side_overview", self.tr("Overview of the case")),
                    ("side_privacy", self.tr("Privacy: what is covered")),
                    ("side_second", self.tr("Another page side by side")),
                ],
            ),
            (
                self.tr("Page"),
                [
                    ("page_next", self.tr("Next page")),
                    ("page_previous", self.tr("Page before")),
                    ("page_first", self.tr("First page")),
                    ("page_last", self.tr("Last page")),
                    ("page_go", self.tr("Go to a page by its number")),
                    ("mark_next", self.tr("Next place of a search or an answer")),
                    ("mark_previous", self.tr("The place before")),
                    ("zoom_in", self.tr("Larger")),
                    ("zoom_out", self.tr("Smaller")),
                    ("zoom_fit", self.tr("Fit the width")),
                ],
            ),
            (
                self.tr("Questions"),
                [
                    ("question", self.tr("Go to the question")),
                    ("send", self.tr("Ask (Shift+Return: new line)")),
                    ("stop", self.tr("Stop writing the answer")),
                ],
            ),
            (
                self.tr("Review, in its three panes"),
                [
                    ("field_next", self.tr("Next open item; of the checker, one not opened yet")),
                    ("field_accept", self.tr("Accept the proposal (Return, too)")),
                    ("field_correct", self.tr("Correct the verdict")),
                    ("field_reject", self.tr("Reject the proposal")),
                    ("evidence", self.tr("Next evidence of the item")),
                    ("score", self.tr("Decide what is typed (Esc: do not)")),
                    ("panes", self.tr("Next pane: items, page, decision")),
                ],
            ),
            (
                self.tr("Form, in the list of its fields"),
                [
                    ("field_next", self.tr("Next open field")),
                    ("field_accept", self.tr("Accept the value (Return, too)")),
                    ("field_correct", self.tr("Correct the value")),
                    ("field_reject", self.tr("Reject the value")),
                ],
            ),
            (
                self.tr("Risk desk"),
                [("score", self.tr("Score what is in the form"))],
            ),
        ]
