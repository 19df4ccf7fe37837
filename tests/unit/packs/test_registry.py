from __future__ import annotations

import fcntl
import os
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import tomli_w
from sqlcipher3 import dbapi2

from appliance.errors import (
    Cancelled,
    DiskFull,
    FileUnreadable,
    ManifestInvalid,
    ModelExists,
    ModelUnknown,
    PackTampered,
    VaultDamaged,
    VaultLocked,
    WeightsMismatch,
)
from appliance.jobs import Job
from appliance.packs import trust
from appliance.packs.registry import Registry
from appliance.packs.trust import TrustedModel, TrustList
from appliance.vault.store import Vault
from tests import forked

if TYPE_CHECKING:
    from collections.abc import Callable

    from appliance.clock import Clock
    from appliance.jobs import Progress
    from appliance.packs.records import ModelRecord

WEIGHTS = b"canary of the weights " * 150_000  # 3.3 MB: four parts
TOKENIZER = b'{"model": "tokens"}'


def pack(
    folder: Path,
    *,
    name: str = "tiny",
    version: str = "1",
    kind: str = "embedding",
    weights: bytes = WEIGHTS,
    title: str = "Tiny",
) -> Path:
    """A folder with a model as set-up prepares it."""
    folder.mkdir(parents=True)
    files = {"model.onnx": weights}
    if kind == "embedding":
        files["tokenizer.json"] = TOKENIZER
    if kind == "language":
        files = {"model.gguf": weights}
    traits: dict[str, object] = {"dimensions": 4, "max_tokens": 64}
    if kind == "language":
        traits = {"context_tokens": 2048, "template": "chatml"}
    table = {
        "format": 1,
        "name": name,
        "version": version,
        "kind": kind,
        "title": title,
        "licence": "Apache-2.0",
        "origin": "made for tests",
        "description": "",
        "quantization": "none",
        "components": [
            {"name": each, "size_bytes": len(data), "sha256": sha256(data).hexdigest()}
            for each, data in files.items()
        ],
        kind: traits,
    }
    (folder / "manifest.toml").write_text(tomli_w.dumps(table))
    for each, data in files.items():
        (folder / each).write_bytes(data)
    return folder


@pytest.fixture
def registry(vault: Vault, clock: Clock) -> Registry:
    return Registry(vault, clock)


@pytest.fixture
def model(registry: Registry, tmp_path: Path) -> ModelRecord:
    return registry.import_folder(pack(tmp_path / "pack"), job=Job())


def sealed_files(vault: Vault) -> list[Path]:
    return sorted(path for path in vault.models_folder.rglob("*") if path.is_file())


def contents(registry: Registry, record: ModelRecord) -> dict[str, bytes]:
    opened = registry.open_components(record)
    try:
        return {name: os.pread(fd, 2**24, 0) for name, fd in opened.items()}
    finally:
        for fd in opened.values():
            os.close(fd)


def test_import_and_open(vault: Vault, registry: Registry, model: ModelRecord) -> None:
    assert contents(registry, model) == {"model.onnx": WEIGHTS, "tokenizer.json": TOKENIZER}
    assert model.active
    assert model.size_bytes == len(WEIGHTS) + len(TOKENIZER)
    assert model.sealed_bytes == sum(path.stat().st_size for path in sealed_files(vault))
    assert model.imported_at == "2026-01-02T12:00:00.000+00:00"
    assert registry.models() == (model,)
    assert (
        registry.get("tiny") == registry.get("tiny", "1") == registry.active("embedding") == model
    )


def test_nothing_clear_is_on_disk(vault: Vault, model: ModelRecord) -> None:
    assert model.digest
    for path in vault.folder.rglob("*"):
        if path.is_file():
            assert b"canary" not in path.read_bytes()


def test_opened_memory_cannot_be_changed(registry: Registry, model: ModelRecord) -> None:
    opened = registry.open_components(model)
    for fd in opened.values():
        seals = fcntl.fcntl(fd, fcntl.F_GET_SEALS)
        wanted = fcntl.F_SEAL_WRITE | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_SEAL
        assert seals & wanted == wanted
        os.close(fd)


