"""The editor of checklists: items, what is wrong with them, and a try on a case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from gui import review_words as words
from gui.pages.checklists import drafting
from gui.pages.checklists.item_form import ItemForm
from gui.pages.checklists.problems import ProblemList
from gui.spacing import XL, L, M, S
from gui.widgets import buttons, labels
from gui.widgets.arrangedlist import ArrangedList
from gui.widgets.banner import ErrorBanner
from gui.widgets.casepicker import CasePicker
from gui.widgets.field import Field
from gui.widgets.frame import scrolling
from gui.widgets.progress import ProgressStrip
from gui.words import core

if TYPE_CHECKING:
    from appliance.app.checklists import Tried
    from appliance.app.records import CaseSummary
    from appliance.errors import ApplianceError
    from appliance.jobs import Job
    from appliance.review.checklists.records import Checklist, Item, Problem, Shelved
    from gui.session import Session

_TITLE_LIMIT_CP, _VERSION_LIMIT_CP, _ITEMS_PX = 200, 20, 250


class ChecklistEditor(QDialog):
    """What comes with the program or was imported is not changed; a copy of it is made.

    Signals:
        saved: the title of the checklist that was kept.
    """

    saved = Signal(str)

    def __init__(
        self, parent: QWidget, session: Session, one: Shelved, cases: tuple[CaseSummary, ...]
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._base = one.checklist
        self._own = one.origin == "own"
        self._weak: tuple[Problem, ...] = ()
        self.setWindowTitle(self.tr("Checklist"))
        self.title = QLineEdit()
        self.title.setMaxLength(_TITLE_LIMIT_CP)
        self.version = QLineEdit()
        self.version.setMaxLength(_VERSION_LIMIT_CP)
        self.form = ItemForm()
        self.items: ArrangedList[Item] = ArrangedList(
            self.form,
            name=self.tr("Items"),
            add=self.tr("Add an item"),
            drop=self.tr("Remove the item"),
            width_px=_ITEMS_PX,
            shown=self._shown,
            fresh=lambda items: drafting.empty_item([one.id for one in items]),
        )
        self.banner = ErrorBanner()
        self.trouble = ProblemList()
        self.case = CasePicker(self.tr("Case"), self.tr("Choose a case"))
        self.case.show_cases(cases)
        self.try_it = buttons.push(self.tr("&Try on this case"), self.dry_run, icon="play")
        self.progress = ProgressStrip()
        self.outcome = labels.note(tone="text")
        self.save = buttons.push(self.tr("&Save"), self.keep, look="primary")
        self._build(bool(cases))
        own_title = words.checklist_title(self._base)
        self.title.setText(
            own_title if self._own else self.tr("{title}, own").format(title=own_title)
        )
        self.version.setText(drafting.next_version(self._base.version) if self._own else "1.0")
        self.items.show_rows(self._base.items)

    def _build(self, with_cases: bool) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, L, XL, L)
        column.setSpacing(M)
        top = QHBoxLayout()
        top.setSpacing(M)
        top.addWidget(Field(self.tr("&Title"), self.title), 3)
        top.addWidget(Field(self.tr("&Version"), self.version), 1)
        column.addLayout(top)
        column.addWidget(self.items, 1)
        column.addWidget(self.banner)
        column.addWidget(self.trouble)
        trying = QHBoxLayout()
        trying.setSpacing(S)
        trying.addWidget(self.case, 1)
        trying.addWidget(self.try_it)
        self._trying = QWidget()
        trying.setContentsMargins(0, 0, 0, 0)
        self._trying.setLayout(trying)
        self._trying.setVisible(with_cases and self._session.may("REVIEW"))
        column.addWidget(self._trying)
        column.addWidget(self.progress)
        self._outcome = scrolling(self.outcome)
        self._outcome.setMaximumHeight(120)
        self._outcome.hide()
        column.addWidget(self._outcome)
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addStretch(1)
        row.addWidget(buttons.push(self.tr("&Cancel"), self.reject))
        row.addWidget(self.save)
        column.addLayout(row)
        self.resize(860, 680)

    def _shown(self, item: Item) -> str:
        return words.item_title(item) or self.tr("(no title yet)")

    # Trying and keeping --------------------------------------------------------------------------

    def made(self) -> Checklist:
        """The checklist as it is typed now."""
        return drafting.made(
            self._base,
            title=self.title.text().strip(),
            version=self.version.text().strip(),
            own=self._own,
            items=self.items.rows,
        )

    def dry_run(self) -> None:
        """What the rules of code find in a case; nothing is kept."""
        case = self.case.case()
        if case is None:
            return
        office, checklist = self._session.office, self.made()
        self.try_it.setEnabled(False)
        self.banner.clear()
        self.trouble.hide()
        task = self._session.lanes.run(
            self,
            lambda job: office.checklists.dry_run(case, checklist, job),
            lane="pages",
            on_done=self._tried,
            on_error=self._refused,
            on_end=lambda: self.try_it.setEnabled(True),
        )
        self.progress.watch(task, self.tr("Reading the papers"))

    def _tried(self, found: tuple[Tried, ...]) -> None:
        told = []
        for item, proposal, remark in found:
            said = self.tr("left to the models, when the case is reviewed")
            if proposal is not None:
                said = words.verdict(item, proposal.verdict)
                if proposal.evidence:
                    said += f" ({words.place(proposal.evidence[0])})"
            told.append(f"{self._shown(item)}: {said}")
            if remark:
                told.append(f"{self._shown(item)}: {core(remark)}")
        self.outcome.setText("\n".join(told) or self.tr("The list has no item yet."))
        self._outcome.show()

    def keep(self) -> None:
        """Save the checklist, or say all that is wrong with it.

        What any paper may meet is shown first; a second press saves it all the same.
        """
        office, checklist, seen = self._session.office, self.made(), self._weak

        def work(_: Job) -> tuple[Problem, ...]:
            weak = office.checklists.weaknesses(checklist)
            if weak and weak != seen and not office.checklists.examine(checklist):
                return weak
            office.checklists.save(checklist)
            return ()

        self.banner.clear()
        self.save.setEnabled(False)
        self._session.lanes.run(
            self,
            work,
            on_done=lambda weak: self._kept(checklist, weak),
            on_error=self._refused,
            on_end=lambda: self.save.setEnabled(True),
        )

    def _kept(self, checklist: Checklist, weak: tuple[Problem, ...]) -> None:
        self._weak = weak
        if weak:
            head = self.tr("It can be saved, but papers that it does not mean may meet it:")
            self.trouble.show_problems(head, weak)
            self.save.setText(self.tr("&Save all the same"))
            return
        self.saved.emit(checklist.title)
        self.accept()

    def _refused(self, error: ApplianceError) -> None:
        if not self.trouble.show_error(error):
            self.banner.show_error(error)
