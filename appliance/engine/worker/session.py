"""Opens ONNX models from memory, checked first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import onnxruntime

from appliance.confinement.childside import read_descriptor
from appliance.engine.protocol import Trouble
from appliance.engine.weights_faults import WeightsRefused
from appliance.engine.worker.onnx_check import check
from appliance.engine.worker.wire import Refused, refused_weights

if TYPE_CHECKING:
    from appliance.engine.worker.onnx_check import OnnxKind

# 3 = errors only; the rest would fill the log.
_SEVERITY_ERROR = 3


def build_name() -> str:
    """Name and version, as recorded with every result."""
    return f"ONNX Runtime {onnxruntime.__version__}"


def open_session(weights: int, *, kind: OnnxKind, threads: int, keep_memory: bool = True) -> Any:  # noqa: ANN401 - the library has no types
    """A session for the model in the memory file `weights`, which is closed.

    Args:
        weights: descriptor of the file.
        kind: what the model must be.
        threads: for one call of the session.
        keep_memory: for the next call, which is faster; but where each call is of another size,
            what is kept grows and grows.

    Raises: Refused: the model is damaged, unsafe, or not for this release.
    """
    try:
        model = read_descriptor(weights)
        check(model, kind=kind)
    except OSError as error:
        raise Refused(Trouble.WEIGHTS_DAMAGED) from error
    except WeightsRefused as error:
        raise refused_weights(error) from error
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = _SEVERITY_ERROR
    options.use_deterministic_compute = True
    options.enable_cpu_mem_arena = keep_memory
    options.enable_mem_pattern = keep_memory
    try:
        return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    except MemoryError as error:
        raise Refused(Trouble.OUT_OF_MEMORY) from error
    except Exception as error:  # the library's own exceptions have no useful common root
        raise Refused(Trouble.WEIGHTS_DAMAGED) from error
