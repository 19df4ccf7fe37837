"""What the models did: for whom, with which model, how much and how long."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QDate, QDateTime, Qt
from PySide6.QtWidgets import QComboBox, QFileDialog, QVBoxLayout, QWidget

from gui import texts
from gui.spacing import L, M
from gui.tables.rows import Column, number_column
from gui.tables.view import RecordTable
from gui.widgets import buttons, labels
from gui.widgets.banner import ErrorBanner
from gui.widgets.bars import Bar, Bars
from gui.widgets.empty import EmptyState
from gui.widgets.summed import SummedTable, tool_row
from gui.words import core

if TYPE_CHECKING:
    from appliance.app.usage import UsageReport, UsageTotal
    from gui.session import Session

# So many lines are drawn; the table has all.
_DRAWN = 8
_DAYS = (0, 1, 7, 30, 365)
# Actions that run models, as the ledger names them.
PURPOSES = {
    "ask": QT_TRANSLATE_NOOP("usage", "Questions"),
    "search": QT_TRANSLATE_NOOP("usage", "Searches"),
    "replay": QT_TRANSLATE_NOOP("usage", "Answers made again"),
    "add_documents": QT_TRANSLATE_NOOP("usage", "Reading documents"),
    "score": QT_TRANSLATE_NOOP("usage", "Scores"),
    "review": QT_TRANSLATE_NOOP("usage", "Reviews"),
    "replay_review": QT_TRANSLATE_NOOP("usage", "Reviews run again"),
}


class UsagePage(QWidget):
    """`report` is what is shown now."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.report: UsageReport | None = None
        self.banner = ErrorBanner()
        self.notice = labels.note(tone="good")
        self.notice.hide()
        self.by = QComboBox()
        for value, text in (
            ("user", self.tr("by user")),
            ("case", self.tr("by case")),
            ("model", self.tr("by model")),
            ("purpose", self.tr("by kind of work")),
            ("day", self.tr("by day")),
        ):
            self.by.addItem(text, value)
        self.by.setAccessibleName(self.tr("Sums"))
        self.since = QComboBox()
        for days, text in zip(
            _DAYS,
            (
                self.tr("since the beginning"),
                self.tr("today"),
                self.tr("the last 7 days"),
                self.tr("the last 30 days"),
                self.tr("the last year"),
            ),
            strict=True,
        ):
            self.since.addItem(text, days)
        self.since.setAccessibleName(self.tr("Time"))
        self.export = buttons.push(self.tr("E&xport as CSV…"), self._choose, icon="document")
        self.export.setVisible(session.may("EXPORT_USAGE"))
        self.bars = Bars(self.tr("Time that models worked"))
        self.heading = labels.heading("")
        self.energy = labels.note()
        self.table = RecordTable(self.tr("What the models did"), self._columns(), stretch=0)
        self._stack = SummedTable(
            (self.heading, self.bars, self.energy),
            self.table,
            EmptyState(
                "cpu",
                self.tr("The models have done nothing yet"),
                self.tr(
                    "Questions, searches, documents and scores are counted here with the time and"
                    " the energy that they took. Cases are named by their reference only."
                ),
            ),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, L, 0, 0)
        column.setSpacing(M)
        column.addLayout(tool_row((self.by, self.since, None, self.export)))
        for widget in (self.banner, self.notice, self._stack):
            column.addWidget(widget)
        column.setStretchFactor(self._stack, 1)
        self.by.currentIndexChanged.connect(lambda _: self.refresh())
        self.since.currentIndexChanged.connect(lambda _: self.refresh())

    def _columns(self) -> list[Column]:
        def counted(name: str, field: str) -> Column:
            return number_column(name, lambda one: getattr(one, field))

        return [
            Column(self.tr("For"), self._name),
            counted(self.tr("Requests"), "requests"),
            counted(self.tr("Tokens read"), "prefill_tokens"),
            counted(self.tr("Not read again"), "kept_tokens"),
            counted(self.tr("Tokens written"), "decode_tokens"),
            counted(self.tr("Passages"), "texts"),
            counted(self.tr("Applicants"), "rows"),
            Column(
                self.tr("Time"),
                lambda one: _duration(one.work_s),
                lambda one: one.work_s,
                right=True,
            ),
            Column(
                self.tr("Energy"),
                lambda one: _energy(one) if one.metered_s else self.tr("unknown"),
                lambda one: one.energy_j,
                right=True,
            ),
        ]

    def refresh(self) -> None:
        """Read the sums again."""
        office, by, since = self._session.office, self._by(), self._since()
        self._session.lanes.run(
            self,
            lambda job: office.usage.report(by, since),
            on_done=self._show,
            on_error=self.banner.show_error,
        )

    def _show(self, report: UsageReport) -> None:
        self.report = report
        self.banner.clear()
        self._stack.show_any(bool(report.totals))
        self.export.setEnabled(bool(report.totals))
        drawn = report.totals[-_DRAWN:] if report.by == "day" else report.totals[:_DRAWN]
        self.bars.show_bars(
            [Bar(self._name(one), one.work_s, _duration(one.work_s)) for one in drawn]
        )
        self.heading.setText(
            self.tr("Models worked for {time}").format(time=_duration(report.whole.work_s))
        )
        if report.energy_missing:
            self.energy.setText(
                self.tr("Energy is not counted: {why}.").format(why=core(report.energy_missing))
            )
        else:
            self.energy.setText(
                self.tr("The whole machine used {energy} meanwhile.").format(
                    energy=_energy(report.whole)
                )
            )
        self.table.show_records(report.totals)

    def _name(self, one: UsageTotal) -> str:
        by = self.report.by if self.report is not None else ""
        if by == "purpose":
            words = PURPOSES.get(one.name)
            return one.name if words is None else QCoreApplication.translate("usage", str(words))
        if by == "case" and not one.name:
            return self.tr("no case")
        if by == "case" and one.name == "deleted":
            return self.tr("deleted cases")
        return one.name

    def _by(self) -> str:
        return str(self.by.currentData())

    def _since(self) -> str | None:
        days = int(self.since.currentData())
        if not days:
            return None
        today = QDateTime.currentDateTimeUtc().date()
        first: QDate = today.addDays(1 - days)
        return first.toString(Qt.DateFormat.ISODate)

    def _choose(self) -> None:
        day = QDateTime.currentDateTime().toString("yyyy-MM-dd")
        found, _ = QFileDialog.getSaveFileName(
            self, self.tr("Export"), str(Path.home() / f"usage-{day}.csv"), "CSV (*.csv)"
        )
        if found:
            self.write(Path(found))

    def write(self, path: Path) -> None:
        """Write what is shown into a file."""
        office, by, since = self._session.office, self._by(), self._since()
        self.notice.hide()
        self._session.lanes.run(
            self,
            lambda job: office.usage.export(path, by, since),
            on_done=lambda _: self._written(path),
            on_error=self.banner.show_error,
        )

    def _written(self, path: Path) -> None:
        self.notice.setText(self.tr("Written: {file}").format(file=path.name))
        self.notice.show()


def _duration(seconds: float) -> str:
    return texts.duration(seconds)


def _energy(one: UsageTotal) -> str:
    joules_per_wh = 3600
    if one.energy_j < joules_per_wh:
        return f"{texts.number(one.energy_j)} J"
    return f"{texts.number(one.energy_j / joules_per_wh, 1)} Wh"
