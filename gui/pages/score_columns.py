"""The columns in which lists of scores are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from gui import texts, words
from gui.tables.rows import Column

if TYPE_CHECKING:
    from appliance.risk.records import Score


def score_columns() -> list[Column]:
    """Points, band, decision, probability and the strongest reason."""
    return [
        Column(
            QCoreApplication.translate("score_columns", "Points"),
            lambda score: texts.number(score.points),
            lambda score: score.points,
            right=True,
        ),
        Column(QCoreApplication.translate("score_columns", "Band"), lambda score: score.band),
        Column(
            QCoreApplication.translate("score_columns", "Decision"),
            lambda score: words.pack(score.decision),
        ),
        Column(
            QCoreApplication.translate("score_columns", "Default risk"),
            lambda score: texts.percent(score.pd),
            lambda score: score.pd,
            right=True,
        ),
        Column(
            QCoreApplication.translate("score_columns", "Strongest reason against"),
            _strongest,
        ),
    ]


def _strongest(score: Score) -> str:
    return words.pack(score.reasons[0].text) if score.reasons else "–"
