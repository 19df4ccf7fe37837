"""Who signed a file: exactly these bytes, for this purpose, by whom the root lists."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from appliance.crypto import signing as signatures
from appliance.errors import ChecklistInvalid, KeyRevoked
from appliance.packs.trust_records import TrustState
from appliance.review.checklists import signing
from tests.unit.packs.publishing import Office, identifier, public
from tests.unit.review.checklists.made import toml

if TYPE_CHECKING:
    from collections.abc import Callable

AT = "2026-01-02T12:00:00.000+00:00"
CONTENT = toml()
NOBODY = TrustState()


@pytest.fixture
def key() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.generate()


def note(key: Ed25519PrivateKey, content: bytes = CONTENT, *, signer: str = "branch-12") -> bytes:
    return signing.sign(content, "branch-list", "1.0", key=key, signer=signer, at=AT)


def test_its_signer_is_named_and_trusted_only_as_the_own_vault(key: Ed25519PrivateKey) -> None:
    signed = signing.check(CONTENT, note(key), state=NOBODY, own=public(key))
    assert (signed.key, signed.name, signed.at) == (identifier(key), "branch-12", AT)
    assert signed.trusted
    assert signed.public == public(key).hex()
    assert not signing.check(CONTENT, note(key), state=NOBODY, own=b"other").trusted


def test_a_key_of_the_root_for_packs_is_trusted_under_the_name_that_the_root_gives() -> None:
    office = Office()
    state = TrustState(office.root())
    made = note(office.keys["p2"], signer="somebody else")
    signed = signing.check(CONTENT, made, state=state, own=b"")
    assert (signed.name, signed.trusted) == ("p2", True)
    for other in ("r1", "v1", "x"):  # keys for roots and lists sign no content
        assert not signing.check(CONTENT, note(office.keys[other]), state=state, own=b"").trusted


def test_a_revoked_key_is_refused_with_the_reason_also_if_it_was_listed() -> None:
    office = Office()
    state = TrustState(office.root(), office.list(keys="p2"))
    with pytest.raises(KeyRevoked, match="stolen"):
        signing.check(CONTENT, note(office.keys["p2"]), state=state, own=b"")
    assert signing.check(CONTENT, note(office.keys["p1"]), state=state, own=b"").trusted


def test_another_content_is_refused(key: Ed25519PrivateKey) -> None:
    with pytest.raises(ChecklistInvalid, match="its content was changed"):
        signing.check(CONTENT + b"\n", note(key), state=NOBODY, own=b"")


@pytest.mark.parametrize(
    "change",
    [
        lambda facts: facts | {"signer": "head office"},
        lambda facts: facts | {"at": "2020-01-02T12:00:00.000+00:00"},
        lambda facts: facts | {"version": "2.0"},
        lambda facts: facts | {"name": "loan-file"},
        lambda facts: facts | {"sha256": "0" * 64},
        lambda facts: facts | {"key": public(Ed25519PrivateKey.generate()).hex()},
        lambda facts: facts | {"signature": "0" * 128},
    ],
)
def test_any_changed_field_breaks_the_signature(
    key: Ed25519PrivateKey, change: Callable[[dict[str, str]], dict[str, str]]
) -> None:
    raw = json.dumps(change(json.loads(note(key)))).encode()
    with pytest.raises(ChecklistInvalid, match="changed after it was made"):
        signing.check(CONTENT, raw, state=NOBODY, own=b"")


def test_a_signature_for_another_purpose_is_worthless(key: Ed25519PrivateKey) -> None:
    facts = json.loads(note(key))
    del facts["signature"]
    canonical = json.dumps(facts, sort_keys=True, separators=(",", ":")).encode()
    facts["signature"] = signatures.sign(key, "pack", canonical).hex()
    with pytest.raises(ChecklistInvalid, match="changed after it was made"):
        signing.check(CONTENT, json.dumps(facts).encode(), state=NOBODY, own=b"")
    facts["signature"] = signatures.sign(key, "checklist", canonical).hex()
    assert signing.check(CONTENT, json.dumps(facts).encode(), state=NOBODY, own=b"").name


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"null",
        b"\xff",
        b"[]",
        b"{}",
        b"[" * 5000,
        b" " * (signing.LIMIT_BYTES + 1),
        b'{"format": 1, "format": 1}',
    ],
)
def test_what_is_no_note(raw: bytes) -> None:
    with pytest.raises(ChecklistInvalid, match="is not one"):
        signing.parse(raw)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("format", 2, "does not know"),
        ("signer", "a\u202eb", "is not one"),
        ("signer", "", "is not one"),
        ("signer", "x" * 201, "is not one"),
        ("at", "yesterday", "is not one"),
        ("key", "ab", "is not one"),
        ("more", 1, "is not one"),
    ],
)
def test_fields_of_a_note(key: Ed25519PrivateKey, field: str, value: object, said: str) -> None:
    raw = json.dumps(json.loads(note(key)) | {field: value}).encode()
    with pytest.raises(ChecklistInvalid, match=said):
        signing.parse(raw)


def test_a_name_that_stands_twice_is_refused(key: Ed25519PrivateKey) -> None:
    raw = note(key).replace(b'"format": 1', b'"format": 1,\n "format": 1')
    with pytest.raises(ChecklistInvalid, match="is not one"):
        signing.parse(raw)
