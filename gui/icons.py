"""Line icons in the colours of the theme, drawn from SVG at the screen's own resolution."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from gui import theme
from gui.spacing import ICON

if TYPE_CHECKING:
    from gui.theme import Tone, Tones

_NAME = "iconName"
_TONE = "iconTone"
_SIZE = "iconPixels"


def put(widget: QAbstractButton | QLabel, name: str, tone: Tone, size: int = ICON) -> None:
    """Give a button or label this icon; `refresh` repaints it when the theme changes."""
    widget.setProperty(_NAME, name)
    widget.setProperty(_TONE, tone)
    widget.setProperty(_SIZE, size)
    _draw(widget, theme.tones())


def name_of(widget: QWidget) -> str:
    """The icon that was put on it; empty if none."""
    return str(widget.property(_NAME) or "")


def refresh() -> None:
    """Redraw every icon on screen after the theme changed."""
    for widget in QApplication.allWidgets():
        if widget.property(_NAME):
            _draw(widget, theme.tones())


def _draw(widget: QWidget, tones: Tones) -> None:
    name, size = str(widget.property(_NAME)), int(widget.property(_SIZE))
    colour: str = getattr(tones, str(widget.property(_TONE)))
    if isinstance(widget, QAbstractButton):
        icon = QIcon(pixmap(name, colour, size))
        icon.addPixmap(pixmap(name, tones.strong_border, size), QIcon.Mode.Disabled)
        if widget.isCheckable():
            icon.addPixmap(pixmap(name, tones.accent, size), QIcon.Mode.Normal, QIcon.State.On)
        widget.setIcon(icon)
        widget.setIconSize(QSize(size, size))
    elif isinstance(widget, QLabel):
        widget.setPixmap(pixmap(name, colour, size))


def pixmap(name: str, colour: str, size: int) -> QPixmap:
    """The icon as a square picture of `size` device-independent pixels, crisp on this screen."""
    return _rendered(name, colour, size, max(_screen_ratio(), 1.0))


def _screen_ratio() -> float:
    return max((screen.devicePixelRatio() for screen in QGuiApplication.screens()), default=1.0)


@lru_cache(maxsize=512)
def _rendered(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    source = resources.files("gui").joinpath("resources", "icons", f"{name}.svg").read_bytes()
    renderer = QSvgRenderer(QByteArray(source.replace(b"#000000", colour.encode())))
    made = QPixmap(round(size * ratio), round(size * ratio))
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    renderer.render(painter, QRectF(0, 0, made.width(), made.height()))
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made
