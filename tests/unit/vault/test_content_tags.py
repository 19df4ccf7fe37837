"""Tags in the audit chain: who may not read content cannot try what they stand for."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

import pytest

from appliance.audit.log import TAG_CHARACTERS, AuditLog
from appliance.crypto.kdf import hkdf
from appliance.errors import KeyNotHeld
from appliance.vault.domains import CONTENT, CONTROL
from appliance.vault.keyring import CONTENT_TAGS
from appliance.vault.store import Vault

if TYPE_CHECKING:
    from appliance.clock import Clock
    from appliance.crypto.kdf import KdfParams

LABELS = (
    b"cofferdam audit tags 1",
    b"cofferdam audit tags 2",
    b"cofferdam audit tags without content 2",
)
QUESTION = "Is Mr Smith behind with his loan?"


def test_no_key_of_the_register_makes_a_tag_of_content(
    vault: Vault, clock: Clock, fast: KdfParams, passphrase: str
) -> None:
    log = AuditLog(vault, clock)
    tag = log.tag(QUESTION)
    tried = {
        hmac.digest(hkdf(log.key(), label), QUESTION.encode(), "sha256").hex()[:TAG_CHARACTERS]
        for label in LABELS
    }
    assert tag not in tried
    vault.add_user("Ada", "a", ["auditor"], {CONTROL}, kdf=fast)
    vault.lock()
    auditor = Vault.open(vault.folder, "a", clock=clock, user="Ada")
    assert AuditLog(auditor, clock).tag(QUESTION) != tag
    assert AuditLog(auditor, clock).tag(QUESTION) in tried
    with pytest.raises(KeyNotHeld):
        auditor.subkey(CONTENT_TAGS, CONTENT)
    auditor.lock()


def test_tags_stay_the_same_when_keys_are_changed(
    vault: Vault, clock: Clock, fast: KdfParams, passphrase: str
) -> None:
    vault.add_user("Olga", "o", ["officer"], {CONTROL, CONTENT}, kdf=fast)
    tag = AuditLog(vault, clock).tag(QUESTION)
    vault.rotate()
    assert AuditLog(vault, clock).tag(QUESTION) == tag
    vault.lock()
    olga = Vault.open(vault.folder, "o", clock=clock, user="Olga")
    assert AuditLog(olga, clock).tag(QUESTION) == tag
    olga.lock()
