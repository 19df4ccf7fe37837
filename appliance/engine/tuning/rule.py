"""How a setting is chosen from what was measured. Pure; the same figures give the same choice.

In words (`RULE`), because the rule is shown with every result.
"""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from appliance.engine.tuning.records import Group, Quality

# The work of a branch: a question about a document of some four pages, and an answer.
READ_TOKENS, WRITTEN_TOKENS = 1_700, 96
# Runs of one setting differ by a few percent on a quiet machine; less is no reason to change.
LEAST_GAIN = 1.05
# The last core is what keeps the window quick, and threads that must wait for one that the system
# took away lose far more than one core brings: 92 tokens a second became 29 (ADR 10 and
# `CHILD_ENVIRONMENT`).
LEAST_GAIN_OF_LAST_CORE = 1.25
# Computing the same weights in another order alone gives a divergence of 0.003 and other likeliest
# tokens at 3 % of places (SmolLM2-135M). These bounds allow ten and three times as much.
MOST_MEAN_KL = 0.03
LEAST_SAME_TOP = 0.90
MOST_PERPLEXITY_RATIO = 1.02

RULE = (
    f"The work is one question about a document: {READ_TOKENS:,} tokens are read and"
    f" {WRITTEN_TOKENS} written.",
    f"A setting replaces the default only if it is at least {LEAST_GAIN - 1:.0%} faster in the"
    " median of paired runs, and was faster in each of them, or in all but one of five or more.",
    "Threads for reading are chosen by reading alone, threads for writing by writing alone; all"
    f" cores are used only if that is at least {LEAST_GAIN_OF_LAST_CORE - 1:.0%} faster.",
    f"Weights are replaced only if the mean divergence is at most {MOST_MEAN_KL}, the likeliest"
    f" token stays the same at {LEAST_SAME_TOP:.0%} of the text or more, and its perplexity rises"
    f" by at most {MOST_PERPLEXITY_RATIO - 1:.0%}. A smaller key-value cache must keep these, too.",
)


class Run(NamedTuple):
    """Seconds of one run: for `read_tokens` of prompt, and for `written_tokens` after it."""

    read_tokens: int
    written_tokens: int
    prefill_s: float
    decode_s: float


class Verdict(NamedTuple):
    """What the rule says of one value. `gain` is times as fast as the default, median of pairs."""

    gain: float
    chosen: bool
    why: str


def cost_s(group: Group, run: Run) -> float:
    """Seconds that count for a group of settings: of the whole work, or of the part it changes.

    A run without written tokens is judged by its reading alone.
    """
    read_s = run.prefill_s / run.read_tokens * READ_TOKENS
    if group in ("prefill_threads", "step") or not run.written_tokens:
        return read_s
    write_s = run.decode_s / run.written_tokens * WRITTEN_TOKENS
    return write_s if group == "decode_threads" else read_s + write_s


def choose(
    group: Group,
    default: str,
    runs: Mapping[str, Sequence[Run]],
    qualities: Mapping[str, Quality] | None = None,
    *,
    all_cores: str = "",
) -> dict[str, Verdict]:
    """A verdict for each value; exactly one is chosen.

    Args:
        group: what is varied.
        default: the value that is used without a profile; it must be among the runs.
        runs: of each value, in the order of the repeats, which are paired with the default's.
        qualities: what the values change, for those that change anything.
        all_cores: the value that leaves no core to others, if there is one.
    """
    gains = {value: median(_paired(group, runs[default], found)) for value, found in runs.items()}
    reasons = {
        value: _against(
            _paired(group, runs[default], found),
            (qualities or {}).get(value),
            LEAST_GAIN_OF_LAST_CORE if value == all_cores else LEAST_GAIN,
        )
        for value, found in runs.items()
        if value != default
    }
    fit = [value for value, reason in reasons.items() if not reason]
    best = max(fit, key=lambda value: gains[value], default=default)
    verdicts = {}
    for value in runs:
        if value == best:
            why = "as without a profile" if value == default else "fastest that is allowed"
        elif value == default:
            why = "another is faster"
        else:
            why = reasons[value] or "another is faster"
        verdicts[value] = Verdict(gains[value], value == best, why)
    return verdicts


def unacceptable(quality: Quality) -> str:
    """Why such a change of quality is too much; empty if it is not."""
    if quality.mean_kl > MOST_MEAN_KL:
        return f"changes too much: divergence {quality.mean_kl:.3f}, allowed {MOST_MEAN_KL}"
    if quality.same_top < LEAST_SAME_TOP:
        return (
            f"changes too much: same likeliest token at {quality.same_top:.0%},"
            f" needed {LEAST_SAME_TOP:.0%}"
        )
    ratio = quality.perplexity_after / max(quality.perplexity_before, 1e-9)
    if ratio > MOST_PERPLEXITY_RATIO:
        return f"changes too much: perplexity {ratio:.3f} times, allowed {MOST_PERPLEXITY_RATIO}"
    return ""


def _against(pairs: Sequence[float], quality: Quality | None, least_gain: float) -> str:
    if quality is not None and (reason := unacceptable(quality)):
        return reason
    if median(pairs) < least_gain:
        return "not clearly faster"
    slower = sum(1 for gain in pairs if gain <= 1)
    return "not faster each time" if slower > (1 if len(pairs) >= 5 else 0) else ""


def _paired(group: Group, default: Sequence[Run], found: Sequence[Run]) -> list[float]:
    return [
        cost_s(group, before) / cost_s(group, after)
        for before, after in zip(default, found, strict=True)
    ]
