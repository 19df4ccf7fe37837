"""Weights loaded only to be measured: strictly checked first, then read by llama.cpp as always."""

from __future__ import annotations

import ctypes
import os
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from appliance.engine.gguf.check import check
from appliance.engine.gguf.values import DescriptorSource
from appliance.engine.protocol import Trouble
from appliance.engine.templates import segments
from appliance.engine.weights_faults import WeightsRefused
from appliance.engine.worker.wire import Refused, refused_weights

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import ModuleType

    from appliance.engine.records import Message

_LOAD_MODE_READ = 0  # llama_load_mode NONE: weights are read into memory of their own


def checked(weights: int) -> DescriptorSource:
    """The memory file, after our own reader has been through it. Raises: Refused."""
    try:
        source = DescriptorSource(weights)
        check(source)
    except WeightsRefused as error:
        raise refused_weights(error) from error
    except OSError as error:
        raise Refused(Trouble.WEIGHTS_DAMAGED) from error
    return source


class HeldWeights:
    """One loaded model; the caller closes it. The memory file stays open.

    Raises: Refused: the file is damaged or of a kind that the engine does not know.
    """

    def __init__(self, native: ModuleType, weights: int) -> None:
        checked(weights)
        self.native = native
        self._handles = ExitStack()
        parameters = native.llama_model_default_params()
        parameters.check_tensors = True
        parameters.n_gpu_layers = 0
        parameters.load_mode = _LOAD_MODE_READ
        libc = ctypes.CDLL(None)
        libc.fdopen.restype = ctypes.c_void_p
        os.lseek(weights, 0, os.SEEK_SET)
        copy = os.dup(weights)
        stream = libc.fdopen(copy, b"rb")
        if not stream:
            os.close(copy)
            raise Refused(Trouble.WEIGHTS_DAMAGED)
        try:
            model = native.llama_model_load_from_file_ptr(ctypes.c_void_p(stream), parameters)
        finally:
            libc.fclose(ctypes.c_void_p(stream))
        if not model:
            raise Refused(Trouble.WEIGHTS_DAMAGED)
        self._handles.callback(native.llama_model_free, model)
        if not native.llama_model_has_decoder(model):
            self._handles.close()
            raise Refused(Trouble.WEIGHTS_UNSUITABLE)
        self.model: Any = model
        self._vocab = native.llama_model_get_vocab(model)
        self.vocabulary = int(native.llama_vocab_n_tokens(self._vocab))
        self.context_tokens = int(native.llama_model_n_ctx_train(model))

    def close(self) -> None:
        """Free the weights; no context may use them any more."""
        self._handles.close()

    def tokenize(self, text: str, *, control: bool = False) -> list[int]:
        """Tokens of `text`; only with `control` may a part of it become a control token."""
        raw = text.encode("utf-8", "replace")
        size = len(raw) + 2
        while True:
            tokens = (ctypes.c_int32 * size)()
            count = int(
                self.native.llama_tokenize(self._vocab, raw, len(raw), tokens, size, False, control)
            )
            if count >= 0:
                return list(tokens[:count])
            size = -count

    def prompt(self, messages: Sequence[Message], template: str) -> list[int]:
        """A whole prompt in the model's format."""
        result: list[int] = []
        for segment in segments(messages, template):
            result += self.tokenize(segment.text, control=segment.control)
        return result

    def ends(self, token: int) -> bool:
        """True if the model ends its turn with the token."""
        return bool(
            self.native.llama_vocab_is_eog(self._vocab, token)
            or self.native.llama_vocab_is_control(self._vocab, token)
        )
