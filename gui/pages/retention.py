"""Keeping and deleting: how long cases are kept, what is due, and deleting that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from appliance.documents.records import RetentionPolicy
from appliance.errors import ClockDoubtful
from gui import texts
from gui.dialogs import confirmed
from gui.pages.certificate import show_certificates
from gui.spacing import L, M, S
from gui.tables.rows import Column
from gui.tables.view import RecordTable
from gui.widgets import buttons, labels, numbers
from gui.widgets.banner import ErrorBanner
from gui.widgets.field import Field
from gui.widgets.frame import card
from gui.widgets.progress import ProgressStrip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.documents.records import Due
    from appliance.errors import ApplianceError
    from appliance.jobs import Job
    from appliance.vault.case_records import DeletionCertificate
    from gui.session import Session

_MOST_DAYS = 36_500
_FIELD_PX = 220


class RetentionPage(QWidget):
    """The rules above, what is due by them below; cases are named by their references only."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._policy = RetentionPolicy()
        self._busy = False
        self.banner = ErrorBanner()
        self.progress = ProgressStrip()
        self.notice = labels.note(tone="good")
        self.notice.hide()
        self.after_use = self._days()
        self.after_closing = self._days()
        self.keep = buttons.push(self.tr("Put &in force"), self._keep, look="primary", icon="check")
        self.look = buttons.push(
            self.tr("L&ook what is due"),
            self.refresh,
            icon="repeat",
            hint=self.tr("Nothing is deleted by looking."),
        )
        self.apply = buttons.push(
            self.tr("Delete &what is due…"), self._apply, look="danger", icon="remove"
        )
        self.summary = labels.body()
        self.table = RecordTable(self.tr("Cases that are due"), self._columns(), stretch=4)
        self._build()
        for days in (self.after_use, self.after_closing):
            days.valueChanged.connect(self._judge)
        self._judge()

    def _days(self) -> QSpinBox:
        days = numbers.whole(0, _MOST_DAYS, unit=self.tr(" days"), least=self.tr("never"))
        days.setGroupSeparatorShown(True)
        days.setFixedWidth(_FIELD_PX)
        return days

    def _columns(self) -> list[Column]:
        return [
            Column(self.tr("Case"), lambda due: due.ref[:12]),
            Column(
                self.tr("Documents"),
                lambda due: texts.number(due.documents),
                lambda due: due.documents,
                right=True,
            ),
            Column(
                self.tr("Pages"),
                lambda due: texts.number(due.pages),
                lambda due: due.pages,
                right=True,
            ),
            Column(
                self.tr("Last used"),
                lambda due: texts.moment(due.last_used_at),
                lambda due: due.last_used_at,
            ),
            Column(self.tr("Why"), lambda due: texts.why_due(due.why)),
        ]

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, L, 0, 0)
        column.setSpacing(L)
        for widget in (self.banner, self.notice, self.progress):
            column.addWidget(widget)
        frame, inside = card(spacing=M)
        inside.addWidget(labels.heading(self.tr("How long cases are kept")))
        inside.addWidget(
            labels.note(
                self.tr(
                    "A case is due when either time is over. Nothing is deleted by itself: somebody"
                    " deletes what is due, below. A case on hold is never due."
                )
            )
        )
        row = QHBoxLayout()
        row.setSpacing(L)
        row.addWidget(Field(self.tr("After the last us&e"), self.after_use))
        row.addWidget(Field(self.tr("After closi&ng"), self.after_closing))
        below = QVBoxLayout()
        below.addStretch(1)
        below.addWidget(self.keep)
        row.addLayout(below)
        row.addStretch(1)
        inside.addLayout(row)
        column.addWidget(frame)
        head = QHBoxLayout()
        head.setSpacing(S)
        head.addWidget(self.summary, 1)
        head.addWidget(self.look)
        head.addWidget(self.apply)
        column.addLayout(head)
        column.addWidget(self.table, 1)

    def refresh(self) -> None:
        """Read the rules, and what is due by them."""
        office = self._session.office
        judges = self._session.may("APPLY_RETENTION")

        def work(job: Job) -> tuple[RetentionPolicy, tuple[Due, ...]]:
            return office.cases.retention(), office.cases.due() if judges else ()

        self._session.lanes.run(
            self,
            work,
            on_done=lambda found: self._show(*found),
            on_error=self.banner.show_error,
        )

    def _show(self, policy: RetentionPolicy, due: Sequence[Due]) -> None:
        # Days that are being typed stay, unless somebody else changed the rules.
        if policy != self._policy or not self.keep.isEnabled():
            self._policy = policy
            self.after_use.setValue(policy.after_use_days)
            self.after_closing.setValue(policy.after_closing_days)
        self.table.show_records(due)
        self.summary.setText(
            self.tr("%n case(s) due", "", len(due)) if due else self.tr("No case is due.")
        )
        self._judge()

    def _typed(self) -> RetentionPolicy:
        return RetentionPolicy(self.after_use.value(), self.after_closing.value())

    def _judge(self) -> None:
        may, free = self._session.may, not self._busy
        for days in (self.after_use, self.after_closing):
            days.setEnabled(free and may("SET_RETENTION"))
        changed = self._typed() != self._policy
        self.keep.setEnabled(free and changed and may("SET_RETENTION"))
        self.look.setEnabled(free and may("APPLY_RETENTION"))
        # What is shown must be what the rules in force make due.
        some = bool(self.table.rows.rows)
        self.apply.setEnabled(free and some and not changed and may("APPLY_RETENTION"))

    def _keep(self) -> None:
        office, policy = self._session.office, self._typed()
        self.banner.clear()
        self.notice.hide()

        def done(_: object) -> None:
            self._policy = policy
            self.notice.setText(self.tr("The rules are in force."))
            self.notice.show()
            self.refresh()

        self._session.lanes.run(
            self,
            lambda job: office.cases.set_retention(policy),
            on_done=done,
            on_error=self.banner.show_error,
        )

    def _apply(self) -> None:
        due: tuple[Due, ...] = self.table.rows.rows
        if not due or not confirmed(
            self,
            self.tr("Delete %n case(s)?", "", len(due)),
            self.tr(
                "Their documents, questions, answers and scores are deleted and their keys are"
                " destroyed. This cannot be undone. The date of this computer is {today}: if it is"
                " wrong, cases may be due that are not."
            ).format(today=texts.today()),
            self.tr("&Delete them"),
            danger=True,
        ):
            return
        self._delete(clock_is_right=False)

    def _delete(self, *, clock_is_right: bool) -> None:
        office = self._session.office
        self.banner.clear()
        self.notice.hide()
        self._busy = True
        self._judge()
        task = self._session.lanes.run(
            self,
            lambda job: office.cases.apply_retention(job=job, clock_is_right=clock_is_right),
            lane="models",
            on_done=self._applied,
            on_error=self._refused,
            on_end=self._ended,
        )
        self.progress.watch(task, self.tr("Deleting"))

    def _refused(self, error: ApplianceError) -> None:
        self.banner.show_error(error)
        if isinstance(error, ClockDoubtful) and confirmed(
            self,
            self.tr("Is it really {today}?").format(today=texts.today()),
            self.tr(
                "The vault saw {latest} last, which is long before. If the clock runs ahead, cases"
                " are deleted that are not due. That you said it is right is recorded."
            ).format(latest=texts.moment(error.facts.get("latest", ""))),
            self.tr("The clock is &right, delete"),
            danger=True,
        ):
            self._delete(clock_is_right=True)

    def _ended(self) -> None:
        self._busy = False
        self.refresh()

    def _applied(self, certificates: tuple[DeletionCertificate, ...]) -> None:
        show_certificates(self, certificates)
