"""The models in the vault: what they are for, which are in use, and whether they are intact."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gui import texts
from gui.dialogs import confirmed
from gui.keys import KEYS
from gui.pages.model_card import ModelCard
from gui.spacing import XL, M, S
from gui.tables.rows import Column
from gui.tables.view import RecordTable
from gui.widgets import buttons, labels
from gui.widgets.banner import ErrorBanner
from gui.widgets.empty import EmptyState
from gui.widgets.frame import page_column, scrolling
from gui.widgets.progress import ProgressStrip
from gui.words import pack

if TYPE_CHECKING:
    from collections.abc import Callable

    from appliance.app.records import LoadedChild
    from appliance.jobs import Job
    from appliance.packs.records import ModelRecord
    from gui.session import Session

_DETAIL_PX = 400


class ModelsPage(QWidget):
    """A table on the left, the selected model on the right."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._memory: dict[str, int] = {}
        self._busy = False
        self.banner = ErrorBanner()
        self.progress = ProgressStrip()
        self.notice = labels.note(tone="good")
        self.notice.hide()
        self.table = RecordTable(self.tr("Models"), self._columns(), stretch=0)
        self.card = ModelCard()
        self.use = buttons.push(self.tr("&Use this model"), self._activate, icon="check")
        self.verify = buttons.push(
            self.tr("&Verify"),
            self._verify,
            icon="shield",
            hint=self.tr("Reads every sealed byte and checks that nothing was changed."),
        )
        self.remove = buttons.push(self.tr("Rem&ove…"), self._remove, look="danger", icon="remove")
        self._stack = QStackedWidget()
        self._build()
        self.table.selected.connect(self._selected)
        QShortcut(
            QKeySequence(KEYS["remove"]),
            self.table,
            self._remove,
            context=Qt.ShortcutContext.WidgetShortcut,
        )

    def _columns(self) -> list[Column]:
        return [
            Column(self.tr("Model"), lambda record: pack(record.manifest.title)),
            Column(self.tr("Purpose"), lambda record: texts.kind(record.manifest.kind)),
            Column(self.tr("Version"), lambda record: record.manifest.version),
            Column(
                self.tr("Size"),
                lambda record: texts.size(record.size_bytes),
                lambda record: record.size_bytes,
                right=True,
            ),
            Column(self.tr("Memory"), self._memory_text, self._memory_bytes, right=True),
            Column(
                self.tr("In use"), lambda record: self.tr("yes") if record.active else self.tr("no")
            ),
        ]

    def _memory_bytes(self, record: ModelRecord) -> int:
        return self._memory.get(record.manifest.name, 0)

    def _memory_text(self, record: ModelRecord) -> str:
        size = self._memory_bytes(record)
        return texts.size(size) if size else self.tr("not loaded")

    def _build(self) -> None:
        column = page_column(self)
        head = QHBoxLayout()
        head.setSpacing(S)
        head.addWidget(labels.title(self.tr("Models")))
        head.addStretch(1)
        head.addWidget(
            buttons.push(self.tr("&Import a folder…"), self._choose, look="primary", icon="add")
        )
        column.addLayout(head)
        for widget in (self.banner, self.notice, self.progress):
            column.addWidget(widget)
        filled = QWidget()
        row = QHBoxLayout(filled)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(XL)
        row.addWidget(self.table, 1)
        side = QVBoxLayout()
        side.setSpacing(M)
        actions = QHBoxLayout()
        actions.setSpacing(S)
        for button in (self.use, self.verify):
            actions.addWidget(button)
        actions.addStretch(1)
        actions.addWidget(self.remove)
        side.addLayout(actions)
        area = scrolling(self.card)
        area.setFixedWidth(_DETAIL_PX)
        side.addWidget(area, 1)
        row.addLayout(side)
        self._stack.addWidget(QWidget())
        self._stack.addWidget(filled)
        self._stack.addWidget(
            EmptyState(
                "models",
                self.tr("No models in this vault"),
                self.tr(
                    "Without models documents cannot be searched and questions cannot be"
                    " answered. Import the models that came with the program, or a folder that"
                    " your head office gave you."
                ),
                buttons.push(
                    self.tr("Import the s&tarter models"),
                    self._import_starters,
                    look="primary",
                    icon="add",
                ),
            )
        )
        column.addWidget(self._stack, 1)

    def refresh(self) -> None:
        """Read the models, and which of them are in memory."""
        office = self._session.office

        def work(job: Job) -> tuple[tuple[ModelRecord, ...], tuple[LoadedChild, ...]]:
            return office.models.list(), office.models.loaded()

        self._session.lanes.run(
            self,
            work,
            on_done=lambda found: self._show(*found),
            on_error=self.banner.show_error,
        )

    def _show(self, records: tuple[ModelRecord, ...], loaded: tuple[LoadedChild, ...]) -> None:
        self._memory = {child.name: child.memory_bytes for child in loaded}
        self.table.show_records(records)
        self._stack.setCurrentIndex(1 if records else 2)

    def _selected(self, record: ModelRecord | None) -> None:
        self.card.show_record(record, self._memory_bytes(record) if record else 0)
        self._judge()

    def _judge(self) -> None:
        record: ModelRecord | None = self.table.record()
        self.use.setEnabled(record is not None and not record.active and not self._busy)
        self.verify.setEnabled(record is not None and not self._busy)
        self.remove.setEnabled(record is not None and not self._busy)

    # Actions -------------------------------------------------------------------------------------

    def _run(self, work: Callable[[Job], object], first_words: str, done: str) -> None:
        self.banner.clear()
        self.notice.hide()
        self._busy = True
        self._judge()
        task = self._session.lanes.run(
            self,
            work,
            lane="models",
            on_done=lambda _: self._tell(done),
            on_error=self.banner.show_error,
            on_end=self._ended,
        )
        self.progress.watch(task, first_words)

    def _tell(self, done: str) -> None:
        self.notice.setText(done)
        self.notice.show()

    def _ended(self) -> None:
        self._busy = False
        self.refresh()

    def _choose(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Folder of the model"))
        if folder:
            self.import_folder(Path(folder))

    def import_folder(self, folder: Path) -> None:
        """Seal a model from a folder into the vault."""
        office = self._session.office
        self._run(
            lambda job: office.models.import_folder(folder, job),
            self.tr("Importing"),
            self.tr("The model was imported and sealed."),
        )

    def _import_starters(self) -> None:
        office = self._session.office
        self._run(
            office.models.import_starters,
            self.tr("Importing"),
            self.tr("The starter models were imported and sealed."),
        )

    def _activate(self) -> None:
        record: ModelRecord | None = self.table.record()
        if record is None:
            return
        office, manifest = self._session.office, record.manifest
        self._run(
            lambda job: office.models.activate(manifest.name, manifest.version),
            self.tr("Changing the model"),
            self.tr("{title} is in use now.").format(title=pack(manifest.title)),
        )

    def _verify(self) -> None:
        record: ModelRecord | None = self.table.record()
        if record is None:
            return
        office, manifest = self._session.office, record.manifest
        self._run(
            lambda job: office.models.verify(manifest.name, manifest.version, job),
            self.tr("Checking the model"),
            self.tr("{title} is intact: every sealed byte was checked.").format(
                title=pack(manifest.title)
            ),
        )

    def _remove(self) -> None:
        record: ModelRecord | None = self.table.record()
        if record is None or self._busy:
            return
        consequence = self.tr("Its sealed files are deleted from the vault.")
        if record.active:
            consequence += " " + self.tr(
                "It is the one in use, so this kind of work stops until another model is in use."
            )
        if not confirmed(
            self,
            self.tr("Remove “{title}”?").format(title=pack(record.manifest.title)),
            consequence,
            self.tr("&Remove the model"),
            danger=True,
        ):
            return
        office, manifest = self._session.office, record.manifest
        self._run(
            lambda job: office.models.remove(manifest.name, manifest.version),
            self.tr("Removing the model"),
            self.tr("The model was removed."),
        )
