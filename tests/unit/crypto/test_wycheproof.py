"""Project Wycheproof's vectors, through the functions that the program itself calls."""

from __future__ import annotations

import hmac
import json
import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from appliance.crypto.kdf import KdfParams, argon2id, hkdf
from appliance.crypto.wrapping import WrapBroken, unwrap, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator

VECTORS = Path(__file__).parents[2] / "vectors" / "wycheproof"


def vectors(name: str) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Every test of a file with its group, hexadecimal fields as they are."""
    content = json.loads((VECTORS / f"{name}.json").read_text("ascii"))
    found = [(group, test) for group in content["testGroups"] for test in group["tests"]]
    assert len(found) == content["numberOfTests"] > 50
    yield from found


def hexed(test: dict[str, Any], *names: str) -> tuple[bytes, ...]:
    return tuple(bytes.fromhex(test[name]) for name in names)


def test_sealing_with_aes_gcm(monkeypatch: pytest.MonkeyPatch) -> None:
    refused = 0
    for _, test in vectors("aes_gcm"):
        key, nonce, bound, clear, sealed, tag = hexed(test, "key", "iv", "aad", "msg", "ct", "tag")
        whole = nonce + sealed + tag
        if test["result"] == "valid":
            assert unwrap(key, whole, binding=bound) == clear, test["tcId"]
            monkeypatch.setattr(os, "urandom", partial(_given, nonce))
            assert wrap(key, clear, binding=bound) == whole, test["tcId"]
            monkeypatch.undo()
        else:
            refused += 1
            with pytest.raises(WrapBroken):
                unwrap(key, whole, binding=bound)
    assert refused == 27


def _given(nonce: bytes, length: int) -> bytes:
    assert len(nonce) == length
    return nonce


def test_sub_keys_with_hkdf() -> None:
    refused = 0
    for _, test in vectors("hkdf_sha256"):
        key, salt, info = hexed(test, "ikm", "salt", "info")
        make = partial(hkdf, key, info, salt=salt, length=test["size"])
        if test["result"] == "valid":
            assert make() == bytes.fromhex(test["okm"]), test["tcId"]
        else:
            refused += 1
            with pytest.raises(ValueError, match="larger than"):
                make()
    assert refused == 3


def test_codes_with_hmac() -> None:
    results = set()
    for _, test in vectors("hmac_sha256"):
        key, message, tag = hexed(test, "key", "msg", "tag")
        same = hmac.compare_digest(hmac.digest(key, message, "sha256"), tag)
        assert same == (test["result"] == "valid"), test["tcId"]
        results.add(same)
    assert results == {True, False}


def test_signatures_with_ed25519() -> None:
    refused = 0
    for group, test in vectors("ed25519"):
        message, signature = hexed(test, "msg", "sig")
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(group["publicKey"]["pk"]))
        if test["result"] == "valid":
            public.verify(signature, message)
        else:
            refused += 1
            with pytest.raises(InvalidSignature):
                public.verify(signature, message)
    assert refused == 63


def test_agreement_with_x25519() -> None:
    """Twisted and low-order points too; the all-zero result, which proves nothing, is refused."""
    refused = 0
    for _, test in vectors("x25519"):
        public, private, shared = hexed(test, "public", "private", "shared")
        secret = X25519PrivateKey.from_private_bytes(private)
        if shared == bytes(32):
            refused += 1
            with pytest.raises(ValueError, match="shared key"):
                secret.exchange(X25519PublicKey.from_public_bytes(public))
        else:
            made = secret.exchange(X25519PublicKey.from_public_bytes(public))
            assert made == shared, test["tcId"]
    assert refused > 10


def test_the_vector_of_rfc_9106() -> None:
    """Section 5.3. It uses a secret and associated data, which the program's own function lacks."""
    slow = Argon2id(
        salt=bytes([2] * 16),
        length=32,
        iterations=3,
        lanes=4,
        memory_cost=32,
        ad=bytes([4] * 12),
        secret=bytes([3] * 8),
    )
    made = slow.derive(bytes([1] * 32))
    assert made.hex() == "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"


@pytest.mark.parametrize(
    ("passphrase", "salt", "cost", "expected"),
    [
        (
            b"password",
            b"somesalt",
            KdfParams(65536, 1, 1),
            "f6a5adc1ba723dddef9b5ac1d464e180fcd9dffc9d1cbf76cca2fed795d9ca98",
        ),
        (
            b"password",
            b"somesalt",
            KdfParams(65536, 4, 1),
            "9025d48e68ef7395cca9079da4c4ec3affb3c8911fe4f86d1a2520856f63172c",
        ),
        (
            b"differentpassword",
            b"somesalt",
            KdfParams(65536, 2, 1),
            "0b84d652cf6b0c4beaef0dfe278ba6a80df6696281d7e0d2891b817d8c458fde",
        ),
        (
            b"password",
            b"diffsalt",
            KdfParams(65536, 2, 1),
            "bdf32b05ccc42eb15d58fd19b1f856b113da1e9a5874fdcc544308565aa8141c",
        ),
        (
            b"password",
            b"somesalt",
            KdfParams(262144, 2, 1),
            "78fe1ec91fb3aa5657d72e710854e4c3d9b9198c742f9616c2f085bed95b2e8c",
        ),
    ],
)
def test_slow_derivation_as_the_reference_implementation(
    passphrase: bytes, salt: bytes, cost: KdfParams, expected: str
) -> None:
    """Values of the reference implementation's own tests (P-H-C/phc-winner-argon2, src/test.c)."""
    assert argon2id(passphrase, salt, cost).hex() == expected
