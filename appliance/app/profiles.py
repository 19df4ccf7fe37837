"""The machine profiles that a vault keeps, and what follows from them when a model is loaded.

A profile belongs to one model and one machine with one engine. It lies in the vault, so that
everybody who opens the vault on that machine has it; on another machine it is left alone and the
defaults are used.
"""

from __future__ import annotations

import hashlib
import logging
from typing import TYPE_CHECKING

import msgspec

from appliance.engine.machine import processor
from appliance.engine.records import RunSettings
from appliance.engine.tuning.records import Figure, Fingerprint, MachineProfile
from appliance.settings import engine_folder

if TYPE_CHECKING:
    from pathlib import Path

    from appliance.packs.records import ModelRecord
    from appliance.vault.store import Vault

_log = logging.getLogger(__name__)

# What the window shows of a profile; it sees this layer only.
__all__ = ["FORMAT", "Figure", "MachineProfile", "ProfileStore"]
FORMAT = 1
_PREFIX = "machine_profile:"
# Of one model; a vault that travels between more machines forgets the oldest.
_MOST_PROFILES = 8


class ProfileStore:
    """Profiles of one vault. Thread-safe; raises VaultLocked after the lock."""

    def __init__(self, vault: Vault, libraries: Path | None = None) -> None:
        self._vault = vault
        self._libraries = libraries or engine_folder()

    def here(self) -> Fingerprint:
        """This machine and this engine."""
        return processor.fingerprint(self._libraries)

    def get(self, digest: str) -> MachineProfile | None:
        """The profile of a model for this machine, or None."""
        here = self.here()
        return next((one for one in self._all(digest) if one.fingerprint == here), None)

    def remark(self, digest: str) -> str:
        """Why no profile of this model is used here, in words; empty if nothing is to be said."""
        found = self._all(digest)
        here = self.here()
        if not found or any(one.fingerprint == here for one in found):
            return ""
        changed = processor.difference(found[-1].fingerprint, here)
        return f"a profile was made with other conditions and is not used: {changed} changed"

    def settings_for(self, record: ModelRecord, *, default_threads: int) -> RunSettings:
        """How to run a language model here: as its profile says, else with the defaults.

        `default_threads` is what the person's settings say; a profile stands above it, because it
        was measured. A profile that cannot be used is told to the log.
        """
        profile = self.get(record.digest)
        if profile is None:
            if remark := self.remark(record.digest):
                _log.warning("%s: %s", record.manifest.name, remark)
            return RunSettings(prefill_threads=default_threads)
        chosen = profile.settings
        return RunSettings(
            prefill_threads=chosen.prefill_threads,
            decode_threads=chosen.decode_threads,
            flash_attention=chosen.flash_attention,
            step_tokens=chosen.step_tokens,
            kv_type=chosen.kv_type,
        )

    def keep(self, profile: MachineProfile) -> None:
        """Store a profile in place of the one for the same model and machine, if there is one."""
        with self._vault.transaction() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO meta VALUES (?, ?)",
                (_key(profile), msgspec.json.encode(profile, order="sorted").decode()),
            )
            for old in self._all(profile.model)[:-_MOST_PROFILES]:
                connection.execute("DELETE FROM meta WHERE key = ?", (_key(old),))

    def forget(self, digest: str) -> int:
        """Remove all profiles of a model; how many there were."""
        with self._vault.transaction() as connection:
            found = self._rows(digest)
            for key, _ in found:
                connection.execute("DELETE FROM meta WHERE key = ?", (key,))
        return len(found)

    def _all(self, digest: str) -> list[MachineProfile]:
        """Every readable profile of a model, oldest first."""
        found = []
        for key, text in self._rows(digest):
            try:
                profile = msgspec.json.decode(text.encode(), type=MachineProfile)
            except (msgspec.MsgspecError, RecursionError):
                _log.warning("the profile %s cannot be read and is not used", key)
                continue
            if profile.format == FORMAT:
                found.append(profile)
        return sorted(found, key=lambda one: one.made_at)

    def _rows(self, digest: str) -> list[tuple[str, str]]:
        rows = self._vault.connection().execute(
            "SELECT key, value FROM meta WHERE key LIKE ?", (f"{_PREFIX}{digest}:%",)
        )
        return [(str(key), str(value)) for key, value in rows.fetchall()]


def _key(profile: MachineProfile) -> str:
    print_ = msgspec.json.encode(profile.fingerprint, order="sorted")
    return f"{_PREFIX}{profile.model}:{hashlib.sha256(print_).hexdigest()[:16]}"
