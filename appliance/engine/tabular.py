"""The engine that runs risk models, as the rest of the program sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from appliance.engine.host import Host, Hosted
from appliance.engine.protocol import LoadTabular, Outputs, Run
from appliance.errors import ProtocolBroken

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from appliance.children.filling import FillingSource
    from appliance.engine.protocol import Column
    from appliance.jobs import Job

_HEADROOM_BYTES = 2 * 1024**3
# 23 features of 4 bytes: about a megabyte per message, and a tenth of a second of work.
_BATCH_ROWS = 10_000
# Outputs of a batch: 400 numbers a row, where our own models give 25.
_FRAME_BYTES = 16 * 1024**2
_DTYPES = {"float32": "<f4", "int32": "<i4"}
_MATRIX_RANK = 2


class TabularEngine(Hosted):
    """One risk model; safe to share between threads, one request at a time.

    Args:
        source: gives `model.onnx`.
        name: for messages to people.
        threads: for one batch of rows.
    """

    def __init__(
        self,
        source: FillingSource,
        *,
        name: str,
        threads: int,
        required_layers: tuple[str, ...] = (),
    ) -> None:
        self._host = Host(
            "risk",
            name=name,
            source=source,
            load=_load_request,
            threads=threads,
            required_layers=required_layers,
            headroom_bytes=_HEADROOM_BYTES,
            frame_bytes=_FRAME_BYTES,
        )

    def run(
        self, rows: NDArray[np.floating[Any]], *, job: Job | None = None
    ) -> dict[str, NDArray[Any]]:
        """All outputs of the model for each row.

        Args:
            rows: shape (rows, features), in the model's own feature order; at least one row.
            job: reports rows done; cancelling it stops between two batches.

        Returns:
            Output name to float32 or int32, of shape (rows,) or (rows, width).

        Raises: ValueError: no matrix; Cancelled, ChildTimeout, ProtocolBroken, and as `load`.
        """
        if rows.ndim != _MATRIX_RANK or rows.shape[0] == 0:
            raise ValueError(f"rows of shape {rows.shape}")
        parts: list[dict[str, NDArray[Any]]] = []
        for begin in range(0, len(rows), _BATCH_ROWS):
            batch = np.ascontiguousarray(rows[begin : begin + _BATCH_ROWS], dtype="<f4")
            parts.append(self._batch(batch, job))
            if job is not None:
                job.tick("scoring", begin + len(batch), len(rows), unit="rows")
        if any(part.keys() != parts[0].keys() for part in parts):
            raise ProtocolBroken("outputs that change between batches", kind="risk")
        return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}

    def _batch(self, batch: NDArray[np.float32], job: Job | None) -> dict[str, NDArray[Any]]:
        count, width = batch.shape
        with self._host.exchange(job) as exchange:
            exchange.send(Run(exchange.number, batch.tobytes(), count, width))
            for reply in exchange.replies():
                if isinstance(reply, Outputs) and all(_fits(c, count) for c in reply.columns):
                    return {column.name: _values(column, count) for column in reply.columns}
                break
            raise exchange.broken("not outputs, or of another size")


def _fits(untrusted: Column, count: int) -> bool:
    cells = count * max(untrusted.width, 1)
    known = untrusted.dtype in _DTYPES and untrusted.width >= 0
    return known and len(untrusted.data) == 4 * cells


def _values(column: Column, count: int) -> NDArray[Any]:
    values = np.frombuffer(column.data, dtype=_DTYPES[column.dtype])
    return values if column.width == 0 else values.reshape(count, column.width)


def _load_request(places: Mapping[str, int]) -> LoadTabular:
    return LoadTabular(places["model.onnx"])
