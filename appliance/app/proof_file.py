"""The signed file of an offline proof, and checking it without a vault.

The file is one JSON object: `format`, `proof`, `vault`, `key` and `signature`. The Ed25519
signature is over a context line and the canonical form of the object without `signature`: keys
sorted, no spaces, UTF-8, integers only. See docs/formats/offline-proof.md.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from appliance.errors import ProofInvalid
from appliance.files import read_limited

if TYPE_CHECKING:
    from pathlib import Path

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from appliance.app.proof_facts import Proof

FORMAT = 1
LIMIT_BYTES = 16 * 1024 * 1024
_CONTEXT = b"cofferdam offline proof 1\n"
_FIELDS = {"format": int, "proof": dict, "vault": str, "key": str, "signature": str}


@dataclass(frozen=True)
class CheckedProof:
    """A proof whose signature is genuine.

    Attributes:
        key: the 32 bytes of the signing appliance's key in hexadecimal.
        fingerprint: SHA-256 of the key in groups of four, for reading aloud.
        vault: the vault's public identifier.
        proof: what it states, as in `proof_facts.Proof`.
    """

    key: str
    fingerprint: str
    vault: str
    proof: dict[str, Any]


def signed(proof: Proof, key: Ed25519PrivateKey, vault_id: str) -> bytes:
    """The file's bytes."""
    public = key.public_key().public_bytes_raw()
    content: dict[str, Any] = {
        "format": FORMAT,
        "proof": msgspec.to_builtins(proof),
        "vault": vault_id,
        "key": public.hex(),
    }
    content["signature"] = key.sign(_CONTEXT + _canonical(content)).hex()
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"


def check(path: Path, *, expected_key: str = "") -> CheckedProof:
    """Read a proof and check its signature.

    Args:
        path: the file.
        expected_key: the appliance's key in hexadecimal, from another place than the file; without
            it the result says who signed, and whether that is the right one is for a person.

    Raises: ProofInvalid: it is damaged, changed, of another format, or signed by another key;
        FileUnreadable.
    """
    content = _parsed(path)
    signature = content.pop("signature")
    public = _bytes(path, content["key"], 32)
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(
            _bytes(path, signature, 64), _CONTEXT + _canonical(content)
        )
    except (InvalidSignature, ValueError) as error:
        raise ProofInvalid(name=path.name, why="it was changed after it was signed") from error
    if expected_key and expected_key.lower().replace(" ", "") != public.hex():
        raise ProofInvalid(name=path.name, why="another appliance signed it")
    return CheckedProof(public.hex(), fingerprint(public), content["vault"], content["proof"])


def fingerprint(public: bytes) -> str:
    """SHA-256 of a public key, the first 32 digits in groups of four."""
    digest = hashlib.sha256(public).hexdigest()[:32]
    return " ".join(digest[place : place + 4] for place in range(0, 32, 4))


def _parsed(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(
            read_limited(path, LIMIT_BYTES),
            object_pairs_hook=_without_repeats,
            parse_float=_no_number,
            parse_constant=_no_number,
        )
    except (ValueError, RecursionError) as error:
        raise ProofInvalid(name=path.name, why="it is not a proof's JSON") from error
    if not isinstance(content, dict) or set(content) != set(_FIELDS):
        raise ProofInvalid(name=path.name, why="its fields are not those of a proof")
    if content["format"] != FORMAT or isinstance(content["format"], bool):
        raise ProofInvalid(name=path.name, why="it is of a format that this release does not know")
    if any(not isinstance(content[name], kind) for name, kind in _FIELDS.items()):
        raise ProofInvalid(name=path.name, why="its fields are not those of a proof")
    return content


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name is there twice")
    return found


def _no_number(text: str) -> None:
    raise ValueError(f"{text} has no canonical form")


def _bytes(path: Path, text: str, size_bytes: int) -> bytes:
    try:
        found = bytes.fromhex(text)
    except ValueError:
        found = b""
    if len(found) != size_bytes or found.hex() != text:
        raise ProofInvalid(name=path.name, why="its key or signature is not one")
    return found


def _canonical(content: dict[str, Any]) -> bytes:
    try:
        return json.dumps(
            content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
        ).encode()
    except UnicodeEncodeError as error:  # half a pair of surrogates
        raise ValueError("text that is not UTF-8") from error
