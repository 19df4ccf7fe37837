"""What the program says of an item: verdict, why, evidence with its places, what was searched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui import review_words as words
from gui import texts
from gui.pages.review.quote_card import quote_card
from gui.review_sentences import paper_type
from gui.spacing import S
from gui.widgets import labels
from gui.widgets.fold import Fold
from gui.widgets.frame import clear
from gui.words import core

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.review.checklists.records import Item
    from appliance.review.records import Paper, Proposal, Searched


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

    def show_proposal(self, item: Item, proposal: Proposal | None) -> None:
        """Show a proposal, or that it is still being made."""
        clear(self._inside)
        if proposal is None:
            self.verdict.setText(self.tr("waiting"))
            labels.set_tone(self.verdict, "muted")
            self.sure.setText(self.tr("This item has not been looked at yet."))
            return
        self.verdict.setText(words.verdict(item, proposal.verdict))
        labels.set_tone(self.verdict, words.verdict_tone(item, proposal.verdict))
        self.sure.setText(self._sure(proposal))
        for sentence in proposal.why:
            self._inside.addWidget(labels.body(words.why(sentence)))
        if proposal.papers:
            self._inside.addWidget(self._papers(proposal.papers))
        hits = [one for one in proposal.evidence if one.side != "exception"]
        limits = [one for one in proposal.evidence if one.side == "exception"]
        for one in hits:
            self._inside.addWidget(quote_card(one, self.place_wanted.emit))
        if limits:
            self._inside.addWidget(labels.heading(self.tr("Limited elsewhere")))
            for one in limits:
                self._inside.addWidget(quote_card(one, self.place_wanted.emit))
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

    def _papers(self, papers: Sequence[Paper]) -> QWidget:
        lines = []
        for one in papers:
            state = words.word(words.PAPER_STATES, one.state)
            name = one.document or self.tr("no such paper")
            lines.append(f"{paper_type(one.type)}: {state} ({name})")
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
