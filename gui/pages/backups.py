"""Backups: make one, try one out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QDateTime
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from gui import texts
from gui.dialogs import run_dialog
from gui.spacing import CARD_WIDTH, XL, L, M, S
from gui.widgets import buttons, labels
from gui.widgets.banner import ErrorBanner
from gui.widgets.field import Field
from gui.widgets.folder import FileEdit
from gui.widgets.frame import card
from gui.widgets.progress import ProgressStrip
from gui.widgets.secret import SecretEdit

if TYPE_CHECKING:
    from collections.abc import Callable

    from appliance.backup.records import BackupMade, DrillResult
    from appliance.jobs import Job
    from gui.session import Session

_FILTER = "Cofferdam (*.cofferbackup)"


class BackupsPage(QWidget):
    """Two cards: writing a backup, and proving that one can be restored."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.banner = ErrorBanner()
        self.progress = ProgressStrip()
        self.notice = labels.note(tone="good")
        self.notice.hide()
        self.make = buttons.push(
            self.tr("Make a &backup…"), self._make, look="primary", icon="shield"
        )
        self.more = buttons.push(
            self.tr("Only what &changed since…"),
            self._make_on_top,
            hint=self.tr("Choose an earlier backup; keep both in the same folder."),
        )
        self.drill = buttons.push(self.tr("&Try a backup…"), self._drill, icon="check")
        self._build()
        self._judge(free=True)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, L, 0, 0)
        column.setSpacing(L)
        for widget in (self.banner, self.notice, self.progress):
            column.addWidget(widget)
        may = self._session.may
        if may("BACK_UP"):
            column.addWidget(self._writing())
        if may("VERIFY_BACKUP"):
            column.addWidget(self._trying())
        column.addWidget(
            labels.note(
                self.tr(
                    "To bring a vault back, lock this one and choose “Restore a backup…” where the"
                    " vault is opened."
                )
            )
        )
        column.addStretch(1)

    def _writing(self) -> QWidget:
        return _group(
            self.tr("Write a backup"),
            self.tr(
                "One encrypted file with the whole vault. It opens with the same passphrases"
                " and recovery codes. You can go on working meanwhile. Keep it on another"
                " medium."
            ),
            self.make,
            self.more,
        )

    def _trying(self) -> QWidget:
        return _group(
            self.tr("Try a backup"),
            self.tr(
                "A backup that was never restored is a hope. This restores one into a temporary"
                " folder, reads all of it and deletes it again. Your vault is not touched."
            ),
            self.drill,
        )

    def refresh(self) -> None:
        """Nothing is listed here: backups lie where people put them."""

    def _judge(self, *, free: bool) -> None:
        for button in (self.make, self.more):
            button.setEnabled(free and self._session.may("BACK_UP"))
        self.drill.setEnabled(free and self._session.may("VERIFY_BACKUP"))

    def _run(
        self, work: Callable[[Job], object], words: str, on_done: Callable[[Any], None]
    ) -> None:
        self.banner.clear()
        self.notice.hide()
        self._judge(free=False)
        task = self._session.lanes.run(
            self,
            work,
            lane="models",
            on_done=on_done,
            on_error=self.banner.show_error,
            on_end=lambda: self._judge(free=True),
        )
        self.progress.watch(task, words)

    def _make(self) -> None:
        self.write(base=None)

    def _make_on_top(self) -> None:
        found, _ = QFileDialog.getOpenFileName(self, self.tr("Earlier backup"), "", _FILTER)
        if found:
            self.write(base=Path(found))

    def write(self, *, base: Path | None, path: Path | None = None) -> None:
        """Write a backup; asks for the file unless `path` is given."""
        if path is None:
            day = QDateTime.currentDateTime().toString("yyyy-MM-dd")
            start = str((base.parent if base else Path.home()) / f"vault-{day}.cofferbackup")
            chosen, _ = QFileDialog.getSaveFileName(
                self,
                self.tr("New backup"),
                start,
                _FILTER,
                options=QFileDialog.Option.DontConfirmOverwrite,
            )
            if not chosen:
                return
            path = Path(chosen)
        office, target = self._session.office, path
        self._run(
            lambda job: office.backups.make(target, base=base, job=job),
            self.tr("Backing up"),
            self._made,
        )

    def _made(self, made: BackupMade) -> None:
        self.notice.setText(
            self.tr("Written: {file}, {size}; {new} of it are new.").format(
                file=made.path.name,
                size=texts.size(made.info.size_bytes),
                new=texts.size(made.new_bytes),
            )
        )
        self.notice.show()

    def _drill(self) -> None:
        found, _ = QFileDialog.getOpenFileName(self, self.tr("Backup to try"), "", _FILTER)
        if not found:
            return
        dialog = SecretDialog(self)
        typed: list[tuple[str, Path | None]] = []
        dialog.accepted.connect(lambda: typed.append(dialog.taken()))
        if run_dialog(dialog):
            self.try_out(Path(found), *typed.pop())

    def try_out(self, path: Path, secret: str, key_file: Path | None = None) -> None:
        """Restore a backup for a moment and read all of it."""
        office = self._session.office
        user = self._session.user_name
        self._run(
            lambda job: office.backups.drill(path, secret, user=user, key_file=key_file, job=job),
            self.tr("Restoring"),
            self._tried,
        )

    def _tried(self, result: DrillResult) -> None:
        words = self.tr(
            "The backup is good: {size} restored, {entries} entries of the record"
        ).format(size=texts.size(result.vault_bytes), entries=texts.number(result.audit_entries))
        if result.cases_checked == result.cases:
            words += self.tr(", {cases} cases read.").format(cases=texts.number(result.cases))
        else:
            words += self.tr(". Cases were not opened: your role may not read them.")
        self.notice.setText(words)
        self.notice.show()


class SecretDialog(QDialog):
    """The passphrase of the time when a backup was made."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Passphrase of the backup"))
        self.setMinimumWidth(CARD_WIDTH)
        self.secret = SecretEdit(self.tr("Passphrase or recovery code"))
        self.go_on = buttons.push(self.tr("&Try it"), self.accept, look="primary")
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, XL, XL, L)
        column.setSpacing(M)
        column.addWidget(
            Field(
                self.tr("&Passphrase or recovery code"),
                self.secret,
                self.tr("As it was when the backup was made."),
            )
        )
        self.key_file = FileEdit(self.tr("Key file"))
        column.addWidget(
            Field(
                self.tr("&Key file"), self.key_file, self.tr("Only if your passphrase needs one.")
            )
        )
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addStretch(1)
        row.addWidget(buttons.push(self.tr("C&ancel"), self.reject))
        row.addWidget(self.go_on)
        column.addLayout(row)
        self.secret.textChanged.connect(lambda text: self.go_on.setEnabled(bool(text)))
        self.secret.returnPressed.connect(self._entered)
        self.go_on.setEnabled(False)

    def taken(self) -> tuple[str, Path | None]:
        """What was typed; the line forgets it."""
        return self.secret.take(), self.key_file.file()

    def _entered(self) -> None:
        if self.go_on.isEnabled():
            self.accept()


def _group(headline: str, explanation: str, *actions: QWidget) -> QWidget:
    frame, inside = card(spacing=M)
    inside.addWidget(labels.heading(headline))
    inside.addWidget(labels.note(explanation))
    row = QHBoxLayout()
    row.setSpacing(S)
    for action in actions:
        row.addWidget(action)
    row.addStretch(1)
    inside.addLayout(row)
    return frame
