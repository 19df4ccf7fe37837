"""Writes one answer: reads the prompt, chooses tokens, streams text, stops when asked."""

from __future__ import annotations

import time
from contextlib import closing
from typing import TYPE_CHECKING

from appliance.engine.protocol import Failed, Generated, Piece, Progress, Trouble
from appliance.engine.records import Timings
from appliance.engine.templates import segments
from appliance.engine.worker.llama import PREFILL_TOKENS, Aborted
from appliance.engine.worker.text import TextStream
from appliance.engine.worker.wire import Stopped

if TYPE_CHECKING:
    from appliance.engine.protocol import Generate
    from appliance.engine.records import Finish, Message
    from appliance.engine.worker.llama import LlamaModel
    from appliance.engine.worker.wire import Wire


class Writer:
    """One sequence at a time; keeps the computed prompt for the next one that begins alike."""

    def __init__(self, model: LlamaModel, wire: Wire, template: str, load_s: float) -> None:
        self._model = model
        self._wire = wire
        self._template = template
        self._load_s = load_s
        self._kept: list[int] = []

    def tokens(self, messages: tuple[Message, ...]) -> list[int]:
        """The prompt as tokens; text of people and documents never becomes a control token."""
        result: list[int] = []
        for segment in segments(messages, self._template):
            result += self._model.tokenize(segment.text, control=segment.control)
        return result

    def write(self, request: Generate) -> Generated | Failed:
        """Stream the answer as `Piece` messages and return its end. Raises: Ended, Refused."""
        began_s = time.monotonic()
        prompt = self.tokens(request.messages)
        limit = self._model.limit_tokens
        needed = len(prompt) + request.sampling.max_tokens
        if needed > limit:
            return Failed(request.number, Trouble.CONTEXT_TOO_LONG, needed, limit)
        if self._model.make_room(needed):
            self._kept = []
        computed = 0
        try:
            computed = self._read(request.number, prompt)
            read_s = time.monotonic()
            finish, written, first_s = self._decode(request, read_s)
        except Stopped:
            read_s = first_s = time.monotonic()
            finish, written = "cancelled", 0
        return Generated(
            request.number,
            finish,
            Timings(
                load_s=self._load_s,
                prefill_s=read_s - began_s,
                prefill_tokens=computed,
                decode_s=time.monotonic() - read_s,
                decode_tokens=written,
                first_token_s=first_s - began_s,
            ),
        )

    def _read(self, number: int, prompt: list[int]) -> int:
        """Compute the prompt in fixed steps, from the first step that differs from the last prompt.

        Returns the number of tokens computed. Raises: Stopped.
        """
        same = _common_length(prompt, self._kept)
        # The last token is always computed: its probabilities choose the first written one.
        steps_kept = min(same, len(prompt) - 1) // PREFILL_TOKENS
        place = began = self._model.forget_after(steps_kept * PREFILL_TOKENS)
        self._kept = prompt[:place]
        while place < len(prompt):
            step = prompt[place : place + PREFILL_TOKENS]
            try:
                self._model.prefill(step)
            except Aborted as error:
                raise Stopped from error
            place += len(step)
            self._kept = prompt[:place]
            self._wire.send(Progress(number, place, len(prompt)))
        return len(prompt) - began

    def _decode(self, request: Generate, read_s: float) -> tuple[Finish, int, float]:
        """Choose tokens until the end. Returns why it ended, tokens written, time of the first."""
        sampling = request.sampling
        stream = TextStream(sampling.stop)
        shown = _Shown(self._wire, request.number)
        first_s, written = read_s, 0
        finish: Finish = "length"
        with closing(self._model.sampler(sampling.temperature, sampling.seed)) as sampler:
            while True:
                token = sampler.next()
                if written == 0:
                    first_s = time.monotonic()
                piece = self._model.piece(token)
                if piece is None:
                    finish = "stop"
                    break
                written += 1
                shown.add(stream.feed(piece))
                if stream.stopped:
                    finish = "stop"
                    break
                if written == sampling.max_tokens:
                    break
                if self._wire.cancelled(request.number):
                    finish = "cancelled"
                    break
                self._model.advance(token)
        shown.add(stream.finish())
        shown.flush()
        return finish, written, first_s


class _Shown:
    """Sends text at most thirty times a second: nobody reads faster, and a frame is not free."""

    INTERVAL_S = 1 / 30

    def __init__(self, wire: Wire, number: int) -> None:
        self._wire = wire
        self._number = number
        self._held = ""
        self._sent_s = float("-inf")

    def add(self, text: str) -> None:
        self._held += text
        if self._held and time.monotonic() - self._sent_s >= self.INTERVAL_S:
            self.flush()

    def flush(self) -> None:
        if self._held:
            self._wire.send(Piece(self._number, self._held))
            self._held, self._sent_s = "", time.monotonic()


def _common_length(one: list[int], other: list[int]) -> int:
    for place, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return place
    return min(len(one), len(other))
