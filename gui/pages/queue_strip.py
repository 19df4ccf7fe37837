"""What is being read, how long it will take, what it needs, and how to hold it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout

from gui import texts
from gui.spacing import XS, M, S
from gui.widgets import buttons, labels

if TYPE_CHECKING:
    from appliance.documents.records import QueueItem, QueueState
    from appliance.jobs import Progress
    from gui.session import Session

_FEW_S = 10
_UNFINISHED = ("waiting", "reading", "indexing")


class QueueStrip(QFrame):
    """Hidden while nothing is read and nothing waits, in this case and in others."""

    def __init__(self, session: Session, case: str) -> None:
        super().__init__()
        self._session = session
        self._reading = session.reading
        self._case = case
        self._state: QueueState | None = None
        self.setProperty("look", "card")
        self.setAccessibleName(self.tr("Reading of documents"))
        self.headline = labels.plain()
        self.headline.setWordWrap(True)
        self.detail = labels.note()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress"))
        self.others = labels.note()
        self.pause_button = buttons.push(
            self.tr("Paus&e"),
            self._pause,
            icon="pause",
            hint=self.tr("Hold the reading of all cases, also when the vault is locked meanwhile"),
        )
        self.go_on_button = buttons.push(
            self.tr("Go o&n"), self._go_on, look="primary", icon="play"
        )
        self.stop_button = buttons.push(
            self.tr("Stop"),
            self._reading.stop,
            icon="stop",
            hint=self.tr("What is read stays in the case; the rest waits"),
        )
        self._build()
        self._reading.progressed.connect(self._progressed)
        self._reading.changed.connect(self._show)
        self._show()

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(self.go_on_button)
        row.addWidget(self.pause_button)
        row.addWidget(self.stop_button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(M, S, M, M)
        column.setSpacing(S - 2)
        column.addWidget(self.headline)
        column.addWidget(self.bar)
        column.addWidget(self.detail)
        column.addWidget(self.others)
        column.addSpacing(XS // 2)
        column.addLayout(row)

    def show_state(self, state: QueueState) -> None:
        """The queue of all cases as it is now."""
        self._state = state
        self._show()

    @property
    def running(self) -> bool:
        """True while documents are read, whoever asked for it."""
        return self._reading.busy

    def _waiting(self) -> tuple[list[QueueItem], list[QueueItem]]:
        """What waits in this case, and in others."""
        items = self._state.items if self._state is not None else ()
        waiting = [item for item in items if item.state in _UNFINISHED]
        mine = [item for item in waiting if item.case == self._case]
        return mine, [item for item in waiting if item.case != self._case]

    def _show(self) -> None:
        state = self._state
        paused = state is not None and state.paused
        mine, others = self._waiting()
        running = self._reading.busy
        may = self._session.may("ADD_DOCUMENTS")
        self.setVisible(running or bool(mine) or bool(others))
        self.bar.setVisible(running)
        self.pause_button.setVisible(running and may)
        self.pause_button.setEnabled(not paused and not self._reading.stopping)
        self.stop_button.setVisible(running and may)
        self.stop_button.setEnabled(not self._reading.stopping)
        self.go_on_button.setVisible(not running and may)
        self.headline.setText(self._headline(running=running, paused=paused, mine=len(mine)))
        detail = self._detail(running=running, paused=paused, mine=mine, others=others)
        self.detail.setText(detail)
        self.detail.setVisible(bool(detail))
        self._show_others(others, first=not mine and not running)
        self._show_bar(self._reading.progress)
        self.setAccessibleDescription(f"{self.headline.text()} {detail}".strip())

    def _headline(self, *, running: bool, paused: bool, mine: int) -> str:
        if self._reading.stopping:
            return self.tr("Stopping after the step under way…")
        if running and paused:
            return self.tr("Pausing after the step under way…")
        if paused:
            return self.tr("Reading is paused")
        if not running:
            return self.tr("Not everything is read yet")
        if self._reading.case not in (None, self._case):
            return self.tr("Reading documents of another case")
        return self.tr("Reading: %n document(s) to go", "", mine) if mine else self.tr("Reading")

    def _detail(
        self, *, running: bool, paused: bool, mine: list[QueueItem], others: list[QueueItem]
    ) -> str:
        if not running:
            words = [self.tr("%n document(s) wait.", "", len(mine))] if mine else []
            if paused:
                words.append(self.tr("Nothing is read in any case until you press Go on."))
            return " ".join(words)
        lines = []
        now = next((item for item in (*mine, *others) if item.pages_total is not None), None)
        now = now or next((item for item in mine if item.state != "waiting"), None)
        if now is not None and now.case == self._case:
            lines.append(self._step(now))
        state = self._state
        if state is not None and state.seconds_left is not None:
            lines.append(self._left(state.seconds_left))
        if state is not None and state.memory_bytes:
            lines.append(
                self.tr("Uses {used} of {limit} memory").format(
                    used=texts.size(state.memory_bytes), limit=texts.size(state.memory_limit_bytes)
                )
            )
        return "\n".join(lines)

    def _left(self, seconds: float) -> str:
        if seconds < _FEW_S:
            return self.tr("A few seconds left")
        return self.tr("About {time} left").format(time=texts.duration(seconds))

    def _step(self, item: QueueItem) -> str:
        if item.state == "indexing":
            return self.tr("{name}: making it searchable").format(name=item.document)
        if item.pages_total is not None and item.pages_total > 1:
            return self.tr("{name}: page {page} of {count}").format(
                name=item.document,
                page=texts.number(item.pages),
                count=texts.number(item.pages_total),
            )
        if item.pages > 1:
            return self.tr("{name}: page {page}").format(
                name=item.document, page=texts.number(item.pages)
            )
        return item.document

    def _show_others(self, others: list[QueueItem], *, first: bool) -> None:
        words = ""
        if others and first:
            words = self.tr("%n document(s) of other cases wait to be read.", "", len(others))
        elif others:
            words = self.tr("%n document(s) of other cases wait, too.", "", len(others))
        self.others.setText(words)
        self.others.setVisible(bool(words))

    def _progressed(self, progress: Progress) -> None:
        self._show_bar(progress)

    def _show_bar(self, progress: Progress | None) -> None:
        if progress is not None and progress.total:
            self.bar.setRange(0, 1000)
            self.bar.setValue(min(1000, round(1000 * progress.done / progress.total)))
        else:
            self.bar.setRange(0, 0)

    def _pause(self) -> None:
        self.pause_button.setEnabled(False)
        office = self._session.office
        self._session.lanes.run(self, lambda job: office.queue.pause(), on_done=self._paused)

    def _paused(self, _: object) -> None:
        self._session.lanes.run(
            self, lambda job: self._session.office.queue.state(), on_done=self.show_state
        )

    def _go_on(self) -> None:
        self._reading.go_on()
