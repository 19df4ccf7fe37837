"""The keys that the present user holds, in memory that is wiped when the vault is locked."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

from appliance.crypto.kdf import hkdf
from appliance.crypto.secret import SecretBytes, Wiped
from appliance.errors import KeyNotHeld, VaultLocked
from appliance.vault import slots
from appliance.vault.domains import CONTENT, CONTROL, PLAIN_NAMES, Domain
from appliance.vault.vouching import voucher

if TYPE_CHECKING:
    from appliance.vault.header import Grant

# Keys of the control domain that change when it is changed: those that open files, wrap keys, or
# must be known before the database is open. All other purposes are keyed hashes and MACs inside the
# database, and keep their key so that old ones can still be checked.
CHANGING = frozenset(
    {"header", "database", "database salt", "names", "identity", "backup", "backup parts"}
)

# Of the content domain; it outlasts every change of keys, as tags of before must stay comparable.
CONTENT_TAGS = "content tags"


class Keyring:
    """One user's secret and the domain keys granted to it. Thread-safe."""

    def __init__(self, secret: bytearray) -> None:
        """Take the secret over; the bytearray is overwritten."""
        self._secret = SecretBytes(secret)
        self._keys: dict[Domain, tuple[int, SecretBytes]] = {}
        self._lasting: SecretBytes | None = None
        self._audit: SecretBytes | None = None
        self._tags: SecretBytes | None = None

    @classmethod
    def of(
        cls, secret: bytearray, grants: tuple[Grant, ...], *, vault_id: str, user_id: str
    ) -> Keyring:
        """The ring of a user with these grants. Raises: HeaderDamaged."""
        opened = [
            (given, slots.open_grant(given, secret, vault_id=vault_id, user_id=user_id))
            for given in grants
        ]
        ring = cls(secret)
        for given, key in opened:
            ring.put(given.domain, given.generation, key)
        return ring

    def put(self, domain: Domain, generation: int, key: bytearray) -> None:
        """Add or replace a domain's key; the bytearray is overwritten."""
        before = self._keys.get(domain)
        self._keys[domain] = (generation, SecretBytes(key))
        if before is not None:
            before[1].wipe()

    def keep(self, *, lasting: bytearray, audit: bytearray | None, tags: bytearray | None) -> None:
        """Add the keys that outlast a change of keys; they come from the database.

        `tags` is there only with the key of the content.
        """
        self._tags = None if tags is None else SecretBytes(tags)
        self._lasting = SecretBytes(lasting)
        self._audit = None if audit is None else SecretBytes(audit)

    @property
    def held(self) -> frozenset[Domain]:
        """The domains whose key is here."""
        return frozenset(self._keys)

    @property
    def protection(self) -> str:
        """How the memory of the keys is guarded: "hidden", "locked" or "ordinary"."""
        return self._secret.protection

    def generation(self, domain: Domain) -> int:
        """Since which change of keys a held domain has its key."""
        return self._keys[domain][0]

    def secret(self) -> bytearray:
        """The user's private key and the anchor; the caller wipes. Raises: VaultLocked."""
        return _reveal(self._secret)

    def key(self, domain: Domain) -> bytearray:
        """A domain's key; the caller wipes. Raises: VaultLocked, KeyNotHeld."""
        held = self._keys.get(domain)
        if held is None:
            raise KeyNotHeld(what=PLAIN_NAMES[domain])
        return _reveal(held[1])

    def grant(self, domain: Domain, *, public: bytes, vault_id: str, user_id: str) -> Grant:
        """A held domain's key sealed to another user. Raises: VaultLocked, KeyNotHeld."""
        key, secret = self.key(domain), self.secret()
        try:
            return slots.grant(
                key,
                domain=domain,
                generation=self.generation(domain),
                public=public,
                anchor=secret[slots.ANCHOR],
                vault_id=vault_id,
                user_id=user_id,
            )
        finally:
            key[:] = bytes(len(key))
            secret[:] = bytes(len(secret))

    def vouched(self, given: Grant, *, public: bytes, vault_id: str, user_id: str) -> bool | None:
        """Whether a holder of the domain gave this grant to that receiver; None: not known here.

        Raises: VaultLocked.
        """
        if given.domain not in self._keys:
            return None
        key = self.key(given.domain)
        try:
            expected = voucher(
                key,
                domain=given.domain,
                generation=self.generation(given.domain),
                public=public,
                vault_id=vault_id,
                user_id=user_id,
            )
        finally:
            key[:] = bytes(len(key))
        return hmac.compare_digest(expected, given.voucher)

    def subkey(self, purpose: str, domain: Domain = CONTROL) -> bytes:
        """A 32-byte key for one purpose. Raises: VaultLocked, KeyNotHeld."""
        if domain is CONTROL and purpose not in CHANGING:
            if purpose == "audit" and self._audit is not None:
                return bytes(_reveal(self._audit))
            if self._lasting is None:
                raise RuntimeError("a lasting key before the database was opened")
            return derive(_reveal(self._lasting), "lasting", purpose)
        if domain is CONTENT and purpose == CONTENT_TAGS and self._tags is not None:
            return bytes(_reveal(self._tags))
        return derive(self.key(domain), domain, purpose)

    def wipe(self) -> None:
        """Overwrite every key."""
        for kept in (self._secret, self._lasting, self._audit, self._tags):
            if kept is not None:
                kept.wipe()
        for _, key in self._keys.values():
            key.wipe()


def derive(key: bytearray, domain: str, purpose: str) -> bytes:
    """A sub-key of a domain's key, which is overwritten afterwards."""
    try:
        return hkdf(key, b"cofferdam vault 2 %s\x00%s" % (domain.encode(), purpose.encode()))
    finally:
        key[:] = bytes(len(key))


def _reveal(secret: SecretBytes) -> bytearray:
    try:
        return secret.reveal()
    except Wiped as error:
        raise VaultLocked from error
