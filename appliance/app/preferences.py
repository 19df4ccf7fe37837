"""The settings desk: that a person changed settings while the vault was open, and which."""

from __future__ import annotations

import threading
from dataclasses import fields
from typing import TYPE_CHECKING

from appliance.app.door import Action
from appliance.errors import BadInput
from appliance.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from appliance.app.door import Door

SUBJECT = "settings"
_NAMES = frozenset(one.name for one in fields(Settings))


class PreferenceDesk:
    """Records changes of the settings. Raises VaultLocked after the lock.

    The settings are a file of the person's own, outside the vault: the program saves them without
    this desk, and `cofferdam settings` and any editor change them with no vault open, which leaves
    no line. What the vault must hold to is a policy of head office, not a setting.
    """

    def __init__(self, door: Door) -> None:
        self._door = door
        self._told: set[str] = set()
        self._guard = threading.Lock()

    def changed(self, names: Iterable[str]) -> None:
        """Settings of these names were changed in the window, to values that stay out of the chain.

        Each name leaves a line once while the vault is open, however often it is turned up and
        down. Raises: BadInput: there is no such setting; NotAllowed, DiskFull.
        """
        wanted = set(names)
        if unknown := sorted(wanted - _NAMES):
            raise BadInput(what=f"The setting “{unknown[0]}”", why="there is none of that name")
        with self._guard:
            new = sorted(wanted - self._told)
            if not new:
                self._door.check(Action.CHANGE_SETTINGS)
                return
            with self._door.enter(Action.CHANGE_SETTINGS, SUBJECT, changed=" ".join(new)):
                self._told.update(new)
