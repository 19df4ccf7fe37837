from __future__ import annotations

import json
import os
from base64 import b64encode
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from appliance.errors import HeaderDamaged, VaultTooNew, WrongPassphrase
from appliance.vault import header, slots
from appliance.vault.domains import Domain
from appliance.vault.keyring import derive
from appliance.vault.store import Vault

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from appliance.clock import Clock
    from appliance.crypto.kdf import KdfParams

    Change = Callable[[dict[str, Any]], object]


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
    assert set(table) == {
        "checksum", "created_at", "due", "format", "generation", "mac", "recovery", "revision",
        "users", "vault_id",
    }  # fmt: skip
    (user,), (code,) = table["users"], table["recovery"]
    assert set(user) == {
        "credentials", "domains", "grants", "id", "name", "name_tag", "public", "roles",
    }  # fmt: skip
    assert [set(one) for one in user["credentials"]] == [
        {"kind", "first", "iterations", "key_file", "lanes", "memory_kib", "salt", "wrapped"}
    ]
    assert set(code) == {"grants", "kind", "public", "salt", "wrapped"}
    for grant in (*user["grants"], *code["grants"]):
        assert set(grant) == {"domain", "generation", "sealed", "voucher"}


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
        b'{"format":2}',
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


def _first(table: dict[str, object], *path: str) -> dict[str, Any]:
    """The first element below each name in turn."""
    found: Any = table
    for name in path:
        found = found[name][0]
    return found  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    "change",
    [
        lambda table: table.update(note="x"),
        lambda table: table.update(users=[]),
        lambda table: table.update(users=table["users"] * 2),
        lambda table: table.update(users=table["users"] * 65),
        lambda table: table.update(recovery=table["recovery"] * 2),
        lambda table: table.update(recovery=table["recovery"] * 3),
        lambda table: table.update(revision=0),
        lambda table: table.update(revision=2**31),
        lambda table: table.update(generation=0),
        lambda table: table.update(generation=2),
        lambda table: table.update(due=["content", "content"]),
        lambda table: table.update(due=["everything"]),
        lambda table: _first(table, "users").update(note="x"),
        lambda table: _first(table, "users").update(id="X" * 16),
        lambda table: _first(table, "users").update(roles=["officer", "clerk"]),
        lambda table: _first(table, "users").update(roles=["officer", "auditor"]),
        lambda table: _first(table, "users").update(roles=[]),
        lambda table: _first(table, "users").update(domains=["control"]),
        lambda table: _first(table, "users").update(domains=["content", "control", "secrets"]),
        lambda table: _first(table, "users")["grants"].pop(1),
        lambda table: _first(table, "users")["grants"].reverse(),
        lambda table: _first(table, "users")["grants"].append(_first(table, "users", "grants")),
        lambda table: _first(table, "users")["credentials"].append({"kind": "none"}),
        lambda table: _first(table, "users")["credentials"].clear(),
        lambda table: _first(table, "users", "credentials").update(key_file=1),
        lambda table: _first(table, "users", "credentials").update(wrapped="AAAA"),
        lambda table: _first(table, "users", "grants").update(generation=2),
        lambda table: _first(table, "users", "grants").update(domain="secrets"),
        lambda table: _first(table, "users", "grants").update(sealed="AAAA"),
        lambda table: _first(table, "recovery").update(kind="letter"),
        lambda table: _first(table, "recovery")["grants"].pop(),
    ],
)
def test_what_makes_no_sense(
    shut_folder: Path, clock: Clock, passphrase: str, change: Change
) -> None:
    """Refused with a checksum that fits, so that it is not the checksum that refuses it."""
    path = shut_folder / header.NAME
    table = json.loads(path.read_bytes())
    change(table)
    table["checksum"] = ""
    bare = json.dumps(table, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    table["checksum"] = b64encode(sha256(bare.encode() + b"\n").digest()).decode()
    raw = json.dumps(table, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    path.write_bytes(raw.encode() + b"\n")
    with pytest.raises(HeaderDamaged) as caught:
        Vault.open(shut_folder, passphrase, clock=clock)
    assert "checksum" not in caught.value.message


def test_a_newer_format_is_named(shut_folder: Path, clock: Clock, passphrase: str) -> None:
    (shut_folder / header.NAME).write_bytes(b'{"format":3,"anything":"else"}')
    with pytest.raises(VaultTooNew, match="format 3"):
        Vault.open(shut_folder, passphrase, clock=clock)


def test_a_change_with_a_fitting_checksum_is_refused(
    shut_folder: Path, clock: Clock, passphrase: str
) -> None:
    def older(table: dict[str, object]) -> None:
        table["created_at"] = "2001-01-01"

    rewrite(shut_folder, older, fit_checksum=True)
    with pytest.raises(HeaderDamaged, match="somebody else"):
        Vault.open(shut_folder, passphrase, clock=clock)


def test_a_credential_of_another_vault_does_not_open(
    shut_folder: Path, clock: Clock, passphrase: str
) -> None:
    def rename(table: dict[str, object]) -> None:
        table["vault_id"] = "0" * 32

    rewrite(shut_folder, rename, fit_checksum=True)
    with pytest.raises(WrongPassphrase):
        Vault.open(shut_folder, passphrase, clock=clock)


def test_credentials_and_keys_of_two_users_cannot_be_exchanged(
    shut_folder: Path, clock: Clock, passphrase: str, fast: KdfParams
) -> None:
    opened = Vault.open(shut_folder, passphrase, clock=clock)
    opened.add_user("Adam", "a", ["administrator"], {Domain.CONTROL}, kdf=fast)
    opened.lock()
    good = (shut_folder / header.NAME).read_bytes()

    def exchange(field: str, table: dict[str, object]) -> None:
        users: Any = table["users"]
        users[0][field], users[1][field] = users[1][field], users[0][field]

    rewrite(shut_folder, partial(exchange, "credentials"), fit_checksum=True)
    with pytest.raises(WrongPassphrase):
        Vault.open(shut_folder, passphrase, clock=clock)
    (shut_folder / header.NAME).write_bytes(good)

    def give(table: dict[str, object]) -> None:
        users: Any = table["users"]
        users[1]["grants"], users[1]["domains"] = users[0]["grants"], users[0]["domains"]

    rewrite(shut_folder, give, fit_checksum=True)
    with pytest.raises(HeaderDamaged, match="somebody else"):
        Vault.open(shut_folder, "a", clock=clock)


def test_nobody_can_put_keys_of_his_own_in(
    shut_folder: Path, clock: Clock, passphrase: str
) -> None:
    """Sealed to the right public key, by somebody who was never let in, with a fitting MAC."""
    head = header.read(shut_folder)
    mine = {domain: bytearray(os.urandom(32)) for domain in sorted(Domain)}
    user = head.users[0]
    grants = tuple(
        slots.grant(
            key,
            domain=domain,
            generation=1,
            public=user.public,
            anchor=os.urandom(32),
            vault_id=head.vault_id,
            user_id=user.id,
        )
        for domain, key in mine.items()
    )
    forged = msgspec.structs.replace(head, users=(msgspec.structs.replace(user, grants=grants),))
    mac_key = derive(bytearray(mine[Domain.CONTROL]), Domain.CONTROL, "header")
    header.write(shut_folder, header.signed(forged, mac_key=mac_key))
    with pytest.raises(HeaderDamaged, match="somebody else"):
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
        _first(table, "users", "credentials")[field] = value

    rewrite(shut_folder, ask, fit_checksum=True)
    with pytest.raises(HeaderDamaged, match="impossible amount of work"):
        Vault.open(shut_folder, passphrase, clock=clock)


def test_a_cheapened_credential_does_not_open(
    shut_folder: Path, clock: Clock, passphrase: str
) -> None:
    def cheapen(table: dict[str, object]) -> None:
        _first(table, "users", "credentials")["iterations"] = 2

    rewrite(shut_folder, cheapen, fit_checksum=True)
    with pytest.raises(WrongPassphrase):
        Vault.open(shut_folder, passphrase, clock=clock)


def test_a_header_that_is_a_folder(shut_folder: Path, clock: Clock, passphrase: str) -> None:
    (shut_folder / header.NAME).unlink()
    (shut_folder / header.NAME).mkdir()
    with pytest.raises(HeaderDamaged, match="not a file"):
        Vault.open(shut_folder, passphrase, clock=clock)
