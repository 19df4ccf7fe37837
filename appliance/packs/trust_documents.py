"""The one form of a trust document: reading it strictly, signing it, counting its signatures."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Literal

import msgspec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from appliance.crypto import signing
from appliance.errors import TrustFileInvalid, TrustSignaturesShort
from appliance.packs.showable import shown, texts
from appliance.packs.trust_records import (
    ROLES,
    PublisherKey,
    Revocation,
    Root,
    Signature,
    SignedDocument,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from appliance.packs.trust_records import Role

FORMAT = 1
# 4,096 entries in each of the three lists of a revocation, with reasons of ordinary length.
MAX_BYTES = 4 * 1024 * 1024
MAX_DOCUMENTS = 64
# 160 bits: short enough to be read out, far beyond finding another document with the same.
_FINGERPRINT_DIGITS = 40
_GROUP_DIGITS = 4

Type = Literal["root", "revocation"]


def publisher_key(public: bytes, holder: str) -> PublisherKey:
    """A key as a root lists it."""
    return PublisherKey(signing.key_id(public), public.hex(), holder)


def moment(when: datetime) -> str:
    """UTC to the second, as documents write it."""
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def parse_moment(text: str) -> datetime:
    """A time of ours, with its zone. Raises: ValueError."""
    when = datetime.fromisoformat(text)
    return when if when.tzinfo else when.replace(tzinfo=UTC)


def type_of(signed: Root | Revocation) -> Type:
    """The document's own word for what it is."""
    return "root" if isinstance(signed, Root) else "revocation"


def name_of(signed: Root | Revocation) -> str:
    """What errors call a document."""
    return f"{type_of(signed)} {signed.version} of {signed.publisher}"


def signed_bytes(signed: Root | Revocation) -> bytes:
    """What a signature covers: the canonical form without the signatures."""
    return msgspec.json.encode(signed, order="sorted")


def fingerprint(signed: Root | Revocation) -> str:
    """160 bits of the SHA-256 of what is signed, as ten groups of four hexadecimal digits."""
    digits = sha256(signed_bytes(signed)).hexdigest()[:_FINGERPRINT_DIGITS]
    starts = range(0, _FINGERPRINT_DIGITS, _GROUP_DIGITS)
    return " ".join(digits[start : start + _GROUP_DIGITS] for start in starts)


def same_fingerprint(typed: str, signed: Root | Revocation) -> bool:
    """Compare what a person typed; spaces, signs between groups and capitals do not matter."""
    plain = "".join(c for c in typed.lower() if c not in " \t-:.\u00a0\u2013")
    return plain == fingerprint(signed).replace(" ", "")


def encode(document: SignedDocument) -> bytes:
    """The one encoding: JSON, keys sorted, no spaces, one line end."""
    return msgspec.json.encode(document, order="sorted") + b"\n"


def parse(raw: bytes, *, name: str) -> SignedDocument:
    """A document from its bytes; `name` is what errors call it. Signatures are not checked here.

    Raises: TrustFileInvalid: not in its one form, unknown field, value out of range.
    """
    if len(raw) > MAX_BYTES:
        raise TrustFileInvalid(name=name, why="it is longer than 4 MiB")
    try:
        document = msgspec.json.decode(raw, type=SignedDocument, strict=True)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise TrustFileInvalid(str(error), name=name, why="it is not a trust document") from error
    if encode(document) != raw:
        raise TrustFileInvalid("not canonical", name=name, why="it is not in its one form")
    for complaint in _complaints(document):
        raise TrustFileInvalid(name=name, why=complaint)
    return document


def parse_bundle(raw: bytes, *, name: str) -> tuple[SignedDocument, ...]:
    """One or more documents in a file, one a line, such as a chain of roots and a list.

    Raises: TrustFileInvalid.
    """
    lines = raw.split(b"\n")
    if lines.pop() != b"" or not 1 <= len(lines) <= MAX_DOCUMENTS:
        why = f"it is not 1 to {MAX_DOCUMENTS} lines with a document each"
        raise TrustFileInvalid(name=name, why=why)
    return tuple(parse(line + b"\n", name=name) for line in lines)


