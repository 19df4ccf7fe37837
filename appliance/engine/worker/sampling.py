"""Chooses one token of a row of logits: likeliest or by seed, and only what a grammar allows."""

from __future__ import annotations

import ctypes
from contextlib import ExitStack
from typing import TYPE_CHECKING

import numpy as np

from appliance.engine.protocol import Trouble
from appliance.engine.worker.wire import Refused

if TYPE_CHECKING:
    from types import ModuleType

    from numpy.typing import NDArray

    from appliance.engine.records import Sampling
    from appliance.engine.worker.llama import LlamaModel

_TOP_K, _TOP_P = 40, 0.95
# A refused token is looked for among so many likeliest before the whole vocabulary: a grammar
# costs about 0.2 µs per token that it judges, and vocabularies have 50,000 to 150,000.
_JUDGED_FIRST = 64
_TOKEN_DATA = np.dtype([("id", np.int32), ("logit", np.float32), ("p", np.float32)])


class Chooser:
    """The choice of tokens for one row; the caller closes it."""

    def __init__(self, model: LlamaModel, sampling: Sampling) -> None:
        """Prepare. Raises: Refused: the grammar cannot be read."""
        self._model = model
        self._handles = ExitStack()
        self._grammar = Grammar(model, sampling.grammar) if sampling.grammar else None
        if self._grammar is not None:
            self._handles.callback(self._grammar.close)
        self._draw = Draw(model, sampling) if sampling.temperature > 0 else None
        if self._draw is not None:
            self._handles.callback(self._draw.close)

    @property
    def greedy(self) -> bool:
        """True if the likeliest token is taken each time."""
        return self._draw is None

    def close(self) -> None:
        """Free what is native."""
        self._handles.close()

    def choose(self, logits: NDArray[np.float32], likeliest: int) -> int:
        """The next token; it counts as written.

        Args:
            logits: of the whole vocabulary.
            likeliest: the place of the highest.
        """
        token = likeliest if self._draw is None else self._draw.draw(logits, None)
        if self._grammar is None:
            return token
        if not self._grammar.allows(token):
            token = self._allowed(logits, self._grammar)
        self._grammar.accept(token)
        return token

    def _allowed(self, logits: NDArray[np.float32], grammar: Grammar) -> int:
        """The first choice was refused: choose among those that are allowed."""
        if self._draw is None:
            first = _likeliest(logits, _JUDGED_FIRST)
            allowed = first[grammar.judge(first)]
            if len(allowed):
                return int(allowed[0])
        everything = np.arange(len(logits), dtype=np.int32)
        allowed = everything[grammar.judge(everything)]
        if not len(allowed):
            raise Refused(Trouble.GRAMMAR_INVALID)  # it leads to a place where nothing may follow
        if self._draw is None:
            return int(allowed[np.argmax(logits[allowed])])
        return self._draw.draw(logits, allowed)


class Draw:
    """Draws one of the 40 likeliest tokens, at most 95 % of them, by a seed."""

    def __init__(self, model: LlamaModel, sampling: Sampling) -> None:
        """A random generator of its own, so that other rows do not matter."""
        self._native = native = model.native
        self._chain = native.llama_sampler_chain_init(native.llama_sampler_chain_default_params())
        for part in (
            native.llama_sampler_init_top_p(_TOP_P, 1),
            native.llama_sampler_init_temp(sampling.temperature),
            native.llama_sampler_init_dist(sampling.seed),
        ):
            native.llama_sampler_chain_add(self._chain, part)

    def draw(self, logits: NDArray[np.float32], allowed: NDArray[np.int32] | None) -> int:
        """One token, of those allowed."""
        if allowed is None:
            tokens = _likeliest(logits, _TOP_K)
        else:
            tokens = allowed[_likeliest(logits[allowed], _TOP_K)]
        data = np.zeros(len(tokens), _TOKEN_DATA)
        data["id"], data["logit"] = tokens, logits[tokens]
        array = _native_array(self._native, data, is_sorted=True)
        self._native.llama_sampler_apply(self._chain, ctypes.byref(array))
        return int(array.data[array.selected].id)

    def close(self) -> None:
        """Free the chain."""
        self._native.llama_sampler_free(self._chain)


class Grammar:
    """What may be written next, by a GBNF text with the rule `root`."""

    def __init__(self, model: LlamaModel, text: str) -> None:
        """Read the grammar. Raises: Refused: it cannot be read."""
        self._model = model
        self._native = model.native
        self._sampler = self._native.llama_sampler_init_grammar(
            model.vocab, text.encode("utf-8", "replace"), b"root"
        )
        if not self._sampler:
            raise Refused(Trouble.GRAMMAR_INVALID)
        self._ended = False

    def allows(self, token: int) -> bool:
        """True if this token may come next."""
        return bool(self.judge(np.array([token], np.int32))[0])

    def judge(self, tokens: NDArray[np.int32]) -> NDArray[np.bool_]:
        """Which of the tokens may come next.

        Control tokens never may, unless they end the turn: to the grammar they are text like
        `<|im_start|>`, but they never appear in the answer.
        """
        data = np.zeros(len(tokens), _TOKEN_DATA)
        data["id"] = tokens
        array = _native_array(self._native, data, is_sorted=False)
        self._native.llama_sampler_apply(self._sampler, ctypes.byref(array))
        allowed: NDArray[np.bool_] = data["logit"] == 0
        for place in np.flatnonzero(allowed):
            token = int(tokens[place])
            if self._model.piece(token) is None and not self._model.is_end(token):
                allowed[place] = False
        return allowed

    def accept(self, token: int) -> None:
        """Go on after a token that is allowed."""
        if not self._model.is_end(token):
            self._native.llama_sampler_accept(self._sampler, token)

    def close(self) -> None:
        """Free it."""
        self._native.llama_sampler_free(self._sampler)


def log_probability(logits: NDArray[np.float32], token: int) -> float:
    """Natural logarithm of the probability of `token`, before grammar and temperature."""
    wide = logits.astype(np.float64)
    highest = wide.max()
    return float(wide[token] - highest - np.log(np.exp(wide - highest).sum()))


def _likeliest(logits: NDArray[np.float32], count: int) -> NDArray[np.int32]:
    """The `count` highest places, highest first, equal ones in order of place."""
    count = min(count, len(logits))
    places = np.argpartition(logits, len(logits) - count)[-count:]
    order = np.lexsort((places, -logits[places]))
    return places[order].astype(np.int32)


def _native_array(
    native: ModuleType, data: NDArray[np.void], *, is_sorted: bool
) -> ctypes.Structure:
    pointer = data.ctypes.data_as(native.llama_token_data_p)
    array: ctypes.Structure = native.llama_token_data_array(pointer, len(data), -1, is_sorted)
    return array
