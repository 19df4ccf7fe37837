"""What a language child may answer to each request; everything else is a broken protocol. Pure.

A reply is looked at where it arrives, before anybody waits for it, so that what waits is of a known
form and no larger than the request allows.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Protocol

from appliance.engine.protocol import (
    Counted,
    Done,
    Generated,
    Piece,
    PrefixPart,
    Progress,
    Scored,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.engine.protocol import Reply
    from appliance.engine.records import Ask, Likelihood, ScoreAsk, Timings

# The child's own buffer for the text of one token.
TOKEN_CHARACTERS = 256
PART_BYTES = 1024**2
# A kept prefix is some KiB for each token: more than this fits into no desk PC.
MOST_PREFIX_BYTES = 16 * 1024**3
_MOST_KEPT = 10_000
_KEY_CHARACTERS = 200
# A sum of logarithms may round above zero by this much.
_ROUNDING = 1e-4
_SCHEDULE = re.compile(r"alone|joined|batch:[0-9a-f]{16}", re.ASCII)


class Unfit(Exception):
    """A reply that the request cannot have."""


class Expected(Protocol):
    """What may still come for one request."""

    def take(self, untrusted: Reply) -> bool:
        """True if it was the last one, False if more must follow. Raises: Unfit."""


class AnswerReplies:
    """Answers to the prompts of one request: pieces and one end each, in any order; then `Done`."""

    def __init__(self, asks: Sequence[Ask]) -> None:
        self._asks = asks
        self._room = [TOKEN_CHARACTERS * ask.sampling.max_tokens for ask in asks]
        self._open = set(range(len(asks)))

    def take(self, untrusted: Reply) -> bool:
        """As `Expected.take`."""
        if isinstance(untrusted, Progress):
            return _still(untrusted)
        if isinstance(untrusted, Piece):
            self._check_open(untrusted.place)
            self._room[untrusted.place] -= len(untrusted.text)
            if not untrusted.text or self._room[untrusted.place] < 0:
                raise Unfit("an empty text, or more than the tokens can make")
            return False
        if isinstance(untrusted, Generated):
            self._check_open(untrusted.place)
            self._check_end(untrusted, self._asks[untrusted.place])
            self._open.remove(untrusted.place)
            return False
        if isinstance(untrusted, Done):
            if self._open:
                raise Unfit("an end before all answers")
            return _done(untrusted)
        raise Unfit("not an answer to a prompt")

    def _check_open(self, place: int) -> None:
        if place not in self._open:
            raise Unfit("an answer to no prompt, or after its end")

    def _check_end(self, untrusted: Generated, ask: Ask) -> None:
        most = ask.sampling.max_tokens + 1 if ask.sampling.logprobs else 0
        if len(untrusted.logprobs) > most or not all(map(_is_logprob, untrusted.logprobs)):
            raise Unfit("likelihoods that nobody asked for, or of nothing")
        if _SCHEDULE.fullmatch(untrusted.schedule) is None or not _is_time(untrusted.timings):
            raise Unfit("an end that says nothing")


class ScoreReplies:
    """One `Scored` with a likelihood for each continuation."""

    def __init__(self, asks: Sequence[ScoreAsk]) -> None:
        self._sizes = [len(ask.continuations) for ask in asks]

    def take(self, untrusted: Reply) -> bool:
        """As `Expected.take`."""
        if isinstance(untrusted, Progress):
            return _still(untrusted)
        if not isinstance(untrusted, Scored):
            raise Unfit("not likelihoods")
        fits = [len(row) for row in untrusted.rows] == self._sizes
        if not fits or not all(_is_likelihood(cell) for row in untrusted.rows for cell in row):
            raise Unfit("likelihoods of other continuations, or of nothing")
        return True


class CountReplies:
    """One `Counted` with a number for each text."""

    def __init__(self, texts: int) -> None:
        self._texts = texts

    def take(self, untrusted: Reply) -> bool:
        """As `Expected.take`."""
        if isinstance(untrusted, Progress):
            return _still(untrusted)
        if not isinstance(untrusted, Counted):
            raise Unfit("not an answer to a count")
        if len(untrusted.counts) != self._texts or min([0, *untrusted.counts]) < 0:
            raise Unfit("counts of other texts")
        return True


class PrefixReplies:
    """The parts of a kept prefix in order, then `Done`."""

    def __init__(self) -> None:
        self._tokens = self._total = self._taken = 0

    def take(self, untrusted: Reply) -> bool:
        """As `Expected.take`."""
        if isinstance(untrusted, Progress):
            return _still(untrusted)
        if isinstance(untrusted, PrefixPart):
            if self._taken == 0:
                self._tokens, self._total = untrusted.tokens, untrusted.total
            same = (untrusted.tokens, untrusted.total) == (self._tokens, self._total)
            sized = 0 < len(untrusted.data) <= PART_BYTES and self._total <= MOST_PREFIX_BYTES
            if not same or not sized or self._tokens < 1 or untrusted.offset != self._taken:
                raise Unfit("a part of another prefix")
            self._taken += len(untrusted.data)
            if self._taken > self._total:
                raise Unfit("more of a prefix than there is")
            return False
        if isinstance(untrusted, Done):
            if self._taken == 0 or self._taken != self._total:
                raise Unfit("half a prefix")
            return _done(untrusted)
        raise Unfit("not a prefix")


class DoneReply:
    """`Done` and nothing else."""

    def take(self, untrusted: Reply) -> bool:
        """As `Expected.take`."""
        if isinstance(untrusted, Progress):
            return _still(untrusted)
        if not isinstance(untrusted, Done):
            raise Unfit("not an end")
        return _done(untrusted)


def _still(untrusted: Progress) -> bool:
    if min(untrusted.done, untrusted.total) < 0:
        raise Unfit("progress of less than nothing")
    return False


def _done(untrusted: Done) -> bool:
    if len(untrusted.kept) > _MOST_KEPT:
        raise Unfit("too many kept prefixes")
    for key, tokens, size_bytes in untrusted.kept:
        if not 0 < len(key) <= _KEY_CHARACTERS or not key.isascii() or not key.isprintable():
            raise Unfit("a kept prefix without a proper name")
        if min(tokens, size_bytes) < 0:
            raise Unfit("a kept prefix of less than nothing")
    return True


def _is_likelihood(untrusted: Likelihood) -> bool:
    return _is_logprob(untrusted.logprob) and untrusted.tokens >= 0


def _is_logprob(untrusted: float) -> bool:
    return math.isfinite(untrusted) and untrusted <= _ROUNDING


def _is_time(untrusted: Timings) -> bool:
    values = (
        untrusted.load_s,
        untrusted.prefill_s,
        untrusted.prefill_tokens,
        untrusted.decode_s,
        untrusted.decode_tokens,
        untrusted.first_token_s,
        untrusted.kept_tokens,
        untrusted.drafted_tokens,
        untrusted.accepted_tokens,
        untrusted.waited_s,
    )
    return all(math.isfinite(value) and value >= 0 for value in values)
