"""The appliance's own public keys, for those who send it packs or check its signatures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.app.door import Action
from appliance.crypto.key_files import APPLIANCE_PUBLIC, PublicKey, check_name, encode_public

if TYPE_CHECKING:
    from appliance.app.door import Door
    from appliance.vault.identity import Identity


class KeyDesk:
    """What may be told about the appliance's keys. Raises VaultLocked after the lock."""

    def __init__(self, door: Door, identity: Identity) -> None:
        self._door = door
        self._identity = identity

    def appliance(self, name: str) -> PublicKey:
        """The key to which packs for this appliance are sealed, under a name for head office.

        Raises: BadInput: the name is not 1-64 plain letters, digits, spaces and . _ -.
        """
        self._door.check(Action.VIEW_MODELS)
        return PublicKey(check_name(name), self._identity.recipient_public())

    def appliance_file(self, name: str) -> str:
        """The text of the file that head office needs. Raises: as `appliance`."""
        return encode_public(self.appliance(name), APPLIANCE_PUBLIC)
