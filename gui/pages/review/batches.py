"""Many cases against one checklist: begin, watch, go on after a stop, and what came out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from gui import review_words as words
from gui import texts
from gui.dialogs import run_dialog
from gui.pages.review.batch_dialog import BatchDialog
from gui.spacing import L, M
from gui.tables.rows import Column, number_column
from gui.tables.view import RecordTable
from gui.widgets import buttons, labels
from gui.widgets.banner import ErrorBanner
from gui.widgets.bars import Bar, Bars
from gui.widgets.empty import EmptyState
from gui.widgets.progress import ProgressStrip
from gui.widgets.staying import StayOn
from gui.widgets.summed import SummedTable, tool_row

if TYPE_CHECKING:
    from collections.abc import Callable

    from appliance.app.records import CaseSummary
    from appliance.jobs import Job, Progress
    from appliance.review.batches.records import Batch, BatchCase
    from appliance.review.checklists.records import Shelved
    from gui.pages.review.batch_dialog import Wish
    from gui.session import Session


class BatchesPage(QWidget):
    """Signals: `chosen` carries the case and the number of a review to open."""

    chosen = Signal(str, int)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.runs = session.runs
        self._batches: tuple[Batch, ...] = ()
        # A run that was begun here is shown as soon as it is kept.
        self._newest = False
        self._behind = ""
        self.banner = ErrorBanner()
        self.progress = ProgressStrip()
        self.batch = QComboBox()
        self.batch.setAccessibleName(self.tr("Run"))
        self.batch.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.begin = buttons.push(
            self.tr("Revie&w many cases…"), self.ask, look="primary", icon="review"
        )
        self.resume = buttons.push("", self.go_on, icon="play")
        self.stay = StayOn(allowed=False)
        self.away_note = labels.note(
            self.tr(
                "This run goes on while nobody is here. The vault locks when it has ended, if the"
                " screen is locked then."
            )
        )
        self.leave = buttons.push(
            self.tr("Lea&ve now: lock the screen"), self.runs.away_wanted.emit, icon="lock"
        )
        self.open = buttons.push(self.tr("Op&en"), self._open_selected, icon="next")
        self.heading = labels.heading("")
        self.bars = Bars(self.tr("Cases of this run"))
        self.table = RecordTable(self.tr("Cases of this run"), self._columns())
        self.trouble = labels.note(tone="danger")
        empty = EmptyState(
            "review",
            self.tr("No run over many cases yet"),
            self.tr(
                "Choose a checklist and cases, or a folder with one folder for each case. It"
                " ends in a list of what came out for each case and file. When the vault is locked,"
                " or after a power cut, it waits for “Go on”; for a whole night tick “Go on while"
                " nobody is here”."
            ),
        )
        self._stack = SummedTable(
            (self.heading, self.bars), self.table, empty, below=(self.trouble,)
        )
        self._build()
        self.table.selected.connect(self._selected)
        self.batch.currentIndexChanged.connect(lambda _index: self._show_batch())
        self.table.opened.connect(self._chose)
        self.runs.begun.connect(self._watch)
        self.runs.progressed.connect(self._progressed)
        self.runs.ended.connect(self._ended)
        self._watch()
        self._tell_error()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, L, 0, 0)
        column.setSpacing(M)
        column.addLayout(tool_row((self.batch, self.resume, None, self.open, self.begin)))
        column.addWidget(self.banner)
        column.addWidget(self.progress)
        self.away = QWidget()
        away = QVBoxLayout(self.away)
        away.setContentsMargins(0, 0, 0, 0)
        away.addWidget(self.away_note)
        away.addLayout(tool_row((self.leave, None)))
        column.addWidget(self.away)
        column.addWidget(self.stay)
        column.addWidget(self._stack, 1)

    def _columns(self) -> list[Column]:
        def counted(name: str, field: str) -> Column:
            return number_column(
                name, lambda one: getattr(one.counts, field) if one.counts else None
            )

        return [
            Column(self.tr("Case"), lambda one: one.case),
            Column(self.tr("State"), self._state),
            counted(words.word(words.VERDICTS, "met"), "met"),
            counted(words.word(words.VERDICTS, "not met"), "not_met"),
            counted(words.word(words.VERDICTS, "contradicted"), "contradicted"),
            counted(words.word(words.VERDICTS, "not found"), "not_found"),
            counted(words.word(words.VERDICTS, "needs a person"), "needs_a_person"),
            counted(self.tr("Exceptions"), "exceptions"),
            Column(
                self.tr("Files read"),
                self._files,
                lambda one: -sum(file.state != "read" for file in one.files),
                right=True,
            ),
            Column(
                self.tr("Time"),
                lambda one: texts.duration(one.seconds) if one.seconds else "",
                lambda one: one.seconds,
                right=True,
            ),
        ]

    def _state(self, case: BatchCase) -> str:
        states = {
            "waiting": self.tr("waiting"),
            "done": self.tr("done"),
            "failed": self.tr("failed"),
        }
        # The whole reason stands below the table when the row is chosen.
        code = case.error.partition(" ")[0]
        return f"{states[case.state]} ({code})" if code else states[case.state]

    def _files(self, case: BatchCase) -> str:
        if not case.files:
            return ""
        return self.tr("{done} of {all}").format(
            done=texts.number(sum(file.state == "read" for file in case.files)),
            all=texts.number(len(case.files)),
        )

    # Looking -------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the runs again."""
        office = self._session.office
        chosen = None if self._newest else self.batch.currentData()

        def work(job: Job) -> _Found:
            batches = office.reviews.batches()
            numbers = [one.id for one in batches]
            # Files are read from each case, so only those of the run that is shown.
            shown = chosen if chosen in numbers else next(iter(numbers), None)
            whole = tuple(
                office.reviews.show_batch(one.id) if one.id == shown else one for one in batches
            )
            return _Found(whole, office.checklists.list(), office.screen.allowed)

        self._session.lanes.run(
            self, work, lane="pages", on_done=self._show, on_error=self.banner.show_error
        )

    def _show(self, found: _Found) -> None:
        titles = words.titles(found.shelf)
        chosen = self.batch.currentData()
        self._batches = found.batches
        self.stay.allow(found.may_stay)
        self.batch.blockSignals(True)
        self.batch.clear()
        for one in found.batches:
            self.batch.addItem(
                self.tr("{at}: {checklist}, {cases}").format(
                    at=texts.moment(one.started_at),
                    checklist=titles.get(one.checklist, one.checklist),
                    cases=self.tr("%n case(s)", "", len(one.cases)),
                ),
                one.id,
            )
        at = 0 if self._newest else max(0, self.batch.findData(chosen))
        self.batch.setCurrentIndex(at)
        self.batch.blockSignals(False)
        self.batch.setVisible(bool(found.batches))
        self._stack.show_any(bool(found.batches))
        self._draw()

    @property
    def current(self) -> Batch | None:
        """The run that is shown."""
        number = self.batch.currentData()
        return next((one for one in self._batches if one.id == number), None)

    def _show_batch(self) -> None:
        """Another run was chosen: draw what is known of it, and read its files."""
        self._newest = False
        self._draw()
        self.refresh()

    def _draw(self) -> None:
        batch = self.current
        unfinished = batch is not None and (not batch.ended_at or batch.again)
        may_go_on = unfinished and self.runs.task is None
        self.resume.setVisible(may_go_on)
        self.stay.setVisible(may_go_on)
        self.away.setVisible(self.runs.task is not None and self.runs.stays)
        self.open.setVisible(batch is not None)
        if batch is None:
            return
        self.resume.setText(
            self.tr("Tr&y the failed ones again") if batch.ended_at else self.tr("Go &on")
        )
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
        lines = [] if case is None else self._troubles(case)
        self.trouble.setText("\n".join(lines))
        self.trouble.setVisible(bool(lines))

    def _troubles(self, case: BatchCase) -> list[str]:
        """What went wrong with a case: now, in the tries before, and with its files."""
        lines = [words.trouble(case.error)] if case.error else []
        lines += [
            self.tr("Tried before, {at}: {why}").format(
                at=texts.moment(tried.at), why=words.trouble(tried.error)
            )
            for tried in case.before
        ]
        lines += [
            self.tr("“{name}” could not be read: {why}").format(
                name=file.document, why=words.trouble(f"{file.code} {file.error}")
            )
            for file in case.files
            if file.state == "failed"
        ]
        return lines

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

        def work(job: Job) -> tuple[tuple[Shelved, ...], tuple[CaseSummary, ...], bool]:
            return office.checklists.list(), office.cases.list(), office.screen.allowed

        self._session.lanes.run(
            self, work, on_done=lambda found: self._asked(*found), on_error=self.banner.show_error
        )

    def _asked(
        self, shelf: tuple[Shelved, ...], cases: tuple[CaseSummary, ...], may_stay: bool
    ) -> None:
        dialog = BatchDialog(self, shelf, cases, may_stay=may_stay)
        wished: list[Wish] = []
        dialog.accepted.connect(lambda: wished.append(dialog.wish))
        if run_dialog(dialog):
            self.run(wished[0])

    def run(self, wish: Wish) -> None:
        """Begin a run over cases, or over a folder with one folder for each case."""
        office = self._session.office
        what = wish.cases if wish.folder is None else wish.folder
        self._newest = True
        self._start(
            lambda job: office.reviews.batch(what, wish.checklist, job=job), stays=wish.stays
        )

    def go_on(self) -> None:
        """Go on with a run that was stopped, and try again what failed in it."""
        batch = self.current
        if batch is not None:
            office, number = self._session.office, batch.id
            self._start(
                lambda job: office.reviews.resume_batch(number, job=job), stays=self.stay.wished
            )

    def _start(self, work: Callable[[Job], object], *, stays: bool) -> None:
        self.banner.clear()
        self.runs.start(work, stays=stays)

    def _watch(self) -> None:
        """Show the run under way, also one that was begun before this page was made."""
        task = self.runs.task
        self.begin.setEnabled(task is None)
        if task is not None and not self.progress.watches(task):
            self.progress.watch(task, self.tr("Reviewing the cases"))
        self._draw()

    def _progressed(self, progress: Progress) -> None:
        """Read the run again whenever another case is begun."""
        behind = progress.note.partition(":")[0]
        if behind != self._behind and progress.stage == "reviewing cases":
            self._behind = behind
            self.refresh()

    def _ended(self) -> None:
        self._tell_error()
        self.stay.tick.setChecked(False)
        self._watch()
        self.refresh()

    def _tell_error(self) -> None:
        """What ended a run, also if this page was not there then."""
        error = self.runs.take_error()
        if error is not None:
            self.banner.show_error(error)


class _Found(NamedTuple):
    """All runs, the shelf, and whether a run may go on while nobody is here."""

    batches: tuple[Batch, ...]
    shelf: tuple[Shelved, ...]
    may_stay: bool
