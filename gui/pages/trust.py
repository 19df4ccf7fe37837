"""Whom the vault trusts, how old that knowledge is, and what head office revoked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from gui import texts
from gui.pages import pack_words
from gui.pages.pin_root import ask_pin
from gui.pages.reason import ask_reason
from gui.spacing import TERMS_WIDTH, L, M, S
from gui.widgets import buttons, labels
from gui.widgets.banner import ErrorBanner
from gui.widgets.empty import EmptyState
from gui.widgets.facts import Fact, facts_grid
from gui.widgets.frame import card, clear, page_column, scrolling
from gui.words import core

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from appliance.jobs import Job
    from appliance.packs.trust_records import TrustView
    from gui.session import Session

_ROLES = {
    "root": QT_TRANSLATE_NOOP("trustRoles", "Changes of these keys"),
    "packs": QT_TRANSLATE_NOOP("trustRoles", "Packs"),
    "revocation": QT_TRANSLATE_NOOP("trustRoles", "Revocations"),
}


class TrustScreen(QWidget):
    """Signals: `left` when the person goes back."""

    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.view: TrustView | None = None
        self.banner = ErrorBanner()
        self.notice = labels.note(tone="good")
        self.notice.hide()
        self.back = buttons.push(
            self.tr("&Back to the models"), self.left.emit, look="link", icon="previous"
        )
        self.update_button = buttons.push(
            self.tr("Update fr&om a file…"), self._choose, look="primary", icon="upload"
        )
        self.pin_button = buttons.push(self.tr("Trust hea&d office…"), self._pin, icon="key")
        self.clock_button = buttons.push(self.tr("The clock is right &now…"), self._clock)
        if not session.may("CHANGE_TRUST"):
            for button in (self.update_button, self.pin_button, self.clock_button):
                button.hide()
        inner = QWidget()
        self._sheet = QVBoxLayout(inner)
        self._sheet.setContentsMargins(0, 0, S, 0)
        self._sheet.setSpacing(L)
        column = page_column(self)
        head = QHBoxLayout()
        head.setSpacing(S)
        head.addWidget(labels.title(self.tr("Trust")))
        head.addStretch(1)
        for widget in (self.back, self.clock_button, self.pin_button, self.update_button):
            head.addWidget(widget)
        column.addLayout(head)
        for shown in (self.banner, self.notice):
            column.addWidget(shown)
        column.addWidget(scrolling(inner), 1)

    def refresh(self) -> None:
        """Read it again."""
        office = self._session.office
        self._session.lanes.run(
            self,
            lambda job: office.trust.show(),
            on_done=self._show,
            on_error=self.banner.show_error,
        )

    def _show(self, view: TrustView) -> None:
        self.view = view
        clear(self._sheet)
        self.update_button.setEnabled(view.pinned)
        self.clock_button.setVisible(view.clock_behind and self._session.may("CHANGE_TRUST"))
        self.pin_button.setText(
            self.tr("Replace &whom to trust…") if view.pinned else self.tr("Trust hea&d office…")
        )
        if not view.pinned:
            self._sheet.addWidget(self._empty(), 1)
            return
        for warning in view.warnings:
            note = labels.note(core(warning), tone="warning")
            self._sheet.addWidget(note)
        self._add(self.tr("Trusted publisher"), self._root(view))
        self._add(self.tr("Who may sign"), self._keys(view))
        self._add(self.tr("What was revoked"), self._revoked(view))
        self._sheet.addStretch(1)

    def _empty(self) -> EmptyState:
        return EmptyState(
            "shield",
            self.tr("Nobody is trusted yet"),
            self.tr(
                "Packs are imported only from publishers that this vault trusts. Head office gives"
                " you a file with its keys and, on another way, the fingerprint of that file."
            ),
        )

    def _add(self, headline: str, facts: Sequence[Fact]) -> None:
        frame, inside = card(spacing=M)
        inside.addWidget(labels.heading(headline))
        inside.addLayout(facts_grid(facts, terms_px=TERMS_WIDTH))
        self._sheet.addWidget(frame)

    def _root(self, view: TrustView) -> list[Fact]:
        ended = self.tr("{day}, over").format(day=texts.day(view.root_expires))
        bare = self.tr("refused") if view.require_signed_models else self.tr("taken")
        return [
            (self.tr("Publisher"), view.publisher, "text"),
            (self.tr("Version"), texts.number(view.root_version), "text"),
            (self.tr("Fingerprint"), view.fingerprint, "text"),
            (
                self.tr("Until"),
                ended if view.root_expired else texts.day(view.root_expires),
                "danger" if view.root_expired else "text",
            ),
            (self.tr("Models without a signature"), bare, "text"),
            (self.tr("Dates are compared with"), texts.moment(view.time_used), "text"),
        ]

    def _keys(self, view: TrustView) -> list[Fact]:
        revoked = {one.id for one in view.revoked_keys}
        facts: list[Fact] = []
        for role, count in view.thresholds.items():
            name = QCoreApplication.translate("trustRoles", str(_ROLES.get(role, role)))
            facts.append((name, self.tr("%n signature(s) needed", "", count), "text"))
        for key in view.keys:
            words, gone = pack_words.short_key(key.id), key.id in revoked
            if gone:
                words += " · " + self.tr("revoked")
            facts.append((key.holder, words, "danger" if gone else "text"))
        return facts

    def _revoked(self, view: TrustView) -> list[Fact]:
        if view.revocation_age_days is None:
            return [(self.tr("List"), self.tr("none was ever brought here"), "warning")]
        age = self.tr("number {number}, %n day(s) old", "", view.revocation_age_days)
        facts: list[Fact] = [
            (
                self.tr("List"),
                age.format(number=texts.number(view.revocation_version)),
                "warning" if view.revocation_expired else "text",
            )
        ]
        facts += [
            (self.tr("Key"), f"{pack_words.short_key(one.id)}: {one.reason}", "danger")
            for one in view.revoked_keys
        ]
        facts += [
            (self.tr("Pack"), f"{pack_words.short_key(one.id)}: {one.reason}", "danger")
            for one in view.revoked_packs
        ]
        facts += [
            (
                self.tr("Model"),
                f"{pack_words.short_key(one.digest[:32])} …: {one.reason}",
                "danger",
            )
            for one in view.revoked_models
        ]
        if len(facts) == 1:
            facts.append(("", self.tr("nothing"), "text"))
        return facts

    # Actions -------------------------------------------------------------------------------------

    def _run(self, work: Callable[[Job], object], tell: Callable[[object], str]) -> None:
        self.banner.clear()
        self.notice.hide()

        def done(result: object) -> None:
            self.notice.setText(tell(result))
            self.notice.show()
            self.refresh()

        self._session.lanes.run(self, work, on_done=done, on_error=self.banner.show_error)

    def _choose(self) -> None:
        found, _ = QFileDialog.getOpenFileName(
            self, self.tr("News of head office"), "", "JSON (*.json);;*"
        )
        if found:
            self.update_from(Path(found))

    def update_from(self, path: Path) -> None:
        """Follow newer roots and lists in a file."""
        office = self._session.office

        def tell(accepted: object) -> str:
            if accepted:
                return self.tr("The news of head office is in force.")
            return self.tr("Nothing in it is newer than what this vault has.")

        self._run(lambda job: office.trust.update(path), tell)

    def _pin(self) -> None:
        trusted = self.view.publisher if self.view is not None and self.view.pinned else ""
        pin = ask_pin(self, trusted)
        if pin is None:
            return
        office = self._session.office
        self._run(
            lambda job: office.trust.pin(
                pin.path, pin.typed, replace=bool(trusted), because=pin.because
            ),
            lambda _: self.tr("Packs of this publisher can be imported now."),
        )

    def _clock(self) -> None:
        reason = ask_reason(
            self,
            self.tr("Compare dates with this computer's clock again?"),
            self.tr(
                "The vault has seen a later time than the clock shows now. Go on only if the clock"
                " had run ahead before and is right now. The reason is kept in the vault's record."
            ),
            self.tr("&The clock is right"),
        )
        if reason:
            office = self._session.office
            self._run(
                lambda job: office.trust.start_clock_again(reason),
                lambda _: self.tr("Dates are compared with the clock again."),
            )
