"""Chooses the sentences that say most of a section: centrality, position, figures and names."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from appliance.assistant.summaries.records import MOST_SENTENCES
from appliance.assistant.wording import terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from appliance.assistant.summaries.parts import Part

# So many sentences of a section are compared by meaning; words choose them among all.
MOST_COMPARED = 64
_LEAST_SENTENCES = 3
_SENTENCES_PER_PAGE = 0.5
_POSITION, _FIGURES, _NAMES = 0.15, 0.12, 0.06
# A sentence that says what a chosen one says loses this part of its likeness to it.
_REPEATS = 0.7


def budget(groups: Sequence[Sequence[Part]], pages: int) -> list[int]:
    """How many sentences each section gives: by the root of its size, at least one."""
    whole = min(
        MOST_SENTENCES, max(_LEAST_SENTENCES, len(groups), round(pages * _SENTENCES_PER_PAGE))
    )
    weights = [math.sqrt(len(group)) for group in groups]
    shares = [max(1, int(whole * weight / sum(weights))) for weight in weights]
    for place in sorted(range(len(groups)), key=lambda n: -weights[n]):
        if sum(shares) < whole:
            shares[place] += 1
    return [min(share, len(group)) for share, group in zip(shares, groups, strict=True)]


def compared(group: Sequence[Part]) -> list[Part]:
    """The parts of a section whose words are most its own, in order."""
    if len(group) <= MOST_COMPARED:
        return list(group)
    words = [set(terms(part.text)) for part in group]
    counts: dict[str, int] = {}
    for one in words:
        for word in one:
            counts[word] = counts.get(word, 0) + 1

    def weight(place: int) -> float:
        shared = sum(math.log(counts[word]) for word in words[place])
        return shared / math.sqrt(len(words[place]) or 1) + _extra(group, place)

    best = sorted(range(len(group)), key=lambda n: (-weight(n), n))[:MOST_COMPARED]
    return [group[n] for n in sorted(best)]


def choose(group: Sequence[Part], vectors: NDArray[np.float32], count: int) -> list[Part]:
    """The `count` parts that say most of the section and least of each other, in order."""
    centre = vectors.mean(axis=0)
    centre /= np.linalg.norm(centre) or 1.0
    scores = vectors @ centre + np.array([_extra(group, n) for n in range(len(group))])
    alike = vectors @ vectors.T
    chosen: list[int] = []
    while len(chosen) < min(count, len(group)):
        worth = scores.copy()
        if chosen:
            worth -= _REPEATS * np.maximum(0, alike[:, chosen].max(axis=1))
            worth[chosen] = -np.inf
        chosen.append(int(np.argmax(worth)))
    return [group[n] for n in sorted(chosen)]


def _extra(group: Sequence[Part], place: int) -> float:
    part = group[place]
    position = _POSITION / (1 + place)
    figures = _FIGURES * min(part.figures, 2) / 2
    return position + figures + _NAMES * min(part.names, 2) / 2
