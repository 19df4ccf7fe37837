"""What is in a checklist, to be read: where it holds, its source, its items."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gui import review_words as words
from gui.side_words import titled
from gui.spacing import XS, M, S
from gui.widgets import labels
from gui.widgets.frame import card, clear, scrolling

if TYPE_CHECKING:
    from appliance.review.checklists.records import Checklist, Item, Shelved


class ChecklistContents(QFrame):
    """Read-only."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "pane")
        self.setMinimumWidth(320)
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(M, M, M, M)
        self._column.setSpacing(S)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scrolling(inner))

    def show_checklist(self, one: Shelved | None) -> None:
        """Show its head and all its items."""
        clear(self._column)
        if one is None:
            return
        made = one.checklist
        title = labels.heading(words.checklist_title(made))
        title.setWordWrap(True)
        self._column.addWidget(title)
        facts = [
            (self.tr("Jurisdiction"), words.jurisdiction(made)),
            (self.tr("In force"), self._in_force(made)),
            (self.tr("Source"), made.source),
            (self.tr("Licence"), made.licence),
            (self.tr("Signed by"), self._signer(one)),
            (self.tr("Fingerprint"), one.sha256[:16]),
        ]
        told = "\n".join(f"{name}: {value}" for name, value in facts if value)
        self._column.addWidget(labels.note(told))
        for number, item in enumerate(made.items, start=1):
            self._column.addWidget(self._item(number, item))
        self._column.addStretch(1)

    def _in_force(self, made: Checklist) -> str:
        if made.valid_from and made.valid_to:
            return self.tr("{begin} to {end}").format(begin=made.valid_from, end=made.valid_to)
        if made.valid_from:
            return self.tr("from {begin}").format(begin=made.valid_from)
        return self.tr("until {end}").format(end=made.valid_to) if made.valid_to else ""

    def _signer(self, one: Shelved) -> str:
        if one.signed is None:
            return ""
        name = one.signed.name or one.signed.key
        return name if one.signed.trusted else self.tr("{name}, not trusted").format(name=name)

    def _item(self, number: int, item: Item) -> QWidget:
        frame, column = card(margin=S, spacing=XS)
        row = QHBoxLayout()
        row.setSpacing(S)
        name = labels.body(f"{number}. {words.item_title(item)}")
        font = name.font()
        font.setWeight(font.Weight.DemiBold)
        name.setFont(font)
        row.addWidget(name, 1)
        row.addWidget(
            labels.pill(
                words.word(words.SEVERITIES, item.severity), words.SEVERITY_TONES[item.severity]
            )
        )
        column.addLayout(row)
        column.addWidget(labels.note(titled(item.question, item.question_zh), tone="text"))
        met_when = titled(item.met_when, item.met_when_zh)
        if met_when:
            column.addWidget(labels.note(self.tr("Met when: {text}").format(text=met_when)))
        return frame
