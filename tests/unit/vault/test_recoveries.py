"""Recovery by a code, or by two of three persons."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from appliance.errors import BadInput, KeyNotHeld, WrongPassphrase
from appliance.vault import recovery
from appliance.vault.domains import CONTENT, CONTROL, Domain
from appliance.vault.records import RECOVERY_CODE, RECOVERY_SHARES
from appliance.vault.store import Vault

if TYPE_CHECKING:
    from appliance.clock import Clock
    from appliance.crypto.kdf import KdfParams

ALL = frozenset(Domain)


def test_any_two_of_three_open(vault: Vault, clock: Clock) -> None:
    key = vault.subkey("x", CONTENT)
    first, second, third = vault.new_recovery_shares()
    assert vault.recoveries == {RECOVERY_CODE, RECOVERY_SHARES}
    vault.lock()
    for secret in (f"{first} {second}", f"{third}\n{first}", f"{second}+{third}"):
        again = Vault.open(vault.folder, secret, clock=clock)
        assert again.user.recovery
        assert again.user.name == RECOVERY_SHARES
        assert again.user.held == ALL
        assert again.subkey("x", CONTENT) == key
        again.lock()


def test_one_alone_or_one_of_another_set_opens_nothing(vault: Vault, clock: Clock) -> None:
    old = vault.new_recovery_shares()
    new = vault.new_recovery_shares()
    vault.lock()
    for secret in (new[0], f"{old[0]} {old[1]}"):
        with pytest.raises(WrongPassphrase):
            Vault.open(vault.folder, secret, clock=clock)
    with pytest.raises(WrongPassphrase):
        Vault.open(vault.folder, f"{new[0]} {old[1]}", clock=clock)


def test_the_code_can_be_given_up_for_shares(vault: Vault, clock: Clock) -> None:
    code = vault.new_recovery_code()
    first, second, _third = vault.new_recovery_shares(keep_code=False)
    assert vault.recoveries == {RECOVERY_SHARES}
    vault.lock()
    with pytest.raises(WrongPassphrase):
        Vault.open(vault.folder, code, clock=clock)
    Vault.open(vault.folder, f"{first} {second}", clock=clock).lock()


def test_a_new_code_leaves_the_shares(vault: Vault, clock: Clock) -> None:
    first, second, _third = vault.new_recovery_shares()
    code = vault.new_recovery_code()
    vault.lock()
    for secret in (code, f"{first} {second}"):
        Vault.open(vault.folder, secret, clock=clock).lock()


def test_who_does_not_hold_everything_makes_none(
    vault: Vault, clock: Clock, fast: KdfParams, passphrase: str
) -> None:
    vault.add_user("Adam", "a", ["administrator"], {CONTROL}, kdf=fast)
    vault.lock()
    admin = Vault.open(vault.folder, "a", clock=clock)
    with pytest.raises(KeyNotHeld):
        admin.new_recovery_code()
    with pytest.raises(KeyNotHeld):
        admin.new_recovery_shares()
    assert admin.recoveries == {RECOVERY_CODE}
    admin.lock()


def test_a_forgotten_passphrase(vault: Vault, clock: Clock, fast: KdfParams) -> None:
    code, user = vault.new_recovery_code(), vault.user
    vault.lock()
    again = Vault.open(vault.folder, code, clock=clock)
    assert again.opens_with(code)
    again.change_passphrase("remembered", kdf=fast)
    again.lock()
    after = Vault.open(vault.folder, "remembered", clock=clock)
    assert after.user == user
    after.lock()
    Vault.open(vault.folder, code, clock=clock).lock()


def test_with_several_users_one_is_named(vault: Vault, clock: Clock, fast: KdfParams) -> None:
    anna = vault.add_user("Anna", "old", ["officer"], ALL, kdf=fast)
    code = vault.new_recovery_code()
    vault.lock()
    again = Vault.open(vault.folder, code, clock=clock)
    with pytest.raises(BadInput, match="several"):
        again.change_passphrase("new", kdf=fast)
    assert again.readmit_user(anna.id, "new", kdf=fast).held == ALL
    again.lock()
    with pytest.raises(WrongPassphrase):
        Vault.open(vault.folder, "old", clock=clock)
    Vault.open(vault.folder, "new", clock=clock).lock()


def test_a_code_of_another_vault_or_a_share_as_code(
    vault: Vault, clock: Clock, passphrase: str
) -> None:
    code = recovery.parse(vault.new_recovery_code())
    assert code is not None
    vault.lock()
    share = recovery.render_share(1, code)
    for secret in (recovery.make()[0], share, f"{share} {recovery.render_share(2, code)}"):
        with pytest.raises(WrongPassphrase):
            Vault.open(vault.folder, secret, clock=clock)
    Vault.open(vault.folder, passphrase, clock=clock).lock()
