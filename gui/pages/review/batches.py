"""Many cases against one checklist: begin, watch, go on after a stop, and what came out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gui import review_words as words
from gui import texts
from gui.dialogs import run_dialog
from gui.spacing import CARD_WIDTH, XL, L, M, S
from gui.tables.rows import Column
from gui.tables.view import RecordTable
from gui.widgets import buttons, labels
from gui.widgets.banner import ErrorBanner
from gui.widgets.bars import Bar, Bars
from gui.widgets.empty import EmptyState
from gui.widgets.field import Field
from gui.widgets.frame import card
from gui.widgets.progress import ProgressStrip

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from appliance.app.records import CaseSummary
    from appliance.jobs import Job
    from appliance.review.checklists.records import Shelved
    from appliance.review.records import Batch, BatchCase
    from gui.jobs import Task
    from gui.session import Session


class BatchesPage(QWidget):
    """Signals: `chosen` carries the case and the number of a review to open."""

    chosen = Signal(str, int)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._task: Task | None = None
        self._batches: tuple[Batch, ...] = ()
        self.banner = ErrorBanner()
        self.progress = ProgressStrip()
        self.batch = QComboBox()
        self.batch.setAccessibleName(self.tr("Run"))
        self.batch.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.begin = buttons.push(
            self.tr("Revie&w many cases…"), self.ask, look="primary", icon="review"
        )
        self.resume = buttons.push(self.tr("Go &on"), self.go_on, icon="play")
        self.open = buttons.push(self.tr("Op&en"), self._open_selected, icon="next")
        self.heading = labels.heading("")
        self.bars = Bars(self.tr("Cases of this run"))
        self.table = RecordTable(self.tr("Cases of this run"), self._columns())
        self.trouble = labels.note(tone="danger")
        self._stack = QStackedWidget()
        self._build()
        self.table.selected.connect(self._selected)
        self.batch.currentIndexChanged.connect(lambda _index: self._show_batch())
        self.table.opened.connect(self._chose)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, L, 0, 0)
        column.setSpacing(M)
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(self.batch)
        row.addWidget(self.resume)
        row.addStretch(1)
        row.addWidget(self.open)
        row.addWidget(self.begin)
        column.addLayout(row)
        column.addWidget(self.banner)
        column.addWidget(self.progress)
        filled = QWidget()
        inside = QVBoxLayout(filled)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(M)
        picture, drawn = card(spacing=M)
        drawn.addWidget(self.heading)
        drawn.addWidget(self.bars)
        inside.addWidget(picture)
        inside.addWidget(self.table, 1)
        inside.addWidget(self.trouble)
        self._stack.addWidget(QWidget())
        self._stack.addWidget(filled)
        self._stack.addWidget(
            EmptyState(
                "review",
                self.tr("No run over many cases yet"),
                self.tr(
                    "Choose a checklist and cases, or a folder with one folder for each case. It"
                    " ends in a list of what came out for each case. When the vault is locked, or"
                    " after a power cut, it waits for “Go on”; for a whole night begin it with the"
                    " command “cofferdam review batch”."
                ),
            )
        )
        column.addWidget(self._stack, 1)

    def _columns(self) -> list[Column]:
        def counted(name: str, field: str) -> Column:
            return Column(
                name,
                lambda one: texts.number(getattr(one.counts, field)) if one.counts else "",
                lambda one: getattr(one.counts, field) if one.counts else -1,
                right=True,
            )

        states = {
            "waiting": self.tr("waiting"),
            "done": self.tr("done"),
            "failed": self.tr("failed"),
        }
        return [
            Column(self.tr("Case"), lambda one: one.case),
            Column(
                self.tr("State"),
                lambda one: states[one.state],
            ),
            counted(words.word(words.VERDICTS, "met"), "met"),
            counted(words.word(words.VERDICTS, "not met"), "not_met"),
            counted(words.word(words.VERDICTS, "contradicted"), "contradicted"),
            counted(words.word(words.VERDICTS, "not found"), "not_found"),
            counted(words.word(words.VERDICTS, "needs a person"), "needs_a_person"),
            Column(
                self.tr("Time"),
                lambda one: texts.duration(one.seconds) if one.seconds else "",
                lambda one: one.seconds,
                right=True,
            ),
        ]

    # Looking -------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the runs again."""
        office = self._session.office

        def work(job: Job) -> tuple[tuple[Batch, ...], tuple[Shelved, ...]]:
            return office.reviews.batches(), office.checklists.list()

        self._session.lanes.run(
            self,
            work,
            lane="pages",
            on_done=lambda found: self._show(*found),
            on_error=self.banner.show_error,
        )

    def _show(self, batches: tuple[Batch, ...], shelf: tuple[Shelved, ...]) -> None:
        titles = words.titles(shelf)
        chosen = self.batch.currentData()
        self._batches = batches
        self.batch.blockSignals(True)
        self.batch.clear()
        for one in batches:
            self.batch.addItem(
                self.tr("{at}: {checklist}, {cases}").format(
                    at=texts.moment(one.started_at),
                    checklist=titles.get(one.checklist, one.checklist),
                    cases=self.tr("%n case(s)", "", len(one.cases)),
                ),
                one.id,
            )
        self.batch.setCurrentIndex(max(0, self.batch.findData(chosen)))
        self.batch.blockSignals(False)
        self.batch.setVisible(bool(batches))
        self._stack.setCurrentIndex(1 if batches else 2)
        self._show_batch()

    @property
    def current(self) -> Batch | None:
        """The run that is shown."""
        number = self.batch.currentData()
        return next((one for one in self._batches if one.id == number), None)

    def _show_batch(self) -> None:
        batch = self.current
        self.resume.setVisible(batch is not None and not batch.ended_at and self._task is None)
        self.open.setVisible(batch is not None)
        if batch is None:
            return
        done = [one for one in batch.cases if one.state == "done"]
        failed = sum(one.state == "failed" for one in batch.cases)
        clean = sum(one.counts is not None and not one.counts.exceptions for one in done)
        waiting = len(batch.cases) - len(done) - failed
        self.heading.setText(
            self.tr("{done} of {all} cases reviewed").format(
                done=texts.number(len(done)), all=texts.number(len(batch.cases))
            )
        )
        self.bars.show_bars(
            [
                Bar(self.tr("without exceptions"), clean, texts.number(clean), "good"),
                Bar(
                    self.tr("with exceptions"),
                    len(done) - clean,
                    texts.number(len(done) - clean),
                    "warning",
                ),
                Bar(self.tr("failed"), failed, texts.number(failed), "danger"),
                Bar(self.tr("waiting"), waiting, texts.number(waiting), "muted"),
            ],
            whole=float(len(batch.cases)),
        )
        self.table.show_records(batch.cases)

    def _selected(self, case: BatchCase | None) -> None:
        self.open.setEnabled(case is not None and bool(case.review))
        self.trouble.setText(words.trouble(case.error) if case is not None else "")
        self.trouble.setVisible(case is not None and bool(case.error))

    def _open_selected(self) -> None:
        case = self.table.record()
        if case is not None:
            self._chose(case)

    def _chose(self, case: BatchCase) -> None:
        if case.review:
            self.chosen.emit(case.case, case.review)

    # Running -------------------------------------------------------------------------------------

    def ask(self) -> None:
        """Which checklist, which cases."""
        office = self._session.office

        def work(job: Job) -> tuple[tuple[Shelved, ...], tuple[CaseSummary, ...]]:
            return office.checklists.list(), office.cases.list()

        self._session.lanes.run(
            self, work, on_done=lambda found: self._asked(*found), on_error=self.banner.show_error
        )

    def _asked(self, shelf: tuple[Shelved, ...], cases: tuple[CaseSummary, ...]) -> None:
        dialog = BatchDialog(self, shelf, cases)
        wished: list[tuple[str, Path | None, tuple[str, ...]]] = []
        dialog.accepted.connect(lambda: wished.append(dialog.wish))
        if run_dialog(dialog):
            self.run(*wished[0])

    def run(self, checklist: str, folder: Path | None, cases: Sequence[str]) -> None:
        """Begin a run over cases, or over a folder with one folder for each case."""
        office = self._session.office
        if folder is None:
            self._start(lambda job: office.reviews.batch(tuple(cases), checklist, job=job))
        else:
            self._start(lambda job: office.reviews.batch(folder, checklist, job=job))

    def go_on(self) -> None:
        """Go on with a run that was stopped."""
        batch = self.current
        if batch is not None:
            office, number = self._session.office, batch.id
            self._start(lambda job: office.reviews.resume_batch(number, job=job))

    def _start(self, work: Callable[[Job], object]) -> None:
        if self._task is not None:
            return
        self.banner.clear()
        self._task = self._session.lanes.run(
            self, work, lane="models", on_error=self.banner.show_error, on_end=self._ended
        )
        self.progress.watch(self._task, self.tr("Reviewing the cases"))
        self.begin.setEnabled(False)

    def _ended(self) -> None:
        self._task = None
        self.begin.setEnabled(True)
        self.refresh()


