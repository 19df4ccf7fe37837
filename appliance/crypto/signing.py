"""Ed25519 signatures with a label for their purpose, and the short name of a public key."""

from __future__ import annotations

from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

PUBLIC_BYTES = 32
SIGNATURE_BYTES = 64
KEY_ID_BYTES = 16
_LABEL = b"cofferdam signature 1\x00"


def key_id(public: bytes) -> str:
    """The first 16 bytes of the SHA-256 of a raw public key, as lower-case hex."""
    return sha256(public).digest()[:KEY_ID_BYTES].hex()


def message(purpose: str, digest: bytes) -> bytes:
    """What is signed: the label, the purpose, NUL, and the SHA-256 of the content.

    A signature for one purpose is therefore worthless for any other.
    """
    return _LABEL + purpose.encode("ascii") + b"\x00" + digest


def sign(private: Ed25519PrivateKey, purpose: str, content: bytes) -> bytes:
    """64 bytes: a signature over the SHA-256 of `content` for `purpose`."""
    return private.sign(message(purpose, sha256(content).digest()))


def is_signed(public: bytes, purpose: str, content: bytes, signature: bytes) -> bool:
    """True if the key's owner signed exactly this content for this purpose."""
    return is_signed_digest(public, purpose, sha256(content).digest(), signature)


def is_signed_digest(public: bytes, purpose: str, digest: bytes, signature: bytes) -> bool:
    """The same for content of which only the SHA-256 is at hand; False for a malformed key."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message(purpose, digest))
    except (InvalidSignature, ValueError):
        return False
    return True
