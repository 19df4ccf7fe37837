"""Scores that were kept, by case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gui import texts
from gui.pages.risk_result import ScoreView
from gui.pages.score_columns import score_columns
from gui.spacing import CARD_WIDTH, XL, L, M
from gui.tables.rows import Column
from gui.tables.view import RecordTable
from gui.widgets import labels
from gui.widgets.banner import ErrorBanner
from gui.widgets.casepicker import CasePicker
from gui.widgets.empty import EmptyState
from gui.widgets.field import Field
from gui.widgets.frame import drop, scrolling

if TYPE_CHECKING:
    from appliance.app.records import CaseSummary
    from appliance.packs.records import ModelRecord
    from appliance.risk.records import Score
    from gui.session import Session


class KeptScoresPane(QWidget):
    """A table on the left; the selected score, as it was made, on the right."""

    def __init__(self, session: Session, record: ModelRecord) -> None:
        super().__init__()
        traits = record.manifest.risk
        assert traits is not None  # noqa: S101 - the risk desk hands out risk models only
        self._session = session
        self._traits = traits
        self.banner = ErrorBanner()
        self.case = CasePicker(self.tr("Case"), self.tr("Scores of no case"))
        when = Column(
            self.tr("Scored"),
            lambda score: texts.moment(score.scored_at or ""),
            lambda score: score.scored_at or "",
        )
        applicant = Column(self.tr("Applicant"), lambda score: score.row_id or "–")
        self.table = RecordTable(
            self.tr("Kept scores"), [when, applicant, *score_columns()[:3]], stretch=1
        )
        self._shown = QStackedWidget()
        self._shown.addWidget(QWidget())
        self._stack = QStackedWidget()
        self._build()
        self.case.currentIndexChanged.connect(self.refresh)
        self.table.selected.connect(self._show_score)

    def _build(self) -> None:
        filled = QWidget()
        row = QHBoxLayout(filled)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(XL)
        row.addWidget(self.table, 5)
        row.addWidget(self._shown, 6)
        self._stack.addWidget(
            EmptyState(
                "risk",
                self.tr("No scores kept here"),
                self.tr(
                    "Scores are kept in the case that was chosen when they were made. Choose"
                    " another case above, or score an applicant."
                ),
            )
        )
        self._stack.addWidget(filled)
        picker = Field(self.tr("C&ase"), self.case)
        picker.setMaximumWidth(CARD_WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, L, 0, 0)
        column.setSpacing(M)
        column.addWidget(picker)
        column.addWidget(self.banner)
        column.addWidget(labels.line())
        column.addWidget(self._stack, 1)

    def set_cases(self, cases: tuple[CaseSummary, ...]) -> None:
        """The cases to choose from."""
        self.case.show_cases(cases)

    def refresh(self) -> None:
        """Read the scores of the chosen case again."""
        office, case = self._session.office, self.case.case()
        self.banner.clear()
        self._session.lanes.run(
            self,
            lambda job: office.scores.history(case),
            on_done=self._show,
            on_error=self.banner.show_error,
        )

    def _show(self, scores: tuple[Score, ...]) -> None:
        self.table.show_records(tuple(reversed(scores)))
        self._stack.setCurrentIndex(1 if scores else 0)

    def _show_score(self, score: Score | None) -> None:
        while self._shown.count() > 1:
            drop(self._shown, self._shown.widget(1))
        if score is not None:
            self._shown.addWidget(scrolling(ScoreView(score, self._traits)))
            self._shown.setCurrentIndex(1)
