"""A rendered page with cited passages marked as with a highlighter pen."""

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

_PEN_MARGIN_PT = 1.5


class PageCanvas(QWidget):
    """One page in the middle of its area. `scale` of the picture is device pixels per point."""

    def __init__(self) -> None:
        super().__init__()
        self._image: QImage | None = None
        self._boxes: tuple[Box, ...] = ()
        self._points_to_pixels = 1.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_page(self, picture: PageImage, boxes: Sequence[Box]) -> None:
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
        self._boxes = tuple(boxes)
        self.setMinimumSize(self.sizeHint())
        self.updateGeometry()
        self.update()

    def clear(self) -> None:
        """Forget the picture."""
        self._image = None
        self._boxes = ()
        self.setMinimumSize(0, 0)
        self.update()

    @property
    def boxes(self) -> tuple[Box, ...]:
        """What is marked, in points of the page."""
        return self._boxes

    def sizeHint(self) -> QSize:
        """The page and a margin around it."""
        if self._image is None:
            return QSize(0, 0)
        size = self._image.deviceIndependentSize().toSize()
        return QSize(size.width() + 2 * L, size.height() + 2 * L)

    def marked(self) -> QRect:
        """The place of all marks in the widget; empty when there are none."""
        whole = QRectF()
        for box in self._boxes:
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
        # Multiplied, so that the letters stay as black as they were.
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tones().highlight))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for box in self._boxes:
            painter.drawRoundedRect(self._on_widget(box), 2, 2)
        if self._boxes:
            # A bar in the margin finds the place without seeing the colour.
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
            painter.setBrush(QColor("#0b6478"))
            marks = QRectF(self.marked())
            painter.drawRect(QRectF(page.left() + 4, marks.top(), 4, marks.height()))
        painter.end()
