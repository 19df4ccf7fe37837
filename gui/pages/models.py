"""The models in the vault: what they are for, which are in use, and whether they are intact."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gui.dialogs import confirmed
from gui.keys import KEYS, bind
from gui.pages import pack_words
from gui.pages.machine import MachineScreen
from gui.pages.model_bill import ModelBill
from gui.pages.model_card import ModelCard
from gui.pages.model_rows import ModelRows
from gui.pages.no_models import NoModels
from gui.pages.pack_import import PackImport
from gui.pages.reason import ask_reason
from gui.pages.trust import TrustScreen
from gui.pages.tuning import TuningScreen
from gui.spacing import XL, M, S
from gui.tables.view import RecordTable
from gui.widgets import buttons, labels
from gui.widgets.banner import ErrorBanner
from gui.widgets.frame import page_column, scrolling
from gui.widgets.progress import ProgressStrip
from gui.words import pack

if TYPE_CHECKING:
    from collections.abc import Callable

    from appliance.app.records import LoadedChild
    from appliance.errors import ApplianceError
    from appliance.jobs import Job
    from appliance.packs.records import ModelRecord
    from gui.session import Session

_DETAIL_PX = 400


class ModelsPage(QWidget):
    """A table on the left, the selected model on the right; packs and trust have their screens."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._busy = False
        self.banner = ErrorBanner()
        self.progress = ProgressStrip()
        self.notice = labels.note(tone="good")
        self.notice.hide()
        self.rows = ModelRows()
        self.table = RecordTable(self.tr("Models"), self.rows.columns(), stretch=0)
        self.card = ModelCard()
        self.bill = ModelBill(session)
        self.texts = labels.note()
        self.texts.hide()
        self.importing = PackImport(session)
        self.trust = TrustScreen(session)
        self.machine = MachineScreen(session)
        self.tuning = TuningScreen(session)
        self.screens = QStackedWidget()
        self.use = buttons.push(self.tr("Us&e this model"), self._activate, icon="check")
        self.go_back = buttons.push(self.tr("Go bac&k to this version…"), self._go_back)
        self.verify = buttons.push(
            self.tr("&Verify"),
            self._verify,
            icon="shield",
            hint=self.tr("Reads every sealed byte and checks that nothing was changed."),
        )
        self.remove = buttons.push(self.tr("Rem&ove…"), self._remove, look="danger", icon="remove")
        self.import_button = buttons.push(
            self.tr("&Import…"), lambda: None, look="primary", icon="add"
        )
        self.trust_button = buttons.push(self.tr("&Whom to trust…"), self.show_trust, icon="shield")
        self.machine_button = buttons.push(
            self.tr("What this machine ca&n do"), self.show_machine, icon="cpu"
        )
        self.tune_button = buttons.push(
            self.tr("&Tune for this machine…"), self.show_tuning, look="link", icon="cpu"
        )
        self._stack = QStackedWidget()
        self._build()
        self._hide_what_is_not_allowed()
        self.importing.left.connect(self._show_list)
        self.importing.imported.connect(self._imported)
        self.trust.left.connect(self._show_list)
        self.machine.left.connect(self._show_list)
        self.tuning.left.connect(self._show_list)
        self.table.selected.connect(self._selected)
        bind(KEYS["remove"], self.table, self._remove, "alone")

    def _build(self) -> None:
        page = QWidget()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.screens)
        for screen in (page, self.importing, self.trust, self.machine, self.tuning):
            self.screens.addWidget(screen)
        column = page_column(page)
        head = QHBoxLayout()
        head.setSpacing(S)
        head.addWidget(labels.title(self.tr("Models")))
        head.addStretch(1)
        head.addWidget(self.machine_button)
        head.addWidget(self.trust_button)
        head.addWidget(self.import_button)
        menu = QMenu(self.import_button)
        menu.addAction(self.tr("A &pack of head office…"), self._choose_pack)
        menu.addAction(self.tr("A &folder…"), self._choose)
        self.import_button.setMenu(menu)
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
        for button in (self.use, self.go_back, self.verify):
            actions.addWidget(button)
        actions.addStretch(1)
        actions.addWidget(self.remove)
        side.addLayout(actions)
        area = scrolling(self.card)
        area.setFixedWidth(_DETAIL_PX)
        side.addWidget(area, 1)
        side.addWidget(self.tune_button)
        side.addWidget(self.bill)
        row.addLayout(side)
        self._stack.addWidget(QWidget())
        self._stack.addWidget(filled)
        may_import = self._session.may("IMPORT_MODEL")
        self._stack.addWidget(NoModels(self._import_starters if may_import else None))
        column.addWidget(self._stack, 1)
        column.addWidget(self.texts)

    def _hide_what_is_not_allowed(self) -> None:
        may = self._session.may
        for button, action in (
            (self.import_button, "IMPORT_PACK"),
            (self.use, "ACTIVATE_MODEL"),
            (self.go_back, "ROLL_BACK_MODEL"),
            (self.verify, "VERIFY_MODEL"),
            (self.remove, "REMOVE_MODEL"),
        ):
            if not may(action):
                button.hide()

    def refresh(self) -> None:
        """Read the models, which of them are in memory, and the texts that came in packs."""
        office = self._session.office

        def work(
            job: Job,
        ) -> tuple[tuple[ModelRecord, ...], tuple[LoadedChild, ...], dict[str, str], list[str]]:
            signers = {key.id: key.holder for key in office.trust.show().keys}
            items = office.packs.items()
            texts = [f"{pack_words.kind(one.kind)}: {one.title} {one.version}" for one in items]
            return office.models.list(), office.models.loaded(), signers, texts

        self._session.lanes.run(
            self,
            work,
            on_done=lambda found: self._show(*found),
            on_error=self.banner.show_error,
        )

    def _show(
        self,
        records: tuple[ModelRecord, ...],
        loaded: tuple[LoadedChild, ...],
        signers: dict[str, str],
        texts: list[str],
    ) -> None:
        self.rows.learn(records, loaded)
        self.card.signers = signers
        self.texts.setText(
            self.tr("Texts of head office in this vault: {texts}").format(texts="; ".join(texts))
        )
        self.texts.setVisible(bool(texts))
        self.table.show_records(records)
        self._stack.setCurrentIndex(1 if records else 2)

    def _selected(self, record: ModelRecord | None) -> None:
        memory_bytes = self.rows.memory_bytes(record) if record else 0
        self.card.show_record(record, memory_bytes, self.rows.remarks(record) if record else ())
        self.bill.choose(record)
        language = record is not None and record.manifest.kind == "language"
        self.tune_button.setVisible(language)
        self._judge()

    def _judge(self) -> None:
        record: ModelRecord | None = self.table.record()
        free = record is not None and not self._busy
        idle = record is not None and not record.active and not record.quarantine
        older = record is not None and self.rows.older(record)
        self.use.setEnabled(free and idle)
        self.go_back.setEnabled(free and idle)
        may = self._session.may
        self.use.setVisible(may("ACTIVATE_MODEL") and not older)
        self.go_back.setVisible(may("ROLL_BACK_MODEL") and older)
        self.verify.setEnabled(free)
        self.remove.setEnabled(free)

    def _show_list(self) -> None:
        self.screens.setCurrentIndex(0)
        self.refresh()
        self.table.setFocus()

    def _imported(self, done: str) -> None:
        self.banner.clear()
        self._tell(done)
        self._show_list()

    def show_trust(self) -> None:
        """Whom the vault trusts."""
        self.screens.setCurrentWidget(self.trust)
        self.trust.refresh()

    def show_machine(self) -> None:
        """What this machine can do."""
        self.screens.setCurrentWidget(self.machine)
        self.machine.refresh()

    def show_tuning(self) -> None:
        """How the selected language model runs best here."""
        record: ModelRecord | None = self.table.record()
        if record is not None:
            self.screens.setCurrentWidget(self.tuning)
            self.tuning.look_at(record.manifest.name)

    def look_at(self, path: Path) -> None:
        """Show a pack before it is imported."""
        self.notice.hide()
        self.screens.setCurrentWidget(self.importing)
        self.importing.look(path)

    # Actions -------------------------------------------------------------------------------------

    def _run(
        self,
        work: Callable[[Job], object],
        first_words: str,
        done: str,
        on_error: Callable[[ApplianceError], None] = lambda _: None,
    ) -> None:
        self.banner.clear()
        self.notice.hide()
        self._busy = True
        self._judge()

        def refused(error: ApplianceError) -> None:
            on_error(error)
            self.banner.show_error(error)

        task = self._session.lanes.run(
            self,
            work,
            lane="models",
            on_done=lambda _: self._tell(done),
            on_error=refused,
            on_end=self._ended,
        )
        self.progress.watch(task, first_words)

    def _tell(self, done: str) -> None:
        self.notice.setText(done)
        self.notice.show()

    def _ended(self) -> None:
        self._busy = False
        self.refresh()

    def _choose_pack(self) -> None:
        found, _ = QFileDialog.getOpenFileName(
            self, self.tr("Pack of head office"), "", self.tr("Packs (*.cofferpack)") + ";;*"
        )
        if found:
            self.look_at(Path(found))

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
            lambda error: self._remember_old(error, record.digest),
        )

    def _remember_old(self, error: ApplianceError, digest: str) -> None:
        if error.code == "P340":  # the button to go back on purpose appears
            self.rows.refused_as_old.add(digest)

    def _go_back(self) -> None:
        record: ModelRecord | None = self.table.record()
        if record is None:
            return
        office, manifest = self._session.office, record.manifest
        title = f"{pack(manifest.title)} {manifest.version}"
        because = ask_reason(
            self,
            self.tr("Go back to “{title}”?").format(title=title),
            self.tr(
                "A newer version of it was used here. Going back may bring back faults that were"
                " mended. The reason is kept in the vault's record."
            ),
            self.tr("&Go back"),
        )
        if because:
            self._run(
                lambda job: office.models.roll_back(
                    manifest.name, manifest.version, because=because
                ),
                self.tr("Changing the model"),
                self.tr("{title} is in use now.").format(title=title),
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
        if record is None or self._busy or not self._session.may("REMOVE_MODEL"):
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
