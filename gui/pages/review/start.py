"""Before a review: which checklist, and reviews of the case that are there already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from gui import review_words as words
from gui import texts
from gui.side_words import titled
from gui.spacing import FORM_WIDTH, M, S
from gui.widgets import buttons, labels
from gui.widgets.field import Field
from gui.widgets.frame import card, clear, in_the_middle
from gui.widgets.link import Link

if TYPE_CHECKING:
    from appliance.jobs import Job
    from appliance.review.checklists.records import Shelved
    from appliance.review.records import ReviewLine
    from gui.session import Session


class StartPane(QWidget):
    """Nothing is begun here, only wished.

    Signals:
        wished: the name and version of the checklist to begin with.
        chosen_earlier: the number of a review to open.
        failed: an error.
    """

    wished = Signal(str, str)
    chosen_earlier = Signal(int)
    failed = Signal(object)

    def __init__(self, session: Session, case: str) -> None:
        super().__init__()
        self._session, self._case = session, case
        self._shelf: tuple[Shelved, ...] = ()
        self._free = True
        self.checklist = QComboBox()
        self.about = labels.note(tone="text")
        self.warning = labels.note(tone="warning")
        self.start = buttons.push(
            self.tr("&Begin the review"), self.begin_review, look="primary", icon="review"
        )
        self._earlier = QVBoxLayout()
        self._earlier.setSpacing(S)
        self._build()
        self.checklist.currentIndexChanged.connect(lambda _index: self._describe())

    def _build(self) -> None:
        column = in_the_middle(self, FORM_WIDTH)
        column.addWidget(labels.title(self.tr("Review “{case}”").format(case=self._case)))
        column.addWidget(
            labels.body(
                self.tr(
                    "Each item of the checklist is looked for in the papers of this case. You get"
                    " a proposal with its places; nothing counts before a person has decided it,"
                    " and a second person signs."
                )
            )
        )
        frame, inside = card(spacing=M)
        inside.addWidget(Field(self.tr("Chec&klist"), self.checklist))
        inside.addWidget(self.about)
        inside.addWidget(self.warning)
        inside.addWidget(self.start)
        column.addWidget(frame)
        column.addLayout(self._earlier)

    def refresh(self) -> None:
        """Read the checklists and the reviews of this case."""
        office, case = self._session.office, self._case

        def work(job: Job) -> tuple[tuple[Shelved, ...], tuple[ReviewLine, ...]]:
            return office.checklists.list(), office.reviews.list(case, job=job)

        self._session.lanes.run(
            self,
            work,
            on_done=lambda found: self._show(*found),
            on_error=self.failed.emit,
        )

    def _show(self, shelf: tuple[Shelved, ...], lines: tuple[ReviewLine, ...]) -> None:
        chosen = self.checklist.currentData()
        self._shelf = shelf
        self.checklist.blockSignals(True)
        self.checklist.clear()
        for place, one in enumerate(shelf):
            title = words.checklist_title(one.checklist)
            self.checklist.addItem(f"{title} ({one.checklist.version})", place)
        self.checklist.setCurrentIndex(max(0, self.checklist.findData(chosen)))
        self.checklist.blockSignals(False)
        self._describe()
        clear(self._earlier)
        if lines:
            self._earlier.addWidget(labels.heading(self.tr("Reviews of this case")))
        for line in lines:
            self._earlier.addWidget(self._link(line))
        if self._free:
            self.checklist.setFocus()

    def _link(self, line: ReviewLine) -> Link:
        text = self.tr("{title} {version}, {at}: {state}, {done} of {all} decided").format(
            title=words.titles(self._shelf).get(line.checklist, line.title),
            version=line.version,
            at=texts.moment(line.started_at),
            state=words.word(words.REVIEW_STATES, line.state),
            done=texts.number(line.counts.decided),
            all=texts.number(line.counts.total),
        )
        return Link(text, lambda: self.chosen_earlier.emit(line.id))

    @property
    def chosen(self) -> Shelved | None:
        """The checklist that is chosen."""
        at = self.checklist.currentData()
        return self._shelf[at] if at is not None and at < len(self._shelf) else None

    def _describe(self) -> None:
        one = self.chosen
        self.start.setEnabled(one is not None and self._free)
        if one is None:
            self.about.setText(self.tr("There is no checklist yet. Import one under Reviews."))
            self.warning.hide()
            return
        made = one.checklist
        items = texts.number(len(made.items))
        where = words.jurisdiction(made)
        lines = [self.tr("{count} items, {where}").format(count=items, where=where)]
        if made.source:
            lines.append(titled(made.source, ""))
        if one.signed is not None:
            lines.append(self.tr("Signed by {name}").format(name=one.signed.name or one.signed.key))
        self.about.setText("\n".join(lines))
        self.warning.setText(
            self.tr("This checklist is not in force today: from {begin} to {end}.").format(
                begin=made.valid_from or "-", end=made.valid_to or "-"
            )
        )
        self.warning.setVisible(not one.in_force)

    def allow(self, free: bool) -> None:
        """Whether a review may be begun now; not while one is being begun."""
        self._free = free
        self.checklist.setEnabled(free)
        self._describe()

    def begin_review(self) -> None:
        """Propose a verdict for each item of the chosen checklist."""
        one = self.chosen
        if one is not None and self._free:
            self.wished.emit(one.checklist.name, one.checklist.version)
