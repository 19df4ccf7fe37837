"""The fields of one item of a checklist."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from msgspec import structs
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from appliance.review.checklists.records import (
    MOST_DAYS,
    MOST_LINE_CP,
    MOST_TEXT_CP,
    ROLES,
    ItemKind,
    Severity,
)
from gui import review_words as words
from gui.pages.checklists.fields import box, form, papers
from gui.pages.checklists.rule_form import RuleForm
from gui.pages.users import role_name
from gui.side_words import in_chinese
from gui.spacing import M, S
from gui.typed_texts import lines
from gui.widgets import labels, numbers
from gui.widgets.arrangedlist import RowForm
from gui.widgets.fold import Fold
from gui.widgets.frame import scrolling
from gui.widgets.ticklist import TickList

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPlainTextEdit

    from appliance.review.checklists.records import Item


class ItemForm(RowForm["Item"]):
    """What an item asks, how it is found, its rule of code, and who clears an exception."""

    def __init__(self) -> None:
        super().__init__()
        self.title, self.title_zh, self.owner = QLineEdit(), QLineEdit(), QLineEdit()
        for line in (self.title, self.title_zh, self.owner):
            line.setMaxLength(MOST_LINE_CP)
        self.kind, self.severity = QComboBox(), QComboBox()
        for kind in get_args(ItemKind):
            self.kind.addItem(words.word(words.ITEM_KINDS, kind), kind)
        for severity in get_args(Severity):
            self.severity.addItem(words.word(words.SEVERITIES, severity), severity)
        self.question, self.met_when = box(self.changed.emit), box(self.changed.emit)
        self.question_zh, self.met_when_zh = box(self.changed.emit), box(self.changed.emit)
        self.documents, self.look = papers(self.changed.emit), box(self.changed.emit)
        self.patterns, self.against = box(self.changed.emit), box(self.changed.emit)
        self.exceptions = box(self.changed.emit)
        self.rule = RuleForm()
        self.rule_head = labels.heading(self.tr("The rule"))
        self.waive = TickList({role: role_name(role) for role in ROLES})
        self.due_days = numbers.whole(0, MOST_DAYS)
        self._kept: Item | None = None
        self._build()
        for edit in (self.title, self.title_zh, self.owner):
            edit.textEdited.connect(lambda _text: self.changed.emit())
        for choice in (self.kind, self.severity):
            choice.activated.connect(lambda _index: self.changed.emit())
        self.kind.activated.connect(lambda _index: self._of_kind())
        self.rule.changed.connect(self.changed)
        self.waive.ticked.connect(self.changed)
        self.due_days.valueChanged.connect(lambda _days: self.changed.emit())

    def _build(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, M, 0)
        column.setSpacing(S)
        column.addLayout(
            form(
                (self.tr("Title"), self.title),
                (self.tr("Kind"), self.kind),
                (self.tr("Severity"), self.severity),
                (self.tr("Question or statement"), self.question),
                (self.tr("Met when"), self.met_when),
            )
        )
        translated = QWidget()
        translated.setLayout(
            form(
                (self.tr("Title in Chinese"), self.title_zh),
                (self.tr("Question or statement in Chinese"), self.question_zh),
                (self.tr("Met when, in Chinese"), self.met_when_zh),
            )
        )
        chinese = Fold(self.tr("In Chinese"), translated)
        chinese.button.setChecked(in_chinese())
        column.addWidget(chinese)
        column.addWidget(self.rule_head)
        column.addWidget(self.rule)
        finding = QWidget()
        finding.setLayout(
            form(
                (self.tr("Papers concerned (none ticked: all)"), self.documents),
                (self.tr("Where to look: words, one on a line"), self.look),
                (self.tr("Wording that speaks for it"), self.patterns),
                (self.tr("Wording that speaks against it"), self.against),
                (self.tr("Words that make an exception of it, one on a line"), self.exceptions),
            )
        )
        column.addWidget(Fold(self.tr("How it is found"), finding))
        clearing = QWidget()
        clearing.setLayout(
            form(
                (self.tr("Who clears an exception"), self.owner),
                (self.tr("Days to clear it"), self.due_days),
                (self.tr("Who may waive it (none ticked: nobody)"), self.waive),
            )
        )
        column.addWidget(Fold(self.tr("Clearing exceptions"), clearing))
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self.area = scrolling(inner)
        whole.addWidget(self.area)

    def _of_kind(self) -> None:
        kind = self.kind.currentData()
        self.rule.show_kind(kind)
        self.rule_head.setHidden(not self.rule.has(kind))

    def show_row(self, row: Item) -> None:
        """Fill the fields; this is not a change."""
        self.blockSignals(True)
        self._kept = row
        self.title.setText(row.title)
        self.title_zh.setText(row.title_zh)
        self.owner.setText(row.owner)
        self.kind.setCurrentIndex(self.kind.findData(row.kind))
        self.severity.setCurrentIndex(self.severity.findData(row.severity))
        self.question.setPlainText(row.question)
        self.met_when.setPlainText(row.met_when)
        self.question_zh.setPlainText(row.question_zh)
        self.met_when_zh.setPlainText(row.met_when_zh)
        self.documents.choose(row.documents)
        self.look.setPlainText("\n".join(row.look))
        self.patterns.setPlainText("\n".join(row.patterns))
        self.against.setPlainText("\n".join(row.against))
        self.exceptions.setPlainText("\n".join(row.exceptions))
        self.waive.choose(row.waive)
        self.due_days.setValue(row.due_days)
        self.rule.show_item(row)
        self._of_kind()
        self.blockSignals(False)

    def row(self) -> Item:
        """The item as it is typed now; what has no field here stays."""
        assert self._kept is not None  # noqa: S101 - shown before it is read
        kind: ItemKind = self.kind.currentData()
        typed = structs.replace(
            self._kept,
            title=self.title.text().strip(),
            title_zh=self.title_zh.text().strip(),
            kind=kind,
            severity=self.severity.currentData(),
            question=_text(self.question),
            question_zh=_text(self.question_zh),
            met_when=_text(self.met_when),
            met_when_zh=_text(self.met_when_zh),
            documents=self.documents.chosen(),
            look=lines(self.look.toPlainText()),
            patterns=lines(self.patterns.toPlainText()),
            against=lines(self.against.toPlainText()),
            exceptions=lines(self.exceptions.toPlainText()),
            waive=self.waive.chosen(),
            owner=self.owner.text().strip(),
            due_days=self.due_days.value(),
            # A trained model is of one statement and cannot decide anything else.
            model=self._kept.model if kind == "statement" else "",
        )
        return self.rule.applied(typed)


def _text(field: QPlainTextEdit) -> str:
    return field.toPlainText().strip()[:MOST_TEXT_CP]
