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
# Names and words take what they need between these shares of the width; what is longer is cut.
_NAME_SHARES, _WORDS_SHARES = (0.2, 0.42), (0.12, 0.36)


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
        name_px = self._column_px([bar.name for bar in self._bars], _NAME_SHARES)
        words_px = self._column_px([bar.words for bar in self._bars], _WORDS_SHARES)
        left, right = name_px + M, self.width() - words_px - M
        for place, bar in enumerate(self._bars):
            top = place * _LINE_PX
            self._text(painter, bar.name, QRectF(0, top, name_px, _LINE_PX), colours.text)
            ground = QRectF(left, top + (_LINE_PX - _BAR_PX) / 2, right - left, _BAR_PX)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.border))
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

    def _column_px(self, texts: Sequence[str], shares: tuple[float, float]) -> int:
        """As wide as the widest text, within these shares of the whole width."""
        metrics = self.fontMetrics()
        widest_px = max((metrics.horizontalAdvance(text) + 1 for text in texts), default=0)
        least, most = shares
        return int(min(max(widest_px, self.width() * least), self.width() * most))

    def _text(self, painter: QPainter, text: str, where: QRectF, colour: str) -> None:
        painter.setPen(QColor(colour))
        elided = painter.fontMetrics().elidedText(
            text, Qt.TextElideMode.ElideMiddle, int(where.width())
        )
        painter.drawText(where, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, elided)
