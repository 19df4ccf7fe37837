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
    total = weights.words * evidence.words + weights.meaning * evidence.meaning
    total += weights.terms * evidence.terms
    total += of_page[page_of]
    found: NDArray[np.float32] = (total / weights.total).astype(np.float32)
    return found


def demanded(parts: NDArray[np.float32], demand: NDArray[np.float32]) -> NDArray[np.float32]:
    """How far each page is a part that is asked for: the best of them counts."""
    if not demand.any():
        return np.zeros(len(parts), np.float32)
    columns = np.flatnonzero(demand)
    found: NDArray[np.float32] = (parts[:, columns] * demand[columns]).max(axis=1)
    return found
