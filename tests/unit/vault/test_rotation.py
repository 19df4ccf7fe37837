"""Changing the keys: everybody gets in afterwards, nothing is lost, and a kill is survived."""

from __future__ import annotations

import threading
from functools import partial
from typing import TYPE_CHECKING

import pytest

from appliance.audit.events import Event
from appliance.audit.log import AuditLog
from appliance.crypto.kdf import argon2id
from appliance.errors import Cancelled, DiskFull, HeaderStale, KeyNotHeld, VaultDamaged
from appliance.jobs import Job
from appliance.vault import folder, header, rewrapping, rotation, slots
from appliance.vault.domains import CONTENT, CONTROL, MODELS, Domain
from appliance.vault.rotation import RotationStep
from appliance.vault.store import Vault
from tests.unit.vault import killing

if TYPE_CHECKING:
    from pathlib import Path

    from appliance.clock import Clock
    from appliance.crypto.kdf import KdfParams

ALL = frozenset(Domain)
NOW = "2026-01-02T12:00:00.000+00:00"


def names(vault: Vault) -> list[str]:
    return sorted(path.name for path in vault.folder.iterdir() if path.name.startswith("vault"))


def add_case(vault: Vault, name: str = "Miller") -> str:
    case = vault.case(vault.cases.new(name, now=NOW).id)
    with case.transaction():
        blob_id = case.blobs.put(b"original of " + name.encode(), binding=b"document aa")
        case.connection().execute(
            "INSERT INTO document (id, name, sha256, size_bytes, media_type, state, blob_id, "
            "added_at) VALUES (?, 'letter', 'aa', 1, 'text/plain', 'ready', ?, ?)",
            (case.id << 32 | 1, blob_id, NOW),
        )
    return case.ref


def read_case(vault: Vault, ref: str) -> bytes:
    case = vault.case(ref)
    row = case.connection().execute("SELECT blob_id FROM document").fetchone()
    assert row is not None
    return case.blobs.get(row[0], binding=b"document aa")


def test_everybody_gets_in_with_new_keys(
    vault: Vault, clock: Clock, fast: KdfParams, passphrase: str
) -> None:
    vault.add_user("Otto", "o", ["officer"], ALL, kdf=fast)
    vault.add_user("Adam", "a", ["administrator"], {CONTROL}, kdf=fast)
    code, shares = vault.new_recovery_code(), vault.new_recovery_shares()
    users = vault.users()
    ref = add_case(vault)
    before = {
        domain: vault.subkey("header" if domain is CONTROL else "x", domain) for domain in ALL
    }
    lasting = vault.subkey("audit"), vault.subkey("anything")
    pairs = vault.identity.signing_public(), vault.identity.recipient_public()
    vault.rotate()
    assert (vault.generation, vault.rotation_left(), vault.users()) == (2, 0, users)
    assert [name for name in names(vault) if name.endswith(".db")] == ["vault.2.db"]
    vault.lock()
    assert names(vault) == ["vault.2.db"]
    for secret in (passphrase, "o", code, "\n".join(shares[1:]), f"{shares[2]} {shares[0]}"):
        again = Vault.open(vault.folder, secret, clock=clock)
        for domain in ALL:
            purpose = "header" if domain is CONTROL else "x"
            assert again.subkey(purpose, domain) != before[domain]
        assert (again.subkey("audit"), again.subkey("anything")) == lasting
        assert (again.identity.signing_public(), again.identity.recipient_public()) == pairs
        assert again.identity.signing_key().public_key().public_bytes_raw() == pairs[0]
        assert read_case(again, ref) == b"original of Miller"
        assert [case.name for case in again.cases.all()] == ["Miller"]
        again.lock()
    Vault.open(vault.folder, "a", clock=clock).lock()


def test_nothing_of_before_opens_what_is_there_now(vault: Vault, passphrase: str) -> None:
    ref = add_case(vault)
    row = "SELECT wrapped_key FROM case_file WHERE ref = ?"
    (before,) = vault.connection().execute(row, (ref,)).fetchone() or (b"",)
    old_key = vault.case_seals.unwrap_key(ref, bytes(before))
    originals = {path.read_bytes() for path in vault.case(ref).folder.rglob("*") if path.is_file()}
    vault.rotate()
    (after,) = vault.connection().execute(row, (ref,)).fetchone() or (b"",)
    assert vault.case_seals.unwrap_key(ref, bytes(after)) != old_key
    left = {path.read_bytes() for path in vault.case(ref).folder.rglob("*") if path.is_file()}
    assert not (left & originals) - {b""}


