"""Pack files on a real disk: building, signing, reading; what is exchanged, cut off or full."""

from __future__ import annotations

import os
import resource
import shutil
import signal
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
import tomli_w
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from appliance.crypto.sealed_box import public_of
from appliance.crypto.signing import key_id
from appliance.errors import (
    BadInput,
    Cancelled,
    DiskFull,
    FileExists,
    FileUnreadable,
    FolderReadOnly,
    ManifestInvalid,
    PackCountRefused,
    PackInvalid,
    PackNameRefused,
    PackNotForHere,
    PackOrderWrong,
    PackPartForeign,
    PackSizeRefused,
    PackTextHidden,
    PackUnsigned,
    SignatureTwice,
    WeightsMismatch,
)
from appliance.jobs import Job
from appliance.packs.pack_framing import MAX_SIGNATURES
from appliance.packs.pack_reader import inspect, open_pack, valid_signers
from appliance.packs.pack_writer import add_signature, build
from tests import forked

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from appliance.clock import Clock
    from appliance.crypto.kdf import KdfParams
    from appliance.jobs import Progress
    from appliance.packs.pack_records import PackInfo

PRIVATE = bytes(range(1, 33))
KEY = Ed25519PrivateKey.from_private_bytes(bytes([1]) * 32)
PUBLIC = KEY.public_key().public_bytes_raw()
WEIGHTS = b"canary of the weights " * 150_000  # 3.3 MB: four chunks
CHECKLIST = "# Know your customer\n- passport\n"


def recipe(**changes: object) -> dict[str, object]:
    return {
        "format": 1,
        "kind": "checklist",
        "publisher": "head-office",
        "sequence": 1,
        "expires": "2027-01-02T12:00:00Z",
        "name": "kyc",
        "version": "1",
        "title": "Know your customer",
        "licence": "Internal",
        "file": "kyc.md",
    } | changes


def checklist(folder: Path, content: bytes = CHECKLIST.encode(), /, **changes: object) -> Path:
    folder.mkdir()
    (folder / "pack.toml").write_text(tomli_w.dumps(recipe(**changes)))
    (folder / "kyc.md").write_bytes(content)
    return folder


def model(folder: Path, **changes: object) -> Path:
    """A model's folder with a recipe; `changes` are for its pack.toml."""
    folder.mkdir()
    files = {"model.onnx": WEIGHTS, "tokenizer.json": b'{"model": "tokens"}'}
    table = {
        "format": 1,
        "name": "tiny",
        "version": "1",
        "kind": "embedding",
        "title": "Tiny",
        "licence": "Apache-2.0",
        "origin": "made for tests",
        "description": "",
        "quantization": "none",
        "components": [
            {"name": each, "size_bytes": len(data), "sha256": sha256(data).hexdigest()}
            for each, data in files.items()
        ],
        "embedding": {"dimensions": 4, "max_tokens": 64},
    }
    (folder / "manifest.toml").write_text(tomli_w.dumps(table))
    for each, data in files.items():
        (folder / each).write_bytes(data)
    short = {key: recipe()[key] for key in ("format", "publisher", "sequence", "expires")}
    (folder / "pack.toml").write_text(tomli_w.dumps(short | {"kind": "model"} | changes))
    return folder


@pytest.fixture
def make(clock: Clock, tmp_path: Path) -> Callable[..., PackInfo]:
    """Build a folder into `it.cofferpack` for one appliance, signed."""

    def built(folder: Path, job: Job | None = None) -> PackInfo:
        return build(
            folder,
            tmp_path / "it.cofferpack",
            to=[public_of(PRIVATE)],
            keys=[KEY],
            clock=clock,
            job=job or Job(),
        )

    return built