def test_the_same_again_is_left_as_it_is(
    vault: Vault, registry: Registry, model: ModelRecord, tmp_path: Path
) -> None:
    before = [(path, path.stat().st_mtime_ns) for path in sealed_files(vault)]
    assert registry.import_folder(tmp_path / "pack", job=Job()) == model
    assert [(path, path.stat().st_mtime_ns) for path in sealed_files(vault)] == before


def test_the_same_name_with_something_else(
    vault: Vault, registry: Registry, model: ModelRecord, tmp_path: Path
) -> None:
    for number, other in enumerate((partial(pack, weights=b"x"), partial(pack, title="Other"))):
        with pytest.raises(ModelExists):
            registry.import_folder(other(tmp_path / f"other{number}"), job=Job())
    assert registry.models() == (model,)
    assert len(sealed_files(vault)) == 2


def test_one_of_a_kind_is_active(registry: Registry, model: ModelRecord, tmp_path: Path) -> None:
    newer = registry.import_folder(pack(tmp_path / "2", version="2", weights=b"new"), job=Job())
    language = registry.import_folder(
        pack(tmp_path / "3", name="talker", kind="language"), job=Job()
    )
    assert (newer.active, language.active) == (False, True)
    assert registry.get("tiny") == newer, "the newest import, if no version is named"
    assert registry.active("embedding") == model
    assert registry.activate("tiny").digest == newer.digest
    assert registry.active("embedding").digest == newer.digest
    assert not registry.get("tiny", "1").active
    assert registry.active("language") == language
    assert [record.manifest.kind for record in registry.models()] == [
        "embedding", "embedding", "language",
    ]  # fmt: skip
    assert registry.activate("tiny", "1").active


def test_removing(vault: Vault, registry: Registry, model: ModelRecord, tmp_path: Path) -> None:
    registry.remove("tiny")
    assert registry.models() == ()
    assert list(vault.models_folder.iterdir()) == []
    with pytest.raises(ModelUnknown, match="active embedding model"):
        registry.active("embedding")
    with pytest.raises(ModelUnknown):
        registry.open_components(model)
    assert registry.import_folder(tmp_path / "pack", job=Job()).active


def test_removing_is_undone_with_its_transaction(
    vault: Vault, registry: Registry, model: ModelRecord
) -> None:
    with pytest.raises(KeyboardInterrupt), vault.transaction():
        registry.remove("tiny")
        raise KeyboardInterrupt
    assert registry.models() == (model,)
    registry.verify("tiny", job=Job())


def test_importing_is_undone_with_its_transaction(
    vault: Vault, registry: Registry, tmp_path: Path
) -> None:
    with pytest.raises(KeyboardInterrupt), vault.transaction():
        registry.import_folder(pack(tmp_path / "pack"), job=Job())
        raise KeyboardInterrupt
    assert registry.models() == ()
    assert list(vault.models_folder.iterdir()) == []


def test_unknown_models(registry: Registry) -> None:
    for use in (
        lambda: registry.get("none"),
        lambda: registry.get("none", "1"),
        lambda: registry.activate("none"),
        lambda: registry.remove("none"),
        lambda: registry.verify("none", job=Job()),
    ):
        with pytest.raises(ModelUnknown, match="none"):
            use()


def test_verify_reads_everything_and_reports(registry: Registry, model: ModelRecord) -> None:
    seen: list[Progress] = []
    registry.verify("tiny", job=Job(seen.append))
    assert {report.stage for report in seen} == {"verifying"}
    assert seen[-1].done == seen[-1].total == model.size_bytes


def test_import_reports(registry: Registry, tmp_path: Path) -> None:
    seen: list[Progress] = []
    registry.import_folder(pack(tmp_path / "pack"), job=Job(seen.append))
    assert (seen[0].stage, seen[0].done, seen[0].unit) == ("sealing", 0, "bytes")
    assert seen[-1].done == seen[-1].total == len(WEIGHTS) + len(TOKENIZER)


def open_descriptors() -> set[str]:
    return {path.name for path in Path("/proc/self/fd").iterdir()}


def _flip(path: Path, at: int) -> None:
    raw = bytearray(path.read_bytes())
    raw[at] ^= 1
    path.write_bytes(raw)


