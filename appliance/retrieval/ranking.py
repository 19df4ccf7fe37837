"""From what is known of passages, pages and documents to one order of passages. Pure.

The weights are for scores from 0 to 1. They were chosen where the results change least around them,
on TAT-QA's contexts and, leaving one document out at a time, on filings (docs/finding.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


# A part on one of so many pages counts in full.
_RARE = 20


@dataclass(frozen=True, slots=True)
class Weights:
    """What each kind of agreement counts; 0 leaves it out.

    Attributes:
        words: of the passage, by BM25.
        meaning: cosine of the passage and the question.
        page: words of the whole page, so that what is spread over it counts.
        terms: words under which figures stand that the question asks for by another name.
        part: the page being the part of a report that the question needs.
        document: the document being the one that the question means.
    """

    words: float = 0.3
    meaning: float = 0.4
    page: float = 0.3
    terms: float = 0.05
    part: float = 0.2
    document: float = 0.15

    @property
    def total(self) -> float:
        """The best score there is."""
        return self.words + self.meaning + self.page + self.terms + self.part + self.document


DEFAULT = Weights()


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for each passage, page and document."""

    words: NDArray[np.float32]
    meaning: NDArray[np.float32]
    terms: NDArray[np.float32]
    page: NDArray[np.float32]
    part: NDArray[np.float32]
    document: NDArray[np.float32]


def combined(
    evidence: Evidence,
    page_of: NDArray[np.int32],
    document_of: NDArray[np.int32],
    weights: Weights = DEFAULT,
) -> NDArray[np.float32]:
    """One score for each passage, from 0 to 1 where no cosine is negative."""
    of_page = weights.page * evidence.page + weights.part * evidence.part
    of_page += weights.document * evidence.document[document_of]
    total = weights.words * evidence.words
    total += weights.meaning * evidence.meaning
    total += weights.terms * evidence.terms
    total += of_page[page_of]
    total /= np.float32(weights.total)
    return total.astype(np.float32, copy=False)


def demanded(
    parts: NDArray[np.float32], demand: NDArray[np.float32], pages: NDArray[np.bool_] | None
) -> NDArray[np.float32]:
    """How far each page is a part that is asked for: the best of them counts.

    A part that most pages are tells none of them from the others: “confidentiality” in a
    non-disclosure agreement. Its worth falls as the worth of a frequent word does.

    Args:
        parts: a row for each page, a column for each part, from 0 to 1.
        demand: how much each part is asked for, from 0 to 1.
        pages: those that take part in the search; None for all.
    """
    columns = np.flatnonzero(demand)
    wanted = parts[:, columns]
    chosen = wanted if pages is None else wanted[pages]
    count = len(chosen)
    if not len(columns) or count < 2:
        return np.zeros(len(parts), np.float32)
    rarest = np.log((min(count, _RARE) + 1) / 2)
    rarity = np.log((count + 1) / (chosen.sum(axis=0) + 1)) / rarest
    worth = (demand[columns] * np.minimum(1, rarity)).astype(np.float32)
    found: NDArray[np.float32] = (wanted * worth).max(axis=1)
    return found