def test_a_model_travels(make: Callable[..., PackInfo], tmp_path: Path) -> None:
    terms = {"until": "2027-06-30", "branches": ["branch-12"], "purposes": ["search"], "runs": 5}
    info = make(model(tmp_path / "model", terms=terms, changes="New\nweights"))
    assert (info.manifest.name, info.manifest.title) == ("tiny", "Tiny")
    assert info.manifest.created == "2026-01-02T12:00:00Z"
    assert info.manifest.terms is not None
    assert info.manifest.terms.branches == ("branch-12",)
    path = tmp_path / "it.cofferpack"
    assert path.stat().st_size == info.file_bytes
    assert b"canary" not in path.read_bytes()
    assert valid_signers(info, [PUBLIC, PUBLIC], name="it") == (key_id(PUBLIC),)
    seen: list[tuple[str, int]] = []
    with open_pack(path) as pack, pack.unlock(recipient=PRIVATE) as payload:
        payload.verify(lambda name, done: seen.append((name, done)))
    assert seen[-1] == ("tokenizer.json", 19)
    assert ("model.onnx", len(WEIGHTS)) in seen


def test_two_packs_of_one_folder_share_nothing_secret(
    make: Callable[..., PackInfo], tmp_path: Path
) -> None:
    folder = model(tmp_path / "model")
    first = make(folder)
    one = (tmp_path / "it.cofferpack").read_bytes()
    (tmp_path / "it.cofferpack").unlink()
    second = make(folder)
    two = (tmp_path / "it.cofferpack").read_bytes()
    assert first.manifest.id != second.manifest.id
    assert first.key_check != second.key_check
    assert one[first.head_bytes + 20 : first.head_bytes + 200] not in two


def test_signing_adds_to_what_is_there(make: Callable[..., PackInfo], tmp_path: Path) -> None:
    info = make(checklist(tmp_path / "folder"))
    path, copy = tmp_path / "it.cofferpack", tmp_path / "copy.cofferpack"
    before = path.read_bytes()
    other = Ed25519PrivateKey.generate()
    both = [PUBLIC, other.public_key().public_bytes_raw()]
    signed = add_signature(path, other, target=copy)
    assert path.read_bytes() == before
    assert signed.digest == info.digest
    assert set(valid_signers(signed, both, name="it")) == {key_id(public) for public in both}
    assert copy.read_bytes().endswith(before[info.head_bytes :])
    with pytest.raises(FileExists):
        add_signature(path, other, target=copy)
    with pytest.raises(SignatureTwice):
        add_signature(copy, KEY)
    assert add_signature(path, other) == signed
    assert path.read_bytes() == copy.read_bytes()
    with open_pack(path) as pack, pack.unlock(recipient=PRIVATE) as payload:
        assert payload.text() == CHECKLIST


def test_a_ninth_signature_is_refused(make: Callable[..., PackInfo], tmp_path: Path) -> None:
    make(checklist(tmp_path / "folder"))
    path = tmp_path / "it.cofferpack"
    for _ in range(MAX_SIGNATURES - 1):
        add_signature(path, Ed25519PrivateKey.generate())
    before = path.read_bytes()
    with pytest.raises(PackCountRefused):
        add_signature(path, Ed25519PrivateKey.generate())
    assert path.read_bytes() == before


def test_an_unsigned_pack_is_a_draft(clock: Clock, tmp_path: Path) -> None:
    path = tmp_path / "it.cofferpack"
    folder = checklist(tmp_path / "folder")
    info = build(folder, path, to=[public_of(PRIVATE)], clock=clock, job=Job())
    assert info.signatures == ()
    with pytest.raises(PackUnsigned):
        valid_signers(info, [PUBLIC], name="it")
    assert valid_signers(add_signature(path, KEY), [PUBLIC], name="it") == (key_id(PUBLIC),)


