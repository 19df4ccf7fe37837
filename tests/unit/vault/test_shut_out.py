"""Who was shut out stays out after a change of keys, and nobody is shut out of a part for good."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from appliance.errors import HeaderDamaged, LastHolder
from appliance.vault import header, opening
from appliance.vault.domains import CONTENT, CONTROL, MODELS, Domain
from appliance.vault.keyring import Keyring
from appliance.vault.store import Vault

if TYPE_CHECKING:
    from appliance.clock import Clock
    from appliance.crypto.kdf import KdfParams

ALL = frozenset(Domain)


def held_by_the_old(old: header.Header, now: header.Header, user: str, secret: str) -> set[Domain]:
    """What a program opens in today's header with the key that an old header and secret give."""
    then, today = opening.find_user(old, user), opening.find_user(now, user)
    assert then is not None
    assert today is not None
    private = opening.by_passphrase(old, [then], secret, None).ring.secret()
    opened = set()
    for given in today.grants:
        try:
            Keyring.of(bytearray(private), (given,), vault_id=now.vault_id, user_id=today.id)
        except HeaderDamaged:
            continue
        opened.add(given.domain)
    return opened


def test_a_changed_passphrase_and_new_keys_shut_an_old_header_out(
    vault: Vault, fast: KdfParams, passphrase: str, clock: Clock
) -> None:
    old = header.read(vault.folder)
    vault.change_passphrase("changed", kdf=fast)
    assert vault.rotation_due() == ALL
    vault.change_passphrase("changed twice", kdf=fast)
    vault.rotate()
    assert vault.rotation_due() == frozenset()
    key = vault.subkey("x", CONTENT)
    now = header.read(vault.folder)
    assert held_by_the_old(old, now, "owner", passphrase) == set()
    vault.lock()
    again = Vault.open(vault.folder, "changed twice", clock=clock)
    assert again.subkey("x", CONTENT) == key
    again.rotate()
    again.lock()


def test_a_first_passphrase_opens_nothing_that_came_later(
    vault: Vault, fast: KdfParams, passphrase: str, clock: Clock
) -> None:
    vault.add_user("Adam", "a", ["administrator"], {CONTROL}, kdf=fast)
    vault.lock()
    admin = Vault.open(vault.folder, "a", clock=clock, user="Adam")
    added = admin.add_user("Mary", "first", ["officer"], ALL, kdf=fast)
    assert added.must_change
    copy = header.read(admin.folder)
    admin.lock()
    mary = Vault.open(vault.folder, "first", clock=clock, user="Mary")
    assert mary.user.must_change
    mary.change_passphrase("only hers", kdf=fast)
    assert [user.must_change for user in mary.users()] == [False, True, False]
    assert mary.rotation_due() == {CONTROL}
    mary.lock()
    owner = Vault.open(vault.folder, passphrase, clock=clock, user="owner")
    assert not owner.user.must_change
    assert owner.confirm_user(added.id).held == ALL
    assert held_by_the_old(copy, header.read(owner.folder), "Mary", "first") == set()
    owner.rotate()
    assert held_by_the_old(copy, header.read(owner.folder), "Mary", "first") == set()
    owner.lock()
    Vault.open(vault.folder, "only hers", clock=clock, user="Mary").lock()


def test_who_is_let_in_anew_makes_a_change_of_keys_due(vault: Vault, fast: KdfParams) -> None:
    olga = vault.add_user("Olga", "leaked", ["officer"], ALL, kdf=fast)
    assert vault.rotation_due() == frozenset()
    assert vault.readmit_user(olga.id, "new", kdf=fast).must_change
    assert vault.rotation_due() == ALL


def test_the_last_who_can_open_a_part_stays(
    vault: Vault, fast: KdfParams, passphrase: str, clock: Clock
) -> None:
    code, first = vault.new_recovery_code(), vault.user
    vault.add_user("Adam", "a", ["administrator"], {CONTROL}, kdf=fast)
    vault.add_user("Mo", "m", ["model_owner"], {CONTROL, MODELS}, kdf=fast)
    vault.lock()
    admin = Vault.open(vault.folder, "a", clock=clock, user="Adam")
    before = admin._header
    with pytest.raises(LastHolder, match="cases"):
        admin.remove_user(first.id)
    with pytest.raises(LastHolder, match="cases"):
        admin.set_roles(first.id, ["model_owner"], {CONTROL, MODELS})
    with pytest.raises(LastHolder, match="cases"):
        admin.readmit_user(first.id, "p", kdf=fast)
    assert admin._header == before
    waiting = admin.add_user("Olga", "o", ["officer"], ALL, kdf=fast)
    with pytest.raises(LastHolder):  # who still waits opens nothing
        admin.remove_user(first.id)
    admin.lock()
    owner = Vault.open(vault.folder, passphrase, clock=clock, user="owner")
    owner.confirm_user(waiting.id)
    owner.lock()
    admin = Vault.open(vault.folder, "a", clock=clock, user="Adam")
    admin.remove_user(first.id)
    admin.lock()
    # By recovery everything can be given again, so nobody is lost for good.
    again = Vault.open(vault.folder, code, clock=clock)
    assert again.readmit_user(waiting.id, "p", kdf=fast).held == ALL
    again.lock()
