"""Puts the replies to many prompts together, and cuts what no frame holds. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.engine.protocol import Generated, Piece, Progress
from appliance.engine.records import Generation
from appliance.errors import Cancelled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from appliance.engine.call import Call
    from appliance.engine.protocol import Reply

# Half of the largest frame: what is sent has more than the texts in it.
_PART_BYTES = 32 * 1024**2
_PART_ASKS = 4096


class Answers:
    """Texts of one or many prompts as they grow; reports to the caller, on the caller's thread."""

    def __init__(
        self,
        size: int,
        on_text: Callable[[int, str], None] | None,
        on_done: Callable[[int, Generation], None] | None,
    ) -> None:
        self._texts: list[list[str]] = [[] for _ in range(size)]
        self._answers: list[Generation | None] = [None] * size
        self._done = 0
        self._pieces = 0
        self._on_text = on_text
        self._on_done = on_done

    def take(self, begin: int, reply: Reply, call: Call) -> None:
        """Add a reply of the request whose first prompt has place `begin`. Raises: Cancelled."""
        if isinstance(reply, Piece):
            self._pieces += 1
            self._texts[begin + reply.place].append(reply.text)
            if self._on_text is not None:
                self._on_text(begin + reply.place, reply.text)
            if len(self._texts) == 1:
                call.tick("writing the answer", self._pieces, None, "pieces")
        elif isinstance(reply, Progress):
            if self._pieces == self._done == 0:
                call.tick("reading the passages", reply.done, reply.total, "tokens")
        elif isinstance(reply, Generated):
            self._end(begin + reply.place, reply, call)

    def all(self) -> list[Generation]:
        """Every answer, in the order of the prompts."""
        return [answer for answer in self._answers if answer is not None]

    def _end(self, place: int, reply: Generated, call: Call) -> None:
        if reply.finish == "cancelled":
            raise Cancelled
        text = "".join(self._texts[place])
        answer = Generation(text, reply.finish, reply.timings, reply.schedule, reply.logprobs)
        self._answers[place] = answer
        self._done += 1
        if self._on_done is not None:
            self._on_done(place, answer)
        if len(self._texts) > 1:
            call.tick("writing the answers", self._done, len(self._texts), "answers")


def in_parts(sizes_bytes: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Half-open ranges, each of which fits into one frame, in order."""
    begin = taken_bytes = 0
    for place, size_bytes in enumerate(sizes_bytes):
        full = place - begin == _PART_ASKS or taken_bytes + size_bytes > _PART_BYTES
        if full and place > begin:
            yield begin, place
            begin, taken_bytes = place, 0
        taken_bytes += size_bytes
    if begin < len(sizes_bytes):
        yield begin, len(sizes_bytes)
