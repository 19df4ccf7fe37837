"""What the control database keeps of a case under the `content` keys: its key, name and hold.

Who lacks those keys sees a case's random reference, its times and counts, and nothing that names
the customer.
"""

from __future__ import annotations

import hmac
import os
from typing import TYPE_CHECKING

from appliance.crypto.wrapping import WrapBroken, unwrap, wrap
from appliance.errors import VaultDamaged

if TYPE_CHECKING:
    from collections.abc import Callable

    from appliance.vault.connection import Connection

    Keys = Callable[[str], bytes]

KEY_BYTES = 32
# Purposes of the sub-keys of `content`.
_KEYS, _TEXTS, _TAGS = "content case keys", "content case texts", "content case tags"
# Sealed texts have lengths in these steps, so that a length does not tell a name.
_STEP_BYTES = 64
_LENGTH_BYTES = 4


class CaseSeals:
    """Seals and opens; `keys` gives the 32-byte `content` sub-key of a purpose, or raises."""

    def __init__(self, vault_id: str, keys: Keys) -> None:
        self._vault_id = vault_id
        self._keys = keys

    def new_key(self, ref: str) -> bytes:
        """A new random case key, wrapped. Raises: KeyNotHeld, VaultLocked."""
        return self.wrap_key(ref, os.urandom(KEY_BYTES))

    def wrap_key(self, ref: str, key: bytes | bytearray) -> bytes:
        """A case key as it is stored. Raises: KeyNotHeld, VaultLocked."""
        return wrap(self._keys(_KEYS), key, binding=self._binding("key", ref))

    def unwrap_key(self, ref: str, wrapped: bytes) -> bytearray:
        """The case key; the caller overwrites it.

        Raises: KeyNotHeld, VaultLocked; VaultDamaged: it is not genuine.
        """
        try:
            return unwrap(self._keys(_KEYS), wrapped, binding=self._binding("key", ref))
        except WrapBroken as error:
            raise VaultDamaged(ref, why="the key of a case is not genuine") from error

    def tag(self, text: str) -> bytes:
        """A keyed hash that finds a name again, the same for the same text. Raises: KeyNotHeld."""
        return hmac.digest(self._keys(_TAGS), text.encode("utf-8", "surrogatepass"), "sha256")

    def seal(self, what: str, ref: str, text: str) -> bytes:
        """A text of a case, such as its name; `what` names the column. Raises: KeyNotHeld."""
        body = text.encode("utf-8", "surrogatepass")
        padded = len(body).to_bytes(_LENGTH_BYTES, "big") + body
        padded += bytes(-len(padded) % _STEP_BYTES)
        return wrap(self._keys(_TEXTS), padded, binding=self._binding(what, ref))

    def open(self, what: str, ref: str, sealed: bytes) -> str:
        """The text again. Raises: KeyNotHeld, VaultLocked, VaultDamaged."""
        try:
            padded = bytes(unwrap(self._keys(_TEXTS), sealed, binding=self._binding(what, ref)))
        except WrapBroken as error:
            raise VaultDamaged(ref, why=f"the {what} of a case is not genuine") from error
        length = int.from_bytes(padded[:_LENGTH_BYTES], "big")
        return padded[_LENGTH_BYTES : _LENGTH_BYTES + length].decode("utf-8", "surrogatepass")

    def _binding(self, what: str, ref: str) -> bytes:
        return f"cofferdam case {what} 1\x00{self._vault_id}\x00{ref}".encode("ascii")


def rewrap(connection: Connection, vault_id: str, old: Keys, new: Keys) -> None:
    """Put everything of this kind under other `content` keys, inside the caller's transaction.

    Case keys stay, and with them the case databases; `reencrypt` replaces those.
    Raises: VaultDamaged: something does not open with the old keys.
    """
    before, after = CaseSeals(vault_id, old), CaseSeals(vault_id, new)
    rows = connection.execute(
        "SELECT id, ref, name_sealed, wrapped_key, next_key, hold_sealed FROM case_file"
    ).fetchall()
    for case_id, ref, name_sealed, wrapped, next_key, hold_sealed in rows:
        name = before.open("name", ref, bytes(name_sealed))
        hold = None if hold_sealed is None else before.open("hold", ref, bytes(hold_sealed))
        keys = [
            None if one is None else after.wrap_key(ref, before.unwrap_key(ref, bytes(one)))
            for one in (wrapped, next_key)
        ]
        connection.execute(
            "UPDATE case_file SET name_sealed = ?, name_tag = ?, wrapped_key = ?, next_key = ?, "
            "hold_sealed = ?, hold_tag = ? WHERE id = ?",
            (
                after.seal("name", ref, name),
                after.tag(name),
                *keys,
                None if hold is None else after.seal("hold", ref, hold),
                None if hold is None else after.tag(hold),
                case_id,
            ),
        )
