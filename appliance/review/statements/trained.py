"""Judging with the trained model: three steps over the sentences of a paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from appliance.review.statements import features, paper, relations
from appliance.review.statements.network import Runner

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from appliance.jobs import Job
    from appliance.review.statements.judging import Embedder
    from appliance.review.statements.network import Network, Tabular
    from appliance.review.statements.splitting import Unit

    Scores = NDArray[np.float32]

_STAGE = "reading sentences"


class Verdicts(NamedTuple):
    """`evidence` is 0 to 1, (sentences, statements); `probabilities` is (statements, 3).

    The three are: not mentioned, confirmed, denied.
    """

    evidence: Scores
    probabilities: Scores


def verdicts(
    units: Sequence[Unit],
    vectors: Scores,
    *,
    embedder: Embedder,
    tabular: Tabular,
    network: Network,
    job: Job | None,
) -> Verdicts:
    """What the model says of a paper with at least one sentence; `vectors` are the sentences'.

    Raises: Cancelled, ProtocolBroken, and what the engines raise.
    """
    read = features.reading(units)
    rows = features.rows(read, vectors, _in_context(units, vectors, embedder, job))
    runner = Runner(network, tabular, job)
    scores, near = runner.first(rows)
    first = relations.First(*np.split(scores, 5, axis=1), *np.split(near, 3, axis=1))
    wide = _in_windows(units, near, embedder, runner, job)
    found = features.wordings_of(rows)
    evidence = runner.evidence(relations.rows(read, first, wide, found, network.keys))
    probabilities = runner.verdict(paper.row(evidence, first, wide))
    likely = (1 / (1 + np.exp(-evidence))).astype(np.float32)
    return Verdicts(likely, probabilities)


def _in_context(
    units: Sequence[Unit], vectors: Scores, embedder: Embedder, job: Job | None
) -> Scores:
    """Vectors of the sentences with the beginning of their lists; most have none."""
    texts = [features.with_lead(unit) for unit in units]
    other = [place for place, unit in enumerate(units) if texts[place] != unit.text]
    found = vectors.copy()
    if other:
        found[other] = embedder.embed([texts[place] for place in other], job=job, stage=_STAGE)
    return found


def _in_windows(
    units: Sequence[Unit], near: Scores, embedder: Embedder, runner: Runner, job: Job | None
) -> list[Scores]:
    """The largest cosines of each sentence and its windows, as three tables."""
    parts = [(n, part) for n, unit in enumerate(units) for part in features.windows(unit.text)]
    widest = near.copy()
    if parts:
        vectors = embedder.embed([part for _, part in parts], job=job, stage=_STAGE)
        np.maximum.at(widest, [place for place, _ in parts], runner.near(vectors))
    return list(np.split(widest, 3, axis=1))
