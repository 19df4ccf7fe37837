"""The documents of a case as a list: name, state, and the reason when one could not be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gui import icons, texts
from gui.errors import Told, retell
from gui.spacing import XS, M, S
from gui.theme import tones
from gui.widgets import labels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.documents.records import Document, IngestOutcome
    from gui.theme import Tone

Index = QModelIndex | QPersistentModelIndex
ENTRY_ROLE = Qt.ItemDataRole.UserRole
_ICON = 20
_ROW_HEIGHT = 54


@dataclass(frozen=True)
class Entry:
    """One line: a document of the case, or a file of the last run that did not become one."""

    name: str
    state: str
    pages: int
    document: Document | None
    told: Told | None

    def line(self) -> str:
        """The second line: pages and state, or why it failed."""
        if self.told is not None:
            return self.told.message
        if self.state == "ready":
            return texts.pages(self.pages)
        words = texts.state(self.state)
        if self.pages and self.state in ("reading", "indexing"):
            return f"{words}, {texts.pages(self.pages)}"
        return words

    def picture(self) -> tuple[str, Tone]:
        """Icon and tone of the state."""
        if self.state == "failed":
            return "failed", "danger"
        if self.state in ("duplicate", "cancelled"):
            return "info", "warning"
        if self.state != "ready":
            return "waiting", "muted"
        sheet = self.name.lower().endswith((".csv", ".xlsx"))
        return ("sheet" if sheet else "document"), "accent"


def of_document(document: Document) -> Entry:
    """A document the case holds."""
    told = None
    if document.state == "failed":
        told = retell(document.error_code, document.error_message)
    return Entry(document.name, document.state, document.page_count, document, told)


def of_outcome(outcome: IngestOutcome) -> Entry:
    """A file that was not taken in: refused, already there, or stopped."""
    told = None
    if outcome.status == "failed":
        told = retell(outcome.error_code, outcome.error_message)
    return Entry(outcome.name, outcome.status, outcome.pages, None, told)


class DocumentsModel(QAbstractListModel):
    """Rows are replaced as a whole."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: tuple[Entry, ...] = ()

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Replace the rows; rows that stay in place keep the selection."""
        fresh = tuple(entries)
        if [entry.name for entry in fresh] == [entry.name for entry in self.entries]:
            self.entries = fresh
            if fresh:
                self.dataChanged.emit(self.index(0), self.index(len(fresh) - 1))
            return
        self.beginResetModel()
        self.entries = fresh
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """How many lines; a line has no children."""
        return 0 if parent is not None and parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The name; the whole line for screen readers; the entry."""
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{entry.name}\n{entry.line()}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return labels.tip(f"{entry.name}\n{entry.line()}")
        if role == ENTRY_ROLE:
            return entry
        return None


class DocumentDelegate(QStyledItemDelegate):
    """Draws icon, name and state; long texts are shortened, the tool tip has them whole."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """All rows are equally high."""
        return QSize(120, _ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        entry: Entry = index.data(ENTRY_ROLE)
        colours = tones()
        rect: QRect = option.rect
        state = option.state
        font: QFont = option.font
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = rect.adjusted(S, 2, -S, -2)
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.selection))
            painter.drawRoundedRect(box, 6, 6)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.raised))
            painter.drawRoundedRect(box, 6, 6)
        name, tone = entry.picture()
        picture = icons.pixmap(name, getattr(colours, tone), _ICON)
        middle = box.center().y()
        painter.drawPixmap(box.left() + S, middle - _ICON // 2, picture)
        left = box.left() + S + _ICON + M - 2
        words = QRect(left, box.top() + XS + 1, box.right() - S - left, box.height() // 2 - XS)
        painter.setFont(font)
        painter.setPen(QColor(colours.text))
        _draw(painter, words, entry.name, Qt.TextElideMode.ElideMiddle)
        small = QFont(font)
        small.setPointSizeF(font.pointSizeF() * 0.9)
        painter.setFont(small)
        painter.setPen(QColor(getattr(colours, tone if tone == "danger" else "muted")))
        words.translate(0, box.height() // 2 - 3)
        _draw(painter, words, entry.line(), Qt.TextElideMode.ElideRight)
        painter.restore()


def _draw(painter: QPainter, rect: QRect, text: str, elide: Qt.TextElideMode) -> None:
    shown = QFontMetrics(painter.font()).elidedText(text, elide, rect.width())
    painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
