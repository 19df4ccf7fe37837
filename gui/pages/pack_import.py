"""The import screen: look at a pack, agree to what is shown, import exactly that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.pages import pack_words
from gui.pages.pack_sheet import PackSheet
from gui.pages.reason import ask_reason
from gui.spacing import CARD_WIDTH, S
from gui.widgets import buttons, labels
from gui.widgets.banner import ErrorBanner
from gui.widgets.field import Field
from gui.widgets.frame import clear, page_column, scrolling
from gui.widgets.progress import ProgressStrip
from gui.widgets.secret import SecretEdit
from gui.words import pack

if TYPE_CHECKING:
    from pathlib import Path

    from appliance.errors import ApplianceError
    from appliance.packs.trust_records import Imported, PackPreview
    from gui.session import Session


class PackImport(QWidget):
    """Signals: `left` when the person goes back; `imported` carries the words to say then."""

    left = Signal()
    imported = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._path: Path | None = None
        self._busy = False
        self.preview: PackPreview | None = None
        self.banner = ErrorBanner()
        self.progress = ProgressStrip()
        self.back = buttons.push(
            self.tr("&Back to the models"), self._leave, look="link", icon="previous"
        )
        self.secret = SecretEdit(self.tr("Passphrase of the pack"))
        self.go_on = buttons.push(
            self.tr("&Import this pack"), self.submit, look="primary", icon="add"
        )
        self.go_back = buttons.push(self.tr("Go bac&k to this version…"), self._go_back)
        self.go_back.hide()
        self._field = Field(
            self.tr("Passphrase &of the pack"),
            self.secret,
            self.tr("Head office tells it on another way than the pack."),
        )
        self._field.setMaximumWidth(CARD_WIDTH)
        self._field.hide()
        inner = QWidget()
        self._sheet = QVBoxLayout(inner)
        self._sheet.setContentsMargins(0, 0, 0, 0)
        column = page_column(self)
        head = QHBoxLayout()
        head.setSpacing(S)
        head.addWidget(labels.title(self.tr("Import a pack")))
        head.addStretch(1)
        for button in (self.back, self.go_back, self.go_on):
            head.addWidget(button)
        column.addLayout(head)
        for widget in (self.banner, self.progress, self._field):
            column.addWidget(widget)
        column.addWidget(scrolling(inner), 1)
        self.secret.textChanged.connect(self._judge)
        self.secret.returnPressed.connect(self.submit)
        self._judge()

    def look(self, path: Path) -> None:
        """Read the head of a pack and show it; nothing is imported by that."""
        self._path, self.preview = path, None
        self.banner.clear()
        self.secret.clear()
        self._field.hide()
        self.go_back.hide()
        clear(self._sheet)
        self._judge()
        office = self._session.office
        self._session.lanes.run(
            self,
            lambda job: office.packs.look(path),
            on_done=self._show,
            on_error=self.banner.show_error,
        )

    def _show(self, preview: PackPreview) -> None:
        self.preview = preview
        clear(self._sheet)
        self._sheet.addWidget(PackSheet(preview))
        self._field.setVisible(preview.needs_passphrase and preview.importable)
        self.go_back.setVisible(self._too_old(preview) and self._session.may("ROLL_BACK_MODEL"))
        self._judge()
        if not self._field.isHidden():
            self.secret.setFocus()
        elif self.go_on.isEnabled():
            self.go_on.setFocus()
        else:
            self.back.setFocus()

    def _too_old(self, preview: PackPreview) -> bool:
        return preview.kind == "model" and any(one.code == "P340" for one in preview.refusals)

    def _go_back(self) -> None:
        preview, path = self.preview, self._path
        if preview is None or path is None:
            return
        title = f"{pack(preview.title)} {preview.version}"
        because = ask_reason(
            self,
            self.tr("Go back to “{title}”?").format(title=title),
            self.tr(
                "A newer version of it was seen here. If this one came to the vault before, it may"
                " be imported and used again. The reason is kept in the vault's record."
            ),
            self.tr("&Go back"),
        )
        if not because:
            return
        office = self._session.office

        def done(record: object) -> None:
            if record is None:  # it was removed since: now its pack may come again
                self.look(path)
            else:
                self.imported.emit(self.tr("{title} is in use now.").format(title=title))

        self._session.lanes.run(
            self,
            lambda job: office.models.roll_back(preview.name, preview.version, because=because),
            on_done=done,
            on_error=self.banner.show_error,
        )

    def _judge(self) -> None:
        preview, free = self.preview, not self._busy
        may = self._session.may("IMPORT_PACK")
        ready = preview is not None and preview.importable and may
        if preview is not None and preview.needs_passphrase:
            ready = ready and bool(self.secret.text())
        self.go_on.setEnabled(free and ready)
        self.secret.setEnabled(free)
        self.back.setEnabled(free)

    def submit(self) -> None:
        """Import what is shown; a file that was exchanged meanwhile is refused."""
        preview, path = self.preview, self._path
        if preview is None or path is None or not self.go_on.isEnabled():
            return
        office, digest = self._session.office, preview.digest
        typed = self.secret.take() if preview.needs_passphrase else None
        self.banner.clear()
        self._busy = True
        self._judge()
        task = self._session.lanes.run(
            self,
            lambda job: office.packs.import_pack(path, typed, job, shown=digest),
            lane="models",
            on_done=self._done,
            on_error=self._refused,
            on_end=self._ended,
        )
        self.progress.watch(task, self.tr("Importing"))

    def _done(self, imported: Imported) -> None:
        words = pack_words.done(imported.kind)
        if imported.kind == "trust" and not imported.accepted:
            words = self.tr("Nothing in it is newer than what this vault has.")
        self.imported.emit(words)

    def _refused(self, error: ApplianceError) -> None:
        self.banner.show_error(error)
        if not self._field.isHidden():
            self.secret.setFocus()

    def _ended(self) -> None:
        self._busy = False
        self._judge()

    def _leave(self) -> None:
        self.secret.clear()
        self.left.emit()
