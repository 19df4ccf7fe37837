"""One answer being written: its tokens, its text, its guesses and its times."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from appliance.engine.protocol import Piece
from appliance.engine.records import Timings
from appliance.engine.worker.lookup import History
from appliance.engine.worker.sampling import Chooser, log_probability
from appliance.engine.worker.text import TextStream

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from appliance.engine.prefixes import Outline
    from appliance.engine.records import Finish, Sampling
    from appliance.engine.worker.llama import LlamaModel
    from appliance.engine.worker.wire import Wire


class Shown:
    """Sends text a few times a second: nobody reads faster, and a frame is not free."""

    def __init__(self, wire: Wire, number: int, place: int, *, interval_s: float) -> None:
        self._wire = wire
        self._number, self._place = number, place
        self._interval_s = interval_s
        self._held = ""
        self._sent_s = float("-inf")

    def add(self, text: str) -> None:
        """Show this, now or soon."""
        self._held += text
        if self._held and time.monotonic() - self._sent_s >= self._interval_s:
            self.flush()

    def flush(self) -> None:
        """Show what is held."""
        if self._held:
            self._wire.send(Piece(self._number, self._held, self._place))
            self._held, self._sent_s = "", time.monotonic()


class Row:
    """Reads its tail, then writes token by token.

    Attributes:
        sequence: its number in the context.
        position: where its next token goes.
        tokens: what is computed next: the tail, or the token written last and guesses after it.
        reading: its tail is not computed yet.
        finish: why it ended, or None.
    """

    def __init__(
        self,
        model: LlamaModel,
        outline: Outline,
        sampling: Sampling,
        *,
        sequence: int,
        shown: Shown,
        most_guesses: int,
    ) -> None:
        """Raises: Refused: the grammar cannot be read."""
        self._model = model
        self._sampling = sampling
        self._stream = TextStream(sampling.stop)
        self._chooser = Chooser(model, sampling)
        self._shown = shown
        self._most_guesses = most_guesses if self._chooser.greedy else 0
        prompt = [token for step in outline.steps for token in step]
        room = sampling.max_tokens if self._most_guesses else 0
        self._history = History(prompt if room else (), room)
        self.sequence = sequence
        self.position = len(prompt) - len(outline.steps[-1])
        self.tokens: list[int] = list(outline.steps[-1])
        self.reading = True
        self.finish: Finish | None = None
        self.logprobs: list[float] = []
        self.prompt_tokens = len(prompt)
        self.written = 0
        self.computed_tokens = 0
        self.prefill_s = self.decode_s = 0.0
        self.first_s = 0.0
        self.drafted = self.accepted = 0

    @property
    def outputs(self) -> int:
        """Rows of logits that its next step gives."""
        return 1 if self.reading else len(self.tokens)

    def guess(self, most: int) -> None:
        """Add at most so many guesses to the next step."""
        left = self._sampling.max_tokens - self.written - 1
        self.tokens += self._history.guess(min(most, self._most_guesses, left))

    def take(self, logits: NDArray[np.float32], likeliest: NDArray[np.intp], share_s: float) -> int:
        """Choose tokens from the logits of its step.

        Args:
            logits: one row per output.
            likeliest: place of the highest of each row.
            share_s: its share of the step's time.

        Returns: how many of the step's tokens stay in the cache.
        """
        guesses = [] if self.reading else self.tokens[1:]
        stays = len(self.tokens) - len(guesses)
        if self.reading:
            self.prefill_s += share_s
            self.computed_tokens += stays
            self.first_s = time.monotonic()
        else:
            self.decode_s += share_s
        self.reading = False
        self.drafted += len(guesses)
        for place, row in enumerate(logits):
            token = self._chooser.choose(row, int(likeliest[place]))
            self._write(token, row)
            if self.finish is not None or place == len(guesses) or guesses[place] != token:
                break
            stays += 1
            self.accepted += 1
        self.position += stays
        return stays

    def close(self) -> None:
        """Show what is left and free what is native."""
        if self.finish is not None:
            self._shown.add(self._stream.finish())
            self._shown.flush()
        self._chooser.close()

    def timings(self, *, load_s: float, arrived_s: float, began_s: float) -> Timings:
        """Where the time went."""
        return Timings(
            load_s=load_s,
            prefill_s=self.prefill_s,
            prefill_tokens=self.computed_tokens,
            decode_s=self.decode_s,
            decode_tokens=self.written,
            first_token_s=self.first_s - arrived_s,
            kept_tokens=self.prompt_tokens - self.computed_tokens,
            drafted_tokens=self.drafted,
            accepted_tokens=self.accepted,
            waited_s=began_s - arrived_s,
        )

    def _write(self, token: int, logits: NDArray[np.float32]) -> None:
        piece = self._model.piece(token)
        if piece is None:
            self.finish = "stop"
            return
        self.written += 1
        if self._sampling.logprobs:
            self.logprobs.append(log_probability(logits, token))
        self._shown.add(self._stream.feed(piece))
        if self._stream.stopped:
            self.finish = "stop"
        elif self.written == self._sampling.max_tokens:
            self.finish = "length"
        if self._most_guesses:
            self._history.add(token)
        self.tokens = [token]
