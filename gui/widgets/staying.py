"""The leave for a run over many cases to go on while nobody is here; it is off by default."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from gui.spacing import XS
from gui.widgets import labels


class StayOn(QWidget):
    """A tick and what it costs, in words. Where a policy forbids it there is only the reason."""

    def __init__(self, *, allowed: bool) -> None:
        super().__init__()
        self.tick = QCheckBox(self.tr("Go on while nobo&dy is here"))
        self.remark = labels.note()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(XS)
        column.addWidget(self.tick)
        column.addWidget(self.remark)
        self.allow(allowed)

    def allow(self, allowed: bool) -> None:
        """Offer it, or say why not."""
        self.tick.setVisible(allowed)
        if not allowed:
            self.tick.setChecked(False)
        self.remark.setText(
            self.tr(
                "When nobody has touched keyboard or mouse for a while, the screen is locked. The"
                " vault stays open for the run, with its keys in memory, until the run has ended;"
                " then it locks."
            )
            if allowed
            else self.tr(
                "A policy of head office bounds the idle lock, so the run stops when the vault"
                " locks. It waits then for “Go on”."
            )
        )
        self.tick.setAccessibleDescription(self.remark.text())

    @property
    def wished(self) -> bool:
        """Whether it was ticked."""
        return self.tick.isVisibleTo(self) and self.tick.isChecked()
