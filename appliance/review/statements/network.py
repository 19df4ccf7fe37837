"""The trained model of statements: which statements it knows, and how its three steps are run.

The file itself is laid out by set-up beside the starter models. What is pinned of it here is in
`network.toml`, which training writes: its SHA-256, its statements and from which confidence on its
verdicts may be shown as certain.
"""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from appliance.errors import ProtocolBroken
from appliance.review.statements import cues, features
from appliance.review.statements.paper import OWN_COLUMNS
from appliance.review.statements.relations import COLUMNS as SECOND_COLUMNS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from appliance.jobs import Job

    Scores = NDArray[np.float32]

PREFIX = "nda-statements/"
FILE = "model.onnx"
_PINNED = "network.toml"
# Rows of a request: some 16 MB.
_BATCH_ROWS = 256
FIRST, NEAR, VERDICTS = 5, 3, 3


class Tabular(Protocol):
    """As `TabularEngine`, also lent."""

    def run(
        self, rows: NDArray[np.floating[Any]], *, job: Job | None = None
    ) -> dict[str, NDArray[Any]]:
        """All outputs of the model for each row."""
        ...


@dataclass(frozen=True)
class Network:
    """What is known of a trained model.

    Attributes:
        keys: statements in the model's order, as items name them behind `PREFIX`.
        certain_from: confidence from which on a verdict may be shown as certain: not mentioned,
            confirmed, denied. One that was too rare to measure has 2, which is never reached.
        sha256: of the file.
        name: and version, for provenance.
        embedding: SHA-256 of the weights of the embedding model that it was trained with.
    """

    keys: tuple[str, ...]
    certain_from: tuple[float, ...]
    sha256: str
    name: str
    embedding: str

    @property
    def digest(self) -> str:
        """Names the file and the way its input is made, for provenance."""
        parts = [self.sha256, str(features.VERSION), hashlib.sha256(cues.content()).hexdigest()]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    def width(self) -> int:
        """Columns of the model's input."""
        third = third_columns(len(self.keys))
        return features.width() + len(self.keys) * (SECOND_COLUMNS + third)


@cache
def shipped() -> Network:
    """The model that comes with the program."""
    table = tomllib.loads((resources.files(__package__ or "") / _PINNED).read_text("utf-8"))
    return Network(
        tuple(table["statements"]),
        tuple(table["certain_from"]),
        table["sha256"],
        table["name"],
        table["embedding"],
    )


def third_columns(statements: int) -> int:
    """Columns of the third step for each statement."""
    return OWN_COLUMNS + statements + 1


class Runner:
    """Runs the steps of one model; each fills its own columns of the input."""

    def __init__(self, network: Network, tabular: Tabular, job: Job | None) -> None:
        self._network = network
        self._tabular = tabular
        self._job = job

    def first(self, rows: Scores) -> tuple[Scores, Scores]:
        """Scores (rows, 5 * statements) and cosines (rows, 3 * statements) of sentences."""
        found = self._outputs(rows, 0)
        return self._checked(found, "first", FIRST), self._checked(found, "near", NEAR)

    def near(self, vectors: Scores) -> Scores:
        """Cosines (rows, 3 * statements) of vectors of meaning."""
        begin = features.OWN_BUCKETS + 2 * features.NEAR_BUCKETS
        return self._run(vectors, begin, "near", NEAR)

    def evidence(self, rows: Scores) -> Scores:
        """Log-odds (sentences, statements) that a sentence is evidence where there is some."""
        return self._run(rows, features.width(), "evidence", 1)

    def verdict(self, row: Scores) -> Scores:
        """Probabilities (statements, 3): not mentioned, confirmed, denied."""
        begin = features.width() + len(self._network.keys) * SECOND_COLUMNS
        return self._run(row[None], begin, "verdict", VERDICTS).reshape(-1, VERDICTS)

    def _run(self, rows: Scores, begin: int, name: str, times: int) -> Scores:
        return self._checked(self._outputs(rows, begin), name, times)

    def _outputs(self, rows: Scores, begin: int) -> dict[str, NDArray[Any]]:
        parts = []
        for start in range(0, len(rows), _BATCH_ROWS):
            batch = rows[start : start + _BATCH_ROWS]
            wide = np.zeros((len(batch), self._network.width()), np.float32)
            wide[:, begin : begin + batch.shape[1]] = batch
            parts.append(self._tabular.run(wide, job=self._job))
        return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}

    def _checked(self, found: dict[str, NDArray[Any]], name: str, times: int) -> Scores:
        """Raises: ProtocolBroken: not the model's outputs, or no numbers."""
        values = found.get(name)
        if values is None or values.shape[1:] != (times * len(self._network.keys),):
            raise ProtocolBroken(f"no {name} for each statement", kind="risk")
        if not np.isfinite(values).all():
            raise ProtocolBroken("scores that are not numbers", kind="risk")
        return values.astype(np.float32)
