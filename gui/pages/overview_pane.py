"""The overview of a case: what it holds, its summary, its facts, and what needs a look."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from appliance.app.covering import Cover
from gui import side_words, texts
from gui.announcing import announce
from gui.pages.sources import places_of
from gui.pages.viewer import Place
from gui.spacing import XS, M, S
from gui.widgets import buttons, labels
from gui.widgets.banner import ErrorBanner
from gui.widgets.chip import SourceChip
from gui.widgets.coverage import CoverageBar
from gui.widgets.empty import EmptyState
from gui.widgets.flow import FlowLayout
from gui.widgets.frame import card, scrolling
from gui.widgets.link import Link
from gui.widgets.progress import ProgressStrip

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from appliance.app.key_facts import KeyFact
    from appliance.app.overview import DocumentLine, Overview
    from appliance.assistant.records import Citation
    from appliance.assistant.summaries.records import Summary, SummarySentence
    from appliance.documents.records import Document
    from appliance.jobs import Job
    from gui.jobs import Task
    from gui.session import Session

_MOST_FACTS, _MOST_LINES = 14, 12


class OverviewPane(QFrame):
    """Read anew each time it is shown.

    Signals:
        places_wanted: places and which to show, (tuple[Place, ...], int).
        pane_wanted: the name of the pane where more of it is.
    """

    places_wanted = Signal(object, int)
    pane_wanted = Signal(str)

    def __init__(self, session: Session, case: str) -> None:
        super().__init__()
        self._session, self._case = session, case
        self._task: Task | None = None
        self._ready = False
        self.overview: Overview | None = None
        self.setProperty("look", "pane")
        self.setMinimumWidth(316)
        self.banner = ErrorBanner()
        self.progress = ProgressStrip()
        self.make = buttons.push(
            self.tr("Ma&ke a summary"),
            self.summarise,
            look="primary",
            hint=self.tr("Reads every page of the case; each sentence is tied to its place."),
        )
        self._cards = QVBoxLayout()
        self._head = QWidget()
        head = QVBoxLayout(self._head)
        head.setContentsMargins(M, M, M, S)
        head.setSpacing(S)
        head.addWidget(self.banner)
        head.addWidget(self.progress)
        head.addWidget(self.make, alignment=Qt.AlignmentFlag.AlignLeft)
        self._area = scrolling(QWidget())
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._area.setAccessibleName(self.tr("Overview"))
        self._empty = EmptyState(
            "document",
            self.tr("Nothing to see yet"),
            self.tr("Add documents; what they are and say is then gathered here."),
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._head)
        whole.addWidget(self._area, 1)
        whole.addWidget(self._empty, 1)
        self._area.hide()
        self._head.hide()

    def begin(self) -> None:
        """Go to where reading begins."""
        (self._area if self._area.isVisible() else self).setFocus()

    def set_documents(self, documents: tuple[Document, ...]) -> None:
        """Documents have changed."""
        self._ready = any(document.state == "ready" for document in documents)
        self._area.setVisible(bool(documents))
        self._head.setVisible(bool(documents))
        self._empty.setVisible(not documents)
        self._judge()
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Gather everything anew."""
        office, case = self._session.office, self._case

        def work(job: Job) -> Overview:
            found = office.overview.of(case)
            return Cover(office.privacy, case).overview(found)

        self._session.lanes.run(self, work, on_done=self._show, on_error=self.banner.show_error)

    def summarise(self) -> None:
        """Summarise the case, every page read."""
        if not self.make.isEnabled():
            return
        office, case = self._session.office, self._case
        self.banner.clear()
        self._task = self._session.lanes.run(
            self,
            lambda job: office.overview.summarise(case, job=job),
            lane="models",
            on_done=lambda _summary: announce(self, self.tr("The summary is ready.")),
            on_error=self.banner.show_error,
            on_end=self._ended,
        )
        self.progress.watch(self._task, self.tr("Reading every page"))
        self._judge()

    def _ended(self) -> None:
        self._task = None
        self._judge()
        self.refresh()

    def _judge(self) -> None:
        may = self._session.may("SUMMARISE")
        self.make.setEnabled(self._ready and self._task is None and may)
        self.make.setVisible(may)

    # What is shown -------------------------------------------------------------------------------

    def _show(self, found: Overview) -> None:
        self.overview = found
        old = found.summary is None or found.summary_outdated
        self.make.setText(
            self.tr("Ma&ke a summary")
            if found.summary is None
            else self.tr("Ma&ke the summary again")
        )
        buttons.set_look(self.make, "primary" if old else "plain")
        # A whole new page: cards changed one by one on screen are laid out only step by step.
        page = QWidget()
        page.setProperty("look", "clear")
        self._cards = QVBoxLayout()
        self._cards.setSpacing(M)
        column = QVBoxLayout(page)
        column.setContentsMargins(M, XS, M, M)
        column.addLayout(self._cards)
        column.addStretch(1)
        self._look_at(found)
        if found.summary is not None:
            self._summary(found.summary, outdated=found.summary_outdated)
        self._documents(found)
        self._facts(found.facts)
        self._answers(found)
        before = self._area.verticalScrollBar().value()
        self._area.setWidget(page)
        self._area.verticalScrollBar().setValue(before)

    def _summary(self, summary: Summary, *, outdated: bool) -> None:
        column = self._card(self.tr("Summary"))
        column.setSpacing(S)
        if outdated:
            told = self.tr("Documents have changed since it was made; make it again.")
            column.addWidget(labels.note(told, tone="warning"))
        section = ""
        for sentence in summary.sentences:
            if sentence.section and sentence.section != section:
                section = sentence.section
                column.addSpacing(XS)
                column.addWidget(labels.note(section))
            column.addWidget(self._sentence(sentence))
        column.addWidget(CoverageBar(summary.coverage))
        made = self.tr("Made {time}").format(time=texts.moment(summary.made_at))
        column.addWidget(labels.note(made))

    def _sentence(self, sentence: SummarySentence) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(labels.body(sentence.text))
        if sentence.citations:
            column.addWidget(self._chips(sentence.citations))
        return holder

    def _look_at(self, found: Overview) -> None:
        """What a person should look at, before anything else is trusted."""
        if not (found.unread or found.notices or found.open_fields or found.conflicts):
            return
        column = self._card(self.tr("Needs a look"))
        if found.open_fields:
            told = self.tr("%n field(s) of forms are open", "", found.open_fields)
            column.addWidget(self._link(told, lambda: self.pane_wanted.emit("form")))
        if found.conflicts:
            told = self.tr("%n field(s) differ between documents", "", len(found.conflicts))
            column.addWidget(self._link(told, lambda: self.pane_wanted.emit("form")))
        self._told(column, self.tr("Could not be read"), [
            (self._where(one.document, one.page), one.why, Place(one.document, one.page or 1))
            for one in found.unread
        ])  # fmt: skip
        self._told(column, self.tr("Suspicious text"), [
            (
                self._where(one.document, one.page),
                one.note,
                Place(one.document, one.page, one.start, one.end),
            )
            for one in found.notices
        ])  # fmt: skip

    def _told(
        self, column: QVBoxLayout, title: str, lines: Sequence[tuple[str, str, Place]]
    ) -> None:
        if not lines:
            return
        column.addWidget(labels.note(f"{title} ({texts.number(len(lines))})", tone="warning"))
        places = tuple(dict.fromkeys(place for _, _, place in lines))
        for where, why, place in lines[:_MOST_LINES]:
            at = places.index(place)
            column.addWidget(self._link(where, partial(self._open, places, at)))
            if why:
                column.addWidget(labels.note(why))
        self._more(column, len(lines) - _MOST_LINES)

    def _documents(self, found: Overview) -> None:
        extent = f"{texts.documents(len(found.documents))}, {texts.pages(found.pages)}"
        column = self._card(self.tr("Documents"), extent)
        kinds: dict[str, list[DocumentLine]] = {}
        for one in found.documents:
            kinds.setdefault(one.kind, []).append(one)
        for kind in sorted(kinds, key=lambda name: (not name, name)):
            title = texts.document_kind(kind) or self.tr("Other documents")
            column.addSpacing(XS)
            column.addWidget(labels.plain(title[:1].upper() + title[1:]))
            for one in kinds[kind]:
                about = " · ".join(filter(None, (one.company, one.period, texts.pages(one.pages))))
                place = (Place(one.name, 1),)
                column.addWidget(self._link(one.name, partial(self._open, place, 0)))
                if one.state != "ready":
                    about = texts.state(one.state)
                column.addWidget(labels.note(about))

    def _facts(self, facts: Sequence[KeyFact]) -> None:
        if not facts:
            return
        column = self._card(self.tr("Facts"))
        column.setSpacing(S)
        for fact in facts[:_MOST_FACTS]:
            value = side_words.value(fact.value, fact.unit)
            state = side_words.word(side_words.FIELD_STATES, fact.state)
            title = side_words.titled(fact.title, fact.title_zh)
            holder = QWidget()
            inside = QVBoxLayout(holder)
            inside.setContentsMargins(0, 0, 0, 0)
            inside.setSpacing(2)
            head = QHBoxLayout()
            head.setSpacing(S)
            head.addWidget(labels.note(title), 1)
            if fact.state != "found":
                tone = "good" if fact.state in ("accepted", "corrected") else "accent"
                head.addWidget(labels.pill(state, tone))  # type: ignore[arg-type]
            inside.addLayout(head)
            shown = labels.body(value)
            shown.setAccessibleName(f"{title}: {value} ({state})")
            inside.addWidget(shown)
            if fact.citation is not None:
                inside.addWidget(self._chips([fact.citation]))
            column.addWidget(holder)
        self._more(column, len(facts) - _MOST_FACTS)

    def _answers(self, found: Overview) -> None:
        if not found.answers:
            return
        column = self._card(self.tr("Latest answers"))
        for one in found.answers:
            column.addWidget(labels.note(one.question, tone="text"))
            answer = one.answer if one.status == "answered" else self.tr("Not found.")
            column.addWidget(labels.note(answer or self.tr("Nothing in it was supported.")))
        column.addWidget(
            self._link(self.tr("All questions and answers"), lambda: self.pane_wanted.emit("ask"))
        )

    def _open(self, places: tuple[Place, ...], current: int) -> None:
        self.places_wanted.emit(places, current)

    # Parts ---------------------------------------------------------------------------------------

    def _card(self, title: str, remark: str = "") -> QVBoxLayout:
        frame, column = card(margin=M, spacing=XS)
        head = QHBoxLayout()
        head.addWidget(labels.heading(title), 1)
        if remark:
            note = labels.note(remark)
            note.setWordWrap(False)
            head.addWidget(note)
        column.addLayout(head)
        column.addSpacing(XS)
        self._cards.addWidget(frame)
        return column

    def _chips(self, citations: Iterable[Citation]) -> QWidget:
        holder = QWidget()
        flow = FlowLayout(holder, gap=XS)
        cited = list(citations)
        places = places_of(cited)
        for citation in cited:
            chip = SourceChip(citation, citation.quote)
            chip.pressed_source.connect(
                lambda one: self.places_wanted.emit(places, places.index(places_of([one])[0]))
            )
            flow.addWidget(chip)
        return holder

    def _link(self, text: str, pressed: Callable[[], None]) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(Link(text, pressed))
        line.addStretch(1)
        return row

    def _more(self, column: QVBoxLayout, count: int) -> None:
        if count > 0:
            column.addWidget(labels.note(self.tr("and %n more", "", count)))

    def _where(self, document: str, page: int | None) -> str:
        if not page:
            return document
        return self.tr("{name}, page {page}").format(name=document, page=page)
