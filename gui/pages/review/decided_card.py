"""What a person made of an item: verdict, who, why, until when, and the places it stands on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gui import review_words as words
from gui import texts
from gui.pages.review.verdict_card import VerdictCard
from gui.widgets import labels
from gui.widgets.fold import Fold

if TYPE_CHECKING:
    from appliance.review.checklists.records import Item
    from appliance.review.records import Decision, ReviewItem


class DecidedCard(VerdictCard):
    """Hidden while nothing was decided."""

    def __init__(self) -> None:
        super().__init__(labels.note(tone="text"))
        self.reason = labels.body()
        self.rest = labels.note(tone="text")
        self.column.insertWidget(1, self.reason)
        self.column.insertWidget(2, self.rest)
        self.hide()

    def show_item(self, item: ReviewItem | None) -> None:
        """Show the decision of an item, if it has one, and those before it."""
        self.empty()
        decision = item.decision if item is not None else None
        self.setVisible(decision is not None)
        if item is None or decision is None:
            for label in (self.verdict, self.beside, self.reason, self.rest):
                label.clear()
            return
        self.show_verdict(item.item, decision.verdict)
        self.beside.setText(self._by(decision))
        self.reason.setText(f"“{decision.reason}”")
        self.reason.setVisible(bool(decision.reason))
        rest = self._rest(decision)
        self.rest.setText(rest)
        self.rest.setVisible(bool(rest))
        proposed = item.proposal.evidence if item.proposal is not None else ()
        self.put_quotes(one for one in decision.evidence if one not in proposed)
        if item.before:
            told = "\n".join(self._line(item.item, was) for was in item.before)
            self.put(Fold(self.tr("Earlier decisions"), labels.note(told)))

    def _by(self, made: Decision) -> str:
        return self.tr("{kind} by {by}, {at}").format(
            kind=words.word(words.ITEM_STATES, made.kind), by=made.by, at=texts.moment(made.at)
        )

    def _rest(self, made: Decision) -> str:
        said = []
        if made.waived:
            said.append(self.tr("Waived: it is accepted as it is."))
        if made.owner and made.due:
            said.append(
                self.tr("{owner} clears it by {due}.").format(owner=made.owner, due=made.due)
            )
        elif made.owner:
            said.append(self.tr("{owner} clears it.").format(owner=made.owner))
        elif made.due:
            said.append(self.tr("To be cleared by {due}.").format(due=made.due))
        return " ".join(said)

    def _line(self, item: Item, made: Decision) -> str:
        said = f"{words.verdict(item, made.verdict)}, {self._by(made)}"
        return f"{said}: “{made.reason}”" if made.reason else said
