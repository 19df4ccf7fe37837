"""The checklists that this vault has: what is in each, whose it is, import and export."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from gui import review_words as words
from gui import texts
from gui.dialogs import confirmed, run_dialog
from gui.pages.checklists.contents import ChecklistContents
from gui.pages.checklists.editor import ChecklistEditor
from gui.pages.checklists.problems import ProblemList
from gui.spacing import L, M, S
from gui.tables.rows import Column
from gui.tables.view import RecordTable
from gui.widgets import buttons, labels
from gui.widgets.banner import ErrorBanner
from gui.words import core

if TYPE_CHECKING:
    from appliance.app.records import CaseSummary
    from appliance.errors import ApplianceError
    from appliance.jobs import Job
    from appliance.review.checklists.records import Problem, Shelved
    from gui.session import Session

    Troubles = tuple[tuple[str, tuple[Problem, ...]], ...]


class ChecklistsPage(QWidget):
    """A list on the left, the chosen one's items on the right."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.banner = ErrorBanner()
        self.told = labels.note(tone="good")
        self.told.hide()
        self.problems = ProblemList()
        self.unusable = labels.note(tone="warning")
        self.unusable.hide()
        self.table = RecordTable(self.tr("Checklists"), self._columns())
        self.contents = ChecklistContents()
        may = session.may("CHANGE_CHECKLISTS")
        self.import_ = buttons.push(self.tr("&Import…"), self._choose_import, icon="upload")
        self.edit = buttons.push(self.tr("&Edit a copy…"), self.edit_chosen, icon="form")
        self.export = buttons.push(self.tr("E&xport…"), self._choose_export, icon="document")
        self.remove = buttons.push(self.tr("&Delete…"), self._remove, look="danger", icon="remove")
        for button in (self.import_, self.edit, self.remove):
            button.setVisible(may)
        self.export.setVisible(session.may("EXPORT_CHECKLIST"))
        self._may = may
        self._build()
        self.table.selected.connect(self._selected)
        self.table.opened.connect(lambda _one: self.edit_chosen())

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, L, 0, 0)
        column.setSpacing(M)
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(self.told, 1)
        row.addStretch(1)
        for button in (self.remove, self.export, self.edit, self.import_):
            row.addWidget(button)
        column.addLayout(row)
        for widget in (self.banner, self.problems, self.unusable):
            column.addWidget(widget)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.table)
        splitter.addWidget(self.contents)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        column.addWidget(splitter, 1)

    def _columns(self) -> list[Column]:
        origins = {
            "shipped": self.tr("with the program"),
            "own": self.tr("own"),
            "imported": self.tr("imported"),
            "pack": self.tr("from a pack"),
        }
        return [
            Column(self.tr("Checklist"), lambda one: words.checklist_title(one.checklist)),
            Column(self.tr("Version"), lambda one: one.checklist.version),
            Column(
                self.tr("Items"),
                lambda one: texts.number(len(one.checklist.items)),
                lambda one: len(one.checklist.items),
                right=True,
            ),
            Column(self.tr("From"), lambda one: origins[one.origin]),
            Column(
                self.tr("In force"), lambda one: self.tr("yes") if one.in_force else self.tr("no")
            ),
        ]

    @property
    def chosen(self) -> Shelved | None:
        """The checklist on screen."""
        found: Shelved | None = self.table.record()
        return found

    def refresh(self) -> None:
        """Read the shelf again."""
        office = self._session.office

        def work(job: Job) -> tuple[tuple[Shelved, ...], Troubles]:
            return office.checklists.list(), office.checklists.troubles()

        self._session.lanes.run(
            self,
            work,
            on_done=lambda found: self._show(*found),
            on_error=self.banner.show_error,
        )

    def _show(self, shelf: tuple[Shelved, ...], troubles: Troubles) -> None:
        self.table.show_records(shelf)
        lines = [
            self.tr("“{name}” is on the shelf but cannot be used: {why}").format(
                name=name, why="; ".join(f"{core(one.where)}: {core(one.why)}" for one in wrong)
            )
            for name, wrong in troubles
        ]
        self.unusable.setText("\n".join(lines))
        self.unusable.setVisible(bool(lines))

    def _selected(self, one: Shelved | None) -> None:
        self.contents.show_checklist(one)
        for button in (self.edit, self.export):
            button.setEnabled(one is not None)
        own = one is not None and one.origin == "own"
        self.edit.setText(self.tr("&Edit…") if own else self.tr("&Edit a copy…"))
        self.remove.setEnabled(one is not None and one.origin in ("own", "imported"))

    # Changing ------------------------------------------------------------------------------------

    def edit_chosen(self) -> None:
        """Change an own checklist, or begin one with a copy of another."""
        one = self.chosen
        if one is None or not self._may:
            return
        office = self._session.office

        def work(job: Job) -> tuple[CaseSummary, ...]:
            return office.cases.list() if office.may("VIEW_CASES") else ()

        self._session.lanes.run(
            self,
            work,
            on_done=lambda cases: self._edit(one, cases),
            on_error=self.banner.show_error,
        )

    def _edit(self, one: Shelved, cases: tuple[CaseSummary, ...]) -> None:
        dialog = ChecklistEditor(self, self._session, one, cases)
        saved: list[str] = []
        dialog.saved.connect(saved.append)
        run_dialog(dialog)
        if saved:
            self._tell(self.tr("Saved: {name}").format(name=saved[-1]))
            self.refresh()

    def _choose_import(self) -> None:
        found, _ = QFileDialog.getOpenFileName(
            self, self.tr("Import a checklist"), str(Path.home()), self.tr("Checklists (*.toml)")
        )
        if found:
            self.bring_in(Path(found))

    def bring_in(self, path: Path) -> None:
        """Import this file."""
        office = self._session.office
        self.told.hide()
        self.banner.clear()
        self.problems.hide()
        self._session.lanes.run(
            self,
            lambda job: office.checklists.import_(path),
            on_done=self._brought,
            on_error=self._refused,
        )

    def _refused(self, error: ApplianceError) -> None:
        if not self.problems.show_error(error):
            self.banner.show_error(error)

    def _brought(self, one: Shelved) -> None:
        title = words.checklist_title(one.checklist)
        if one.signed is None:
            said = self.tr("Imported: {title}. It is not signed.")
        elif one.signed.trusted:
            said = self.tr("Imported: {title}. Its signature is of somebody this vault trusts.")
        else:
            said = self.tr("Imported: {title}. Whoever signed it is not known to this vault.")
        self._tell(said.format(title=title))
        self.refresh()

    def _choose_export(self) -> None:
        one = self.chosen
        if one is None:
            return
        name = f"{one.checklist.name}-{one.checklist.version}.toml"
        found, _ = QFileDialog.getSaveFileName(
            self, self.tr("Export"), str(Path.home() / name), self.tr("Checklists (*.toml)")
        )
        if found:
            self.write(Path(found))

    def write(self, path: Path) -> None:
        """Export the chosen checklist to this file; an own one is signed by this vault."""
        one = self.chosen
        if one is None:
            return
        office, made = self._session.office, one.checklist
        signs = one.origin == "own" and self._may

        def work(job: Job) -> None:
            # The dialog has asked about a file of that name.
            office.checklists.export(made.name, path, made.version, replace=True)
            if signs:
                office.checklists.sign(path)

        said = self.tr("Written and signed: {file}") if signs else self.tr("Written: {file}")
        self.banner.clear()
        self._session.lanes.run(
            self,
            work,
            on_done=lambda _: self._tell(said.format(file=path.name)),
            on_error=self.banner.show_error,
        )

    def _remove(self) -> None:
        one = self.chosen
        if one is None or not confirmed(
            self,
            self.tr("Remove this checklist?"),
            self.tr("Reviews that were made with it keep it as it was."),
            self.tr("&Remove"),
            danger=True,
        ):
            return
        office, made = self._session.office, one.checklist
        self._session.lanes.run(
            self,
            lambda job: office.checklists.remove(made.name, made.version),
            on_done=lambda _: self.refresh(),
            on_error=self.banner.show_error,
        )

    def _tell(self, text: str) -> None:
        self.told.setText(text)
        self.told.show()