def test_who_holds_a_part_changes_that_part(
    vault: Vault, clock: Clock, fast: KdfParams, passphrase: str
) -> None:
    leaver = vault.add_user("Leaver", "l", ["officer"], ALL, kdf=fast)
    vault.add_user("Adam", "a", ["administrator"], {CONTROL}, kdf=fast)
    ref = add_case(vault)
    content, control = vault.subkey("x", CONTENT), vault.subkey("header")
    vault.lock()
    admin = Vault.open(vault.folder, "a", clock=clock)
    admin.remove_user(leaver.id)
    admin.rotate()
    assert admin.subkey("header") != control
    assert admin.rotation_due() == {MODELS, CONTENT}
    with pytest.raises(KeyNotHeld):
        admin.subkey("x", CONTENT)
    admin.lock()
    owner = Vault.open(vault.folder, passphrase, clock=clock)
    assert owner.subkey("x", CONTENT) == content
    assert read_case(owner, ref) == b"original of Miller"
    owner.rotate()
    assert owner.subkey("x", CONTENT) != content
    assert (owner.rotation_due(), owner.generation) == (frozenset(), 3)
    assert read_case(owner, ref) == b"original of Miller"
    owner.lock()


def test_the_chain_goes_on(vault: Vault, clock: Clock, passphrase: str) -> None:
    log = AuditLog(vault, clock)
    log.append(Event.VAULT_OPENED, "before")
    vault.rotate()
    log.append(Event.KEYS_ROTATED, "after")
    vault.rotate()
    assert log.verify() == 2
    vault.lock()
    again = Vault.open(vault.folder, passphrase, clock=clock)
    assert AuditLog(again, clock).verify() == 2
    again.lock()


def test_a_models_key_is_wrapped_anew(vault: Vault) -> None:
    from appliance.crypto.wrapping import unwrap, wrap
    from appliance.packs.binding import key_binding

    digest, key = "d" * 64, bytes(range(32))
    assert rewrapping.model_binding(digest) == key_binding(digest)
    wrapped = wrap(vault.subkey("models", MODELS), key, binding=key_binding(digest))
    with vault.transaction() as connection:
        connection.execute(
            "INSERT INTO model VALUES (1, 'n', '1', 'risk', ?, '{}', '', 0, 1, 1, ?, 1)",
            (digest, wrapped),
        )
    vault.rotate()
    row = vault.connection().execute("SELECT wrapped_key FROM model").fetchone()
    assert row is not None
    assert row[0] != wrapped
    assert unwrap(vault.subkey("models", MODELS), row[0], binding=key_binding(digest)) == key


def test_other_threads_go_on(vault: Vault) -> None:
    """They write before, while and after; what they were told is written is there."""
    wrote: list[int] = []
    stop = threading.Event()
    ready = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            with vault.transaction() as connection:
                connection.execute("INSERT INTO meta VALUES (?, '')", (f"test {number}",))
            wrote.append(number)
            ready.set()

    thread = threading.Thread(target=write)
    thread.start()
    ready.wait()
    for _ in range(3):
        vault.rotate()
    stop.set()
    thread.join()
    rows = vault.connection().execute("SELECT count(*) FROM meta WHERE key LIKE 'test %'")
    assert rows.fetchone() == (len(wrote),)
    assert vault.generation == 4


def test_not_inside_a_transaction(vault: Vault) -> None:
    with pytest.raises(RuntimeError), vault.transaction():
        vault.rotate()
    assert vault.generation == 1


