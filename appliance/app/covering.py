"""What a case hides on the screen, applied to what is shown beside its pages."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from appliance.errors import ApplianceError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.app.key_facts import KeyFact
    from appliance.app.overview import Overview
    from appliance.app.privacy import PrivacyDesk
    from appliance.assistant.forms.records import Conflict, FieldValue, Fill, Found, Value
    from appliance.assistant.records import Answer, Calculation, Citation, Passage, Sentence
    from appliance.assistant.summaries.records import Summary
    from appliance.privacy.records import Masked
    from appliance.retrieval.records import Found as SearchResult
    from appliance.retrieval.records import Hit
    from appliance.review.records import (
        Decision,
        Event,
        Evidence,
        Proposal,
        Replay,
        Review,
        ReviewItem,
    )


class Cover:
    """Made for one showing: a rule that changes meanwhile holds from the next one on.

    A text that stands at a place is taken from the masked page, because what names a person or an
    account there may stand around the place.
    """

    def __init__(self, privacy: PrivacyDesk, case: str) -> None:
        self._privacy = privacy
        self._case = case
        self._pages: dict[tuple[str, int], Masked | None] = {}
        self._texts: dict[str, str] = {}

    @cached_property
    def hides(self) -> bool:
        """True if the case hides anything on the screen."""
        return self._privacy.masking(self._case).extent != "off"

    def text(self, text: str) -> str:
        """A text of no place."""
        if not self.hides or not text:
            return text
        if text not in self._texts:
            self._texts[text] = self._privacy.mask(self._case, text)
        return self._texts[text]

    def place(self, document: str, page: int, start: int, end: int, text: str) -> str:
        """The text of a place, which is `text` if nothing of it is hidden."""
        masked = self._page(document, page) if self.hides else None
        if masked is None or len(text) != end - start:
            return self.text(text)
        parts, at = [], start
        for piece in masked.pieces:
            if piece.end > start and piece.start < end:
                parts += [text[at - start : max(0, piece.start - start)], piece.token]
                at = piece.end
        return "".join([*parts, text[at - start :]])

    def token_at(self, document: str, page: int, start: int, end: int) -> str:
        """The tokens of what is hidden in a place; "" if nothing is."""
        masked = self._page(document, page) if self.hides and page else None
        if masked is None:
            return ""
        return " ".join(
            piece.token for piece in masked.pieces if piece.start < end and piece.end > start
        )

    def _page(self, document: str, page: int) -> Masked | None:
        key = (document, page)
        if key not in self._pages:
            try:
                self._pages[key] = self._privacy.page(self._case, document, page)
            except ApplianceError:  # the document is gone; its quotes are still shown
                self._pages[key] = None
        return self._pages[key]

    # Records ------------------------------------------------------------------------------------

    # Places come before free texts: a name that a page gives with its label is then known.

    def answer(self, answer: Answer) -> Answer:
        """An answer as the screen may show it."""
        if not self.hides:
            return answer
        passages = tuple(map(self._passage, answer.passages))
        sentences = tuple(map(self._sentence, answer.sentences))
        calculation = answer.calculation and self._calculation(answer.calculation)
        return msgspec.structs.replace(
            answer,
            passages=passages,
            # Once more, now that all places of the answer were seen.
            sentences=tuple(
                msgspec.structs.replace(one, text=self.text(one.text)) for one in sentences
            ),
            calculation=calculation,
            question=self.text(answer.question),
            answer=self.text(answer.answer),
            warnings=tuple(map(self.text, answer.warnings)),
        )

    def _sentence(self, sentence: Sentence) -> Sentence:
        citations = tuple(map(self.citation, sentence.citations))
        return msgspec.structs.replace(sentence, citations=citations, note=self.text(sentence.note))

    def citation(self, one: Citation) -> Citation:
        """A citation whose quote the screen may show."""
        quote = self.place(one.document, one.page, one.start, one.end, one.quote)
        return msgspec.structs.replace(one, quote=quote)

    def _passage(self, one: Passage) -> Passage:
        text = self.place(one.document, one.page, one.start, one.end, one.text)
        return msgspec.structs.replace(one, text=text)

    def _calculation(self, made: Calculation) -> Calculation:
        operands = tuple(
            msgspec.structs.replace(
                one,
                citation=self.citation(one.citation),
                label=self.text(one.label),
                written=self.text(one.written),
            )
            for one in made.operands
        )
        return msgspec.structs.replace(made, operands=operands, formula=self.text(made.formula))

    def summary(self, summary: Summary) -> Summary:
        """A summary as the screen may show it."""
        if not self.hides:
            return summary
        sentences = tuple(
            msgspec.structs.replace(
                one,
                citations=tuple(map(self.citation, one.citations)),
                text=self.text(one.text),
                section=self.text(one.section),
            )
            for one in summary.sentences
        )
        return msgspec.structs.replace(summary, sentences=sentences)

    def fill(self, fill: Fill) -> Fill:
        """A filled form as the screen may show it."""
        if not self.hides:
            return fill
        return msgspec.structs.replace(fill, fields=tuple(map(self.field, fill.fields)))

    def field(self, one: FieldValue) -> FieldValue:
        """A field as the screen may show it; a value that is read from a hidden place is hidden."""
        if not self.hides:
            return one
        return msgspec.structs.replace(
            one,
            value=self._value(one.value, one.document, one),
            quote=self.place(one.document, one.page, one.start, one.end, one.quote),
            note=self.text(one.note),
            others=tuple(self._other(one.document, other) for other in one.others),
            before=tuple(
                msgspec.structs.replace(was, value=self._plain(was.value)) for was in one.before
            ),
        )

    def _other(self, document: str, other: Found) -> Found:
        quote = self.place(document, other.page, other.start, other.end, other.quote)
        return msgspec.structs.replace(
            other, value=self._value(other.value, document, other) or "", quote=quote
        )

    def _value(self, value: Value | None, document: str, at: FieldValue | Found) -> Value | None:
        # A date or a number is written in another way than on the page, so it is not found there.
        token = self.token_at(document, at.page, at.start, at.end)
        return token if token and value is not None else self._plain(value)

    def _plain(self, value: Value | None) -> Value | None:
        if value is None or isinstance(value, bool):
            return value
        return tuple(map(self.text, value)) if isinstance(value, tuple) else self.text(value)

    def review(self, review: Review) -> Review:
        """A review as the screen may show it: quotes from masked pages, then sentences."""
        if not self.hides:
            return review
        return msgspec.structs.replace(
            review,
            items=tuple(map(self._item, review.items)),
            signatures=tuple(
                msgspec.structs.replace(one, note=self.text(one.note)) for one in review.signatures
            ),
        )

    def events(self, events: Sequence[Event]) -> tuple[Event, ...]:
        """A review's history as the screen may show it."""
        if not self.hides:
            return tuple(events)
        return tuple(msgspec.structs.replace(one, note=self.text(one.note)) for one in events)

    def replay(self, replay: Replay) -> Replay:
        """What came of a review that was run again, as the screen may show it."""
        if not self.hides:
            return replay
        changes = tuple(
            msgspec.structs.replace(
                one,
                before=self.proposal(one.before) if one.before is not None else None,
                after=self.proposal(one.after) if one.after is not None else None,
                what=tuple(map(self.text, one.what)),
                why=tuple(map(self.text, one.why)),
            )
            for one in replay.changes
        )
        return msgspec.structs.replace(replay, changes=changes)

    def _item(self, one: ReviewItem) -> ReviewItem:
        return msgspec.structs.replace(
            one,
            proposal=self.proposal(one.proposal) if one.proposal is not None else None,
            decision=self._decision(one.decision) if one.decision is not None else None,
            before=tuple(map(self._decision, one.before)),
        )

    def proposal(self, one: Proposal) -> Proposal:
        """A proposal as the screen may show it."""
        return msgspec.structs.replace(
            one,
            evidence=tuple(map(self.evidence, one.evidence)),
            why=tuple(map(self.text, one.why)),
            papers=tuple(
                msgspec.structs.replace(paper, why=self.text(paper.why)) for paper in one.papers
            ),
        )

    def _decision(self, one: Decision) -> Decision:
        return msgspec.structs.replace(
            one,
            evidence=tuple(map(self.evidence, one.evidence)),
            reason=self.text(one.reason),
            owner=self.text(one.owner),
        )

    def evidence(self, one: Evidence) -> Evidence:
        """Evidence whose quote the screen may show."""
        quote = self.place(one.document, one.page, one.start, one.end, one.quote)
        return msgspec.structs.replace(one, quote=quote, note=self.text(one.note))

    def conflict(self, one: Conflict) -> Conflict:
        """Fields that differ, as the screen may show them."""
        return msgspec.structs.replace(one, values=tuple(map(self.field, one.values)))

    def hits(self, hits: Sequence[Hit]) -> tuple[Hit, ...]:
        """Passages that a search found as the screen may show them."""
        if not self.hides:
            return tuple(hits)
        shown = [
            replace(one, text=self.place(one.document, one.page, one.start, one.end, one.text))
            for one in hits
        ]
        return tuple(replace(one, section=self.text(one.section)) for one in shown)

    def found(self, found: SearchResult) -> SearchResult:
        """What a search found, with its counts by heading."""
        if not self.hides:
            return found
        hits = self.hits(found.hits)
        sections = tuple(replace(one, value=self.text(one.value)) for one in found.facets.sections)
        return replace(found, hits=hits, facets=replace(found.facets, sections=sections))

    def overview(self, found: Overview) -> Overview:
        """A case at a glance as the screen may show it."""
        if not self.hides:
            return found
        return replace(
            found,
            facts=tuple(map(self._fact, found.facts)),
            notices=tuple(replace(one, note=self.text(one.note)) for one in found.notices),
            summary=self.summary(found.summary) if found.summary is not None else None,
            answers=tuple(
                replace(one, question=self.text(one.question), answer=self.text(one.answer))
                for one in found.answers
            ),
        )

    def _fact(self, fact: KeyFact) -> KeyFact:
        one = fact.citation
        if one is None:
            return replace(fact, value=self.text(fact.value))
        token = self.token_at(one.document, one.page, one.start, one.end)
        return replace(fact, citation=self.citation(one), value=token or self.text(fact.value))
