"""A fenced child that loads a model with given settings and computes tokens, for `offload.py`.

It takes one request (MessagePack: settings, cells of each context, prompt, new tokens) and answers
with the engine's own numbers and the logits of each computed position.
"""

from __future__ import annotations

import ctypes
import os
import time
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from appliance.confinement.childside import ChildSide
from appliance.engine.machine.memory_bill import OUTPUTS, SEQUENCES
from appliance.engine.protocol import Trouble
from appliance.engine.records import RunSettings
from appliance.engine.worker import devices
from appliance.engine.worker.bindings import Bindings, load_bindings
from appliance.engine.worker.wire import Refused

_KV_TYPES = {"f16": 1, "q8_0": 8}


class Wanted(msgspec.Struct, frozen=True):
    """What to do."""

    settings: RunSettings
    cells: tuple[int, ...]
    prompt: tuple[int, ...] = ()
    new_tokens: int = 0


class Answer(msgspec.Struct, frozen=True):
    """What came of it; `logits` are float32 rows, the prompt's first."""

    trouble: int = 0
    buffers: tuple[tuple[str, str, int], ...] = ()
    offloaded: int = 0
    tokens: tuple[int, ...] = ()
    logits: bytes = b""
    load_s: float = 0.0
    compute_s: float = 0.0


def main() -> None:
    """Load the libraries, lock down, do it, say it."""
    side = ChildSide.begin()
    devices.prepare(side.options)
    bindings = load_bindings(Path(side.options["engine"]))
    side.confine()
    body = side.receive()
    if body is not None:
        wanted = msgspec.msgpack.decode(body, type=Wanted)
        try:
            answer = _do(bindings, side.handed[0], wanted, side.threads)
        except Refused as error:
            answer = Answer(int(error.trouble), devices.buffers(bindings.log))
        side.send(msgspec.msgpack.encode(answer))
    os._exit(0)


def _do(bindings: Bindings, weights: int, wanted: Wanted, threads: int) -> Answer:
    began_s = time.monotonic()
    model = _load(bindings, weights, wanted.settings)
    contexts = [_context(bindings, model, wanted.settings, size, threads) for size in wanted.cells]
    load_s = time.monotonic() - began_s
    began_s = time.monotonic()
    tokens, logits = _compute(bindings, model, contexts[0], wanted)
    return Answer(
        0,
        devices.buffers(bindings.log),
        devices.offloaded(bindings.log),
        tuple(tokens),
        b"".join(row.tobytes() for row in logits),
        load_s,
        time.monotonic() - began_s,
    )


def _load(bindings: Bindings, weights: int, settings: RunSettings) -> Any:  # noqa: ANN401 - the library has no types
    parameters = bindings.native.llama_model_default_params()
    parameters.load_mode = 0
    keep = devices.apply(bindings, parameters, settings)
    libc = ctypes.CDLL(None)
    libc.fdopen.restype = ctypes.c_void_p
    stream = ctypes.c_void_p(libc.fdopen(weights, b"rb"))
    model = bindings.native.llama_model_load_from_file_ptr(stream, parameters)
    libc.fclose(stream)
    del keep
    if not model:
        raise Refused(devices.trouble(bindings.log, Trouble.WEIGHTS_DAMAGED))
    return model


def _context(
    bindings: Bindings, model: object, settings: RunSettings, cells: int, threads: int
) -> Any:  # noqa: ANN401 - the library has no types
    parameters = bindings.native.llama_context_default_params()
    parameters.n_ctx = cells
    parameters.n_batch = parameters.n_ubatch = settings.step_tokens
    parameters.n_seq_max = SEQUENCES
    parameters.n_outputs_max = min(OUTPUTS, settings.step_tokens)
    parameters.kv_unified = True
    parameters.flash_attn_type = int(settings.flash_attention)
    parameters.type_k = parameters.type_v = _KV_TYPES[settings.kv_type]
    parameters.n_threads = parameters.n_threads_batch = threads
    context = bindings.native.llama_init_from_model(model, parameters)
    if not context:
        raise Refused(devices.trouble(bindings.log, Trouble.OUT_OF_MEMORY))
    return context


def _compute(
    bindings: Bindings, model: object, context: object, wanted: Wanted
) -> tuple[list[int], list[np.ndarray]]:
    """The prompt in one step, then `new_tokens`, each the likeliest."""
    native = bindings.native
    size = int(native.llama_vocab_n_tokens(native.llama_model_get_vocab(model)))
    chosen: list[int] = []
    rows: list[np.ndarray] = []
    step = list(wanted.prompt)
    for _ in range(wanted.new_tokens + 1 if step else 0):
        array = (ctypes.c_int32 * len(step))(*step)
        status = int(native.llama_decode(context, native.llama_batch_get_one(array, len(step))))
        if status != 0:
            raise Refused(devices.trouble(bindings.log, Trouble.COMPUTATION_FAILED))
        pointer = native.llama_get_logits_ith(context, -1)
        row = np.array(ctypes.cast(pointer, ctypes.POINTER(ctypes.c_float * size))[0], np.float32)
        rows.append(row)
        chosen.append(int(row.argmax()))
        step = chosen[-1:]
    return chosen, rows


if __name__ == "__main__":
    main()
