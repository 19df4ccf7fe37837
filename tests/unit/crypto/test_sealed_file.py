"""What the vectors cannot show: files that are no files, progress, threads, sources that change."""

from __future__ import annotations

import io
import os
import threading
from typing import TYPE_CHECKING

import pytest

from appliance.crypto.container import CHUNK_LOG2, HEADER_BYTES, seal_stream
from appliance.crypto.sealed_file import decrypt_into_fd, read_sealed, verify_sealed
from appliance.errors import Cancelled, FileUnreadable, PackTampered

if TYPE_CHECKING:
    from pathlib import Path

KEY = bytes(32)
MIB = 1 << CHUNK_LOG2


def sealed(path: Path, data: bytes) -> Path:
    with path.open("wb") as out:
        seal_stream(
            io.BytesIO(data), out, key=KEY, binding=b"b", clear_bytes=len(data), name="file"
        )
    return path


@pytest.fixture(scope="module")
def data() -> bytes:
    return os.urandom(3 * MIB + 17)


def test_progress_never_falls_and_ends_at_the_size(tmp_path: Path, data: bytes) -> None:
    path = sealed(tmp_path / "s", data)
    seen: list[int] = []
    verify_sealed(path, key=KEY, binding=b"b", name="file", progress=seen.append)
    assert seen == sorted(seen)
    assert seen[-1] == len(data)


def test_progress_runs_on_the_callers_thread(tmp_path: Path, data: bytes) -> None:
    path = sealed(tmp_path / "s", data)
    threads: set[int] = set()
    verify_sealed(
        path,
        key=KEY,
        binding=b"b",
        name="file",
        progress=lambda _done: threads.add(threading.get_ident()),
    )
    assert threads == {threading.get_ident()}


def test_what_progress_raises_stops_the_work(tmp_path: Path, data: bytes) -> None:
    path = sealed(tmp_path / "s", data)

    def cancel(_done: int) -> None:
        raise Cancelled

    before = threading.active_count()
    with pytest.raises(Cancelled):
        verify_sealed(path, key=KEY, binding=b"b", name="file", progress=cancel)
    assert threading.active_count() == before


@pytest.mark.parametrize("part", range(4))
def test_a_bad_chunk_is_named_whichever_thread_meets_it(
    tmp_path: Path, data: bytes, part: int
) -> None:
    path = sealed(tmp_path / "s", data)
    with path.open("r+b") as file:
        file.seek(HEADER_BYTES + part * (MIB + 16) + 5)
        byte = file.read(1)
        file.seek(-1, os.SEEK_CUR)
        file.write(bytes([byte[0] ^ 1]))
    fd = os.memfd_create("t")
    try:
        with pytest.raises(PackTampered, match=f"part {part + 1} is not genuine"):
            decrypt_into_fd(path, key=KEY, binding=b"b", fd=fd, name="file", threads=2)
    finally:
        os.close(fd)


def test_nothing_clear_is_in_the_sealed_file(tmp_path: Path) -> None:
    marker = b"canary-in-the-weights-" * 50
    assert b"canary" not in sealed(tmp_path / "s", marker).read_bytes()


def test_the_same_content_is_sealed_differently_each_time(tmp_path: Path) -> None:
    one, two = sealed(tmp_path / "1", b"same"), sealed(tmp_path / "2", b"same")
    assert one.read_bytes()[HEADER_BYTES:] != two.read_bytes()[HEADER_BYTES:]


def test_missing_folder_link_and_pipe_are_refused(tmp_path: Path) -> None:
    good = sealed(tmp_path / "good", b"content")
    (tmp_path / "link").symlink_to(good)
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    for name in ("missing", "link", "pipe", "folder"):
        with pytest.raises(FileUnreadable):
            read_sealed(tmp_path / name, key=KEY, binding=b"b", name=name)


def test_a_file_cut_while_it_is_read_is_refused(tmp_path: Path, data: bytes) -> None:
    path = sealed(tmp_path / "s", data)

    def cut(_done: int) -> None:
        os.truncate(path, HEADER_BYTES + 10)

    with pytest.raises(PackTampered):
        verify_sealed(path, key=KEY, binding=b"b", name="file", progress=cut)


@pytest.mark.parametrize(("announced", "why"), [(6, "shorter"), (4, "longer")])
def test_a_source_that_changes_is_refused(announced: int, why: str) -> None:
    with pytest.raises(FileUnreadable, match=why):
        seal_stream(
            io.BytesIO(b"12345"),
            io.BytesIO(),
            key=KEY,
            binding=b"b",
            clear_bytes=announced,
            name="file",
        )
