"""Signed notes, checkpoints and cosignatures in the C2SP formats; pure, no state.

c2sp.org/signed-note, c2sp.org/tlog-checkpoint and c2sp.org/tlog-cosignature (Ed25519 only). What
is signed here can be checked with any other implementation of them.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from appliance.audit.records import Checkpoint

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

SIGNATURE_TYPE = 0x01
COSIGNATURE_TYPE = 0x04
NOTE_LIMIT_BYTES = 64 * 1024
SIGNATURE_LIMIT = 32
_KEY_ID_BYTES = 4
_ED25519_BYTES = 64
_SIZE = re.compile(r"0|[1-9][0-9]{0,17}")
_DASH = "\u2014 "


class NoteInvalid(ValueError):
    """The text is no note of this kind, or a signature of a known key does not fit it."""


@dataclass(frozen=True)
class Signature:
    """One signature line: who signed, with which key, and the bytes after the key's id."""

    name: str
    key_id: bytes
    value: bytes


@dataclass(frozen=True)
class Note:
    """A text that ends in a newline, and its signatures."""

    text: str
    signatures: tuple[Signature, ...]


@dataclass(frozen=True)
class Verifier:
    """A known public key: its name, the kind of its signatures and its 32 bytes."""

    name: str
    kind: int
    public: bytes

    @property
    def key_id(self) -> bytes:
        """The first four bytes of SHA-256(name ‖ newline ‖ kind ‖ public key)."""
        data = self.name.encode() + b"\n" + bytes([self.kind]) + self.public
        return hashlib.sha256(data).digest()[:_KEY_ID_BYTES]

    def encoded(self) -> str:
        """As a C2SP verifier key: name+id+base64(kind ‖ public key)."""
        key = base64.b64encode(bytes([self.kind]) + self.public).decode()
        return f"{self.name}+{self.key_id.hex()}+{key}"


def verifier(encoded: str) -> Verifier:
    """The key that `Verifier.encoded` wrote. Raises: NoteInvalid."""
    parts = encoded.strip().split("+", 2)
    if len(parts) != 3:
        raise NoteInvalid("a key is name+id+key")
    name, key_id, key = parts
    raw = _base64(key)
    if len(raw) != 33 or raw[0] not in (SIGNATURE_TYPE, COSIGNATURE_TYPE):
        raise NoteInvalid("the key is of an unknown kind")
    found = Verifier(_name(name), raw[0], raw[1:])
    if found.key_id.hex() != key_id:
        raise NoteInvalid("the key's id does not fit it")
    return found


def body(checkpoint: Checkpoint) -> str:
    """The three lines of a checkpoint: origin, size, root."""
    encoded = base64.b64encode(checkpoint.root).decode()
    return f"{checkpoint.origin}\n{checkpoint.size}\n{encoded}\n"


def checkpoint(text: str) -> Checkpoint:
    """The checkpoint in a note's text; extension lines are refused. Raises: NoteInvalid."""
    lines = text.split("\n")
    if len(lines) != 4 or lines[3] or not lines[0] or not _SIZE.fullmatch(lines[1]):
        raise NoteInvalid("a checkpoint is origin, size and root")
    root = _base64(lines[2])
    if len(root) != 32:
        raise NoteInvalid("the root has 32 bytes")
    return Checkpoint(_name(lines[0]), int(lines[1]), root)


def render(note: Note) -> str:
    """The note as it is stored and exchanged."""
    lines = (
        f"{_DASH}{one.name} {base64.b64encode(one.key_id + one.value).decode()}\n"
        for one in note.signatures
    )
    return f"{note.text}\n{''.join(lines)}"


def parse(raw: str) -> Note:
    """Read a note; its signatures are not checked yet. Raises: NoteInvalid."""
    if len(raw) > NOTE_LIMIT_BYTES:
        raise NoteInvalid("the note is too long")
    if any(ord(character) < 32 and character != "\n" for character in raw):
        raise NoteInvalid("the note has control characters")
    text, separator, lines = raw.rpartition("\n\n")
    if not separator or not text or not lines.endswith("\n"):
        raise NoteInvalid("a note is a text, an empty line and signatures")
    found = [_signature(line) for line in lines[:-1].split("\n")]
    if len(found) > SIGNATURE_LIMIT:
        raise NoteInvalid("the note has too many signatures")
    return Note(text + "\n", tuple(found))


def sign(text: str, name: str, key: Ed25519PrivateKey) -> Signature:
    """An Ed25519 signature over the note's text."""
    who = Verifier(_name(name), SIGNATURE_TYPE, key.public_key().public_bytes_raw())
    return Signature(name, who.key_id, key.sign(text.encode()))


def cosign(text: str, name: str, key: Ed25519PrivateKey, *, time_s: int) -> Signature:
    """A cosignature/v1 over the checkpoint's text; `time_s` is POSIX time."""
    who = Verifier(_name(name), COSIGNATURE_TYPE, key.public_key().public_bytes_raw())
    value = key.sign(_cosigned(text, time_s))
    return Signature(name, who.key_id, time_s.to_bytes(8, "big") + value)


def signed_by(note: Note, who: Verifier) -> bool:
    """True if that key signed the note; False if it has no signature of that key.

    Raises: NoteInvalid: there is a signature of that key, and it does not fit.
    """
    found = [one for one in note.signatures if (one.name, one.key_id) == (who.name, who.key_id)]
    for one in found:
        _check(note, one, who)
    return bool(found)


def _check(note: Note, one: Signature, who: Verifier) -> None:
    message, value = note.text.encode(), one.value
    if who.kind == COSIGNATURE_TYPE:
        time_s, value = int.from_bytes(value[:8], "big"), value[8:]
        message = _cosigned(note.text, time_s)
        if time_s >= 2**63:
            raise NoteInvalid("the cosignature's time cannot be")
    if len(value) != _ED25519_BYTES:
        raise NoteInvalid("the signature has the wrong length")
    try:
        Ed25519PublicKey.from_public_bytes(who.public).verify(value, message)
    except (InvalidSignature, ValueError) as error:
        raise NoteInvalid(f"the signature of {who.name} does not fit") from error


def _cosigned(text: str, time_s: int) -> bytes:
    return f"cosignature/v1\ntime {time_s}\n{text}".encode()


def _signature(line: str) -> Signature:
    if not line.startswith(_DASH):
        raise NoteInvalid("a signature line begins with a dash")
    name, separator, encoded = line.removeprefix(_DASH).partition(" ")
    raw = _base64(encoded)
    if not separator or len(raw) <= _KEY_ID_BYTES:
        raise NoteInvalid("a signature line is dash, name and signature")
    return Signature(_name(name), raw[:_KEY_ID_BYTES], raw[_KEY_ID_BYTES:])


def _name(name: str) -> str:
    if not name or "+" in name or any(character.isspace() for character in name):
        raise NoteInvalid("a name has no spaces and no plus")
    return name


def _base64(text: str) -> bytes:
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise NoteInvalid("not base64") from error
    if base64.b64encode(raw).decode() != text:
        raise NoteInvalid("not the one base64 form")
    return raw
