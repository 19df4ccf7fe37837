"""What a screen reader would say, and how far the Tab key reaches."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QWidget,
)

_CONTROLS = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit)


def nameless(page: QWidget) -> list[str]:
    """Controls on screen that a screen reader could not name."""
    return [
        type(widget).__name__
        for widget in page.findChildren(QWidget)
        if isinstance(widget, _CONTROLS)
        and widget.isVisible()
        and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not (widget.accessibleName() or getattr(widget, "text", str)())
        and widget.objectName() != "qt_spinbox_lineedit"
    ]


def reached_by_tab(page: QWidget) -> set[QWidget]:
    """Every widget of the page that gets the focus when Tab is pressed again and again."""
    found: set[QWidget] = set()
    widget: QWidget | None = page
    first = None
    while widget is not None:
        widget = widget.nextInFocusChain()
        if widget is None or widget is first:
            break
        first = first or widget
        takes = Qt.FocusPolicy.TabFocus.value & widget.focusPolicy().value
        if takes and widget.isVisible() and widget.isEnabled() and page.isAncestorOf(widget):
            found.add(widget)
    return found


def focused() -> QWidget | None:
    """Where the keyboard is."""
    return QApplication.focusWidget()
