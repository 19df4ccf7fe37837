from __future__ import annotations

from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from appliance.crypto.signing import is_signed, is_signed_digest, key_id, message, sign

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw()


def test_a_signature_holds_for_its_content_and_purpose_only() -> None:
    signature = sign(KEY, "pack", b"content")
    assert is_signed(PUBLIC, "pack", b"content", signature)
    assert is_signed_digest(PUBLIC, "pack", sha256(b"content").digest(), signature)
    assert not is_signed(PUBLIC, "root", b"content", signature)
    assert not is_signed(PUBLIC, "pack", b"contents", signature)
    other = Ed25519PrivateKey.generate().public_key().public_bytes_raw()
    assert not is_signed(other, "pack", b"content", signature)


def test_malformed_keys_and_signatures_are_no_signature() -> None:
    signature = sign(KEY, "pack", b"content")
    for public in (b"", PUBLIC[:31], PUBLIC + b"\x00"):
        assert not is_signed(public, "pack", b"content", signature)
    for wrong in (b"", signature[:63], signature + b"\x00", bytes(64)):
        assert not is_signed(PUBLIC, "pack", b"content", wrong)


def test_what_is_signed_and_how_keys_are_called() -> None:
    digest = sha256(b"content").digest()
    assert message("pack", digest) == b"cofferdam signature 1\x00pack\x00" + digest
    assert key_id(PUBLIC) == sha256(PUBLIC).hexdigest()[:32]
