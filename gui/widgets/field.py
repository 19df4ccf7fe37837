"""A control with its label above and an optional remark below."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.spacing import XS
from gui.widgets import labels


class Field(QWidget):
    """`label` carries the mnemonic (`&`) and is the control's buddy; `remark` may change."""

    def __init__(self, text: str, control: QWidget, remark: str = "") -> None:
        super().__init__()
        self.label = labels.plain(text)
        focus = control.focusProxy() or control
        self.label.setBuddy(focus)
        if not focus.accessibleName():
            focus.setAccessibleName(text.replace("&", ""))
        self.remark = labels.note(remark)
        if remark and not focus.accessibleDescription():
            focus.setAccessibleDescription(remark)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(XS)
        column.addWidget(self.label)
        column.addWidget(control)
        column.addWidget(self.remark)
        # Only hidden, never shown here: shown before it has a parent, it would be a window.
        self.remark.setHidden(not remark)
