"""A page as text, for formats without a picture and for screen readers."""

from __future__ import annotations

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QApplication, QTextEdit, QWidget

from gui.offsets import shown, to_document
from gui.spacing import XL
from gui.theme import fixed_font, tones


class TextPage(QTextEdit):
    """Read-only, selectable with the keyboard; one passage may be marked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setAcceptRichText(False)
        self.setProperty("look", "paper")
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(XL)

    def show_text(self, text: str, *, table: bool, marked: tuple[int, int] | None) -> None:
        """Show a page; `marked` is a half-open range of code points.

        Tables keep their lines and use letters of equal width.
        """
        plain = QApplication.font()
        plain.setPointSizeF(10.5)
        self.setFont(fixed_font(9.5) if table else plain)
        mode = QTextEdit.LineWrapMode
        self.setLineWrapMode(mode.NoWrap if table else mode.WidgetWidth)
        self.setPlainText(shown(text))
        self._mark(text, marked)

    def marked_text(self) -> str:
        """The marked passage, for tests and screen readers."""
        selections = self.extraSelections()
        if not selections:
            return ""
        cursor: QTextCursor = selections[0].cursor
        return cursor.selectedText().replace("\u2029", "\n")

    def _mark(self, text: str, marked: tuple[int, int] | None) -> None:
        if marked is None:
            self.setExtraSelections([])
            return
        cursor = QTextCursor(self.document())
        cursor.setPosition(to_document(text, marked[0]))
        cursor.setPosition(to_document(text, marked[1]), QTextCursor.MoveMode.KeepAnchor)
        look = QTextCharFormat()
        look.setBackground(QColor(tones().highlight))
        look.setForeground(QColor("#17212b"))
        selection = QTextEdit.ExtraSelection()
        selection.cursor = cursor
        selection.format = look
        self.setExtraSelections([selection])
        start = QTextCursor(self.document())
        start.setPosition(cursor.selectionStart())
        self.setTextCursor(start)
        self.ensureCursorVisible()
