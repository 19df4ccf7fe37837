"""The offline proof of an open vault: look, and export signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.app.door import Action
from appliance.app.proof import gather
from appliance.app.proof_file import fingerprint, signed
from appliance.files import atomic_write

if TYPE_CHECKING:
    from pathlib import Path

    from appliance.app.door import Door
    from appliance.app.proof_facts import Proof
    from appliance.clock import Clock
    from appliance.jobs import Job
    from appliance.settings import Settings
    from appliance.vault.store import Vault

SUBJECT = "offline proof"


class ProofDesk:
    """What a person may do with the offline proof. Raises VaultLocked after the lock."""

    def __init__(self, door: Door, vault: Vault, settings: Settings, clock: Clock) -> None:
        self._door = door
        self._vault = vault
        self._settings = settings
        self._clock = clock

    def look(self, job: Job | None = None) -> Proof:
        """Gather the facts now; nothing is recorded. Raises: NotAllowed, Cancelled."""
        self._door.check(Action.EXPORT_PROOF)
        return gather(self._vault.folder, self._settings, clock=self._clock, job=job)

    def export(self, path: Path, job: Job | None = None) -> Proof:
        """Gather the facts and write them, signed by this appliance's key; replaces the file.

        Raises: NotAllowed, DiskFull, FolderReadOnly, VaultDamaged, Cancelled.
        """
        with self._door.enter(Action.EXPORT_PROOF, SUBJECT, whole=False, announce=True) as visit:
            proof = gather(self._vault.folder, self._settings, clock=self._clock, job=job)
            data = signed(proof, self._vault.identity.signing_key(), self._vault.vault_id)
            with atomic_write(path) as out:
                out.write(data)
            visit.note(holds=proof.holds, refused=proof.attempts.refused)
        return proof

    def key(self) -> tuple[str, str]:
        """The appliance's signing key in hexadecimal, and its fingerprint. Raises: NotAllowed."""
        self._door.check(Action.EXPORT_PROOF)
        public = self._vault.identity.signing_public()
        return public.hex(), fingerprint(public)

    def key_memory(self) -> str:
        """How the keys of the open vault lie in memory.

        "hidden" from every other program and the kernel's own reading, "locked" against being
        written to the disk, or "ordinary". Raises: NotAllowed.
        """
        self._door.check(Action.EXPORT_PROOF)
        return self._vault.key_memory
