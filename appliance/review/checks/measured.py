"""How sure a rule's verdict is: as often as such verdicts were right where the truth was known.

The figures are the lower ends of Wilson's intervals (95 %) of `benchmarks/rule_verdicts.py`, over
made papers with and without gaps (benchmarks/results/rule_verdicts.json). A test compares them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec import structs

from appliance.review.checks.results import LIKELY

if TYPE_CHECKING:
    from appliance.review.checklists.records import Item
    from appliance.review.records import Proposal

# Shown as certain is what is right at least nine times of ten.
LEAST = 0.9


class Measured(NamedTuple):
    """The part of such verdicts that was right, and the lower end of its interval."""

    share: float
    at_least: float


KINDS: dict[str, Measured] = {
    "agreement, contradicted": Measured(1.0, 0.9229),
    "agreement, met": Measured(1.0, 0.9273),
    "date, met": Measured(1.0, 0.9287),
    "date, not met": Measured(0.9787, 0.8889),
    "document, incomplete": Measured(0.9574, 0.8575),
    "document, met": Measured(0.9677, 0.92),
    "document, not signed": Measured(0.9792, 0.891),
    "document, stale": Measured(1.0, 0.918),
    "identifier, met": Measured(1.0, 0.9287),
    "identifier, not met": Measured(1.0, 0.9244),
    "presence, met": Measured(0.6118, 0.5055),
}
_FAILING = ("incomplete", "not signed", "stale", "missing")


def key(item: Item, proposal: Proposal) -> str:
    """The kind of rule that made a verdict: of the item, its verdict, and what is wrong."""
    if item.kind == "document" and proposal.verdict == "not met":
        states = {one.state for one in proposal.papers}
        wrong = next((one for one in _FAILING if one in states), "missing")
        return f"document, {wrong}"
    return f"{item.kind}, {proposal.verdict}"


def measured(item: Item, proposal: Proposal) -> Proposal:
    """What a rule calls certain, with the confidence that was measured; the rest as it is.

    What nobody measured, or what was right less often than `LEAST`, is not certain.
    """
    if not proposal.certain:
        return proposal
    found = KINDS.get(key(item, proposal))
    if found is None:
        return structs.replace(proposal, confidence=LIKELY, certain=False)
    certain = found.share >= LEAST
    return structs.replace(proposal, confidence=found.at_least, certain=certain)
