"""A rendered page with places marked as with a highlighter pen.

No mark is told by its colour alone: the current place has a bar in the margin, further ones a
frame, notices a broken frame, unsure words a dotted line below, and what is hidden is covered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.spacing import L
from gui.theme import tones

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.documents.records import Box, PageImage
    from gui.widgets.marks import Mark, MarkKind

_PEN_MARGIN_PT = 1.5
# On the white of a page in both themes.
_BAR, _NOTICE, _UNSURE, _COVER = "#0b6478", "#ab1f2b", "#855200", "#3d4852"


class PageCanvas(QWidget):
    """One page in the middle of its area. `scale` of the picture is device pixels per point."""

    def __init__(self) -> None:
        super().__init__()
        self._image: QImage | None = None
        self._marks: tuple[Mark, ...] = ()
        self._points_to_pixels = 1.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_page(self, picture: PageImage, marks: Sequence[Mark]) -> None:
        """Draw this picture; the bytes are copied, so that a lock can drop them."""
        ratio = self.devicePixelRatioF()
        image = QImage(
            picture.rgb,
            picture.width_px,
            picture.height_px,
            picture.width_px * 3,
            QImage.Format.Format_RGB888,
        ).copy()
        image.setDevicePixelRatio(ratio)
        self._image = image
        self._points_to_pixels = picture.scale / ratio
        self._marks = tuple(marks)
        self.setMinimumSize(self.sizeHint())
        self.updateGeometry()
        self.update()

    def clear(self) -> None:
        """Forget the picture."""
        self._image = None
        self._marks = ()
        self.setMinimumSize(0, 0)
        self.update()

    @property
    def boxes(self) -> tuple[Box, ...]:
        """The boxes of the current place, in points of the page."""
        return self._of("current")

    @property
    def marks(self) -> tuple[Mark, ...]:
        """All that is marked."""
        return self._marks

    def sizeHint(self) -> QSize:
        """The page and a margin around it."""
        if self._image is None:
            return QSize(0, 0)
        size = self._image.deviceIndependentSize().toSize()
        return QSize(size.width() + 2 * L, size.height() + 2 * L)

    def marked(self) -> QRect:
        """The current place in the widget; empty when there is none."""
        whole = QRectF()
        for box in self.boxes:
            whole = whole.united(self._on_widget(box))
        return whole.toAlignedRect()

    def _origin(self) -> tuple[float, float]:
        if self._image is None:
            return 0.0, 0.0
        size = self._image.deviceIndependentSize()
        # Whole device pixels, or the picture would be smeared over two.
        ratio = self.devicePixelRatioF()
        left = max(float(L), (self.width() - size.width()) / 2)
        return round(left * ratio) / ratio, float(L)

    def _on_widget(self, box: Box) -> QRectF:
        left, top = self._origin()
        scale = self._points_to_pixels
        rect = QRectF(
            box.x0 * scale, box.y0 * scale, (box.x1 - box.x0) * scale, (box.y1 - box.y0) * scale
        )
        margin = _PEN_MARGIN_PT * scale
        return rect.translated(left, top).adjusted(-margin, -margin / 2, margin, margin / 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, page, marks."""
        if self._image is None:
            return
        painter = QPainter(self)
        left, top = self._origin()
        size = self._image.deviceIndependentSize()
        page = QRectF(left, top, size.width(), size.height())
        painter.setPen(QPen(QColor(tones().border), 1))
        painter.drawRect(page.adjusted(-1, -1, 0, 0))
        painter.drawImage(page.topLeft(), self._image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_pen(painter)
        self._paint_frames(painter)
        if self.boxes:
            # A bar in the margin finds the place without seeing the colour.
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(_BAR))
            marks = QRectF(self.marked())
            painter.drawRect(QRectF(page.left() + 4, marks.top(), 4, marks.height()))
        painter.end()

    def _of(self, kind: MarkKind) -> tuple[Box, ...]:
        return tuple(box for mark in self._marks if mark.kind == kind for box in mark.boxes)

    def _paint_pen(self, painter: QPainter) -> None:
        # Multiplied, so that the letters stay as black as they were.
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        painter.setPen(Qt.PenStyle.NoPen)
        strong, soft = QColor(tones().highlight), QColor(tones().highlight).lighter(150)
        colours: tuple[tuple[MarkKind, QColor], ...] = (("other", soft), ("current", strong))
        for kind, colour in colours:
            painter.setBrush(colour)
            for box in self._of(kind):
                painter.drawRoundedRect(self._on_widget(box), 2, 2)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)

    def _paint_frames(self, painter: QPainter) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(_BAR), 1))
        for box in self._of("other"):
            painter.drawRoundedRect(self._on_widget(box), 2, 2)
        painter.setPen(QPen(QColor(_NOTICE), 1.5, Qt.PenStyle.DashLine))
        for box in self._of("notice"):
            painter.drawRoundedRect(self._on_widget(box), 2, 2)
        painter.setPen(QPen(QColor(_UNSURE), 1.5, Qt.PenStyle.DotLine))
        for box in self._of("uncertain"):
            place = self._on_widget(box)
            painter.drawLine(place.bottomLeft(), place.bottomRight())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(_COVER))
        for box in self._of("hidden"):
            painter.drawRect(self._on_widget(box))
