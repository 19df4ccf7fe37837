"""The risk desk: one applicant, a file of applicants, and the scores that were kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabWidget, QWidget

from gui.pages.batch import BatchPane
from gui.pages.kept_scores import KeptScoresPane
from gui.pages.one_applicant import OneApplicantPane
from gui.spacing import M
from gui.widgets import labels
from gui.widgets.banner import ErrorBanner
from gui.widgets.empty import EmptyState
from gui.widgets.frame import page_column
from gui.words import pack

if TYPE_CHECKING:
    from appliance.app.records import CaseSummary
    from appliance.errors import ApplianceError
    from appliance.jobs import Job
    from appliance.packs.records import ModelRecord
    from gui.session import Session


class RiskPage(QWidget):
    """Follows the risk model in use: another model brings another form."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._digest = ""
        self.one: OneApplicantPane | None = None
        self.batch: BatchPane | None = None
        self.kept: KeptScoresPane | None = None
        self.banner = ErrorBanner()
        self._model = labels.note()
        self._model.setWordWrap(False)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(self.tr("Risk desk"))
        self.tabs.currentChanged.connect(self._tab_shown)
        self._stack = QStackedWidget()
        self._stack.addWidget(QWidget())
        self._stack.addWidget(self.tabs)
        self._none = EmptyState(
            "risk",
            self.tr("No risk model in use"),
            self.tr("Import a risk model on the Models page, or make one of those there active."),
        )
        self._stack.addWidget(self._none)
        column = page_column(self)
        head = QHBoxLayout()
        head.setSpacing(M)
        head.addWidget(labels.title(self.tr("Risk desk")))
        head.addStretch(1)
        head.addWidget(self._model)
        column.addLayout(head)
        column.addWidget(self.banner)
        column.addWidget(self._stack, 1)

    def refresh(self) -> None:
        """Read the model in use and the cases again."""
        office = self._session.office

        def work(job: Job) -> tuple[ModelRecord, tuple[CaseSummary, ...]]:
            return office.scores.model(), office.cases.list()

        self._session.lanes.run(self, work, on_done=self._show, on_error=self._refused)

    def _show(self, found: tuple[ModelRecord, tuple[CaseSummary, ...]]) -> None:
        record, cases = found
        self.banner.clear()
        if record.digest != self._digest:
            self._digest = record.digest
            self._fill(record)
        for pane in (self.one, self.batch, self.kept):
            if pane is not None:
                pane.set_cases(cases)
        self._stack.setCurrentIndex(1)
        self._tab_shown()

    def _fill(self, record: ModelRecord) -> None:
        manifest = record.manifest
        self._model.setText(
            self.tr("{title}, version {version}").format(
                title=pack(manifest.title), version=manifest.version
            )
        )
        labels.set_tip(self._model, pack(manifest.description))
        while self.tabs.count():
            old = self.tabs.widget(0)
            self.tabs.removeTab(0)
            if old is not None:
                old.deleteLater()
        self.one = OneApplicantPane(self._session, record)
        self.batch = BatchPane(self._session, record)
        self.kept = KeptScoresPane(self._session, record)
        self.tabs.addTab(self.one, self.tr("&One applicant"))
        self.tabs.addTab(self.batch, self.tr("A f&ile of applicants"))
        self.tabs.addTab(self.kept, self.tr("&Kept scores"))

    def _tab_shown(self) -> None:
        if self.kept is not None and self.tabs.currentWidget() is self.kept:
            self.kept.refresh()

    def _refused(self, error: ApplianceError) -> None:
        self._digest = ""
        if error.code == "P304":
            self._stack.setCurrentIndex(2)
        else:
            self.banner.show_error(error)
