"""The locked screen while a run over many cases goes on: nothing of a customer is on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from gui import texts
from gui.spacing import XL, L, M
from gui.widgets import buttons, labels
from gui.widgets.banner import ErrorBanner
from gui.widgets.brand import Brand
from gui.widgets.field import Field
from gui.widgets.folder import FileEdit
from gui.widgets.frame import card, in_the_middle
from gui.widgets.secret import SecretEdit
from gui.widgets.summed import tool_row
from gui.widgets.unlocking import Unlocking

if TYPE_CHECKING:
    from appliance.app.entrance import WaysIn
    from appliance.errors import ApplianceError
    from appliance.jobs import Job, Progress
    from gui.session import Session

_WHOLE = 1000
# A weekend. A run that hangs must not keep the vault open for ever.
MOST_AWAY_S = 72 * 3600


class AwayPage(QWidget):
    """Asks for the passphrase of whoever began the run; nobody else gets in by it.

    Signals:
        came_back: the passphrase was right.
        lock_wanted: the run is to be stopped and the vault locked; anybody may ask for that.
    """

    came_back = Signal()
    lock_wanted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.secret = SecretEdit(self.tr("Passphrase"))
        self.key_file = FileEdit(self.tr("Key file"))
        self._key_field = Field(
            self.tr("&Key file"), self.key_file, self.tr("Only if your passphrase needs one.")
        )
        self.unlocking = Unlocking(self.submit)
        self.stop = buttons.push(
            self.tr("&Stop the run and lock the vault"),
            self.lock_wanted.emit,
            look="link",
            icon="lock",
        )
        self.banner = ErrorBanner()
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress"))
        self.rest = labels.note()
        self._build()
        self.secret.returnPressed.connect(self.submit)
        self.unlocking.over.connect(self.banner.clear)
        session.runs.progressed.connect(self._progressed)
        self.most = QTimer(self)
        self.most.setSingleShot(True)
        self.most.timeout.connect(self.lock_wanted)
        self.most.start(MOST_AWAY_S * 1000)

    def _build(self) -> None:
        column = in_the_middle(self)
        column.addWidget(Brand())
        column.addSpacing(M)
        frame, inside = card(margin=XL, spacing=L)
        inside.addWidget(labels.heading(self.tr("The screen is locked, and a run goes on")))
        inside.addWidget(
            labels.note(
                self.tr(
                    "The vault stays open for this run alone, and locks when it has ended. Whoever"
                    " began it comes back with their passphrase."
                )
            )
        )
        inside.addWidget(self.bar)
        inside.addWidget(self.rest)
        name = self._session.user_name
        remark = self.tr("Of {name}.").format(name=name) if name else ""
        inside.addWidget(Field(self.tr("&Passphrase"), self.secret, remark))
        inside.addWidget(self._key_field)
        self._key_field.hide()
        inside.addWidget(self.banner)
        inside.addLayout(tool_row((self.stop, None, self.unlocking.button)))
        column.addWidget(frame)
        QWidget.setTabOrder(self.secret, self.key_file)
        QWidget.setTabOrder(self.key_file, self.unlocking.button)
        QWidget.setTabOrder(self.unlocking.button, self.stop)

    def arrive(self) -> None:
        """The screen was locked just now."""
        folder = self._session.folder

        def work(job: Job) -> WaysIn:
            from appliance.app.entrance import ways_in

            return ways_in(folder)

        self._session.lanes.run(
            self,
            work,
            lane="pages",
            on_done=lambda ways: self._key_field.setVisible(ways.key_file),
        )
        self.secret.setFocus(Qt.FocusReason.OtherFocusReason)

    def submit(self) -> None:
        """Come back with what was typed."""
        if not self.unlocking.possible:
            return
        secret = self.secret.take()
        if not secret:
            self.secret.setFocus()
            return
        self.banner.clear()
        self._set_busy(True)
        screen = self._session.office.screen
        key_file = self.key_file.file() if self._key_field.isVisibleTo(self) else None
        self._session.lanes.run(
            self,
            lambda job: screen.unlock(secret, key_file=key_file),
            lane="door",
            on_done=lambda _: self.came_back.emit(),
            on_error=self._refused,
            on_end=lambda: self._set_busy(False),
        )

    def _refused(self, error: ApplianceError) -> None:
        self.banner.show_error(error)
        self._set_busy(False)
        self.secret.setFocus()
        self.unlocking.refused(error)

    def _set_busy(self, busy: bool) -> None:
        self.unlocking.set_busy(busy)
        self.secret.setEnabled(not busy)
        self.key_file.setEnabled(not busy)

    def _progressed(self, progress: Progress) -> None:
        """How far it is, as a share; the words of the core would name a case."""
        if progress.total:
            self.bar.setRange(0, _WHOLE)
            self.bar.setValue(min(_WHOLE, round(_WHOLE * progress.done / progress.total)))
        self.rest.setText(texts.remaining(progress))
