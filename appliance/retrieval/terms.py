"""What the full-text index holds of a text, and which terms a question asks for. Pure.

The index has two columns: words parted by spaces or signs, stemmed by SQLite's Porter tokenizer;
and, for scripts that are written without spaces, each letter as a word of its own, so that a word
is found as a phrase of letters.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Literal, NamedTuple

from appliance.documents.chunking import UNSPACED
from appliance.documents.normal import normalise
from appliance.retrieval.stopwords import CHINESE, ENGLISH

# A long question costs a look-up per term; a pasted page is not a question.
MOST_TERMS = 64
# Stands between runs of letters in the `cjk` column so that no phrase crosses from one to the
# next. No query asks for it, as a query holds only letters of those scripts.
_GAP = " 0 "

_RUN = re.compile(f"[{UNSPACED}]+")
_WORD = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+(?:['’][^\W_]+)?")
_PART = re.compile(r"[^\W_]+")


class Phrase(NamedTuple):
    """Words that must follow each other in a column of the index."""

    column: Literal["body", "cjk"]
    text: str


def columns(text: str) -> tuple[str, str]:
    """What the columns `body` and `cjk` hold for a passage."""
    normal = normalise(text)
    body = _RUN.sub(" ", normal)
    cjk = _GAP.join(" ".join(run) for run in _RUN.findall(normal))
    return body, cjk


def phrases(text: str) -> list[Phrase]:
    """The telling terms of a question, each once; words first, then letters."""
    normal = normalise(text)
    words = [Phrase("body", word) for word in _words(_RUN.sub(" ", normal))]
    return words + [Phrase("cjk", pair) for pair in _letters(normal)]


def _words(text: str) -> list[str]:
    found = [word.casefold().replace("’", "'") for word in _WORD.findall(text)]
    telling = [word for word in found if word not in ENGLISH]
    # Numbers keep their parts together: "5,308" becomes the phrase "5 308".
    parted = (" ".join(_PART.findall(word.removesuffix("'s"))) for word in telling or found)
    return list(dict.fromkeys(word for word in parted if word))[:MOST_TERMS]


def _letters(text: str) -> list[str]:
    """Each pair of neighbouring letters as a phrase: most Chinese words have two."""
    pairs: dict[str, None] = {}
    for run in _RUN.findall(text):
        for part in CHINESE.split(run):
            if len(part) == 1:
                pairs[part] = None
            pairs.update(dict.fromkeys(f"{a} {b}" for a, b in pairwise(part)))
    if not pairs:
        pairs = {" ".join(run): None for run in _RUN.findall(text)}
    return list(pairs)[:MOST_TERMS]
