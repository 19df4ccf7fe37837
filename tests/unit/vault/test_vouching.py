"""Whoever holds only the key of the register cannot write themselves into another part."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from appliance.crypto.sealed_box import new_private_key, public_of
from appliance.errors import GrantUnvouched, HeaderDamaged
from appliance.vault import header, opening, roster, slots
from appliance.vault.domains import CONTENT, CONTROL, MODELS, Domain
from appliance.vault.keyring import Keyring
from appliance.vault.records import RECOVERY_CODE
from appliance.vault.store import Vault

if TYPE_CHECKING:
    from collections.abc import Callable

    from appliance.clock import Clock
    from appliance.crypto.kdf import KdfParams
    from appliance.vault.header import Header, UserRecord

ALL = frozenset(Domain)


@pytest.fixture
def auditor(vault: Vault, clock: Clock, fast: KdfParams) -> Vault:
    """The vault as opened by somebody who holds `control` only; it has an officer too."""
    vault.add_user("Olga", "o", ["officer"], ALL, kdf=fast)
    vault.add_user("Ada", "a", ["auditor"], {CONTROL}, kdf=fast)
    vault.lock()
    return Vault.open(vault.folder, "a", clock=clock, user="Ada")


def forge(vault: Vault, change: Callable[[Header], Header]) -> None:
    """Write a changed header with a program of one's own, and lock."""
    head = header.signed(change(vault._header), mac_key=vault.subkey("header"))
    vault.lock()
    header.write(vault.folder, head)


def grant_of_my_own(vault: Vault, record: UserRecord, domain: Domain) -> header.Grant:
    return slots.grant(
        os.urandom(32),
        domain=domain,
        generation=vault._header.generation,
        public=record.public,
        anchor=vault._ring.secret()[slots.ANCHOR],
        vault_id=vault.vault_id,
        user_id=record.id,
    )


def self_admitted(vault: Vault, domain: Domain) -> Callable[[Header], Header]:
    mine = vault._record(vault.user.id)
    forged = roster.with_grants(
        replace(mine, domains=tuple(sorted({*mine.domains, domain}))),
        (*mine.grants, grant_of_my_own(vault, mine, domain)),
    )
    return lambda head: roster.with_user(head, forged)


@pytest.mark.parametrize("domain", [CONTENT, MODELS])
def test_a_key_of_ones_own_earns_none_at_the_change_of_keys(
    auditor: Vault, clock: Clock, passphrase: str, domain: Domain
) -> None:
    me = auditor.user.id
    forge(auditor, self_admitted(auditor, domain))
    owner = Vault.open(auditor.folder, passphrase, clock=clock, user="owner")
    (shown,) = [user for user in owner.users() if user.id == me]
    assert shown.held == {CONTROL}
    assert shown.pending == {domain}, "it waits, whatever the header says"
    assert owner.pending_users() == (shown,)
    assert owner.receivers()[me] == {CONTROL}
    before, files = owner.generation, {path.name for path in owner.folder.iterdir()}
    with pytest.raises(GrantUnvouched, match="“Ada”"):
        owner.rotate()
    assert owner.generation == before
    assert {path.name for path in owner.folder.iterdir()} == files
    owner.remove_user(me)
    owner.rotate()
    assert me not in owner.receivers()
    owner.lock()


def test_who_was_right_is_confirmed_anew(auditor: Vault, clock: Clock, passphrase: str) -> None:
    me = auditor.user.id
    forge(auditor, self_admitted(auditor, MODELS))
    owner = Vault.open(auditor.folder, passphrase, clock=clock, user="owner")
    assert owner.confirm_user(me).held == {CONTROL, MODELS}
    owner.rotate()
    key = owner.subkey("x", MODELS)
    owner.lock()
    again = Vault.open(auditor.folder, "a", clock=clock, user="Ada")
    assert again.subkey("x", MODELS) == key
    again.lock()


def test_a_changed_generation_is_not_vouched_for(
    auditor: Vault, clock: Clock, passphrase: str
) -> None:
    """A grant from before an earlier change of keys is nobody's word about today's key."""
    old = auditor._header
    auditor.lock()
    owner = Vault.open(auditor.folder, passphrase, clock=clock, user="owner")
    olga = opening.find_user(old, "Olga")
    assert olga is not None
    owner.remove_user(olga.id)
    owner.rotate()
    owner.lock()
    auditor = Vault.open(auditor.folder, "a", clock=clock, user="Ada")
    fitting = roster.renamed(
        olga, owner_names(auditor, old), auditor.subkey("names"), vault_id=old.vault_id
    )
    control = slots.grant(
        auditor._ring.key(CONTROL),
        domain=CONTROL,
        generation=auditor.generation,
        public=olga.public,
        anchor=auditor._ring.secret()[slots.ANCHOR],
        vault_id=old.vault_id,
        user_id=olga.id,
    )
    kept = (control, *(given for given in olga.grants if given.domain is not CONTROL))
    back = roster.with_grants(fitting, kept)
    forge(auditor, lambda head: replace(head, users=(*head.users, back)))
    owner = Vault.open(auditor.folder, passphrase, clock=clock, user="owner")
    with pytest.raises(GrantUnvouched, match="“Olga”"):
        owner.rotate()
    owner.lock()


def owner_names(auditor: Vault, old: Header) -> bytes:
    """The key of names of an earlier header, by the auditor's own grant in it."""
    mine = opening.find_user(old, "Ada")
    assert mine is not None
    ring = Keyring.of(auditor._ring.secret(), mine.grants, vault_id=old.vault_id, user_id=mine.id)
    return ring.subkey("names")


def test_an_exchanged_public_key_of_the_recovery(
    auditor: Vault, clock: Clock, passphrase: str
) -> None:
    private = new_private_key()

    def exchange(head: Header) -> Header:
        return replace(head, recovery=(replace(head.recovery[0], public=public_of(private)),))

    forge(auditor, exchange)
    owner = Vault.open(auditor.folder, passphrase, clock=clock, user="owner")
    assert owner.recoveries == frozenset()
    with pytest.raises(GrantUnvouched, match=RECOVERY_CODE):
        owner.rotate()
    code = owner.new_recovery_code()
    owner.rotate()
    assert owner.recoveries == {RECOVERY_CODE}
    owner.lock()
    Vault.open(auditor.folder, code, clock=clock).lock()


def test_an_exchanged_public_key_of_a_user(auditor: Vault, clock: Clock, passphrase: str) -> None:
    private = new_private_key()
    olga = opening.find_user(auditor._header, "Olga")
    assert olga is not None
    forge(
        auditor,
        lambda head: roster.with_user(head, replace(olga, public=public_of(private))),
    )
    with pytest.raises(HeaderDamaged):  # she notices
        Vault.open(auditor.folder, "o", clock=clock, user="Olga")
    owner = Vault.open(auditor.folder, passphrase, clock=clock, user="owner")
    with pytest.raises(GrantUnvouched, match="“Olga”"):
        owner.rotate()
    owner.lock()


def test_the_genuine_ones_are_vouched_for(vault: Vault, fast: KdfParams) -> None:
    vault.add_user("Olga", "o", ["officer"], ALL, kdf=fast)
    vault.new_recovery_shares()
    held = vault.receivers()
    assert len(held) == 4
    assert set(held.values()) == {ALL}
    vault.rotate()
    assert vault.receivers() == held
