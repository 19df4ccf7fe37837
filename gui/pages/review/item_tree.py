"""The list of a review's items: each with its title, and below it verdict and severity."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
)

from appliance.app.review_items import evidence_of, is_undecided, verdict_of
from gui import icons
from gui import review_words as words
from gui.spacing import XS, S
from gui.theme import tones
from gui.widgets import labels

if TYPE_CHECKING:
    from appliance.review.records import ReviewItem

_PLACE = Qt.ItemDataRole.UserRole
# The item itself, for the painting.
_ITEM = Qt.ItemDataRole.UserRole + 1
# Shape and colour of its state.
_MARK = Qt.ItemDataRole.UserRole + 2
_DONE = ("check", "good")
_ICON_PX = 14
_SMALLER = 0.92


class ItemTree(QTreeWidget):
    """Signals: `place_chosen` an item's place in the checklist, `entered` after Return."""

    place_chosen = Signal(int)
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "plain")
        self.setColumnCount(1)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setItemDelegate(_TwoLines(self))
        self.setAccessibleName(self.tr("Items of the checklist"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.currentItemChanged.connect(lambda item, _before: self._chosen(item))

    @property
    def place(self) -> int:
        """The place of the selected item, -1 if none is."""
        item = self.currentItem()
        return int(item.data(0, _PLACE)) if item is not None else -1

    def show_items(
        self,
        items: tuple[ReviewItem, ...],
        current: int,
        seen: frozenset[int],
        *,
        checking: bool = False,
    ) -> None:
        """Replace the lines; nothing is told of the selection that this makes.

        `checking`: what stands out is what the checker has not opened, not what is undecided.
        """
        self.blockSignals(True)
        self.clear()
        for one in items:
            line = QTreeWidgetItem(self)
            line.setData(0, _PLACE, one.place)
            line.setData(0, _ITEM, one)
            line.setData(0, _MARK, _mark(one, checking=checking, seen=one.place in seen))
            self._write(line, one, one.place in seen)
            if one.place == current:
                self.setCurrentItem(line)
        self.blockSignals(False)
        chosen = self.currentItem()
        if chosen is not None:
            self.scrollToItem(chosen)

    def select(self, place: int) -> bool:
        """Choose an item; False if it is not listed."""
        for at in range(self.topLevelItemCount()):
            line = self.topLevelItem(at)
            if line is not None and line.data(0, _PLACE) == place:
                self.setCurrentItem(line)
                self.scrollToItem(line)
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return is told, not used to edit."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def _write(self, line: QTreeWidgetItem, one: ReviewItem, seen: bool) -> None:
        title = words.item_title(one.item)
        parts = [
            f"{title}: {_verdict(one)}",
            words.word(words.SEVERITIES, one.item.severity),
            words.word(words.ITEM_STATES, one.state),
        ]
        if seen:
            parts.append(self.tr("evidence opened"))
        said = ", ".join(parts)
        line.setText(0, title)
        line.setData(0, Qt.ItemDataRole.AccessibleTextRole, said)
        labels.set_item_tip(line, 0, said)

    def _chosen(self, line: QTreeWidgetItem | None) -> None:
        if line is not None:
            self.place_chosen.emit(int(line.data(0, _PLACE)))


class _TwoLines(QStyledItemDelegate):
    """State and title above; verdict with its shape, and the severity, below."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Two lines with a little air."""
        return QSize(0, 2 * QFontMetrics(option.font).height() + S + XS)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw the ground as the style does, then the two lines."""
        one: ReviewItem = index.data(_ITEM)
        self.initStyleOption(option, index)
        option.text = ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        height = QFontMetrics(option.font).height()
        room: QRect = option.rect.adjusted(XS, S // 2 + 1, -XS, 0)
        text = room.adjusted(_ICON_PX + S, 0, 0, 0)
        first = QRect(text.left(), text.top(), text.width(), height)
        second = QRect(text.left(), text.top() + height + 1, text.width(), height)
        painter.save()
        colours = tones()
        name, tone = mark = index.data(_MARK)
        _draw(painter, name, getattr(colours, tone), room.left(), first)
        font = QFont(option.font)
        if tuple(mark) != _DONE:
            font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(colours.text))
        title = index.data(Qt.ItemDataRole.DisplayRole)
        elided = QFontMetrics(font).elidedText(title, Qt.TextElideMode.ElideRight, first.width())
        painter.drawText(first, Qt.AlignmentFlag.AlignVCenter, elided)
        font = QFont(option.font)
        font.setPointSizeF(font.pointSizeF() * _SMALLER)
        painter.setFont(font)
        verdict = verdict_of(one)
        if verdict:
            colour = getattr(colours, words.verdict_tone(one.item, verdict))
            _draw(painter, words.verdict_icon(one.item, verdict), colour, second.left(), second)
            painter.setPen(QColor(colour))
        else:
            painter.setPen(QColor(colours.muted))
        after = second.adjusted(_ICON_PX + XS if verdict else 0, 0, 0, 0)
        painter.drawText(after, Qt.AlignmentFlag.AlignVCenter, _verdict(one))
        painter.setPen(QColor(colours.muted))
        painter.drawText(
            second,
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight,
            words.word(words.SEVERITIES, one.item.severity),
        )
        painter.restore()


def _draw(painter: QPainter, name: str, colour: str, left: int, line: QRect) -> None:
    top = line.top() + (line.height() - _ICON_PX) // 2
    painter.drawPixmap(left, top, icons.pixmap(name, colour, _ICON_PX))


def _mark(one: ReviewItem, *, checking: bool, seen: bool) -> tuple[str, str]:
    """The shape and colour of an item's state: done, open, or open and not certain."""
    if checking:
        return ("eye", "accent") if evidence_of(one) and not seen else _DONE
    if not is_undecided(one):
        return _DONE
    if one.state == "open" and one.proposal is not None and not one.proposal.certain:
        return "warning", "warning"
    return "waiting", "muted"


def _verdict(one: ReviewItem) -> str:
    verdict = verdict_of(one)
    return words.verdict(one.item, verdict) if verdict else words.word(words.ITEM_STATES, "waiting")
