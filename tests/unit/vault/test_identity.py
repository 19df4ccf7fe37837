"""The appliance's own pairs: made once, the same afterwards, and only where they belong."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from appliance.errors import KeyNotHeld, VaultDamaged, VaultLocked
from appliance.vault.domains import CONTROL
from appliance.vault.store import Vault

if TYPE_CHECKING:
    from appliance.clock import Clock
    from appliance.crypto.kdf import KdfParams


def test_the_pairs_belong_together(vault: Vault) -> None:
    identity = vault.identity
    signing, recipient = identity.signing_key(), identity.recipient_key()
    assert signing.public_key().public_bytes_raw() == identity.signing_public()
    assert recipient.public_key().public_bytes_raw() == identity.recipient_public()
    assert len({identity.signing_public(), identity.recipient_public()}) == 2


def test_they_stay_the_same(vault: Vault, clock: Clock, passphrase: str) -> None:
    before = vault.identity.signing_public(), vault.identity.recipient_public()
    vault.lock()
    again = Vault.open(vault.folder, passphrase, clock=clock)
    assert (again.identity.signing_public(), again.identity.recipient_public()) == before
    again.lock()


def test_threads_agree(vault: Vault) -> None:
    seen: list[bytes] = []
    threads = [
        threading.Thread(target=lambda: seen.append(vault.identity.signing_public()))
        for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 6
    assert len(set(seen)) == 1


def test_a_key_in_another_row_is_refused(vault: Vault) -> None:
    vault.identity.signing_key()
    vault.identity.recipient_key()
    with vault.transaction() as connection:
        connection.execute(
            "UPDATE identity SET wrapped = (SELECT wrapped FROM identity WHERE kind = 'signing') "
            "WHERE kind = 'recipient'"
        )
    with pytest.raises(VaultDamaged, match="own keys"):
        vault.identity.recipient_key()


def test_a_public_half_that_was_exchanged_is_refused(vault: Vault) -> None:
    vault.identity.signing_key()
    vault.identity.recipient_key()
    with vault.transaction() as connection:
        connection.execute("UPDATE identity SET public = ? WHERE public != x''", (bytes(32),))
    for use in (vault.identity.recipient_public, vault.identity.signing_public):
        with pytest.raises(VaultDamaged, match="own keys"):
            use()


def test_only_who_holds_the_models_opens_packs(
    vault: Vault, clock: Clock, fast: KdfParams, passphrase: str
) -> None:
    vault.add_user("Adam", "a", ["administrator"], {CONTROL}, kdf=fast)
    vault.lock()
    admin = Vault.open(vault.folder, "a", clock=clock, user="Adam")
    with pytest.raises(KeyNotHeld):  # none yet, and not theirs to make
        admin.identity.recipient_public()
    admin.identity.signing_key()
    admin.lock()
    owner = Vault.open(vault.folder, passphrase, clock=clock, user="owner")
    public = owner.identity.recipient_public()
    owner.rotate()
    assert owner.identity.recipient_key().public_key().public_bytes_raw() == public
    owner.lock()
    admin = Vault.open(vault.folder, "a", clock=clock, user="Adam")
    assert admin.identity.recipient_public() == public
    with pytest.raises(KeyNotHeld):
        admin.identity.recipient_key()
    admin.lock()


def test_locked(vault: Vault) -> None:
    identity = vault.identity
    identity.signing_key()
    vault.lock()
    for use in (identity.signing_key, identity.signing_public, identity.recipient_key):
        with pytest.raises(VaultLocked):
            use()