class BatchDialog(QDialog):
    """`wish` is the checklist's name, a folder or None, and the cases."""

    def __init__(
        self, parent: QWidget, shelf: Sequence[Shelved], cases: Sequence[CaseSummary]
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Review many cases"))
        self.setMinimumWidth(CARD_WIDTH)
        self._folder: Path | None = None
        self.checklist = QComboBox()
        for one in shelf:
            title = words.checklist_title(one.checklist)
            self.checklist.addItem(f"{title} ({one.checklist.version})", one.checklist.name)
        self.cases = QListWidget()
        for case in cases:
            line = QListWidgetItem(case.name)
            line.setFlags(line.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            line.setCheckState(Qt.CheckState.Checked)
            self.cases.addItem(line)
        self.folder = labels.note()
        self.folder.hide()
        self.start = buttons.push(self.tr("&Begin"), self.accept, look="primary")
        self.start.setDefault(True)
        self.cases.itemChanged.connect(lambda _item: self._judge())
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, XL, XL, L)
        column.setSpacing(L)
        column.addWidget(Field(self.tr("&Checklist"), self.checklist))
        column.addWidget(Field(self.tr("C&ases"), self.cases))
        column.addWidget(
            buttons.push(
                self.tr("A &folder with one folder for each case…"),
                self._choose,
                look="link",
                icon="folder",
            )
        )
        column.addWidget(self.folder)
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addStretch(1)
        row.addWidget(buttons.push(self.tr("Cance&l"), self.reject))
        row.addWidget(self.start)
        column.addLayout(row)
        self._judge()

    @property
    def wish(self) -> tuple[str, Path | None, tuple[str, ...]]:
        """What was chosen."""
        lines = [self.cases.item(at) for at in range(self.cases.count())]
        chosen = [one.text() for one in lines if one.checkState() == Qt.CheckState.Checked]
        return str(self.checklist.currentData()), self._folder, tuple(chosen)

    def _choose(self) -> None:
        found = QFileDialog.getExistingDirectory(self, self.tr("Folder with the cases"))
        if found:
            self._folder = Path(found)
            self.folder.setText(
                self.tr("Each folder in “{name}” becomes a case.").format(name=self._folder.name)
            )
            self.folder.show()
            self.cases.setEnabled(False)
            self._judge()

    def _judge(self) -> None:
        ready = self._folder is not None or bool(self.wish[2])
        self.start.setEnabled(ready and self.checklist.count() > 0)
