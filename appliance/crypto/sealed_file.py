"""Sealed containers on disk: opened once, checked whole, decrypted to bytes or a descriptor."""

from __future__ import annotations

import os
import stat
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from appliance.crypto.container import (
    HEADER_BYTES,
    TAG_BYTES,
    ChunkCipher,
    Header,
    parse_header,
)
from appliance.errors import FileUnreadable, PackTampered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from cryptography.utils import Buffer

    Progress = Callable[[int], None]  # clear bytes done so far, never falling

# Two are 1.1-1.5 times as fast as one: the first touch of new memory is the limit, not the cipher
# (4.9 GB/s on one core against about 1 GB/s into fresh memory, 2-core machine).
THREADS = 2


class SealedFile:
    """One sealed file, open for reading. The size was compared with the header; content was not."""

    def __init__(self, handle: int, *, key: Buffer, binding: bytes, name: str) -> None:
        """Take the descriptor as it is; the caller closes it. Raises: see `open_sealed`."""
        info = os.fstat(handle)
        if not stat.S_ISREG(info.st_mode):
            raise FileUnreadable(name=name, why="it is not a regular file")
        self._handle, self._key, self._binding, self._name = handle, key, binding, name
        self.header: Header = parse_header(os.pread(handle, HEADER_BYTES, 0), name=name)
        if info.st_size < self.header.sealed_bytes:
            raise PackTampered(name=name, why="its end is missing")
        if info.st_size > self.header.sealed_bytes:
            raise PackTampered(name=name, why="something was added at its end")

    def for_each_chunk(
        self, use: Callable[[int, memoryview], None], *, progress: Progress | None, threads: int
    ) -> None:
        """Authenticate all chunks and call `use(offset, clear)` for each, in no fixed order.

        `use` runs on several threads at once and must not keep the view; `progress` runs on this
        thread only, and what it raises stops the work.

        Raises: PackTampered, and whatever `use` or `progress` raise.
        """
        strides = max(1, min(threads, self.header.chunk_count))
        work = _Strides(self, use, strides)
        helpers = [
            threading.Thread(target=work.run, args=(number,), name="sealed-file", daemon=True)
            for number in range(1, strides)
        ]
        for helper in helpers:
            helper.start()
        work.run(0, progress)
        for helper in helpers:
            helper.join()
        if work.error is not None:
            raise work.error
        if progress is not None:
            progress(self.header.clear_bytes)

    def decrypt_into(self, fd: int, *, progress: Progress | None, threads: int) -> None:
        """Write the clear content to `fd` from offset 0; with one thread from front to end.

        Meant for anonymous memory files. Nothing is written before it was authenticated. After an
        error the descriptor holds part of the content and must be closed by the caller.

        Raises: PackTampered, FileUnreadable, and what `progress` raises.
        """

        def write(offset: int, chunk: memoryview) -> None:
            written = 0
            while written < len(chunk):
                written += os.pwrite(fd, chunk[written:], offset + written)

        self.for_each_chunk(write, progress=progress, threads=threads)

    def cipher(self) -> ChunkCipher:
        """A cipher for one thread."""
        return ChunkCipher(self.header, key=self._key, binding=self._binding, name=self._name)

    def read_chunk(
        self, number: int, cipher: ChunkCipher, sealed: memoryview, clear: memoryview
    ) -> memoryview:
        """Chunk `number` decrypted into the front of `clear`. Raises: PackTampered."""
        size = self.header.clear_bytes_of(number)
        part = sealed[: size + TAG_BYTES]
        try:
            read_bytes = os.preadv(self._handle, [part], self.header.offset_of(number))
        except OSError as error:
            why = error.strerror or "unknown"
            raise FileUnreadable(str(error), name=self._name, why=why) from error
        if read_bytes != len(part):
            raise PackTampered(name=self._name, why="its end is missing")
        cipher.open(number, part, clear[:size])
        return clear[:size]


class _Strides:
    """Thread k of n takes the chunks k, k+n, k+2n …; the first error stops all of them."""

    def __init__(self, file: SealedFile, use: Callable[[int, memoryview], None], n: int) -> None:
        self._file, self._use, self._n = file, use, n
        self._done_bytes = [0] * n
        self._stop = threading.Event()
        self.error: BaseException | None = None

    def run(self, first: int, progress: Progress | None = None) -> None:
        header = self._file.header
        room = min(header.chunk_bytes, max(header.clear_bytes, 1))
        clear = memoryview(bytearray(room))
        sealed = memoryview(bytearray(room + TAG_BYTES))
        try:
            cipher = self._file.cipher()
            for number in range(first, header.chunk_count, self._n):
                if self._stop.is_set():
                    return
                chunk = self._file.read_chunk(number, cipher, sealed, clear)
                self._use(number * header.chunk_bytes, chunk)
                self._done_bytes[first] += len(chunk)
                if progress is not None:
                    progress(sum(self._done_bytes))
        except BaseException as error:
            if self.error is None:
                self.error = error
            self._stop.set()
        finally:
            clear[:] = bytes(room)


@contextmanager
def open_sealed(path: Path, *, key: Buffer, binding: bytes, name: str) -> Iterator[SealedFile]:
    """Open a sealed file for the block.

    Raises:
        FileUnreadable: missing, not a regular file, or the disk reported an error.
        SealVersionUnknown: not a sealed file, or a later format.
        PackTampered: cut, or longer than it says.
    """
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        raise FileUnreadable(str(error), name=name, why=error.strerror or "unknown") from error
    try:
        yield SealedFile(handle, key=key, binding=binding, name=name)
    finally:
        os.close(handle)


def read_sealed(path: Path, *, key: Buffer, binding: bytes, name: str) -> bytes:
    """The whole clear content. Raises: see `open_sealed`."""
    with open_sealed(path, key=key, binding=binding, name=name) as file:
        # One thread keeps the order. Parts instead of one buffer: the size in the header is not to
        # be believed before the first chunk was authenticated.
        parts: list[bytes] = []
        file.for_each_chunk(
            lambda _offset, chunk: parts.append(bytes(chunk)), progress=None, threads=1
        )
        return b"".join(parts)


def decrypt_into_fd(
    path: Path,
    *,
    key: Buffer,
    binding: bytes,
    fd: int,
    name: str,
    progress: Progress | None = None,
    threads: int = THREADS,
) -> int:
    """Write the clear content to `fd` from offset 0 and return its size in bytes.

    Raises: see `open_sealed`, and `SealedFile.decrypt_into`.
    """
    with open_sealed(path, key=key, binding=binding, name=name) as file:
        file.decrypt_into(fd, progress=progress, threads=threads)
        return file.header.clear_bytes


def verify_sealed(
    path: Path, *, key: Buffer, binding: bytes, name: str, progress: Progress | None = None
) -> None:
    """Read and authenticate everything, keep nothing. Raises: see `open_sealed`."""
    with open_sealed(path, key=key, binding=binding, name=name) as file:
        file.for_each_chunk(lambda _offset, _chunk: None, progress=progress, threads=THREADS)
