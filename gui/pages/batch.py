"""Scoring a CSV file: in, out, and what was wrong with the rows that were not scored."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from gui import texts, words
from gui.pages.score_columns import score_columns
from gui.spacing import XL, L, M, S
from gui.tables.rows import Column
from gui.tables.view import RecordTable
from gui.widgets import buttons, labels
from gui.widgets.banner import ErrorBanner
from gui.widgets.casepicker import CasePicker
from gui.widgets.empty import EmptyState
from gui.widgets.field import Field
from gui.widgets.frame import card
from gui.widgets.progress import ProgressStrip

if TYPE_CHECKING:
    from appliance.app.records import CaseSummary
    from appliance.jobs import Job
    from appliance.packs.records import ModelRecord
    from appliance.risk.records import BatchResult, RowError, Score
    from gui.session import Session

_FORM_PX = 360
# A table is for looking; the whole result is in the file that was written.
ROWS_SHOWN = 500


class BatchPane(QWidget):
    """One file at a time; it can be stopped, and then no output file is left behind."""

    def __init__(self, session: Session, record: ModelRecord) -> None:
        super().__init__()
        self._session = session
        self._record = record
        self._busy = False
        self.source, self.output = QLineEdit(), QLineEdit()
        self.source.setPlaceholderText(self.tr("A CSV file with one applicant per row"))
        self.output.setPlaceholderText(self.tr("Leave empty to write no file"))
        self.explain = QCheckBox(self.tr("Add the &points of every input"))
        self.case = CasePicker(self.tr("Case to keep the results in"), self.tr("Do not keep"))
        self.score = buttons.push(
            self.tr("Scor&e the file"), self.submit, look="primary", icon="risk"
        )
        self.banner = ErrorBanner()
        self.progress = ProgressStrip()
        self.summary = labels.body()
        self.scores = RecordTable(
            self.tr("Scores"),
            [
                Column(
                    self.tr("Row"), lambda pair: texts.number(pair[0]), lambda pair: pair[0], True
                ),
                Column(self.tr("Applicant"), lambda pair: pair[1].row_id or "–"),
                *(_of_second(column) for column in score_columns()),
            ],
            stretch=6,
        )
        self.errors = RecordTable(
            self.tr("Rows that were not scored"),
            [
                Column(
                    self.tr("Row"), lambda error: texts.number(error.row), lambda e: e.row, True
                ),
                Column(self.tr("Applicant"), lambda error: error.row_id or "–"),
                Column(self.tr("Column"), lambda error: error.column or "–"),
                Column(self.tr("What is wrong"), lambda error: words.core(error.message)),
                Column(self.tr("Code"), lambda error: error.code),
            ],
            stretch=3,
        )
        self.tabs = QTabWidget()
        self._results = QStackedWidget()
        self._build()
        self.source.textChanged.connect(self._judge)
        self._judge()

    def _build(self) -> None:
        frame, inside = card(spacing=L)
        frame.setFixedWidth(_FORM_PX)
        inside.addWidget(labels.heading(self.tr("File")))
        inside.addWidget(
            Field(
                self.tr("&Applicants"),
                self._with_button(self.source, self._choose_source, self.tr("Choose the file")),
                self.tr(
                    "The header line names the inputs as the model does. A column “id” is carried"
                    " over to the result."
                ),
            )
        )
        inside.addWidget(
            Field(
                self.tr("Resul&t file"),
                self._with_button(self.output, self._choose_output, self.tr("Choose the result")),
                self.tr("A result file is not encrypted. Store it where it may be."),
            )
        )
        inside.addWidget(self.explain)
        inside.addWidget(Field(self.tr("Keep the results i&n"), self.case))
        inside.addStretch(1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.score)
        inside.addLayout(row)
        self._results.addWidget(
            EmptyState(
                "sheet",
                self.tr("No file scored yet"),
                self.tr(
                    "Choose a CSV file. Rows with a missing or impossible value are listed with"
                    " the reason; they never stop the others."
                ),
            )
        )
        filled = QWidget()
        column = QVBoxLayout(filled)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        column.addWidget(self.summary)
        column.addWidget(self.tabs, 1)
        self.tabs.addTab(self.scores, self.tr("Scores"))
        self.tabs.addTab(self.errors, self.tr("Rows not scored"))
        self._results.addWidget(filled)
        side = QVBoxLayout()
        side.setSpacing(M)
        side.addWidget(self.banner)
        side.addWidget(self.progress)
        side.addWidget(self._results, 1)
        columns = QHBoxLayout(self)
        columns.setContentsMargins(0, L, 0, 0)
        columns.setSpacing(XL)
        columns.addWidget(frame)
        columns.addLayout(side, 1)

    def _with_button(self, edit: QLineEdit, choose: object, name: str) -> QWidget:
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S)
        row.addWidget(edit, 1)
        button = buttons.tool("folder", name, choose)  # type: ignore[arg-type]  # a method
        row.addWidget(button)
        page.setFocusProxy(edit)
        return page

    def set_cases(self, cases: tuple[CaseSummary, ...]) -> None:
        """The cases to choose from."""
        self.case.show_cases(cases)

    def submit(self) -> None:
        """Score the file."""
        if not self.score.isEnabled():
            return
        office, name = self._session.office, self._record.manifest.name
        source = Path(self.source.text().strip()).expanduser()
        written = self.output.text().strip()
        output = Path(written).expanduser() if written else None
        explain, case = self.explain.isChecked(), self.case.case()
        self.banner.clear()
        self._busy = True
        self._judge()

        def work(job: Job) -> tuple[BatchResult, list[tuple[int, Score]]]:
            result = office.scores.score_csv(
                name, source, output=output, explain=explain, case=case, job=job
            )
            # Scores are built when they are read; reading them here keeps the window free.
            shown = list(islice(zip(result.row_numbers, result.rows, strict=True), ROWS_SHOWN))
            return result, shown

        task = self._session.lanes.run(
            self,
            work,
            lane="models",
            on_done=lambda found: self._show(found[0], found[1], output),
            on_error=self.banner.show_error,
            on_end=self._ended,
        )
        self.progress.watch(task, self.tr("Scoring"))

    def _show(
        self, result: BatchResult, shown: list[tuple[int, Score]], output: Path | None
    ) -> None:
        done = self.tr("%n row(s) scored.", "", len(result.rows))
        said = [done]
        if result.failed:
            said.append(self.tr("%n row(s) not scored.", "", result.failed))
        if output is not None:
            said.append(self.tr("Result written to {name}.").format(name=output.name))
        if len(result.rows) > len(shown):
            said.append(self.tr("The first %n are shown.", "", len(shown)))
        self.summary.setText(" ".join(said))
        self.scores.show_records(shown)
        errors: tuple[RowError, ...] = result.errors
        self.errors.show_records(errors)
        self.tabs.setTabText(1, self.tr("Rows not scored (%n)", "", result.failed))
        self._results.setCurrentIndex(1)

    def _ended(self) -> None:
        self._busy = False
        self._judge()

    def _judge(self) -> None:
        self.score.setEnabled(bool(self.source.text().strip()) and not self._busy)

    def _choose_source(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, self.tr("Applicants"), "", self.tr("Tables (*.csv);;All files (*)")
        )
        if name:
            self.source.setText(name)

    def _choose_output(self) -> None:
        source = Path(self.source.text().strip() or "applicants.csv")
        suggested = source.with_name(f"{source.stem}-scores.csv")
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Result file"), str(suggested), self.tr("Tables (*.csv)")
        )
        if name:
            self.output.setText(name)


def _of_second(column: Column) -> Column:
    """The column of a score, for rows that are pairs of row number and score."""
    key = column.key
    return Column(
        column.header,
        lambda pair: column.text(pair[1]),
        None if key is None else (lambda pair: key(pair[1])),
        column.right,
    )
