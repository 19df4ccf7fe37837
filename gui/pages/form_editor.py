"""The editor of own forms: a title, the fields, and for each what it is and how it is found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from gui import side_words
from gui.announcing import announce
from gui.dialogs import confirmed
from gui.pages import form_draft
from gui.pages.field_form import FieldForm
from gui.spacing import XL, L, M, S
from gui.widgets import buttons, labels
from gui.widgets.arrangedlist import ArrangedList
from gui.widgets.banner import ErrorBanner
from gui.widgets.field import Field

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.assistant.forms.records import Form
    from gui.session import Session

_TITLE_LIMIT = 200
_FIELDS_PX = 220


class FormEditor(QDialog):
    """Forms that come with the program are not changed; they can be a beginning.

    Signals:
        saved: the name of the form that was kept.
    """

    saved = Signal(str)

    def __init__(
        self, parent: QWidget, session: Session, forms: Sequence[Form], chosen: str = ""
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._forms = {form.name: form for form in forms}
        self._name = ""
        self.setWindowTitle(self.tr("Own forms"))
        self.form = QComboBox()
        self.title = QLineEdit()
        self.title.setMaxLength(_TITLE_LIMIT)
        self.field = FieldForm()
        self.fields: ArrangedList[form_draft.FieldDraft] = ArrangedList(
            self.field,
            name=self.tr("Fields"),
            add=self.tr("Add a field"),
            drop=self.tr("Remove the field"),
            width_px=_FIELDS_PX,
            shown=self._shown,
            fresh=lambda _fields: form_draft.FieldDraft(),
        )
        self.trouble = labels.note(tone="danger")
        self.banner = ErrorBanner()
        self.save = buttons.push(self.tr("&Save"), self.keep, look="primary")
        self.remove = buttons.push(
            self.tr("&Remove this form…"), self._remove, look="danger", icon="remove"
        )
        self._build()
        self._offer()
        own = chosen in self._forms and not self._forms[chosen].shipped
        self.form.setCurrentIndex(max(0, self.form.findData(chosen)) if own else 0)
        self._begin()
        self.form.currentIndexChanged.connect(lambda _index: self._begin())
        self.fields.typed.connect(self.trouble.clear)
        self.title.textChanged.connect(lambda _text: self.trouble.clear())

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, L, XL, L)
        column.setSpacing(M)
        top = QHBoxLayout()
        top.setSpacing(M)
        top.addWidget(Field(self.tr("&Begin with"), self.form), 1)
        top.addWidget(Field(self.tr("&Title"), self.title), 1)
        column.addLayout(top)
        column.addWidget(self.fields, 1)
        column.addWidget(self.trouble)
        column.addWidget(self.banner)
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(self.remove)
        row.addStretch(1)
        row.addWidget(buttons.push(self.tr("&Cancel"), self.reject))
        row.addWidget(self.save)
        column.addLayout(row)
        self.resize(760, 600)

    def _offer(self) -> None:
        self.form.addItem(self.tr("An empty form"), "")
        for form in sorted(self._forms.values(), key=lambda one: (one.shipped, one.title)):
            title = side_words.titled(form.title, form.title_zh)
            copied = self.tr("A copy of “{title}”").format(title=title)
            self.form.addItem(copied if form.shipped else title, form.name)

    # Fields --------------------------------------------------------------------------------------

    def _begin(self) -> None:
        form = self._forms.get(str(self.form.currentData() or ""))
        own = form is not None and not form.shipped
        self._name = form.name if form is not None and own else ""
        title = side_words.titled(form.title, form.title_zh) if form is not None else ""
        self.title.setText(
            title if own or not title else self.tr("{title}, own").format(title=title)
        )
        self.remove.setVisible(own)
        self.trouble.clear()
        self.fields.show_rows(
            form_draft.drafts(form) if form is not None else [form_draft.FieldDraft()]
        )
        self.title.setFocus()

    def _shown(self, field: form_draft.FieldDraft) -> str:
        title = side_words.titled(field.title, field.title_zh) or self.tr("(no title yet)")
        return f"{title} *" if field.required else title

    # Keeping -------------------------------------------------------------------------------------

    def keep(self) -> None:
        """Save the form, or say what is wrong with it."""
        wrong = form_draft.trouble(self.title.text(), self.fields.rows)
        if wrong is not None:
            self._tell(*wrong)
            return
        form = form_draft.made(
            self.title.text(), self.fields.rows, name=self._name, taken=self._forms
        )
        office = self._session.office
        self.save.setEnabled(False)
        self._session.lanes.run(
            self,
            lambda job: office.forms.save(form),
            on_done=lambda _form: self._kept(form.name),
            on_error=self.banner.show_error,
            on_end=lambda: self.save.setEnabled(True),
        )

    def _kept(self, name: str) -> None:
        self.saved.emit(name)
        self.accept()

    def _tell(self, wrong: form_draft.Trouble, place: int) -> None:
        told = {
            "no title": self.tr("Give the form a title."),
            "no field": self.tr("Add at least one field."),
            "field without title": self.tr("Give field {place} a title."),
            "too few choices": self.tr("Field {place} needs at least two choices, one on a line."),
            "same choice": self.tr("Field {place} names a choice twice."),
            "currency": self.tr("The currency of field {place} is three letters, such as EUR."),
        }
        self.trouble.setText(told[wrong].format(place=place + 1))
        announce(self, self.trouble.text())
        if place < 0:
            self.title.setFocus()
        else:
            self.fields.choose(place)

    def _remove(self) -> None:
        name = self._name
        if not name or not confirmed(
            self,
            self.tr("Remove this form?"),
            self.tr("What was filled in with it stays in its cases."),
            self.tr("&Remove"),
            danger=True,
        ):
            return
        office = self._session.office
        self._session.lanes.run(
            self,
            lambda job: office.forms.remove(name),
            on_done=lambda _none: self.reject(),
            on_error=self.banner.show_error,
        )
