"""Reading the audit record: first a reason, then the entries, newest first, a page at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from appliance.errors import KeyNotHeld
from gui import audit_words, texts
from gui.pages.audit_entry import EntryCard
from gui.pages.audit_filter import AuditFilter
from gui.spacing import CARD_WIDTH, XL, L, M, S
from gui.tables.rows import Column
from gui.tables.view import RecordTable
from gui.widgets import buttons, labels
from gui.widgets.banner import ErrorBanner
from gui.widgets.field import Field
from gui.widgets.frame import card, in_the_middle, scrolling

if TYPE_CHECKING:
    from appliance.app.office import Office
    from appliance.audit.records import Entry
    from appliance.jobs import Job
    from gui.session import Session

PAGE_ENTRIES = 200
REASON_LEAST, REASON_MOST = 3, 500
_DETAIL_PX = 300
# So much of a case's reference stands in the record.
_REF_CHARACTERS = 12


class RecordPage(QWidget):
    """The question for the reason, and behind it the entries."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._cases: dict[str, str] = {}
        self._because = ""
        # The number below which each page begins, from the newest on; 0 is the end of the chain.
        self._starts = [0]
        self.reason = QLineEdit()
        self.reason.setMaxLength(REASON_MOST)
        self.begin = buttons.push(
            self.tr("Show the &record"), self.submit, look="primary", icon="audit"
        )
        self.banner = ErrorBanner()
        self.filter = AuditFilter()
        self.table = RecordTable(self.tr("Entries"), self._columns(), stretch=3)
        # The chain's own order; sorting one page of many would mislead.
        self.table.setSortingEnabled(False)
        self.entry = EntryCard()
        self.place = labels.note()
        self.given = labels.note()
        self.newer = buttons.push(self.tr("&Newer"), self._back, icon="previous")
        self.older = buttons.push(self.tr("Ol&der"), self._on, icon="next")
        self.other = buttons.push(self.tr("F&inish"), self.leave, look="link", icon="close")
        self._stack = QStackedWidget()
        self._build()
        self.filter.wanted.connect(self.load)
        self.entry.followed.connect(self.filter.follow)
        self.table.selected.connect(lambda entry: self.entry.show_entry(entry, self._cases))
        self.reason.textChanged.connect(lambda _: self._judge())
        self.reason.returnPressed.connect(self.submit)
        self._judge()

    def _columns(self) -> list[Column]:
        return [
            Column(self.tr("When"), lambda entry: audit_words.seconds(entry.at)),
            Column(self.tr("Who"), lambda entry: audit_words.person(entry.actor)),
            Column(self.tr("What"), lambda entry: audit_words.event(entry.event)),
            Column(
                self.tr("Object"), lambda entry: audit_words.subject(entry.subject, self._cases)
            ),
            Column(self.tr("Outcome"), audit_words.outcome),
        ]

    def _build(self) -> None:
        gate = QWidget()
        column = in_the_middle(gate, CARD_WIDTH)
        frame, inside = card(margin=XL, spacing=L)
        inside.addWidget(labels.heading(self.tr("Why do you read the record?")))
        inside.addWidget(
            labels.body(
                self.tr(
                    "The record says who did what and when. Reading it leaves an entry too: your"
                    " name, the time, what was looked for and this reason."
                )
            )
        )
        inside.addWidget(
            Field(
                self.tr("&Reason"),
                self.reason,
                self.tr("For example: quarterly review, or the number of an inquiry."),
            )
        )
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.begin)
        inside.addLayout(row)
        column.addWidget(frame)
        self._stack.addWidget(gate)
        self._stack.addWidget(self._entries())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, L, 0, 0)
        whole.setSpacing(M)
        whole.addWidget(self.banner)
        whole.addWidget(self._stack, 1)

    def _entries(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        column.addWidget(self.filter)
        row = QHBoxLayout()
        row.setSpacing(L)
        left = QVBoxLayout()
        left.setSpacing(S)
        left.addWidget(self.table, 1)
        pager = QHBoxLayout()
        pager.setSpacing(S)
        pager.addWidget(self.newer)
        pager.addWidget(self.older)
        pager.addWidget(self.place, 1)
        left.addLayout(pager)
        row.addLayout(left, 1)
        side = QVBoxLayout()
        side.setSpacing(S)
        frame, inside = card()
        inside.addWidget(scrolling(self.entry))
        frame.setFixedWidth(_DETAIL_PX)
        side.addWidget(frame, 1)
        below = QHBoxLayout()
        below.setSpacing(S)
        below.addWidget(self.given, 1)
        below.addWidget(self.other)
        side.addLayout(below)
        row.addLayout(side)
        column.addLayout(row, 1)
        return page

    def arrive(self) -> None:
        """Ask for a reason again, unless the record is open."""
        if not self._because:
            self.reason.setFocus()

    def leave(self) -> None:
        """Close the record; the next look needs a reason of its own."""
        self._because = ""
        self.reason.clear()
        self.banner.clear()
        self.table.show_records(())
        self.entry.show_entry(None, {})
        self._stack.setCurrentIndex(0)
        self.reason.setFocus()

    def submit(self) -> None:
        """Open the record with the reason that was typed."""
        if not self.begin.isEnabled():
            return
        self._because = " ".join(self.reason.text().split())
        self.given.setText(self.tr("Reason: {reason}").format(reason=self._because))
        self.load()

    def load(self) -> None:
        """The newest entries that fit; recorded, with what was looked for."""
        self._starts = [0]
        self._read()

    def _on(self) -> None:
        self._starts.append(self.table.rows.rows[-1].seq)
        self._read()

    def _back(self) -> None:
        self._starts.pop()
        self._read()

    def _read(self) -> None:
        if not self.filter.acceptable():
            return
        self.banner.clear()
        office, because = self._session.office, self._because
        chosen, start = self.filter.chosen(), self._starts[-1]
        may = self._session.may
        names, people = may("VIEW_CASES"), may("VIEW_USERS")
        for button in (self.newer, self.older):
            button.setEnabled(False)

        def work(job: Job) -> tuple[tuple[Entry, ...], dict[str, str], list[str]]:
            found = office.audit.entries(
                chosen, because=because, before=start, limit=PAGE_ENTRIES + 1
            )
            users = [user.name for user in office.accounts.list()] if people else []
            return found, _case_names(office) if names else {}, users

        self._session.lanes.run(
            self, work, on_done=lambda found: self._show(*found), on_error=self.banner.show_error
        )

    def _show(self, found: tuple[Entry, ...], cases: dict[str, str], users: list[str]) -> None:
        if not self._because:
            return  # closed meanwhile
        self._cases = cases
        self.filter.know_people(users)
        shown = found[:PAGE_ENTRIES]
        first = self._stack.currentIndex() == 0
        self._stack.setCurrentIndex(1)
        self.table.show_records(shown)
        if shown:
            self.table.selectRow(0)
        self.newer.setEnabled(len(self._starts) > 1)
        self.older.setEnabled(len(found) > PAGE_ENTRIES)
        self.place.setText(
            self.tr("Entries {first} to {last}, newest first").format(
                first=texts.number(shown[0].seq), last=texts.number(shown[-1].seq)
            )
            if shown
            else self.tr("Nothing was recorded that fits.")
        )
        if first:
            self.table.setFocus()

    def _judge(self) -> None:
        typed = " ".join(self.reason.text().split())
        self.begin.setEnabled(len(typed) >= REASON_LEAST and typed.isprintable())


def _case_names(office: Office) -> dict[str, str]:
    """Names by what the record calls a case; none for a user who waits to be let in."""
    try:
        return {case.ref[:_REF_CHARACTERS]: case.name for case in office.cases.list()}
    except KeyNotHeld:
        return {}
