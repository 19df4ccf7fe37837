"""Every reader over every vector of tests/vectors/container, and the good ones written again."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from appliance.crypto.container import SALT_BYTES, open_stream, seal_stream
from appliance.crypto.sealed_file import decrypt_into_fd, read_sealed, verify_sealed
from appliance.errors import PackTampered, SealVersionUnknown

if TYPE_CHECKING:
    from collections.abc import Callable

VECTORS = Path(__file__).parents[2] / "vectors"
NAMES = sorted(path.name for path in (VECTORS / "container").iterdir())
OUTCOMES = {"tampered": PackTampered, "version": SealVersionUnknown}


@dataclass(frozen=True)
class Vector:
    expect: str
    key: bytes
    binding: bytes
    payload_sha256: str
    body: bytes


def load(name: str) -> Vector:
    head, body = (VECTORS / "container" / name).read_bytes().split(b"\n\n", 1)
    fields = dict(line.split(": ", 1) for line in head.decode().split("\n") if ": " in line)
    return Vector(
        fields["expect"],
        bytes.fromhex(fields["key"]),
        bytes.fromhex(fields.get("binding", "")),
        fields.get("payload-sha256", ""),
        body,
    )


class Trickle:
    """A source that gives one byte at a time, as a slow pipe may."""

    def __init__(self, data: bytes) -> None:
        self._inner = io.BytesIO(data)

    def readinto(self, buffer: memoryview, /) -> int:
        return self._inner.readinto(buffer[:1])


def by_stream(vector: Vector, _path: Path) -> bytes:
    chunks = open_stream(
        io.BytesIO(vector.body), key=vector.key, binding=vector.binding, name="vector"
    )
    return b"".join(bytes(chunk) for chunk in chunks)


def by_slow_stream(vector: Vector, _path: Path) -> bytes:
    chunks = open_stream(
        Trickle(vector.body), key=vector.key, binding=vector.binding, name="vector"
    )
    return b"".join(bytes(chunk) for chunk in chunks)


def by_file(vector: Vector, path: Path) -> bytes:
    return read_sealed(path, key=vector.key, binding=vector.binding, name="vector")


def by_memory_file(threads: int) -> Callable[[Vector, Path], bytes]:
    def read(vector: Vector, path: Path) -> bytes:
        fd = os.memfd_create("vector")
        try:
            size = decrypt_into_fd(
                path, key=vector.key, binding=vector.binding, fd=fd, name="vector", threads=threads
            )
            assert os.fstat(fd).st_size == size
            return os.pread(fd, size, 0)
        finally:
            os.close(fd)

    return read


def by_verifying(vector: Vector, path: Path) -> bytes:
    verify_sealed(path, key=vector.key, binding=vector.binding, name="vector")
    return by_file(vector, path)


READERS = {
    "stream": by_stream,
    "slow stream": by_slow_stream,
    "file": by_file,
    "memory file": by_memory_file(1),
    "memory file, 2 threads": by_memory_file(2),
    "memory file, 5 threads": by_memory_file(5),
    "verify": by_verifying,
}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("name", NAMES)
def test_every_reader_gives_the_expected_outcome(name: str, reader: str, tmp_path: Path) -> None:
    vector = load(name)
    path = tmp_path / "sealed"
    path.write_bytes(vector.body)
    read = READERS[reader]
    if vector.expect == "success":
        assert hashlib.sha256(read(vector, path)).hexdigest() == vector.payload_sha256
    else:
        with pytest.raises(OUTCOMES[vector.expect]):
            read(vector, path)


@pytest.mark.parametrize("name", [name for name in NAMES if load(name).expect == "success"])
def test_good_vectors_are_written_again_byte_for_byte(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    vector = load(name)
    clear = by_stream(vector, Path())
    salt = vector.body[20 : 20 + SALT_BYTES]
    chunk_log2 = int.from_bytes(vector.body[10:12], "big")
    monkeypatch.setattr(os, "urandom", lambda _size: salt)
    out = io.BytesIO()
    seal_stream(
        io.BytesIO(clear),
        out,
        key=vector.key,
        binding=vector.binding,
        clear_bytes=len(clear),
        name="vector",
        chunk_log2=chunk_log2,
    )
    assert out.getvalue() == vector.body


def test_the_vectors_are_those_that_the_script_makes(tmp_path: Path) -> None:
    """The script is a second implementation; run again it must write exactly these files."""
    copy = tmp_path / "make_container_vectors.py"
    copy.write_bytes((VECTORS / "make_container_vectors.py").read_bytes())
    subprocess.run([sys.executable, str(copy)], check=True)
    made = {path.name: path.read_bytes() for path in (tmp_path / "container").iterdir()}
    kept = {name: (VECTORS / "container" / name).read_bytes() for name in NAMES}
    assert made == kept
