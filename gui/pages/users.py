"""Who may open the vault: users and roles, recovery, new keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.dialogs import confirmed, run_dialog
from gui.pages.codes import CodesDialog
from gui.pages.user_form import ReadmitDialog, RolesDialog, UserDialog
from gui.spacing import L, S
from gui.tables.rows import Column
from gui.tables.view import RecordTable
from gui.widgets import buttons, labels
from gui.widgets.banner import ErrorBanner
from gui.widgets.frame import card
from gui.widgets.progress import ProgressStrip

if TYPE_CHECKING:
    from collections.abc import Callable

    from appliance.accounts.records import Account
    from appliance.jobs import Job
    from gui.session import Session

ROLES = {
    "officer": QT_TRANSLATE_NOOP("roles", "Branch officer"),
    "reviewer": QT_TRANSLATE_NOOP("roles", "Compliance reviewer"),
    "model_owner": QT_TRANSLATE_NOOP("roles", "Model owner"),
    "administrator": QT_TRANSLATE_NOOP("roles", "Administrator"),
    "auditor": QT_TRANSLATE_NOOP("roles", "Auditor"),
}


def role_name(role: str) -> str:
    """A role as people call it."""
    return QCoreApplication.translate("roles", str(ROLES.get(role, role)))


class UsersPage(QWidget):
    """A table of users with what can be done to one, and below it recovery and keys.

    What the roles never allow is not there. Signals: `changed` after any step.
    """

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._busy = False
        self.banner = ErrorBanner()
        self.progress = ProgressStrip()
        self.notice = labels.note(tone="good")
        self.notice.hide()
        self.table = RecordTable(
            self.tr("Users"),
            [
                Column(self.tr("User"), self._name),
                Column(self.tr("Roles"), lambda user: ", ".join(map(role_name, user.roles))),
                Column(self.tr("State"), self._state),
            ],
            stretch=1,
        )
        self.add = buttons.push(self.tr("&Add a user…"), self._add, look="primary", icon="add")
        self.confirm = buttons.push(
            self.tr("Let &in"),
            self._confirm,
            icon="unlock",
            hint=self.tr("Hands the user the keys that you hold and the role needs."),
        )
        self.roles = buttons.push(self.tr("Change ro&les…"), self._roles)
        self.readmit = buttons.push(
            self.tr("New first &passphrase…"),
            self._readmit,
            hint=self.tr("For a user who has forgotten theirs. Nobody can read the old one."),
        )
        self.remove = buttons.push(self.tr("Remo&ve…"), self._remove, look="danger", icon="remove")
        self.code = buttons.push(self.tr("New recovery &code…"), self._new_code, icon="key")
        self.shares = buttons.push(self.tr("Codes for &three people…"), self._new_shares)
        self.rotate = buttons.push(self.tr("Make new &keys…"), self._rotate, icon="repeat")
        self._build()
        self.table.selected.connect(lambda _: self._judge())

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, L, 0, 0)
        column.setSpacing(L)
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(self.add)
        row.addStretch(1)
        for button in (self.confirm, self.roles, self.readmit, self.remove):
            row.addWidget(button)
        column.addLayout(row)
        for widget in (self.banner, self.notice, self.progress):
            column.addWidget(widget)
        column.addWidget(self.table, 1)
        frame, inside = card()
        inside.addWidget(labels.heading(self.tr("If a passphrase is lost, or a key may be known")))
        inside.addWidget(
            labels.note(
                self.tr(
                    "A recovery code opens the vault alone. Of three codes for three people any"
                    " two open it together. New keys make old copies of the vault useless to"
                    " whoever left."
                )
            )
        )
        below = QHBoxLayout()
        below.setSpacing(S)
        for button in (self.code, self.shares, self.rotate):
            below.addWidget(button)
        below.addStretch(1)
        inside.addLayout(below)
        column.addWidget(frame)
        may = self._session.may
        for button, action in (
            (self.add, "ADD_USER"),
            (self.confirm, "CONFIRM_USER"),
            (self.roles, "CHANGE_USER"),
            (self.readmit, "CHANGE_USER"),
            (self.remove, "REMOVE_USER"),
            (self.code, "CHANGE_RECOVERY_CODE"),
            (self.shares, "CHANGE_RECOVERY_SHARES"),
            (self.rotate, "ROTATE_KEYS"),
        ):
            button.setVisible(may(action))
        changing = ("CHANGE_RECOVERY_CODE", "CHANGE_RECOVERY_SHARES", "ROTATE_KEYS")
        frame.setVisible(any(map(may, changing)))
        self._judge()

    def refresh(self) -> None:
        """Read the users again."""
        office = self._session.office
        self._session.lanes.run(
            self,
            lambda job: office.accounts.list(),
            on_done=self.table.show_records,
            on_error=self.banner.show_error,
        )

    def _name(self, user: Account) -> str:
        return self.tr("{name} (you)").format(name=user.name) if user.me else user.name

    def _state(self, user: Account) -> str:
        if user.waiting:
            return self.tr("waits to be let in")
        if user.must_change:
            return self.tr("has the first passphrase still")
        return self.tr("with a key file") if user.key_file else self.tr("may open the vault")

    def _judge(self) -> None:
        user: Account | None = self.table.record()
        free = not self._busy
        may = self._session.may
        self.add.setEnabled(free and may("ADD_USER"))
        other = free and user is not None and not user.me
        self.confirm.setEnabled(other and user is not None and user.waiting and may("CONFIRM_USER"))
        self.roles.setEnabled(free and user is not None and may("CHANGE_USER"))
        self.readmit.setEnabled(other and may("CHANGE_USER"))
        self.remove.setEnabled(other and may("REMOVE_USER"))
        self.code.setEnabled(free and may("CHANGE_RECOVERY_CODE"))
        self.shares.setEnabled(free and may("CHANGE_RECOVERY_SHARES"))
        self.rotate.setEnabled(free and may("ROTATE_KEYS"))

    # Actions -------------------------------------------------------------------------------------

    def _run(
        self,
        work: Callable[[Job], object],
        words: str,
        on_done: Callable[[object], None],
    ) -> None:
        self.banner.clear()
        self.notice.hide()
        self._busy = True
        self._judge()
        task = self._session.lanes.run(
            self,
            work,
            on_done=on_done,
            on_error=self.banner.show_error,
            on_end=self._ended,
        )
        self.progress.watch(task, words)

    def _ended(self) -> None:
        self._busy = False
        self.refresh()
        self._judge()
        self.changed.emit()

    def _tell(self, words: str) -> Callable[[object], None]:
        def tell(_: object) -> None:
            self.notice.setText(words)
            self.notice.show()

        return tell

    def _add(self) -> None:
        dialog = UserDialog(self)
        asked: list[tuple[str, str, tuple[str, ...]]] = []
        dialog.accepted.connect(lambda: asked.append(dialog.taken()))
        if not run_dialog(dialog):
            return
        name, secret, roles = asked[0]
        office = self._session.office
        self._run(
            lambda job: office.accounts.add(name, secret, roles),
            self.tr("Adding the user"),
            self._tell(self.tr("{name} was added.").format(name=name)),
        )

    def _confirm(self) -> None:
        user: Account | None = self.table.record()
        if user is None:
            return
        office = self._session.office
        self._run(
            lambda job: office.accounts.confirm(user.name),
            self.tr("Letting the user in"),
            self._tell(self.tr("{name} has your keys now.").format(name=user.name)),
        )

    def _roles(self) -> None:
        user: Account | None = self.table.record()
        if user is None:
            return
        dialog = RolesDialog(self, user.name, user.roles)
        chosen: list[tuple[str, ...]] = []
        dialog.accepted.connect(lambda: chosen.append(dialog.choice.chosen()))
        if not run_dialog(dialog):
            return
        office = self._session.office
        self._run(
            lambda job: office.accounts.set_roles(user.name, chosen[0]),
            self.tr("Changing the roles"),
            self._tell(self.tr("{name} has other roles now.").format(name=user.name)),
        )

    def _readmit(self) -> None:
        user: Account | None = self.table.record()
        if user is None:
            return
        dialog = ReadmitDialog(self, user.name)
        typed: list[str] = []
        dialog.accepted.connect(lambda: typed.append(dialog.secret.take()))
        if not run_dialog(dialog):
            return
        office = self._session.office
        self._run(
            lambda job: office.accounts.readmit(user.name, typed.pop()),
            self.tr("Changing the passphrase"),
            self._tell(self.tr("{name} has a new first passphrase.").format(name=user.name)),
        )

    def _remove(self) -> None:
        user: Account | None = self.table.record()
        if user is None or not confirmed(
            self,
            self.tr("Remove “{name}”?").format(name=user.name),
            self.tr(
                "The account is closed and new keys are made, so that old copies of the vault are"
                " useless to this person. Encrypting everything anew can take minutes; you can"
                " go on working."
            ),
            self.tr("&Remove the user"),
            danger=True,
        ):
            return
        office = self._session.office

        def work(job: Job) -> tuple[str, ...]:
            office.accounts.remove(user.name)
            return office.accounts.rotate(job=job)

        done = self.tr("{name} no longer opens the vault.").format(name=user.name)
        self._run(work, self.tr("Removing the user"), self._tell_left(done))

    def _tell_left(self, words: str) -> Callable[[object], None]:
        """What was done, and whose keys are still the old ones."""

        def tell(left: object) -> None:
            if not left:
                self._tell(words)(left)
                return
            self._tell(
                f"{words} "
                + self.tr(
                    "Keys that you do not hold are still the old ones, those of cases or models:"
                    " a user who holds them must make new keys here, too."
                )
            )(left)

        return tell

    def _new_code(self) -> None:
        if confirmed(
            self,
            self.tr("Make a new recovery code?"),
            self.tr("The earlier code stops working. The new one is shown once."),
            self.tr("&Make it"),
        ):
            office = self._session.office
            self._run(
                lambda job: (office.accounts.new_recovery_code(),),
                self.tr("Making the code"),
                self._show_codes,
            )

    def _new_shares(self) -> None:
        if confirmed(
            self,
            self.tr("Make codes for three people?"),
            self.tr(
                "Any two of the three open the vault together, one alone opens nothing. Earlier"
                " ones stop working, and so does the recovery code, which would open alone. They"
                " are shown once."
            ),
            self.tr("&Make them"),
        ):
            office = self._session.office
            self._run(
                lambda job: office.accounts.new_recovery_shares(),
                self.tr("Making the codes"),
                self._show_codes,
            )

    def _show_codes(self, codes: object) -> None:
        assert isinstance(codes, tuple)  # noqa: S101 - both makers return one
        run_dialog(CodesDialog(self, codes))

    def _rotate(self) -> None:
        if confirmed(
            self,
            self.tr("Make new keys?"),
            self.tr(
                "Everything is encrypted once more, which can take minutes. Passphrases stay as"
                " they are. If it is stopped, it goes on the next time."
            ),
            self.tr("&Make new keys"),
        ):
            office = self._session.office
            self._run(
                lambda job: office.accounts.rotate(job=job),
                self.tr("Making new keys"),
                self._tell_left(self.tr("Your keys are new.")),
            )
