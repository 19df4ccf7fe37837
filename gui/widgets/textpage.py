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
    from collections.abc import Sequence

    from PySide6.QtGui import QTextBlockFormat

    from gui.widgets.marks import Mark, MarkKind

_LINE_HEIGHT_PERCENT = 130


class TextPage(QTextEdit):
    """Read-only, selectable with the keyboard; passages may be marked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setAcceptRichText(False)
        self.setProperty("look", "paper")
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(XL)
        self._current: QTextCursor | None = None

    def show_text(self, text: str, *, table: bool, marks: Sequence[Mark] = ()) -> None:
        """Show a page with its marks, which name code points of `text`.

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
        self._mark(text, marks)

    def marked_text(self) -> str:
        """The current passage, for tests and screen readers."""
        if self._current is None:
            return ""
        return str(self._current.selectedText()).replace("\u2029", "\n")

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

    def _mark(self, text: str, marks: Sequence[Mark]) -> None:
        selections = []
        self._current = None
        for mark in sorted(marks, key=lambda mark: mark.kind == "current"):
            if mark.end <= mark.start or mark.kind == "hidden":
                continue  # what is hidden is a token in this text
            cursor = QTextCursor(self.document())
            cursor.setPosition(to_document(text, mark.start))
            cursor.setPosition(to_document(text, mark.end), QTextCursor.MoveMode.KeepAnchor)
            selection = QTextEdit.ExtraSelection()
            selection.cursor = cursor
            selection.format = _look(mark.kind)
            selections.append(selection)
            if mark.kind == "current" and self._current is None:
                self._current = cursor
        self.setExtraSelections(selections)
        if self._current is not None:
            start = QTextCursor(self.document())
            start.setPosition(self._current.selectionStart())
            self.setTextCursor(start)
            self.ensureCursorVisible()


def _look(kind: MarkKind) -> QTextCharFormat:
    """As on the picture of a page: never by colour alone."""
    look = QTextCharFormat()
    if kind in ("current", "other"):
        ground = QColor(tones().highlight)
        look.setBackground(ground if kind == "current" else ground.lighter(150))
        look.setForeground(QColor("#17212b"))
        look.setFontUnderline(kind == "other")
        return look
    notice = kind == "notice"
    look.setUnderlineStyle(
        QTextCharFormat.UnderlineStyle.DashUnderline
        if notice
        else QTextCharFormat.UnderlineStyle.DotLine
    )
    look.setUnderlineColor(QColor(tones().danger if notice else tones().warning))
    return look


def _set_stops(look: QTextBlockFormat, stops: Stops) -> None:
    look.setTabPositions(list(stops.tabs))
    # A long cell goes on under itself, not under the first column.
    look.setLeftMargin(stops.hanging_px)
    look.setTextIndent(-stops.hanging_px)
