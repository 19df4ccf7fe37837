"""One entry of the audit record in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gui import audit_words
from gui.errors import retell
from gui.spacing import XS, M, S
from gui.theme import fixed_font
from gui.widgets import buttons, labels
from gui.widgets.frame import clear

if TYPE_CHECKING:
    from collections.abc import Mapping

    from appliance.audit.records import Entry

# Longer values without a space are hashes and keys: set in letters of one width.
_HASH_CHARACTERS = 16


class EntryCard(QWidget):
    """Empty until an entry is shown. Signals: `followed` carries what to look for."""

    followed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "clear")
        self.setAccessibleName(self.tr("The selected entry"))
        self._lines: list[tuple[str, str]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, S, 0)
        self._column.setSpacing(M)
        self.follow: list[QWidget] = []

    def show_entry(self, entry: Entry | None, cases: Mapping[str, str]) -> None:
        """Show this entry, or nothing."""
        clear(self._column)
        self._lines, self.follow = [], []
        if entry is None:
            return
        self._column.addWidget(labels.heading(audit_words.event(entry.event)))
        self._line(self.tr("Entry"), str(entry.seq))
        self._line(self.tr("Time (UTC)"), entry.at)
        self._line(self.tr("Who"), entry.actor or self.tr("not recorded"))
        self._line(self.tr("Object"), audit_words.subject(entry.subject, cases), entry.subject)
        self._line(
            self.tr("Outcome"),
            audit_words.outcome(entry),
            tone="text" if audit_words.went_well(entry) else "danger",
        )
        if "error" in entry.details:
            self._column.addWidget(
                labels.note(retell(str(entry.details["error"]), None).next_step, tone="text")
            )
        for name, found in entry.details.items():
            if name != "outcome":
                self._line(audit_words.detail(name), audit_words.value(found))
        self._buttons(entry)
        self._column.addStretch(1)

    def _buttons(self, entry: Entry) -> None:
        made = [self._follow(self.tr("&Follow this object"), entry.subject)]
        made += [
            self._follow(
                self.tr("Follow: {what}").format(what=audit_words.detail(name)),
                str(entry.details[name]),
            )
            for name in audit_words.FOLLOWED
            if entry.details.get(name)
        ]
        copy = buttons.push(self.tr("Cop&y"), self._copy, look="link", icon="copy")
        for button in (*made, copy):
            row = QHBoxLayout()
            row.addWidget(button)
            row.addStretch(1)
            self._column.addLayout(row)
        self.follow = made

    def _follow(self, text: str, about: str) -> QWidget:
        return buttons.push(
            text,
            lambda: self.followed.emit(about),
            look="link",
            icon="repeat",
            hint=self.tr("Shows everything that was recorded about it."),
        )

    def _line(self, name: str, shown: str, exact: str = "", tone: str = "text") -> None:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(XS // 2)
        column.addWidget(labels.note(name))
        column.addWidget(self._value(shown, tone))
        if exact and exact != shown:
            column.addWidget(self._value(exact, "muted"))
        self._column.addWidget(holder)
        self._lines.append((name, exact or shown))

    def _value(self, text: str, tone: str) -> QLabel:
        label = labels.body()
        if len(text) >= _HASH_CHARACTERS and " " not in text:
            label.setFont(fixed_font(9))
            # So that it can be broken anywhere; what is copied is made from the text itself.
            label.setText("\u200b".join(text[at : at + 8] for at in range(0, len(text), 8)))
        else:
            label.setText(text)
        label.setAccessibleName(text)
        label.setProperty("tone", tone)
        if label.text() != text:
            label.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        return label

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(f"{a}: {b}" for a, b in self._lines))