def _exchange(path: Path) -> None:
    other = path.with_name("tokenizer.json.sealed")
    path.write_bytes(other.read_bytes())


@pytest.mark.parametrize(
    "harm",
    [
        lambda path: _flip(path, -1),
        lambda path: _flip(path, 30),
        lambda path: _flip(path, 2_000_000),
        lambda path: os.truncate(path, 1_000_000),
        lambda path: path.unlink(),
        _exchange,
    ],
    ids=["last byte", "header", "middle", "cut", "missing", "another file"],
)
def test_a_changed_model_is_refused(
    vault: Vault, registry: Registry, model: ModelRecord, harm: Callable[[Path], object]
) -> None:
    harm(vault.models_folder / model.digest / "model.onnx.sealed")
    before = open_descriptors()
    with pytest.raises(PackTampered):
        registry.open_components(model)
    with pytest.raises(PackTampered):
        registry.verify("tiny", job=Job())
    assert open_descriptors() == before, "a descriptor stayed open"


def test_what_was_opened_is_closed_when_a_later_file_is_bad(
    vault: Vault, registry: Registry, model: ModelRecord
) -> None:
    _flip(vault.models_folder / model.digest / "tokenizer.json.sealed", -1)
    before = open_descriptors()
    with pytest.raises(PackTampered, match="tokenizer"):
        registry.open_components(model)
    assert open_descriptors() == before


def test_nothing_is_kept_when_the_row_cannot_be_written(
    vault: Vault, registry: Registry, tmp_path: Path
) -> None:
    vault.connection().execute(
        "CREATE TRIGGER refuse BEFORE INSERT ON model BEGIN SELECT RAISE(ABORT, 'no'); END"
    )
    with pytest.raises(dbapi2.IntegrityError):
        registry.import_folder(pack(tmp_path / "pack"), job=Job())
    assert list(vault.models_folder.iterdir()) == []


def test_files_of_another_model_are_refused(
    vault: Vault, registry: Registry, model: ModelRecord, tmp_path: Path
) -> None:
    other = registry.import_folder(pack(tmp_path / "2", version="2"), job=Job())
    path = vault.models_folder / model.digest / "model.onnx.sealed"
    path.write_bytes((vault.models_folder / other.digest / "model.onnx.sealed").read_bytes())
    with pytest.raises(PackTampered):
        registry.verify("tiny", "1", job=Job())


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ("UPDATE model SET manifest = replace(manifest, 'Tiny', 'Other')", "description"),
        ("UPDATE model SET wrapped_key = zeroblob(60)", "key"),
        ("UPDATE model SET wrapped_key = x''", "key"),
    ],
)
def test_rows_that_contradict_themselves(
    vault: Vault, registry: Registry, model: ModelRecord, change: str, why: str
) -> None:
    vault.connection().execute(change)
    with pytest.raises(VaultDamaged, match=why):
        registry.get("tiny")
        registry.open_components(model)


def _other_bytes(folder: Path) -> None:
    (folder / "model.onnx").write_bytes(WEIGHTS[:-1] + b"X")


def _shorter(folder: Path) -> None:
    (folder / "model.onnx").write_bytes(WEIGHTS[:-1])


def _missing(folder: Path) -> None:
    (folder / "model.onnx").unlink()


def _pipe(folder: Path) -> None:
    (folder / "model.onnx").unlink()
    os.mkfifo(folder / "model.onnx")


def _no_manifest(folder: Path) -> None:
    (folder / "manifest.toml").unlink()


def _bad_manifest(folder: Path) -> None:
    (folder / "manifest.toml").write_text("format = 1")


@pytest.mark.parametrize(
    ("harm", "expected"),
    [
        (_other_bytes, WeightsMismatch),
        (_shorter, WeightsMismatch),
        (_missing, FileUnreadable),
        (_pipe, FileUnreadable),
        (_no_manifest, FileUnreadable),
        (_bad_manifest, ManifestInvalid),
    ],
)
def test_nothing_is_kept_of_a_model_that_is_refused(
    vault: Vault,
    registry: Registry,
    tmp_path: Path,
    harm: Callable[[Path], None],
    expected: type[Exception],
) -> None:
    harm(pack(tmp_path / "pack"))
    with pytest.raises(expected):
        registry.import_folder(tmp_path / "pack", job=Job())
    assert registry.models() == ()
    assert list(vault.models_folder.iterdir()) == []


