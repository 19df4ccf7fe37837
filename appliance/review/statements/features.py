"""What the model reads of each sentence: its words, its meaning, its wording and its place.

A row is: counts of words and pairs of words in buckets (of the sentence, of the line its list began
with, and of its list's items), the vector of its meaning alone and with its list's beginning, and
which known wordings stand in it and around it. The same code makes the rows for training.
"""

from __future__ import annotations

import re
import zlib
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from appliance.review.statements import cues

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from appliance.review.statements.splitting import Unit

# Raised when the same text gives other rows: a trained model holds for one version only.
VERSION = 1
DIMENSIONS = 384
OWN_BUCKETS = 8192
NEAR_BUCKETS = 2048
_STEM_CP = 6
_WORD = re.compile(r"[a-z]+")
_OPENS = re.compile(r"(?::|—|\b(?:that|which|is|are|to|means|following|or|and))$")
# Items of a list that are read together with the line that begins it.
_MOST_ITEMS = 12
# Sentences of more words are also looked at in windows, as one vector says little of all of it.
_WINDOW_WORDS = 26
_WINDOW_STEP = 13
_WINDOW_FROM_WORDS = 34


class Reading(NamedTuple):
    """The sentences of a paper as text for the features; all as long as `units`.

    `items` is the text of the list that a sentence begins, "" for others; `parent` is the place of
    the sentence that began its list, -1 for none.
    """

    units: tuple[Unit, ...]
    own: tuple[str, ...]
    lead: tuple[str, ...]
    items: tuple[str, ...]
    parent: tuple[int, ...]


def reading(units: Sequence[Unit]) -> Reading:
    """Finds which sentence begins a list and which are its items."""
    own = tuple(cues.plain(unit.text) for unit in units)
    items, parents = [], [-1] * len(units)
    for place, unit in enumerate(units):
        found = []
        for other in range(place + 1, min(place + 1 + _MOST_ITEMS, len(units))):
            follows = units[other].lead == unit.text
            if follows and parents[other] < 0:
                parents[other] = place
            if follows or (other == place + 1 and _OPENS.search(own[place])):
                found.append(own[other])
        items.append(" ".join(found) if _OPENS.search(own[place]) else "")
    lead = tuple(cues.plain(unit.lead) for unit in units)
    return Reading(tuple(units), own, lead, tuple(items), tuple(parents))


def with_lead(unit: Unit) -> str:
    """The sentence with the line its list began with, or with the first item of its own list."""
    before = f"{unit.lead} " if unit.lead else ""
    after = f" {unit.after}" if unit.text.endswith(":") else ""
    return f"{before}{unit.text}{after}"


def windows(text: str) -> list[str]:
    """Overlapping stretches of a long sentence; none of a short one."""
    words = text.split()
    if len(words) <= _WINDOW_FROM_WORDS:
        return []
    starts = range(0, len(words) - _WINDOW_STEP, _WINDOW_STEP)
    return [" ".join(words[start : start + _WINDOW_WORDS]) for start in starts]


def counted(texts: Sequence[str], buckets: int) -> NDArray[np.float32]:
    """1 + log of how often each bucket of words and pairs of words is met; 0 where it is not."""
    rows = np.zeros((len(texts), buckets), np.float32)
    for row, text in zip(rows, texts, strict=True):
        stems = [word[:_STEM_CP] for word in _WORD.findall(text)]
        pairs = [f"{one} {two}" for one, two in pairwise(stems)]
        for term in (*stems, *pairs):
            row[zlib.crc32(term.encode()) % buckets] += 1
    met = rows > 0
    rows[met] = 1 + np.log(rows[met])
    return rows


def wordings(read: Reading) -> NDArray[np.float32]:
    """Known wordings in each sentence and, in blocks, around it; shape (sentences, 6 * cues)."""
    finder = cues.Finder()
    around = (
        read.own,
        read.lead,
        read.items,
        [cues.plain(unit.before) for unit in read.units],
        [cues.plain(unit.after) for unit in read.units],
        [cues.plain(unit.heading) for unit in read.units],
    )
    blocks = [np.stack([finder.found(text) for text in texts]) for texts in around]
    return np.hstack(blocks)


def wordings_of(made: NDArray[np.float32]) -> NDArray[np.float32]:
    """Known wordings in the sentences themselves, out of `rows`."""
    begin = OWN_BUCKETS + 2 * NEAR_BUCKETS + 2 * DIMENSIONS
    return made[:, begin : begin + len(cues.patterns())]


def rows(
    read: Reading, vectors: NDArray[np.floating], in_context: NDArray[np.floating]
) -> NDArray[np.float32]:
    """The first step's input, one row per sentence; `in_context` are vectors of `with_lead`."""
    return np.hstack(
        [
            counted(read.own, OWN_BUCKETS),
            counted(read.lead, NEAR_BUCKETS),
            counted(read.items, NEAR_BUCKETS),
            vectors.astype(np.float32),
            in_context.astype(np.float32),
            wordings(read),
        ]
    )


def width() -> int:
    """Columns of `rows`."""
    return OWN_BUCKETS + 2 * NEAR_BUCKETS + 2 * DIMENSIONS + 6 * len(cues.patterns())
