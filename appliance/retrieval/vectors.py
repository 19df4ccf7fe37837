"""Search by meaning: unit vectors kept in the vault, decrypted once per case into one matrix."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from appliance.errors import VaultDamaged

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from appliance.vault.connection import Connection

    Matrix = NDArray[np.float32]

_STORED = np.dtype("<f4")
# 20,000 passages are 30 MB; two cases side by side is what a person compares.
_CASES_KEPT = 2


@dataclass(frozen=True)
class CaseVectors:
    """All vectors of a case: row i of `matrix` belongs to `chunk_ids[i]` of `document_ids[i]`."""

    revision: str
    chunk_ids: NDArray[np.int64]
    document_ids: NDArray[np.int64]
    matrix: Matrix

    def search(
        self, vector: Matrix, *, document_id: int | None, limit: int
    ) -> list[tuple[int, float]]:
        """Chunk numbers with their cosines, best first; exact, no approximation."""
        rows = (
            np.arange(len(self.chunk_ids))
            if document_id is None
            else np.flatnonzero(self.document_ids == document_id)
        )
        if not len(rows):
            return []
        matrix = self.matrix if document_id is None else self.matrix[rows]
        scores = matrix @ vector
        if len(scores) > limit:
            chosen = np.argpartition(-scores, limit - 1)[:limit]
        else:
            chosen = np.arange(len(scores))
        # Equal scores in the order of the chunks, so that the same search gives the same list.
        order = chosen[np.lexsort((self.chunk_ids[rows[chosen]], -scores[chosen]))]
        return [(int(self.chunk_ids[rows[place]]), float(scores[place])) for place in order]


class VectorCache:
    """The matrices of the cases searched last. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._cases: OrderedDict[int, CaseVectors] = OrderedDict()

    def get(self, connection: Connection, case_id: int, revision: str) -> CaseVectors:
        """The case's vectors as of `revision`. Raises: VaultDamaged: a vector is cut or invalid."""
        with self._lock:
            kept = self._cases.get(case_id)
            if kept is None or kept.revision != revision:
                kept = _load(connection, case_id, revision)
                self._cases[case_id] = kept
            self._cases.move_to_end(case_id)
            while len(self._cases) > _CASES_KEPT:
                self._cases.popitem(last=False)
            return kept

    def clear(self) -> None:
        """Forget everything, when the vault is locked."""
        with self._lock:
            self._cases.clear()


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


def _load(connection: Connection, case_id: int, revision: str) -> CaseVectors:
    chunk_ids: list[int] = []
    document_ids: list[int] = []
    parts: list[bytes] = []
    for chunk_id, document_id, data in connection.execute(
        "SELECT chunk.id, chunk.document_id, vector.data FROM document "
        "JOIN chunk ON chunk.document_id = document.id JOIN vector ON vector.chunk_id = chunk.id "
        "WHERE document.case_id = ? AND document.state = 'ready' ORDER BY chunk.id",
        (case_id,),
    ):
        chunk_ids.append(chunk_id)
        document_ids.append(document_id)
        parts.append(data)
    if len({len(part) for part in parts}) > 1 or any(len(part) % 4 for part in parts[:1]):
        raise VaultDamaged("vector length", why="the vectors of a case differ in length")
    flat = np.frombuffer(b"".join(parts), dtype=_STORED).astype(np.float32)
    if not np.isfinite(flat).all():
        raise VaultDamaged("vector value", why="a vector is not made of numbers")
    matrix = flat.reshape(len(parts), -1) if parts else flat.reshape(0, 1)
    return CaseVectors(
        revision, np.array(chunk_ids, np.int64), np.array(document_ids, np.int64), matrix
    )
