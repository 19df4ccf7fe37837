"""A workflow of reviews: one of a case, then one over two cases; both go on where they were cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from appliance.review.checklists.records import Checklist, Item
from tests.killing.flows import CASE, KEPT, Flow, Place, opened

if TYPE_CHECKING:
    from collections.abc import Callable

    from appliance.app.office import Office
    from appliance.review.records import Proposal, Review

CHECKLIST = Checklist(
    "repayment",
    "1.0",
    "Repayment",
    (
        Item("day", "presence", "Day", "Is there a day?", "high", patterns=("is due on",)),
        Item("iban", "identifier", "Account", "Is there an account?", "low", identifier="iban"),
        Item("due", "statement", "Due", "The repayment is due in March.", "high",
             patterns=("due on 3 March",)),
        Item("waived", "statement", "Waived", "The repayment is waived.", "low"),
    ),
)  # fmt: skip


class Reviews(Flow):
    """Each item that was proposed stays, and nothing is begun twice."""

    name, steps = "reviews", 2

    def prepare(self, place: Place) -> None:
        with opened(place) as office:
            office.checklists.save(CHECKLIST)
            # What an undisturbed run says of each case, to compare with.
            for case in (KEPT, CASE):
                office.reviews.start(case, CHECKLIST.name)

    def run(self, place: Place, acknowledge: Callable[[], None]) -> None:
        with opened(place) as office:
            left = [one for one in office.reviews.list(CASE) if one.state == "proposing"]
            mine = [one for one in left if one.id not in self._of_batches(office)]
            for one in mine:
                office.reviews.resume(CASE, one.id)
            if not mine:
                office.reviews.start(CASE, CHECKLIST.name)
            acknowledge()
            unfinished = [one for one in office.reviews.batches() if not one.ended_at]
            for batch in unfinished:
                office.reviews.resume_batch(batch.id)
            if not unfinished:
                office.reviews.batch((KEPT, CASE), CHECKLIST.name)
            acknowledge()

    @staticmethod
    def _of_batches(office: Office) -> set[int]:
        return {
            one.review
            for batch in office.reviews.batches()
            for one in batch.cases
            if one.case == CASE
        }

    def look(self, office: Office, acknowledged: int) -> None:
        whole = {case: office.reviews.show(case, 1) for case in (KEPT, CASE)}
        lines = office.reviews.list()
        assert not any(one.trouble for one in lines)
        for line in lines:
            found = office.reviews.show(line.case, line.id)
            wanted = said(whole[line.case])
            for place, proposal in enumerate(said(found)):
                assert proposal in (None, wanted[place]), f"item {place} of {line.case} {line.id}"
            assert line.state == ("proposing" if line.counts.waiting else found.state)
            if line.state == "open":
                assert said(found) == wanted
        ended = [one for one in lines if one.state == "open"]
        assert len(ended) >= 2 + min(acknowledged, 1) + 2 * (acknowledged > 1), len(ended)
        for batch in office.reviews.batches():
            for one in batch.cases:
                assert one.state in ("waiting", "done"), one.error
                if one.state == "done":
                    assert office.reviews.show(one.case, one.review).state == "open"
        assert sum(not one.ended_at for one in office.reviews.batches()) <= 1


def said(review: Review) -> list[Proposal | None]:
    """Proposals without how long they took."""
    return [
        one.proposal
        and msgspec.structs.replace(
            one.proposal, made=msgspec.structs.replace(one.proposal.made, seconds=0.0)
        )
        for one in review.items
    ]
