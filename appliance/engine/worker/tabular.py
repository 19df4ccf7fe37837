"""The tabular worker: one ONNX model that takes rows of numbers."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import numpy as np

from appliance.engine.protocol import Column, Failed, Loaded, LoadTabular, Outputs, Run, Trouble
from appliance.engine.worker.session import build_name, open_session
from appliance.engine.worker.wire import Ended, Refused

if TYPE_CHECKING:
    from appliance.confinement.childside import ChildSide
    from appliance.engine.protocol import Reply, Request
    from appliance.engine.worker.wire import Wire

_INPUT = "rows"
_MATRIX_RANK = 2


class TabularWorker:
    """Raw rows in, named columns out; the preprocessing is inside the model."""

    def __init__(self, side: ChildSide, wire: Wire) -> None:
        self._wire = wire
        self._threads = side.threads
        self._handed = side.handed
        self._session: Any = None

    def handle(self, request: Request) -> Reply:
        """Do one request and return its last reply. Raises: Ended."""
        number = request.number if isinstance(request, Run) else 0
        try:
            if isinstance(request, LoadTabular):
                return self._load(request)
            if isinstance(request, Run) and self._session is not None:
                return self._run(request)
        except Refused as error:
            return Failed(number, error.trouble, fault=error.fault)
        except MemoryError:
            return Failed(number, Trouble.OUT_OF_MEMORY)
        raise Ended

    def _load(self, request: LoadTabular) -> Reply:
        began_s = time.monotonic()
        self._session = open_session(
            self._handed[request.weights], kind="risk", threads=self._threads
        )
        if [item.name for item in self._session.get_inputs()] != [_INPUT]:
            raise Refused(Trouble.WEIGHTS_UNSUITABLE)
        return Loaded(build_name(), time.monotonic() - began_s)

    def _run(self, request: Run) -> Reply:
        cells = np.frombuffer(request.rows, dtype="<f4")
        if cells.size != request.row_count * request.feature_count or request.row_count < 1:
            raise Refused(Trouble.REQUEST_INVALID)
        rows = cells.reshape(request.row_count, request.feature_count)
        try:
            results = self._session.run(None, {_INPUT: rows})
        except Exception as error:  # the library's own exceptions have no useful common root
            raise Refused(Trouble.COMPUTATION_FAILED) from error
        names = [item.name for item in self._session.get_outputs()]
        columns = [
            _column(name, np.asarray(result), request.row_count)
            for name, result in zip(names, results, strict=True)
        ]
        return Outputs(request.number, columns)


def _column(name: str, result: np.ndarray, row_count: int) -> Column:
    """One output as bytes. Raises: Refused: not one value or one row of values per input row."""
    if result.ndim not in (1, _MATRIX_RANK) or result.shape[0] != row_count:
        raise Refused(Trouble.WEIGHTS_UNSUITABLE)
    if result.dtype.kind == "f":
        dtype, data = "float32", result.astype("<f4")
    elif result.dtype.kind in "iub":
        dtype, data = "int32", result.astype("<i4")
    else:
        raise Refused(Trouble.WEIGHTS_UNSUITABLE)
    width = 0 if result.ndim == 1 else result.shape[1]
    return Column(name, dtype, width, data.tobytes())