def test_a_passphrase_instead_of_appliances(clock: Clock, fast: KdfParams, tmp_path: Path) -> None:
    path = tmp_path / "it.cofferpack"
    folder = checklist(tmp_path / "folder")
    build(folder, path, passphrase="secret", kdf=fast, clock=clock, job=Job())
    with open_pack(path) as pack:
        with pack.unlock(passphrase="secret") as payload:
            assert payload.text() == CHECKLIST
        with pytest.raises(PackNotForHere):
            pack.unlock(recipient=PRIVATE)
    for given in (
        {},
        {"to": [public_of(PRIVATE)], "passphrase": "secret", "kdf": fast},
        {"passphrase": "", "kdf": fast},
        {"passphrase": "secret"},
        {"to": [bytes(32)]},
        {"to": [bytes(31)]},
    ):
        with pytest.raises(BadInput):
            build(folder, tmp_path / "other", clock=clock, job=Job(), **given)
    assert not (tmp_path / "other").exists()


BAD_RECIPES: dict[str, tuple[dict[str, object], type[Exception]]] = {
    "unknown field": ({"colour": "red"}, PackInvalid),
    "format 2": ({"format": 2}, PackInvalid),
    "no file": ({"file": ""}, PackInvalid),
    "file elsewhere": ({"file": "../kyc.md"}, PackInvalid),
    "absolute file": ({"file": "/etc/hostname"}, PackInvalid),
    "missing file": ({"file": "other.md"}, FileUnreadable),
    "policy in Markdown": ({"kind": "policy"}, PackNameRefused),
    "no title": ({"title": ""}, PackInvalid),
    "control in title": ({"title": "a\u202eb"}, PackTextHidden),
    "sequence 0": ({"sequence": 0}, PackInvalid),
    "expired when made": ({"expires": "2026-01-02T12:00:00Z"}, PackInvalid),
    "terms on a text": ({"terms": {"runs": 1}}, PackInvalid),
    "unknown kind": ({"kind": "firmware"}, PackInvalid),
    "model without manifest": (
        {"kind": "model", "name": "", "version": "", "title": "", "licence": "", "file": ""},
        FileUnreadable,
    ),
    "model with a title of its own": ({"kind": "model"}, PackInvalid),
}


@pytest.mark.parametrize("case", BAD_RECIPES)
def test_a_bad_recipe_leaves_nothing(
    case: str, make: Callable[..., PackInfo], tmp_path: Path
) -> None:
    changes, error = BAD_RECIPES[case]
    folder = checklist(tmp_path / "folder", CHECKLIST.encode(), **changes)
    with pytest.raises(error):
        make(folder)
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", PackSizeRefused),
        (b"x" * (4 * 2**20 + 1), PackSizeRefused),
        (b"a\x00b", PackTextHidden),
        (b"\xff", PackTextHidden),
    ],
)
def test_a_bad_text_leaves_nothing(
    content: bytes, error: type[Exception], make: Callable[..., PackInfo], tmp_path: Path
) -> None:
    with pytest.raises(error):
        make(checklist(tmp_path / "folder", content))
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


