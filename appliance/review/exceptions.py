"""Sentences far from a rule that limit it, found for one item."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.review.checklists.records import Item
    from appliance.review.papers.reading import Papers
    from appliance.review.records import Evidence, PaperRead


def exceptions(item: Item, papers: Papers, documents: Sequence[PaperRead]) -> tuple[Evidence, ...]:
    """What limits the item's rule in these papers, best first, with the side "exception"."""
    del item, papers, documents
    return ()