def test_nothing_is_kept_of_a_cancelled_import(
    vault: Vault, registry: Registry, tmp_path: Path
) -> None:
    job = Job()

    def cancel(progress: Progress) -> None:
        if progress.done > 1024 * 1024:
            job.cancel()

    job._on_progress = cancel
    job.MIN_INTERVAL_S = 0  # a report for every part
    with pytest.raises(Cancelled):
        registry.import_folder(pack(tmp_path / "pack"), job=job)
    assert registry.models() == ()
    assert list(vault.models_folder.iterdir()) == []


def test_no_room_is_seen_before_the_work(
    vault: Vault, registry: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Usage:
        free = len(WEIGHTS)

    monkeypatch.setattr("shutil.disk_usage", lambda _path: Usage)
    with pytest.raises(DiskFull):
        registry.import_folder(pack(tmp_path / "pack"), job=Job())
    assert list(vault.models_folder.iterdir()) == []


def test_a_kill_anywhere_leaves_the_whole_model_or_nothing(
    vault: Vault, tmp_path: Path, clock: Clock, passphrase: str
) -> None:
    folder = vault.folder
    vault.lock()
    source = pack(tmp_path / "pack", weights=b"canary" * 1000)

    def work() -> None:
        opened = Vault.open(folder, passphrase, clock=clock)
        Registry(opened, clock).import_folder(source, job=Job())

    outcomes = {"nothing": 0, "whole": 0}
    ended = None
    for number in range(1, 200):
        ended = forked.run(work, kill_at=number)
        assert ended.killed or ended.well, ended
        opened = Vault.open(folder, passphrase, clock=clock)
        registry = Registry(opened, clock)
        there = registry.models()
        in_place = {path.name for path in opened.models_folder.iterdir()} - {"stray"}
        assert in_place == {record.digest for record in there}
        if there:
            registry.verify("tiny", job=Job())
            registry.remove("tiny")
        outcomes["whole" if there else "nothing"] += 1
        opened.lock()
        if ended.well:
            break
    assert ended is not None
    assert ended.well
    assert outcomes["nothing"] > 5


def test_locked(vault: Vault, registry: Registry, model: ModelRecord, tmp_path: Path) -> None:
    vault.lock()
    for use in (
        registry.models,
        lambda: registry.get("tiny"),
        lambda: registry.open_components(model),
        lambda: registry.import_folder(pack(tmp_path / "2", version="2"), job=Job()),
    ):
        with pytest.raises(VaultLocked):
            use()


def test_vouched_weights(vault: Vault, clock: Clock, model: ModelRecord, tmp_path: Path) -> None:
    digests = {component.name: component.sha256 for component in model.manifest.components}
    for listed, vouched in (
        (TrustedModel("tiny", "1", digests), True),
        (TrustedModel("tiny", "2", digests), False),
        (TrustedModel("other", "1", digests), False),
        (TrustedModel("tiny", "1", {**digests, "model.onnx": "0" * 64}), False),
        (TrustedModel("tiny", "1", {"model.onnx": digests["model.onnx"]}), False),
    ):
        registry = Registry(vault, clock, trust=TrustList(model=(listed,)))
        assert registry.get("tiny").vouched is vouched


def test_reading_a_trust_list(tmp_path: Path) -> None:
    path = tmp_path / "starters.toml"
    assert trust.read(path) == TrustList()
    path.write_text(
        f'format = 1\n[[model]]\nname = "tiny"\nversion = "1"\n'
        f'[model.components]\n"model.onnx" = "{"ab" * 32}"\n'
    )
    assert trust.read(path).model == (TrustedModel("tiny", "1", {"model.onnx": "ab" * 32}),)
    for text in ("format = 2", "format = ", "colour = 1", 'model = [{name = "x"}]'):
        path.write_text(text)
        with pytest.raises(ManifestInvalid):
            trust.read(path)


def test_the_trust_list_of_this_release_is_readable() -> None:
    listed = trust.read(Path(__file__).parents[3] / "models" / "trust" / "starters.toml").model
    assert {model.name for model in listed} >= {"credit-default"}
