"""Key pairs as small text files: a publisher's private key only under its passphrase.

A file is lines of `name: value` in a fixed order after a first line that says what it is, so that
a person can read it out and nothing else is taken for it. docs/formats/pack.md has the grammar.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from appliance.crypto.kdf import SALT_BYTES, KdfParams, KdfRefused, argon2id
from appliance.crypto.passphrase import passphrase_bytes
from appliance.crypto.signing import PUBLIC_BYTES, key_id
from appliance.crypto.wrapping import OVERHEAD_BYTES, WrapBroken, unwrap, wrap
from appliance.errors import BadInput, KeyFileInvalid, PassphraseRefused
from appliance.files import read_limited

if TYPE_CHECKING:
    from pathlib import Path

PUBLISHER_PRIVATE = "cofferdam publisher key 1"
PUBLISHER_PUBLIC = "cofferdam publisher public key 1"
APPLIANCE_PUBLIC = "cofferdam appliance public key 1"
MAX_BYTES = 4096
_PRIVATE_BYTES = 32
_NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z ._-]{0,63}")
_PUBLIC_FIELDS = ("name", "id", "public")
_PRIVATE_FIELDS = (*_PUBLIC_FIELDS, "argon2id", "salt", "wrapped")


@dataclass(frozen=True)
class PublicKey:
    """A public key with the name its owner gave it; `raw` is 32 bytes, `id` is hex."""

    name: str
    raw: bytes

    @property
    def id(self) -> str:
        """What signatures and recipients call the key."""
        return key_id(self.raw)


@dataclass(frozen=True)
class LockedKey:
    """A publisher's key pair whose private half needs its passphrase."""

    public: PublicKey
    kdf: KdfParams
    salt: bytes
    wrapped: bytes

    def unlock(self, passphrase: str, *, file_name: str) -> Ed25519PrivateKey:
        """The private key. Raises: PassphraseRefused, KeyFileInvalid, BadInput (empty)."""
        key = argon2id(passphrase_bytes(passphrase), self.salt, self.kdf)
        try:
            raw = unwrap(key, self.wrapped, binding=_binding(self.public))
        except WrapBroken as error:
            raise PassphraseRefused(name=file_name) from error
        try:
            private = Ed25519PrivateKey.from_private_bytes(raw)
        finally:
            raw[:] = bytes(len(raw))
        if private.public_key().public_bytes_raw() != self.public.raw:
            raise KeyFileInvalid(name=file_name, why="its two halves do not belong together")
        return private

    def encode(self) -> str:
        """The file's text."""
        costs = f"{self.kdf.memory_kib} {self.kdf.iterations} {self.kdf.lanes}"
        fields = {"argon2id": costs, "salt": self.salt.hex(), "wrapped": self.wrapped.hex()}
        return encode_public(self.public, PUBLISHER_PRIVATE) + "".join(
            f"{field}: {value}\n" for field, value in fields.items()
        )


def new_key(name: str, passphrase: str, *, kdf: KdfParams) -> LockedKey:
    """A new publisher's key pair. Raises: BadInput: the name or the passphrase cannot be used."""
    return lock(check_name(name), Ed25519PrivateKey.generate(), passphrase, kdf=kdf)


def lock(name: str, private: Ed25519PrivateKey, passphrase: str, *, kdf: KdfParams) -> LockedKey:
    """A key pair under a passphrase. Raises: BadInput: the passphrase is empty or too long."""
    public = PublicKey(name, private.public_key().public_bytes_raw())
    salt = os.urandom(SALT_BYTES)
    key = argon2id(passphrase_bytes(passphrase), salt, kdf)
    wrapped = wrap(key, private.private_bytes_raw(), binding=_binding(public))
    return LockedKey(public, kdf, salt, wrapped)


def check_name(name: str) -> str:
    """The name itself. Raises: BadInput: not 1-64 plain letters, digits, spaces and . _ -."""
    if not _NAME.fullmatch(name):
        raise BadInput(what="The name of a key", why="it is not 1 to 64 of A-Z a-z 0-9 . _ - space")
    return name


def encode_public(public: PublicKey, form: str) -> str:
    """The text of a public key file; `form` is its first line."""
    return f"{form}\nname: {public.name}\nid: {public.id}\npublic: {public.raw.hex()}\n"


def read_public(path: Path, form: str) -> PublicKey:
    """A public key of the form asked for. Raises: KeyFileInvalid, FileUnreadable."""
    return _public(_fields(path, form, _PUBLIC_FIELDS), path.name)


def read_locked(path: Path) -> LockedKey:
    """A publisher's private key file, still locked. Raises: KeyFileInvalid, FileUnreadable."""
    fields = _fields(path, PUBLISHER_PRIVATE, _PRIVATE_FIELDS)
    costs = re.fullmatch(
        r"([1-9][0-9]{0,9}) ([1-9][0-9]{0,9}) ([1-9][0-9]{0,9})", fields["argon2id"]
    )
    if costs is None:
        raise KeyFileInvalid(name=path.name, why="its argon2id line is not three numbers")
    try:
        kdf = KdfParams(*(int(number) for number in costs.groups()))
    except KdfRefused as error:
        raise KeyFileInvalid(name=path.name, why=str(error)) from error
    return LockedKey(
        _public(fields, path.name),
        kdf,
        _hex(fields["salt"], SALT_BYTES, path.name),
        _hex(fields["wrapped"], _PRIVATE_BYTES + OVERHEAD_BYTES, path.name),
    )


def form_of(path: Path) -> str:
    """The first line, which says what the file is. Raises: KeyFileInvalid, FileUnreadable."""
    return _lines(path)[0]


def _lines(path: Path) -> list[str]:
    raw = read_limited(path, MAX_BYTES)
    if not raw.isascii() or not raw.endswith(b"\n"):
        raise KeyFileInvalid(name=path.name, why="it is not a key file")
    # A mail program may have made the line ends those of Windows; nothing else is forgiven.
    return raw.decode("ascii").replace("\r\n", "\n").removesuffix("\n").split("\n")


def _fields(path: Path, form: str, names: tuple[str, ...]) -> dict[str, str]:
    first, *rest = _lines(path)
    if first != form:
        known = (PUBLISHER_PRIVATE, PUBLISHER_PUBLIC, APPLIANCE_PUBLIC)
        why = f"it is a {first}" if first in known else "it is not a key file"
        raise KeyFileInvalid(name=path.name, why=f"{why}, and a {form} is needed")
    pairs = [line.split(": ", 1) for line in rest]
    if [pair[0] for pair in pairs] != list(names) or any(len(pair) != 2 for pair in pairs):
        raise KeyFileInvalid(name=path.name, why=f"its lines are not {', '.join(names)}")
    return {name: value for name, value in pairs}


def _public(fields: dict[str, str], file_name: str) -> PublicKey:
    if not _NAME.fullmatch(fields["name"]):
        raise KeyFileInvalid(name=file_name, why="its name cannot be used")
    public = PublicKey(fields["name"], _hex(fields["public"], PUBLIC_BYTES, file_name))
    if public.id != fields["id"]:
        raise KeyFileInvalid(name=file_name, why="its id is not that of its key")
    return public


def _hex(text: str, count: int, file_name: str) -> bytes:
    if not re.fullmatch(rf"[0-9a-f]{{{2 * count}}}", text):
        raise KeyFileInvalid(name=file_name, why=f"a value is not {count} bytes in hex")
    return bytes.fromhex(text)


def _binding(public: PublicKey) -> bytes:
    return f"{PUBLISHER_PRIVATE}\x00{public.name}\x00{public.id}".encode()
