"""The scale of points: bands, cut-off, and where the applicant stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.theme import tones

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.packs.records import Band
    from gui.theme import Tone

_ROOM_POINTS = 30
_BAR_PX = 16
_HEIGHT_PX = 72
_TOP_PX = 30


@dataclass(frozen=True)
class Segment:
    """Points from `low` up to `high` (not included) belong to the band."""

    name: str
    low: float
    high: float
    tone: Tone


def segments(
    bands: Sequence[Band], cutoff_points: int, points: int
) -> tuple[tuple[Segment, ...], float, float]:
    """The bands from worst to best, cut to what is drawn, and the ends of the drawn scale."""
    ordered = sorted(bands, key=lambda band: band.from_points)
    inner = [band.from_points for band in ordered[1:]] or [cutoff_points]
    low = min(*inner, points, cutoff_points) - _ROOM_POINTS
    high = max(*inner, points, cutoff_points) + _ROOM_POINTS
    made = []
    for index, band in enumerate(ordered):
        end = ordered[index + 1].from_points if index + 1 < len(ordered) else high
        begin = low if index == 0 else band.from_points
        made.append(Segment(band.name, begin, end, band_tone(bands, band.name, cutoff_points)))
    return tuple(made), float(low), float(high)


def band_tone(bands: Sequence[Band], name: str, cutoff_points: int) -> Tone:
    """Good from the cut-off up, dangerous in the lowest band, a warning between."""
    ordered = sorted(bands, key=lambda band: band.from_points)
    found = next((band for band in ordered if band.name == name), None)
    if found is None:
        return "muted"
    if found.from_points >= cutoff_points:
        return "good"
    return "danger" if found is ordered[0] else "warning"


class ScoreScale(QWidget):
    """Drawn from left (more risk) to right (less risk)."""

    def __init__(self) -> None:
        super().__init__()
        self._segments: tuple[Segment, ...] = ()
        self._low, self._high = 0.0, 1.0
        self._points, self._cutoff = 0, 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_score(self, points: int, cutoff_points: int, bands: Sequence[Band]) -> None:
        """Draw this score; a screen reader is told the same."""
        self._segments, self._low, self._high = segments(bands, cutoff_points, points)
        self._points, self._cutoff = points, cutoff_points
        self.setAccessibleName(self.tr("Scale of points"))
        self.setAccessibleDescription(
            self.tr("{points} points; the cut-off is {cutoff}.").format(
                points=points, cutoff=cutoff_points
            )
        )
        self.update()

    def sizeHint(self) -> QSize:
        """Wide and low."""
        return QSize(320, _HEIGHT_PX)

    def _x(self, points: float) -> float:
        return (points - self._low) / (self._high - self._low) * self.width()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Bands, cut-off, marker."""
        if not self._segments:
            return
        colours = tones()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        small = QFont(self.font())
        small.setPointSizeF(self.font().pointSizeF() * 0.9)
        painter.setFont(small)
        for segment in self._segments:
            left, right = self._x(segment.low), self._x(segment.high)
            bar = QRectF(left + 1, _TOP_PX, right - left - 2, _BAR_PX)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(getattr(colours, f"{segment.tone}_soft")))
            painter.drawRoundedRect(bar, 3, 3)
            painter.setPen(QColor(getattr(colours, segment.tone)))
            painter.drawText(bar, Qt.AlignmentFlag.AlignCenter, segment.name)
        self._draw_cutoff(painter)
        self._draw_marker(painter)
        painter.end()

    def _draw_cutoff(self, painter: QPainter) -> None:
        x = self._x(self._cutoff)
        painter.setPen(QPen(QColor(tones().text), 1.5, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x, _TOP_PX - 3), QPointF(x, _TOP_PX + _BAR_PX + 6))
        words = self.tr("cut-off {points}").format(points=self._cutoff)
        painter.setPen(QColor(tones().muted))
        self._words(painter, words, x, _TOP_PX + _BAR_PX + 6)

    def _draw_marker(self, painter: QPainter) -> None:
        x = self._x(self._points)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tones().text))
        tip = float(_TOP_PX - 2)
        painter.drawPolygon(
            QPolygonF([QPointF(x, tip), QPointF(x - 6, tip - 8), QPointF(x + 6, tip - 8)])
        )
        painter.setPen(QColor(tones().text))
        strong = QFont(painter.font())
        strong.setWeight(QFont.Weight.DemiBold)
        painter.setFont(strong)
        self._words(painter, str(self._points), x, 0)

    def _words(self, painter: QPainter, words: str, x: float, top: float) -> None:
        width = painter.fontMetrics().horizontalAdvance(words) + 2
        left = min(max(0.0, x - width / 2), self.width() - width)
        box = QRectF(left, top, width, painter.fontMetrics().height())
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
