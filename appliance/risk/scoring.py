"""Runs a risk model over checked rows and holds its outputs to the model's own description."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np

from appliance.errors import ManifestInvalid, ModelRefused, RowInvalid
from appliance.jobs import Job
from appliance.risk.table import ScoreTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.packs.records import ModelRecord, RiskTraits

# So many rows between two progress reports and chances to stop: some tens of milliseconds.
ROWS_PER_STEP = 8192
# The probability must be the one that the points stand for on the declared scale.
_PD_TOLERANCE = 1e-3


class Tabular(Protocol):
    """What scoring needs of an engine."""

    def run(self, rows: np.ndarray) -> dict[str, np.ndarray]:
        """Named outputs for rows float32 (n, features)."""


def score_rows(
    engine: Tabular,
    record: ModelRecord,
    rows: np.ndarray | Sequence[Sequence[float]],
    *,
    row_ids: Sequence[str | None] | None = None,
    job: Job | None = None,
) -> ScoreTable:
    """Score rows of numbers in the order of the model's inputs, as `schema` gives them.

    Raises:
        ManifestInvalid: the model is not described as a risk model.
        RowInvalid: a wrong number of columns, or a value that is not finite.
        ModelRefused: the outputs contradict the description.
        ModelStopped, NotConfined: from the engine.
        Cancelled: between two steps; nothing is kept.
    """
    job = job or Job()
    traits = record.manifest.risk
    if traits is None:
        raise ManifestInvalid(why=f"“{record.manifest.name}” is not a risk model")
    values = np.asarray(rows, np.float64)
    if not len(values):
        values = values.reshape(0, len(traits.features))
    if values.ndim != 2 or values.shape[1] != len(traits.features):
        raise RowInvalid(what="The row", why=f"it needs {len(traits.features)} values")
    if not np.isfinite(values).all():
        raise RowInvalid(what="The row", why="a value is missing or not a number")
    name = record.manifest.name
    parts: list[dict[str, np.ndarray]] = []
    for start in range(0, len(values), ROWS_PER_STEP):
        job.tick("scoring", start, len(values), unit="rows")
        step = values[start : start + ROWS_PER_STEP].astype(np.float32)
        parts.append(_shaped(engine.run(step), len(step), len(traits.features), name))
    job.tick("scoring", len(values), len(values), unit="rows")
    pd, points, contributions = (
        np.concatenate([part[output] for part in parts]) if parts else empty
        for output, empty in (
            ("pd", np.zeros(0, np.float32)),
            ("points", np.zeros(0, np.int32)),
            ("contributions", np.zeros((0, len(traits.features)), np.int32)),
        )
    )
    return ScoreTable(
        record,
        traits,
        values=values,
        row_ids=row_ids if row_ids is not None else [None] * len(values),
        pd=pd,
        points=points,
        contributions=contributions,
        starting_points=_starting_points(pd, points, contributions, traits, name),
    )


def _shaped(
    outputs: dict[str, np.ndarray], rows: int, features: int, name: str
) -> dict[str, np.ndarray]:
    expected: tuple[tuple[str, tuple[int, ...], str], ...] = (
        ("pd", (rows,), "f"),
        ("points", (rows,), "i"),
        ("contributions", (rows, features), "i"),
    )
    for output, shape, kind in expected:
        found = outputs.get(output)
        if found is None or found.shape != shape or found.dtype.kind != kind:
            raise ModelRefused(name=name, why=f"its output “{output}” is missing or misshapen")
    return outputs


def _starting_points(
    pd: np.ndarray, points: np.ndarray, contributions: np.ndarray, traits: RiskTraits, name: str
) -> int:
    """What every row starts with: points minus contributions, the same for all rows.

    This and the probability are checked here because an explanation that does not add up, or a
    probability that is not the one of its points, would be a wrong reason given to a person.
    """
    if not len(points):
        return 0
    starts = points.astype(np.int64) - contributions.astype(np.int64).sum(axis=1)
    if (starts != starts[0]).any():
        raise ModelRefused(name=name, why="its points are not the sum of its contributions")
    doublings = (points - traits.base_points) / traits.points_to_double_odds
    stated = 1.0 / (1.0 + traits.base_odds * np.exp2(doublings))
    if not (np.abs(pd - stated) <= _PD_TOLERANCE).all():
        raise ModelRefused(name=name, why="its probabilities are not those of its points")
    return int(starts[0])
