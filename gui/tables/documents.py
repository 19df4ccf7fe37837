"""The documents of a case as a list: name, state, kind, and what a reader should know of each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QT_TRANSLATE_NOOP,
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)

from gui import texts
from gui.errors import Told, retell
from gui.widgets import labels
from gui.words import core

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.documents.records import Document, IngestOutcome, ListedDocument
    from gui.theme import Tone

Index = QModelIndex | QPersistentModelIndex
ENTRY_ROLE = Qt.ItemDataRole.UserRole
# What is attached stands in the list under its mail; its own name begins with that one's.
_BETWEEN = " › "
PASSWORD_CODES = ("D504", "D509")
_PASSWORD = QT_TRANSLATE_NOOP("documents", "password")
_WRONG_PASSWORD = QT_TRANSLATE_NOOP("documents", "wrong password")
_SCAN = QT_TRANSLATE_NOOP("documents", "scan")
_PARTLY = QT_TRANSLATE_NOOP("documents", "partly not read")
_SUSPICIOUS = QT_TRANSLATE_NOOP("documents", "suspicious text")
_GENERIC = ("", "contract")
_MAIL_TYPES = ("message/rfc822", "application/vnd.ms-outlook")
_SHEETS = (".csv", ".tsv", ".xlsx")
_MAILS = (".eml", ".msg")
_PICTURES = (".png", ".jpg", ".jpeg", ".tif", ".tiff")


@dataclass(frozen=True)
class Badge:
    """A short remark on a document, with an icon, so that no colour has to be told apart."""

    text: str
    tone: Tone
    icon: str


@dataclass(frozen=True)
class Entry:
    """One line: a document of the case, or a file of the last run that did not become one.

    Attributes:
        label: the name as it is shown here; that of an attached file without its mail's.
        level: how far the line is indented.
        detail: what is known of its content, after the number of pages.
        unread_pages: of a document that is ready, those of which not all could be read.
    """

    name: str
    state: str
    pages: int
    document: Document | None
    told: Told | None
    label: str = ""
    level: int = 0
    detail: str = ""
    badges: tuple[Badge, ...] = ()
    unread_pages: int = 0

    def line(self) -> str:
        """The second line: pages, kind and period, or the state, or why it failed."""
        if self.told is not None:
            # The name stands above; in some languages it is not the first word.
            name = re.escape(f"“{self.name}”")
            return re.sub(rf"^{name}\s*|{name}(?=[:：])", "", self.told.message)
        if self.state == "ready":
            pages = texts.pages(self.pages)
            return f"{pages}, {self.detail}" if self.detail else pages
        if self.state == "skipped":
            return self.detail
        words = texts.state(self.state)
        if self.pages and self.state in ("reading", "indexing"):
            return f"{words}, {texts.pages(self.pages)}"
        return words

    def spoken(self) -> str:
        """All of it, for screen readers and the tool tip."""
        remarks = ", ".join(badge.text for badge in self.badges)
        return "\n".join(part for part in (self.name, self.line(), remarks) if part)

    def picture(self) -> tuple[str, Tone]:
        """Icon and tone of the state."""
        if self.state == "failed":
            return ("key" if self.needs_password else "failed"), "danger"
        if self.state in ("duplicate", "cancelled", "skipped"):
            return "info", "warning"
        if self.state != "ready":
            return "waiting", "muted"
        name = self.name.lower()
        for endings, icon in ((_SHEETS, "sheet"), (_MAILS, "mail"), (_PICTURES, "scan")):
            if name.endswith(endings):
                return icon, "accent"
        return "document", "accent"

    @property
    def needs_password(self) -> bool:
        """A password would open it; of other formats than PDF none can be given."""
        return (
            self.told is not None
            and self.told.code in PASSWORD_CODES
            and self.document is not None
            and self.name.lower().endswith(".pdf")
        )

    @property
    def can_retry(self) -> bool:
        """It failed or was read in part, and its original is in the case."""
        again = self.state == "failed" or (self.state == "ready" and self.unread_pages > 0)
        return again and self.document is not None


def of_listed(listed: ListedDocument) -> Entry:
    """A document the case holds."""
    document = listed.document
    told = None
    if document.state == "failed":
        told = retell(document.error_code, document.error_message)
    return Entry(
        document.name,
        document.state,
        document.page_count,
        document,
        told,
        label=document.name.removeprefix(f"{listed.parent}{_BETWEEN}")
        if listed.parent
        else document.name,
        level=listed.level,
        detail=_detail(listed),
        badges=_badges(listed),
        unread_pages=listed.troubled_pages,
    )


def _detail(listed: ListedDocument) -> str:
    # A mail about a contract is none, and half of all papers name one on their first page.
    named = listed.kind not in _GENERIC and listed.document.media_type not in _MAIL_TYPES
    return texts.document_kind(listed.kind if named else "", listed.year, listed.quarter)


def of_outcome(outcome: IngestOutcome) -> Entry:
    """A file that was not taken in: refused, already there, left out or stopped."""
    told = None
    if outcome.status == "failed":
        told = retell(outcome.error_code, outcome.error_message)
    detail = core(outcome.error_message or "") if outcome.status == "skipped" else ""
    return Entry(
        outcome.name, outcome.status, outcome.pages, None, told, outcome.name, detail=detail
    )


def _badges(listed: ListedDocument) -> tuple[Badge, ...]:
    found = []
    document = listed.document
    if document.state == "failed" and document.error_code in PASSWORD_CODES:
        wrong = document.error_code == PASSWORD_CODES[1]
        found.append(Badge(_tr(_WRONG_PASSWORD if wrong else _PASSWORD), "danger", "key"))
    if listed.scanned_pages:
        found.append(Badge(_tr(_SCAN), "muted", "scan"))
    if listed.troubled_pages or listed.lost_attachments:
        found.append(Badge(_tr(_PARTLY), "warning", "warning"))
    if listed.notices:
        found.append(Badge(_tr(_SUSPICIOUS), "danger", "mark"))
    return tuple(found)


def _tr(text: object) -> str:
    return QCoreApplication.translate("documents", str(text))


class DocumentsModel(QAbstractListModel):
    """Rows are replaced as a whole."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: tuple[Entry, ...] = ()

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Replace the rows; rows that stay in place keep the selection."""
        fresh = tuple(entries)
        if fresh == self.entries:
            return
        if [_shape(entry) for entry in fresh] == [_shape(entry) for entry in self.entries]:
            self.entries = fresh
            if fresh:
                self.dataChanged.emit(self.index(0), self.index(len(fresh) - 1))
            return
        self.beginResetModel()
        self.entries = fresh
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """How many lines; a line has no children."""
        return 0 if parent is not None and parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The name; the whole line for screen readers; the entry."""
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return entry.spoken()
        if role == Qt.ItemDataRole.ToolTipRole:
            return labels.tip(entry.spoken())
        if role == ENTRY_ROLE:
            return entry
        return None


def _shape(entry: Entry) -> tuple[str, bool]:
    """What decides the height of a row, beside its name."""
    return entry.name, bool(entry.badges)
