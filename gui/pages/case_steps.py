"""What is done to a whole case: close it, hold it, delete it, and the way back of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui import texts
from gui.dialogs import confirmed
from gui.errors import Told, tell
from gui.pages.certificate import show_certificates
from gui.pages.reason import ask_reason
from gui.spacing import S
from gui.widgets import buttons, labels

if TYPE_CHECKING:
    from collections.abc import Callable

    from appliance.app.records import CaseSummary
    from appliance.vault.case_records import DeletionCertificate
    from gui.session import Session
    from gui.widgets.banner import ErrorBanner


class CaseSteps(QWidget):
    """Buttons for the selected case; those that this user's roles never allow are not there.

    `before` stands left of them. Signals: `changed` after a step was done.
    """

    changed = Signal()

    def __init__(self, session: Session, banner: ErrorBanner, before: QWidget) -> None:
        super().__init__()
        self._session = session
        self._banner = banner
        self._case: CaseSummary | None = None
        self.closing = buttons.push(
            self.tr("Close the c&ase"),
            self._close_or_open,
            hint=self.tr("A closed case can be read and opened again; its time of keeping begins."),
        )
        self.holding = buttons.push(self.tr("Hol&d…"), self._hold_or_lift, icon="lock")
        self.remove = buttons.push(
            self.tr("Remo&ve…"), self.remove_case, look="danger", icon="remove"
        )
        self.notice = labels.note(tone="warning")
        self.notice.hide()
        for button, action in (
            (self.closing, "CLOSE_CASE"),
            (self.holding, "HOLD_CASE"),
            (self.remove, "REMOVE_CASE"),
        ):
            if not session.may(action):
                button.hide()
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(before, 1)
        for button in (self.closing, self.holding, self.remove):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        column.addLayout(row)
        column.addWidget(self.notice)

    def show_case(self, case: CaseSummary | None, due: str = "") -> None:
        """The case that the buttons are for; `due` says why it may be deleted now, or is empty."""
        self._case = case
        self._say("")
        for button in (self.closing, self.holding, self.remove):
            button.setEnabled(case is not None)
        if case is None:
            return
        closed, held = case.closed_at is not None, case.held_at is not None
        self.closing.setText(self.tr("Open &again") if closed else self.tr("Close the c&ase"))
        self.holding.setText(self.tr("Lift the hol&d") if held else self.tr("Hol&d…"))
        if held:
            self._tell_why(case)
        elif due:
            self._say(
                self.tr("Due for deletion by the rules of keeping: {why}.").format(
                    why=texts.why_due(due)
                )
            )

    def _say(self, words: str) -> None:
        self.notice.setText(words)
        self.notice.setVisible(bool(words))

    def _tell_why(self, case: CaseSummary) -> None:
        def show(reason: str) -> None:
            if self._case is case:
                self._say(self._held_words(case, reason))

        office, name = self._session.office, case.name
        self._session.lanes.run(
            self,
            lambda job: office.cases.hold_reason(name),
            on_done=show,
            on_error=self._banner.show_error,
        )

    def _held_words(self, case: CaseSummary, reason: str) -> str:
        return self.tr("On hold since {time}, so nothing of it is deleted: {reason}").format(
            time=texts.moment(case.held_at or ""), reason=reason
        )

    def _run(self, work: Callable[[], object], done: Callable[[object], None]) -> None:
        self._banner.clear()
        self._session.lanes.run(
            self, lambda job: work(), on_done=done, on_error=self._banner.show_error
        )

    def _changed(self, _: object) -> None:
        self.changed.emit()

    def _close_or_open(self) -> None:
        case, office = self._case, self._session.office
        if case is None:
            return
        step = office.cases.close if case.closed_at is None else office.cases.reopen
        self._run(lambda: step(case.name), self._changed)

    def _hold_or_lift(self) -> None:
        case, office = self._case, self._session.office
        if case is None:
            return
        if case.held_at is None:
            reason = ask_reason(
                self,
                self.tr("Put a hold on “{name}”?").format(name=case.name),
                self.tr(
                    "While it is on hold nothing of the case is deleted, by hand or by the rules"
                    " of keeping. The reason is kept with the case."
                ),
                self.tr("&Put it on hold"),
            )
            if reason:
                self._run(lambda: office.cases.hold(case.name, reason), self._changed)
        elif confirmed(
            self,
            self.tr("Lift the hold on “{name}”?").format(name=case.name),
            self.tr("After that the case can be deleted, also by the rules of keeping."),
            self.tr("&Lift the hold"),
        ):
            self._run(lambda: office.cases.release(case.name), self._changed)

    def remove_case(self) -> None:
        """Ask, delete, and offer the certificate; a held case says why it stays."""
        case, office = self._case, self._session.office
        if case is None or not self._session.may("REMOVE_CASE"):
            return
        if case.held_at is not None:
            self._refuse(case)
        elif confirmed(
            self,
            self.tr("Remove the case “{name}”?").format(name=case.name),
            self.tr(
                "Its {documents}, all questions, answers and scores are deleted, and its key is"
                " destroyed, so backups do not bring it back into this vault. This cannot be"
                " undone."
            ).format(documents=texts.documents(case.documents)),
            self.tr("&Remove the case"),
            danger=True,
        ):
            self._run(lambda: office.cases.remove(case.name), self._removed)

    def _refuse(self, case: CaseSummary) -> None:
        from appliance.errors import CaseHeld

        office = self._session.office

        def show(reason: str) -> None:
            told = tell(CaseHeld(ref=case.ref[:12]))
            words = f"{case.name}: {self._held_words(case, reason)}"
            self._banner.show_told(Told(words, told.next_step, told.code))

        self._session.lanes.run(
            self,
            lambda job: office.cases.hold_reason(case.name),
            on_done=show,
            on_error=self._banner.show_error,
        )

    def _removed(self, certificate: object) -> None:
        self.changed.emit()
        made: DeletionCertificate = certificate  # type: ignore[assignment]  # what `remove` gives
        show_certificates(self, (made,))
