"""Bringing a vault back from a backup, from the screen on which a vault is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from gui import texts
from gui.spacing import CARD_WIDTH, XL, L, S
from gui.widgets import buttons, labels
from gui.widgets.banner import ErrorBanner
from gui.widgets.field import Field
from gui.widgets.folder import FileEdit, FolderEdit
from gui.widgets.progress import ProgressStrip
from gui.widgets.secret import SecretEdit

if TYPE_CHECKING:
    from pathlib import Path

    from appliance.app.office import Office
    from appliance.backup.records import BackupInfo
    from appliance.errors import ApplianceError
    from appliance.jobs import Job
    from gui.jobs import Lanes, Task
    from gui.settings_file import SettingsFile


class RestoreDialog(QDialog):
    """Restores into an empty folder and opens the vault there.

    Signals: `opened` carries the office, its folder and the user's name (empty for none).
    """

    opened = Signal(object, object, str)

    def __init__(self, parent: QWidget, lanes: Lanes, settings: SettingsFile, folder: Path) -> None:
        super().__init__(parent)
        self._lanes = lanes
        self._settings = settings
        self._task: Task | None = None
        self.setWindowTitle(self.tr("Restore a backup"))
        self.setMinimumWidth(CARD_WIDTH + 60)
        self.file = FileEdit(self.tr("Backup file"))
        self.about = labels.note()
        self.folder = FolderEdit(self.tr("Folder for the restored vault"), folder)
        self.name = QLineEdit()
        self.name.setMaxLength(60)
        self.secret = SecretEdit(self.tr("Passphrase or recovery code"))
        self.key_file = FileEdit(self.tr("Key file"))
        self.banner = ErrorBanner()
        self.progress = ProgressStrip()
        self.restore = buttons.push(
            self.tr("&Restore and open"), self.submit, look="primary", icon="repeat"
        )
        self.cancel = buttons.push(self.tr("C&ancel"), self.reject)
        self._build()
        self.file.edit.textChanged.connect(self._look)
        for line in (self.file.edit, self.folder.edit, self.secret):
            line.textChanged.connect(lambda _: self._judge())
        self.secret.returnPressed.connect(self.submit)
        self.file.setFocus()
        self._judge()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, XL, XL, L)
        column.setSpacing(L)
        column.addWidget(
            Field(
                self.tr("&Backup file"),
                self.file,
                self.tr("If it builds on an earlier one, both must lie in the same folder."),
            )
        )
        column.addWidget(self.about)
        column.addWidget(
            Field(
                self.tr("&Folder"),
                self.folder,
                self.tr("An empty or new folder. Nothing is overwritten."),
            )
        )
        column.addWidget(
            Field(
                self.tr("&Passphrase or recovery code"),
                self.secret,
                self.tr("As it was when the backup was made."),
            )
        )
        column.addWidget(
            Field(
                self.tr("&Your name"),
                self.name,
                self.tr("Leave it empty for a vault of one person or a recovery code."),
            )
        )
        column.addWidget(
            Field(
                self.tr("&Key file"), self.key_file, self.tr("Only if your passphrase needs one.")
            )
        )
        column.addWidget(self.banner)
        column.addWidget(self.progress)
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.restore)
        column.addLayout(row)
        self.about.hide()

    def reject(self) -> None:
        """Stop what runs first; the dialog closes when it has stopped."""
        if self._task is not None:
            self._task.cancel()
            return
        super().reject()

    def submit(self) -> None:
        """Restore, then open; a wrong passphrase is found before anything is written."""
        path = self.file.file()
        if not self.restore.isEnabled() or path is None:
            return
        target, secret = self.folder.folder(), self.secret.take()
        name, key_file = self.name.text().strip(), self.key_file.file()
        settings = self._settings.values
        self.banner.clear()
        self._set_busy(True)

        def work(job: Job) -> Office:
            # Imported here: the core's libraries must not delay the first screen.
            from appliance.app.backups import restore
            from appliance.app.office import Office

            restore(path, target, secret, user=name or None, key_file=key_file, job=job)
            return Office.open(
                target, secret, settings=settings, user=name or None, key_file=key_file
            )

        self._task = self._lanes.run(
            self,
            work,
            lane="door",
            on_done=lambda office: self._opened(office, target, name),
            on_error=self._refused,
            on_end=self._ended,
        )
        self.progress.watch(self._task, self.tr("Restoring"))

    def _opened(self, office: Office, folder: Path, name: str) -> None:
        self._task = None
        self.accept()
        self.opened.emit(office, folder, name)

    def _refused(self, error: ApplianceError) -> None:
        self.banner.show_error(error)
        self.secret.setFocus()

    def _ended(self) -> None:
        self._task = None
        self._set_busy(False)

    def _look(self) -> None:
        """Say what the file is, as far as it shows without a passphrase."""
        path = self.file.file()
        self.about.hide()
        self.banner.clear()
        if path is None or not path.is_file():
            return

        def work(job: Job) -> BackupInfo:
            from appliance.app.backups import look

            return look(path)

        def show(info: BackupInfo) -> None:
            if self.file.file() != path:
                return
            words = self.tr("A backup of {when}, {size}.").format(
                when=texts.moment(info.created_at), size=texts.size(info.size_bytes)
            )
            if info.base:
                words += " " + self.tr("It builds on an earlier one.")
            self.about.setText(words)
            self.about.show()

        self._lanes.run(self, work, on_done=show, on_error=self.banner.show_error)

    def _set_busy(self, busy: bool) -> None:
        for widget in (self.file, self.folder, self.secret, self.name, self.key_file):
            widget.setEnabled(not busy)
        self.cancel.setEnabled(not busy)
        self._judge()

    def _judge(self) -> None:
        ready = (
            self.file.file() is not None
            and bool(self.folder.edit.text().strip())
            and bool(self.secret.text())
        )
        self.restore.setEnabled(ready and self._task is None)
