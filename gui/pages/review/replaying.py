"""A review run again: what is the same, what changed, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from appliance.app.covering import Cover
from gui import review_words as words
from gui import texts
from gui.spacing import FORM_WIDTH, XL, XS, L, M, S
from gui.widgets import buttons, labels
from gui.widgets.banner import ErrorBanner
from gui.widgets.bars import Bar, Bars
from gui.widgets.frame import card, clear, scrolling
from gui.widgets.link import Link
from gui.widgets.progress import ProgressStrip
from gui.words import core

if TYPE_CHECKING:
    from appliance.jobs import Job
    from appliance.review.checklists.records import Item
    from appliance.review.records import Change, Proposal, Replay, Review
    from gui.session import Session


class ReplayDialog(QDialog):
    """Begins at once; nothing of the review changes.

    Signals: `item_wanted` the place of an item to look at; the dialog closes then.
    """

    item_wanted = Signal(int)

    def __init__(self, parent: QWidget, session: Session, case: str, review: Review) -> None:
        super().__init__(parent)
        self._session, self._case, self._review = session, case, review
        self.replay: Replay | None = None
        self.setWindowTitle(self.tr("Run again"))
        self.banner = ErrorBanner()
        self.progress = ProgressStrip()
        self.told = labels.heading("")
        self.told.setWordWrap(True)
        self.bars = Bars(self.tr("Proposals compared"))
        self.bars.hide()
        self._changes = QVBoxLayout()
        self._changes.setSpacing(M)
        self._build()
        self._begin()

    def _build(self) -> None:
        inner = QWidget()
        inside = QVBoxLayout(inner)
        inside.setContentsMargins(0, 0, M, 0)
        inside.setSpacing(L)
        inside.addWidget(self.told)
        inside.addWidget(self.bars)
        inside.addLayout(self._changes)
        inside.addStretch(1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(buttons.push(self.tr("&Close"), self.reject))
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, XL, XL, L)
        column.setSpacing(L)
        column.addWidget(
            labels.note(
                self.tr(
                    "The same checklist, day, models, prompts and seed are used once more on the"
                    " papers as they are now. The review itself stays as it is."
                )
            )
        )
        column.addWidget(self.banner)
        column.addWidget(self.progress)
        column.addWidget(scrolling(inner), 1)
        column.addLayout(row)
        self.resize(FORM_WIDTH + 2 * XL, 560)

    def _begin(self) -> None:
        office, case, number = self._session.office, self._case, self._review.id

        def work(job: Job) -> Replay:
            return Cover(office.privacy, case).replay(office.reviews.replay(case, number, job=job))

        task = self._session.lanes.run(
            self,
            work,
            lane="models",
            on_done=self._show,
            on_error=self.banner.show_error,
        )
        self.progress.watch(task, self.tr("Reading the papers"))

    def reject(self) -> None:
        """Stop what runs, then close."""
        self.progress.stop()
        super().reject()

    def _show(self, replay: Replay) -> None:
        self.replay = replay
        clear(self._changes)
        changed = len(replay.changes)
        self.told.setText(
            self.tr("%n proposal(s) differ.", "", changed)
            if changed
            else self.tr("Every proposal came out the same.")
        )
        self.bars.show_bars(
            [
                Bar(self.tr("the same"), replay.same, texts.number(replay.same), "good"),
                Bar(self.tr("different"), changed, texts.number(changed), "warning"),
            ]
        )
        self.bars.show()
        for sentence in replay.differences:
            self._changes.addWidget(labels.body(core(sentence)))
        for change in replay.changes:
            self._changes.addWidget(self._change(change))

    def _change(self, change: Change) -> QWidget:
        frame, column = card(margin=M, spacing=XS)
        item = next(one.item for one in self._review.items if one.place == change.place)
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(Link(words.item_title(item), lambda: self._go(change.place)))
        row.addStretch(1)
        column.addLayout(row)
        before, after = _verdict(item, change.before), _verdict(item, change.after)
        said = self.tr("{before} before, {after} now").format(before=before, after=after)
        if before == after:
            said = self.tr("{verdict}, as before").format(verdict=after)
        column.addWidget(labels.body(said))
        for sentence in (*change.what, *change.why):
            column.addWidget(labels.note(core(sentence)))
        return frame

    def _go(self, place: int) -> None:
        self.accept()
        self.item_wanted.emit(place)


def _verdict(item: Item, one: Proposal | None) -> str:
    return words.verdict(item, one.verdict) if one is not None else "-"
