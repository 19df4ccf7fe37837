"""The messages between `tuning.child` and the child that measures and re-quantizes weights.

A protocol of its own beside `protocol.py`, because this child serves nobody's questions: it is
started for one tuning and ended with it. MessagePack of tagged structs, one per frame; every
request carries a number that its replies repeat. Weights are named by their place among the
memory files that were handed over; errors cross as numbers. Any change raises
`confinement.hello.PROTOCOL_VERSION`.
"""

from __future__ import annotations

import msgspec

from appliance.engine.protocol import Trouble
from appliance.engine.weights_faults import WeightsFault


class _Struct(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag=True):
    """Base of all messages; the class name is the tag."""


class Trial(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One way to run loaded weights.

    Attributes:
        weights: place of the memory file that was loaded.
        prefill_threads: at least 1.
        decode_threads: at least 1.
        flash_attention: fused attention.
        step_tokens: tokens per prefill step, 32 to 4096.
        kv_type: `f16` or `q8_0`.
    """

    weights: int
    prefill_threads: int
    decode_threads: int
    flash_attention: bool = True
    step_tokens: int = 512
    kv_type: str = "f16"


# Parent to child -------------------------------------------------------------------------------


class Hold(_Struct, frozen=True):
    """Check the GGUF in a memory file and load it."""

    number: int
    weights: int


class Inspect(_Struct, frozen=True):
    """Check the GGUF in a memory file and say what its tables are stored as; loads nothing."""

    number: int
    weights: int


class Requantize(_Struct, frozen=True):
    """Write the weights anew, with other types, into a writable memory file of enough room."""

    number: int
    weights: int
    output: int
    type_name: str


class Measure(_Struct, frozen=True):
    """Read a prompt and write on, with each of the trials in turn, `repeats` times."""

    number: int
    trials: tuple[Trial, ...]
    prompt_tokens: int
    written_tokens: int
    repeats: int


class Compare(_Struct, frozen=True):
    """Compare what two ways of running expect of each next token of a text."""

    number: int
    one: Trial
    other: Trial
    text: str


class Answer(_Struct, frozen=True):
    """Answer each question about the passage, greedily, at most `written_tokens` each."""

    number: int
    trial: Trial
    passage: str
    questions: tuple[str, ...]
    template: str
    written_tokens: int


Request = Inspect | Hold | Requantize | Measure | Compare | Answer

# Child to parent -------------------------------------------------------------------------------


class Sign(_Struct, frozen=True):
    """The child is alive, and so far with the request."""

    number: int
    done: int
    total: int


class Inspected(_Struct, frozen=True):
    """What the weights are stored as.

    Attributes:
        types: name of a type to the bytes of all two-dimensional tables stored in it, the
            embedding and output tables apart.
        row_lengths: of those tables, each once.
        needed_bytes: per type that they can be written in, the size of such a file.
    """

    number: int
    types: dict[str, int]
    row_lengths: list[int]
    needed_bytes: dict[str, int]


class Held(_Struct, frozen=True):
    """The weights are loaded."""

    number: int
    engine_build: str
    load_s: float
    context_tokens: int


class Requantized(_Struct, frozen=True):
    """The weights were written: the first `size_bytes` of the output are the file."""

    number: int
    size_bytes: int
    changed: int
    kept: int


class Timed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One run of a trial, in seconds."""

    prefill_s: float
    decode_s: float


class Measured(_Struct, frozen=True):
    """The runs, first all trials of the first repeat, then of the second, and so on."""

    number: int
    runs: list[Timed]


class Compared(_Struct, frozen=True):
    """How the other differs from the one, over the tokens of a text.

    Attributes:
        tokens: how many next tokens were compared.
        perplexity_one: of the text, by the first.
        perplexity_other: of the text, by the second.
        mean_kl: mean divergence of the other's probabilities from the one's, in nats.
        max_kl: the largest at any token.
        same_top: share of tokens at which both find the same one likeliest.
    """

    number: int
    tokens: int
    perplexity_one: float
    perplexity_other: float
    mean_kl: float
    max_kl: float
    same_top: float


class Answered(_Struct, frozen=True):
    """The tokens of each answer, in the order of the questions."""

    number: int
    answers: list[list[int]]


class Failed(_Struct, frozen=True):
    """The request failed; `fault` says what our own reader found, if it was that."""

    number: int
    trouble: Trouble
    fault: WeightsFault = WeightsFault.NONE


Reply = Sign | Inspected | Held | Requantized | Measured | Compared | Answered | Failed
