"""What the program says of an item: verdict, why, evidence with its places, what was searched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gui import review_words as words
from gui import texts
from gui.pages.review.verdict_card import VerdictCard
from gui.review_sentences import paper_type
from gui.widgets import labels
from gui.widgets.fold import Fold
from gui.words import core

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from appliance.review.checklists.records import Item
    from appliance.review.records import Paper, Proposal, Searched


class ProposalCard(VerdictCard):
    """Until there is a proposal, it says that the item waits."""

    def __init__(self) -> None:
        super().__init__(labels.note())

    def show_proposal(self, item: Item, proposal: Proposal | None) -> None:
        """Show a proposal, or that it is still being made."""
        self.empty()
        if proposal is None:
            self.verdict.setText(self.tr("waiting"))
            labels.set_tone(self.verdict, "muted")
            self.beside.setText(self.tr("This item has not been looked at yet."))
            return
        self.show_verdict(item, proposal.verdict)
        self.beside.setText(self._sure(proposal))
        for sentence in proposal.why:
            self.put(labels.body(words.why(sentence)))
        if proposal.papers:
            self.put(self._papers(proposal.papers))
        hits = [one for one in proposal.evidence if one.side != "exception"]
        limits = [one for one in proposal.evidence if one.side == "exception"]
        self.put_quotes(hits)
        if limits:
            self.put(labels.heading(self.tr("Limited elsewhere")))
            self.put_quotes(limits)
        if proposal.searched is not None:
            fold = Fold(self.tr("What was searched"), self._searched(proposal.searched))
            if proposal.verdict == "not found":
                fold.button.setChecked(True)
            self.put(fold)
        self.put(Fold(self.tr("How this was made"), self._made(proposal)))

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
