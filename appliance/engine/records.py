"""What goes into a model and what comes out; without behaviour."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Literal

Role = Literal["system", "user", "assistant"]
EngineKind = Literal["language", "embedding", "risk", "ocr"]
Finish = Literal["stop", "length", "cancelled"]

# Component file name to readable memory file; made anew at each call, closed by the engine.
WeightsSource = Callable[[], Mapping[str, int]]


class Priority(IntEnum):
    """Who goes first. A person who waits overtakes the work of the night."""

    INTERACTIVE = 0
    BATCH = 1


@dataclass(frozen=True)
class Message:
    """One turn; the text is never read as control tokens.

    `cuts` are ascending code-point offsets inside `text` where a beginning ends that other prompts
    share (policy, document). The stretches between cuts are tokenized apart, so that the tokens of
    a shared beginning never depend on what follows it. The end of a message is always a cut.
    """

    role: Role
    text: str
    cuts: tuple[int, ...] = ()


@dataclass(frozen=True)
class Prompt:
    """Turns in order, and the name of the format that makes tokens of them.

    `keep` asks the engine to keep the KV cache of everything up to the last cut for later prompts;
    it is the caller's name for that beginning (`prefixes.prefix_key`), empty for none.
    """

    messages: tuple[Message, ...]
    template: str
    keep: str = ""


@dataclass(frozen=True)
class Sampling:
    """How the next token is chosen.

    Attributes:
        max_tokens: at most so many tokens are written, at least 1.
        temperature: 0 takes the likeliest token each time; otherwise the seed decides.
        seed: 0 to 2**32 - 1; the same seed, prompt, model and build give the same text.
        stop: writing ends before the first of these appears in the text.
        grammar: GBNF that the text must follow, with the rule `root`; empty for none.
        logprobs: return the natural logarithm of the probability of each token that was written.
    """

    max_tokens: int
    temperature: float = 0.0
    seed: int = 0
    stop: tuple[str, ...] = ()
    grammar: str = ""
    logprobs: bool = False


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
        kept_tokens: tokens of the prompt whose KV cache was there already or was shared with
            another request of the same batch.
        drafted_tokens: tokens that were guessed from the prompt (prompt lookup).
        accepted_tokens: those of them that the model would have written, too.
        waited_s: from the arrival of the request to the start of its work.
    """

    load_s: float
    prefill_s: float
    prefill_tokens: int
    decode_s: float
    decode_tokens: int
    first_token_s: float
    kept_tokens: int = 0
    drafted_tokens: int = 0
    accepted_tokens: int = 0
    waited_s: float = 0.0


@dataclass(frozen=True)
class Generation:
    """A written text, why it ended, and how long it took.

    Attributes:
        text: all of it.
        finish: why it ended.
        timings: as the child measured them.
        schedule: how it was computed: `alone`, or `batch:` and a digest of all that determines
            the arithmetic of the batch (prompts, order, settings), or `joined` when it shared
            steps with requests that came by chance. The first two give the same bytes again.
        logprobs: one per written token, if asked for.
    """

    text: str
    finish: Finish
    timings: Timings
    schedule: str = "alone"
    logprobs: tuple[float, ...] = ()


@dataclass(frozen=True)
class Ask:
    """One of many requests that are computed together."""

    prompt: Prompt
    sampling: Sampling


@dataclass(frozen=True)
class ScoreAsk:
    """Continuations of one prompt whose likelihood is wanted, without writing anything."""

    prompt: Prompt
    continuations: tuple[str, ...]


@dataclass(frozen=True)
class Likelihood:
    """How likely a continuation is.

    Attributes:
        logprob: natural logarithm of the probability of all its tokens, given the prompt.
        tokens: how many there are; `logprob / tokens` compares continuations of unlike length.
        greedy: True if each of its tokens was the likeliest one.
    """

    logprob: float
    tokens: int
    greedy: bool


@dataclass(frozen=True)
class SeenWord:
    """A word read from a picture; its box in pixels, `confidence` of its worst letter, 0 to 1."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    confidence: float


@dataclass(frozen=True)
class SeenLine:
    """A line read from a picture; `text` is its words, with spaces where the reader saw one."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    words: tuple[SeenWord, ...]


@dataclass(frozen=True)
class RunSettings:
    """How a language model is run on this machine; chosen by `models tune` and the GPU planner.

    Attributes:
        prefill_threads: 0 means the engine's own default.
        decode_threads: 0 means the same as for prefill.
        flash_attention: fused attention.
        step_tokens: tokens per prefill step (physical batch).
        kv_type: `f16` or `q8_0`.
        lock_memory: keep the weights from being swapped out.
        gpu_layers: layers, counted from the last, that the device computes; 0 for the CPU alone.
        device: name of the device as the engine lists it; empty for the CPU alone.
        lane_tokens: KV cells of the interactive context.
        batch_tokens: KV cells of the context for batches.
        kept_bytes: memory for kept prefixes inside the child.
    """

    prefill_threads: int = 0
    decode_threads: int = 0
    flash_attention: bool = True
    step_tokens: int = 512
    kv_type: str = "f16"
    lock_memory: bool = False
    gpu_layers: int = 0
    device: str = ""
    lane_tokens: int = 0
    batch_tokens: int = 0
    kept_bytes: int = 512 * 1024**2


@dataclass(frozen=True)
class Rung:
    """Settings to fall back to when the model could not be loaded with the ones before.

    Attributes:
        settings: to try.
        why: what was given up and why, as a sentence for people.
    """

    settings: RunSettings
    why: str


@dataclass(frozen=True)
class LoadedModel:
    """A model in memory; `confinement` is the level of its child process's fence.

    Attributes:
        load_s: how long the child took to load the weights, without its own start.
        limit_tokens: the longest prompt with answer; 0 where it does not apply.
        buffers: what the engine itself says it took: device, what for (`weights`, `kv`,
            `compute`), bytes.
        remarks: what was given up so that it could be loaded at all, as sentences.
    """

    kind: EngineKind
    name: str
    memory_bytes: int
    engine_build: str
    device: str
    threads: int
    confinement: str
    load_s: float = 0.0
    limit_tokens: int = 0
    buffers: tuple[tuple[str, str, int], ...] = ()
    remarks: tuple[str, ...] = ()
