"""A new passphrase, typed twice, with a hint how hard it is to guess."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from gui.spacing import XS, L
from gui.strength import LEAST_CHARACTERS, Strength, strength
from gui.widgets import labels
from gui.widgets.field import Field
from gui.widgets.secret import SecretEdit

if TYPE_CHECKING:
    from gui.theme import Tone

_TONES: dict[Strength, Tone] = {
    "short": "muted",
    "weak": "danger",
    "fair": "warning",
    "strong": "good",
}
_STEPS: dict[Strength, int] = {"short": 0, "weak": 1, "fair": 2, "strong": 3}


class NewSecret(QWidget):
    """Signals: `changed` after each letter, `entered` when Return is pressed in the second line."""

    changed = Signal()
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.first = SecretEdit(self.tr("New passphrase"))
        self.second = SecretEdit(self.tr("New passphrase again"))
        self._meter = QProgressBar()
        self._meter.setRange(0, 3)
        self._meter.setTextVisible(False)
        self._meter.setAccessibleName(self.tr("Strength of the passphrase"))
        self.hint = labels.note()
        self.same = labels.note(tone="danger")
        first = Field(self.tr("&New passphrase"), self.first)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(XS)
        column.addWidget(first)
        column.addWidget(self._meter)
        column.addWidget(self.hint)
        column.addSpacing(L - XS)
        column.addWidget(Field(self.tr("New passphrase aga&in"), self.second))
        column.addWidget(self.same)
        self.first.textChanged.connect(self._judge)
        self.second.textChanged.connect(self._judge)
        self.second.returnPressed.connect(self.entered)
        self.setFocusProxy(self.first)
        self._judge()

    def acceptable(self) -> bool:
        """Long enough and twice the same."""
        first = self.first.text()
        return strength(first) != "short" and first == self.second.text()

    def take(self) -> str:
        """The passphrase; both lines forget it."""
        self.second.clear()
        return self.first.take()

    def forget(self) -> None:
        """Empty both lines."""
        self.first.clear()
        self.second.clear()

    def _judge(self) -> None:
        first, second = self.first.text(), self.second.text()
        level = strength(first)
        advice = self.tr("Four or more words that have nothing to do with each other work best.")
        short = self.tr("Too short: at least {count} characters.")
        words = {
            "short": short.format(count=LEAST_CHARACTERS) if first else advice,
            "weak": self.tr("Weak: a computer could guess this."),
            "fair": self.tr("Fair: one more word would make it strong."),
            "strong": self.tr("Strong."),
        }
        self._meter.setValue(_STEPS[level])
        self.hint.setText(words[level])
        labels.set_tone(self.hint, _TONES[level])
        self._meter.setAccessibleDescription(words[level])
        differs = bool(second) and first != second
        self.same.setText(self.tr("The two are different.") if differs else "")
        self.same.setVisible(differs)
        self.changed.emit()
