"""All items of a review, one after the other; each proposal is given away as soon as it is there.

Code decides what it can, item by item. Statements are put to models document by document, always
all statements that concern a document together: so a review that was interrupted asks the models
exactly what it would have asked without the interruption, and gets the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import msgspec

from appliance.review.asking import merging
from appliance.review.asking.proposing import concerned, propose
from appliance.review.checks.deciding import RULES_VERSION, check
from appliance.review.checks.doubted import doubted
from appliance.review.phrases import statements as said_of
from appliance.review.records import MadeWith, Proposal, Searched
from appliance.review.rows import Partial
from appliance.review.running.steps import Steps

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from appliance.clock import Clock
    from appliance.jobs import Job
    from appliance.review.asking.likelihoods import Asked
    from appliance.review.asking.ports import Doubts, Judge
    from appliance.review.checklists.records import Item
    from appliance.review.papers.reading import Papers
    from appliance.review.records import PaperRead, ReviewItem

STAGE = "reviewing"
# Rules of code take milliseconds for an item, a small language model seconds for a page.
_CODE_WEIGHT, _PAGE_WEIGHT = 1.0, 5.0


class Keep(Protocol):
    """Takes what was found out."""

    def item(self, place: int, proposal: Proposal) -> None:
        """The item at `place` has its proposal."""

    def part(self, place: int, part: Partial) -> None:
        """One of several documents was asked about the item at `place`."""


@dataclass(frozen=True)
class Models:
    """The models of a review; what is not in the vault is None, and `notes` says so.

    `made` names them, for each proposal. `gone` are names of those that an earlier run had.
    """

    judge: Judge | None
    language: Asked | None
    made: MadeWith
    notes: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


@dataclass
class Proposing:
    """One run over the items of a review; for one thread.

    Attributes:
        papers: of the review, those that could not be read too.
        today: the day that dates count from.
        keep: gets each proposal at once.
        clock: measures how long an item takes.
        named: a person named the documents, so statements are looked for in each of them, whatever
            type it seems to be.
    """

    papers: Papers
    models: Models
    doubts: Doubts
    today: date
    keep: Keep
    clock: Clock
    job: Job
    named: bool = False

    def run(self, items: Sequence[ReviewItem], parts: Mapping[int, Sequence[Partial]]) -> None:
        """Propose for each item that waits.

        Args:
            items: all of the review, also those that have their proposal.
            parts: what an earlier run found of waiting items in single documents, by place.

        Raises: Cancelled, and what engines raise; what was given away by then is good.
        """
        waiting = [one for one in items if one.state == "waiting"]
        coded = [one for one in waiting if one.item.kind != "statement"]
        asked = _Asked(self, items, parts)
        total = sum(map(self._weight, self._readable())) if asked.waiting else 0.0
        steps = Steps(self.job, STAGE, _CODE_WEIGHT * len(coded) + total)
        for one in coded:
            with steps.step(_CODE_WEIGHT, one.item.title) as job:
                self.keep.item(one.place, self._checked(one, job))
        asked.nowhere()
        for paper in self._readable():
            with steps.step(self._weight(paper) if asked.waiting else 0.0, paper.document) as job:
                asked.of(paper, job)

    def unread(self) -> tuple[str, ...]:
        """Why documents of the case could not be looked through at all, as sentences."""
        return self.papers.searched([one for one in self.papers.read if not one.pages]).unread

    def _readable(self) -> list[PaperRead]:
        return [one for one in self.papers.read if one.pages]

    @staticmethod
    def _weight(paper: PaperRead) -> float:
        return _PAGE_WEIGHT * paper.pages

    def _checked(self, one: ReviewItem, job: Job) -> Proposal:
        began_s = self.clock.monotonic()
        found = check(one.item, self.papers, today=self.today, job=job)
        if found is None:
            raise RuntimeError(f"nothing decides an item of the kind {one.item.kind}")
        found = doubted(found, self.doubts)
        seconds = round(self.clock.monotonic() - began_s, 3)
        return msgspec.structs.replace(
            found, made=msgspec.structs.replace(found.made, seconds=seconds)
        )


class _Asked:
    """The statements of a review on their way through the documents."""

    def __init__(
        self, run: Proposing, items: Sequence[ReviewItem], parts: Mapping[int, Sequence[Partial]]
    ) -> None:
        self._run = run
        self._statements = [one for one in items if one.item.kind == "statement"]
        self._places = {one.item.id: one.place for one in self._statements}
        readable = [one for one in run.papers.read if one.pages]
        self._wanted = {
            one.place: [
                paper.document_id for paper in readable if run.named or concerned(one.item, paper)
            ]
            for one in self._statements
        }
        self.waiting = {one.place for one in self._statements if one.state == "waiting"}
        self._found = {
            place: {part.document_id: part.proposal for part in parts.get(place, ())}
            for place in self.waiting
        }

    def nowhere(self) -> None:
        """Statements of which no document of the case is."""
        for one in self._statements:
            if one.place in self.waiting and not self._wanted[one.place]:
                self.waiting.discard(one.place)
                self._run.keep.item(one.place, self._nothing(one))

    def of(self, paper: PaperRead, job: Job) -> None:
        """Ask one document all that concerns it, if anything of it is not known yet."""
        number = paper.document_id
        items = [one.item for one in self._statements if number in self._wanted[one.place]]
        if self._run.named:
            items = [msgspec.structs.replace(one, documents=()) for one in items]
        missing = {
            place
            for place in self.waiting
            if number in self._wanted[place] and number not in self._found[place]
        }
        if missing:
            made = self._propose(items, paper, job, missing)
            for item_id, proposal in made.items():  # those that were not told on the way
                self._take(self._places[item_id], number, proposal)
        # What an interrupted run knew of all documents but had not put together.
        for place in sorted(self.waiting):
            self._complete(place)

    def _propose(
        self, items: Sequence[Item], paper: PaperRead, job: Job, missing: set[int]
    ) -> dict[str, Proposal]:
        def on_item(item_id: str, proposal: Proposal) -> None:
            if self._places[item_id] in missing:
                self._take(self._places[item_id], paper.document_id, proposal)

        models = self._run.models
        return propose(
            items,
            self._run.papers,
            paper,
            judge=models.judge,
            language=models.language,
            doubts=self._run.doubts,
            seed=models.made.seed,
            job=job,
            on_item=on_item,
            made=_before_asking(models.made),
        )

    def _take(self, place: int, document_id: int, proposal: Proposal) -> None:
        if place not in self.waiting or document_id in self._found[place]:
            return
        self._found[place][document_id] = proposal
        if not self._complete(place):
            self._run.keep.part(place, Partial(document_id, proposal))

    def _complete(self, place: int) -> bool:
        """Put together what all documents said, once they did."""
        wanted, found = self._wanted[place], self._found[place]
        if not all(number in found for number in wanted):
            return False
        self.waiting.discard(place)
        merged = merging.merge([found[number] for number in wanted])
        self._run.keep.item(place, _with_unread(merged, self._run.unread()))
        return True

    def _nothing(self, one: ReviewItem) -> Proposal:
        kinds = ", ".join(one.item.documents)
        why = said_of.NO_TYPE.say(type_names=kinds) if kinds else said_of.NOTHING_READ.say()
        ways = [said_of.AMONG.say(type_names=kinds)] if kinds else []
        searched = self._run.papers.searched([], ways)
        proposal = Proposal(
            "not found",
            1.0,
            "code",
            why=(why,),
            searched=searched,
            made=MadeWith(rules=RULES_VERSION),
        )
        return _with_unread(proposal, self._run.unread())


def _before_asking(made: MadeWith) -> MadeWith:
    """Without what is only true of a proposal for which a language model was asked."""
    return msgspec.structs.replace(
        made, language_model="", language_digest="", prompt_version="", prompt_sha256=""
    )


def _with_unread(proposal: Proposal, unread: tuple[str, ...]) -> Proposal:
    """What was found nowhere may stand where nothing could be read."""
    searched = proposal.searched
    if not unread or (searched is None and proposal.verdict != "not found"):
        return proposal
    searched = searched or Searched((), 0, 0)
    told = tuple(dict.fromkeys((*searched.unread, *unread)))
    return msgspec.structs.replace(
        proposal, searched=msgspec.structs.replace(searched, unread=told)
    )