@pytest.mark.parametrize("where", ["export", "_fill", "_check_whole", "headers.write"])
def test_an_error_changes_nothing(
    vault: Vault, clock: Clock, passphrase: str, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    ref = add_case(vault)
    before = (vault.folder / header.NAME).read_bytes()
    key = vault.subkey("x", CONTENT)

    def fail(*_all: object, **_named: object) -> None:
        raise DiskFull(name="x")

    target = header if where == "headers.write" else rotation
    with monkeypatch.context() as patch:
        patch.setattr(target, where.removeprefix("headers."), fail)
        with pytest.raises(DiskFull):
            vault.rotate()
    assert (vault.folder / header.NAME).read_bytes() == before
    assert [name for name in names(vault) if name.endswith(".db")] == ["vault.db"]
    assert vault.subkey("x", CONTENT) == key
    assert read_case(vault, ref) == b"original of Miller"
    vault.rotate()
    assert read_case(vault, ref) == b"original of Miller"
    vault.lock()
    Vault.open(vault.folder, passphrase, clock=clock).lock()


def test_a_header_that_was_written_counts_even_if_the_disk_complains(
    vault: Vault, clock: Clock, passphrase: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = header.write

    def complain(folder: Path, head: header.Header) -> None:
        real(folder, head)
        raise DiskFull(name="x")

    with monkeypatch.context() as patch:
        patch.setattr(header, "write", complain)
        vault.rotate()
    assert vault.generation == 2
    with vault.transaction() as connection:
        connection.execute("INSERT INTO meta VALUES ('test', '')")
    vault.lock()
    Vault.open(vault.folder, passphrase, clock=clock).lock()


def test_a_key_that_is_not_genuine_stops_it(vault: Vault) -> None:
    vault.identity.signing_key()
    with vault.transaction() as connection:
        connection.execute("UPDATE identity SET wrapped = zeroblob(60) WHERE kind = 'signing'")
    with pytest.raises(VaultDamaged):
        vault.rotate()
    assert vault.generation == 1


def test_a_cancelled_one_goes_on(vault: Vault, clock: Clock, passphrase: str) -> None:
    refs = [add_case(vault, name) for name in ("A", "B", "C")]
    job = Job()
    done: list[str] = []
    real = vault.rotation_steps["case"].renew

    def renew(ref: str, inner: Job) -> None:
        real(ref, inner)
        done.append(ref)
        job.cancel()

    vault.rotation_steps["case"] = RotationStep(CONTENT, vault.rotation_steps["case"].items, renew)
    with pytest.raises(Cancelled):
        vault.rotate(job)
    assert (vault.generation, vault.rotation_left(), len(done)) == (2, 2, 1)
    vault.lock()
    again = Vault.open(vault.folder, passphrase, clock=clock)
    with again.transaction() as connection:
        connection.execute("DELETE FROM case_file WHERE ref = ?", (max(refs),))
    again.rotate()
    assert (again.generation, again.rotation_left()) == (2, 0), "the earlier one was finished"
    again.rotate()
    assert again.generation == 3
    again.lock()


def test_what_no_step_knows_is_left(vault: Vault) -> None:
    with vault.transaction() as connection:
        connection.execute("INSERT INTO rotation VALUES ('pack', 'x')")
    vault.resume_rotation()
    assert vault.rotation_left() == 1


@pytest.mark.slow
def test_a_kill_anywhere_leaves_the_old_or_the_new(
    tmp_path: Path, clock: Clock, fast: KdfParams
) -> None:
    folder = tmp_path / "v"
    made, code = Vault.create(folder, "p", clock=clock, kdf=fast)
    made.add_user("Otto", "o", ["officer"], ALL, kdf=fast)
    refs = [add_case(made, name) for name in ("A", "B")]
    log = AuditLog(made, clock)
    log.append(Event.VAULT_OPENED, "v")
    made.lock()
    generation, seen = 1, {"old": 0, "new": 0, "going on": 0}

    def change() -> None:
        Vault.open(folder, "p", clock=clock).rotate()

    for number in range(1, 5000, 7):
        ended = killing.run(partial(change), kill_at=number)
        opened = Vault.open(folder, "o" if number % 2 else code, clock=clock)
        assert opened.generation in (generation, generation + 1)
        left = opened.rotation_left()
        seen["old" if opened.generation == generation else "going on" if left else "new"] += 1
        generation = opened.generation
        assert AuditLog(opened, clock).verify() == 1
        for ref, name in zip(refs, (b"A", b"B"), strict=True):
            assert read_case(opened, ref) == b"original of " + name
        opened.resume_rotation()
        assert opened.rotation_left() == 0
        for ref, name in zip(refs, (b"A", b"B"), strict=True):
            assert read_case(opened, ref) == b"original of " + name
        opened.lock()
        assert names(opened) == [f"vault.{generation}.db" if generation > 1 else "vault.db"]
        assert ended.killed or ended.well, ended
        if ended.well:
            break
    else:
        pytest.fail("killed at every step tried")
    assert min(seen.values()) > 0, seen


def test_users_can_be_changed_while_keys_are(
    vault: Vault, clock: Clock, fast: KdfParams, passphrase: str
) -> None:
    """The slow part of adding a user lies before, what is sealed to them after."""
    real = argon2id
    waiting, go_on = threading.Event(), threading.Event()

    def slow(passphrase: bytes, salt: bytes, params: KdfParams) -> bytes:
        waiting.set()
        go_on.wait()
        return real(passphrase, salt, params)

    thread = threading.Thread(
        target=lambda: vault.add_user("Anna", "a", ["officer"], ALL, kdf=fast)
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(slots, "argon2id", slow)
        thread.start()
        waiting.wait()
        patch.setattr(slots, "argon2id", real)
        vault.rotate()
        go_on.set()
        thread.join()
    vault.lock()
    for secret in (passphrase, "a"):
        Vault.open(vault.folder, secret, clock=clock).lock()


def test_rows_that_are_being_read_can_be_read_to_the_end(vault: Vault) -> None:
    with vault.transaction() as connection:
        connection.executemany(
            "INSERT INTO meta VALUES (?, '')", ((f"test {number}",) for number in range(2000))
        )
    rows = vault.connection().execute("SELECT key FROM meta WHERE key LIKE 'test %'")
    assert rows.fetchone() is not None
    thread = threading.Thread(target=vault.rotate)
    thread.start()
    thread.join()
    assert vault.connection().execute("SELECT count(*) FROM rotation").fetchone() == (0,)
    assert len(rows.fetchall()) == 1999


def test_the_old_header_does_not_open_an_old_database_that_was_left(
    vault: Vault, clock: Clock, passphrase: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = (vault.folder / header.NAME).read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(folder, "remove_database", lambda _path: None)
        vault.rotate()
    vault.lock()
    new = (vault.folder / header.NAME).read_bytes()
    assert {"vault.db", "vault.2.db"} <= {path.name for path in vault.folder.iterdir()}
    (vault.folder / header.NAME).write_bytes(old)
    with pytest.raises(HeaderStale):
        Vault.open(vault.folder, passphrase, clock=clock)
    (vault.folder / header.NAME).write_bytes(new)
    Vault.open(vault.folder, passphrase, clock=clock).lock()
    assert names(vault) == ["vault.2.db"]
