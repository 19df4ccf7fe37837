"""From text to what the full-text index holds, and from a question to a query. Pure.

The index has two columns: words parted by spaces or signs, stemmed by SQLite's Porter tokenizer;
and, for scripts that are written without spaces, each letter as a word of its own, so that a word
is found as a phrase of letters. A question never reaches FTS5 as syntax: it is taken apart into
letters and digits first, and every term is quoted.
"""

from __future__ import annotations

import re
from itertools import pairwise

from appliance.documents.chunking import UNSPACED
from appliance.documents.normal import normalise
from appliance.retrieval.stopwords import CHINESE, ENGLISH

# A long question costs a look-up per term; a pasted page is not a question.
MOST_TERMS = 64
# Stands between runs of letters in the `cjk` column so that no phrase crosses from one to the
# next. No query asks for it, as a query holds only letters of those scripts.
_GAP = " 0 "

_RUN = re.compile(f"[{UNSPACED}]+")
# Numbers keep their parts together: "5,308" becomes the phrase "5 308", as the index parts it.
_WORD = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+(?:['’][^\W_]+)?")
_PART = re.compile(r"[^\W_]+")


def columns(text: str) -> tuple[str, str]:
    """What the columns `body` and `cjk` hold for a passage."""
    normal = normalise(text)
    body = _RUN.sub(" ", normal)
    cjk = _GAP.join(" ".join(run) for run in _RUN.findall(normal))
    return body, cjk


def query(text: str) -> str | None:
    """An FTS5 query that finds passages with any of the text's terms; None if it has none."""
    normal = normalise(text)
    sides = []
    words = _words(_RUN.sub(" ", normal))
    if words:
        sides.append(f"{{body}} : ({' OR '.join(words)})")
    letters = _letters(normal)
    if letters:
        sides.append(f"{{cjk}} : ({' OR '.join(letters)})")
    return " OR ".join(sides) or None


def _words(text: str) -> list[str]:
    found = [word.casefold().replace("’", "'") for word in _WORD.findall(text)]
    telling = [word for word in found if word not in ENGLISH]
    phrases = (" ".join(_PART.findall(word.removesuffix("'s"))) for word in telling or found)
    return [f'"{phrase}"' for phrase in dict.fromkeys(phrases) if phrase][:MOST_TERMS]


def _letters(text: str) -> list[str]:
    """Each pair of neighbouring letters as a phrase: most Chinese words have two."""
    pairs: dict[str, None] = {}
    for run in _RUN.findall(text):
        for part in CHINESE.split(run):
            if len(part) == 1:
                pairs[part] = None
            pairs.update(dict.fromkeys(a + " " + b for a, b in pairwise(part)))
    if not pairs:
        pairs = {" ".join(run): None for run in _RUN.findall(text)}
    return [f'"{pair}"' for pair in pairs][:MOST_TERMS]
