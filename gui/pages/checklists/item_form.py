"""The fields of one item of a checklist."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from msgspec import structs
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from appliance.review.checklists.records import ItemKind, Severity
from gui import review_words as words
from gui.spacing import M, S
from gui.typed_texts import lines
from gui.widgets import labels
from gui.widgets.arrangedlist import RowForm
from gui.widgets.fold import Fold
from gui.widgets.frame import scrolling

if TYPE_CHECKING:
    from appliance.review.checklists.records import Item

_TITLE_LIMIT_CP, _TEXT_LIMIT_CP, _BOX_PX = 200, 2000, 66
_MOST_DAYS = 3650


class ItemForm(RowForm["Item"]):
    """Rules of dates, papers and agreement that stand in a file are kept as they are."""

    def __init__(self) -> None:
        super().__init__()
        self.title, self.title_zh, self.owner = QLineEdit(), QLineEdit(), QLineEdit()
        for line in (self.title, self.title_zh, self.owner):
            line.setMaxLength(_TITLE_LIMIT_CP)
        self.kind, self.severity = QComboBox(), QComboBox()
        for kind in get_args(ItemKind):
            self.kind.addItem(words.word(words.ITEM_KINDS, kind), kind)
        for severity in get_args(Severity):
            self.severity.addItem(words.word(words.SEVERITIES, severity), severity)
        self.question, self.met_when = _box(), _box()
        self.documents, self.look = _box(), _box()
        self.patterns, self.against = _box(), _box()
        self.due_days = QSpinBox()
        self.due_days.setRange(0, _MOST_DAYS)
        self._kept: Item | None = None
        self._build()
        for edit in (self.title, self.title_zh, self.owner):
            edit.textEdited.connect(lambda _text: self.changed.emit())
        for choice in (self.kind, self.severity):
            choice.activated.connect(lambda _index: self.changed.emit())
        for box in self._boxes():
            box.textChanged.connect(self.changed)
        self.due_days.valueChanged.connect(lambda _days: self.changed.emit())

    def _boxes(self) -> tuple[QPlainTextEdit, ...]:
        return (
            self.question,
            self.met_when,
            self.documents,
            self.look,
            self.patterns,
            self.against,
        )

    def _build(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, M, 0)
        column.setSpacing(S)
        column.addLayout(
            _form(
                (self.tr("Title"), self.title),
                (self.tr("Title in Chinese"), self.title_zh),
                (self.tr("Kind"), self.kind),
                (self.tr("Severity"), self.severity),
                (self.tr("Question or statement"), self.question),
                (self.tr("Met when"), self.met_when),
            )
        )
        finding = QWidget()
        finding.setLayout(
            _form(
                (self.tr("Papers concerned, one on a line"), self.documents),
                (self.tr("Where to look: words, one on a line"), self.look),
                (self.tr("Wording that speaks for it"), self.patterns),
                (self.tr("Wording that speaks against it"), self.against),
            )
        )
        column.addWidget(Fold(self.tr("How it is found"), finding))
        clearing = QWidget()
        clearing.setLayout(
            _form(
                (self.tr("Who clears an exception"), self.owner),
                (self.tr("Days to clear it"), self.due_days),
            )
        )
        column.addWidget(Fold(self.tr("Clearing exceptions"), clearing))
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(inner))

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
        self.documents.setPlainText("\n".join(row.documents))
        self.look.setPlainText("\n".join(row.look))
        self.patterns.setPlainText("\n".join(row.patterns))
        self.against.setPlainText("\n".join(row.against))
        self.due_days.setValue(row.due_days)
        self.blockSignals(False)

    def row(self) -> Item:
        """The item as it is typed now; what has no field here stays."""
        assert self._kept is not None  # noqa: S101 - shown before it is read
        question = self.question.toPlainText().strip()[:_TEXT_LIMIT_CP]
        met_when = self.met_when.toPlainText().strip()[:_TEXT_LIMIT_CP]
        return structs.replace(
            self._kept,
            title=self.title.text().strip(),
            title_zh=self.title_zh.text().strip(),
            kind=self.kind.currentData(),
            severity=self.severity.currentData(),
            question=question,
            question_zh=self._kept.question_zh if question == self._kept.question else "",
            met_when=met_when,
            met_when_zh=self._kept.met_when_zh if met_when == self._kept.met_when else "",
            documents=lines(self.documents.toPlainText()),
            look=lines(self.look.toPlainText()),
            patterns=lines(self.patterns.toPlainText()),
            against=lines(self.against.toPlainText()),
            owner=self.owner.text().strip(),
            due_days=self.due_days.value(),
        )


def _box() -> QPlainTextEdit:
    box = QPlainTextEdit()
    box.setTabChangesFocus(True)
    box.setFixedHeight(_BOX_PX)
    return box


def _form(*rows: tuple[str, QWidget]) -> QFormLayout:
    form = QFormLayout()
    form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
    form.setVerticalSpacing(S)
    for text, control in rows:
        control.setAccessibleName(text)
        form.addRow(labels.plain(text), control)
    return form
