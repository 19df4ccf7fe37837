"""Making a vault: folder, passphrase with a hint on its strength, starter models."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from appliance.errors import ApplianceError, Cancelled
from gui.spacing import XL, L
from gui.widgets import buttons, labels
from gui.widgets.banner import ErrorBanner
from gui.widgets.brand import Brand
from gui.widgets.field import Field
from gui.widgets.folder import FolderEdit
from gui.widgets.frame import card, in_the_middle
from gui.widgets.newsecret import NewSecret
from gui.widgets.progress import ProgressStrip

if TYPE_CHECKING:
    from pathlib import Path

    from appliance.app.office import Office
    from appliance.jobs import Job
    from gui.jobs import Lanes
    from gui.settings_file import SettingsFile


@dataclass(frozen=True)
class Made:
    """A new, open vault; `trouble` is why its starter models could not be imported."""

    office: Office
    folder: Path
    code: str
    trouble: ApplianceError | None


class CreatePage(QWidget):
    """Asks for a folder and a passphrase twice, then makes the vault with its starter models.

    Signals:
        made: a `Made`.
        left: the person went back.
    """

    made = Signal(object)
    left = Signal()

    def __init__(self, lanes: Lanes, settings: SettingsFile, folder: Path) -> None:
        super().__init__()
        self._lanes = lanes
        self._settings = settings
        self._busy = False
        self.folder = FolderEdit(self.tr("Folder for the new vault"), folder)
        self.secret = NewSecret()
        self.make = buttons.push(
            self.tr("&Make the vault"), self.submit, look="primary", icon="key"
        )
        self.back = buttons.push(self.tr("&Back"), self.left.emit, look="link", icon="previous")
        self.banner = ErrorBanner()
        self.progress = ProgressStrip()
        self._build()
        self.secret.changed.connect(self._judge)
        self.secret.entered.connect(self.submit)
        self.folder.edit.textChanged.connect(self._judge)
        self._judge()

    def _build(self) -> None:
        column = in_the_middle(self)
        column.addWidget(Brand())
        frame, inside = card(margin=XL, spacing=L)
        inside.addWidget(labels.heading(self.tr("Make a new vault")))
        inside.addWidget(
            Field(
                self.tr("Fol&der"),
                self.folder,
                self.tr("An empty or new folder. Everything in it will be encrypted."),
            )
        )
        inside.addWidget(self.secret)
        inside.addWidget(self.banner)
        inside.addWidget(self.progress)
        row = QHBoxLayout()
        row.addWidget(self.back)
        row.addStretch(1)
        row.addWidget(self.make)
        inside.addLayout(row)
        column.addWidget(frame)

    def arrive(self) -> None:
        """Called when the screen appears."""
        self.secret.forget()
        self.banner.clear()
        self.secret.setFocus()

    def submit(self) -> None:
        """Make the vault, if everything is filled in."""
        if not self.make.isEnabled():
            return
        folder, secret = self.folder.folder(), self.secret.take()
        self.banner.clear()
        self._set_busy(True)
        settings = self._settings.values

        def work(job: Job) -> Made:
            # Imported here: the core's libraries must not delay the first screen.
            from appliance.app.office import Office

            office, code = Office.create(folder, secret, settings=settings, starters=False)
            # From here on there is a vault whose code must be shown, whatever the models do.
            trouble = None
            try:
                office.models.import_starters(job)
            except Cancelled:
                pass
            except ApplianceError as error:
                trouble = error
            return Made(office, folder, code, trouble)

        task = self._lanes.run(
            self,
            work,
            lane="door",
            on_done=self.made.emit,
            on_error=self._refused,
            on_end=lambda: self._set_busy(False),
        )
        self.progress.watch(task, self.tr("Making the vault"))

    def _refused(self, error: ApplianceError) -> None:
        self.banner.show_error(error)
        self._set_busy(False)
        self.secret.setFocus()

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        for widget in (self.back, self.secret, self.folder):
            widget.setEnabled(not busy)
        self._judge()

    def _judge(self) -> None:
        named = bool(self.folder.edit.text().strip())
        self.make.setEnabled(named and self.secret.acceptable() and not self._busy)
