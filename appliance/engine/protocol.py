"""The messages between an engine and its child; the only thing that both sides share.

MessagePack of tagged structs, one per frame (`appliance.frames`). Requests carry a number that
their replies repeat, so that a late `Cancel` cannot stop the request after the one it meant. Errors
cross as numbers, never as text or pickles. Any change raises `confinement.hello.PROTOCOL_VERSION`.
"""

from __future__ import annotations

from enum import IntEnum

import msgspec

from appliance.engine.records import Finish, Message, Sampling, Timings
from appliance.engine.weights_faults import WeightsFault


class _Struct(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag=True):
    """Base of all messages; the class name is the tag."""


# Parent to child -------------------------------------------------------------------------------


class LoadLanguage(_Struct, frozen=True):
    """Load a GGUF from a memory file: the number is its place among those handed over."""

    weights: int
    context_tokens: int
    template: str


class LoadEmbedding(_Struct, frozen=True):
    """Load an ONNX text encoder and its tokenizer from memory files that were handed over."""

    weights: int
    tokenizer: int
    dimensions: int
    max_tokens: int


class LoadTabular(_Struct, frozen=True):
    """Load an ONNX model of rows from a memory file that was handed over."""

    weights: int


class Generate(_Struct, frozen=True):
    """Write an answer to a prompt."""

    number: int
    messages: tuple[Message, ...]
    sampling: Sampling


class CountTokens(_Struct, frozen=True):
    """Count the tokens of each text, as text of a person, without control tokens."""

    number: int
    texts: list[str]


class Embed(_Struct, frozen=True):
    """Make a unit vector of each text."""

    number: int
    texts: list[str]


class Run(_Struct, frozen=True):
    """Run rows of float32, little endian, row after row."""

    number: int
    rows: bytes
    row_count: int
    feature_count: int


class Cancel(_Struct, frozen=True):
    """Stop the request with this number if it is the one at work."""

    number: int


class Stop(_Struct, frozen=True):
    """End the child. Closing the pipe means the same."""


Load = LoadLanguage | LoadEmbedding | LoadTabular
Request = Load | Generate | CountTokens | Embed | Run | Cancel | Stop

# Child to parent -------------------------------------------------------------------------------


class Trouble(IntEnum):
    """Why a request failed."""

    WEIGHTS_DAMAGED = 1
    WEIGHTS_UNSAFE = 2
    WEIGHTS_UNSUITABLE = 3
    OUT_OF_MEMORY = 4
    CONTEXT_TOO_LONG = 5
    ENGINE_UNUSABLE = 6
    TEMPLATE_UNSUITABLE = 7
    TOKENIZER_DAMAGED = 8
    REQUEST_INVALID = 9
    COMPUTATION_FAILED = 10
    GRAMMAR_INVALID = 11
    PREFIX_UNSUITABLE = 12
    DEVICE_FAILED = 13


class Loaded(_Struct, frozen=True):
    """The weights are in memory."""

    engine_build: str
    load_s: float


class Progress(_Struct, frozen=True):
    """The child is alive and so far; sent at least every few seconds of work."""

    number: int
    done: int
    total: int


class Piece(_Struct, frozen=True):
    """The next characters of the answer; pieces joined are the whole text."""

    number: int
    text: str


class Generated(_Struct, frozen=True):
    """The end of an answer."""

    number: int
    finish: Finish
    timings: Timings


class Counted(_Struct, frozen=True):
    """Token counts in the order of the texts."""

    number: int
    counts: list[int]


class Vectors(_Struct, frozen=True):
    """float32, little endian, row after row, in the order of the texts."""

    number: int
    data: bytes


class Column(_Struct, frozen=True):
    """One named output: `float32` or `int32`, little endian, row after row."""

    name: str
    dtype: str
    width: int
    data: bytes


class Outputs(_Struct, frozen=True):
    """All outputs of a run."""

    number: int
    columns: list[Column]


class Cancelled(_Struct, frozen=True):
    """The request was stopped as asked; the child is ready for the next."""

    number: int


class Failed(_Struct, frozen=True):
    """The request failed.

    `needed` and `limit` are tokens for `CONTEXT_TOO_LONG`, else 0; `fault` says what our own reader
    found in the weights, if it was that which refused them.
    """

    number: int
    trouble: Trouble
    needed: int = 0
    limit: int = 0
    fault: WeightsFault = WeightsFault.NONE


Reply = Loaded | Progress | Piece | Generated | Counted | Vectors | Outputs | Cancelled | Failed
