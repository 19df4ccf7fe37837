"""A change of keys gives every model a key of its own that is new, and kills do no harm."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from appliance.errors import Cancelled, PackTampered
from appliance.jobs import Job
from appliance.packs.registry import Registry
from appliance.packs.renewing import renew_model
from appliance.vault.store import Vault
from tests import forked
from tests.unit.packs.test_registry import TOKENIZER, WEIGHTS, pack

if TYPE_CHECKING:
    from pathlib import Path

    from appliance.clock import Clock
    from appliance.packs.records import ModelRecord


@pytest.fixture
def registry(vault: Vault, clock: Clock) -> Registry:
    return Registry(vault, clock)


@pytest.fixture
def record(registry: Registry, tmp_path: Path) -> ModelRecord:
    return registry.import_folder(pack(tmp_path / "tiny"), job=Job())


def content(registry: Registry, record: ModelRecord) -> dict[str, bytes]:
    found = {}
    for name, handle in registry.open_components(record).items():
        with open(handle, "rb") as file:  # noqa: PTH123 - a descriptor
            found[name] = file.read()
    return found


def files(vault: Vault, record: ModelRecord) -> dict[str, bytes]:
    folder = vault.models_folder / record.digest
    return {path.name: path.read_bytes() for path in folder.iterdir()}


WHOLE = {"model.onnx": WEIGHTS, "tokenizer.json": TOKENIZER}


def test_everything_is_sealed_anew(vault: Vault, registry: Registry, record: ModelRecord) -> None:
    before = files(vault, record)
    renew_model(vault, record.digest, Job())
    after = files(vault, record)
    assert set(after) == {"model.onnx.2.sealed", "tokenizer.json.2.sealed"}
    assert not set(before) & set(after)
    assert content(registry, record) == WHOLE
    registry.verify("tiny", job=Job())


def test_the_old_files_do_not_open_with_the_new_key(
    vault: Vault, registry: Registry, record: ModelRecord
) -> None:
    before = files(vault, record)
    renew_model(vault, record.digest, Job())
    folder = vault.models_folder / record.digest
    for name, raw in before.items():
        (folder / name.replace(".sealed", ".2.sealed")).write_bytes(raw)
    with pytest.raises(PackTampered):
        registry.open_components(record)


def test_a_change_of_keys_comes_to_the_models(
    vault: Vault, registry: Registry, record: ModelRecord
) -> None:
    vault.rotate(Job())
    assert set(files(vault, record)) == {"model.onnx.2.sealed", "tokenizer.json.2.sealed"}
    assert content(registry, record) == WHOLE
    assert vault.rotation_left() == 0


def test_a_cancel_leaves_the_old_files_in_use(
    vault: Vault, registry: Registry, record: ModelRecord
) -> None:
    job = Job()
    job.cancel()
    with pytest.raises(Cancelled):
        renew_model(vault, record.digest, job)
    assert content(registry, record) == WHOLE
    renew_model(vault, record.digest, Job())
    assert content(registry, record) == WHOLE


def test_a_changed_file_is_not_carried_over(vault: Vault, record: ModelRecord) -> None:
    path = vault.models_folder / record.digest / "model.onnx.sealed"
    raw = bytearray(path.read_bytes())
    raw[-1] ^= 1
    path.write_bytes(raw)
    with pytest.raises(PackTampered):
        renew_model(vault, record.digest, Job())


def test_killed_at_every_file_the_model_still_opens(
    vault: Vault, record: ModelRecord, passphrase: str, clock: Clock
) -> None:
    vault.lock()

    def work() -> None:
        renew_model(Vault.open(vault.folder, passphrase, clock=clock), record.digest, Job())

    generations: set[int] = set()
    ended = forked.Ending(killed=True, error="")
    for number in range(1, 200):
        ended = forked.run(work, kill_at=number)
        opened = Vault.open(vault.folder, passphrase, clock=clock)
        registry = Registry(opened, clock)
        assert content(registry, registry.get("tiny")) == WHOLE
        generations |= {
            row[0] for row in opened.connection().execute("SELECT generation FROM model")
        }
        opened.lock()
        if ended.well:
            break
        assert ended.killed, ended
    assert ended.well
    assert len(generations) > 1, "no kill fell behind a switch"
