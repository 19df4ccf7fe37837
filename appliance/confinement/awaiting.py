"""How far a memory file is filled that was handed over before it was complete.

The parent fills the file from the front and says on a pipe up to which byte the content was found
genuine. What lies beyond must not be looked at. Each word is one number; the last one, `WHOLE`,
says that the end is genuine too and that nobody can change the file any more. A pipe that ends
without it stands for a file that is damaged, or for a parent that is gone.
"""

from __future__ import annotations

import os
import struct

WORD = struct.Struct("<Q")
WHOLE = 2**64 - 1


class Awaited:
    """The child's end of the pipe. Used by one thread."""

    def __init__(self, words: int) -> None:
        """`words` is the descriptor that was handed over; `close` closes it."""
        self._words = words
        self._genuine = 0
        self._rest = b""

    def wait(self, end: int) -> bool:
        """True once the first `end` bytes of the file are genuine; False if they never will be."""
        while self._genuine < end:
            try:
                read = os.read(self._words, 64 * WORD.size)
            except OSError:
                return False
            if not read:
                return False
            words = self._rest + read
            whole = len(words) - len(words) % WORD.size
            for (word,) in WORD.iter_unpack(words[:whole]):
                self._genuine = max(self._genuine, word)
            self._rest = words[whole:]
        return True

    def whole(self) -> bool:
        """True once the file is complete and genuine to its end; False if it never will be."""
        return self.wait(WHOLE)

    def close(self) -> None:
        """Close the pipe."""
        os.close(self._words)
