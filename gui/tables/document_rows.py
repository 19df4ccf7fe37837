"""Draws the lines of the list of documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gui import icons
from gui.spacing import CHIP_RADIUS, XS, L, M, S
from gui.tables.documents import ENTRY_ROLE
from gui.theme import tones

if TYPE_CHECKING:
    from gui.tables.documents import Badge, Entry, Index

_ICON, _SMALL_ICON = 20, 12
_ROW_HEIGHT, _BADGE_HEIGHT = 54, 20
_DEEPEST_LEVEL = 3
_SOFT = {"danger": "danger_soft", "warning": "warning_soft", "muted": "sunken"}


class DocumentDelegate(QStyledItemDelegate):
    """Icon, name, state and badges; long texts are shortened, the tool tip has them whole."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """A row with badges is higher."""
        entry: Entry = index.data(ENTRY_ROLE)
        return QSize(120, _ROW_HEIGHT + (_BADGE_HEIGHT + XS if entry.badges else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        entry: Entry = index.data(ENTRY_ROLE)
        colours = tones()
        rect: QRect = option.rect
        font: QFont = option.font
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = rect.adjusted(S, 2, -S, -2)
        _draw_ground(painter, option, box)
        level = min(entry.level, _DEEPEST_LEVEL)
        begin = box.left() + S + level * L
        if level:
            _draw_branch(painter, begin - S, box.top(), box.top() + _ROW_HEIGHT // 2 - 2)
        name, tone = entry.picture()
        picture = icons.pixmap(name, getattr(colours, tone), _ICON)
        height = _ROW_HEIGHT - 4
        painter.drawPixmap(begin, box.top() + height // 2 - _ICON // 2, picture)
        left = begin + _ICON + M - 2
        words = QRect(left, box.top() + XS + 1, box.right() - S - left, height // 2 - XS)
        painter.setFont(font)
        painter.setPen(QColor(colours.text))
        _draw(painter, words, entry.label or entry.name, Qt.TextElideMode.ElideMiddle)
        small = QFont(font)
        small.setPointSizeF(font.pointSizeF() * 0.9)
        painter.setFont(small)
        painter.setPen(QColor(getattr(colours, tone if tone == "danger" else "muted")))
        words.translate(0, height // 2 - 3)
        _draw(painter, words, entry.line(), Qt.TextElideMode.ElideRight)
        if entry.badges:
            small.setPointSizeF(font.pointSizeF() * 0.82)
            painter.setFont(small)
            top = box.top() + height - 2
            _draw_badges(painter, entry.badges, QRect(left, top, words.width(), _BADGE_HEIGHT))
        painter.restore()


def _draw_ground(painter: QPainter, option: QStyleOptionViewItem, box: QRect) -> None:
    colours = tones()
    state = option.state
    painter.setPen(Qt.PenStyle.NoPen)
    if state & QStyle.StateFlag.State_Selected:
        painter.setBrush(QColor(colours.selection))
        painter.drawRoundedRect(box, 6, 6)
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.setBrush(QColor(colours.raised))
        painter.drawRoundedRect(box, 6, 6)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _draw_branch(painter: QPainter, x: int, top: int, middle: int) -> None:
    """A line from the mail above to what is attached to it."""
    painter.setPen(QColor(tones().strong_border))
    painter.drawLine(x, top, x, middle)
    painter.drawLine(x, middle, x + S - 2, middle)


def _draw_badges(painter: QPainter, badges: tuple[Badge, ...], rect: QRect) -> None:
    """One beside the other; those that do not fit lose their words, never their icon."""
    metrics = QFontMetrics(painter.font())
    colours = tones()
    icons_px = _SMALL_ICON + 2 * XS + 2
    left = rect.left()
    for number, badge in enumerate(badges):
        room = rect.right() - left - (len(badges) - number - 1) * (icons_px + XS)
        wanted = icons_px + metrics.horizontalAdvance(badge.text) + XS
        width = wanted if wanted <= room else icons_px
        place = QRect(left, rect.top(), width, rect.height())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(getattr(colours, _SOFT[badge.tone])))
        painter.drawRoundedRect(place, CHIP_RADIUS, CHIP_RADIUS)
        tone = QColor(getattr(colours, badge.tone))
        picture = icons.pixmap(badge.icon, tone.name(), _SMALL_ICON)
        painter.drawPixmap(left + XS + 1, place.center().y() - _SMALL_ICON // 2 + 1, picture)
        if width == wanted:
            painter.setPen(tone)
            place.setLeft(left + icons_px - 1)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, badge.text)
        left += width + XS


def _draw(painter: QPainter, rect: QRect, text: str, elide: Qt.TextElideMode) -> None:
    shown = QFontMetrics(painter.font()).elidedText(text, elide, rect.width())
    painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
