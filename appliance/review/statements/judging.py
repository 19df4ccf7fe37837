"""Which sentences speak for or against each statement, and what follows from them.

Each sentence of a paper is embedded once for all statements. A statement with a model of its own
is judged by that model; another one only gets the sentences nearest to its wording.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from appliance.review.statements import likeness
from appliance.review.statements.records import Judged, Span
from appliance.review.statements.splitting import Unit, units

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from appliance.documents.store import PageText
    from appliance.jobs import Job
    from appliance.review.checklists.records import Item

_STAGE = "reading sentences"
_MOST_SPANS = 8
# Nearness at which half of the statements are mentioned, and how fast that changes.
_MIDDLE = 0.55
_STEEPNESS = 12.0
_ROUND_DENIED = 0.65


class Embedder(Protocol):
    """As `EmbeddingEngine`, also lent."""

    def embed(
        self, texts: Sequence[str], *, job: Job | None = None, stage: str = "indexing"
    ) -> NDArray[np.float32]:
        """One unit vector per text."""
        ...


class Tabular(Protocol):
    """As `TabularEngine`, also lent."""

    def run(
        self, rows: NDArray[np.floating[Any]], *, job: Job | None = None
    ) -> dict[str, NDArray[Any]]:
        """All outputs of the model for each row."""
        ...


class StatementJudge:
    """Judges statements of a checklist about one paper; as thread-safe as its engines.

    Args:
        embedder: gives the vectors of sentences.
        tabular: runs the model of trained statements; None where it is not installed, and all
            statements are then judged by likeness of wording.
    """

    def __init__(self, embedder: Embedder, tabular: Tabular | None) -> None:
        self._embedder = embedder
        self._tabular = tabular

    def judge(
        self, items: Sequence[Item], pages: Sequence[PageText], *, job: Job
    ) -> tuple[Judged, ...]:
        """One judgement per item, in their order; `pages` are those of one paper.

        Raises: Cancelled, and what the engines raise.
        """
        read = units(pages)
        if not items:
            return ()
        if not read:
            return tuple(_nothing(item) for item in items)
        vectors = self._embedder.embed([unit.text for unit in read], job=job, stage=_STAGE)
        asked = self._embedder.embed([item.question for item in items], job=job, stage=_STAGE)
        words = [likeness.terms(unit.text) for unit in read]
        return tuple(
            _by_likeness(item, read, vectors @ vector, words)
            for item, vector in zip(items, asked, strict=True)
        )


def _by_likeness(
    item: Item,
    read: Sequence[Unit],
    cosines: NDArray[np.floating],
    words: Sequence[frozenset[str]],
) -> Judged:
    near = likeness.nearness(cosines, likeness.word_shares(item.question, words))
    best = np.argsort(-near, kind="stable")[:_MOST_SPANS]
    mentioned = float(1 / (1 + np.exp(-_STEEPNESS * (near[best[0]] - _MIDDLE))))
    against = likeness.denies(read[int(best[0])].text, item.question)
    denied = _ROUND_DENIED if against else 1 - _ROUND_DENIED
    spans = tuple(
        Span(read[place].page, read[place].start, read[place].end, round(float(near[place]), 4))
        for place in (int(one) for one in best)
    )
    return Judged(
        item.id,
        mentioned * (1 - denied),
        mentioned * denied,
        1 - mentioned,
        spans,
        certain=False,
        trained=False,
    )


def _nothing(item: Item) -> Judged:
    return Judged(item.id, 0.0, 0.0, 1.0, (), certain=False, trained=False)
