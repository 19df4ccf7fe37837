"""Joining rankings by rank: scores of words and of meaning do not compare, places do. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# The constant of the method's paper (Cormack, Clarke, Büttcher 2009): how little the first place
# counts more than the tenth.
K = 60


def fuse(
    rankings: Sequence[Sequence[int]], weights: Sequence[float] | None = None, *, k: int = K
) -> list[tuple[int, float]]:
    """Reciprocal-rank fusion: items with their scores, best first.

    Each ranking gives `weight / (k + place)` to its items, place from 1; an item counts once in
    each ranking. Equal scores stay in the order of their first appearance, so the result does not
    depend on anything but the rankings.

    Raises: ValueError: another number of weights than rankings, or a negative one.
    """
    weights = [1.0] * len(rankings) if weights is None else weights
    if len(weights) != len(rankings) or any(weight < 0 for weight in weights):
        raise ValueError(f"{len(weights)} weights for {len(rankings)} rankings")
    scores: dict[int, float] = {}
    for ranking, weight in zip(rankings, weights, strict=True):
        for place, item in enumerate(dict.fromkeys(ranking), start=1):
            scores[item] = scores.get(item, 0.0) + weight / (k + place)
    return sorted(scores.items(), key=lambda entry: -entry[1])
