"""What a tuning finds out, and the profile that is kept of it; without behaviour."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

Group = Literal["weights", "prefill_threads", "decode_threads", "flash_attention", "step", "kv"]

_Count = Annotated[int, Meta(ge=0, le=2**53)]
_Rate = Annotated[float, Meta(ge=0, le=1e9)]


class Fingerprint(Struct, frozen=True, forbid_unknown_fields=True):
    """The machine and the engine that a profile was measured with.

    Attributes:
        processor: its name, as the kernel has it.
        cores: that this program may use.
        memory_gib: of the whole machine, rounded.
        instruction_sets: digest of their names, 16 hex digits.
        engine: digest of the engine's libraries, 64 hex digits.
    """

    processor: str
    cores: Annotated[int, Meta(ge=1, le=4096)]
    memory_gib: Annotated[int, Meta(ge=0, le=2**20)]
    instruction_sets: str
    engine: str


class Quality(Struct, frozen=True, forbid_unknown_fields=True):
    """What other weights, or another way of running, change; on the fixed texts.

    Attributes:
        tokens: how many next tokens were compared.
        perplexity_before: of the text, with the original.
        perplexity_after: with the other.
        mean_kl: mean divergence of its probabilities from the original's, in nats.
        max_kl: the largest at any token.
        same_top: share of tokens at which both find the same one likeliest.
        answers: how many fixed questions were answered.
        answers_changed: how many of the answers differ in any token.
        answers_changed_by_rounding: how many differ when the original itself computes in another
            order (flash attention off): so much is no loss of quality.
    """

    tokens: _Count
    perplexity_before: _Rate
    perplexity_after: _Rate
    mean_kl: _Rate
    max_kl: _Rate
    same_top: Annotated[float, Meta(ge=0, le=1)]
    answers: _Count = 0
    answers_changed: _Count = 0
    answers_changed_by_rounding: _Count = 0


class Figure(Struct, frozen=True, forbid_unknown_fields=True):
    """One setting as it was measured; medians.

    Attributes:
        group: what was varied.
        value: to what; for weights the type, for the rest a number or “on” and “off”.
        prompt_tokens: how long the prompt was.
        prefill_rate: tokens per second that were read.
        decode_rate: tokens per second that were written after the prompt; 0: not measured.
        default: it is what is used without a profile.
        chosen: the rule chose it.
        gain: how many times as fast as the default, for what the group is chosen by.
        verdict: why it was chosen or not.
        quality: what it changes; None if nothing was compared.
    """

    group: Group
    value: str
    prompt_tokens: _Count
    prefill_rate: _Rate
    decode_rate: _Rate
    default: bool
    chosen: bool
    gain: _Rate
    verdict: str
    quality: Quality | None = None


class Chosen(Struct, frozen=True, forbid_unknown_fields=True):
    """How a language model is run from now on; the names are those of `RunSettings`."""

    prefill_threads: Annotated[int, Meta(ge=1, le=4096)]
    decode_threads: Annotated[int, Meta(ge=1, le=4096)]
    flash_attention: bool
    step_tokens: Annotated[int, Meta(ge=32, le=4096)]
    kv_type: Literal["f16", "q8_0"]


class MachineProfile(Struct, frozen=True, forbid_unknown_fields=True):
    """What was measured for one model on one machine.

    Attributes:
        format: of this record.
        made_at: UTC, ISO 8601.
        model: digest of the model that the settings are for.
        measured: digest of the model that was tuned: the same, or the parent of the derived one.
        fingerprint: of machine and engine.
        engine_build: as the engine names itself.
        settings: what was chosen.
        figures: all that was measured.
        facts: what could not be varied here, and why, in words.
        seconds: how long the tuning took.
    """

    format: int
    made_at: str
    model: str
    measured: str
    fingerprint: Fingerprint
    engine_build: str
    settings: Chosen
    figures: tuple[Figure, ...]
    facts: tuple[str, ...]
    seconds: _Rate
