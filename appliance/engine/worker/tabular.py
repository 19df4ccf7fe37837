"""The tabular worker: one ONNX model that takes rows of numbers."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from appliance.engine.protocol import Column, Loaded, LoadTabular, Outputs, Run, Trouble
from appliance.engine.worker.session import build_name, open_session
from appliance.engine.worker.wire import Ended, Refused

if TYPE_CHECKING:
    from appliance.confinement.childside import ChildSide
    from appliance.engine.protocol import Reply, Request
    from appliance.engine.worker.wire import Wire

_INPUT = "rows"
_MATRIX_RANK = 2
# Fewer rows are done before another thread has begun.
_LEAST_ROWS_PER_THREAD = 256


class TabularWorker:
    """Raw rows in, named columns out; the preprocessing is inside the model.

    The rows of a batch are shared out to one Python thread per core, each with a single-threaded
    call of the session, because no thread of these spins at a barrier: on two cores that others
    use, too, 300 trees of 31 leaves take half as long as with threads inside the session, and
    while nobody asks for anything no thread is awake.
    """

    def __init__(self, side: ChildSide, wire: Wire) -> None:
        self._wire = wire
        self._threads = side.threads
        self._pool = ThreadPoolExecutor(side.threads)
        self._handed = side.handed
        self._session: Any = None

    def handle(self, request: Request) -> Reply:
        """Do one request and return its last reply. Raises: Ended, Refused."""
        if isinstance(request, LoadTabular):
            return self._load(request)
        if isinstance(request, Run) and self._session is not None:
            return self._run(request)
        raise Ended

    def _load(self, request: LoadTabular) -> Reply:
        began_s = time.monotonic()
        self._session = open_session(self._handed[request.weights], kind="risk", threads=1)
        if [item.name for item in self._session.get_inputs()] != [_INPUT]:
            raise Refused(Trouble.WEIGHTS_UNSUITABLE)
        return Loaded(build_name(), time.monotonic() - began_s)

    def _run(self, request: Run) -> Reply:
        cells = np.frombuffer(request.rows, dtype="<f4")
        if cells.size != request.row_count * request.feature_count or request.row_count < 1:
            raise Refused(Trouble.REQUEST_INVALID)
        rows = cells.reshape(request.row_count, request.feature_count)
        parts = self._computed(rows)
        names = [item.name for item in self._session.get_outputs()]
        columns = [
            _column(name, [np.asarray(result) for result in results], request.row_count)
            for name, *results in zip(names, *parts, strict=True)
        ]
        return Outputs(request.number, columns)

    def _computed(self, rows: np.ndarray) -> list[list[Any]]:
        """The outputs for each share of the rows, in order. Raises: Refused."""
        shares = max(1, min(self._threads, len(rows) // _LEAST_ROWS_PER_THREAD))
        cuts = [len(rows) * number // shares for number in range(shares + 1)]
        pieces = [rows[begin:end] for begin, end in pairwise(cuts)]
        try:
            if shares == 1:  # a single applicant does not wait for a thread to wake up
                return [self._session.run(None, {_INPUT: rows})]
            return list(
                self._pool.map(lambda piece: self._session.run(None, {_INPUT: piece}), pieces)
            )
        except Exception as error:  # the library's own exceptions have no useful common root
            raise Refused(Trouble.COMPUTATION_FAILED) from error


def _column(name: str, results: list[np.ndarray], row_count: int) -> Column:
    """One output as bytes. Raises: Refused: not one value or one row of values per input row."""
    if any(result.ndim not in (1, _MATRIX_RANK) for result in results):
        raise Refused(Trouble.WEIGHTS_UNSUITABLE)
    if len({result.shape[1:] for result in results}) > 1:
        raise Refused(Trouble.WEIGHTS_UNSUITABLE)
    result = results[0] if len(results) == 1 else np.concatenate(results)
    if result.shape[0] != row_count:
        raise Refused(Trouble.WEIGHTS_UNSUITABLE)
    if result.dtype.kind == "f":
        dtype, data = "float32", result.astype("<f4")
    elif result.dtype.kind in "iub":
        dtype, data = "int32", result.astype("<i4")
    else:
        raise Refused(Trouble.WEIGHTS_UNSUITABLE)
    width = 0 if result.ndim == 1 else result.shape[1]
    return Column(name, dtype, width, data.tobytes())
