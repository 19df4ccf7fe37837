"""Search by meaning: unit vectors kept in the vault, decrypted once per case into one matrix."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from appliance.errors import VaultDamaged

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from appliance.vault.connection import Connection

    Matrix = NDArray[np.float32]

_STORED = np.dtype("<f4")

# Passages from which on main directions are compared first, of how many vectors they are learned,
# how many directions there are, and how many of the best are compared in full.
LARGE, _SAMPLE, _DIRECTIONS, _REFINED = 20_000, 4_000, 128, 2_000


def save(
    connection: Connection, document_id: int, chunk_ids: Sequence[int], vectors: Matrix
) -> None:
    """Keep vectors of a document's chunks, inside the caller's transaction.

    Chunks that were removed in the meantime are passed over.
    """
    rows = vectors.astype(_STORED, copy=False)
    connection.executemany(
        "INSERT OR REPLACE INTO vector (chunk_id, data) SELECT id, ?3 FROM chunk "
        "WHERE id = ?1 AND document_id = ?2",
        [
            (chunk_id, document_id, row.tobytes())
            for chunk_id, row in zip(chunk_ids, rows, strict=True)
        ],
    )


def load_matrix(connection: Connection) -> Matrix:
    """The vectors of the case's ready documents, a row for each passage in order of its number.

    Raises: VaultDamaged: a vector is missing, cut, or not made of numbers.
    """
    parts = [
        data
        for (data,) in connection.execute(
            "SELECT vector.data FROM document JOIN chunk ON chunk.document_id = document.id "
            "LEFT JOIN vector ON vector.chunk_id = chunk.id "
            "WHERE document.state = 'ready' ORDER BY chunk.id"
        )
    ]
    if not parts:
        return np.zeros((0, 0), np.float32)
    if None in parts:
        raise VaultDamaged("vector missing", why="a passage has no vector")
    lengths = {len(part) for part in parts}
    if len(lengths) > 1 or lengths.pop() % _STORED.itemsize:
        raise VaultDamaged("vector length", why="the vectors of a case differ in length")
    flat = np.frombuffer(b"".join(parts), dtype=_STORED).astype(np.float32, copy=False)
    if not np.isfinite(flat).all():
        raise VaultDamaged("vector value", why="a vector is not made of numbers")
    return flat.reshape(len(parts), -1)


class Vectors:
    """The vectors of a case, and for a large one their main directions alone.

    Comparing all of 100,000 vectors means reading 150 MB, and that is what it takes time for. Two
    thirds less is read where only the directions in which the vectors differ most are compared;
    the best by that are then compared in full.
    """

    def __init__(self, matrix: Matrix) -> None:
        self._matrix = matrix
        self._main: Matrix | None = None
        self._directions: Matrix | None = None
        if len(matrix) >= LARGE:
            sample = matrix[:: max(1, len(matrix) // _SAMPLE)]
            _, directions = np.linalg.eigh(sample.T @ sample)  # the weakest first
            self._directions = np.ascontiguousarray(directions[:, : -_DIRECTIONS - 1 : -1])
            self._main = matrix @ self._directions

    def scores(
        self, vector: Matrix, chosen: NDArray[np.bool_] | None = None
    ) -> NDArray[np.float32]:
        """Cosine of `vector` with each row, from -1 to 1; those not chosen get -1.

        Exact, but for all rows of a large case: `refine` makes the best of those exact.
        """
        if chosen is None:
            if self._main is None or self._directions is None:
                return _cosines(self._matrix, vector)
            return _cosines(self._main, vector @ self._directions)
        found = np.full(len(self._matrix), -1, np.float32)
        rows = np.flatnonzero(chosen)
        found[rows] = _cosines(self._matrix[rows], vector)
        return found

    def refine(
        self,
        scores: NDArray[np.float32],
        cosines: NDArray[np.float32],
        vector: Matrix,
        share: float,
    ) -> None:
        """Put exact cosines into the best of the scores that were made of `share * cosines`."""
        if self._main is None:
            return
        # In the order in which they lie in memory.
        rows = np.sort(np.argpartition(-scores, _REFINED)[:_REFINED])
        exact = _cosines(self._matrix[rows], vector)
        scores[rows] += np.float32(share) * (exact - cosines[rows])


def _cosines(matrix: Matrix, vector: Matrix) -> NDArray[np.float32]:
    # Not `@`: its library wakes a thread for each core even for a page's worth of rows, and waits
    # for all of them; beside other work that takes many times as long as one thread does.
    found: NDArray[np.float32] = np.einsum("ij,j->i", matrix, vector)
    return found
