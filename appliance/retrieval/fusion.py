"""Orders of passages: fused, cut, and spread over pages. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

# The constant of rank fusion's paper (Cormack, Clarke, Büttcher 2009).
_RANK_K = 60
# A passage of a page that already has one in the list counts this much less, and so on.
_SAME_PAGE = 0.85


def by_rank(rankings: Sequence[Sequence[int]], *, k: int = _RANK_K) -> list[int]:
    """Reciprocal-rank fusion: items, best first; each ranking gives `1 / (k + place)`.

    An item counts once in each ranking. Equal sums stay in the order of first appearance.
    """
    sums: dict[int, float] = {}
    for ranking in rankings:
        for place, item in enumerate(dict.fromkeys(ranking), start=1):
            sums[item] = sums.get(item, 0.0) + 1 / (k + place)
    return sorted(sums, key=lambda item: -sums[item])


def best(scores: NDArray[np.floating], limit: int) -> list[int]:
    """Places of the highest scores, best first; equal ones in their order."""
    if limit < len(scores):
        # All that are equal to the last one chosen take part, so that ties do not depend on luck.
        least = np.partition(scores, -limit)[-limit]
        candidates = np.flatnonzero(scores >= least)
    else:
        candidates = np.arange(len(scores))
    order = np.lexsort((candidates, -scores[candidates]))
    return [int(place) for place in candidates[order][:limit]]


def spread(
    ranked: Sequence[tuple[int, float]], page_of: Mapping[int, object], top: int
) -> list[tuple[int, float]]:
    """The `top` items, where a second item of a page has to be better by some to come early.

    Args:
        ranked: items with scores, best first.
        page_of: the page of each item.
        top: how many to give at most.
    """
    waiting = list(ranked)
    taken: dict[object, int] = {}
    chosen: list[tuple[int, float]] = []
    while waiting and len(chosen) < top:
        weighted = [
            score * _SAME_PAGE ** taken.get(page_of[item], 0) if score > 0 else score
            for item, score in waiting
        ]
        place = max(range(len(waiting)), key=lambda index: weighted[index])
        item, _ = waiting.pop(place)
        chosen.append((item, weighted[place]))
        taken[page_of[item]] = taken.get(page_of[item], 0) + 1
    return chosen
