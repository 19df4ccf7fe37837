"""How near sentences are to a statement's wording, for statements that no model was trained for.

Two measures that need no training: the cosine of the vectors of meaning, and the share of the
statement's rare words that a sentence has. What they cannot tell is whether a sentence near to a
statement confirms it or denies it, so nothing found this way is ever certain.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

# Words of one stem mostly share so many letters: "disclose", "disclosure", "disclosing".
_STEM_CP = 6
_WORD = re.compile(r"[a-z]{2,}|\d+|[\u3400-\u9fff]+")
_STOPPED = (
    "the of to and or in is be by for on at as an any all no not that this such it its with from "
    "shall may will must can some has have are was were been other which who under upon"
)
_STOP = frozenset(_STOPPED.split())
_WORDS_SHARE = 0.4
_DENIES = re.compile(
    r"\b(?:not|no|never|neither|nor|without|except|unless|nothing|prohibit\w*|exclud\w*)\b|[不无非未禁]"
)


def terms(text: str) -> frozenset[str]:
    """Stems of the words, and pairs of characters where words have no spaces between them."""
    found: set[str] = set()
    for word in _WORD.findall(text.lower()):
        if word[0] >= "\u3400":
            found.update(word[place : place + 2] for place in range(max(1, len(word) - 1)))
        elif word not in _STOP:
            found.add(word[:_STEM_CP])
    return frozenset(found)


def word_shares(statement: str, texts: Sequence[frozenset[str]]) -> NDArray[np.float64]:
    """Of each text, how much of the statement's words it has, rare ones counting more; 0 to 1."""
    wanted = terms(statement)
    weights = {
        term: math.log(1 + len(texts) / (1 + sum(term in text for text in texts)))
        for term in wanted
    }
    total = sum(weights.values()) or 1.0
    return np.array([sum(weights[term] for term in wanted & text) / total for text in texts])


def nearness(cosines: NDArray[np.floating], shares: NDArray[np.float64]) -> NDArray[np.float64]:
    """Both measures in one, 0 to 1."""
    return np.asarray((1 - _WORDS_SHARE) * np.clip(cosines, 0, 1) + _WORDS_SHARE * shares)


def denies(text: str, statement: str) -> bool:
    """Whether exactly one of the two has a word that turns a sentence round."""
    return bool(_DENIES.search(text.lower())) != bool(_DENIES.search(statement.lower()))
