"""What each input earned of the points it could have earned, as bars."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.spacing import M, S
from gui.theme import tones
from gui.words import pack

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.risk.records import Contribution

# Where zero points lie, and where any other number of points lies, in pixels.
Scale = tuple[float, Callable[[float], float]]

_ROW_PX = 26
_BAR_PX = 12
_LABEL_SHARE = 0.42
_VALUE_PX = 64


class ContributionChart(QWidget):
    """Longest loss first. The filled part was earned, the hatched part was lost."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[Contribution, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_contributions(self, contributions: Sequence[Contribution]) -> None:
        """Draw these; a screen reader is told the same, line by line."""
        self._rows = tuple(sorted(contributions, key=lambda row: row.points - row.neutral_points))
        lines = [
            self.tr("{label}: {points} of {most} points").format(
                label=pack(row.label), points=row.points, most=row.neutral_points
            )
            for row in self._rows
        ]
        self.setAccessibleName(self.tr("Points of each input"))
        self.setAccessibleDescription("; ".join(lines))
        self.setFixedHeight(max(1, len(self._rows)) * _ROW_PX)
        self.update()

    @property
    def rows(self) -> tuple[Contribution, ...]:
        """What is drawn, from top to bottom."""
        return self._rows

    def sizeHint(self) -> QSize:
        """As high as its rows."""
        return QSize(360, max(1, len(self._rows)) * _ROW_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        """One row after the other on a common scale."""
        if not self._rows:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        low = min(0, *(row.points for row in self._rows), *(r.neutral_points for r in self._rows))
        high = max(1, *(row.points for row in self._rows), *(r.neutral_points for r in self._rows))
        label_px = self.width() * _LABEL_SHARE
        left = label_px + M
        wide = max(40.0, self.width() - left - _VALUE_PX - S)

        def at(points: float) -> float:
            return left + (points - low) / (high - low) * wide

        for index, row in enumerate(self._rows):
            self._draw_row(painter, index * _ROW_PX, row, label_px, (at(0), at))
        painter.end()

    def _draw_row(
        self, painter: QPainter, top: int, row: Contribution, label_px: float, scale: Scale
    ) -> None:
        colours = tones()
        zero, at = scale
        middle = top + _ROW_PX / 2
        painter.setFont(self.font())
        painter.setPen(QColor(colours.text))
        label = painter.fontMetrics().elidedText(
            pack(row.label), Qt.TextElideMode.ElideRight, int(label_px)
        )
        words = QRectF(0, top, label_px, _ROW_PX)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, label)
        painter.setPen(Qt.PenStyle.NoPen)
        bar_top = middle - _BAR_PX / 2
        best = QRectF(zero, bar_top, at(row.neutral_points) - zero, _BAR_PX).normalized()
        painter.setBrush(QColor(colours.sunken))
        painter.drawRoundedRect(best, 2, 2)
        lost = QRectF(
            at(row.points), bar_top, at(row.neutral_points) - at(row.points), _BAR_PX
        ).normalized()
        # Hatched as well as coloured, so that it is told apart without colour.
        painter.setBrush(QColor(colours.warning_soft))
        painter.drawRect(lost)
        painter.setBrush(QBrush(QColor(colours.warning), Qt.BrushStyle.BDiagPattern))
        painter.drawRect(lost)
        earned = QRectF(zero, bar_top, at(row.points) - zero, _BAR_PX).normalized()
        painter.setBrush(QColor(colours.accent if row.points >= 0 else colours.danger))
        painter.drawRoundedRect(earned, 2, 2)
        painter.setBrush(QColor(colours.strong_border))
        painter.drawRect(QRectF(zero - 0.5, top, 1, _ROW_PX))
        painter.setPen(QColor(colours.muted))
        strong = QFont(self.font())
        strong.setPointSizeF(self.font().pointSizeF() * 0.92)
        painter.setFont(strong)
        value = QRectF(self.width() - _VALUE_PX, top, _VALUE_PX, _ROW_PX)
        text = self.tr("{points} of {most}").format(points=row.points, most=row.neutral_points)
        painter.drawText(value, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, text)
