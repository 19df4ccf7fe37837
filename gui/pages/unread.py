"""What of a case could not be read, why, and what can be done about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gui import texts
from gui.pages.viewer import Place
from gui.spacing import FORM_WIDTH, XL, XS, L, M, S
from gui.widgets import buttons, labels
from gui.widgets.frame import card, scrolling
from gui.words import core

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.documents.records import Unread
    from gui.tables.documents import Entry

# More pages of one document, each with the same reason, are told together.
_PAGES_SHOWN = 12
_HEIGHT, _CARD_HEIGHT = 520, 130


class UnreadDialog(QDialog):
    """One card per document, with its reasons and a button for each page.

    Signals: `place_wanted` a `Place` to look at, `retry_wanted` the name of a failed document.
    """

    place_wanted = Signal(object)
    retry_wanted = Signal(str)

    def __init__(
        self, parent: QWidget, found: Sequence[Unread], entries: Sequence[Entry], *, may_add: bool
    ) -> None:
        super().__init__(parent)
        self._entries = {entry.name: entry for entry in entries}
        self._may_add = may_add
        self.setWindowTitle(self.tr("What could not be read"))
        inner = QWidget()
        cards = QVBoxLayout(inner)
        cards.setContentsMargins(0, 0, M, 0)
        cards.setSpacing(M)
        for name in dict.fromkeys(one.document for one in found):
            cards.addWidget(self._card(name, [one for one in found if one.document == name]))
        cards.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, XL, XL, L)
        column.setSpacing(L)
        column.addWidget(
            labels.body(
                self.tr(
                    "Nothing below is found by a search or cited in an answer. Look at these places"
                    " yourself."
                )
            )
        )
        column.addWidget(scrolling(inner), 1)
        close = buttons.push(self.tr("&Close"), self.reject)
        column.addWidget(close, alignment=Qt.AlignmentFlag.AlignRight)
        count = len({one.document for one in found})
        self.resize(FORM_WIDTH, min(_HEIGHT, 3 * _CARD_HEIGHT // 2 + count * _CARD_HEIGHT))

    def _card(self, name: str, found: Sequence[Unread]) -> QFrame:
        frame, column = card(margin=M, spacing=S)
        head = QHBoxLayout()
        head.setSpacing(S)
        failed = any(one.page is None for one in found)
        tone = ("failed", "danger") if failed else ("warning", "warning")
        head.addWidget(labels.icon(*tone))  # type: ignore[arg-type]  # the tones above
        heading = labels.heading(name)
        heading.setWordWrap(True)
        head.addWidget(heading, 1)
        column.addLayout(head)
        reasons: dict[tuple[str, str], list[int]] = {}
        for one in found:
            reasons.setdefault((one.why, one.next_step), [])
            if one.page is not None:
                reasons[one.why, one.next_step].append(one.page)
        for (why, next_step), pages in reasons.items():
            self._reason(column, name, (why, next_step), pages)
        entry = self._entries.get(name)
        if entry is not None and entry.can_retry and self._may_add:
            words = self.tr("Enter the password…") if entry.needs_password else self.tr("Try again")
            icon = "key" if entry.needs_password else "repeat"
            again = buttons.push(words, lambda: self._retry(name), icon=icon)
            column.addWidget(again, alignment=Qt.AlignmentFlag.AlignLeft)
        return frame

    def _reason(
        self, column: QVBoxLayout, name: str, words: tuple[str, str], pages: Sequence[int]
    ) -> None:
        entry = self._entries.get(name)
        why, next_step = map(core, words)
        if not pages and entry is not None and entry.told is not None:
            why, next_step = entry.told.message, entry.told.next_step
        column.addWidget(labels.body(why))
        column.addWidget(labels.note(next_step))
        if not pages:
            return
        row = QHBoxLayout()
        row.setSpacing(XS)
        for page in pages[:_PAGES_SHOWN]:
            open_page = buttons.push(
                self.tr("Page {page}").format(page=texts.number(page))
                if page == pages[0]
                else texts.number(page),
                lambda page=page: self._open(Place(name, page)),  # type: ignore[misc]
                look="link",
            )
            open_page.setAccessibleName(
                self.tr("Open page {page} of {name}").format(page=texts.number(page), name=name)
            )
            row.addWidget(open_page)
        if len(pages) > _PAGES_SHOWN:
            more = len(pages) - _PAGES_SHOWN
            row.addWidget(labels.note(self.tr("and %n more", "", more)))
        row.addStretch(1)
        column.addLayout(row)

    def _open(self, place: Place) -> None:
        self.accept()
        self.place_wanted.emit(place)

    def _retry(self, name: str) -> None:
        self.accept()
        self.retry_wanted.emit(name)
