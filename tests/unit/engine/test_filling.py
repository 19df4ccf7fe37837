"""Weights decrypted while the child already loads them: whole and genuine, or not at all."""

from __future__ import annotations

import errno
import fcntl
import io
import os
import signal
import threading
import time
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import tomli_w

from appliance import children
from appliance.children import Child, ChildSpec, Filling, filling
from appliance.confinement.awaiting import WHOLE, WORD, Awaited
from appliance.crypto import sealed_file
from appliance.crypto.container import HEADER_BYTES, TAG_BYTES, seal_stream
from appliance.engine.client import LanguageEngine
from appliance.engine.exchange import Exchange
from appliance.engine.protocol import LoadLanguage
from appliance.engine.records import Message, Prompt, Sampling
from appliance.engine.starting import MODULE
from appliance.errors import (
    Cancelled,
    FileUnreadable,
    ModelRefused,
    ModelStopped,
    OutOfMemory,
    PackTampered,
)
from appliance.jobs import Job
from appliance.packs import manifest as manifests
from appliance.packs.binding import component_binding, sealed_name
from appliance.packs.reader import fill_components
from appliance.settings import engine_folder
from tests.hostile.gguf_file import tiny

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from appliance.children.filling import Fill

    Source = Callable[[], Mapping[str, int | Filling]]

