"""One question and its answer: sentences with marks and sources, passages and provenance."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gui import side_words, texts, words
from gui.announcing import announce
from gui.answer_words import BY_PROGRAM
from gui.pages.calculation import CalculationFrame
from gui.pages.sources import cited, place_of
from gui.spacing import XS, M, S
from gui.widgets import buttons, labels
from gui.widgets.banner import ErrorBanner
from gui.widgets.chip import SourceChip
from gui.widgets.coverage import CoverageBar
from gui.widgets.flow import FlowLayout
from gui.widgets.fold import Fold

if TYPE_CHECKING:
    from appliance.app.records import Replay
    from appliance.assistant.records import Answer, Citation, Passage, Sentence

_DIGEST_SHOWN = 12
_PASSAGE_SHOWN = 220


class AnswerCard(QFrame):
    """An answer may rest on several places; opening one of them brings all to the viewer.

    Signals: `places_wanted` all places cited and which to show (tuple[Place, ...], int),
    `source_wanted` a passage, `replay_wanted` the answer's number.
    """

    places_wanted = Signal(object, int)
    source_wanted = Signal(object)
    replay_wanted = Signal(int)

    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self.answer = answer
        self.places = cited(answer)
        self.setProperty("look", "card")
        self.banner = ErrorBanner()
        self._replayed = labels.note(tone="text")
        self._replayed.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, S)
        column.setSpacing(S)
        column.addWidget(question_bubble(answer.question, answer.document))
        inside = QVBoxLayout()
        inside.setContentsMargins(M, XS, M, 0)
        inside.setSpacing(M)
        inside.addWidget(self._head())
        if answer.coverage is not None:
            self.coverage = CoverageBar(answer.coverage)
            inside.addWidget(self.coverage)
        if answer.status == "not_found":
            inside.addWidget(self._not_found())
        for sentence in answer.sentences:
            inside.addWidget(self._sentence(sentence))
        if answer.calculation is not None:
            self.calculation = CalculationFrame(answer.calculation)
            self.calculation.source_wanted.connect(self.open_cited)
            inside.addWidget(self.calculation)
        for warning in answer.warnings:
            inside.addWidget(_marked("warning", "warning", labels.note(words.core(warning))))
        inside.addWidget(Fold(self.tr("How this answer was made"), self._details()))
        column.addLayout(inside)

    def open_cited(self, citation: Citation) -> None:
        """Open a place that the answer rests on; the others stay within reach."""
        self.places_wanted.emit(self.places, self.places.index(place_of(citation)))

    def _head(self) -> QWidget:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S)
        kind = side_words.word(side_words.QUESTION_KINDS, self.answer.kind)
        self.kind = labels.pill(kind, "accent")
        self.kind.setAccessibleName(self.tr("Kind of question: {kind}").format(kind=kind))
        row.addWidget(self.kind)
        row.addStretch(1)
        if len(self.places) > 1:
            self.all_places = buttons.push(
                self.tr("%n places", "", len(self.places)),
                lambda: self.places_wanted.emit(self.places, 0),
                look="link",
                icon="mark",
                hint=self.tr("Marks every place of the answer; F3 goes to the next one."),
            )
            row.addWidget(self.all_places)
        return head

    def _not_found(self) -> QWidget:
        told = self.tr("Not found: nothing in the documents answers this.")
        searched = self.tr("Searched: %n page(s).", "", self.answer.pages_searched)
        parts = [labels.body(told), labels.note(searched)]
        if reason := why_not_found(self.answer.answer):
            parts.insert(1, labels.note(words.core(reason)))
        return _marked("not-found", "warning", *parts)

    def _sentence(self, sentence: Sentence) -> QWidget:
        shown = said(sentence)
        text = labels.body(shown)
        holder = QWidget()
        flow = FlowLayout(holder, gap=XS)
        # One for each page; the viewer goes from place to place on it.
        pages: dict[tuple[str, int], list[Citation]] = {}
        for citation in sentence.citations:
            pages.setdefault((citation.document, citation.page), []).append(citation)
        for same in pages.values():
            chip = SourceChip(same[0], " … ".join(one.quote for one in same))
            chip.pressed_source.connect(self.open_cited)
            flow.addWidget(chip)
        if sentence.supported:
            text.setAccessibleName(self.tr("Supported: {text}").format(text=shown))
            parts = [holder] if sentence.citations else []
            if sentence.note:
                parts.append(labels.note(words.core(sentence.note)))
            row = _marked("supported", "good", text, *parts)
        else:
            text.setAccessibleName(self.tr("Not supported: {text}").format(text=shown))
            labels.set_tone(text, "muted")
            remark = words.core(sentence.note) or self.tr(
                "No page of the file supports this sentence."
            )
            warning = labels.note(
                self.tr("Not supported. {remark}").format(remark=remark), tone="warning"
            )
            parts = [text, warning, *([holder] if sentence.citations else [])]
            row = _marked("warning", "warning", *parts)
        return row

    # Details -------------------------------------------------------------------------------------

    def _details(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        if self.answer.passages:
            if self.answer.provenance.whole_sha256:
                told = self.tr("The model was given the whole document; these parts of it fit best")
            else:
                told = self.tr("Passages the model was given")
            column.addWidget(labels.note(told, tone="text"))
            for passage in self.answer.passages:
                column.addWidget(self._passage(passage))
        column.addWidget(labels.note(self.tr("Where it comes from"), tone="text"))
        column.addWidget(labels.note("\n".join(self._provenance())))
        column.addWidget(labels.note(self._timings()))
        self.copy = buttons.push(
            self.tr("Copy the answer with its sources"), self._copy, icon="copy"
        )
        column.addWidget(self.copy, alignment=Qt.AlignmentFlag.AlignLeft)
        if self.answer.id is not None:
            number = self.answer.id
            self.replay = buttons.push(
                self.tr("Make it again and compare"),
                lambda: self.replay_wanted.emit(number),
                icon="repeat",
                hint=self.tr("Runs the same question with the same model and settings."),
            )
            column.addWidget(self.replay, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._replayed)
        column.addWidget(self.banner)
        return page

    def _copy(self) -> None:
        lines = [self.answer.question, ""]
        if self.answer.status == "not_found":
            lines.append(self.tr("Not found: nothing in the documents answers this."))
        for sentence in self.answer.sentences:
            if sentence.supported:
                lines.append(said(sentence))
                lines += [
                    f"    [{place.document}, {place.page}] “{place.quote}”"
                    for place in sentence.citations
                ]
        QGuiApplication.clipboard().setText("\n".join(lines))

    def _passage(self, passage: Passage) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(XS)
        plain = " ".join(passage.text.split())
        shown = plain if len(plain) <= _PASSAGE_SHOWN else plain[:_PASSAGE_SHOWN] + "…"
        chip = SourceChip(passage, passage.text, label=passage.id)
        chip.pressed_source.connect(self.source_wanted)
        column.addWidget(chip, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addWidget(labels.note(shown))
        return page

    def _provenance(self) -> list[str]:
        made = self.answer.provenance
        lines = [
            self.tr("Writes: {name} ({digest})").format(
                name=made.language_model, digest=made.language_digest[:_DIGEST_SHOWN]
            ),
            self.tr("Finds: {name} ({digest})").format(
                name=made.embedding_model, digest=made.embedding_digest[:_DIGEST_SHOWN]
            ),
            self.tr("Instructions: version {version}; seed {seed}; temperature {warmth}").format(
                version=made.prompt_version,
                seed=made.seed,
                warmth=texts.number(made.temperature, 1),
            ),
            self.tr("Engine: {build}").format(build=made.engine_build),
        ]
        if made.schedule and made.list_size > 1:
            lines.append(
                self.tr(
                    "Computed together with the other questions of a list of %n", "", made.list_size
                )
            )
        if self.answer.asked_at:
            lines.append(self.tr("Asked: {time}").format(time=texts.moment(self.answer.asked_at)))
        return lines

    def _timings(self) -> str:
        seconds = sum(
            value for name, value in self.answer.timings.items() if name.endswith("total_s")
        )
        searched = self.tr("%n page(s) searched", "", self.answer.pages_searched)
        if not seconds:
            return searched
        return self.tr("{searched}; finished in {time}").format(
            searched=searched, time=texts.duration(seconds)
        )

    def show_replay(self, replay: Replay) -> None:
        """What came out when the answer was made again."""
        remarks = "; ".join(words.core(one) for one in replay.differences)
        if replay.same and remarks:
            told = self.tr("The same answer came out again, word for word ({remarks}).").format(
                remarks=remarks
            )
        elif replay.same:
            told = self.tr("The same answer came out again, word for word.")
        else:
            told = self.tr("The answer is different now: {differences}").format(differences=remarks)
        self._replayed.setText(told)
        announce(self, told)
        labels.set_tone(self._replayed, "good" if replay.same else "warning")
        self._replayed.show()


class DraftCard(QFrame):
    """A question whose answer is being written: the model's own words, before any check."""

    def __init__(self, question: str, document: str | None) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self.stage = labels.note(self.tr("Searching the documents"), tone="accent")
        self.draft = labels.body()
        labels.set_tone(self.draft, "muted")
        font = self.draft.font()
        font.setItalic(True)
        self.draft.setFont(font)
        self.draft.setAccessibleName(self.tr("Draft"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, M)
        column.setSpacing(S)
        column.addWidget(question_bubble(question, document))
        inside = QVBoxLayout()
        inside.setContentsMargins(M, XS, M, 0)
        inside.setSpacing(S)
        inside.addWidget(self.stage)
        inside.addWidget(self.draft)
        inside.addWidget(
            labels.note(self.tr("This is a draft. Its sources are checked when it is complete."))
        )
        column.addLayout(inside)

    def write(self, text: str) -> None:
        """Append a piece of the draft."""
        self.draft.setText(self.draft.text() + text)


def said(sentence: Sentence) -> str:
    """A sentence in the language of the window if the program wrote it; a quotation as it is."""
    own = sentence.note.startswith(BY_PROGRAM)
    return words.core(sentence.text) if own else sentence.text


def why_not_found(text: str) -> str:
    """The reason that an answer gives for finding nothing; "" if it only says how much was read."""
    told = re.fullmatch(r"Not found: (.+?\.) \d+ of \d+ pages .*", text, re.DOTALL)
    if told is not None:
        return told[1]
    return text if text.startswith(("Not found in both:", "Not found: there is")) else ""


def question_bubble(question: str, document: str | None) -> QWidget:
    """The question as the head of its card."""
    bubble = QFrame()
    bubble.setProperty("look", "question")
    column = QVBoxLayout(bubble)
    column.setContentsMargins(M, S, M, S)
    column.setSpacing(2)
    text = labels.body(question)
    font = text.font()
    font.setWeight(font.Weight.DemiBold)
    text.setFont(font)
    column.addWidget(text)
    if document:
        column.addWidget(labels.note(document))
    return bubble


def _marked(icon: str, tone: str, *parts: QWidget) -> QWidget:
    page = QWidget()
    row = QHBoxLayout(page)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(S)
    mark = labels.icon(icon, tone)  # type: ignore[arg-type]  # a Tone, given by the callers above
    row.addWidget(mark, alignment=Qt.AlignmentFlag.AlignTop)
    column = QVBoxLayout()
    column.setSpacing(XS)
    for part in parts:
        column.addWidget(part)
    row.addLayout(column, 1)
    return page
