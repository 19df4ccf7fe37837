"""Bars side by side: one line each with a name, a bar and what it stands for in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.spacing import M, S
from gui.theme import tones

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gui.theme import Tone

_LINE_PX, _BAR_PX, _ROUND = 28, 14, 3
# Names longer than this share of the width are cut; all of it is in the table beside it.
_NAME_SHARE, _WORDS_SHARE = 0.34, 0.26


@dataclass(frozen=True)
class Bar:
    """One line. `amount` is drawn against the largest or the given whole; `words` say it."""

    name: str
    amount: float
    words: str
    tone: Tone = "accent"


class Bars(QWidget):
    """A picture for who sees it; a screen reader hears every line."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._bars: tuple[Bar, ...] = ()
        self._whole = 0.0
        self._mark = 0.0
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_bars(self, bars: Sequence[Bar], *, whole: float = 0.0, mark: float = 0.0) -> None:
        """Draw these; `whole` fills the line (0: the largest), `mark` is drawn across all."""
        self._bars = tuple(bars)
        self._whole = max([whole, mark, *(bar.amount for bar in bars)], default=0.0)
        self._mark = mark
        self.setAccessibleDescription("; ".join(f"{bar.name}: {bar.words}" for bar in bars))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As high as its lines."""
        return QSize(360, max(1, len(self._bars)) * _LINE_PX)

    def minimumSizeHint(self) -> QSize:
        """Narrower is hard to read."""
        return QSize(240, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Name on the left, bar in the middle, words on the right."""
        colours = tones()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        name_px = self.width() * _NAME_SHARE
        words_px = self.width() * _WORDS_SHARE
        left, right = name_px + M, self.width() - words_px - M
        for place, bar in enumerate(self._bars):
            top = place * _LINE_PX
            self._text(painter, bar.name, QRectF(0, top, name_px, _LINE_PX), colours.text)
            ground = QRectF(left, top + (_LINE_PX - _BAR_PX) / 2, right - left, _BAR_PX)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.sunken))
            painter.drawRoundedRect(ground, _ROUND, _ROUND)
            if bar.amount > 0 and self._whole > 0:
                ground.setWidth(max(2.0, ground.width() * bar.amount / self._whole))
                painter.setBrush(QColor(getattr(colours, bar.tone)))
                painter.drawRoundedRect(ground, _ROUND, _ROUND)
            self._text(
                painter, bar.words, QRectF(right + M, top, words_px, _LINE_PX), colours.muted
            )
        if self._mark > 0 and self._whole > 0:
            x = left + (right - left) * self._mark / self._whole
            painter.setPen(QPen(QColor(colours.text), 1.5, Qt.PenStyle.DashLine))
            painter.drawLine(int(x), S // 2, int(x), len(self._bars) * _LINE_PX - S // 2)
        painter.end()

    def _text(self, painter: QPainter, text: str, where: QRectF, colour: str) -> None:
        painter.setPen(QColor(colour))
        elided = painter.fontMetrics().elidedText(
            text, Qt.TextElideMode.ElideMiddle, int(where.width())
        )
        painter.drawText(where, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, elided)
