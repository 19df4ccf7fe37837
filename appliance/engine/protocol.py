"""The messages between an engine and its child; the only thing that both sides share.

MessagePack of tagged structs, one per frame (`appliance.frames`). Requests carry a number that
their replies repeat, so that a late `Cancel` cannot stop the request after the one it meant. Errors
cross as numbers, never as text or pickles. Any change raises `confinement.hello.PROTOCOL_VERSION`.
"""

from __future__ import annotations

from enum import IntEnum

import msgspec

from appliance.engine.records import (
    Ask,
    Finish,
    Likelihood,
    Priority,
    RunSettings,
    ScoreAsk,
    SeenLine,
    Timings,
)
from appliance.engine.weights_faults import WeightsFault


class _Struct(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag=True):
    """Base of all messages; the class name is the tag."""


# Parent to child -------------------------------------------------------------------------------


class LoadLanguage(_Struct, frozen=True):
    """Load a GGUF from a memory file: the number is its place among those handed over.

    `words` is the place of the pipe that says how far the file is filled; None: it is whole.
    """

    weights: int
    context_tokens: int
    template: str
    settings: RunSettings = RunSettings()
    words: int | None = None


class LoadEmbedding(_Struct, frozen=True):
    """Load an ONNX text encoder and its tokenizer from memory files that were handed over."""

    weights: int
    tokenizer: int
    dimensions: int
    max_tokens: int


class LoadTabular(_Struct, frozen=True):
    """Load an ONNX model of rows from a memory file that was handed over."""

    weights: int


class LoadOcr(_Struct, frozen=True):
    """Load the networks that find and read lines of text, from memory files handed over."""

    detector: int
    reader: int


class Generate(_Struct, frozen=True):
    """Write answers to prompts that are computed together; one prompt is a batch of one.

    Replies: `Piece` and `Generated` with the place of the prompt, in any order of places, and at
    the end `Done`. A batch is closed: nothing of another request is computed in its steps.
    """

    number: int
    asks: tuple[Ask, ...]
    priority: Priority = Priority.INTERACTIVE


class Score(_Struct, frozen=True):
    """Say how likely the continuations of each prompt are; answered by `Scored`."""

    number: int
    asks: tuple[ScoreAsk, ...]
    priority: Priority = Priority.INTERACTIVE


class TakePrefix(_Struct, frozen=True):
    """Give out the KV cache that is kept under a name: `PrefixPart`s, then `Done`."""

    number: int
    key: str


class GivePrefix(_Struct, frozen=True):
    """A part of a KV cache that was given out before; the last part is answered by `Done`.

    `total` bytes in all; parts come in order. A cache that does not fit the loaded model is
    answered by `Failed(PREFIX_UNSUITABLE)` and forgotten.
    """

    number: int
    key: str
    tokens: int
    offset: int
    total: int
    data: bytes


class DropPrefixes(_Struct, frozen=True):
    """Forget every kept prefix; answered by `Done`."""

    number: int


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


class Recognise(_Struct, frozen=True):
    """Read a picture: row by row, three bytes a pixel, no padding; answered by `SeenLines`."""

    number: int
    width_px: int
    height_px: int
    rgb: bytes


class Cancel(_Struct, frozen=True):
    """Stop the request with this number if it is the one at work."""

    number: int


class Stop(_Struct, frozen=True):
    """End the child. Closing the pipe means the same."""


Load = LoadLanguage | LoadEmbedding | LoadTabular | LoadOcr
Request = (
    Load
    | Generate
    | Score
    | TakePrefix
    | GivePrefix
    | DropPrefixes
    | CountTokens
    | Embed
    | Run
    | Recognise
    | Cancel
    | Stop
)

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
    """The weights are in memory.

    `limit_tokens` is the longest prompt with answer, for language models. `buffers` are the
    engine's own numbers: device, what for (`weights`, `kv`, `compute`), bytes.
    """

    engine_build: str
    load_s: float
    limit_tokens: int = 0
    device: str = "CPU"
    buffers: tuple[tuple[str, str, int], ...] = ()


class Progress(_Struct, frozen=True):
    """The child is alive and so far; sent at least every few seconds of work."""

    number: int
    done: int
    total: int


class Piece(_Struct, frozen=True):
    """The next characters of the answer; pieces joined are the whole text.

    `place` is the place of its prompt in the request.
    """

    number: int
    text: str
    place: int = 0


class Generated(_Struct, frozen=True):
    """The end of one answer."""

    number: int
    finish: Finish
    timings: Timings
    place: int = 0
    schedule: str = "alone"
    logprobs: tuple[float, ...] = ()


class Done(_Struct, frozen=True):
    """The request is finished; nothing more comes for it.

    `kept` names the prefixes that the child keeps now, most recently used first, with their length
    in tokens and bytes.
    """

    number: int
    kept: tuple[tuple[str, int, int], ...] = ()


class Scored(_Struct, frozen=True):
    """Likelihoods, in the order of the asks and of their continuations."""

    number: int
    rows: list[list[Likelihood]]


class PrefixPart(_Struct, frozen=True):
    """A part of a KV cache, in order; `tokens` long and `total` bytes in all."""

    number: int
    tokens: int
    offset: int
    total: int
    data: bytes


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


class SeenLines(_Struct, frozen=True):
    """All lines of a picture, in no particular order."""

    number: int
    lines: tuple[SeenLine, ...]


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


Reply = (
    Loaded
    | Progress
    | Piece
    | Generated
    | Done
    | Scored
    | PrefixPart
    | Counted
    | Vectors
    | Outputs
    | SeenLines
    | Cancelled
    | Failed
)
