"""One llama.cpp context: KV cells, sequences that share them, and steps of tokens through them."""

from __future__ import annotations

import ctypes
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import numpy as np

from appliance.engine.protocol import Trouble
from appliance.engine.worker.devices import trouble
from appliance.engine.worker.wire import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from appliance.engine.worker.llama import LlamaModel

# A prefix, its branches and the rows that write: see `lanes.py`.
SEQUENCES = 64
# Rows of logits that one step may give; each costs 4 bytes per word of the vocabulary.
OUTPUTS_PER_STEP = 128
_CELLS_STEP = 1024
_FIRST_CELLS = 2048
_ABORTED = 2
_KV_TYPES = {"f16": 1, "q8_0": 8}  # ggml_type
# The library asks about a thousand times per step whether to go on, each time through Python; a
# shorter step is over soon and is not worth that.
_STOPPABLE_FROM_TOKENS = 48


class Aborted(Exception):
    """A step was stopped in the middle, as asked; nothing of it is remembered."""


class Step:
    """Tokens of one or more sequences that are computed together; its arrays are used again."""

    def __init__(self, model: LlamaModel, capacity: int) -> None:
        """Prepare arrays for `capacity` tokens."""
        native = model.native
        self.capacity = capacity
        self._tokens = np.zeros(capacity, np.int32)
        self._positions = np.zeros(capacity, np.int32)
        self._sequences = np.zeros(capacity, np.int32)
        self._outputs = np.zeros(capacity, np.int8)
        counts = np.ones(capacity, np.int32)
        base = self._sequences.ctypes.data
        addresses = np.arange(base, base + 4 * capacity, 4, dtype=np.uintp)
        self._keep = (counts, addresses)
        self.native = native.llama_batch(
            0,
            self._tokens.ctypes.data_as(ctypes.POINTER(ctypes.c_int32)),
            None,
            self._positions.ctypes.data_as(ctypes.POINTER(ctypes.c_int32)),
            counts.ctypes.data_as(ctypes.POINTER(ctypes.c_int32)),
            addresses.ctypes.data_as(ctypes.POINTER(ctypes.POINTER(ctypes.c_int32))),
            self._outputs.ctypes.data_as(ctypes.POINTER(ctypes.c_int8)),
        )
        self.clear()

    def clear(self) -> None:
        """Forget all tokens."""
        self.tokens = 0
        self.outputs = 0
        self.begins: list[tuple[int, int]] = []

    def fits(self, tokens: int, outputs: int) -> bool:
        """True if so many more tokens and rows of logits fit."""
        return self.tokens + tokens <= self.capacity and self.outputs + outputs <= OUTPUTS_PER_STEP

    def add(self, tokens: Sequence[int], *, sequence: int, position: int, outputs: int) -> int:
        """Add tokens of a sequence from `position` on; the last `outputs` give logits.

        Returns: the row of the first of these logits.
        """
        begin, end = self.tokens, self.tokens + len(tokens)
        self._tokens[begin:end] = tokens
        self._positions[begin:end] = range(position, position + len(tokens))
        self._sequences[begin:end] = sequence
        self._outputs[begin:end] = 0
        self._outputs[end - outputs : end] = 1
        self.tokens = end
        self.begins.append((sequence, position))
        row = self.outputs
        self.outputs += outputs
        return row


