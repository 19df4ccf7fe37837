"""The bytes of a pack before its payload: one legal encoding, read without keys or a file.

Every count and length is bounded before anything is taken for it, and the size of the whole file
follows from the head, so that a cut or longer one is refused before its payload is read.
"""

from __future__ import annotations

import hmac
import struct
from hashlib import sha256
from typing import TYPE_CHECKING

from appliance.crypto import container
from appliance.crypto.kdf import KEY_BYTES, SALT_BYTES, KdfParams, KdfRefused, hkdf
from appliance.crypto.sealed_box import OVERHEAD_BYTES as BOX_BYTES
from appliance.crypto.signing import KEY_ID_BYTES, SIGNATURE_BYTES
from appliance.crypto.wrapping import OVERHEAD_BYTES as WRAP_BYTES
from appliance.errors import (
    NotAPack,
    PackCountRefused,
    PackCut,
    PackDuplicate,
    PackFieldUnknown,
    PackInvalid,
    PackKdfRefused,
    PackOrderWrong,
    PackSizeRefused,
    PackTooNew,
    PackTrailing,
    SignatureTwice,
)
from appliance.packs import pack_manifest
from appliance.packs.pack_records import (
    ApplianceRecipient,
    PackInfo,
    PassphraseRecipient,
    Recipient,
    Signature,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from cryptography.utils import Buffer

    from appliance.packs.pack_records import PackManifest

MAGIC = b"\x8bCOFPACK"
MAJOR, MINOR = 1, 0
CHUNK_LOG2_RANGE = (10, 20)
MAX_RECIPIENTS = 64
MAX_SIGNATURES = 8
KEY_CHECK_BYTES = 32
_PREFIX = struct.Struct(">8sHHIIHH")
_COUNT = struct.Struct(">H")
_COSTS = struct.Struct(">III")
_APPLIANCE, _PASSPHRASE = 1, 2
_BODY_BYTES = {
    _APPLIANCE: KEY_ID_BYTES + KEY_BYTES + BOX_BYTES,
    _PASSPHRASE: _COSTS.size + SALT_BYTES + KEY_BYTES + WRAP_BYTES,
}
_SIGNED_MOST_BYTES = (
    _PREFIX.size
    + pack_manifest.MAX_BYTES
    + MAX_RECIPIENTS * (1 + max(_BODY_BYTES.values()))
    + KEY_CHECK_BYTES
)
# No head is longer; a reader needs this much of a file, or all of it, to see the whole head.
MAX_HEAD_BYTES = (
    _SIGNED_MOST_BYTES + _COUNT.size + MAX_SIGNATURES * (KEY_ID_BYTES + SIGNATURE_BYTES)
)
_CHECK_INFO = b"cofferdam pack key check 1"


def parse_head(raw: bytes, file_bytes: int, *, name: str, peek: Callable[[int], bytes]) -> PackInfo:
    """The head of a pack of `file_bytes` from its first bytes, `MAX_HEAD_BYTES` or all there are.

    `peek` gives a few bytes at an offset of the file, to name what was added behind the end;
    `name` is what errors call the file.

    Raises: NotAPack, PackTooNew, PackCountRefused, PackSizeRefused, PackCut, PackTrailing,
        PackDuplicate, PackOrderWrong, PackFieldUnknown, PackInvalid, PackKdfRefused,
        SignatureTwice.
    """
    cursor = _Cursor(raw, name)
    manifest_bytes, signed_bytes, recipient_count, chunk_log2, minor = _prefix(cursor)
    manifest = pack_manifest.parse(cursor.take(manifest_bytes), name=name)
    recipients = tuple(_recipient(cursor) for _ in range(recipient_count))
    _check_recipients(recipients, name)
    key_check = cursor.take(KEY_CHECK_BYTES)
    if cursor.at != signed_bytes:
        raise PackSizeRefused(name=name, why="the length of its signed part")
    signatures = _signatures(cursor)
    info = PackInfo(
        manifest=manifest,
        digest=sha256(raw[:signed_bytes]).hexdigest(),
        minor=minor,
        chunk_log2=chunk_log2,
        recipients=recipients,
        key_check=key_check,
        signatures=signatures,
        signed_bytes=signed_bytes,
        head_bytes=cursor.at,
        file_bytes=cursor.at + sum(sealed_sizes(manifest, chunk_log2)),
    )
    _check_end(info, file_bytes, name, peek)
    return info


def sealed_sizes(manifest: PackManifest, chunk_log2: int) -> list[int]:
    """Bytes that each component takes in the file, in order."""
    return [
        container.Header(chunk_log2, component.size_bytes, b"").sealed_bytes
        for component in manifest.components
    ]


def encode_signed(
    manifest: PackManifest,
    recipients: Iterable[Recipient],
    *,
    payload_key: Buffer,
    chunk_log2: int,
    minor: int = MINOR,
) -> bytes:
    """Everything that is signed: prefix, description, recipients, key check."""
    described = pack_manifest.canonical(manifest)
    parts = [encode_recipient(recipient) for recipient in recipients]
    signed_bytes = (
        _PREFIX.size + len(described) + sum(len(part) for part in parts) + KEY_CHECK_BYTES
    )
    prefix = _PREFIX.pack(MAGIC, MAJOR, minor, signed_bytes, len(described), len(parts), chunk_log2)
    head = prefix + described + b"".join(parts)
    return head + key_check_value(payload_key, head)


def key_check_value(payload_key: Buffer, head: bytes) -> bytes:
    """HMAC-SHA256 of what precedes it, under a key from the payload key.

    AES-GCM does not commit to its key. With this, every recipient gets the same payload key or an
    error: two keys with one check value would be a collision of HMAC-SHA256.
    """
    return hmac.digest(hkdf(payload_key, _CHECK_INFO), head, "sha256")


def encode_recipient(recipient: Recipient) -> bytes:
    """A recipient's only encoding."""
    if isinstance(recipient, ApplianceRecipient):
        return bytes([_APPLIANCE]) + bytes.fromhex(recipient.key_id) + recipient.sealed_key
    costs = _COSTS.pack(recipient.memory_kib, recipient.iterations, recipient.lanes)
    return bytes([_PASSPHRASE]) + costs + recipient.salt + recipient.wrapped_key


def encode_signatures(signatures: Iterable[Signature]) -> bytes:
    """The signatures' only encoding: their number, then each by key id."""
    ordered = sorted(signatures, key=lambda signature: signature.key_id)
    return _COUNT.pack(len(ordered)) + b"".join(
        bytes.fromhex(signature.key_id) + signature.value for signature in ordered
    )


class _Cursor:
    """Takes bytes from the front; what is not there any more means a cut file."""

    def __init__(self, raw: bytes, name: str) -> None:
        self.raw, self.name, self.at = raw, name, 0

    def take(self, count: int) -> bytes:
        taken = self.raw[self.at : self.at + count]
        if len(taken) != count:
            raise PackCut(name=self.name)
        self.at += count
        return taken


def _prefix(cursor: _Cursor) -> tuple[int, int, int, int, int]:
    name, start = cursor.name, cursor.raw[: len(MAGIC)]
    if start != MAGIC[: len(start)]:
        raise NotAPack(name=name)
    if len(cursor.raw) >= len(MAGIC) + 2:
        major = int.from_bytes(cursor.raw[len(MAGIC) : len(MAGIC) + 2], "big")
        if major != MAJOR:
            raise PackTooNew(name=name, found=major, known=MAJOR)
    fields = _PREFIX.unpack(cursor.take(_PREFIX.size))
    _, _, minor, signed_bytes, manifest_bytes, recipient_count, chunk_log2 = fields
    for what, found, least, most in (
        ("bytes of description", manifest_bytes, pack_manifest.MIN_BYTES, pack_manifest.MAX_BYTES),
        ("recipients", recipient_count, 1, MAX_RECIPIENTS),
        ("bytes before its signatures", signed_bytes, _PREFIX.size, _SIGNED_MOST_BYTES),
    ):
        if not least <= found <= most:
            raise PackCountRefused(name=name, what=what, found=found, least=least, most=most)
    if not CHUNK_LOG2_RANGE[0] <= chunk_log2 <= CHUNK_LOG2_RANGE[1]:
        raise PackSizeRefused(name=name, why="the size of its chunks")
    return manifest_bytes, signed_bytes, recipient_count, chunk_log2, minor


def _recipient(cursor: _Cursor) -> Recipient:
    kind = cursor.take(1)[0]
    if kind not in _BODY_BYTES:
        raise PackFieldUnknown(name=cursor.name, what=f"a recipient of kind {kind}")
    body = cursor.take(_BODY_BYTES[kind])
    if kind == _APPLIANCE:
        return ApplianceRecipient(body[:KEY_ID_BYTES].hex(), body[KEY_ID_BYTES:])
    memory_kib, iterations, lanes = _COSTS.unpack_from(body)
    try:
        KdfParams(memory_kib, iterations, lanes)
    except KdfRefused as error:
        raise PackKdfRefused(name=cursor.name, why=str(error)) from error
    salt_end = _COSTS.size + SALT_BYTES
    return PassphraseRecipient(
        memory_kib, iterations, lanes, body[_COSTS.size : salt_end], body[salt_end:]
    )


def _check_recipients(recipients: tuple[Recipient, ...], name: str) -> None:
    passphrases = [one for one in recipients if isinstance(one, PassphraseRecipient)]
    if len(passphrases) > 1:
        raise PackDuplicate(name=name, what="a passphrase")
    if passphrases and len(recipients) > 1:
        raise PackInvalid(name=name, why="it is for appliances and for a passphrase at once")
    ids = [one.key_id for one in recipients if isinstance(one, ApplianceRecipient)]
    if len(set(ids)) != len(ids):
        raise PackDuplicate(name=name, what="a recipient")
    if ids != sorted(ids):
        raise PackOrderWrong(name=name, what="its recipients")


def _signatures(cursor: _Cursor) -> tuple[Signature, ...]:
    (count,) = _COUNT.unpack(cursor.take(_COUNT.size))
    if count > MAX_SIGNATURES:
        raise PackCountRefused(
            name=cursor.name, what="signatures", found=count, least=1, most=MAX_SIGNATURES
        )
    signatures = tuple(
        Signature(cursor.take(KEY_ID_BYTES).hex(), cursor.take(SIGNATURE_BYTES))
        for _ in range(count)
    )
    ids = [signature.key_id for signature in signatures]
    for one in ids:
        if ids.count(one) > 1:
            raise SignatureTwice(name=cursor.name, key=one)
    if ids != sorted(ids):
        raise PackOrderWrong(name=cursor.name, what="its signatures")
    return signatures


def _check_end(info: PackInfo, file_bytes: int, name: str, peek: Callable[[int], bytes]) -> None:
    if file_bytes < info.file_bytes:
        raise PackCut(name=name)
    if file_bytes > info.file_bytes:
        added = peek(info.file_bytes)
        if added.startswith((MAGIC, container.MAGIC)):
            raise PackDuplicate(name=name, what="a payload")
        raise PackTrailing(name=name)
