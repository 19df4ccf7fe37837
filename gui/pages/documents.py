"""The documents pane of a case: list, drop zone, the queue, what could not be read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListView,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
)

from gui.dialogs import confirmed, run_dialog
from gui.keys import KEYS, bind
from gui.pages.document_choosing import choose_files, choose_folder
from gui.pages.document_password import PasswordDialog
from gui.pages.queue_strip import QueueStrip
from gui.pages.unread import UnreadDialog
from gui.spacing import XS, L, M, S
from gui.tables.document_rows import DocumentDelegate
from gui.tables.documents import ENTRY_ROLE, DocumentsModel, Entry, of_listed, of_outcome
from gui.widgets import buttons, labels
from gui.widgets.banner import ErrorBanner
from gui.widgets.empty import EmptyState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent

    from appliance.documents.records import ListedDocument, QueueState, Unread
    from appliance.jobs import Job
    from gui.session import Session

_REFRESH_MS = 700


@dataclass(frozen=True)
class _Read:
    """What one step in the background brings."""

    listed: tuple[ListedDocument, ...]
    queue: QueueState
    unread: tuple[Unread, ...]


class DocumentsPane(QFrame):
    """Reading is a run of the session: it goes on when this pane is left, and can be held.

    Signals:
        selected: the `Entry` to show, or None.
        changed: the documents of the case, after every reading of the list.
        place_wanted: a `Place` that could not be read, to look at.
    """

    selected = Signal(object)
    changed = Signal(object)
    place_wanted = Signal(object)

    def __init__(self, session: Session, case: str) -> None:
        super().__init__()
        self._session = session
        self._reading = session.reading
        self._case = case
        self._unread: tuple[Unread, ...] = ()
        self._asked = self._again = False
        self.setProperty("look", "pane")
        self.setAcceptDrops(True)
        self.setMinimumWidth(236)
        self.model = DocumentsModel()
        self.list = QListView()
        self.banner = ErrorBanner()
        self.queue = QueueStrip(session, case)
        self.unread_button = buttons.push("", self.show_unread, look="link", icon="warning")
        self.unread_button.hide()
        self.add_button = buttons.push(
            self.tr("A&dd…"), self.choose, hint=self.tr("Add documents (Ctrl+O)")
        )
        self.folder_button = buttons.tool(
            "folder", self.tr("Add a folder… (Ctrl+Shift+O)"), self.choose_folder
        )
        self.remove_button = buttons.tool(
            "remove", self.tr("Remove the selected document"), self.remove_selected
        )
        self._stack = QStackedWidget()
        self._poll = QTimer(self)
        self._poll.setInterval(_REFRESH_MS)
        self._poll.timeout.connect(self.refresh)
        self._build_list()
        self._build()
        self._connect()

    def _build_list(self) -> None:
        self.list.setModel(self.model)
        self.list.setItemDelegate(DocumentDelegate(self.list))
        self.list.setProperty("look", "plain")
        self.list.setAccessibleName(self.tr("Documents of the case"))
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(L, S, S, S)
        head.setSpacing(XS)
        head.addWidget(labels.heading(self.tr("Documents")), 1)
        head.addWidget(self.remove_button)
        head.addWidget(self.folder_button)
        head.addWidget(self.add_button)
        self._drop = QFrame()
        self._drop.setProperty("look", "drop")
        hint = labels.note(self.tr("Drop files, folders or e-mails here"))
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        inside = QVBoxLayout(self._drop)
        inside.setContentsMargins(S, M, S, M)
        inside.addWidget(hint)
        empty = EmptyState(
            "upload",
            self.tr("No documents yet"),
            self.tr(
                "Drop files or folders here or press Add: PDF, Word, Excel, PowerPoint, e-mails,"
                " web pages, text, scans. Each is read, indexed and encrypted."
            ),
            buttons.push(self.tr("Add d&ocuments…"), self.choose, look="primary", icon="add"),
        )
        self._stack.addWidget(self.list)
        self._stack.addWidget(empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, S)
        column.setSpacing(S)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        for widget in (self.unread_button, self.banner, self.queue, self._drop):
            row = QHBoxLayout()
            row.setContentsMargins(S + XS, 0, S + XS, 0)
            row.addWidget(widget)
            column.addLayout(row)
        may = self._session.may("ADD_DOCUMENTS")
        self.add_button.setEnabled(may)
        self.folder_button.setEnabled(may)

    def _connect(self) -> None:
        self.list.selectionModel().currentChanged.connect(self._current_changed)
        self.list.customContextMenuRequested.connect(self._show_menu)
        self.list.activated.connect(self._activated)
        bind(KEYS["remove"], self.list, self.remove_selected, "alone")
        bind(KEYS["add_folder"], self, self.choose_folder)
        self._reading.changed.connect(self._reading_changed)
        self._reading.failed.connect(self._run_failed)
        if self._reading.busy:
            self._poll.start()

    # Reading the list ----------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the documents of the case and the queue again."""
        if self._asked:
            self._again = True
            return
        self._asked = True
        office, case = self._session.office, self._case

        def work(job: Job) -> _Read:
            documents = office.documents
            return _Read(documents.listing(case), office.queue.state(), documents.unread(case))

        self._session.lanes.run(
            self, work, on_done=self._show, on_error=self._refused, on_end=self._answered
        )

    def _answered(self) -> None:
        self._asked = False
        if self._again:
            self._again = False
            self.refresh()

    def _show(self, read: _Read) -> None:
        before, row = self._current(), self.list.currentIndex().row()
        known = {one.document.name for one in read.listed}
        extra = [
            entry
            for entry in map(of_outcome, self._reading.left_out(self._case))
            if entry.state != "failed" or entry.name not in known
        ]
        self.model.show_entries([*map(of_listed, read.listed), *extra])
        self._stack.setCurrentIndex(0 if self.model.entries else 1)
        self._drop.setVisible(bool(self.model.entries) and self._session.may("ADD_DOCUMENTS"))
        self._keep_selection(before, row)
        self.remove_button.setEnabled(self.list.currentIndex().isValid())
        self.queue.show_state(read.queue)
        self._show_unread_count(read.unread)
        self.changed.emit(tuple(one.document for one in read.listed))

    def _keep_selection(self, before: Entry | None, row: int) -> None:
        """On the line it was on, announced only if there is something else to show of it."""
        entries = self.model.entries
        if not entries:
            return
        name = before.name if before is not None else None
        here = [place for place, entry in enumerate(entries) if entry.name == name]
        if before is None or not here:
            self.list.setCurrentIndex(self.model.index(min(max(row, 0), len(entries) - 1)))
            return
        place = next((one for one in here if entries[one] == before), here[0])
        self._select_row(place)
        now = entries[place]
        if (bool(now.pages), now.told) != (bool(before.pages), before.told):
            self.selected.emit(now)

    def _show_unread_count(self, found: tuple[Unread, ...]) -> None:
        self._unread = found
        self.unread_button.setText(self.tr("%n part(s) could not be read…", "", len(found)))
        self.unread_button.setVisible(bool(found))

    def select(self, name: str) -> None:
        """Put the selection on a document without announcing it."""
        for row, entry in enumerate(self.model.entries):
            if entry.name == name and entry.document is not None:
                self._select_row(row)
                return

    def _select_row(self, row: int) -> None:
        blocked = self.list.selectionModel().blockSignals(True)
        self.list.setCurrentIndex(self.model.index(row))
        self.list.selectionModel().blockSignals(blocked)
        self.list.viewport().update()

    def _current(self) -> Entry | None:
        index = self.list.currentIndex()
        entry: Entry | None = index.data(ENTRY_ROLE) if index.isValid() else None
        return entry

    def _current_changed(self, current: QModelIndex, _: QModelIndex) -> None:
        self.remove_button.setEnabled(current.isValid())
        self.selected.emit(current.data(ENTRY_ROLE) if current.isValid() else None)

    def _activated(self, index: QModelIndex) -> None:
        entry: Entry | None = index.data(ENTRY_ROLE)
        if entry is not None and entry.can_retry:
            self.retry(entry.name)

    def _show_menu(self, place: QPoint) -> None:
        entry = self._current()
        if entry is None:
            return
        menu = QMenu(self)
        if words := self.retry_words(entry):
            menu.addAction(words).triggered.connect(lambda: self.retry(entry.name))
        menu.addAction(self.tr("Remove…")).triggered.connect(self.remove_selected)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.list.viewport().mapToGlobal(place))

    # Adding --------------------------------------------------------------------------------------

    def choose(self) -> None:
        """The system's file dialog."""
        self.add(choose_files(self, self.tr("Add documents")))

    def choose_folder(self) -> None:
        """The system's dialog for a folder; all files in it are read."""
        folder = choose_folder(self, self.tr("Add a folder"))
        if folder is not None:
            self.add([folder])

    def add(self, paths: Sequence[Path]) -> None:
        """Read files into the case; a folder stands for the files below it."""
        if paths:
            self.banner.clear()
            self._reading.add(self._case, paths)

    def resume(self) -> None:
        """Finish what a lock or a power cut interrupted."""
        self._reading.finish(self._case)

    def retry(self, name: str) -> None:
        """Read a document again that failed; asks for its password if it needs one."""
        entry = next((one for one in self.model.entries if one.name == name), None)
        if entry is None or not entry.can_retry or not self._session.may("ADD_DOCUMENTS"):
            return
        self.banner.clear()
        if entry.needs_password:
            run_dialog(PasswordDialog(self, self._session, self._case, name))
        else:
            self._reading.retry(self._case, name)

    def retry_words(self, entry: Entry) -> str:
        """The text of a button that reads a file again; "" where that cannot be done."""
        if not entry.can_retry or not self._session.may("ADD_DOCUMENTS"):
            return ""
        return self.tr("Enter the password…") if entry.needs_password else self.tr("Try again")

    @property
    def unread(self) -> tuple[Unread, ...]:
        """What could not be read, as of the last reading of the list."""
        return self._unread

    def show_unread(self) -> None:
        """What could not be read, why, and what to do."""
        dialog = UnreadDialog(
            self, self._unread, self.model.entries, may_add=self._session.may("ADD_DOCUMENTS")
        )
        dialog.place_wanted.connect(self.place_wanted)
        # After the dialog is gone: a password is asked for in another one.
        dialog.retry_wanted.connect(
            lambda name: QTimer.singleShot(0, self, lambda: self.retry(name))
        )
        run_dialog(dialog)

    def _reading_changed(self) -> None:
        if self._reading.busy:
            self._poll.start()
        else:
            self._poll.stop()
        self.refresh()

    def _run_failed(self, case: str | None, error: object) -> None:
        if case in (None, self._case):
            self._refused(error)

    def remove_selected(self) -> None:
        """Delete the selected document after a question; a line without one just goes away."""
        entry = self._current()
        if entry is None:
            return
        if entry.document is None:
            self._reading.forget(self._case, entry.name)
            self.refresh()
            return
        if not confirmed(
            self,
            self.tr("Remove “{name}”?").format(name=entry.name),
            self.tr(
                "The document and its index are deleted from this case, and so is what is attached"
                " to it. Answers that cite it stay in the conversation, but their pages can no"
                " longer be opened."
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
        """Files and folders from this computer may be dropped."""
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
