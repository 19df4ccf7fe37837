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


def scores(
    matrix: Matrix, vector: Matrix, chosen: NDArray[np.bool_] | None = None
) -> NDArray[np.float32]:
    """Cosine of `vector` with each row, from -1 to 1; exact, no approximation.

    Rows that are not chosen get -1.
    """
    if chosen is None:
        return _cosines(matrix, vector)
    found = np.full(len(matrix), -1, np.float32)
    rows = np.flatnonzero(chosen)
    found[rows] = _cosines(matrix[rows], vector)
    return found


def _cosines(matrix: Matrix, vector: Matrix) -> NDArray[np.float32]:
    # Not `@`: its library wakes a thread for each core even for a page's worth of rows, and waits
    # for all of them; beside other work that takes many times as long as one thread does.
    found: NDArray[np.float32] = np.einsum("ij,j->i", matrix, vector)
    return found
