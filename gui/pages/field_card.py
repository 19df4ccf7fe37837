"""One field of a filled form: its value, how sure it is, where it stands, what is decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gui import side_words, words
from gui.announcing import announce
from gui.errors import tell
from gui.pages.sources import field_place
from gui.spacing import XS, M, S
from gui.widgets import buttons, labels
from gui.widgets.frame import clear
from gui.widgets.link import Link

if TYPE_CHECKING:
    from appliance.assistant.forms.records import FieldValue
    from appliance.errors import ApplianceError
    from gui.pages.triage import Row

_VALUE_LIMIT = 400


class FieldCard(QFrame):
    """What is on screen of a field; nothing is decided here, only wished.

    Signals: `decision` the word and, for a correction, the value typed; `next_wanted`;
    `place_wanted` a field value whose place is to be opened; `editing_changed` true while typing.
    """

    decision = Signal(str, object)
    next_wanted = Signal()
    place_wanted = Signal(object)
    editing_changed = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "sunken")
        self._row: Row | None = None
        self._may = True
        self.name = labels.heading("")
        self.name.setWordWrap(True)
        self.state = labels.pill("")
        self.value = labels.body()
        font = self.value.font()
        font.setPointSizeF(font.pointSizeF() * 1.1)
        self.value.setFont(font)
        self.remark = labels.note()
        self._rivals = QVBoxLayout()
        self._rivals.setSpacing(XS)
        self.accept = buttons.push(
            self.tr("Accept (A)"), lambda: self.decide("accepted"), look="primary"
        )
        self.correct = buttons.push(self.tr("Correct (E)"), self.edit)
        self.reject = buttons.push(self.tr("Reject (R)"), lambda: self.decide("rejected"))
        self.next = buttons.push(
            self.tr("Next (N)"), self.next_wanted.emit, hint=self.tr("The next open field")
        )
        self.typed = QLineEdit()
        self.typed.setMaxLength(_VALUE_LIMIT)
        self.chosen = QComboBox()
        self.trouble = labels.note(tone="danger")
        self.save = buttons.push(self.tr("Save"), self._save, look="primary")
        self.leave = buttons.push(self.tr("Cancel"), self.stop_editing)
        self._editor = QWidget()
        self._stack = QStackedWidget()
        self._build()
        self.typed.returnPressed.connect(self._save)
        self.show_row(None)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(S)
        head.addWidget(self.name, 1)
        head.addWidget(self.state)
        pressed = QHBoxLayout()
        pressed.setSpacing(XS)
        for button in (self.accept, self.correct, self.reject, self.next):
            button.setProperty("tight", "true")
            pressed.addWidget(button)
        pressed.addStretch(1)
        self._stack.addWidget(self.typed)
        self._stack.addWidget(self.chosen)
        self._stack.setMaximumHeight(self.typed.sizeHint().height() + 2)
        row = QHBoxLayout()
        row.setSpacing(XS)
        row.addWidget(self._stack, 1)
        row.addWidget(self.leave)
        row.addWidget(self.save)
        inside = QVBoxLayout(self._editor)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(XS)
        inside.addLayout(row)
        inside.addWidget(self.trouble)
        self._pressed = QWidget()
        pressed.setContentsMargins(0, 0, 0, 0)
        self._pressed.setLayout(pressed)
        column = QVBoxLayout(self)
        column.setContentsMargins(M, S, M, S)
        column.setSpacing(S)
        column.addLayout(head)
        column.addWidget(self.value)
        column.addWidget(self.remark)
        column.addLayout(self._rivals)
        column.addWidget(self._editor)
        column.addWidget(self._pressed)
        self._editor.hide()

    def allow(self, *, decide: bool) -> None:
        """Whether this user may decide."""
        self._may = decide

    @property
    def editing(self) -> bool:
        """True while a correction is typed."""
        return not self._editor.isHidden()

    def show_row(self, row: Row | None) -> None:
        """Show a field; what was being typed for another one is dropped."""
        self.stop_editing()
        self._row = row
        self.setVisible(row is not None)
        if row is None:
            return
        value = row.value
        title = side_words.titled(row.field.title, row.field.title_zh)
        self.name.setText(title)
        self.state.setText(side_words.word(side_words.FIELD_STATES, value.state))
        labels.set_tone(self.state, side_words.STATE_TONES[value.state])
        shown = side_words.value(value.value, value.unit)
        self.value.setText(shown or self.tr("Nothing found"))
        labels.set_tone(self.value, "text" if shown else "muted")
        remarks = self._remarks(row)
        self.remark.setText("\n".join(remarks))
        self._show_rivals(row)
        for button in (self.accept, self.correct, self.reject):
            button.setEnabled(self._may)
        self.reject.setEnabled(self._may and value.value is not None)
        self.setAccessibleName(f"{title}: {self.value.text()}. {' '.join(remarks)}")

    def _remarks(self, row: Row) -> list[str]:
        value = row.value
        found = []
        if value.value is not None and row.open:
            found.append(side_words.confidence(value.confidence))
        if value.note:
            found.append(words.core(value.note))
        elif value.value is None and row.open:
            found.append(self.tr("Accept it if the document does not say it, or correct it."))
        if row.missing:
            found.append(self.tr("This field is required."))
        if value.decided_by:
            found.append(self.tr("Decided by {name}").format(name=value.decided_by))
        return found

    def _show_rivals(self, row: Row) -> None:
        clear(self._rivals)
        same = [
            (one.value, one.unit, value_of(row.value, one.page, one.start, one.end))
            for one in row.value.others
            if row.open
        ]
        others = [(one.value, one.unit, one) for one in row.rivals]
        for told, listed in (
            (self.tr("Other documents say otherwise:"), others),
            (self.tr("Also found in this document:"), same),
        ):
            if listed:
                tone = "warning" if listed is others else "muted"
                self._rivals.addWidget(labels.note(told, tone=tone))  # type: ignore[arg-type]
            for value, unit, at in listed[:3]:
                self._rivals.addWidget(self._rival(side_words.value(value, unit), at))

    def _rival(self, shown: str, at: FieldValue) -> QWidget:
        text = self.tr("{value} — {name}, p. {page}").format(
            value=shown, name=at.document, page=at.page
        )
        button = Link(text, lambda: self.place_wanted.emit(at))
        button.setEnabled(field_place(at) is not None)
        return button

    # Deciding ------------------------------------------------------------------------------------

    def decide(self, word: str) -> None:
        """Accept or reject the field on screen, if this may be done."""
        button = self.accept if word == "accepted" else self.reject
        if self._row is not None and button.isEnabled() and not self.editing:
            self.decision.emit(word, None)

    def edit(self) -> None:
        """Type another value."""
        row = self._row
        if row is None or not self.correct.isEnabled() or self.editing:
            return
        self.trouble.clear()
        choices = self._choices(row)
        self._stack.setCurrentWidget(self.chosen if choices else self.typed)
        if choices:
            self.chosen.clear()
            for value, shown in choices:
                self.chosen.addItem(shown, value)
            self.chosen.setCurrentIndex(max(0, self.chosen.findText(self.value.text())))
        else:
            written = _as_typed(row.value)
            # What the case hides is not typed back in place of the value itself.
            self.typed.setText("" if side_words.covered(written) else written)
            self.typed.selectAll()
        name = self.tr("Correct value of {name}").format(name=self.name.text())
        self.typed.setAccessibleName(name)
        self.chosen.setAccessibleName(name)
        self.typed.setPlaceholderText(self._how(row))
        self._editor.show()
        self._pressed.hide()
        (self.chosen if choices else self.typed).setFocus()
        self.editing_changed.emit(True)

    def stop_editing(self) -> None:
        """Keep the value as it was."""
        if self.editing:
            self._editor.hide()
            self._pressed.show()
            self.editing_changed.emit(False)

    def refuse(self, error: ApplianceError) -> None:
        """Say why the typed value cannot be taken."""
        told = tell(error)
        self.trouble.setText(f"{told.message} {told.next_step}".strip())
        announce(self, self.trouble.text())

    def _save(self) -> None:
        chosen = self._stack.currentWidget() is self.chosen
        value = self.chosen.currentData() if chosen else self.typed.text().strip()
        if not value:
            self.trouble.setText(self.tr("Type a value, or cancel and reject the field."))
            return
        self.decision.emit("corrected", value)

    def _choices(self, row: Row) -> list[tuple[str, str]]:
        if row.field.kind == "yes-no":
            return [
                (word, side_words.value(found)) for word, found in (("yes", True), ("no", False))
            ]
        if row.field.kind == "choice":
            return [(choice.value, choice.value) for choice in row.field.choices]
        return []

    def _how(self, row: Row) -> str:
        return {
            "date": self.tr("Year-month-day, such as 2026-03-31"),
            "number": self.tr("A number"),
            "money": self.tr("An amount, such as EUR 1,250.00"),
            "list": self.tr("Several values with semicolons between them"),
        }.get(row.field.kind, "")


def value_of(value: FieldValue, page: int, start: int, end: int) -> FieldValue:
    """The same field at another place of its document."""
    return type(value)(
        place=value.place,
        name=value.name,
        kind=value.kind,
        document=value.document,
        document_id=value.document_id,
        page=page,
        start=start,
        end=end,
    )


def _as_typed(value: FieldValue) -> str:
    """A value as a person would type it."""
    if value.value is None:
        return ""
    if isinstance(value.value, tuple):
        return "; ".join(value.value)
    shown = str(value.value)
    return f"{value.unit} {shown}".strip() if value.kind == "money" else shown
