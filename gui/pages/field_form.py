"""What one field of an own form is: title, kind, unit, choices, and the words beside it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
)

from gui import side_words
from gui.pages.form_draft import FieldDraft
from gui.spacing import M
from gui.typed_texts import lines
from gui.widgets.arrangedlist import RowForm
from gui.widgets.field import Field

_TITLE_LIMIT, _UNIT_LIMIT = 200, 20


class FieldForm(RowForm[FieldDraft]):
    """Only what the kind of the field needs is shown."""

    def __init__(self) -> None:
        super().__init__()
        self._kept = FieldDraft()
        self.title = QLineEdit()
        self.title.setMaxLength(_TITLE_LIMIT)
        self.kind = QComboBox()
        for name in side_words.FIELD_KINDS:
            self.kind.addItem(side_words.word(side_words.FIELD_KINDS, name), name)
        self.unit = QLineEdit()
        self.unit.setMaxLength(_UNIT_LIMIT)
        self.required = QCheckBox(self.tr("Re&quired: missing while it is empty"))
        self.choices = QPlainTextEdit()
        self.words = QPlainTextEdit()
        for box in (self.choices, self.words):
            box.setTabChangesFocus(True)
        self._unit = Field(self.tr("&Unit or currency"), self.unit)
        self._choices = Field(self.tr("C&hoices"), self.choices, self.tr("One on each line."))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        column.addWidget(Field(self.tr("&Name of the field"), self.title))
        row = QHBoxLayout()
        row.setSpacing(M)
        row.addWidget(Field(self.tr("&Kind"), self.kind), 1)
        row.addWidget(self._unit, 1)
        column.addLayout(row)
        column.addWidget(self.required)
        column.addWidget(self._choices, 1)
        column.addWidget(
            Field(
                self.tr("&Words to look for"),
                self.words,
                self.tr("What documents write beside the value, one on each line, any language."),
            ),
            1,
        )
        self.kind.currentIndexChanged.connect(lambda _index: self._changed())
        self.title.textChanged.connect(lambda _text: self._changed())
        self.unit.textChanged.connect(lambda _text: self._changed())
        self.required.toggled.connect(lambda _on: self._changed())
        self.choices.textChanged.connect(self._changed)
        self.words.textChanged.connect(self._changed)
        self._fit()

    def show_row(self, row: FieldDraft) -> None:
        """Show a field without telling of a change."""
        self.blockSignals(True)
        self._kept = row
        self.title.setText(row.title)
        self.kind.setCurrentIndex(self.kind.findData(row.kind))
        self.unit.setText(row.unit)
        self.required.setChecked(row.required)
        self.choices.setPlainText("\n".join(row.choices))
        self.words.setPlainText("\n".join(row.labels))
        self.blockSignals(False)
        self._fit()

    def row(self) -> FieldDraft:
        """The field as it is typed now."""
        title = self.title.text()
        self._kept = replace(
            self._kept,
            title=title,
            # A title in another language no longer says the same.
            title_zh=self._kept.title_zh if title == self._kept.title else "",
            kind=self.kind.currentData(),
            unit=self.unit.text().strip(),
            required=self.required.isChecked(),
            choices=lines(self.choices.toPlainText()),
            labels=lines(self.words.toPlainText()),
        )
        return self._kept

    def _changed(self) -> None:
        self._fit()
        self.changed.emit()

    def _fit(self) -> None:
        """Only what the kind needs is shown."""
        kind = self.kind.currentData()
        self._unit.setVisible(kind in ("money", "number"))
        self._choices.setVisible(kind == "choice")
