"""Proposals for the statements of a checklist about one paper, each with quotes from its pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.review.records import MadeWith, Proposal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from appliance.jobs import Job
    from appliance.review.asking.likelihoods import Asked
    from appliance.review.asking.ports import Doubts, Judge, Pages
    from appliance.review.checklists.records import Item
    from appliance.review.records import PaperRead

_NOTHING_MADE = MadeWith()


def concerned(item: Item, paper: PaperRead) -> bool:
    """Whether a paper is one that the statement is about."""
    return item.kind == "statement" and (not item.documents or paper.type in item.documents)


def propose(
    items: Sequence[Item],
    papers: Pages,
    paper: PaperRead,
    *,
    judge: Judge | None,
    language: Asked | None,
    doubts: Doubts,
    seed: int,
    job: Job,
    on_item: Callable[[str, Proposal], None] | None = None,
    made: MadeWith = _NOTHING_MADE,
) -> dict[str, Proposal]:
    """What models and patterns say of each statement that the paper concerns.

    Args:
        items: of a checklist; those that are no statement or do not concern the paper are left out.
        papers: the case's papers.
        paper: the one that is asked.
        judge: None where no model for embeddings is installed.
        language: None where no language model is installed.
        doubts: what is known against places of the case.
        seed: kept with the proposals; nothing here is left to chance.
        job: reports items done; cancelling it stops within a step of the models.
        on_item: gets each item's id and proposal as soon as it is there.
        made: what the caller knows of the models (digests of the judge's models, engine build).

    Returns:
        Proposals by the item's id, in the order of the items.

    Raises: Cancelled, and what the engines raise.
    """
    raise NotImplementedError
