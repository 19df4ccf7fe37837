"""Nobody is at the window, and a run that was begun so goes on: the vault stays open for it alone.

The keys stay in memory meanwhile; everything but the run is refused, whoever asks for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.audit.events import Event
from appliance.errors import KeyFileNeeded, WrongPassphrase

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from appliance.app.door import Door
    from appliance.audit.log import AuditLog
    from appliance.packs.policy import Policy
    from appliance.vault.store import Vault


class ScreenLock:
    """Thread-safe; every method raises VaultLocked after the lock of the vault."""

    def __init__(
        self, door: Door, vault: Vault, audit: AuditLog, *, policy: Callable[[], Policy]
    ) -> None:
        """`policy` is asked each time, because a stricter one may have come in."""
        self._door = door
        self._vault = vault
        self._audit = audit
        self._policy = policy

    @property
    def allowed(self) -> bool:
        """False where head office bounds the idle lock: there the vault itself must close in time.

        Raises: VaultLocked.
        """
        return self._policy().idle_lock_max_s is None

    def lock(self) -> bool:
        """Refuse everything but what is under way, until `unlock`; leaves a line.

        False where it is not allowed: then the vault itself is to be locked, as after an error.
        Raises: DiskFull, VaultLocked.
        """
        self._door.leave()
        if not self.allowed:
            return False
        with self._vault.transaction():
            self._audit.append(Event.SCREEN_LOCKED, "vault")
        return True

    def unlock(self, secret: str, *, key_file: Path | None = None) -> None:
        """Let the person back in who opened the vault, and nobody else; each try leaves a line.

        Tries are counted with those of opening, and wait as these do.
        Raises: WrongPassphrase, KeyFileNeeded, TooManyAttempts, FileUnreadable, DiskFull,
        VaultLocked.
        """
        try:
            self._vault.prove(secret, key_file=key_file)
        except (WrongPassphrase, KeyFileNeeded):
            with self._vault.transaction():
                self._audit.append(Event.SCREEN_UNLOCKED, "vault", outcome="refused")
            raise
        with self._vault.transaction():
            self._audit.append(Event.SCREEN_UNLOCKED, "vault", outcome="done")
        self._door.come_back()
