"""The first screen: open the vault with its passphrase or recovery code."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QProgressBar, QWidget

from appliance.errors import (
    AuditForked,
    AuditHeadDamaged,
    AuditRolledBack,
    AuditTruncated,
    VaultRolledBack,
)
from gui.dialogs import run_dialog
from gui.pages.restore import RestoreDialog
from gui.pages.rollback import RollbackDialog
from gui.spacing import XL, L, M
from gui.widgets import buttons, labels
from gui.widgets.banner import ErrorBanner
from gui.widgets.brand import Brand
from gui.widgets.field import Field
from gui.widgets.folder import FileEdit, FolderEdit
from gui.widgets.frame import card, in_the_middle
from gui.widgets.secret import SecretEdit
from gui.widgets.unlocking import Unlocking

if TYPE_CHECKING:
    from pathlib import Path

    from appliance.app.entrance import WaysIn
    from appliance.app.office import Office
    from appliance.errors import ApplianceError
    from appliance.jobs import Job
    from gui.jobs import Lanes
    from gui.settings_file import SettingsFile

# Troubles of record and database that a person may go on with, knowing that it is recorded.
_ACCEPTABLE = (
    AuditForked,
    AuditHeadDamaged,
    AuditRolledBack,
    AuditTruncated,
    VaultRolledBack,
)


class UnlockPage(QWidget):
    """Asks for folder and passphrase; opens off the GUI thread, because that takes half a second.

    Signals:
        opened: the `Office`, its folder and the name that was typed (empty for none).
        create_wanted: the folder that was typed.
    """

    opened = Signal(object, object, str)
    create_wanted = Signal(object)

    def __init__(self, lanes: Lanes, settings: SettingsFile, folder: Path) -> None:
        super().__init__()
        self._lanes = lanes
        self._settings = settings
        self.folder = FolderEdit(self.tr("Vault folder"), folder)
        self.name = QLineEdit()
        self.name.setMaxLength(60)
        self.secret = SecretEdit(self.tr("Passphrase or recovery code"))
        self.key_file = FileEdit(self.tr("Key file"))
        self._unlocking = Unlocking(self.submit)
        self.unlock = self._unlocking.button
        self.create_button = buttons.push(
            self.tr("Make a &new vault…"), self._create, look="link", icon="add"
        )
        self.restore_button = buttons.push(
            self.tr("Restore a &backup…"), self._restore, look="link", icon="repeat"
        )
        self.banner = ErrorBanner()
        self._unlocking.over.connect(self.banner.clear)
        self._working = QProgressBar()
        self._working.setRange(0, 0)
        self._working.setTextVisible(False)
        self._working.setAccessibleName(self.tr("Unlocking"))
        self._notice = labels.note()
        self._name_field = Field(
            self.tr("&Your name"), self.name, self.tr("Leave it empty for a recovery code.")
        )
        self._key_field = Field(
            self.tr("&Key file"), self.key_file, self.tr("Only if your passphrase needs one.")
        )
        self._build()
        self.secret.returnPressed.connect(self.submit)
        self.folder.edit.textChanged.connect(self._look)
        self._look()

    def _build(self) -> None:
        column = in_the_middle(self)
        column.addWidget(Brand())
        column.addSpacing(M)
        frame, inside = card(margin=XL, spacing=L)
        secret = Field(
            self.tr("&Passphrase"),
            self.secret,
            self.tr(
                "Passphrase lost? Type the recovery code here instead, or two people's codes one"
                " after the other."
            ),
        )
        inside.addWidget(self._name_field)
        inside.addWidget(secret)
        inside.addWidget(self._key_field)
        inside.addWidget(Field(self.tr("&Vault folder"), self.folder))
        inside.addWidget(self._notice)
        inside.addWidget(self.banner)
        inside.addWidget(self._working)
        row = QHBoxLayout()
        row.addWidget(self.create_button)
        row.addStretch(1)
        row.addWidget(self.unlock)
        inside.addLayout(row)
        below = QHBoxLayout()
        below.addWidget(self.restore_button)
        below.addStretch(1)
        inside.addLayout(below)
        self._working.hide()
        column.addWidget(frame)
        keyboard = labels.note(self.tr("F1 lists all keyboard shortcuts."))
        keyboard.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(keyboard)
        order: list[QWidget] = [
            self.name,
            self.secret,
            self.key_file,
            self.folder.edit,
            self.unlock,
            self.create_button,
            self.restore_button,
        ]
        for first, second in pairwise(order):
            QWidget.setTabOrder(first, second)

    def arrive(self, *, locked: bool = False) -> None:
        """Called when the screen appears; `locked` when the vault was just locked."""
        self.secret.clear()
        self.banner.clear()
        self._look()
        if locked:
            self._notice.setText(self.tr("The vault is locked. What was running has been stopped."))
            self._notice.show()
        (self.name if self._name_field.isVisibleTo(self) else self.secret).setFocus()

    def say_run_ended(self) -> None:
        """The vault was locked because the run that it stayed open for has ended."""
        self._notice.setText(
            self.tr(
                "The run over many cases has ended, and the vault is locked. Unlock it to see"
                " what came out."
            )
        )
        self._notice.show()

    def submit(self) -> None:
        """Open the vault with what was typed."""
        if not self._unlocking.possible:
            return
        secret = self.secret.take()
        if not secret:
            self.secret.setFocus()
            return
        self._open(secret)

    def _open(self, secret: str, accept_rollback: str | None = None) -> None:
        folder = self.folder.folder()
        name = self.name.text().strip() if self._name_field.isVisibleTo(self) else ""
        key_file = self.key_file.file() if self._key_field.isVisibleTo(self) else None
        self.banner.clear()
        self._set_busy(True)
        settings = self._settings.values

        def work(job: Job) -> object:
            # Imported here: the core's libraries must not delay the first screen.
            from appliance.app.office import Office

            return Office.open(
                folder,
                secret,
                settings=settings,
                user=name or None,
                key_file=key_file,
                accept_rollback=accept_rollback,
            )

        self._lanes.run(
            self,
            work,
            lane="door",
            on_done=lambda office: self._opened(office, folder, name),
            on_error=self._refused,
            on_end=lambda: self._set_busy(False),
        )

    def _opened(self, office: Office, folder: Path, name: str) -> None:
        self.opened.emit(office, folder, name)

    def _refused(self, error: ApplianceError) -> None:
        self.banner.show_error(error)
        self._set_busy(False)
        self.secret.setFocus()
        self._unlocking.refused(error)
        if isinstance(error, _ACCEPTABLE):
            self._ask_to_go_on(error)

    def _ask_to_go_on(self, error: ApplianceError) -> None:
        dialog = RollbackDialog(self, error)
        asked: list[tuple[str, str]] = []
        dialog.accepted.connect(lambda: asked.append(dialog.taken()))
        if run_dialog(dialog):
            reason, secret = asked.pop()
            self._open(secret, accept_rollback=reason)

    def _restore(self) -> None:
        dialog = RestoreDialog(self, self._lanes, self._settings, self.folder.folder())
        dialog.opened.connect(self.opened)
        run_dialog(dialog)

    def _create(self) -> None:
        self.create_wanted.emit(self.folder.folder())

    def _look(self) -> None:
        """Ask for what this vault needs; say when there is none instead of letting people guess."""
        self._unlocking.wait(0)  # a delay is that of another vault
        folder = self.folder.folder()
        missing = not (folder / "header.json").is_file()
        self._notice.setText(
            self.tr("There is no vault in this folder yet. Make a new one, or choose another.")
        )
        self._notice.setVisible(missing)
        buttons.set_look(self.create_button, "primary" if missing else "link")
        buttons.set_look(self.unlock, "plain" if missing else "primary")
        if missing:
            self._ask_for(users=1, key_file=False)
            return

        def work(job: Job) -> WaysIn:
            # Imported here: the core's libraries must not delay the first screen.
            from appliance.app.entrance import ways_in

            return ways_in(folder)

        def show(ways: WaysIn) -> None:
            if self.folder.folder() == folder:
                self._ask_for(users=ways.users, key_file=ways.key_file)

        self._lanes.run(self, work, lane="pages", on_done=show)

    def _ask_for(self, *, users: int, key_file: bool) -> None:
        """Show the lines that this vault needs; nobody's typing is taken away."""
        before = self._name_field.isVisibleTo(self)
        self._name_field.setVisible(users > 1)
        self._key_field.setVisible(key_file)
        if users > 1 and not before and self.secret.hasFocus() and not self.secret.text():
            self.name.setFocus()

    def _set_busy(self, busy: bool) -> None:
        self._unlocking.set_busy(busy)
        self._working.setVisible(busy)
        for widget in (
            self.create_button,
            self.restore_button,
            self.name,
            self.secret,
            self.key_file,
            self.folder,
        ):
            widget.setEnabled(not busy)
