"""What goes into a model and what comes out; without behaviour."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

Role = Literal["system", "user", "assistant"]
EngineKind = Literal["language", "embedding", "risk"]
Finish = Literal["stop", "length", "cancelled"]

# Component file name to readable memory file; made anew at each call, closed by the engine.
WeightsSource = Callable[[], Mapping[str, int]]


@dataclass(frozen=True)
class Message:
    """One turn; the text is never read as control tokens."""

    role: Role
    text: str


@dataclass(frozen=True)
class Prompt:
    """Turns in order, and the name of the format that makes tokens of them."""

    messages: tuple[Message, ...]
    template: str


@dataclass(frozen=True)
class Sampling:
    """How the next token is chosen.

    Attributes:
        max_tokens: at most so many tokens are written, at least 1.
        temperature: 0 takes the likeliest token each time; otherwise the seed decides.
        seed: 0 to 2**32 - 1; the same seed, prompt, model and build give the same text.
        stop: writing ends before the first of these appears in the text.
    """

    max_tokens: int
    temperature: float = 0.0
    seed: int = 0
    stop: tuple[str, ...] = ()


@dataclass(frozen=True)
class Timings:
    """Where the time went, in seconds, as the child measured it.

    Attributes:
        load_s: loading the weights, the last time they were loaded.
        prefill_s: reading the prompt.
        prefill_tokens: tokens of the prompt that were computed; those kept from the prompt before
            are not counted.
        decode_s: writing the answer, without the prompt.
        decode_tokens: tokens that were written.
        first_token_s: from the arrival of the request to the first token.
    """

    load_s: float
    prefill_s: float
    prefill_tokens: int
    decode_s: float
    decode_tokens: int
    first_token_s: float


@dataclass(frozen=True)
class Generation:
    """A written text, why it ended, and how long it took."""

    text: str
    finish: Finish
    timings: Timings


@dataclass(frozen=True)
class LoadedModel:
    """A model in memory; `confinement` is the level of its child process's fence.

    `load_s` is how long the child took to load the weights, without its own start.
    """

    kind: EngineKind
    name: str
    memory_bytes: int
    engine_build: str
    device: str
    threads: int
    confinement: str
    load_s: float = 0.0
