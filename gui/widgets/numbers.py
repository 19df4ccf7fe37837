"""Fields for numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDoubleSpinBox, QSpinBox

from gui.spacing import S

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractSpinBox


def whole(low: int, high: int, *, unit: str = "", least: str = "") -> QSpinBox:
    """A whole number; `least` is shown in place of the lowest one."""
    box = QSpinBox()
    box.setRange(low, high)
    box.setSuffix(unit)
    box.setSpecialValueText(least)
    padded(box)
    return box


def decimal(high: float, *, unit: str = "") -> QDoubleSpinBox:
    """A number from 0 with two decimals."""
    box = QDoubleSpinBox()
    box.setRange(0, high)
    box.setDecimals(2)
    box.setSuffix(unit)
    padded(box)
    return box


def padded(box: QAbstractSpinBox) -> None:
    """Room before the first digit: the style sheet cannot pad the line inside a spin box."""
    box.lineEdit().setTextMargins(S, 0, 0, 0)