def check(signed: Root | Revocation, *, name: str) -> None:
    """Everything about a new document but its signatures. Raises: TrustFileInvalid."""
    parse(encode(SignedDocument((), signed)), name=name)


def sign(document: SignedDocument, keys: Iterable[Ed25519PrivateKey]) -> SignedDocument:
    """The document with a signature of each key added; a key's earlier one is replaced."""
    purpose, body = _purpose(document.signed), signed_bytes(document.signed)
    fresh = [
        Signature(
            signing.key_id(key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)),
            signing.sign(key, purpose, body).hex(),
        )
        for key in keys
    ]
    replaced = {one.key for one in fresh}
    kept = [one for one in document.signatures if one.key not in replaced]
    ordered = sorted([*kept, *fresh], key=lambda one: one.key)
    return SignedDocument(tuple(ordered), document.signed)


def valid_signers(document: SignedDocument, keys: Mapping[str, bytes]) -> frozenset[str]:
    """Ids of those of `keys` that signed this document; each counts once."""
    purpose, body = _purpose(document.signed), signed_bytes(document.signed)
    return frozenset(
        one.key
        for one in document.signatures
        if one.key in keys
        and signing.is_signed(keys[one.key], purpose, body, bytes.fromhex(one.signature))
    )


def demand(
    document: SignedDocument, root: Root, role: Role, *, revoked: frozenset[str] = frozenset()
) -> None:
    """Enough different keys of `role` in `root` signed it. Raises: TrustSignaturesShort."""
    keys = {one: public for one, public in root.public_keys(role).items() if one not in revoked}
    found = len(valid_signers(document, keys))
    needed = root.role(role).threshold
    if found < needed:
        raise TrustSignaturesShort(
            name=name_of(document.signed),
            found=found,
            needed=needed,
            role=f"role {role}, root {root.version}",
        )


def _purpose(signed: Root | Revocation) -> str:
    return f"trust {type_of(signed)}"


def _complaints(document: SignedDocument) -> Iterator[str]:
    signed = document.signed
    signers = [one.key for one in document.signatures]
    if signers != sorted(set(signers)):
        yield "its signatures are not in order, or a key signs twice"
    if signed.format != FORMAT:
        yield f"its format is {signed.format}, and this release reads {FORMAT}"
    try:
        lasts = parse_moment(signed.created) < parse_moment(signed.expires)
    except ValueError:
        yield "one of its dates does not exist"
        return
    if not lasts:
        yield "it ends before it begins"
    for place, text in texts(msgspec.to_builtins(signed)):
        if shown(text) != text:
            yield f"its {place} has control or invisible characters"
    yield from _root_complaints(signed) if isinstance(signed, Root) else _list_complaints(signed)


def _root_complaints(root: Root) -> Iterator[str]:
    ids = [key.id for key in root.keys]
    if ids != sorted(set(ids)):
        yield "its keys are not in order, or one is there twice"
    for key in root.keys:
        if key.id != signing.key_id(bytes.fromhex(key.public)):
            yield f"the key {key.id} has another name than it should"
    used: set[str] = set()
    for role in ROLES:
        chosen = root.role(role)
        used |= set(chosen.keys)
        if list(chosen.keys) != sorted(set(chosen.keys)):
            yield f"the keys of role {role} are not in order, or one is there twice"
        if not set(chosen.keys) <= set(ids):
            yield f"role {role} names a key that is not listed"
        if chosen.threshold > len(chosen.keys):
            yield f"role {role} needs more signatures than it has keys"
    if used != set(ids):
        yield "a key has no role"


def _list_complaints(revocation: Revocation) -> Iterator[str]:
    for what, names in (
        ("keys", [one.id for one in revocation.keys]),
        ("packs", [one.id for one in revocation.packs]),
        ("models", [one.digest for one in revocation.models]),
    ):
        if names != sorted(set(names)):
            yield f"its {what} are not in order, or one is there twice"