def test_other_bad_folders(make: Callable[..., PackInfo], tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(FileUnreadable):
        make(empty)
    (empty / "pack.toml").write_bytes(b"\xff = 1")
    with pytest.raises(PackInvalid):
        make(empty)
    folder = model(tmp_path / "model")
    (folder / "model.onnx").write_bytes(WEIGHTS[:-1] + b"!")
    with pytest.raises(WeightsMismatch):
        make(folder)
    (folder / "model.onnx").unlink()
    os.mkfifo(folder / "model.onnx")
    with pytest.raises(FileUnreadable):
        make(folder)
    (folder / "manifest.toml").write_text("format = 1")
    with pytest.raises(ManifestInvalid):
        make(folder)
    assert not (tmp_path / "it.cofferpack").exists()


def test_a_file_that_changes_while_it_is_packed(
    make: Callable[..., PackInfo], tmp_path: Path
) -> None:
    folder = model(tmp_path / "model")

    def change(progress: Progress) -> None:
        if progress.stage == "sealing":
            with (folder / "model.onnx").open("r+b") as file:
                file.seek(-1, os.SEEK_END)
                file.write(b"!")

    with pytest.raises(WeightsMismatch):
        make(folder, Job(change))
    assert [path.name for path in tmp_path.iterdir()] == ["model"]


def test_cancelling_leaves_nothing(make: Callable[..., PackInfo], tmp_path: Path) -> None:
    for stage in ("reading", "sealing"):
        jobs: list[Job] = []

        def stop(progress: Progress, stage: str = stage, jobs: list[Job] = jobs) -> None:
            if progress.stage == stage:
                jobs[0].cancel()

        jobs.append(Job(stop))
        folder = model(tmp_path / f"model-{stage}")
        with pytest.raises(Cancelled):
            make(folder, jobs[0])
        assert not list(tmp_path.glob("*cofferpack*"))


def test_nothing_is_overwritten(make: Callable[..., PackInfo], tmp_path: Path) -> None:
    (tmp_path / "it.cofferpack").write_bytes(b"mine")
    with pytest.raises(FileExists):
        make(checklist(tmp_path / "folder"))
    assert (tmp_path / "it.cofferpack").read_bytes() == b"mine"


def test_a_full_disk_while_packing_and_signing(
    make: Callable[..., PackInfo], tmp_path: Path
) -> None:
    folder = model(tmp_path / "model")
    make(folder)
    path = tmp_path / "it.cofferpack"
    before = path.read_bytes()
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2**20, limits[1]))
    try:
        with pytest.raises(DiskFull):
            add_signature(path, Ed25519PrivateKey.generate())
        path.rename(tmp_path / "kept")
        with pytest.raises(DiskFull):
            make(folder)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, ignored)
    assert (tmp_path / "kept").read_bytes() == before
    assert {one.name for one in tmp_path.iterdir()} == {"model", "kept"}


def test_killed_anywhere_a_pack_is_whole_or_not_there(
    make: Callable[..., PackInfo], tmp_path: Path
) -> None:
    folder = checklist(tmp_path / "folder")
    path = tmp_path / "it.cofferpack"
    other = Ed25519PrivateKey.from_private_bytes(bytes([2]) * 32)
    both = [PUBLIC, other.public_key().public_bytes_raw()]
    for number in range(1, 100):
        path.unlink(missing_ok=True)
        ended = forked.run(lambda: make(folder), kill_at=number)
        assert ended.killed or ended.well, ended
        if path.exists():
            assert len(valid_signers(inspect(path), both, name="it")) == 1
        if ended.well:
            break
    else:
        pytest.fail("never ended by itself")
    counts = set()
    for number in range(1, 100):
        path.unlink(missing_ok=True)
        make(folder)
        ended = forked.run(lambda: add_signature(path, other), kill_at=number)
        assert ended.killed or ended.well, ended
        counts.add(len(valid_signers(inspect(path), both, name="it")))
        if ended.well:
            break
    assert counts == {1, 2}


def test_no_pack_can_be_made_where_nothing_may_be_written(
    make: Callable[..., PackInfo], clock: Clock, tmp_path: Path
) -> None:
    folder = checklist(tmp_path / "folder")
    with pytest.raises(FileUnreadable):
        build(folder, tmp_path / "no" / "it", to=[PUBLIC], clock=clock, job=Job())
    if os.geteuid() != 0:
        shut = tmp_path / "shut"
        shut.mkdir(mode=0o500)
        with pytest.raises(FolderReadOnly):
            build(folder, shut / "it", to=[PUBLIC], clock=clock, job=Job())


def test_what_is_no_regular_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "missing", tmp_path / "pipe"):
        with pytest.raises(FileUnreadable):
            inspect(path)


def test_a_sparse_payload_of_the_right_size(make: Callable[..., PackInfo], tmp_path: Path) -> None:
    """The size fits, the content is a hole: refused at its first chunk, nothing taken for it."""
    info = make(model(tmp_path / "model"))
    path = tmp_path / "it.cofferpack"
    os.truncate(path, info.head_bytes)
    os.truncate(path, info.file_bytes)
    with (
        open_pack(path) as pack,
        pack.unlock(recipient=PRIVATE) as payload,
        pytest.raises(PackPartForeign),
    ):
        payload.verify()


