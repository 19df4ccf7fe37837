"""The form pane of a case: fill a form from documents, decide each field beside its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from appliance.app.covering import Cover
from gui import side_words, texts
from gui.announcing import announce
from gui.dialogs import run_dialog
from gui.keys import KEYS, bind
from gui.pages import form_reading, triage
from gui.pages.field_card import FieldCard
from gui.pages.form_editor import FormEditor
from gui.pages.form_export import FORMATS, ask_hiding, choose_target
from gui.pages.form_tree import FormTree
from gui.pages.sources import field_place
from gui.pages.viewer import Place
from gui.spacing import XS, M, S
from gui.widgets import buttons, labels
from gui.widgets.banner import ErrorBanner
from gui.widgets.empty import EmptyState
from gui.widgets.progress import ProgressStrip
from gui.widgets.scope import DocumentScope

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from appliance.assistant.forms.records import FieldValue, Form
    from appliance.documents.records import Document
    from appliance.errors import ApplianceError
    from appliance.jobs import Job
    from gui.jobs import Task
    from gui.pages.form_reading import Kept
    from gui.session import Session


class FormPane(QFrame):
    """Nothing is accepted but by a person.

    Signals:
        places_wanted: the places of a field and which to show, (tuple[Place, ...], int).
        decided: a field was decided or a form filled.
    """

    places_wanted = Signal(object, int)
    decided = Signal()

    def __init__(self, session: Session, case: str) -> None:
        super().__init__()
        self._session, self._case = session, case
        self._task: Task | None = None
        self._forms: dict[str, Form] = {}
        self._ready = False
        self._busy = False
        self.rows: tuple[triage.Row, ...] = ()
        self._at = -1
        self.setProperty("look", "pane")
        self.setMinimumWidth(316)
        self.banner = ErrorBanner()
        self.progress = ProgressStrip()
        self.form = QComboBox()
        self.form.setAccessibleName(self.tr("Form"))
        self.form.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.scope = DocumentScope(self.tr("Which documents to read"))
        self.own = buttons.push(
            self.tr("O&wn forms…"),
            self.edit_forms,
            look="link",
            hint=self.tr("Make a form of your own, or change one."),
        )
        self.fill = buttons.push(self.tr("F&ill"), self.fill_form, look="primary")
        self.export = buttons.push(self.tr("E&xport…"), self.export_form, icon="upload")
        self.told = labels.note(tone="text")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.differing = labels.note(tone="warning")
        self.tree = FormTree()
        self.card = FieldCard()
        self._stack = QStackedWidget()
        self._build()
        self._connect()
        self._judge()

    def _build(self) -> None:
        first, second, state = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        for row in (first, second, state):
            row.setSpacing(S)
        first.addWidget(self.form, 1)
        first.addWidget(self.own)
        second.addWidget(self.scope, 1)
        second.addWidget(self.fill)
        self._empty = EmptyState(
            "sheet",
            self.tr("Nothing filled in yet"),
            self.tr(
                "Choose a form and press Fill: each document is searched for its fields. You then"
                " accept, correct or reject every value beside its page."
            ),
        )
        self._triage = QWidget()
        beside = QVBoxLayout(self._triage)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(S)
        beside.addWidget(self.tree, 1)
        beside.addWidget(self.card)
        state.addWidget(self.told, 1)
        state.addWidget(self.export)
        filled = QWidget()
        inside = QVBoxLayout(filled)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(XS)
        inside.addLayout(state)
        inside.addWidget(self.bar)
        inside.addWidget(self.differing)
        inside.addSpacing(XS)
        inside.addWidget(self._triage, 1)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(filled)
        column = QVBoxLayout(self)
        column.setContentsMargins(M, M, M, M)
        column.setSpacing(S)
        column.addLayout(first)
        column.addLayout(second)
        for widget in (self.banner, self.progress):
            column.addWidget(widget)
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.form.currentIndexChanged.connect(lambda _index: self.refresh())
        self.scope.currentIndexChanged.connect(lambda _index: self._judge())
        self.tree.row_chosen.connect(self._show_row)
        self.card.decision.connect(self._decide)
        self.card.next_wanted.connect(self.go_on)
        self.card.place_wanted.connect(self._open_value)
        self.card.editing_changed.connect(self._typing)
        self.card.allow(decide=self._session.may("DECIDE_FIELD"))
        # Letters are keys only in the list and the buttons below it, and never while typing.
        letters: dict[str, Callable[[], None]] = {
            "field_accept": lambda: self.card.decide("accepted"),
            "field_correct": self.card.edit,
            "field_reject": lambda: self.card.decide("rejected"),
            "field_next": self.go_on,
        }
        self._letters = [
            bind(KEYS[name], self._triage, call, "inside") for name, call in letters.items()
        ]
        self.tree.entered.connect(lambda: self.card.decide("accepted"))
        bind(KEYS["stop"], self, self._escape, "inside")

    # What is known of the case -------------------------------------------------------------------

    def begin(self) -> None:
        """Go to where the work begins."""
        (self.tree if self.rows else self.form).setFocus()

    def set_documents(self, documents: tuple[Document, ...]) -> None:
        """Which documents can be read; the choice stays if it still exists."""
        self._ready = self.scope.show_documents(documents)
        self._judge()

    @property
    def chosen(self) -> str:
        """The name of the chosen form; empty before the list has come."""
        return str(self.form.currentData() or "")

    @property
    def current(self) -> triage.Row | None:
        """The field on screen."""
        return self.rows[self._at] if 0 <= self._at < len(self.rows) else None

    def refresh(self) -> None:
        """Read the forms and what the chosen one is filled with."""
        office, case, name = self._session.office, self._case, self.chosen

        self._session.lanes.run(
            self,
            lambda job: form_reading.read(office, case, name),
            on_done=self._show,
            on_error=self.banner.show_error,
        )

    def _show(self, kept: Kept) -> None:
        chosen = self.chosen or kept.forms[0].name
        self._forms = {form.name: form for form in kept.forms}
        self.form.blockSignals(True)
        self.form.clear()
        for form in sorted(kept.forms, key=lambda one: (not one.shipped, one.title)):
            self.form.addItem(side_words.titled(form.title, form.title_zh), form.name)
        self.form.setCurrentIndex(max(0, self.form.findData(chosen)))
        self.form.blockSignals(False)
        before = self.current
        self.rows = triage.rows(kept.fills, kept.conflicts)
        same = (
            place
            for place, row in enumerate(self.rows)
            if before is not None and (row.fill, row.value.name) == (before.fill, before.value.name)
        )
        first = triage.next_open(self.rows, -1)
        self._at = next(same, first if first is not None else 0)
        self._stack.setCurrentIndex(1 if self.rows else 0)
        self.tree.show_rows(self.rows, self._at)
        self.card.show_row(self.current)
        names = list(dict.fromkeys(row.value.name for row in self.rows if row.rivals))
        self.differing.setText(
            self.tr("%n field(s) differ between documents.", "", len(names)) if names else ""
        )
        self.differing.setVisible(bool(names))
        self._tell()
        self._judge()

    def _tell(self) -> None:
        count, done = len(self.rows), triage.decided(self.rows)
        self.told.setText(
            self.tr("{done} of {count} decided").format(
                done=texts.number(done), count=texts.number(count)
            )
        )
        self.bar.setRange(0, max(1, count))
        self.bar.setValue(done)
        self.bar.setAccessibleName(self.told.text())

    # Filling -------------------------------------------------------------------------------------

    def fill_form(self) -> None:
        """Look through the documents for the fields of the chosen form."""
        if not self.fill.isEnabled():
            return
        office, case, name = self._session.office, self._case, self.chosen
        document = self.scope.document
        documents = None if document is None else (document,)
        self.banner.clear()
        self._busy = True
        self._task = self._session.lanes.run(
            self,
            lambda job: office.forms.fill(case, name, documents, job),
            lane="models",
            on_error=self.banner.show_error,
            on_end=self._filled,
        )
        self.progress.watch(self._task, self.tr("Reading the documents"))
        self._judge()

    def _filled(self) -> None:
        # What was finished before a stop is kept, so it is shown after every ending.
        self._task = None
        self._busy = False
        self.refresh()
        self.decided.emit()

    # Deciding ------------------------------------------------------------------------------------

    def go_on(self) -> None:
        """The next field that nobody has decided."""
        place = triage.next_open(self.rows, self._at)
        if place is None:
            announce(self, self.tr("Every field is decided."))
        else:
            self.tree.select(place)
        self.tree.setFocus()

    def _show_row(self, place: int) -> None:
        self._at = place
        row = self.current
        self.card.show_row(row)
        if row is None:
            return
        if field_place(row.value) is not None:
            self._open_value(row.value)
        else:
            # Its document without a mark: the mark of another field would mislead.
            page = next((one.page for one in row.value.others), 1)
            self.places_wanted.emit((Place(row.document, page),), 0)

    def _open_value(self, value: FieldValue) -> None:
        row = self.current
        if row is None:
            return
        wanted = field_place(value)
        all_values = (row.value, *row.rivals)
        places = [place for place in map(field_place, all_values) if place is not None]
        if wanted is not None and wanted not in places:
            places.append(wanted)
        if wanted is not None:
            found = tuple(dict.fromkeys(places))
            self.places_wanted.emit(found, found.index(wanted))

    def _decide(self, word: str, typed: str | None) -> None:
        row, place = self.current, self._at
        if row is None or self._busy:
            return
        office, case = self._session.office, self._case

        def work(job: Job) -> FieldValue:
            made = office.forms.decide(case, row.fill, row.value.place, word, typed)
            return Cover(office.privacy, case).field(made)

        self._session.lanes.run(
            self,
            work,
            on_done=lambda value: self._made(place, value),
            on_error=self._refused,
        )

    def _made(self, place: int, value: FieldValue) -> None:
        self.rows = triage.changed(self.rows, place, value)
        self.tree.rewrite(place, self.rows[place])
        self._tell()
        self.decided.emit()
        state = side_words.word(side_words.FIELD_STATES, value.state)
        announce(self, f"{state}. {self.told.text()}")
        if place != self._at:
            return
        self.card.show_row(self.current)
        self.tree.setFocus()
        if triage.next_open(self.rows, place) is not None:
            self.go_on()

    def _refused(self, error: ApplianceError) -> None:
        if self.card.editing:
            self.card.refuse(error)
        else:
            self.banner.show_error(error)

    def _typing(self, on: bool) -> None:
        for letter in self._letters:
            letter.setEnabled(not on)
        if not on:
            self.tree.setFocus()

    def _escape(self) -> None:
        if self.card.editing:
            self.card.stop_editing()
        elif self._task is not None:
            self._task.cancel()

    # Forms and files -----------------------------------------------------------------------------

    def edit_forms(self) -> None:
        """Make and change own forms."""
        dialog = FormEditor(self, self._session, tuple(self._forms.values()), self.chosen)
        saved: list[str] = []
        dialog.saved.connect(saved.append)
        run_dialog(dialog)
        if saved:
            self.form.blockSignals(True)
            self.form.addItem(saved[-1], saved[-1])
            self.form.setCurrentIndex(self.form.count() - 1)
            self.form.blockSignals(False)
        self.refresh()

    def export_form(self) -> None:
        """Write what the form is filled with to a file of the chosen kind."""
        path = choose_target(self, self.tr("Export the form"), self.chosen)
        if path is not None:
            ask_hiding(self, self._session, self._case, lambda as_is: self.write(path, as_is=as_is))

    def write(self, path: Path, *, as_is: bool = False) -> None:
        """Export to this file; its ending says which kind."""
        forms, case, name = self._session.office.forms, self._case, self.chosen
        kind = FORMATS[path.suffix.lower()]
        self.banner.clear()
        self._session.lanes.run(
            self,
            lambda job: forms.export(case, name, path, kind, revealed=as_is),
            on_done=lambda count: self._exported(path, count),
            on_error=self.banner.show_error,
        )

    def _exported(self, path: Path, count: int) -> None:
        said = self.tr("Exported {documents} to {name}.").format(
            documents=texts.documents(count), name=path.name
        )
        self.told.setText(said)
        announce(self, said)

    def _judge(self) -> None:
        may = self._session.may
        self.fill.setEnabled(
            self._ready and not self._busy and bool(self._forms) and may("FILL_FORM")
        )
        hint = "" if self._ready else self.tr("Add a document first; then a form can be filled.")
        labels.set_tip(self.fill, hint)
        self.own.setVisible(may("CHANGE_FORMS"))
        self.export.setEnabled(bool(self.rows) and may("EXPORT"))
