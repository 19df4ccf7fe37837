"""Scoring one applicant: the form on the left, the result on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gui.announcing import announce
from gui.keys import KEYS, bind
from gui.pages.risk_form import RiskForm
from gui.pages.risk_result import ScoreView
from gui.spacing import XL, L, M, S
from gui.widgets import buttons, labels
from gui.widgets.banner import ErrorBanner
from gui.widgets.casepicker import CasePicker
from gui.widgets.empty import EmptyState
from gui.widgets.field import Field
from gui.widgets.frame import card, drop, scrolling
from gui.widgets.progress import ProgressStrip

if TYPE_CHECKING:
    from appliance.app.records import CaseSummary
    from appliance.jobs import Job
    from appliance.packs.records import ModelRecord
    from appliance.risk.records import Score
    from gui.session import Session

_FORM_LEAST_PX, _FORM_MOST_PX = 380, 470


class OneApplicantPane(QWidget):
    """The result is kept in the chosen case; without one it is kept for no case."""

    def __init__(self, session: Session, record: ModelRecord) -> None:
        super().__init__()
        traits = record.manifest.risk
        assert traits is not None  # noqa: S101 - the risk desk hands out risk models only
        self._session = session
        self._record = record
        self._traits = traits
        self._busy = False
        self.form = RiskForm(traits)
        self.case = CasePicker(self.tr("Case to keep the result in"), self.tr("No case"))
        self.score = buttons.push(
            self.tr("Scor&e"), self.submit, look="primary", icon="risk", hint="Ctrl+Return"
        )
        self.clear = buttons.push(self.tr("Cle&ar the form"), self._clear)
        self.banner = ErrorBanner()
        self.progress = ProgressStrip()
        self.result: ScoreView | None = None
        self._results = QStackedWidget()
        self._build()
        self.form.changed.connect(self._judge)
        for keys in (KEYS["score"], "Ctrl+Enter"):
            bind(keys, self, self.submit, "inside")
        self._judge()

    def _build(self) -> None:
        frame, inside = card(spacing=M)
        frame.setMinimumWidth(_FORM_LEAST_PX)
        frame.setMaximumWidth(_FORM_MOST_PX)
        inside.addWidget(labels.heading(self.tr("Applicant")))
        inside.addWidget(scrolling(self.form), 1)
        inside.addWidget(labels.line())
        inside.addWidget(Field(self.tr("Keep the result i&n"), self.case))
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(self.clear)
        row.addStretch(1)
        row.addWidget(self.score)
        inside.addLayout(row)
        self._results.addWidget(
            EmptyState(
                "risk",
                self.tr("No score yet"),
                self.tr(
                    "Fill in the form and press Score. The result shows the probability of"
                    " default, the points with their reasons, and how far the cut-off is away."
                ),
            )
        )
        side = QVBoxLayout()
        side.setSpacing(M)
        side.addWidget(self.banner)
        side.addWidget(self.progress)
        side.addWidget(self._results, 1)
        columns = QHBoxLayout(self)
        columns.setContentsMargins(0, L, 0, 0)
        columns.setSpacing(XL)
        columns.addWidget(frame, 2)
        columns.addLayout(side, 3)

    def set_cases(self, cases: tuple[CaseSummary, ...]) -> None:
        """The cases to choose from."""
        self.case.show_cases(cases)

    def submit(self) -> None:
        """Score what is in the form."""
        if not self.score.isEnabled():
            return
        office, name = self._session.office, self._record.manifest.name
        values, case = self.form.values(), self.case.case()
        self.banner.clear()
        self._busy = True
        self._judge()

        def work(job: Job) -> Score:
            return office.scores.score(name, values, case=case, job=job)

        task = self._session.lanes.run(
            self,
            work,
            lane="models",
            on_done=self._show,
            on_error=self.banner.show_error,
            on_end=self._ended,
        )
        self.progress.watch(task, self.tr("Scoring"))

    def _show(self, score: Score) -> None:
        self.result = ScoreView(score, self._traits)
        area = scrolling(self.result)
        area.setAccessibleName(self.tr("Result"))
        while self._results.count() > 1:
            drop(self._results, self._results.widget(1))
        self._results.addWidget(area)
        self._results.setCurrentIndex(1)
        announce(self, f"{self.result.scale.accessibleDescription()} {self.result.distance.text()}")

    def _ended(self) -> None:
        self._busy = False
        self._judge()

    def _clear(self) -> None:
        self.form.clear()
        self.result = None
        self._results.setCurrentIndex(0)
        self.banner.clear()
        next(iter(self.form.rows.values())).edit.setFocus()

    def _judge(self) -> None:
        ready = self.form.complete() and not self._busy
        self.score.setEnabled(ready)
        hint = self.tr("Ctrl+Return") if ready else self.tr("Fill in every field with a number.")
        labels.set_tip(self.score, hint)
        self.score.setAccessibleDescription(hint)
