"""Owns the native handles of one language model: weights, context, samplers, and closes them.

The only module that calls llama.cpp. Which tokens to feed and when to stop is `generation.py`.
"""

from __future__ import annotations

import ctypes
import os
import sys
import time
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from appliance.engine.gguf_check import check
from appliance.engine.gguf_values import DescriptorSource
from appliance.engine.protocol import Trouble
from appliance.engine.weights_faults import WeightsRefused
from appliance.engine.worker.wire import Refused, refused_weights

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import ModuleType

    from appliance.engine.worker.bindings import Bindings

# Tokens per prefill step. A kept prefix is a multiple of it, so that a prompt is always computed in
# the same steps and gives bit by bit the same answer, whatever was asked before.
PREFILL_TOKENS = 512
_CONTEXT_STEP_TOKENS = 1024
_FIRST_CONTEXT_TOKENS = 2048
_ABORTED = 2
# How often the native code asks whether to go on; it would ask about a thousand times per step.
_ASK_EVERY_S = 0.02
_PIECE_BYTES = 256
_TOP_K, _TOP_P = 40, 0.95
_LOAD_MODE_READ = 0  # llama_load_mode NONE: weights are read into memory of their own


class Aborted(Exception):
    """A prefill step was stopped in the middle, as asked."""


class LlamaModel:
    """One loaded model with at most one context, used by one thread.

    The context starts small and is made anew, larger, when a request needs it, up to the limit of
    the model: its memory grows with its length (SmolLM2-135M: 23 KiB per token).
    """

    def __init__(self, bindings: Bindings, *, threads: int, go_on: Callable[[], bool]) -> None:
        """Prepare; must run before the lock-down, because callbacks need executable memory.

        Args:
            bindings: the loaded library.
            threads: for prefill and decode.
            go_on: asked now and then during slow native work; False stops it. Must not raise.
        """
        self._bindings = bindings  # holds the log callback that the library calls
        self._native = bindings.native
        self._threads = threads
        self._go_on = go_on
        self._asked_s = 0.0
        self._abort = self._native.ggml_abort_callback(self._should_abort)
        self._never_abort = self._native.ggml_abort_callback()
        self._progress = self._native.llama_progress_callback(lambda _share, _data: go_on())
        self._handles = ExitStack()
        self._context_stack = ExitStack()
        self._context_tokens = 0
        self._pieces: dict[int, bytes | None] = {}
        self._model: Any = None
        self._vocab: Any = None
        self._context: Any = None
        self.limit_tokens = 0

    def load(self, weights: int, context_tokens: int) -> None:
        """Load the GGUF in the memory file `weights`, which is closed; again only after `close`.

        The weights are read instead of mapped. Opening a path is refused after the lock-down, so
        the open descriptor becomes a C stream. Reading costs no more memory than mapping, because
        the memory file is gone once both sides have closed it; and less where the engine repacks.

        Args:
            weights: descriptor of the file.
            context_tokens: the most tokens that the model's manifest allows.

        Raises:
            Refused: the file is damaged or of a kind that the engine does not know.
        """
        try:
            facts = check(DescriptorSource(weights))
        except (OSError, WeightsRefused) as error:
            os.close(weights)
            if isinstance(error, WeightsRefused):
                raise refused_weights(error) from error
            raise Refused(Trouble.WEIGHTS_DAMAGED) from error
        if facts.has_program:
            sys.stderr.write("the model carries a prompt program, which is never run\n")
        parameters = self._native.llama_model_default_params()
        # Refuses weights that are no numbers; costs 0.02 s per 100 MB.
        parameters.check_tensors = True
        parameters.n_gpu_layers = 0
        parameters.load_mode = _LOAD_MODE_READ
        parameters.progress_callback = self._progress
        libc = ctypes.CDLL(None)
        libc.fdopen.restype = ctypes.c_void_p
        stream = libc.fdopen(weights, b"rb")
        if not stream:
            os.close(weights)
            raise Refused(Trouble.WEIGHTS_DAMAGED)
        try:
            model = self._native.llama_model_load_from_file_ptr(ctypes.c_void_p(stream), parameters)
        finally:
            libc.fclose(ctypes.c_void_p(stream))
        if not model:
            raise Refused(Trouble.WEIGHTS_DAMAGED)
        self._handles.callback(self._native.llama_model_free, model)
        if not self._native.llama_model_has_decoder(model):
            raise Refused(Trouble.WEIGHTS_UNSUITABLE)
        self._model = model
        self._vocab = self._native.llama_model_get_vocab(model)
        self.limit_tokens = min(context_tokens, int(self._native.llama_model_n_ctx_train(model)))

    def close(self) -> None:
        """Free the context and the weights; after it another model may be loaded."""
        self._context_stack.close()
        self._context_tokens = 0
        self._handles.close()
        self._pieces.clear()

    # Text and tokens ---------------------------------------------------------------------------

    def tokenize(self, text: str, *, control: bool = False) -> list[int]:
        """Tokens of `text`; only with `control` may a part of it become a control token."""
        raw = text.encode("utf-8", "replace")
        size = len(raw) + 2
        while True:
            tokens = (ctypes.c_int32 * size)()
            count = int(
                self._native.llama_tokenize(
                    self._vocab, raw, len(raw), tokens, size, False, control
                )
            )
            if count >= 0:
                return list(tokens[:count])
            size = -count

    def piece(self, token: int) -> bytes | None:
        """The bytes that a token stands for; None if the model ends its turn with it.

        Any control token counts as the end: the model is done, or begins a new turn.
        """
        if token not in self._pieces:
            self._pieces[token] = self._look_up(token)
        return self._pieces[token]

    def _look_up(self, token: int) -> bytes | None:
        if self._native.llama_vocab_is_eog(self._vocab, token):
            return None
        if self._native.llama_vocab_is_control(self._vocab, token):
            return None
        buffer = ctypes.create_string_buffer(_PIECE_BYTES)
        size = self._native.llama_token_to_piece(self._vocab, token, buffer, _PIECE_BYTES, 0, False)
        return buffer.raw[: max(0, int(size))]

    # Computing ---------------------------------------------------------------------------------

    def make_room(self, tokens: int) -> bool:
        """Make the context at least so long; True if it was made anew and remembers nothing.

        Raises: Refused: there is not enough memory.
        """
        if tokens <= self._context_tokens:
            return False
        steps = -(-tokens // _CONTEXT_STEP_TOKENS) * _CONTEXT_STEP_TOKENS
        length = min(max(_FIRST_CONTEXT_TOKENS, steps), self.limit_tokens)
        self._context_stack.close()
        self._context_tokens = 0
        parameters = self._native.llama_context_default_params()
        parameters.n_ctx = length
        parameters.n_batch = parameters.n_ubatch = PREFILL_TOKENS
        parameters.n_threads = parameters.n_threads_batch = self._threads
        parameters.no_perf = True
        context = self._native.llama_init_from_model(self._model, parameters)
        if not context:
            raise Refused(Trouble.OUT_OF_MEMORY)
        self._context_stack.callback(self._native.llama_free, context)
        self._context, self._context_tokens = context, length
        return True

    def forget_after(self, keep_tokens: int) -> int:
        """Drop everything after the first `keep_tokens`; returns how many are really kept."""
        memory = self._native.llama_get_memory(self._context)
        if self._native.llama_memory_seq_rm(memory, 0, keep_tokens, -1):
            return keep_tokens
        # Some kinds of model cannot forget a part.
        self._native.llama_memory_clear(memory, True)
        return 0

    def prefill(self, tokens: Sequence[int]) -> None:
        """Read at most `PREFILL_TOKENS` further tokens of a prompt; can be stopped in between.

        Raises:
            Aborted: `go_on` said no; nothing of this step is remembered for certain.
            Refused: the computation failed.
        """
        self._native.llama_set_abort_callback(self._context, self._abort, None)
        try:
            self._decode(tokens)
        finally:
            self._native.llama_set_abort_callback(self._context, self._never_abort, None)

    def advance(self, token: int) -> None:
        """Read one token that was just written. Raises: Refused: the computation failed."""
        self._decode((token,))

    def sampler(self, temperature: float, seed: int) -> Sampler:
        """A way to choose tokens; the caller closes it."""
        return Sampler(self._native, self._context, temperature, seed)

    def _decode(self, tokens: Sequence[int]) -> None:
        row = (ctypes.c_int32 * len(tokens))(*tokens)
        batch = self._native.llama_batch_get_one(row, len(tokens))
        status = int(self._native.llama_decode(self._context, batch))
        if status == _ABORTED:
            raise Aborted
        if status != 0:
            raise Refused(Trouble.COMPUTATION_FAILED)

    def _should_abort(self, _: object) -> bool:
        now_s = time.monotonic()
        if now_s - self._asked_s < _ASK_EVERY_S:
            return False
        self._asked_s = now_s
        return not self._go_on()


class Sampler:
    """Chooses the next token from the last computed probabilities."""

    def __init__(self, native: ModuleType, context: object, temperature: float, seed: int) -> None:
        """Greedy at temperature 0; otherwise the 40 likeliest, at most 95 %, by the seed."""
        self._native = native
        self._context = context
        self._chain = native.llama_sampler_chain_init(native.llama_sampler_chain_default_params())
        if temperature == 0:
            parts = [native.llama_sampler_init_greedy()]
        else:
            parts = [
                native.llama_sampler_init_top_k(_TOP_K),
                native.llama_sampler_init_top_p(_TOP_P, 1),
                native.llama_sampler_init_temp(temperature),
                native.llama_sampler_init_dist(seed),
            ]
        for part in parts:
            native.llama_sampler_chain_add(self._chain, part)

    def next(self) -> int:
        """The next token."""
        return int(self._native.llama_sampler_sample(self._chain, self._context, -1))

    def close(self) -> None:
        """Free the chain and its parts."""
        self._native.llama_sampler_free(self._chain)
