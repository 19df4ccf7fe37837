"""The third step's input: what all sentences of a paper together say about each statement."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from appliance.review.statements.relations import First

    Scores = NDArray[np.float32]

_TOP = 3
# Numbers of a statement itself; behind them, the best scores of all statements, and which it is.
OWN_COLUMNS = 15


def row(evidence: Scores, first: First, in_windows: Sequence[Scores]) -> Scores:
    """One row with the numbers of all statements, one statement after the other.

    Args:
        evidence: the second step's scores, (sentences, statements).
        first: the first step's outputs.
        in_windows: as for `relations.rows`.
    """
    count = evidence.shape[1]
    ranked = -np.sort(-evidence, axis=0)
    if len(ranked) < _TOP:
        ranked = np.vstack([ranked, np.repeat(ranked[-1:], _TOP - len(ranked), axis=0)])
    likely = 1 / (1 + np.exp(-evidence))
    share = likely / np.maximum(likely.sum(axis=0), 1e-6)
    denies = first.against - first.any
    like = [np.maximum(own, wide) for own, wide in zip(first[5:], in_windows, strict=True)]
    places = evidence.argmax(axis=0)
    columns = [
        *ranked[:_TOP],
        np.log1p(likely.sum(axis=0)),
        first.any.max(axis=0),
        first.against.max(axis=0),
        (share * first.against).sum(axis=0),
        (share * denies).sum(axis=0),
        _at(denies, places),
        *(one.max(axis=0) for one in like),
        (share * (like[2] - like[1])).sum(axis=0),
        _at(like[2] - like[1], places),
        np.full(count, np.log1p(len(evidence))),
    ]
    own = np.stack(columns, axis=1)
    best = np.tile(ranked[0], (count, 1))
    made = np.hstack([own, best, np.arange(count)[:, None]])
    return made.astype(np.float32).reshape(-1)


def _at(scores: Scores, places: NDArray[np.intp]) -> Scores:
    return scores[places, np.arange(scores.shape[1])]
