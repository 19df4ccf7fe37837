"""The second step's input: what the first step said of a sentence, of its neighbours and its paper.

A sentence is rarely evidence alone: the line that begins a list counts with its items, and whether
a score is high depends on what else the paper has. Each row holds a sentence's numbers for all
statements, one statement after the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from appliance.review.statements import cues

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from appliance.review.statements.features import Reading

    Scores = NDArray[np.float32]

# Before the first and after the last sentence, and where there is no list.
_NONE = -9.0
_NEIGHBOURS = (1, 2, 3, -1, -2, -3)
_THIRD = 2
_LAST_RANKED = 40
# Numbers of a sentence for one statement.
COLUMNS = 34


class First(NamedTuple):
    """The first step's outputs; all of shape (sentences, statements).

    `any` is the score for evidence of either kind, `against` for evidence that denies; `words`,
    `wordings` and `meaning` look at a part of the input only. `like_statement`, `like_for` and
    `like_against` are cosines with the statement and with ways of wording it.
    """

    any: Scores
    against: Scores
    words: Scores
    wordings: Scores
    meaning: Scores
    like_statement: Scores
    like_for: Scores
    like_against: Scores


def rows(
    read: Reading, first: First, in_windows: Sequence[Scores], found: Scores, keys: Sequence[str]
) -> Scores:
    """The second step's input.

    Args:
        read: the sentences.
        first: what the first step gave.
        in_windows: `like_statement`, `like_for` and `like_against`, the largest of each sentence's
            windows.
        found: known wordings in the sentences, as `features.wordings`.
        keys: the statements, in the model's order.
    """
    columns = [*first, *in_windows]
    columns += [_shifted(first.any, by) for by in _NEIGHBOURS]
    columns += [_shifted(first.like_for, by) for by in (1, -1)]
    columns += _lists(read.parent, first.any)
    columns += _standing(first.any)
    columns += [_own_wordings(found, keys), _others(first.any)]
    columns += [np.repeat(one[:, None], len(keys), 1) for one in _places(read)]
    columns.append(np.tile(np.arange(len(keys), dtype=np.float32), (len(read.units), 1)))
    made = np.stack(columns, axis=2).astype(np.float32)
    return made.reshape(len(read.units), -1)


def _shifted(scores: Scores, by: int) -> Scores:
    """Scores of the sentence `by` places before (positive) or after."""
    moved = np.full_like(scores, _NONE)
    if abs(by) >= len(scores):
        return moved
    if by > 0:
        moved[by:] = scores[:-by]
    else:
        moved[:by] = scores[-by:]
    return moved


def _lists(parents: Sequence[int], scores: Scores) -> list[Scores]:
    """Score of the line that began the list, best item of the list begun, best other item."""
    parent, best_item, best_other = (np.full_like(scores, _NONE) for _ in range(3))
    items: dict[int, list[int]] = {}
    for place, began in enumerate(parents):
        if began >= 0:
            items.setdefault(began, []).append(place)
            parent[place] = scores[began]
    for began, places in items.items():
        best_item[began] = scores[places].max(axis=0)
        for place in places:
            others = [other for other in places if other != place]
            if others:
                best_other[place] = scores[others].max(axis=0)
    return [parent, best_item, best_other]


def _standing(scores: Scores) -> list[Scores]:
    """Distance from the best and from the third of the paper, rank, and the best itself."""
    ranked = -np.sort(-scores, axis=0)
    third = ranked[min(_THIRD, len(ranked) - 1)]
    order = np.argsort(np.argsort(-scores, axis=0, kind="stable"), axis=0, kind="stable")
    rank = np.log1p(np.minimum(order, _LAST_RANKED)).astype(np.float32)
    best = np.broadcast_to(ranked[0], scores.shape)
    return [scores - ranked[0], scores - third, rank, best]


def _own_wordings(found: Scores, keys: Sequence[str]) -> Scores:
    """How many of the wordings that were written for each statement stand in the sentence."""
    return np.stack([found[:, list(cues.own(key))].sum(axis=1) for key in keys], axis=1)


def _others(scores: Scores) -> Scores:
    """The best score that the sentence has for any other statement."""
    ranked = np.sort(scores, axis=1)
    best, second = ranked[:, -1:], ranked[:, -2:-1]
    return np.where(scores >= best, second, best)


def _places(read: Reading) -> list[NDArray[np.float64]]:
    """Place in the paper from 0 to 1, lengths of sentence and paper, and whether it lists."""
    count = len(read.units)
    place = np.linspace(0.0, 1.0, count)
    length = np.log1p([len(text) for text in read.own])
    listing = np.array([bool(text) for text in read.items], float)
    in_list = np.array([parent >= 0 for parent in read.parent], float)
    return [place, length, np.full(count, np.log1p(count)), listing, in_list]
