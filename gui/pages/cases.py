"""The list of cases: look, open, make, close, hold, remove."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gui import texts
from gui.dialogs import run_dialog
from gui.keys import KEYS, bind
from gui.pages.case_steps import CaseSteps
from gui.spacing import CARD_WIDTH, XL, L, S
from gui.tables.rows import Column
from gui.tables.view import RecordTable
from gui.widgets import buttons, labels
from gui.widgets.banner import ErrorBanner
from gui.widgets.empty import EmptyState
from gui.widgets.field import Field
from gui.widgets.frame import page_column

if TYPE_CHECKING:
    from pathlib import Path

    from appliance.app.records import CaseSummary
    from appliance.documents.records import Due
    from appliance.jobs import Job
    from gui.session import Session

_NAME_LIMIT = 120


class CasesPage(QWidget):
    """Signals: `chosen` carries the name of the case to open and files to add to it at once."""

    chosen = Signal(str, object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._due: dict[str, str] = {}
        self.banner = ErrorBanner()
        self.table = RecordTable(
            self.tr("Cases"),
            [
                Column(self.tr("Case"), lambda case: case.name),
                Column(
                    self.tr("Documents"),
                    lambda case: texts.number(case.documents),
                    lambda case: case.documents,
                    right=True,
                ),
                Column(
                    self.tr("Pages"),
                    lambda case: texts.number(case.pages),
                    lambda case: case.pages,
                    right=True,
                ),
                Column(self.tr("State"), self._state),
                Column(
                    self.tr("Created"),
                    lambda case: texts.moment(case.created_at),
                    lambda case: case.created_at,
                ),
            ],
        )
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Find a case by name"))
        self.search.setAccessibleName(self.tr("Find a case by name"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self.table.filter)
        self.open = buttons.push(self.tr("&Open"), self._open_selected, icon="next")
        self.steps = CaseSteps(session, self.banner, self._before_steps())
        self.new = buttons.push(self.tr("&New case…"), self.new_case, look="primary", icon="add")
        if not session.may("CREATE_CASE"):
            self.new.hide()
        self._stack = QStackedWidget()
        self._stack.addWidget(QWidget())
        self._stack.addWidget(self._filled())
        self._stack.addWidget(self._empty())
        self._build()
        self.table.opened.connect(lambda case: self.chosen.emit(case.name, ()))
        self.table.selected.connect(self._selected)
        self.steps.changed.connect(self.refresh)
        bind(KEYS["remove"], self.table, self.steps.remove_case, "alone")

    def _build(self) -> None:
        column = page_column(self)
        head = QHBoxLayout()
        head.setSpacing(S)
        head.addWidget(labels.title(self.tr("Cases")))
        head.addStretch(1)
        head.addWidget(self.new)
        column.addLayout(head)
        column.addWidget(self.banner)
        column.addWidget(self._stack, 1)

    def _filled(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(L)
        column.addWidget(self.steps)
        column.addWidget(self.table, 1)
        return page

    def _before_steps(self) -> QWidget:
        before = QWidget()
        self.search.setMaximumWidth(CARD_WIDTH)
        row = QHBoxLayout(before)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S)
        row.addWidget(self.search, 1)
        row.addStretch(1)
        row.addWidget(self.open)
        return before

    def _empty(self) -> QWidget:
        if not self._session.may("CREATE_CASE"):
            return EmptyState(
                "cases",
                self.tr("No cases yet"),
                self.tr("Cases appear here when a branch officer makes them."),
            )
        return EmptyState(
            "cases",
            self.tr("No cases yet"),
            self.tr(
                "A case holds the documents of one customer, the questions asked about them and"
                " their scores. Make one and add documents to it, or look around first with the"
                " documents of an invented company."
            ),
            buttons.push(self.tr("Ne&w case…"), self.new_case, look="primary", icon="add"),
            buttons.push(self.tr("Tr&y the sample customer"), self.try_sample, icon="document"),
        )

    def refresh(self) -> None:
        """Read the list again."""
        office = self._session.office
        judges = self._session.may("APPLY_RETENTION")

        def work(job: Job) -> tuple[tuple[CaseSummary, ...], tuple[Due, ...]]:
            return office.cases.list(), office.cases.due() if judges else ()

        self._session.lanes.run(
            self, work, on_done=lambda found: self._show(*found), on_error=self._refused
        )

    def new_case(self) -> None:
        """Ask for a name and open the new case; nothing for who may not."""
        if not self._session.may("CREATE_CASE"):
            return
        dialog = NewCaseDialog(self)
        named: list[str] = []
        dialog.accepted.connect(lambda: named.append(dialog.name.text().strip()))
        if run_dialog(dialog):
            self._make(named[0], ())

    def try_sample(self) -> None:
        """A case with the bundled documents of an invented company."""
        from appliance.app.demo import CASE, sample_documents

        self._make(CASE, sample_documents())

    def _make(self, name: str, files: tuple[Path, ...]) -> None:
        office = self._session.office

        def work(job: Job) -> str:
            return office.cases.new(name).name

        self.banner.clear()
        self._session.lanes.run(
            self,
            work,
            on_done=lambda made: self.chosen.emit(made, files),
            on_error=self._refused,
        )

    def _open_selected(self) -> None:
        case = self.table.record()
        if case is not None:
            self.chosen.emit(case.name, ())

    def _state(self, case: CaseSummary) -> str:
        words = []
        if case.held_at is not None:
            words.append(self.tr("on hold"))
        if case.closed_at is not None:
            words.append(self.tr("closed"))
        if case.ref in self._due:
            words.append(self.tr("due for deletion"))
        return ", ".join(words) or self.tr("open")

    def _show(self, cases: tuple[CaseSummary, ...], due: tuple[Due, ...]) -> None:
        self._due = {one.ref: one.why for one in due}
        self.table.show_records(cases)
        self._stack.setCurrentIndex(1 if cases else 2)
        self.search.setVisible(len(cases) > 1)
        if cases and self.isVisible():
            self.table.setFocus()

    def _selected(self, case: CaseSummary | None) -> None:
        self.open.setEnabled(case is not None)
        self.steps.show_case(case, self._due.get(case.ref, "") if case else "")

    def _refused(self, error: object) -> None:
        self.banner.show_error(error)  # type: ignore[arg-type]  # the signal carries object


class NewCaseDialog(QDialog):
    """One field; empty names cannot be confirmed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("New case"))
        self.setMinimumWidth(CARD_WIDTH)
        self.name = QLineEdit()
        self.name.setMaxLength(_NAME_LIMIT)
        make = buttons.push(self.tr("&Make the case"), self.accept, look="primary", icon="add")
        make.setDefault(True)
        make.setEnabled(False)
        self.name.textChanged.connect(lambda text: make.setEnabled(bool(text.strip())))
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, XL, XL, L)
        column.setSpacing(XL)
        column.addWidget(
            Field(
                self.tr("&Name of the case"),
                self.name,
                self.tr("For example the customer's name and the matter: “Harbour Bakery, loan”."),
            )
        )
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addStretch(1)
        row.addWidget(buttons.push(self.tr("&Cancel"), self.reject))
        row.addWidget(make)
        column.addLayout(row)
        self.name.setFocus()
