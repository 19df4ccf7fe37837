"""A page as text, for formats without a picture and for screen readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QFontMetricsF, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QApplication, QTextEdit, QWidget

from gui.offsets import shown, to_document
from gui.spacing import XL
from gui.theme import tones
from gui.widgets.tabstops import Stops, stops_of_runs

if TYPE_CHECKING:
    from PySide6.QtGui import QTextBlockFormat

_LINE_HEIGHT_PERCENT = 130


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

        Lines with tabs are rows of a table: their cells stand under each other. With `table` the
        whole page is one, and its lines are never wrapped.
        """
        font = QApplication.font()
        font.setPointSizeF(10)
        self.setFont(font)
        mode = QTextEdit.LineWrapMode
        self.setLineWrapMode(mode.NoWrap if table else mode.WidgetWidth)
        plain = shown(text)
        self.setPlainText(plain)
        self._lay_out(plain)
        self._mark(text, marked)

    def marked_text(self) -> str:
        """The marked passage, for tests and screen readers."""
        selections = self.extraSelections()
        if not selections:
            return ""
        return str(selections[0].cursor.selectedText()).replace("\u2029", "\n")

    def _lay_out(self, text: str) -> None:
        """Line height everywhere, tab stops for the rows of each table."""
        metrics = QFontMetricsF(self.font())
        runs = stops_of_runs(text.split("\n"), metrics.horizontalAdvance)
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        cursor.select(QTextCursor.SelectionType.Document)
        look = cursor.blockFormat()
        look.setLineHeight(_LINE_HEIGHT_PERCENT, 1)  # 1: proportional
        cursor.mergeBlockFormat(look)
        for first, last, stops in runs:
            start = self.document().findBlockByNumber(first).position()
            end = self.document().findBlockByNumber(last).position()
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            look = cursor.blockFormat()
            _set_stops(look, stops)
            cursor.mergeBlockFormat(look)
        cursor.endEditBlock()

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


def _set_stops(look: QTextBlockFormat, stops: Stops) -> None:
    look.setTabPositions(list(stops.tabs))
    # A long cell goes on under itself, not under the first column.
    look.setLeftMargin(stops.hanging_px)
    look.setTextIndent(-stops.hanging_px)
