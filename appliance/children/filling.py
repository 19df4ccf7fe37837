"""A memory file that a child may already read while it is still being filled.

Filling starts a child's work earlier: it begins with the first part while the later ones are still
decrypted. Who hands such a file over must ask `finish` before it believes what the child says.
"""

from __future__ import annotations

import fcntl
import os
import threading
from typing import TYPE_CHECKING

from appliance.confinement.awaiting import WHOLE, WORD
from appliance.errors import OutOfMemory

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    # Fills a descriptor from the front, and says after each part how many bytes are there.
    Fill = Callable[[int, Callable[[int], None]], None]
    # Component name to a readable memory file, or to one that is still being filled.
    FillingSource = Callable[[], Mapping[str, "int | Filling"]]

# So few that they fit into the smallest pipe and saying one never waits for the child.
_MOST_WORDS = 256
_SIZE_SEALS = fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW
_LAST_SEALS = fcntl.F_SEAL_WRITE | fcntl.F_SEAL_SEAL


class _Unwanted(Exception):
    """Nobody wants the rest."""


class Filling:
    """A memory file and the thread that fills it. `close` it in any case.

    Attributes:
        descriptor: the file, open for reading only; the size is right from the beginning.
        words: the pipe that says how far it is filled (`appliance.confinement.awaiting`).
    """

    def __init__(self, name: str, size_bytes: int, fill: Fill) -> None:
        """Begin to fill.

        Args:
            name: for diagnosis only; never a customer's or a document's name.
            size_bytes: of the whole content.
            fill: runs on a thread of its own; its errors come out of `finish`.

        Raises: OSError: no descriptors are left.
        """
        self._name, self._fill = name, fill
        self._step_bytes = -(-size_bytes // _MOST_WORDS)
        self._said_bytes = 0
        self._unwanted = threading.Event()
        self._error: BaseException | None = None
        opened: list[int] = []
        try:
            writable = os.memfd_create(name, os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
            opened.append(writable)
            os.ftruncate(writable, size_bytes)
            os.fchmod(writable, 0o400)
            fcntl.fcntl(writable, fcntl.F_ADD_SEALS, _SIZE_SEALS)
            self.descriptor = os.open(f"/proc/self/fd/{writable}", os.O_RDONLY | os.O_CLOEXEC)
            opened.append(self.descriptor)
            self.words, said = os.pipe()
            opened += [self.words, said]
            self._thread = threading.Thread(
                target=self._run, args=(writable, said), name="filling", daemon=True
            )
            self._thread.start()
        except BaseException:
            for descriptor in opened:
                os.close(descriptor)
            raise
        self._ours = [self.descriptor, self.words]

    @property
    def error(self) -> BaseException | None:
        """Why the file will never be whole; None as long as nothing is wrong."""
        return self._error

    def let_go(self) -> None:
        """Close what was handed over; the filling goes on as long as another process reads."""
        while self._ours:
            os.close(self._ours.pop())

    def finish(self) -> None:
        """Wait until the file is whole and sealed. Raises: what `fill` raises, OutOfMemory."""
        self._thread.join()
        if self._error is not None:
            raise self._error

    def close(self) -> None:
        """Stop filling, wait for the thread and close everything; may be called again."""
        self._unwanted.set()
        self._thread.join()
        self.let_go()

    def _run(self, writable: int, said: int) -> None:
        try:
            self._fill(writable, lambda bytes_: self._reached(said, bytes_))
            fcntl.fcntl(writable, fcntl.F_ADD_SEALS, _LAST_SEALS)
            self._say(said, WHOLE)
        except _Unwanted:
            pass
        except MemoryError:
            self._error = OutOfMemory(name=self._name)
        except BaseException as error:  # the owner's thread raises it
            self._error = error
        finally:
            # Only now: who sees the pipe end finds the error.
            os.close(writable)
            os.close(said)

    def _reached(self, said: int, bytes_: int) -> None:
        if self._unwanted.is_set():
            raise _Unwanted
        if bytes_ >= self._said_bytes + self._step_bytes:
            self._said_bytes = bytes_
            self._say(said, bytes_)

    def _say(self, said: int, word: int) -> None:
        try:
            os.write(said, WORD.pack(word))
        except BrokenPipeError as error:  # the child is gone; its owner knows why
            raise _Unwanted from error
