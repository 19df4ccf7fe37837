"""Labels of the four kinds the window uses, so that texts look alike everywhere."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QTreeWidgetItem, QWidget

from gui import icons
from gui.spacing import ICON

if TYPE_CHECKING:
    from gui.theme import Tone


def _sized(label: QLabel, factor: float, weight: QFont.Weight) -> QLabel:
    font = QFont(label.font())
    font.setPointSizeF(font.pointSizeF() * factor)
    font.setWeight(weight)
    label.setFont(font)
    return label


def title(text: str, parent: QWidget | None = None) -> QLabel:
    """The name of a page."""
    return _sized(_plain(text, parent), 1.6, QFont.Weight.DemiBold)


def heading(text: str, parent: QWidget | None = None) -> QLabel:
    """The name of a pane or a group."""
    return _sized(_plain(text, parent), 1.1, QFont.Weight.DemiBold)


def body(text: str = "", parent: QWidget | None = None) -> QLabel:
    """Running text that wraps and can be selected with mouse and keyboard."""
    label = _plain(text, parent)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    label.setSizePolicy(policy)
    return label


def note(text: str = "", tone: Tone = "muted", parent: QWidget | None = None) -> QLabel:
    """Smaller text in a tone that says what kind of remark it is."""
    label = _sized(body(text, parent), 0.92, QFont.Weight.Normal)
    label.setProperty("tone", tone)
    return label


def pill(text: str, tone: Tone = "muted", parent: QWidget | None = None) -> QLabel:
    """A short state in a coloured capsule."""
    label = _sized(_plain(text, parent), 0.88, QFont.Weight.DemiBold)
    label.setProperty("look", "pill")
    label.setProperty("tone", tone)
    label.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return label


def set_tone(label: QLabel, tone: Tone) -> None:
    """Change the tone of a label that is already shown."""
    if label.property("tone") != tone:
        label.setProperty("tone", tone)
        restyle(label)


def restyle(widget: QWidget) -> None:
    """Look up the style sheet again after a dynamic property changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def icon(name: str, tone: Tone, size: int = ICON, parent: QWidget | None = None) -> QLabel:
    """A picture beside a text that says the same, so a screen reader skips it."""
    label = QLabel(parent)
    icons.put(label, name, tone, size)
    label.setFixedSize(size, size)
    return label


def line(parent: QWidget | None = None) -> QFrame:
    """A thin separator."""
    made = QFrame(parent)
    made.setProperty("look", "line")
    return made


def tip(text: str) -> str:
    """A tool tip's text as markup that shows exactly these letters.

    Qt guesses whether a tool tip is markup. A quote from a document could then load pictures and
    local files in the process that holds the keys.
    """
    return "<qt>" + html.escape(text).replace("\n", "<br>") + "</qt>" if text else ""


def set_tip(widget: QWidget, text: str) -> None:
    """Give a widget a tool tip that is never taken for markup."""
    widget.setToolTip(tip(text))


def set_item_tip(item: QTreeWidgetItem, column: int, text: str) -> None:
    """The same for a cell of a tree."""
    item.setToolTip(column, tip(text))


def plain(text: str = "", parent: QWidget | None = None) -> QLabel:
    """A label of the normal size whose text is never taken for markup."""
    return _plain(text, parent)


def _plain(text: str, parent: QWidget | None) -> QLabel:
    label = QLabel(text, parent)
    # Names of files and texts of documents are never markup.
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
