"""One context over held weights, made as a trial says: reads tokens, writes on, gives logits."""

from __future__ import annotations

import ctypes
import time
from typing import TYPE_CHECKING, Any

import numpy as np

from appliance.engine.protocol import Trouble
from appliance.engine.worker.wire import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.engine.tuning.protocol import Trial
    from appliance.engine.worker.tuner.weights import HeldWeights

_KV_TYPES = {"f16": 1, "q8_0": 8}  # ggml_type
_FLASH_ON, _FLASH_OFF = 1, 0
# Cells are given out in steps of 256.
_CELL_STEP = 256
_LEAST_STEP, _LARGEST_STEP = 32, 4096


class Lane:
    """A context; the caller closes it before the weights.

    Args:
        held: the weights.
        trial: how to run them.
        cells: tokens that it must hold.
        all_logits: logits of every token are wanted, `step_tokens` at once.

    Raises: Refused: the trial is impossible, or there is not enough memory.
    """

    def __init__(
        self, held: HeldWeights, trial: Trial, *, cells: int, all_logits: bool = False
    ) -> None:
        native = held.native
        sane = _LEAST_STEP <= trial.step_tokens <= _LARGEST_STEP and cells <= held.context_tokens
        threads = min(trial.prefill_threads, trial.decode_threads)
        if not sane or threads < 1 or trial.kv_type not in _KV_TYPES:
            raise Refused(Trouble.REQUEST_INVALID)
        parameters = native.llama_context_default_params()
        parameters.n_ctx = -(-cells // _CELL_STEP) * _CELL_STEP
        parameters.n_batch = parameters.n_ubatch = trial.step_tokens
        parameters.n_threads = trial.decode_threads
        parameters.n_threads_batch = trial.prefill_threads
        parameters.flash_attn_type = _FLASH_ON if trial.flash_attention else _FLASH_OFF
        parameters.type_k = parameters.type_v = _KV_TYPES[trial.kv_type]
        parameters.no_perf = True
        context = native.llama_init_from_model(held.model, parameters)
        if not context:
            raise Refused(Trouble.OUT_OF_MEMORY)
        self._native = native
        self._context = context
        self._step = trial.step_tokens
        self._vocabulary = held.vocabulary
        self._batch = native.llama_batch_init(trial.step_tokens, 0, 1)
        self._all_logits = all_logits
        self._place = 0

    def close(self) -> None:
        """Free the context."""
        self._native.llama_batch_free(self._batch)
        self._native.llama_free(self._context)

    def forget(self, keep_tokens: int = 0) -> None:
        """Drop what was read after the first `keep_tokens`."""
        memory = self._native.llama_get_memory(self._context)
        kept = keep_tokens and self._native.llama_memory_seq_rm(memory, 0, keep_tokens, -1)
        if keep_tokens and not kept:
            raise Refused(Trouble.WEIGHTS_UNSUITABLE)
        if not keep_tokens:
            self._native.llama_memory_clear(memory, True)
        self._place = keep_tokens

    def read(self, tokens: Sequence[int]) -> None:
        """Read tokens in steps. Raises: Refused: the computation failed."""
        for begin in range(0, len(tokens), self._step):
            self._feed(tokens[begin : begin + self._step])

    def timed(self, prompt: Sequence[int], written_tokens: int) -> tuple[float, float]:
        """Seconds for reading the prompt from nothing, and for writing so many tokens after it.

        The tokens that are written are taken from the prompt: which they are costs nothing.
        """
        self.forget()
        began_s = time.perf_counter()
        self.read(prompt)
        self._native.llama_synchronize(self._context)
        read_s = time.perf_counter()
        for number in range(written_tokens):
            self._feed(prompt[number : number + 1])
            self._native.llama_synchronize(self._context)
        return read_s - began_s, time.perf_counter() - read_s

    def logits(self, tokens: Sequence[int]) -> np.ndarray:
        """Read at most one step of tokens; a row for each, which the next call overwrites."""
        self._feed(tokens)
        found = self._native.llama_get_logits(self._context)
        return _floats(found, len(tokens) * self._vocabulary).reshape(len(tokens), -1)

    def likeliest(self) -> int:
        """The likeliest token after what was read last."""
        row = self._native.llama_get_logits_ith(self._context, -1)
        return int(np.argmax(_floats(row, self._vocabulary)))

    def _feed(self, tokens: Sequence[int]) -> None:
        batch = self._batch
        count = len(tokens)
        batch.n_tokens = count
        for number, token in enumerate(tokens):
            batch.token[number] = token
            batch.pos[number] = self._place + number
            batch.n_seq_id[number] = 1
            batch.seq_id[number][0] = 0
            batch.logits[number] = int(self._all_logits or number == count - 1)
        if self._native.llama_decode(self._context, batch) != 0:
            raise Refused(Trouble.COMPUTATION_FAILED)
        self._place += count


def _floats(pointer: Any, count: int) -> np.ndarray:  # noqa: ANN401 - a pointer of the bindings
    """Native floats as an array, without a copy and without importing anything."""
    address = ctypes.cast(pointer, ctypes.c_void_p).value
    if not address:
        raise Refused(Trouble.COMPUTATION_FAILED)
    return np.frombuffer(memoryview((ctypes.c_float * count).from_address(address)), np.float32)