def test_the_file_that_was_verified_is_the_one_that_is_read(
    make: Callable[..., PackInfo], tmp_path: Path
) -> None:
    """Another file put in its place after the check is never opened."""
    make(checklist(tmp_path / "folder"))
    path = tmp_path / "it.cofferpack"
    with open_pack(path) as pack:
        assert valid_signers(pack.info, [PUBLIC], name="it")
        other = tmp_path / "other"
        path.rename(tmp_path / "old")
        make(checklist(other, b"forged\n"))
        with pack.unlock(recipient=PRIVATE) as payload:
            assert payload.text() == CHECKLIST


def test_a_file_changed_in_place_after_the_check(
    make: Callable[..., PackInfo], clock: Clock, tmp_path: Path
) -> None:
    """The head was read once; a payload that was exchanged since does not fit it."""
    info = make(checklist(tmp_path / "folder"))
    path = tmp_path / "it.cofferpack"
    twin = tmp_path / "twin.cofferpack"
    shutil.copytree(tmp_path / "folder", tmp_path / "again")
    (tmp_path / "again" / "kyc.md").write_bytes(CHECKLIST.replace("passport", "nothing!").encode())
    build(
        tmp_path / "again",
        twin,
        to=[public_of(PRIVATE)],
        keys=[KEY],
        clock=clock,
        job=Job(),
    )
    with open_pack(path) as pack:
        assert valid_signers(pack.info, [PUBLIC], name="it")
        with path.open("r+b") as file:
            file.write(twin.read_bytes())
        assert path.stat().st_size == info.file_bytes
        with pack.unlock(recipient=PRIVATE) as payload, pytest.raises(PackPartForeign):
            payload.text()


def test_a_pack_cut_while_it_is_read(make: Callable[..., PackInfo], tmp_path: Path) -> None:
    info = make(model(tmp_path / "model"))
    path = tmp_path / "it.cofferpack"
    with open_pack(path) as pack, pack.unlock(recipient=PRIVATE) as payload:
        os.truncate(path, info.file_bytes - 2_000_000)
        with pytest.raises(FileUnreadable):
            payload.verify()


def test_the_last_bytes_come_only_if_the_digest_fits(
    make: Callable[..., PackInfo], tmp_path: Path
) -> None:
    """Chunks 1 to 3 are handed out as they come; the last one, which completes the file, is not."""
    info = make(model(tmp_path / "model"))
    path = tmp_path / "it.cofferpack"
    with path.open("r+b") as file:
        file.seek(info.head_bytes + 52 + 3 * (2**20 + 16) + 10)
        file.write(b"\x00\x01\x02")
    got = b""
    room = memoryview(bytearray(2**20))
    with (
        open_pack(path) as pack,
        pack.unlock(recipient=PRIVATE) as payload,
        payload.stream(0) as source,
    ):
        with pytest.raises(PackPartForeign):
            while count := source.readinto(room):
                got += room[:count]
        with pytest.raises(PackPartForeign):
            source.readinto(room)
    assert got == WEIGHTS[: 3 * 2**20]


def test_components_of_a_real_size_exchanged(make: Callable[..., PackInfo], tmp_path: Path) -> None:
    info = make(model(tmp_path / "model"))
    path = tmp_path / "it.cofferpack"
    data = path.read_bytes()
    small = 52 + 19 + 16
    head, big, little = (
        data[: info.head_bytes],
        data[info.head_bytes : -small],
        data[-small:],
    )
    path.write_bytes(head + little + big)
    with (
        open_pack(path) as pack,
        pack.unlock(recipient=PRIVATE) as payload,
        pytest.raises(PackOrderWrong),
    ):
        payload.verify()


def test_the_key_is_wiped(make: Callable[..., PackInfo], tmp_path: Path) -> None:
    make(checklist(tmp_path / "folder"))
    with open_pack(tmp_path / "it.cofferpack") as pack, pack.unlock(recipient=PRIVATE) as payload:
        key = payload._parts.key
        assert any(key)
    assert not any(key)
