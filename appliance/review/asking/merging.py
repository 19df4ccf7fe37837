"""One proposal for an item out of those of several papers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.review.records import Proposal


def merge(proposals: Sequence[Proposal]) -> Proposal:
    """What holds of all papers together; papers that disagree need a person.

    Args:
        proposals: at least one, of one item, in the order of the papers.
    """
    raise NotImplementedError
