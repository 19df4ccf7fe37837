"""Changing the passphrase of the open vault."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from gui.spacing import CARD_WIDTH, XL, L, S
from gui.widgets import buttons
from gui.widgets.banner import ErrorBanner
from gui.widgets.field import Field
from gui.widgets.folder import FileEdit
from gui.widgets.newsecret import NewSecret
from gui.widgets.secret import SecretEdit

if TYPE_CHECKING:
    from appliance.errors import ApplianceError
    from gui.session import Session


class PassphraseDialog(QDialog):
    """The old passphrase or the recovery code, then a new one twice, and a key file if wanted."""

    def __init__(self, parent: QWidget, session: Session) -> None:
        super().__init__(parent)
        self._session = session
        self.setWindowTitle(self.tr("Change the passphrase"))
        self.setMinimumWidth(CARD_WIDTH)
        self.old = SecretEdit(self.tr("Present passphrase or recovery code"))
        self.new = NewSecret()
        # Cheap: the account lies in the header that is open already.
        had = session.office.accounts.me().key_file
        self.old_key_file = FileEdit(self.tr("Present key file"))
        self.with_key_file = QCheckBox(self.tr("Ask for a key &file too"))
        self.with_key_file.setChecked(had)
        self.with_key_file.setAccessibleDescription(
            self.tr("Then the passphrase alone, or the file alone, opens nothing.")
        )
        self.key_file = FileEdit(self.tr("Key file from now on"))
        self.make_key_file = buttons.push(self.tr("Make a &new one…"), self._make_key_file)
        self.banner = ErrorBanner()
        self.change = buttons.push(self.tr("&Change it"), self.submit, look="primary", icon="key")
        self._working = QProgressBar()
        self._working.setRange(0, 0)
        self._working.setTextVisible(False)
        self._working.setAccessibleName(self.tr("Changing the passphrase"))
        self._working.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, XL, XL, L)
        column.setSpacing(L)
        column.addWidget(Field(self.tr("P&resent passphrase or recovery code"), self.old))
        old_key_file = Field(self.tr("Present &key file"), self.old_key_file)
        old_key_file.setVisible(had)
        column.addWidget(old_key_file)
        column.addWidget(self.new)
        column.addWidget(self.with_key_file)
        self._chosen = self._key_file_lines(had)
        column.addWidget(self._chosen)
        column.addStretch(1)
        column.addWidget(self.banner)
        column.addWidget(self._working)
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addStretch(1)
        row.addWidget(buttons.push(self.tr("C&ancel"), self.reject))
        row.addWidget(self.change)
        column.addLayout(row)
        self.new.changed.connect(self._judge)
        self.old.textChanged.connect(self._judge)
        self.with_key_file.toggled.connect(self._chosen.setVisible)
        self.with_key_file.toggled.connect(lambda _: self._judge())
        for line in (self.old_key_file.edit, self.key_file.edit):
            line.textChanged.connect(lambda _: self._judge())
        self.old.setFocus()
        self._judge()

    def _key_file_lines(self, had: bool) -> QWidget:
        """The file from now on; the present one, if the line stays empty."""
        lines = QWidget()
        column = QVBoxLayout(lines)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        remark = (
            self.tr("Leave it empty to keep the present one.")
            if had
            else self.tr("Keep it on a medium of its own, with a copy elsewhere.")
        )
        column.addWidget(Field(self.tr("Key file from now &on"), self.key_file, remark))
        row = QHBoxLayout()
        row.addWidget(self.make_key_file)
        row.addStretch(1)
        column.addLayout(row)
        lines.setVisible(had)
        return lines

    def _make_key_file(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self,
            self.tr("New key file"),
            str(Path.home() / "cofferdam.key"),
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if chosen:
            self.write_key_file(Path(chosen))

    def write_key_file(self, path: Path) -> None:
        """Write a new key file and choose it; nothing is overwritten."""
        from appliance.app.entrance import make_key_file

        self.banner.clear()
        self._session.lanes.run(
            self,
            lambda job: make_key_file(path),
            on_done=lambda _: self.key_file.edit.setText(str(path)),
            on_error=self.banner.show_error,
        )

    def _key_files(self) -> tuple[Path | None, Path | None]:
        """The present one and the one from now on."""
        old = self.old_key_file.file()
        if not self.with_key_file.isChecked():
            return old, None
        return old, self.key_file.file() or old

    def submit(self) -> None:
        """Wrap the key anew, off the GUI thread."""
        if not self.change.isEnabled():
            return
        office, (old_file, new_file) = self._session.office, self._key_files()
        old, new = self.old.take(), self.new.take()
        self.banner.clear()
        self._set_busy(True)
        self._session.lanes.run(
            self,
            lambda job: office.accounts.change_passphrase(
                old, new, key_file=new_file, old_key_file=old_file
            ),
            on_done=lambda _: self.accept(),
            on_error=self._refused,
        )

    def _refused(self, error: ApplianceError) -> None:
        self._set_busy(False)
        self.banner.show_error(error)
        self.old.setFocus()

    def _set_busy(self, busy: bool) -> None:
        self._working.setVisible(busy)
        for widget in (self.old, self.new, self.old_key_file, self.with_key_file, self._chosen):
            widget.setEnabled(not busy)
        self._judge()

    def _judge(self) -> None:
        named = not self.with_key_file.isChecked() or self._key_files()[1] is not None
        self.change.setEnabled(bool(self.old.text()) and self.new.acceptable() and named)
