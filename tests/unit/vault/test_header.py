from __future__ import annotations

import json
from typing import TYPE_CHECKING

import msgspec
import pytest

from appliance.errors import HeaderDamaged, VaultTooNew, WrongPassphrase
from appliance.vault import header
from appliance.vault.store import Vault

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from appliance.clock import Clock

    Change = Callable[[dict[str, object]], None]


def rewrite(folder: Path, change: Change, *, fit_checksum: bool) -> None:
    """Change header.json as an attacker without the key could."""
    path = folder / header.NAME
    table = json.loads(path.read_bytes())
    change(table)
    raw = json.dumps(table, sort_keys=True, separators=(",", ":")).encode() + b"\n"
    if fit_checksum:
        decoded = msgspec.json.decode(raw, type=header.Header)
        fitting = header._checksum(decoded)
        raw = header.encode(msgspec.structs.replace(decoded, checksum=fitting))
    path.write_bytes(raw)


def test_nothing_secret_is_in_it(shut_folder: Path) -> None:
    table = json.loads((shut_folder / header.NAME).read_bytes())
    assert set(table) == {"checksum", "created_at", "format", "mac", "slots", "vault_id"}
    kinds = {slot["kind"]: set(slot) - {"kind"} for slot in table["slots"]}
    assert kinds == {
        "passphrase": {"iterations", "lanes", "memory_kib", "salt", "wrapped"},
        "recovery": {"salt", "wrapped"},
    }


def test_every_changed_byte_is_named_as_damage(
    shut_folder: Path, clock: Clock, passphrase: str
) -> None:
    path = shut_folder / header.NAME
    good = path.read_bytes()
    for at in range(len(good)):
        changed = bytearray(good)
        changed[at] ^= 1
        path.write_bytes(changed)
        with pytest.raises((HeaderDamaged, VaultTooNew)):
            Vault.open(shut_folder, passphrase, clock=clock)
    path.write_bytes(good)
    Vault.open(shut_folder, passphrase, clock=clock).lock()


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b"\xff\xfe",
        b'{"format":1}',
        b'{"format":"1"}',
        b'{"format":0}',
        b'{"format":true}',
        b'{"format":-1}',
        b"{" * 10_000,
        b" " * (header.MAX_BYTES + 1),
    ],
)
def test_what_is_no_header(shut_folder: Path, clock: Clock, passphrase: str, raw: bytes) -> None:
    (shut_folder / header.NAME).write_bytes(raw)
    with pytest.raises(HeaderDamaged):
        Vault.open(shut_folder, passphrase, clock=clock)


def test_only_one_encoding_is_read(shut_folder: Path, clock: Clock, passphrase: str) -> None:
    path = shut_folder / header.NAME
    good = path.read_bytes()
    for other in (
        good.rstrip(),
        good + b"\n",
        good.replace(b'":"', b'": "', 1),
        good.replace(b'{"checksum', b'{"format":1,"checksum', 1),  # a key twice
        json.dumps(json.loads(good), indent=1).encode(),
    ):
        path.write_bytes(other)
        with pytest.raises(HeaderDamaged):
            Vault.open(shut_folder, passphrase, clock=clock)


def test_unknown_field_and_slot(shut_folder: Path, clock: Clock, passphrase: str) -> None:
    good = (shut_folder / header.NAME).read_bytes()

    def field(table: dict[str, object]) -> None:
        table["note"] = "x"

    def slot(table: dict[str, object]) -> None:
        slots = table["slots"]
        assert isinstance(slots, list)
        slots.append({"kind": "none"})

    for change in (field, slot):
        rewrite(shut_folder, change, fit_checksum=False)
        with pytest.raises(HeaderDamaged):
            Vault.open(shut_folder, passphrase, clock=clock)
        (shut_folder / header.NAME).write_bytes(good)


def test_a_newer_format_is_named(shut_folder: Path, clock: Clock, passphrase: str) -> None:
    (shut_folder / header.NAME).write_bytes(b'{"format":2,"anything":"else"}')
    with pytest.raises(VaultTooNew, match="format 2"):
        Vault.open(shut_folder, passphrase, clock=clock)


def test_a_change_with_a_fitting_checksum_is_refused(
    shut_folder: Path, clock: Clock, passphrase: str
) -> None:
    def older(table: dict[str, object]) -> None:
        table["created_at"] = "2001-01-01"

    rewrite(shut_folder, older, fit_checksum=True)
    with pytest.raises(HeaderDamaged, match="somebody else"):
        Vault.open(shut_folder, passphrase, clock=clock)


def test_a_slot_of_another_vault_does_not_open(
    shut_folder: Path, clock: Clock, passphrase: str
) -> None:
    def rename(table: dict[str, object]) -> None:
        table["vault_id"] = "0" * 32

    rewrite(shut_folder, rename, fit_checksum=True)
    with pytest.raises(WrongPassphrase):
        Vault.open(shut_folder, passphrase, clock=clock)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("memory_kib", 64 * 1024 * 1024),
        ("memory_kib", 0),
        ("memory_kib", -1),
        ("memory_kib", 2**63 - 1),
        ("memory_kib", 1024),
        ("iterations", 0),
        ("iterations", 2**31),
        ("lanes", 0),
        ("lanes", 1000),
    ],
)
def test_absurd_costs_are_refused_at_once(
    shut_folder: Path, clock: Clock, passphrase: str, field: str, value: int
) -> None:
    def ask(table: dict[str, object]) -> None:
        slots = table["slots"]
        assert isinstance(slots, list)
        next(slot for slot in slots if slot["kind"] == "passphrase")[field] = value

    rewrite(shut_folder, ask, fit_checksum=True)
    with pytest.raises(HeaderDamaged, match="impossible amount of work"):
        Vault.open(shut_folder, passphrase, clock=clock)


def test_a_cheapened_slot_does_not_open(shut_folder: Path, clock: Clock, passphrase: str) -> None:
    def cheapen(table: dict[str, object]) -> None:
        slots = table["slots"]
        assert isinstance(slots, list)
        next(slot for slot in slots if slot["kind"] == "passphrase")["iterations"] = 2

    rewrite(shut_folder, cheapen, fit_checksum=True)
    with pytest.raises(WrongPassphrase):
        Vault.open(shut_folder, passphrase, clock=clock)


def test_a_header_that_is_a_folder(shut_folder: Path, clock: Clock, passphrase: str) -> None:
    (shut_folder / header.NAME).unlink()
    (shut_folder / header.NAME).mkdir()
    with pytest.raises(HeaderDamaged, match="not a file"):
        Vault.open(shut_folder, passphrase, clock=clock)
