"""Which sentences speak for or against each statement, and what follows from them.

Each sentence of a paper is embedded once for all statements. A statement with a model of its own
is judged by that model; another one only gets the sentences nearest to its wording.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Protocol

import numpy as np

from appliance.review.checklists.shelf import shipped as shipped_checklists
from appliance.review.statements import likeness
from appliance.review.statements.network import PREFIX, shipped
from appliance.review.statements.records import Judged, Span
from appliance.review.statements.splitting import units
from appliance.review.statements.trained import verdicts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from appliance.documents.store import PageText
    from appliance.jobs import Job
    from appliance.review.checklists.records import Item
    from appliance.review.statements.network import Network, Tabular
    from appliance.review.statements.splitting import Unit
    from appliance.review.statements.trained import Verdicts

    Vectors = NDArray[np.float32]

_STAGE = "reading sentences"
_MOST_SPANS = 8
# Nearness of the best sentence at which half of the statements are mentioned, and how fast that
# changes: a logistic regression on ContractNLI's 17 statements about 61 agreements. With each
# statement left out in turn, said and true shares differ by .05 at most, but the shares tell little
# (area under the curve .68). Of those mentioned, so many are denied where exactly one of statement
# and sentence has a negative word, and where both or none has one.
_MIDDLE = 0.49
_STEEPNESS = 7.7
_DENIED_IF_TURNED, _DENIED_OTHERWISE = 0.20, 0.12


@cache
def wordings() -> dict[str, str]:
    """The statements that the model was trained on, by their keys, as they are shipped."""
    return {
        item.model.removeprefix(PREFIX): " ".join(item.question.split())
        for checklist, _ in shipped_checklists()
        for item in checklist.items
        if item.model.startswith(PREFIX)
    }


class Embedder(Protocol):
    """As `EmbeddingEngine`, also lent."""

    def embed(
        self, texts: Sequence[str], *, job: Job | None = None, stage: str = "indexing"
    ) -> NDArray[np.float32]:
        """One unit vector per text."""
        ...


class StatementJudge:
    """Judges statements of a checklist about one paper; as thread-safe as its engines.

    Args:
        embedder: gives the vectors of sentences.
        tabular: runs the model of trained statements; None where it is not installed, and all
            statements are then judged by likeness of wording.
        network: which statements `tabular` knows.
    """

    def __init__(
        self, embedder: Embedder, tabular: Tabular | None, network: Network | None = None
    ) -> None:
        self._embedder = embedder
        self._tabular = tabular
        self._network = network or shipped()

    @property
    def model(self) -> str:
        """Name of the model of trained statements, "" without one."""
        return self._network.name if self._tabular is not None else ""

    @property
    def digest(self) -> str:
        """Names that model and the way its input is made, "" without one."""
        return self._network.digest if self._tabular is not None else ""

    def knows(self, item: Item) -> bool:
        """Whether the item is judged by the model rather than by likeness.

        The model answers one wording of each statement: a checklist that names it beside another
        question would get a certain answer to what nobody asked.
        """
        key = self._key(item)
        return (
            self._tabular is not None
            and key in self._network.keys
            and " ".join(item.question.split()) == wordings().get(key)
        )

    def judge(
        self, items: Sequence[Item], pages: Sequence[PageText], *, job: Job | None = None
    ) -> tuple[Judged, ...]:
        """One judgement per item, in their order; `pages` are those of one paper.

        Raises: Cancelled, ProtocolBroken, and what the engines raise.
        """
        read = units(pages)
        if not items:
            return ()
        if not read:
            return tuple(_nothing(item) for item in items)
        vectors = self._embedder.embed([unit.text for unit in read], job=job, stage=_STAGE)
        found = {item.id: item for item in items if self.knows(item)}
        judged: dict[str, Judged] = {}
        if found and self._tabular is not None:
            said = verdicts(
                read,
                vectors,
                embedder=self._embedder,
                tabular=self._tabular,
                network=self._network,
                job=job,
            )
            judged = {key: self._trained(item, read, said) for key, item in found.items()}
        others = [item for item in items if item.id not in judged]
        judged |= self._near(others, read, vectors, job)
        return tuple(judged[item.id] for item in items)

    def _key(self, item: Item) -> str:
        return item.model.removeprefix(PREFIX) if item.model.startswith(PREFIX) else ""

    def _trained(self, item: Item, read: Sequence[Unit], said: Verdicts) -> Judged:
        place = self._network.keys.index(self._key(item))
        three = said.probabilities[place] / said.probabilities[place].sum()
        unmentioned, met, denied = (float(one) for one in three)
        kind = int(three.argmax())
        return Judged(
            item.id,
            met,
            denied,
            unmentioned,
            _spans(read, said.evidence[:, place]),
            certain=float(three[kind]) >= self._network.certain_from[kind],
            trained=True,
        )

    def _near(
        self, items: Sequence[Item], read: Sequence[Unit], vectors: Vectors, job: Job | None
    ) -> dict[str, Judged]:
        if not items:
            return {}
        asked = self._embedder.embed([item.question for item in items], job=job, stage=_STAGE)
        words = [likeness.terms(unit.text) for unit in read]
        return {
            item.id: _by_likeness(item, read, vectors @ vector, words)
            for item, vector in zip(items, asked, strict=True)
        }


def _by_likeness(
    item: Item,
    read: Sequence[Unit],
    cosines: NDArray[np.floating],
    words: Sequence[frozenset[str]],
) -> Judged:
    near = likeness.nearness(cosines, likeness.word_shares(item.question, words))
    best = int(near.argmax())
    mentioned = float(1 / (1 + np.exp(-_STEEPNESS * (near[best] - _MIDDLE))))
    against = likeness.denies(read[best].text, item.question)
    denied = _DENIED_IF_TURNED if against else _DENIED_OTHERWISE
    return Judged(
        item.id,
        mentioned * (1 - denied),
        mentioned * denied,
        1 - mentioned,
        _spans(read, near),
        certain=False,
        trained=False,
    )


def _spans(read: Sequence[Unit], scores: NDArray[np.floating]) -> tuple[Span, ...]:
    best = np.argsort(-scores, kind="stable")[:_MOST_SPANS]
    return tuple(
        Span(read[place].page, read[place].start, read[place].end, round(float(scores[place]), 4))
        for place in (int(one) for one in best)
    )


def _nothing(item: Item) -> Judged:
    return Judged(item.id, 0.0, 0.0, 1.0, (), certain=False, trained=False)