pytestmark = pytest.mark.model
PROMPT = Prompt((Message("user", "What is the rate?"),), "chatml")
WEIGHTS = tiny().encode()
KEY, DIGEST = bytes(range(32)), "ab" * 32
CHUNK_LOG2 = 10
CHUNK_BYTES = 2**CHUNK_LOG2
PARTS = -(-len(WEIGHTS) // CHUNK_BYTES)


def open_files() -> set[str]:
    """What this process has open; our own look into the folder is gone again."""
    found = set()
    for entry in Path("/proc/self/fd").iterdir():
        try:
            found.add(f"{entry.name} {entry.readlink()}")
        except FileNotFoundError:
            continue
    return found


@pytest.fixture(autouse=True)
def nothing_stays() -> Iterator[None]:
    before = open_files()
    yield
    assert not children.running()
    assert not [one for one in threading.enumerate() if one.name == "filling"]
    until_s = time.monotonic() + 5.0
    while open_files() - before and time.monotonic() < until_s:
        time.sleep(0.01)  # the thread that reads what the child prints
    assert not open_files() - before


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A sealed model of many small chunks."""
    table = {
        "format": 1,
        "name": "tiny",
        "version": "1",
        "kind": "language",
        "title": "Tiny",
        "licence": "Apache-2.0",
        "origin": "made for tests",
        "description": "",
        "quantization": "none",
        "components": [
            {
                "name": "model.gguf",
                "size_bytes": len(WEIGHTS),
                "sha256": sha256(WEIGHTS).hexdigest(),
            }
        ],
        "language": {"context_tokens": 256, "template": "chatml"},
    }
    (tmp_path / "manifest.toml").write_text(tomli_w.dumps(table))
    (tmp_path / "model.gguf").write_bytes(WEIGHTS)  # the manifest's reader wants to see it
    with sealed(tmp_path).open("wb") as out:
        seal_stream(
            io.BytesIO(WEIGHTS),
            out,
            key=KEY,
            binding=component_binding(DIGEST, "model.gguf"),
            clear_bytes=len(WEIGHTS),
            name="model.gguf",
            chunk_log2=CHUNK_LOG2,
        )
    return tmp_path


def sealed(folder: Path) -> Path:
    return folder / sealed_name("model.gguf", 1)


def source_of(folder: Path, key: bytes = KEY) -> Source:
    manifest = manifests.read(folder)
    return lambda: fill_components(manifest, folder, key=key, digest=DIGEST)


def own(fill: Fill) -> Source:
    return lambda: {"model.gguf": Filling("m", len(WEIGHTS), fill)}


def engine_of(source: Source) -> LanguageEngine:
    return LanguageEngine(source, name="m", context_tokens=256, template="chatml", threads=1)


def answer(source: Source) -> str:
    engine = engine_of(source)
    try:
        return engine.generate(PROMPT, Sampling(8)).text
    finally:
        engine.close()


def refused(source: Source, error: type[Exception], why: str) -> None:
    engine = engine_of(source)
    try:
        with pytest.raises(error, match=why):
            engine.load()
        assert engine.loaded is None
    finally:
        engine.close()


def whole(descriptor: int, reached: Callable[[int], None]) -> None:
    os.pwrite(descriptor, WEIGHTS, 0)
    reached(len(WEIGHTS))


def wait_for(unwanted: Callable[[int], None], place: int) -> None:
    while True:
        unwanted(place)
        time.sleep(0.01)


def test_the_model_answers_as_from_a_whole_file(folder: Path) -> None:
    def write(descriptor: int) -> None:
        os.pwrite(descriptor, WEIGHTS, 0)

    assert PARTS > 10
    plain = answer(lambda: {"model.gguf": children.sealed_memory("m", write)})
    assert answer(source_of(folder)) == plain


def test_the_child_waits_for_each_part() -> None:
    """The engine would read zeros, or nothing at all, if it did not wait."""
    parts = 7
    size_bytes = -(-len(WEIGHTS) // parts)

    def slowly(descriptor: int, reached: Callable[[int], None]) -> None:
        for place in range(0, len(WEIGHTS), size_bytes):
            time.sleep(0.1)
            part = WEIGHTS[place : place + size_bytes]
            os.pwrite(descriptor, part, place)
            reached(place + len(part))

    assert answer(own(slowly)) == answer(own(whole))


@pytest.mark.parametrize("number", [0, PARTS // 2, PARTS - 1])
def test_a_changed_byte(folder: Path, number: int) -> None:
    raw = bytearray(sealed(folder).read_bytes())
    raw[HEADER_BYTES + number * (CHUNK_BYTES + TAG_BYTES)] ^= 1
    sealed(folder).write_bytes(raw)
    refused(source_of(folder), PackTampered, f"part {number + 1} is not genuine")


def test_two_chunks_in_each_others_place(folder: Path) -> None:
    raw = bytearray(sealed(folder).read_bytes())
    size_bytes = CHUNK_BYTES + TAG_BYTES
    one, two = HEADER_BYTES + size_bytes, HEADER_BYTES + 2 * size_bytes
    raw[one:two], raw[two : two + size_bytes] = raw[two : two + size_bytes], raw[one:two]
    sealed(folder).write_bytes(raw)
    refused(source_of(folder), PackTampered, "part 2 is not genuine")


@pytest.mark.parametrize("cut_bytes", [1, TAG_BYTES, CHUNK_BYTES + TAG_BYTES])
def test_an_end_that_is_missing(folder: Path, cut_bytes: int) -> None:
    raw = sealed(folder).read_bytes()
    sealed(folder).write_bytes(raw[:-cut_bytes])
    refused(source_of(folder), PackTampered, "its end is missing")


def test_a_file_cut_while_it_is_read(folder: Path) -> None:
    source = source_of(folder)

    def cut() -> Mapping[str, int | Filling]:
        held = threading.Event()
        real = sealed_file.SealedFile.decrypt_into

        def later(*given: object, **named: object) -> None:
            held.wait()
            real(*given, **named)  # type: ignore[arg-type]

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sealed_file.SealedFile, "decrypt_into", later)
            opened = source()
            os.truncate(sealed(folder), HEADER_BYTES + 5 * CHUNK_BYTES)
            time.sleep(0.05)  # the thread has begun
            held.set()
        return opened

    refused(cut, PackTampered, "its end is missing")


def test_another_key(folder: Path) -> None:
    refused(source_of(folder, key=bytes(32)), PackTampered, "part 1 is not genuine")


def test_a_disk_that_fails_in_the_middle(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, calls = os.preadv, [0]

    def failing(*given: object) -> int:
        calls[0] += 1
        if calls[0] > PARTS // 2:
            raise OSError(errno.EIO, "Input/output error")
        return real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "preadv", failing)
    refused(source_of(folder), FileUnreadable, "Input/output error")
    assert calls[0] == PARTS // 2 + 1


def test_no_memory_for_the_rest() -> None:
    def fill(descriptor: int, reached: Callable[[int], None]) -> None:
        os.pwrite(descriptor, WEIGHTS[:4096], 0)
        reached(4096)
        raise MemoryError

    refused(own(fill), OutOfMemory, "memory")


def test_a_child_that_says_loaded_too_early_is_not_believed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The child hears at once that all is well, so it loads; but the end turns out wrong."""

    def fill(descriptor: int, reached: Callable[[int], None]) -> None:
        whole(descriptor, reached)
        time.sleep(2.0)
        raise PackTampered(name="m", why="the end is wrong")

    monkeypatch.setattr(
        Filling, "_say", lambda _self, said, _word: os.write(said, WORD.pack(WHOLE))
    )
    refused(own(fill), PackTampered, "the end is wrong")


def test_the_child_itself_refuses_a_file_without_the_last_word() -> None:
    """Every byte is there and said to be genuine; then the parent is gone."""

    def write(descriptor: int) -> None:
        os.pwrite(descriptor, WEIGHTS, 0)

    weights = children.sealed_memory("m", write)
    words, said = os.pipe()
    spec = ChildSpec("language", MODULE, 8 * 1024**3, options=(f"engine={engine_folder()}",))
    child = Child.start(spec, fds=(weights, words))
    try:
        os.write(said, WORD.pack(len(WEIGHTS)))
        os.close(said)
        exchange = Exchange(child, 0, None, "m")
        exchange.send(LoadLanguage(0, 256, "chatml", words=1))
        with pytest.raises(ModelRefused, match="damaged"):
            exchange.loaded()
    finally:
        child.stop(grace_s=0)
        os.close(weights)
        os.close(words)


def test_cancelling_in_the_middle() -> None:
    job = Job()

    def fill(descriptor: int, reached: Callable[[int], None]) -> None:
        os.pwrite(descriptor, WEIGHTS[:4096], 0)
        threading.Timer(0.5, job.cancel).start()
        wait_for(reached, 4096)

    engine = engine_of(own(fill))
    with pytest.raises(Cancelled):
        engine.load(job)
    engine.close()


def test_a_child_that_dies_in_the_middle() -> None:
    def strike() -> None:
        for child in children.running():
            os.kill(child.pid, signal.SIGKILL)

    def fill(descriptor: int, reached: Callable[[int], None]) -> None:
        os.pwrite(descriptor, WEIGHTS[:4096], 0)
        threading.Timer(1.0, strike).start()
        wait_for(reached, 4096)

    refused(own(fill), ModelStopped, "ended from outside")


def test_what_is_handed_over_can_be_changed_by_nobody(folder: Path) -> None:
    (one,) = source_of(folder)().values()
    assert isinstance(one, Filling)
    try:
        with pytest.raises(OSError, match="Bad file descriptor"):
            os.pwrite(one.descriptor, b"x", 0)
        one.finish()
        assert os.pread(one.descriptor, 2 * len(WEIGHTS), 0) == WEIGHTS
        seals = fcntl.fcntl(one.descriptor, fcntl.F_GET_SEALS)
        wanted = fcntl.F_SEAL_WRITE | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_SEAL
        assert seals & wanted == wanted
    finally:
        one.close()


def test_words_that_come_in_pieces_and_end_early() -> None:
    words, said = os.pipe()
    awaited = Awaited(words)
    os.write(said, (WORD.pack(5) + WORD.pack(9))[:-3])
    assert awaited.wait(5)
    os.write(said, WORD.pack(9)[-3:])
    assert awaited.wait(9)
    os.close(said)
    assert awaited.wait(9)
    assert not awaited.wait(10)
    assert not awaited.whole()
    awaited.close()


def test_saying_how_far_it_is_never_waits_for_the_child() -> None:
    """The whole file is filled although nobody reads the pipe, which holds a page at least."""
    size_bytes = 10_000

    def fill(descriptor: int, reached: Callable[[int], None]) -> None:
        for place in range(size_bytes):
            os.pwrite(descriptor, b"x", place)
            reached(place + 1)

    one = Filling("m", size_bytes, fill)
    try:
        one.finish()
        assert len(os.read(one.words, 2**20)) <= filling._MOST_WORDS * WORD.size + WORD.size
    finally:
        one.close()
