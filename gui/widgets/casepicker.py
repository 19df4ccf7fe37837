"""A choice among the cases of the vault, or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox

if TYPE_CHECKING:
    from appliance.app.records import CaseSummary


class CasePicker(QComboBox):
    """The first entry means no case; its text says what that does."""

    def __init__(self, name: str, none: str) -> None:
        super().__init__()
        self._none = none
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.addItem(none, None)

    def show_cases(self, cases: tuple[CaseSummary, ...]) -> None:
        """Replace the entries; the choice stays if that case still exists."""
        chosen = self.case()
        self.blockSignals(True)
        self.clear()
        self.addItem(self._none, None)
        for case in cases:
            self.addItem(case.name, case.name)
        self.setCurrentIndex(max(0, self.findData(chosen) if chosen else 0))
        self.blockSignals(False)

    def case(self) -> str | None:
        """The chosen case, or None."""
        data = self.currentData()
        return None if data is None else str(data)
