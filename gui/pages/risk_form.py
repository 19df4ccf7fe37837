"""A form made from a risk model's own list of inputs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from gui import texts, words
from gui.spacing import XS, L, M, S
from gui.widgets import labels

if TYPE_CHECKING:
    from appliance.packs.records import Feature, RiskTraits

_INPUT_PX = 132


class FeatureRow(QWidget):
    """One input: what it is, what it may be, and the field. Judges while the person types."""

    changed = Signal()

    def __init__(self, feature: Feature) -> None:
        super().__init__()
        self.feature = feature
        self.edit = QLineEdit()
        self.edit.setFixedWidth(_INPUT_PX)
        self.edit.setAlignment(Qt.AlignmentFlag.AlignRight)
        unit, title = words.pack(feature.unit), words.pack(feature.label)
        name = f"{title} ({unit})" if unit else title
        self.edit.setAccessibleName(name)
        label = labels.plain(words.pack(feature.label).replace("&", "&&"))
        label.setBuddy(self.edit)
        label.setWordWrap(True)
        limits = self.tr("{low} to {high} {unit}").format(
            low=texts.number(feature.minimum, _digits(feature.minimum)),
            high=texts.number(feature.maximum, _digits(feature.maximum)),
            unit=unit,
        )
        self._explanation = labels.note(words.pack(feature.explanation))
        self.edit.setAccessibleDescription(f"{words.pack(feature.explanation)} {limits}")
        labels.set_tip(self.edit, limits)
        self._remark = labels.note(limits)
        self._remark.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._remark.setWordWrap(False)
        self._limits = limits
        left = QVBoxLayout()
        left.setSpacing(2)
        left.addWidget(label)
        left.addWidget(self._explanation)
        left.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(2)
        right.addWidget(self.edit, alignment=Qt.AlignmentFlag.AlignRight)
        right.addWidget(self._remark)
        right.addStretch(1)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(M)
        grid.addLayout(left, 0, 0)
        grid.addLayout(right, 0, 1)
        grid.setColumnStretch(0, 1)
        self.edit.textChanged.connect(self._judge)

    def _judge(self) -> None:
        said, tone, bad = self._limits, "muted", False
        text = self.edit.text().strip()
        value = _number(text)
        if text and value is None:
            said, tone, bad = self.tr("not a number"), "danger", True
        elif value is not None and not self.feature.minimum <= value <= self.feature.maximum:
            said, tone = self.tr("outside {range}").format(range=self._limits), "warning"
        self._remark.setText(said)
        labels.set_tone(self._remark, tone)  # type: ignore[arg-type]  # one of three tones above
        self.mark_bad(bad=bad)
        self.changed.emit()

    def mark_bad(self, *, bad: bool) -> None:
        """A red frame around the field."""
        wanted = "true" if bad else "false"
        if self.edit.property("bad") != wanted:
            self.edit.setProperty("bad", wanted)
            labels.restyle(self.edit)


class RiskForm(QWidget):
    """Signals: `changed` when any value changed."""

    changed = Signal()

    def __init__(self, traits: RiskTraits) -> None:
        super().__init__()
        self.rows = {feature.name: FeatureRow(feature) for feature in traits.features}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, S, 0)
        column.setSpacing(L)
        for row in self.rows.values():
            row.changed.connect(self.changed)
            column.addWidget(row)
        column.addSpacing(XS)
        column.addStretch(1)

    def values(self) -> dict[str, str]:
        """What was typed, by the input's name."""
        return {name: row.edit.text().strip() for name, row in self.rows.items()}

    def complete(self) -> bool:
        """True if every field holds a number."""
        return all(_number(text) is not None for text in self.values().values())

    def fill(self, values: dict[str, str]) -> None:
        """Put values into the fields of those names."""
        for name, value in values.items():
            if name in self.rows:
                self.rows[name].edit.setText(value)

    def clear(self) -> None:
        """Empty every field."""
        for row in self.rows.values():
            row.edit.clear()


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _digits(value: float) -> int:
    return 0 if float(value).is_integer() else 2
