"""The first step: a linear score of each sentence for each statement.

Four scores from different parts of the input: of evidence of either kind and of evidence that
denies from all of it, and of evidence from its words, from known wordings and from its meaning
alone. The second step weighs them.
"""

from __future__ import annotations

from dataclasses import dataclass

import logistic
import numpy as np
import scipy.sparse as sp

from appliance.review.statements import cues, features

COUNTS = features.OWN_BUCKETS + 2 * features.NEAR_BUCKETS
BLOCKS = (features.OWN_BUCKETS, features.NEAR_BUCKETS, features.NEAR_BUCKETS)
# How much a column of each block counts: counts of words, then vectors, then wordings.
BLOCK_SCALES = (2.0, 1.0, 1.0)
OWN_MEANING, CONTEXT_MEANING = 3.0, 2.0
WORDING_SCALES = (0.5, 0.4, 0.4, 0.25, 0.25, 0.3)
L2 = {"all": 0.5, "words": 0.33, "wordings": 1.0, "meaning": 0.5}
# A clause written by hand counts as so many sentences of an agreement.
BY_HAND = 1.5


@dataclass(frozen=True)
class Inputs:
    """Sentences as `features.rows` gives them, counts and the rest apart, and what they show.

    `evidence` is 0 or 1 and `against` likewise, (rows, statements); `document` numbers the paper of
    each row, -1 for clauses written by hand.
    """

    counts: sp.csr_matrix
    rest: np.ndarray
    evidence: np.ndarray
    against: np.ndarray
    document: np.ndarray

    def part(self, chosen: np.ndarray) -> Inputs:
        """The rows that are chosen."""
        return Inputs(
            self.counts[chosen],
            self.rest[chosen],
            self.evidence[chosen],
            self.against[chosen],
            self.document[chosen],
        )


@dataclass(frozen=True)
class Linear:
    """`rarity` is the weight of each bucket; `weights` are for scaled rows, the bias first.

    Columns of `weights`: any, against, words, wordings, meaning; a statement each.
    """

    rarity: np.ndarray
    weights: np.ndarray

    def scores(self, counts: sp.csr_matrix, rest: np.ndarray) -> np.ndarray:
        """(rows, 5 * statements)."""
        words, others = scaled(counts, rest, self.rarity)
        cut = 1 + words.shape[1]
        scores = words @ self.weights[1:cut] + others @ self.weights[cut:]
        return np.asarray(scores) + self.weights[0]


def fit(inputs: Inputs) -> Linear:
    """Learn from all rows."""
    own = inputs.document >= 0
    rarity = _rarity(inputs.counts, own)
    words, others = scaled(inputs.counts, inputs.rest, rarity)
    weight = np.where(own, 1.0, BY_HAND)
    count = inputs.evidence.shape[1]
    places = columns()
    made = np.zeros((features.width() + 1, 5 * count))
    both = np.hstack([inputs.evidence, inputs.against])
    made[:, : 2 * count] = logistic.fit([words, others], both, L2["all"], weight)
    for number, name in enumerate(("words", "wordings", "meaning"), start=2):
        place = places[name]
        part = words if name == "words" else others[:, place.start - COUNTS : place.stop - COUNTS]
        found = logistic.fit([part], inputs.evidence, L2[name], weight)
        answers = slice(number * count, (number + 1) * count)
        made[0, answers] = found[0]
        made[1 + place.start : 1 + place.stop, answers] = found[1:]
    return Linear(rarity, made)


def columns() -> dict[str, slice]:
    """Where each part stands in a row."""
    meaning = COUNTS + 2 * features.DIMENSIONS
    return {
        "words": slice(0, COUNTS),
        "meaning": slice(COUNTS, meaning),
        "wordings": slice(meaning, features.width()),
    }


def rest_scales() -> np.ndarray:
    """The scale of each column after the counts."""
    known = len(cues.patterns())
    return np.concatenate(
        [
            np.full(features.DIMENSIONS, OWN_MEANING),
            np.full(features.DIMENSIONS, CONTEXT_MEANING),
            *(np.full(known, scale) for scale in WORDING_SCALES),
        ]
    ).astype(np.float32)


def scaled(
    counts: sp.csr_matrix, rest: np.ndarray, rarity: np.ndarray
) -> tuple[sp.csr_matrix, np.ndarray]:
    """Rows as the weights are for: rare words count more, each block of counts has a set length."""
    blocks, begin = [], 0
    for width, scale in zip(BLOCKS, BLOCK_SCALES, strict=True):
        block = counts[:, begin : begin + width].multiply(rarity[begin : begin + width]).tocsr()
        length = np.sqrt(np.asarray(block.multiply(block).sum(axis=1))).ravel()
        blocks.append(sp.diags(scale / np.maximum(length, 1e-6)) @ block)
        begin += width
    return sp.hstack(blocks).tocsr().astype(np.float32), rest * rest_scales()


def _rarity(counts: sp.csr_matrix, own: np.ndarray) -> np.ndarray:
    """1 + log of the share of sentences that a bucket is not in; 0 for buckets of one sentence."""
    met = np.asarray((counts[own] > 0).sum(axis=0)).ravel()
    met_at_all = np.asarray((counts > 0).sum(axis=0)).ravel()
    rarity = 1 + np.log((1 + own.sum()) / (1 + met))
    return np.where(met_at_all > 1, rarity, 0.0).astype(np.float32)
