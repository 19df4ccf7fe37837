"""Tells a screen reader what appeared without the focus moving there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, text: str) -> None:
    """Have `text` spoken in the name of the widget; silent when no screen reader runs."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))
