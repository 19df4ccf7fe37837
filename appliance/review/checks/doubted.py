"""A proposal of code over papers that are doubted: text hidden from readers, look-alike letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import structs

from appliance.review.checks.results import LIKELY
from appliance.review.phrases import files

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appliance.review.asking.ports import Doubts
    from appliance.review.records import Evidence, Proposal

_MOST_SAID = 4
# What makes code read something else than a person does, wherever on a paper it stands: a hidden
# page number hides a missing page, a letter of another alphabet the word that denies.
_READ_OTHERWISE = {
    "hidden": files.HIDDEN,
    "lookalikes": files.LOOKALIKES,
    "invisible-characters": files.INVISIBLE,
}


def doubted(proposal: Proposal, doubts: Doubts) -> Proposal:
    """The same with what is known against its places; what is doubted makes nothing certain.

    Nothing is put in order by a paper that code reads otherwise than a person: what would be met
    needs a person.
    """
    said = [why for one in proposal.evidence for why in doubts.against(one)]
    if proposal.verdict == "met":
        said += _papers(proposal.evidence, doubts)
    if not said:
        return proposal
    return structs.replace(
        proposal,
        verdict="needs a person" if proposal.verdict == "met" else proposal.verdict,
        confidence=min(proposal.confidence, LIKELY),
        certain=False,
        why=(*proposal.why, *tuple(dict.fromkeys(said))[:_MOST_SAID]),
    )


def _papers(evidence: tuple[Evidence, ...], doubts: Doubts) -> Iterator[str]:
    for document_id, name in dict.fromkeys((one.document_id, one.document) for one in evidence):
        kinds = {one.kind for one in doubts.notices(document_id)}
        for kind, sentence in _READ_OTHERWISE.items():
            if kind in kinds:
                yield sentence.say(name=name)
