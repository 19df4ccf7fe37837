"""Which passages a search is about, and what is kept in memory of them between searches."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from appliance.vault.connection import Connection

T = TypeVar("T")

# Two cases side by side is what a person compares; 20,000 passages with vectors are 30 MB.
_CASES_KEPT = 2


@dataclass(frozen=True)
class Scope:
    """The passages of a case's ready documents, in ascending order of their numbers."""

    chunk_ids: NDArray[np.int64]
    document_ids: NDArray[np.int64]
    lengths: NDArray[np.float64]  # code points

    def rows(self, document_id: int | None) -> NDArray[np.int64]:
        """Places of the passages of one document, or of all."""
        if document_id is None:
            return np.arange(len(self.chunk_ids))
        return np.flatnonzero(self.document_ids == document_id)


def load_scope(connection: Connection) -> Scope:
    """Read the passages of the case whose database this is."""
    rows = connection.execute(
        "SELECT chunk.id, chunk.document_id, chunk.end_cp - chunk.start_cp FROM document "
        "JOIN chunk ON chunk.document_id = document.id "
        "WHERE document.state = 'ready' ORDER BY chunk.id"
    ).fetchall()
    table = np.array(rows, dtype=np.int64).reshape(-1, 3)
    return Scope(table[:, 0].copy(), table[:, 1].copy(), table[:, 2].astype(np.float64))


class PerCase(Generic[T]):
    """Something made of a case, made anew when the case changes. Thread-safe."""

    def __init__(self, load: Callable[[Connection], T]) -> None:
        self._load = load
        self._lock = threading.Lock()
        self._kept: OrderedDict[int, tuple[str, T]] = OrderedDict()

    def get(self, connection: Connection, case_id: int, revision: str) -> T:
        """The thing as of `revision` or later."""
        with self._lock:
            kept = self._kept.get(case_id)
            if kept is None or kept[0] != revision:
                kept = (revision, self._load(connection))
                self._kept[case_id] = kept
            self._kept.move_to_end(case_id)
            while len(self._kept) > _CASES_KEPT:
                self._kept.popitem(last=False)
            return kept[1]

    def clear(self) -> None:
        """Forget everything, when the vault is locked."""
        with self._lock:
            self._kept.clear()
