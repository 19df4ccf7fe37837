"""The privacy pane of a case: what is covered and where, and what there is to cover."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from appliance.privacy.records import MaskingRule
from gui import side_words, texts
from gui.announcing import announce
from gui.dialogs import confirmed
from gui.pages.identifier_tree import IdentifierTree
from gui.spacing import XS, M, S
from gui.widgets import buttons, labels
from gui.widgets.banner import ErrorBanner
from gui.widgets.empty import EmptyState
from gui.widgets.fold import Fold
from gui.widgets.frame import scrolling
from gui.widgets.progress import ProgressStrip

if TYPE_CHECKING:
    from appliance.documents.records import Document
    from appliance.jobs import Job
    from appliance.privacy.records import Finding, Kind, Scan, Token
    from gui.jobs import Task
    from gui.session import Session

_KINDS_HEIGHT = 200


class PrivacyPane(QFrame):
    """Covering never changes a document.

    Signals:
        places_wanted: places of a kind and which to show, (tuple[Place, ...], int).
        rule_changed: something else may be shown now.
    """

    places_wanted = Signal(object, int)
    rule_changed = Signal()

    def __init__(self, session: Session, case: str) -> None:
        super().__init__()
        self._session, self._case = session, case
        self._task: Task | None = None
        self._ready = False
        self._rule = MaskingRule()
        self._kinds: tuple[Kind, ...] = ()
        self.setProperty("look", "pane")
        self.setMinimumWidth(316)
        self.banner = ErrorBanner()
        self.progress = ProgressStrip()
        self.extents: dict[str, QRadioButton] = {}
        self._group = QButtonGroup(self)
        for extent in side_words.EXTENTS:
            button = QRadioButton(side_words.word(side_words.EXTENTS, extent))
            self._group.addButton(button)
            self.extents[extent] = button
        self.kinds: dict[str, QCheckBox] = {}
        self._boxes = QVBoxLayout()
        self.apply = buttons.push(self.tr("Appl&y this rule"), self.keep_rule, look="primary")
        self.look = buttons.push(self.tr("Look for identif&iers"), self.scan, icon="search")
        self.told = labels.note()
        self.tree = IdentifierTree()
        self.reveal = buttons.push(
            self.tr("Unco&ver this one…"),
            self.uncover,
            icon="eye",
            hint=self.tr("Shows what stands there; that you looked is recorded."),
        )
        self.why = labels.note(tone="text")
        self.revealed = labels.body()
        self._build()
        self._group.buttonToggled.connect(lambda _button, _on: self._judge())
        self.tree.finding_chosen.connect(self._open)
        self.tree.currentItemChanged.connect(lambda _now, _before: self._judge())
        self._judge()

    def _build(self) -> None:
        inner = QWidget()
        self._boxes.setSpacing(XS)
        inner.setLayout(self._boxes)
        area = scrolling(inner)
        area.setFixedHeight(_KINDS_HEIGHT)
        self._fold = Fold(self.tr("Which kinds are covered"), area)
        rule = QVBoxLayout()
        rule.setSpacing(S)
        rule.addWidget(labels.heading(self.tr("What this case covers")))
        for button in self.extents.values():
            rule.addWidget(button)
        rule.addWidget(self._fold)
        rule.addWidget(self.apply, alignment=Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(labels.heading(self.tr("What is there")), 1)
        row.addWidget(self.look)
        self._empty = EmptyState(
            "eye-off",
            self.tr("Not looked yet"),
            self.tr(
                "Accounts, identity numbers, addresses and names are listed with their places."
                " Names and addresses are found as far as rules can; read the pages, too."
            ),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(M, M, M, M)
        column.setSpacing(S)
        column.addWidget(self.banner)
        column.addLayout(rule)
        column.addWidget(labels.line())
        column.addLayout(row)
        column.addWidget(self.progress)
        column.addWidget(self.told)
        column.addWidget(self._empty, 1)
        column.addWidget(self.tree, 1)
        column.addWidget(self.why)
        column.addWidget(self.revealed)
        column.addWidget(self.reveal, alignment=Qt.AlignmentFlag.AlignLeft)
        for widget in (self.tree, self.why, self.revealed, self.reveal, self.told):
            widget.hide()

    def begin(self) -> None:
        """Go to where the work begins."""
        if self.tree.isVisible():
            self.tree.setFocus()
        else:
            self.look.setFocus()

    def set_documents(self, documents: tuple[Document, ...]) -> None:
        """There is something to look through as soon as one document is ready."""
        self._ready = any(document.state == "ready" for document in documents)
        self._judge()

    # The rule ------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the rule."""
        office, case = self._session.office, self._case

        def work(job: Job) -> tuple[MaskingRule, tuple[Kind, ...]]:
            return office.privacy.masking(case), office.privacy.kinds()

        self._session.lanes.run(
            self,
            work,
            on_done=lambda found: self._show_rule(*found),
            on_error=self.banner.show_error,
        )

    def _show_rule(self, rule: MaskingRule, kinds: tuple[Kind, ...]) -> None:
        self._rule = rule
        if not self.kinds:
            self._kinds = kinds
            for kind in kinds:
                box = QCheckBox(side_words.word(side_words.IDENTIFIERS, kind.name))
                box.toggled.connect(lambda _on: self._judge())
                self.kinds[kind.name] = box
                self._boxes.addWidget(box)
        self.extents[rule.extent].setChecked(True)
        for name, box in self.kinds.items():
            box.setChecked(not rule.kinds or name in rule.kinds)
        self._judge()

    def chosen(self) -> MaskingRule:
        """The rule as it is set on screen; all kinds is the same as no choice among them."""
        extent = next((name for name, one in self.extents.items() if one.isChecked()), "off")
        kinds = tuple(name for name, box in self.kinds.items() if box.isChecked())
        everything = len(kinds) == len(self.kinds)
        return MaskingRule(extent, () if everything else kinds)  # type: ignore[arg-type]

    def keep_rule(self) -> None:
        """Use the rule that is set on screen from now on."""
        office, case, rule = self._session.office, self._case, self.chosen()
        self.banner.clear()
        self._session.lanes.run(
            self,
            lambda job: office.privacy.set_masking(case, rule),
            on_done=lambda _none: self._kept(rule),
            on_error=self.banner.show_error,
        )

    def _kept(self, rule: MaskingRule) -> None:
        self._rule = rule
        self.revealed.hide()
        self._judge()
        announce(self, side_words.word(side_words.EXTENTS, rule.extent))
        self.rule_changed.emit()
        if not self.tree.isHidden():
            self.scan()

    # Looking -------------------------------------------------------------------------------------

    def scan(self) -> None:
        """Look through all pages."""
        if not self._ready or self._task is not None:
            return
        office, case = self._session.office, self._case
        self.banner.clear()
        self._task = self._session.lanes.run(
            self,
            lambda job: office.privacy.scan(case, job=job),
            lane="models",
            on_done=self._show_scan,
            on_error=self.banner.show_error,
            on_end=self._ended,
        )
        self.progress.watch(self._task, self.tr("Looking for identifiers"))
        self._judge()

    def _show_scan(self, found: Scan) -> None:
        self.tree.show_scan(found)
        self._empty.hide()
        self.revealed.hide()
        self.tree.setVisible(bool(found.findings))
        told = self.tr("{places} places on {pages}").format(
            places=texts.number(len(found.findings)), pages=texts.pages(found.pages)
        )
        if not found.findings:
            told = self.tr(
                "Nothing was found on {pages}. That does not mean that nothing is there."
            )
            told = told.format(pages=texts.pages(found.pages))
        self.told.setText(told)
        self.told.show()
        announce(self, told)

    def _ended(self) -> None:
        self._task = None
        self._judge()

    def _open(self, finding: Finding) -> None:
        self.revealed.hide()
        places = self.tree.places(finding.kind)
        self.places_wanted.emit(places, places.index(self.tree.place(finding)))
        self._judge()

    def uncover(self) -> None:
        """Show what a token stands for, after a question."""
        finding = self.tree.finding
        if finding is None or not side_words.covered(finding.text):
            return
        if not confirmed(
            self,
            self.tr("Uncover {token}?").format(token=finding.text),
            self.tr("It is shown to you once. That you looked is written into the audit record."),
            self.tr("&Uncover"),
        ):
            return
        office, case, token = self._session.office, self._case, finding.text
        self._session.lanes.run(
            self,
            lambda job: office.privacy.reveal(case, token),
            on_done=self._show_token,
            on_error=self.banner.show_error,
        )

    def _show_token(self, token: Token) -> None:
        self.revealed.setText(
            self.tr("{token} stands for: {value}").format(token=token.token, value=token.shown)
        )
        self.revealed.show()
        announce(self, self.revealed.text())

    def _judge(self) -> None:
        may = self._session.may("SET_MASKING")
        chosen = self.chosen()
        for widget in (*self.extents.values(), *self.kinds.values()):
            widget.setEnabled(may)
        some = any(box.isChecked() for box in self.kinds.values())
        self._fold.setVisible(chosen.extent != "off")
        self.apply.setEnabled(may and some and chosen != self._rule)
        self.look.setEnabled(self._ready and self._task is None)
        finding = self.tree.finding
        why = "" if finding is None else side_words.why_found(finding)
        self.why.setText(why)
        self.why.setVisible(bool(why) and not self.tree.isHidden())
        coverable = finding is not None and side_words.covered(finding.text)
        self.reveal.setVisible(coverable and self._session.may("UNMASK"))
