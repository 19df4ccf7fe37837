"""All reviews of all cases: how far each is, how old, and what is overdue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from gui import review_words as words
from gui import texts
from gui.spacing import CARD_WIDTH, L, M
from gui.tables.rows import Column
from gui.tables.view import RecordTable
from gui.widgets import buttons, labels
from gui.widgets.banner import ErrorBanner
from gui.widgets.bars import Bar, Bars
from gui.widgets.empty import EmptyState
from gui.widgets.summed import SummedTable

if TYPE_CHECKING:
    from appliance.jobs import Job
    from appliance.review.checklists.records import Shelved
    from appliance.review.records import ReviewLine
    from gui.session import Session

_STATES = ("proposing", "open", "submitted", "signed")
# Reviews that wait longer than this are counted apart: a week, a month, a quarter.
_AGES_DAYS = (7, 30, 90)


class ReviewsList(QWidget):
    """Signals: `chosen` carries the case and the number of the review to open."""

    chosen = Signal(str, int)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._lines: tuple[ReviewLine, ...] = ()
        self._titles: dict[str, str] = {}
        self.banner = ErrorBanner()
        self.state = QComboBox()
        self.state.setAccessibleName(self.tr("State"))
        self.state.addItem(self.tr("unfinished"), "unfinished")
        for state in _STATES:
            self.state.addItem(words.word(words.REVIEW_STATES, state), state)
        self.state.addItem(self.tr("overdue exceptions"), "overdue")
        self.state.addItem(self.tr("all"), "all")
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Find a case by name"))
        self.search.setAccessibleName(self.tr("Find a case by name"))
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(CARD_WIDTH // 2)
        self.open = buttons.push(self.tr("&Open"), self._open_selected, icon="next")
        self.table = RecordTable(self.tr("Reviews"), self._columns())
        self.bars = Bars(self.tr("Unfinished reviews by age"))
        self.summary = labels.heading("")
        empty = EmptyState(
            "review",
            self.tr("No reviews yet"),
            self.tr(
                "A review goes through a checklist and shows for each item what the papers of"
                " a case say. Open a case and press “Review…”."
            ),
        )
        self._stack = SummedTable(
            (self.summary, self.bars),
            self.table,
            empty,
            tools=(self.state, self.search, None, self.open),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, L, 0, 0)
        column.setSpacing(M)
        column.addWidget(self.banner)
        column.addWidget(self._stack, 1)
        self.state.currentIndexChanged.connect(lambda _: self._filter())
        self.search.textChanged.connect(self.table.filter)
        self.table.opened.connect(self._chose)
        self.table.selected.connect(lambda line: self.open.setEnabled(line is not None))

    def _columns(self) -> list[Column]:
        return [
            Column(self.tr("Case"), lambda line: line.case),
            Column(self.tr("Checklist"), self._checklist),
            Column(
                self.tr("State"),
                lambda line: "" if line.trouble else words.word(words.REVIEW_STATES, line.state),
                lambda line: _STATES.index(line.state),
            ),
            Column(
                self.tr("Decided"),
                self._decided,
                lambda line: line.counts.decided / max(1, line.counts.total),
                right=True,
            ),
            Column(
                self.tr("Exceptions"),
                self._exceptions,
                lambda line: line.counts.exceptions,
                right=True,
            ),
            Column(
                self.tr("Age"),
                lambda line: "" if line.trouble else self.tr("%n day(s)", "", line.age_days),
                lambda line: line.age_days,
                right=True,
            ),
            Column(self.tr("Signed by"), lambda line: ", ".join(filter(None, _signers(line)))),
        ]

    def _decided(self, line: ReviewLine) -> str:
        if line.trouble:
            return ""
        return self.tr("{done} of {all}").format(
            done=texts.number(line.counts.decided), all=texts.number(line.counts.total)
        )

    def _exceptions(self, line: ReviewLine) -> str:
        if line.trouble:
            return ""
        count = texts.number(line.counts.exceptions)
        if not line.overdue:
            return count
        return self.tr("{count} ({overdue} overdue)").format(
            count=count, overdue=texts.number(line.overdue)
        )

    def _checklist(self, line: ReviewLine) -> str:
        if line.trouble:
            return self.tr("This case cannot be read: {why}").format(why=line.trouble)
        # One that is not on the shelf any more is called as it was then.
        return f"{self._titles.get(line.checklist, line.title)} {line.version}"

    def refresh(self) -> None:
        """Read the reviews of all cases again."""
        office = self._session.office

        def work(job: Job) -> tuple[tuple[ReviewLine, ...], tuple[Shelved, ...]]:
            return office.reviews.list(job=job), office.checklists.list()

        self._session.lanes.run(
            self,
            work,
            lane="pages",
            on_done=lambda found: self._show(*found),
            on_error=self.banner.show_error,
        )

    def _show(self, lines: tuple[ReviewLine, ...], shelf: tuple[Shelved, ...]) -> None:
        self.banner.clear()
        self._titles = words.titles(shelf)
        self._lines = lines
        self._stack.show_any(bool(lines))
        known = [line for line in lines if not line.trouble]
        unfinished = [line for line in known if line.state != "signed"]
        self.summary.setText(
            self.tr("{open} of {all} reviews are unfinished, {overdue} exceptions overdue").format(
                open=texts.number(len(unfinished)),
                all=texts.number(len(known)),
                overdue=texts.number(sum(line.overdue for line in lines)),
            )
        )
        self.bars.show_bars(self._ages([line.age_days for line in unfinished]))
        self._filter()

    def _ages(self, ages_days: list[int]) -> list[Bar]:
        bars, least = [], 0
        for most in (*_AGES_DAYS, None):
            count = sum(least <= age and (most is None or age < most) for age in ages_days)
            if most is None:
                name = self.tr("{days} days and more").format(days=least)
            else:
                name = self.tr("{least} to {most} days").format(least=least, most=most - 1)
            tone = "accent" if least < _AGES_DAYS[1] else "warning"
            shown = texts.number(count)
            bars.append(Bar(name, float(count), shown, tone))  # type: ignore[arg-type]  # a Tone
            least = most or 0
        return bars

    def _filter(self) -> None:
        wanted = str(self.state.currentData())
        self.table.show_records([line for line in self._lines if _belongs(line, wanted)])

    def _open_selected(self) -> None:
        line = self.table.record()
        if line is not None:
            self._chose(line)

    def _chose(self, line: ReviewLine) -> None:
        if line.id:
            self.chosen.emit(line.case, line.id)


def _signers(line: ReviewLine) -> tuple[str, str]:
    return line.maker, line.checker


def _belongs(line: ReviewLine, wanted: str) -> bool:
    if wanted == "all":
        return True
    if wanted == "unfinished":
        return line.state != "signed"
    if wanted == "overdue":
        return line.overdue > 0
    return line.state == wanted
