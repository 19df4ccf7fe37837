"""Users: who holds what, who may be let in by whom, and what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from appliance.crypto.kdf import KdfParams, argon2id
from appliance.errors import (
    BadInput,
    DiskFull,
    HeaderStale,
    KeyFileNeeded,
    KeyNotHeld,
    LastAdministrator,
    UserExists,
    UserUnknown,
    VaultLocked,
    WrongPassphrase,
)
from appliance.vault import header, key_files, opening
from appliance.vault.domains import CONTENT, CONTROL, MODELS, Domain
from appliance.vault.store import Vault

if TYPE_CHECKING:
    from pathlib import Path

    from appliance.clock import Clock

ALL = frozenset(Domain)


def opened(folder: Path, secret: str, clock: Clock, user: str | None = None) -> Vault:
    return Vault.open(folder, secret, clock=clock, user=user)


def test_the_first_user_has_everything(vault: Vault) -> None:
    user = vault.user
    assert (user.name, user.roles, user.held, user.recovery) == ("owner", header.ROLES, ALL, False)
    assert vault.users() == (user,)
    assert vault.pending_users() == ()
    assert all(vault.holds(domain) for domain in Domain)


def test_a_user_opens_with_their_own_passphrase(
    vault: Vault, clock: Clock, fast: KdfParams, passphrase: str
) -> None:
    added = vault.add_user("Anna Ø", "her own", ["officer"], ALL, kdf=fast)
    models, cases = vault.subkey("x", MODELS), vault.subkey("x", CONTENT)
    vault.lock()
    for name in (None, "Anna Ø", "  anna ø ", "ANNA Ø"):
        again = opened(vault.folder, "her own", clock, name)
        assert again.user == added
        assert (again.subkey("x", MODELS), again.subkey("x", CONTENT)) == (models, cases)
        again.lock()
    with pytest.raises(WrongPassphrase):
        opened(vault.folder, passphrase, clock, "Anna Ø")
    with pytest.raises(WrongPassphrase):
        opened(vault.folder, "her own", clock, "owner")


def test_whoever_does_not_hold_a_part_cannot_open_it(
    vault: Vault, clock: Clock, fast: KdfParams
) -> None:
    vault.add_user("Adam", "a", ["administrator"], {CONTROL}, kdf=fast)
    vault.lock()
    admin = opened(vault.folder, "a", clock)
    assert (admin.holds(CONTROL), admin.holds(MODELS), admin.holds(CONTENT)) == (True, False, False)
    for domain in (MODELS, CONTENT):
        with pytest.raises(KeyNotHeld):
            admin.subkey("x", domain)
    # It is not only this program that says no: nothing of those keys is sealed to them.
    record = admin._record(admin.user.id)
    assert [given.domain for given in record.grants] == [CONTROL]
    admin.lock()


def test_an_administrator_opens_an_account_and_an_officer_lets_in(
    vault: Vault, clock: Clock, fast: KdfParams, passphrase: str
) -> None:
    vault.add_user("Adam", "a", ["administrator"], {CONTROL}, kdf=fast)
    content = vault.subkey("x", CONTENT)
    vault.lock()
    admin = opened(vault.folder, "a", clock)
    added = admin.add_user("Otto", "o", ["officer"], ALL, kdf=fast)
    assert added.held == {CONTROL}
    assert added.pending == {MODELS, CONTENT}
    assert admin.pending_users() == (added,)
    with pytest.raises(KeyNotHeld):
        admin.confirm_user(added.id)
    admin.lock()
    otto = opened(vault.folder, "o", clock)
    with pytest.raises(KeyNotHeld):
        otto.subkey("x", CONTENT)
    otto.lock()
    owner = opened(vault.folder, passphrase, clock)
    confirmed = owner.confirm_user(added.id)
    assert (confirmed.held, confirmed.pending) == (ALL, frozenset())
    assert owner.confirm_user(added.id) == confirmed, "twice does no harm"
    owner.lock()
    otto = opened(vault.folder, "o", clock)
    assert otto.subkey("x", CONTENT) == content
    otto.lock()


def test_a_part_of_what_is_missing_can_be_given(
    vault: Vault, clock: Clock, fast: KdfParams
) -> None:
    vault.add_user("Mo", "m", ["model_owner"], {CONTROL, MODELS}, kdf=fast)
    vault.add_user("Adam", "a", ["administrator"], {CONTROL}, kdf=fast)
    vault.lock()
    admin = opened(vault.folder, "a", clock)
    added = admin.add_user("Otto", "o", ["officer"], ALL, kdf=fast)
    admin.lock()
    owner_of_models = opened(vault.folder, "m", clock)
    assert owner_of_models.confirm_user(added.id).pending == {CONTENT}
    owner_of_models.lock()


def test_roles_change_the_keys(vault: Vault, clock: Clock, fast: KdfParams) -> None:
    added = vault.add_user("Otto", "o", ["officer"], ALL, kdf=fast)
    changed = vault.set_roles(added.id, ["auditor"], {CONTROL})
    assert changed.roles == ("auditor",)
    assert changed.held == {CONTROL}
    assert vault.rotation_due() == {MODELS, CONTENT}
    changed = vault.set_roles(added.id, ["auditor", "officer", "officer"], ALL)
    assert (changed.roles, changed.held) == (("auditor", "officer"), ALL)
    vault.lock()
    otto = opened(vault.folder, "o", clock)
    assert otto.user == changed
    otto.lock()


def test_a_removed_user_stays_out_even_with_an_old_header(
    vault: Vault, clock: Clock, fast: KdfParams, passphrase: str
) -> None:
    added = vault.add_user("Leaver", "l", ["officer"], ALL, kdf=fast)
    path = vault.folder / header.NAME
    old = path.read_bytes()
    vault.remove_user(added.id)
    assert vault.rotation_due() == ALL
    vault.lock()
    with pytest.raises(WrongPassphrase):
        opened(vault.folder, "l", clock)
    new = path.read_bytes()
    path.write_bytes(old)
    for secret in ("l", passphrase):
        with pytest.raises(HeaderStale):
            opened(vault.folder, secret, clock)
    path.write_bytes(new)
    opened(vault.folder, passphrase, clock).lock()


def test_after_a_change_of_keys_the_old_header_opens_nothing(
    vault: Vault, clock: Clock, fast: KdfParams, passphrase: str
) -> None:
    added = vault.add_user("Leaver", "l", ["officer"], ALL, kdf=fast)
    path = vault.folder / header.NAME
    old = path.read_bytes()
    before = {domain: vault._ring.key(domain) for domain in Domain}
    vault.remove_user(added.id)
    vault.rotate()
    assert vault.rotation_due() == frozenset()
    assert all(vault._ring.key(domain) != before[domain] for domain in Domain)
    vault.lock()
    path.write_bytes(old)
    with pytest.raises(HeaderStale):
        opened(vault.folder, "l", clock)
    # Even a program that ignores the name of the file finds that the key is another one.
    (vault.folder / "vault.2.db").rename(vault.folder / "vault.db")
    with pytest.raises(Exception, match="V207"):
        opened(vault.folder, "l", clock)


def test_a_newer_header_is_taken_over(vault: Vault, clock: Clock, passphrase: str) -> None:
    """A kill between the header and the commit of the row that knows it leaves this."""
    with vault.transaction() as connection:
        connection.execute("UPDATE meta SET value = '0' WHERE key = 'header_revision'")
    vault.lock()
    again = opened(vault.folder, passphrase, clock)
    assert again.connection().execute(
        "SELECT value FROM meta WHERE key = 'header_revision'"
    ).fetchone() == ("1",)
    again.lock()


def test_there_is_always_an_administrator(vault: Vault, fast: KdfParams) -> None:
    owner = vault.user
    with pytest.raises(LastAdministrator):
        vault.set_roles(owner.id, ["officer"], ALL)
    with pytest.raises(BadInput, match="themselves"):
        vault.remove_user(owner.id)
    other = vault.add_user("Adam", "a", ["administrator"], {CONTROL}, kdf=fast)
    vault.set_roles(owner.id, ["officer"], ALL)
    with pytest.raises(LastAdministrator):
        vault.remove_user(other.id)
    assert len(vault.users()) == 2


@pytest.mark.parametrize(
    "name", ["", "  ", "x" * 101, "two\x00", "a\u202eb", "zero\u200bwidth", "\udc80"]
)
def test_names_that_cannot_be(vault: Vault, fast: KdfParams, name: str) -> None:
    with pytest.raises(BadInput):
        vault.add_user(name, "p", ["officer"], ALL, kdf=fast)


@pytest.mark.parametrize("name", ["Anna", "anna", " ANNA ", "Ａｎｎａ"])
def test_a_name_is_given_once(vault: Vault, fast: KdfParams, name: str) -> None:
    vault.add_user("Anna", "p", ["officer"], ALL, kdf=fast)
    with pytest.raises(UserExists):
        vault.add_user(name, "q", ["officer"], ALL, kdf=fast)


def test_what_else_is_refused(vault: Vault, fast: KdfParams) -> None:
    for roles in ([], ["clerk"], ["officer", ""]):
        with pytest.raises(BadInput, match="role"):
            vault.add_user("Anna", "p", roles, ALL, kdf=fast)
    with pytest.raises(BadInput, match="passphrase"):
        vault.add_user("Anna", "", ["officer"], ALL, kdf=fast)
    for act in (
        lambda: vault.confirm_user("0" * 16),
        lambda: vault.remove_user("0" * 16),
        lambda: vault.set_roles("0" * 16, ["officer"], ALL),
        lambda: vault.readmit_user("0" * 16, "p", kdf=fast),
    ):
        with pytest.raises(UserUnknown):
            act()
    assert len(vault.users()) == 1


def test_sixty_four_users_and_no_more(
    vault: Vault, clock: Clock, fast: KdfParams, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("appliance.vault.slots.argon2id", lambda _p, salt, _k: salt * 2)
    for number in range(2, header.MAX_USERS + 1):
        vault.add_user(f"{number} " + "ø" * 90, f"p{number}", ["officer"], ALL, kdf=fast)
    with pytest.raises(BadInput, match="at most 64"):
        vault.add_user("one more", "p", ["officer"], ALL, kdf=fast)
    assert (vault.folder / header.NAME).stat().st_size < header.MAX_BYTES
    assert len(header.read(vault.folder).users) == header.MAX_USERS


def test_no_name_stands_in_clear(vault: Vault, fast: KdfParams) -> None:
    vault.add_user("Wilhelmina Zwart", "p", ["officer"], ALL, kdf=fast)
    raw = (vault.folder / header.NAME).read_bytes()
    for part in (b"Wilhelmina", b"Zwart", b'"owner"'):
        assert part not in raw


def test_a_change_that_cannot_be_recorded_does_not_happen(vault: Vault, fast: KdfParams) -> None:
    before = (vault.folder / header.NAME).read_bytes()
    users = vault.users()

    def add_and_fail() -> None:
        with vault.transaction():
            vault.add_user("Anna", "p", ["officer"], ALL, kdf=fast)
            vault.add_user("Otto", "q", ["officer"], ALL, kdf=fast)
            assert len(vault.users()) == 3
            raise DiskFull(name="the log")

    with pytest.raises(DiskFull):
        add_and_fail()
    assert vault.users() == users
    assert (vault.folder / header.NAME).read_bytes() == before
    vault.add_user("Anna", "p", ["officer"], ALL, kdf=fast)


def test_a_header_that_was_written_before_the_commit_failed_is_put_back(
    vault: Vault, fast: KdfParams, clock: Clock, passphrase: str
) -> None:
    before = (vault.folder / header.NAME).read_bytes()

    def fail() -> None:
        raise DiskFull(name="the log")

    with pytest.raises(DiskFull), vault.transaction():
        vault.add_user("Anna", "p", ["officer"], ALL, kdf=fast)
        vault.before_commit(fail)
    assert (vault.folder / header.NAME).read_bytes() == before
    vault.lock()
    opened(vault.folder, passphrase, clock).lock()


def test_a_passphrase_is_changed_by_its_owner(
    vault: Vault, clock: Clock, fast: KdfParams, passphrase: str
) -> None:
    vault.add_user("Anna", "old", ["officer"], ALL, kdf=fast)
    vault.lock()
    anna = opened(vault.folder, "old", clock)
    keys = anna.subkey("x", CONTENT)
    assert anna.opens_with("old")
    assert not anna.opens_with(passphrase), "another user's passphrase proves nothing"
    anna.change_passphrase("new", kdf=fast)
    anna.lock()
    with pytest.raises(WrongPassphrase):
        opened(vault.folder, "old", clock)
    anna = opened(vault.folder, "new", clock)
    assert anna.subkey("x", CONTENT) == keys
    anna.lock()
    opened(vault.folder, passphrase, clock).lock()


def test_who_forgot_is_let_in_anew(
    vault: Vault, clock: Clock, fast: KdfParams, passphrase: str
) -> None:
    anna = vault.add_user("Anna", "old", ["officer"], ALL, kdf=fast)
    vault.add_user("Adam", "a", ["administrator"], {CONTROL}, kdf=fast)
    with pytest.raises(BadInput):
        vault.readmit_user(vault.user.id, "p", kdf=fast)
    vault.lock()
    admin = opened(vault.folder, "a", clock)
    again = admin.readmit_user(anna.id, "fresh", kdf=fast)
    assert (again.id, again.name, again.roles) == (anna.id, "Anna", ("officer",))
    assert again.pending == {MODELS, CONTENT}, "who does not hold a key cannot give it"
    admin.lock()
    with pytest.raises(WrongPassphrase):
        opened(vault.folder, "old", clock)
    owner = opened(vault.folder, passphrase, clock)
    assert owner.confirm_user(anna.id).held == ALL
    owner.lock()
    opened(vault.folder, "fresh", clock).lock()


def test_a_key_file(vault: Vault, clock: Clock, fast: KdfParams, tmp_path: Path) -> None:
    mine, other = tmp_path / "mine.key", tmp_path / "other.key"
    key_files.make_key_file(mine)
    key_files.make_key_file(other)
    added = vault.add_user("Anna", "p", ["officer"], ALL, kdf=fast, key_file=mine)
    assert added.key_file
    vault.lock()

    def attempt(secret: str, key_file: Path | None, user: str | None = "Anna") -> Vault:
        return Vault.open(vault.folder, secret, clock=clock, user=user, key_file=key_file)

    attempt("p", mine).lock()
    attempt("p", mine, None).lock()
    # Nothing tells a user with a key file from one without, or from nobody.
    told = set()
    for user in ("Anna", "owner", "nobody", None):
        with pytest.raises(KeyFileNeeded) as refused:
            attempt("wrong", None, user)
        told.add(refused.value.message)
        attempt("p", mine).lock()
        (vault.folder / "attempts.json").unlink(missing_ok=True)
        with pytest.raises(WrongPassphrase) as refused_too:
            attempt("wrong", other, user)
        told.add(refused_too.value.message)
        (vault.folder / "attempts.json").unlink(missing_ok=True)
    assert len(told) == 2
    with pytest.raises(KeyFileNeeded):
        attempt("p", None)
    with pytest.raises(WrongPassphrase):
        attempt("p", other)
    attempt("p", mine).lock()
    with pytest.raises(WrongPassphrase):
        attempt("q", mine)
    anna = attempt("p", mine)
    assert not anna.opens_with("p")
    assert anna.opens_with("p", key_file=mine)
    anna.change_passphrase("p", kdf=fast)
    assert not anna.user.key_file
    anna.lock()
    attempt("p", None).lock()


def test_after_the_lock(vault: Vault, fast: KdfParams) -> None:
    user = vault.add_user("Anna", "p", ["officer"], ALL, kdf=fast)
    vault.lock()
    assert not any(vault.holds(domain) for domain in Domain)
    for use in (
        vault.users,
        lambda: vault.add_user("B", "p", ["officer"], ALL, kdf=fast),
        lambda: vault.remove_user(user.id),
        lambda: vault.confirm_user(user.id),
        lambda: vault.set_roles(user.id, ["auditor"], {CONTROL}),
        vault.new_recovery_shares,
        vault.rotate,
    ):
        with pytest.raises(VaultLocked):
            use()


def test_a_header_that_cannot_be_written_changes_nothing(
    vault: Vault, clock: Clock, fast: KdfParams, passphrase: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = vault.add_user("Otto", "o", ["officer"], ALL, kdf=fast)
    before, users = (vault.folder / header.NAME).read_bytes(), vault.users()

    def full(_folder: Path, _head: header.Header) -> None:
        raise DiskFull(name=header.NAME)

    with monkeypatch.context() as patch:
        patch.setattr(header, "write", full)
        for change in (
            lambda: vault.add_user("Anna", "p", ["officer"], ALL, kdf=fast),
            lambda: vault.remove_user(other.id),
            lambda: vault.set_roles(other.id, ["auditor"], {CONTROL}),
            lambda: vault.readmit_user(other.id, "p", kdf=fast),
            lambda: vault.change_passphrase("p", kdf=fast),
            vault.new_recovery_code,
            vault.new_recovery_shares,
        ):
            with pytest.raises(DiskFull):
                change()
    assert vault.users() == users
    assert (vault.folder / header.NAME).read_bytes() == before
    vault.lock()
    for secret in (passphrase, "o"):
        opened(vault.folder, secret, clock).lock()


def test_a_name_that_nobody_has_costs_what_the_dearest_user_costs(
    vault: Vault, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    dear = KdfParams(memory_kib=16384, iterations=2, lanes=1)
    vault.add_user("Dora", "d", ["auditor"], {CONTROL}, kdf=dear)
    vault.lock()
    spent: list[KdfParams] = []

    def noted(passphrase: bytes, salt: bytes, params: KdfParams) -> bytes:
        spent.append(params)
        return argon2id(passphrase, salt, params)

    monkeypatch.setattr(opening, "argon2id", noted)
    with pytest.raises(WrongPassphrase):
        opened(vault.folder, "wrong", clock, "nobody")
    assert spent == [dear]
