"""The check at the start: every primitive answers known values, and the database is encrypted.

A library that was exchanged, built wrongly, or runs on failing hardware would otherwise be noticed
when data no longer opens, or never. Each primitive is called as the program calls it, with values
that others published; a check of a signature or tag must also refuse a changed one. All of it
takes some milliseconds, so it runs before every opening.
"""

from __future__ import annotations

import hmac
import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from sqlcipher3 import dbapi2

from appliance.crypto.kdf import hkdf
from appliance.crypto.wrapping import WrapBroken, unwrap
from appliance.errors import CipherMissing, EncryptionFaulty

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_H = bytes.fromhex

# The GCM specification (McGrew and Viega), test case 16: 256-bit key, associated data.
_GCM_KEY = _H("feffe9928665731c6d6a8f9467308308" * 2)
_GCM_NONCE = _H("cafebabefacedbaddecaf888")
_GCM_BOUND = _H("feedfacedeadbeeffeedfacedeadbeefabaddad2")
_GCM_CLEAR = _H(
    "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
    "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39"
)
_GCM_SEALED = _H(
    "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
    "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f66276fc6ece0f4e1768cddf8853bb2d551b"
)
# RFC 5869, test case 1.
_HKDF_KEY, _HKDF_SALT = bytes([0x0B] * 22), bytes(range(13))
_HKDF_INFO = _H("f0f1f2f3f4f5f6f7f8f9")
_HKDF_MADE = _H("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf")
# RFC 4231, test case 2.
_HMAC_MADE = _H("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
# RFC 8032, section 7.1, test 2.
_ED_SECRET = _H("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
_ED_PUBLIC = _H("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
_ED_MESSAGE = b"\x72"
_ED_SIGNATURE = _H(
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
    "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
)
# RFC 7748, section 5.2, the first vector.
_X_SECRET = _H("a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4")
_X_PEER = _H("e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c")
_X_SHARED = _H("c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552")
# RFC 9106, section 5.3: the smallest cost, and so a check of the function and not of the machine.
_ARGON_MADE = _H("0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659")

_MARKER = "the quick brown fox"


def self_test() -> None:
    """Check every primitive and the database's encryption; takes about 5 ms.

    Raises:
        EncryptionFaulty: names the first that gives another value than the published one.
        CipherMissing: the database library writes in clear.
    """
    for what, check in _CHECKS:
        try:
            right = check()
        except Exception as error:
            raise EncryptionFaulty(repr(error), what=what) from error
        if not right:
            raise EncryptionFaulty("another value", what=what)
    _check_cipher()


def _sealing() -> bool:
    opened = unwrap(_GCM_KEY, _GCM_NONCE + _GCM_SEALED, binding=_GCM_BOUND)
    changed = _GCM_SEALED[:-1] + bytes([_GCM_SEALED[-1] ^ 1])
    with suppress(WrapBroken):
        unwrap(_GCM_KEY, _GCM_NONCE + changed, binding=_GCM_BOUND)
        return False
    return opened == _GCM_CLEAR


def _derivation() -> bool:
    return hkdf(_HKDF_KEY, _HKDF_INFO, salt=_HKDF_SALT) == _HKDF_MADE


def _code() -> bool:
    return hmac.digest(b"Jefe", b"what do ya want for nothing?", "sha256") == _HMAC_MADE


def _signing() -> bool:
    secret = Ed25519PrivateKey.from_private_bytes(_ED_SECRET)
    public = Ed25519PublicKey.from_public_bytes(_ED_PUBLIC)
    public.verify(_ED_SIGNATURE, _ED_MESSAGE)
    with suppress(InvalidSignature):
        public.verify(_ED_SIGNATURE, _ED_MESSAGE + b"\x00")
        return False
    return secret.sign(_ED_MESSAGE) == _ED_SIGNATURE


def _exchange() -> bool:
    secret = X25519PrivateKey.from_private_bytes(_X_SECRET)
    return secret.exchange(X25519PublicKey.from_public_bytes(_X_PEER)) == _X_SHARED


def _passphrase() -> bool:
    slow = Argon2id(
        salt=bytes([2] * 16),
        length=32,
        iterations=3,
        lanes=4,
        memory_cost=32,
        ad=bytes([4] * 12),
        secret=bytes([3] * 8),
    )
    return slow.derive(bytes([1] * 32)) == _ARGON_MADE


_CHECKS: tuple[tuple[str, Callable[[], bool]], ...] = (
    ("AES-256-GCM", _sealing),
    ("HKDF-SHA256", _derivation),
    ("HMAC-SHA256", _code),
    ("Ed25519", _signing),
    ("X25519", _exchange),
    ("Argon2id", _passphrase),
)


def _check_cipher() -> None:
    """See that a database written with a key opens with it and with nothing else.

    The file is one in memory that several connections share; to SQLCipher it is like any other.
    Raises: CipherMissing, EncryptionFaulty.
    """
    name = f"self-test-{os.urandom(8).hex()}"
    key, other = bytes(range(32)), bytes(range(1, 33))
    with _database(name, key) as ours:
        if not ours.execute("PRAGMA cipher_version").fetchone():
            raise CipherMissing("no cipher_version")
        if ours.execute("PRAGMA cipher_status").fetchone() != ("1",):
            raise CipherMissing("cipher_status is not 1")
        ours.execute("CREATE TABLE words (text TEXT)")
        ours.execute("INSERT INTO words VALUES (?)", (_MARKER,))
        for wrong in (None, other):
            if _reads(name, wrong):
                raise CipherMissing("opens without its key")
        if not _reads(name, key):
            raise EncryptionFaulty("does not read back", what="SQLCipher")


def _reads(name: str, key: bytes | None) -> bool:
    """True if the marker comes back from the shared memory file with this key (None: no key)."""
    with _database(name, key) as other, suppress(dbapi2.DatabaseError):
        return bool(other.execute("SELECT text FROM words").fetchone() == (_MARKER,))
    return False


@contextmanager
def _database(name: str, key: bytes | None) -> Iterator[Any]:
    connection = dbapi2.connect(f"file:/{name}?vfs=memdb", uri=True, isolation_level=None)
    try:
        # SQLCipher would report the wrong keys, which are meant here, on stderr.
        connection.execute("PRAGMA cipher_log_level = NONE")
        if key is not None:
            connection.set_key(bytearray(b"x'%s'" % (key + bytes(16)).hex().encode()))
        yield connection
    finally:
        connection.close()
