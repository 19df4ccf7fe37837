"""Owns the weights and the vocabulary of one language model, and closes them.

What is computed with them is in `contexts.py`, how tokens are chosen in `sampling.py`.
"""

from __future__ import annotations

import ctypes
import os
import sys
import time
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

from appliance.engine.gguf.check import check
from appliance.engine.gguf.values import DescriptorSource
from appliance.engine.protocol import Trouble
from appliance.engine.records import RunSettings
from appliance.engine.weights_faults import WeightsRefused
from appliance.engine.worker.devices import apply, trouble
from appliance.engine.worker.stream import AwaitedSource, AwaitedStream
from appliance.engine.worker.wire import Refused, refused_weights

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from appliance.confinement.awaiting import Awaited
    from appliance.engine.worker.bindings import Bindings

# How often the native code asks whether to go on; it would ask about a thousand times per step.
_ASK_EVERY_S = 0.02
_PIECE_BYTES = 256
# llama_load_mode NONE and MLOCK: weights are read into memory of their own, which may be locked.
_LOAD_MODE_READ, _LOAD_MODE_LOCKED = 0, 2


class LlamaModel:
    """One loaded model, used by one thread.

    Attributes:
        native: the C functions of the library.
        model, vocab: handles, once loaded.
        settings: how it is run, as given to `load`.
        abort, never_abort: callbacks for steps that may be stopped, and for those that may not.
        limit_tokens: the longest prompt with answer.
        vocabulary: how many tokens there are.
    """

    def __init__(self, bindings: Bindings, *, threads: int, go_on: Callable[[], bool]) -> None:
        """Prepare; must run before the lock-down, because callbacks need executable memory.

        Args:
            bindings: the loaded library.
            threads: where the settings name none.
            go_on: asked now and then during slow native work; False stops it. Must not raise.
        """
        self._bindings = bindings  # holds the log callback that the library calls
        self.native = bindings.native
        self._threads = threads
        self._go_on = go_on
        self._asked_s = 0.0
        self.abort = self.native.ggml_abort_callback(self._should_abort)
        self.never_abort = self.native.ggml_abort_callback()
        self._progress = self.native.llama_progress_callback(lambda _share, _data: go_on())
        self._awaited_stream = AwaitedStream()
        self._handles = ExitStack()
        self._pieces: dict[int, bytes | None] = {}
        self.model: Any = None
        self.vocab: Any = None
        self.settings = RunSettings()
        self.limit_tokens = 0
        self.vocabulary = 0

    @property
    def log(self) -> Iterable[str]:
        """What the library said of buffers and devices since the model was loaded."""
        return self._bindings.log

    @property
    def prefill_threads(self) -> int:
        """Threads for reading prompts."""
        return self.settings.prefill_threads or self._threads

    @property
    def decode_threads(self) -> int:
        """Threads for writing."""
        return self.settings.decode_threads or self.prefill_threads

    def load(
        self,
        weights: int,
        context_tokens: int,
        settings: RunSettings | None = None,
        awaited: Awaited | None = None,
    ) -> None:
        """Load the GGUF in the memory file `weights`, which is closed; again only after `close`.

        The weights are read instead of mapped. Opening a path is refused after the lock-down, so
        the open descriptor becomes a C stream. Reading costs no more memory than mapping, because
        the memory file is gone once both sides have closed it; and less where the engine repacks.

        Args:
            weights: descriptor of the file.
            context_tokens: the most tokens that the model's manifest allows.
            settings: how it is run; the defaults unless given.
            awaited: says how far the file is filled; None: it is whole. The caller closes it.

        Raises:
            Refused: the file is damaged or of a kind that the engine does not know.
        """
        self.settings = settings or RunSettings()
        parameters = self.native.llama_model_default_params()
        try:
            devices = apply(self._bindings, parameters, self.settings)
            source = AwaitedSource(weights, awaited) if awaited else DescriptorSource(weights)
            facts = check(source)
        except (OSError, WeightsRefused, Refused) as error:
            os.close(weights)
            if isinstance(error, Refused):
                raise
            if isinstance(error, WeightsRefused):
                raise refused_weights(error) from error
            raise Refused(Trouble.WEIGHTS_DAMAGED) from error
        if facts.has_program:
            sys.stderr.write("the model carries a prompt program, which is never run\n")
        # Refuses weights that are no numbers; costs 0.02 s per 100 MB.
        parameters.check_tensors = True
        locked = self.settings.lock_memory
        parameters.load_mode = _LOAD_MODE_LOCKED if locked else _LOAD_MODE_READ
        parameters.progress_callback = self._progress
        with self._stream(weights, awaited) as stream:
            model = self.native.llama_model_load_from_file_ptr(ctypes.c_void_p(stream), parameters)
        del devices  # the list that the parameters point to
        if not model:
            raise Refused(trouble(self._bindings.log, Trouble.WEIGHTS_DAMAGED))
        self._handles.callback(self.native.llama_model_free, model)
        # What was read is genuine; this asks for the parts that nobody reads, and for the end.
        if awaited is not None and not awaited.whole():
            raise Refused(Trouble.WEIGHTS_DAMAGED)
        if not self.native.llama_model_has_decoder(model):
            raise Refused(Trouble.WEIGHTS_UNSUITABLE)
        self.model = model
        self.vocab = self.native.llama_model_get_vocab(model)
        self.vocabulary = int(self.native.llama_vocab_n_tokens(self.vocab))
        self.limit_tokens = min(context_tokens, int(self.native.llama_model_n_ctx_train(model)))

    @contextmanager
    def _stream(self, weights: int, awaited: Awaited | None) -> Iterator[int]:
        """The descriptor as a C stream; afterwards both are closed. Raises: Refused."""
        libc = ctypes.CDLL(None)
        libc.fdopen.restype = ctypes.c_void_p
        if awaited is None:
            stream = libc.fdopen(weights, b"rb")
        else:
            stream = self._awaited_stream.open(weights, awaited)
        if not stream:
            os.close(weights)
            raise Refused(Trouble.WEIGHTS_DAMAGED)
        try:
            yield stream
        finally:
            libc.fclose(ctypes.c_void_p(stream))
            if awaited is not None:
                os.close(weights)

    def close(self) -> None:
        """Free the weights; contexts must be closed before. Then another may be loaded."""
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
                self.native.llama_tokenize(self.vocab, raw, len(raw), tokens, size, False, control)
            )
            if count >= 0:
                return list(tokens[:count])
            size = -count

    def is_end(self, token: int) -> bool:
        """True if the model ends its turn with this token."""
        return bool(self.native.llama_vocab_is_eog(self.vocab, token))

    def piece(self, token: int) -> bytes | None:
        """The bytes that a token stands for; None if the model ends its turn with it.

        Any control token counts as the end: the model is done, or begins a new turn.
        """
        if token not in self._pieces:
            self._pieces[token] = self._look_up(token)
        return self._pieces[token]

    def _look_up(self, token: int) -> bytes | None:
        if self.is_end(token) or self.native.llama_vocab_is_control(self.vocab, token):
            return None
        buffer = ctypes.create_string_buffer(_PIECE_BYTES)
        size = self.native.llama_token_to_piece(self.vocab, token, buffer, _PIECE_BYTES, 0, False)
        return buffer.raw[: max(0, int(size))]

    def _should_abort(self, _: object) -> bool:
        now_s = time.monotonic()
        if now_s - self._asked_s < _ASK_EVERY_S:
            return False
        self._asked_s = now_s
        return not self._go_on()
