"""Gives kept prefixes out to the parent and takes them back, in parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.engine.protocol import Done, Failed, PrefixPart, Trouble

if TYPE_CHECKING:
    from appliance.engine.protocol import GivePrefix, TakePrefix
    from appliance.engine.worker.kept import KeptPrefixes
    from appliance.engine.worker.wire import Wire

# The parent refuses frames of more than a mebibyte; the message around a part needs some of it.
PART_BYTES = 1024**2 - 4096


class PrefixPassing:
    """At most one prefix comes in at a time."""

    def __init__(self, wire: Wire, kept: KeptPrefixes) -> None:
        """Nothing is on its way."""
        self._wire = wire
        self._kept = kept
        self._coming = bytearray()
        self._first: GivePrefix | None = None

    def take(self, request: TakePrefix) -> None:
        """Send a prefix in parts. Raises: Ended."""
        kept = self._kept.take(request.key)
        if kept is None:
            self._wire.send(Failed(request.number, Trouble.PREFIX_UNSUITABLE))
            return
        view = memoryview(kept.head + kept.state)
        for offset in range(0, len(view), PART_BYTES):
            data = bytes(view[offset : offset + PART_BYTES])
            self._wire.send(PrefixPart(request.number, kept.tokens, offset, len(view), data))
        self._wire.send(Done(request.number, self._kept.names()))

    def give(self, part: GivePrefix) -> None:
        """Take the next part; answer the last one, or the first that is wrong. Raises: Ended."""
        if part.offset == 0:
            self._first, self._coming = part, bytearray()
        first = self._first
        if first is None or part.number != first.number:
            return  # the rest of a prefix that was refused already
        same = (part.key, part.tokens, part.total) == (first.key, first.tokens, first.total)
        end = part.offset + len(part.data)
        fits = same and part.offset == len(self._coming) and part.data and end <= part.total
        if not fits or not 0 < part.total <= self._kept.most_bytes:
            self._refuse(part)
            return
        self._coming += part.data
        if end < part.total:
            return
        blob, self._first, self._coming = bytes(self._coming), None, bytearray()
        if self._kept.give(part.key, blob, part.tokens):
            self._wire.send(Done(part.number, self._kept.names()))
        else:
            self._wire.send(Failed(part.number, Trouble.PREFIX_UNSUITABLE))

    def _refuse(self, part: GivePrefix) -> None:
        self._first, self._coming = None, bytearray()
        self._wire.send(Failed(part.number, Trouble.PREFIX_UNSUITABLE))
