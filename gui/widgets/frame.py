"""Frames that group what belongs together."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gui.spacing import CARD_WIDTH, XL, L, S


def card(*, margin: int = L, spacing: int = S) -> tuple[QFrame, QVBoxLayout]:
    """A raised frame and the column inside it."""
    frame = QFrame()
    frame.setProperty("look", "card")
    column = QVBoxLayout(frame)
    column.setContentsMargins(margin, margin, margin, margin)
    column.setSpacing(spacing)
    return frame, column


def in_the_middle(page: QWidget, width: int = CARD_WIDTH) -> QVBoxLayout:
    """A column of fixed width in the middle of a page; it scrolls when the window is low."""
    inner = QWidget()
    inner.setProperty("look", "clear")
    column = QVBoxLayout()
    column.setSpacing(L)
    rows = QVBoxLayout()
    rows.addStretch(2)
    rows.addLayout(column)
    rows.addStretch(3)
    holder = QWidget()
    holder.setFixedWidth(width)
    holder.setLayout(rows)
    sides = QHBoxLayout(inner)
    sides.setContentsMargins(L, XL, L, XL)
    sides.addStretch(1)
    sides.addWidget(holder)
    sides.addStretch(1)
    whole = QVBoxLayout(page)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.addWidget(scrolling(inner))
    return column


def scrolling(inner: QWidget) -> QScrollArea:
    """A scroll area around a widget, without a frame and outside the tab order."""
    area = QScrollArea()
    area.setWidget(inner)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    inner.setProperty("look", "clear")
    return area


def page_column(page: QWidget) -> QVBoxLayout:
    """The column of a whole page, with the margins all pages share."""
    column = QVBoxLayout(page)
    column.setContentsMargins(XL, L, XL, L)
    column.setSpacing(L)
    return column


def drop(stack: QStackedWidget, page: QWidget | None) -> None:
    """Take a page out of a stack and delete it."""
    if page is not None:
        stack.removeWidget(page)
        page.deleteLater()


def clear(layout: QLayout) -> None:
    """Remove and delete everything in a layout."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)
            inner.deleteLater()
