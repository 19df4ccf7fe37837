"""The documents pane of a case: list, drop zone, progress, reasons of files not taken."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QStandardPaths, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QListView,
    QStackedWidget,
    QVBoxLayout,
)

from gui.dialogs import confirmed
from gui.keys import KEYS
from gui.spacing import XS, L, M, S
from gui.tables.documents import (
    ENTRY_ROLE,
    DocumentDelegate,
    DocumentsModel,
    Entry,
    of_document,
    of_outcome,
)
from gui.widgets import buttons, labels
from gui.widgets.banner import ErrorBanner
from gui.widgets.empty import EmptyState
from gui.widgets.progress import ProgressStrip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.app.records import CaseDetail
    from appliance.documents.records import IngestOutcome
    from appliance.jobs import Job
    from gui.jobs import Task
    from gui.session import Session

_REFRESH_MS = 700
_FORMATS = "*.pdf *.docx *.xlsx *.csv *.txt *.md"


class DocumentsPane(QFrame):
    """Adding is a Job: it can be stopped, and what was finished stays.

    Signals:
        selected: the `Entry` to show, or None.
        changed: the documents of the case, after every reading of the list.
    """

    selected = Signal(object)
    changed = Signal(object)

    def __init__(self, session: Session, case: str) -> None:
        super().__init__()
        self._session = session
        self._case = case
        self._task: Task | None = None
        self._leftovers: tuple[Entry, ...] = ()
        self.setProperty("look", "pane")
        self.setAcceptDrops(True)
        self.setMinimumWidth(236)
        self.model = DocumentsModel()
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(DocumentDelegate(self.list))
        self.list.setProperty("look", "plain")
        self.list.setAccessibleName(self.tr("Documents of the case"))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.banner = ErrorBanner()
        self.progress = ProgressStrip()
        self.add_button = buttons.push(
            self.tr("A&dd…"), self.choose, icon="add", hint=self.tr("Add documents (Ctrl+O)")
        )
        self.remove_button = buttons.tool(
            "remove", self.tr("Remove the selected document"), self.remove_selected
        )
        self._stack = QStackedWidget()
        self._poll = QTimer(self)
        self._poll.setInterval(_REFRESH_MS)
        self._poll.timeout.connect(self.refresh)
        self._build()
        self.list.selectionModel().currentChanged.connect(self._current_changed)
        QShortcut(
            QKeySequence(KEYS["remove"]),
            self.list,
            self.remove_selected,
            context=Qt.ShortcutContext.WidgetShortcut,
        )

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(L, S, S, S)
        head.setSpacing(XS)
        head.addWidget(labels.heading(self.tr("Documents")), 1)
        head.addWidget(self.remove_button)
        head.addWidget(self.add_button)
        self._drop = QFrame()
        self._drop.setProperty("look", "drop")
        hint = labels.note(self.tr("Drop PDF, Word, Excel, CSV or text files here"))
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        inside = QVBoxLayout(self._drop)
        inside.setContentsMargins(S, M, S, M)
        inside.addWidget(hint)
        empty = EmptyState(
            "upload",
            self.tr("No documents yet"),
            self.tr("Drop files here or press Add. Each is read, indexed and encrypted."),
            buttons.push(self.tr("Add d&ocuments…"), self.choose, look="primary", icon="add"),
        )
        self._stack.addWidget(self.list)
        self._stack.addWidget(empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, S)
        column.setSpacing(S)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        for widget in (self.banner, self.progress, self._drop):
            row = QHBoxLayout()
            row.setContentsMargins(S + XS, 0, S + XS, 0)
            row.addWidget(widget)
            column.addLayout(row)

    # Reading the list ----------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the documents of the case again."""
        office, case = self._session.office, self._case
        self._session.lanes.run(
            self, lambda job: office.cases.show(case), on_done=self._show, on_error=self._refused
        )

    def _show(self, detail: CaseDetail) -> None:
        before = self.list.currentIndex().row()
        known = {document.name for document in detail.documents}
        entries = [of_document(document) for document in detail.documents]
        extra = [
            entry
            for entry in self._leftovers
            if entry.state in ("duplicate", "cancelled") or entry.name not in known
        ]
        self.model.show_entries([*entries, *extra])
        self._stack.setCurrentIndex(0 if self.model.entries else 1)
        self._drop.setVisible(bool(self.model.entries))
        if self.model.entries and not self.list.currentIndex().isValid():
            row = min(max(before, 0), len(self.model.entries) - 1)
            self.list.setCurrentIndex(self.model.index(row))
        self.remove_button.setEnabled(self.list.currentIndex().isValid())
        self.changed.emit(detail.documents)

    def select(self, name: str) -> None:
        """Put the selection on a document without announcing it."""
        for row, entry in enumerate(self.model.entries):
            if entry.name == name and entry.document is not None:
                blocked = self.list.selectionModel().blockSignals(True)
                self.list.setCurrentIndex(self.model.index(row))
                self.list.selectionModel().blockSignals(blocked)
                self.list.viewport().update()
                return

    def _current_changed(self, current: QModelIndex, _: QModelIndex) -> None:
        self.remove_button.setEnabled(current.isValid())
        self.selected.emit(current.data(ENTRY_ROLE) if current.isValid() else None)

    # Adding --------------------------------------------------------------------------------------

    def choose(self) -> None:
        """The system's file dialog."""
        start = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        names, _ = QFileDialog.getOpenFileNames(
            self,
            self.tr("Add documents"),
            start,
            self.tr("Documents ({formats})").format(formats=_FORMATS)
            + ";;"
            + self.tr("All files (*)"),
        )
        if names:
            self.add([Path(name) for name in names])

    def add(self, paths: Sequence[Path]) -> None:
        """Read files into the case; a folder stands for the files in it."""
        files = tuple(_files(paths))
        if not files or self._task is not None:
            return
        office, case = self._session.office, self._case

        def work(job: Job) -> tuple[IngestOutcome, ...]:
            return office.documents.add(case, files, job)

        self._start(work)

    def resume(self) -> None:
        """Finish what a lock or a power cut interrupted."""
        if self._task is not None:
            return
        office, case = self._session.office, self._case
        self._start(lambda job: office.documents.resume(case, job))

    def _start(self, work: object) -> None:
        self.banner.clear()
        self._leftovers = ()
        self.add_button.setEnabled(False)
        self._task = self._session.lanes.run(
            self,
            work,  # type: ignore[arg-type]  # one of the two closures above
            lane="models",
            on_done=self._added,
            on_error=self._refused,
            on_end=self._ended,
        )
        self.progress.watch(self._task, self.tr("Reading"))
        self._poll.start()

    def _added(self, outcomes: tuple[IngestOutcome, ...]) -> None:
        self._leftovers = tuple(
            of_outcome(outcome) for outcome in outcomes if outcome.status != "added"
        )

    def _ended(self) -> None:
        self._task = None
        self._poll.stop()
        self.add_button.setEnabled(True)
        self.refresh()

    def remove_selected(self) -> None:
        """Delete the selected document after a question; a line without one just goes away."""
        entry: Entry | None = self.list.currentIndex().data(ENTRY_ROLE)
        if entry is None:
            return
        if entry.document is None:
            self._leftovers = tuple(left for left in self._leftovers if left != entry)
            self.refresh()
            return
        if not confirmed(
            self,
            self.tr("Remove “{name}”?").format(name=entry.name),
            self.tr(
                "The document and its index are deleted from this case. Answers that cite it stay"
                " in the conversation, but their pages can no longer be opened."
            ),
            self.tr("&Remove the document"),
            danger=True,
        ):
            return
        office, case, name = self._session.office, self._case, entry.name
        self._session.lanes.run(
            self,
            lambda job: office.documents.remove(case, name),
            on_done=lambda _: self.refresh(),
            on_error=self._refused,
        )

    def _refused(self, error: object) -> None:
        self.banner.show_error(error)  # type: ignore[arg-type]  # the signal carries object

    # Drag and drop -------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files from this computer may be dropped."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            self._mark_drop(over=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """They went elsewhere."""
        self._mark_drop(over=False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Add them."""
        self._mark_drop(over=False)
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        # After the event, so that the program they come from is not kept waiting.
        QTimer.singleShot(0, self, lambda: self.add(paths))

    def _mark_drop(self, *, over: bool) -> None:
        self._drop.setProperty("over", "true" if over else "false")
        labels.restyle(self._drop)


def _files(paths: Sequence[Path]) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found.extend(sorted(inner for inner in path.iterdir() if inner.is_file()))
        else:
            found.append(path)
    return found
