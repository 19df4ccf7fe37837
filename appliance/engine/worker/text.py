"""Turns the bytes of tokens into text that may be shown at once. Pure."""

from __future__ import annotations

import codecs


class TextStream:
    """Gives out whole characters only, and nothing of a stop string.

    A model writes bytes: a token may end in the middle of a character. A character that is never
    completed is dropped; bytes that are no UTF-8 become “�”.
    """

    def __init__(self, stop: tuple[str, ...]) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._stop = tuple(item for item in stop if item)
        self._held = ""
        self.stopped = False

    def feed(self, piece: bytes) -> str:
        """Text that is certain now; sets `stopped` once a stop string is complete."""
        self._held += self._decoder.decode(piece)
        places = [place for item in self._stop if (place := self._held.find(item)) >= 0]
        if places:
            self.stopped = True
            text, self._held = self._held[: min(places)], ""
            return text
        keep = max((_overlap(self._held, item) for item in self._stop), default=0)
        cut = len(self._held) - keep
        text, self._held = self._held[:cut], self._held[cut:]
        return text

    def finish(self) -> str:
        """What was held back because a stop string could have begun there."""
        text, self._held = self._held, ""
        return text


def _overlap(text: str, stop: str) -> int:
    """Length of the longest end of `text` that is a beginning of `stop`."""
    for size in range(min(len(text), len(stop) - 1), 0, -1):
        if text.endswith(stop[:size]):
            return size
    return 0
