"""A calculation of an answer: its figures with their places, the formula, the result."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from gui import side_words, texts
from gui.spacing import XS, M, S
from gui.widgets import labels
from gui.widgets.chip import SourceChip

if TYPE_CHECKING:
    from appliance.assistant.records import Calculation, Operand


class CalculationFrame(QFrame):
    """Every figure opens its cell on the page.

    Signals:
        source_wanted: the citation of a figure.
    """

    source_wanted = Signal(object)

    def __init__(self, made: Calculation) -> None:
        super().__init__()
        self.setProperty("look", "sunken")
        column = QVBoxLayout(self)
        column.setContentsMargins(M, S, M, S)
        column.setSpacing(XS)
        column.addWidget(labels.note(self.tr("Calculated from figures of the file"), tone="text"))
        for operand in made.operands:
            column.addSpacing(XS)
            column.addWidget(labels.note(self._named(operand)))
            chip = SourceChip(operand.citation, operand.citation.quote, label=operand.written)
            chip.pressed_source.connect(self.source_wanted)
            column.addWidget(chip, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(XS)
        column.addWidget(labels.line())
        self.formula = labels.note(made.formula)
        column.addWidget(self.formula)
        result = f"{side_words.decimal(made.result)} {made.unit}".strip()
        self.result = labels.body(self.tr("= {result}").format(result=result))
        font = self.result.font()
        font.setWeight(font.Weight.DemiBold)
        self.result.setFont(font)
        self.result.setAccessibleName(self.tr("Result: {result}").format(result=result))
        column.addWidget(self.result)

    def _named(self, operand: Operand) -> str:
        """What the figure is, with what it is counted in."""
        counted = operand.unit
        if operand.scale != 1:
            thousands = texts.number(operand.scale)
            counted = self.tr("{unit} × {scale}").format(unit=counted, scale=thousands).strip()
        return f"{operand.label} ({counted})" if counted else operand.label
