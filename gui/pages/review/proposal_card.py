"""What the program says of an item: verdict, why, evidence with its places, what was searched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui import review_words as words
from gui import texts
from gui.spacing import XS, S
from gui.widgets import labels
from gui.widgets.fold import Fold
from gui.widgets.frame import card, clear
from gui.widgets.link import Link
from gui.words import core

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.review.records import Evidence, Paper, Proposal, Searched

_QUOTE_LIMIT_CP = 420


class ProposalCard(QWidget):
    """Signals: `place_wanted` carries the evidence to open."""

    place_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.verdict = labels.pill("")
        self.sure = labels.note()
        self._inside = QVBoxLayout()
        self._inside.setSpacing(S)
        head = QHBoxLayout()
        head.setSpacing(S)
        head.addWidget(self.verdict)
        head.addWidget(self.sure, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        column.addLayout(head)
        column.addLayout(self._inside)

    def show_proposal(self, proposal: Proposal | None) -> None:
        """Show a proposal, or that it is still being made."""
        clear(self._inside)
        if proposal is None:
            self.verdict.setText(self.tr("waiting"))
            labels.set_tone(self.verdict, "muted")
            self.sure.setText(self.tr("This item has not been looked at yet."))
            return
        self.verdict.setText(words.word(words.VERDICTS, proposal.verdict))
        labels.set_tone(self.verdict, words.VERDICT_TONES[proposal.verdict])
        self.sure.setText(self._sure(proposal))
        for sentence in proposal.why:
            self._inside.addWidget(labels.body(core(sentence)))
        if proposal.papers:
            self._inside.addWidget(self._papers(proposal.papers))
        hits = [one for one in proposal.evidence if one.side != "exception"]
        limits = [one for one in proposal.evidence if one.side == "exception"]
        for one in hits:
            self._inside.addWidget(self._quote(one))
        if limits:
            self._inside.addWidget(labels.heading(self.tr("Limited elsewhere")))
            for one in limits:
                self._inside.addWidget(self._quote(one))
        if proposal.searched is not None:
            fold = Fold(self.tr("What was searched"), self._searched(proposal.searched))
            if proposal.verdict == "not found":
                fold.button.setChecked(True)
            self._inside.addWidget(fold)
        self._inside.addWidget(Fold(self.tr("How this was made"), self._made(proposal)))

    def _sure(self, proposal: Proposal) -> str:
        by = words.word(words.FOUND_BY, proposal.by)
        if proposal.certain:
            return self.tr("certain, {by}").format(by=by)
        share = texts.number(round(100 * proposal.confidence))
        return self.tr("not certain ({share} %), {by}: look closely").format(share=share, by=by)

    def _quote(self, one: Evidence) -> QWidget:
        frame, column = card(margin=S, spacing=XS)
        side = words.word(words.SIDES, one.side)
        place = self.tr("{name}, page {page}").format(
            name=one.document, page=texts.number(one.page)
        )
        link = Link(place, lambda: self.place_wanted.emit(one))
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(link, 1, Qt.AlignmentFlag.AlignLeft)
        tones = {"for": "good", "against": "danger", "exception": "warning", "context": "muted"}
        row.addWidget(labels.pill(side, tones[one.side]))  # type: ignore[arg-type]  # tones
        column.addLayout(row)
        quote = " ".join(one.quote.split())
        shown = quote if len(quote) <= _QUOTE_LIMIT_CP else quote[:_QUOTE_LIMIT_CP] + "…"
        column.addWidget(labels.body(f"“{shown}”"))
        if one.note:
            column.addWidget(labels.note(core(one.note)))
        return frame

    def _papers(self, papers: Sequence[Paper]) -> QWidget:
        lines = []
        for one in papers:
            state = words.word(words.PAPER_STATES, one.state)
            name = one.document or self.tr("no such paper")
            lines.append(f"{core(one.type)}: {state} ({name})")
        return labels.note("\n".join(lines), tone="text")

    def _searched(self, searched: Searched) -> QWidget:
        lines = [
            self.tr("{read} of {total} pages read in {documents}").format(
                read=texts.number(searched.pages),
                total=texts.number(searched.pages_total),
                documents=", ".join(searched.documents) or self.tr("no document"),
            )
        ]
        lines += [core(way) for way in searched.ways]
        lines += [core(one) for one in searched.unread]
        return labels.note("\n".join(lines))

    def _made(self, proposal: Proposal) -> QWidget:
        made = proposal.made
        facts = (
            (self.tr("rules"), made.rules),
            (self.tr("language model"), _named(made.language_model, made.language_digest)),
            (self.tr("statement model"), _named(made.statement_model, made.statement_digest)),
            (self.tr("search model"), made.embedding_digest[:12]),
            (self.tr("prompt"), _named(made.prompt_version, made.prompt_sha256)),
            (self.tr("seed"), str(made.seed)),
        )
        return labels.note("\n".join(f"{name}: {value}" for name, value in facts if value))


def _named(name: str, digest: str) -> str:
    return f"{name} ({digest[:12]})" if digest else name
