"""The note beside a checklist's file (`NAME.toml.sig`): who signed exactly these bytes. Pure.

One JSON object; the Ed25519 signature is over its canonical form without `signature` (keys sorted,
no spaces, UTF-8) for the purpose “checklist”, so that it is worthless for anything else. Whom to
trust is not decided here: the keys of the vault's own root say it (docs/formats/trust.md).
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Annotated

import msgspec
from msgspec import Meta

from appliance.crypto import signing
from appliance.errors import ChecklistInvalid, KeyRevoked
from appliance.packs import trust_rules
from appliance.review.checklists.reading import digest, refused
from appliance.review.checklists.records import Problem, Signed

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from appliance.packs.trust_records import TrustState

FORMAT = 1
SUFFIX = ".sig"
LIMIT_BYTES = 8 * 1024
PURPOSE = "checklist"
_AT = re.compile(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?(Z|\+00:00)")


class Note(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is signed, and by whom; `signer` is what the signer calls itself."""

    format: int
    name: Annotated[str, Meta(max_length=60)]
    version: Annotated[str, Meta(max_length=30)]
    sha256: Annotated[str, Meta(pattern="^[0-9a-f]{64}\\Z")]
    signer: Annotated[str, Meta(min_length=1, max_length=200)]
    at: Annotated[str, Meta(max_length=40)]
    key: Annotated[str, Meta(pattern="^[0-9a-f]{64}\\Z")]
    signature: Annotated[str, Meta(pattern="^[0-9a-f]{128}\\Z")]


def sign(
    content: bytes, name: str, version: str, *, key: Ed25519PrivateKey, signer: str, at: str
) -> bytes:
    """The note for a checklist's file; `at` is ISO 8601 in UTC."""
    public = key.public_key().public_bytes_raw().hex()
    facts = {
        "format": FORMAT, "name": name, "version": version, "sha256": digest(content),
        "signer": signer, "at": at, "key": public,
    }  # fmt: skip
    facts["signature"] = signing.sign(key, PURPOSE, _canonical(facts)).hex()
    return json.dumps(facts, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"


def check(content: bytes, raw: bytes, *, state: TrustState, own: bytes) -> Signed:
    """Who signed a file; trusted if the key is one of the root's for packs, or the vault's own.

    Raises: ChecklistInvalid: the note is none, or not of exactly this file; KeyRevoked.
    """
    note = parse(raw)
    facts = msgspec.to_builtins(note)
    signature = bytes.fromhex(facts.pop("signature"))
    public = bytes.fromhex(note.key)
    if not signing.is_signed(public, PURPOSE, _canonical(facts), signature):
        raise _refused("the signature beside it was changed after it was made")
    if note.sha256 != digest(content):
        raise _refused("it is not the file that was signed: its content was changed")
    return signed(note, state=state, own=own)


def signed(note: Note, *, state: TrustState, own: bytes) -> Signed:
    """What the vault thinks of a note whose signature is genuine. Raises: KeyRevoked."""
    public = bytes.fromhex(note.key)
    key = signing.key_id(public)
    if key in state.revoked_keys:
        raise KeyRevoked(name=note.name, why=trust_rules.key_reason(state, [key]))
    root = state.root
    holders = {one.id: one.holder for one in root.keys} if root else {}
    listed = root is not None and root.public_keys("packs").get(key) == public
    name = holders[key] if listed else note.signer
    return Signed(key, name, note.at, trusted=listed or public == own, public=note.key)


def parse(raw: bytes) -> Note:
    """A note's parts, not yet proved. Raises: ChecklistInvalid."""
    try:
        if len(raw) > LIMIT_BYTES:
            raise ValueError("too large")
        text = raw.decode("utf-8")
        if json.loads(text, object_pairs_hook=_without_repeats) is None:
            raise ValueError("empty")
        note = msgspec.json.decode(raw, type=Note)
    except (ValueError, RecursionError) as error:  # msgspec's errors are ValueErrors
        raise _refused("the file with its signature is not one") from error
    if note.format != FORMAT:
        raise _refused("its signature is of a format that this release does not know")
    if not _AT.fullmatch(note.at) or not note.signer.isprintable():
        raise _refused("the file with its signature is not one")
    return note


def _refused(why: str) -> ChecklistInvalid:
    return refused("", (Problem("the signature", why),))


def _without_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name is there twice")
    return found


def _canonical(facts: dict[str, object]) -> bytes:
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