class Context:
    """KV cells and sequences; made at first use, and anew when a request needs more cells.

    Sequences share cells (`kv_unified`), so a fork costs nothing but a mark in each cell.
    """

    def __init__(self, model: LlamaModel) -> None:
        """Nothing native is made yet."""
        self._model = model
        self._native = model.native
        self._handles = ExitStack()
        self._context: Any = None
        self._memory: Any = None
        self._threads = (0, 0)
        self.cells = 0
        self.step: Step = Step(model, model.settings.step_tokens)

    def make_room(self, cells: int) -> bool:
        """Have at least so many cells; True if the context was made anew and remembers nothing.

        Raises: Refused: there is not enough memory.
        """
        if cells <= self.cells:
            return False
        settings = self._model.settings
        size = max(_FIRST_CELLS, -(-cells // _CELLS_STEP) * _CELLS_STEP)
        self.close()
        parameters = self._native.llama_context_default_params()
        parameters.n_ctx = size
        parameters.n_batch = parameters.n_ubatch = settings.step_tokens
        parameters.n_seq_max = SEQUENCES
        parameters.n_outputs_max = min(OUTPUTS_PER_STEP, settings.step_tokens)
        parameters.kv_unified = True
        parameters.flash_attn_type = int(settings.flash_attention)
        parameters.type_k = parameters.type_v = _KV_TYPES[settings.kv_type]
        parameters.n_threads = self._model.decode_threads
        parameters.n_threads_batch = self._model.prefill_threads
        parameters.no_perf = True
        context = self._native.llama_init_from_model(self._model.model, parameters)
        if not context:
            raise Refused(trouble(self._model.log, Trouble.OUT_OF_MEMORY))
        self._handles.callback(self._native.llama_free, context)
        self._context, self.cells = context, size
        self._memory = self._native.llama_get_memory(context)
        self._threads = (0, 0)
        return True

    def close(self) -> None:
        """Free the native context."""
        self._handles.close()
        self._context, self._memory, self.cells = None, None, 0

    # Sequences ---------------------------------------------------------------------------------

    def clear(self) -> None:
        """Forget every sequence."""
        if self._context is not None:
            self._native.llama_memory_clear(self._memory, False)

    def fork(self, source: int, target: int, tokens: int) -> None:
        """Let `target` begin with the first `tokens` of `source`; it must be empty."""
        if tokens:
            self._native.llama_memory_seq_cp(self._memory, source, target, 0, tokens)

    def drop(self, sequence: int, position: int = 0) -> bool:
        """Forget a sequence from `position` on; False if this kind of model cannot."""
        return bool(self._native.llama_memory_seq_rm(self._memory, sequence, position, -1))

    def state(self, sequence: int) -> bytes:
        """All that is needed to go on with a sequence elsewhere."""
        size = int(self._native.llama_state_seq_get_size(self._context, sequence))
        buffer = bytearray(size)
        array = (ctypes.c_uint8 * size).from_buffer(buffer)
        size = int(self._native.llama_state_seq_get_data(self._context, array, size, sequence))
        return bytes(memoryview(buffer)[:size])

    def restore(self, sequence: int, state: bytes, tokens: int) -> bool:
        """Go on with a sequence that another context computed; the cache must be empty.

        Returns: False, and nothing is remembered, if the state does not fit this model.
        """
        array = ctypes.cast(ctypes.c_char_p(state), ctypes.POINTER(ctypes.c_uint8))
        size = len(state)
        done = int(self._native.llama_state_seq_set_data(self._context, array, size, sequence))
        first = int(self._native.llama_memory_seq_pos_min(self._memory, sequence))
        last = int(self._native.llama_memory_seq_pos_max(self._memory, sequence))
        if done == size and (first, last) == (0, tokens - 1):
            return True
        self.clear()
        return False

    # Computing ---------------------------------------------------------------------------------

    def compute(self, *, reading: bool) -> NDArray[np.float32]:
        """Compute `step`; returns its rows of logits, valid until the next one.

        Args:
            reading: mostly prompt, so the threads for prefill are used.

        Raises:
            Aborted: the model's `go_on` said no.
            Refused: the computation failed.
        """
        native, step = self._native, self.step
        threads = self._model.prefill_threads if reading else self._model.decode_threads
        if self._threads != (threads, threads):
            native.llama_set_n_threads(self._context, threads, threads)
            self._threads = (threads, threads)
        stoppable = step.tokens >= _STOPPABLE_FROM_TOKENS
        if stoppable:
            native.llama_set_abort_callback(self._context, self._model.abort, None)
        step.native.n_tokens = step.tokens
        try:
            status = int(native.llama_decode(self._context, step.native))
        finally:
            if stoppable:
                native.llama_set_abort_callback(self._context, self._model.never_abort, None)
        if status == _ABORTED:
            for sequence, position in step.begins:
                self.drop(sequence, position)
            raise Aborted
        if status != 0:
            raise Refused(Trouble.COMPUTATION_FAILED)
        if not step.outputs:
            return np.empty((0, self._model.vocabulary), np.float32)
        pointer = native.llama_get_logits(self._context)
        address = ctypes.cast(pointer, ctypes.c_void_p).value
        size = step.outputs * self._model.vocabulary
        floats = memoryview((ctypes.c_float * size).from_address(address or 0)).cast("B")
        return np.frombuffer(floats, np.float32).reshape(step.outputs, -1)
