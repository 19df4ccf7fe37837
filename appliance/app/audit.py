"""The audit desk: read the chain, follow an object, verify, sign, have it witnessed, export."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from appliance.app.door import Action
from appliance.audit import export as exporting
from appliance.audit import witness
from appliance.audit.events import Event
from appliance.audit.records import Selection
from appliance.errors import BadInput

if TYPE_CHECKING:
    from pathlib import Path

    from appliance.app.door import Door
    from appliance.audit.records import (
        Entry,
        Exported,
        KeptCheckpoint,
        Verification,
        WitnessInfo,
    )
    from appliance.audit.watch import Watch
    from appliance.crypto.kdf import KdfParams
    from appliance.errors import AuditBroken, VaultRolledBack

REASON_CHARACTERS = (3, 500)
SUBJECT = "audit chain"


class AuditDesk:
    """What a person may do with the audit chain. Raises VaultLocked after the lock."""

    def __init__(self, door: Door, watch: Watch, *, vault_id: str) -> None:
        self._door = door
        self._watch = watch
        self._vault_id = vault_id

    def entries(
        self,
        selection: Selection | None = None,
        *,
        because: str,
        after: int = 0,
        before: int | None = None,
        limit: int = 1000,
    ) -> tuple[Entry, ...]:
        """Entries that fit, oldest first, at most `limit`; the viewing is itself recorded.

        With `before` newest first, from the entry just below that number; 0 is the chain's end.

        `because` is the person's reason, 3 to 500 printable characters, kept in the chain in clear.
        Raises: BadInput: no reason, or an event that is not on the list; AuditBroken.
        """
        chosen = _checked(selection or Selection())
        asked = {f"by_{name}": value for name, value in asdict(chosen).items() if value}
        with self._door.enter(
            Action.VIEW_AUDIT, SUBJECT, because=reason(because), **asked
        ) as visit:
            found = self._watch.log.entries(chosen, after=after, before=before, limit=limit)
            visit.note(entries=len(found))
        return found

    def follow(self, about: str, *, because: str, limit: int = 1000) -> tuple[Entry, ...]:
        """One object through time, such as `case:ab12…` or a model's digest. As `entries`."""
        if not about.strip():
            raise BadInput(what="The object", why="nothing is named")
        return self.entries(Selection(about=about.strip()), because=because, limit=limit)

    def verify(self, witness_folder: Path | None = None) -> Verification:
        """Check every entry, the head, the checkpoints and a witness.

        Raises: AuditAltered, AuditDropped, AuditReordered, AuditTruncated, AuditForked,
        AuditRolledBack, AuditHeadDamaged, AuditBroken, WitnessUnusable.
        """
        with self._door.enter(Action.VERIFY_AUDIT, SUBJECT, whole=False) as visit:
            found = self._watch.verify(witness_folder)
            visit.note(entries=found.entries, head=found.head, checkpoints=found.checkpoints)
        return found

    def export(self, target: Path, *, with_mac_key: bool = False) -> Exported:
        """Write a folder, or a .zip if the name ends so, that can be verified on its own.

        Raises: FileExists, FileUnreadable, DiskFull, FolderReadOnly, and what `verify` raises.
        """
        with self._door.enter(
            Action.EXPORT_AUDIT, SUBJECT, whole=False, announce=True, with_mac_key=with_mac_key
        ) as visit:
            found = exporting.export(
                target,
                self._watch.log,
                self._watch.checkpoints,
                vault_id=self._vault_id,
                with_mac_key=with_mac_key,
            )
            visit.note(entries=found.entries)
        return found

    def checkpoint(
        self, witness_folder: Path | None = None, secret: str | None = None
    ) -> KeptCheckpoint:
        """Sign the chain as it is, countersigned by the witness named or those plugged in.

        `secret` opens a witness's key that is wrapped under a passphrase; without it the
        checkpoint is put on the medium with the vault's signature only.
        Raises: WitnessUnusable, WrongPassphrase, AuditRolledBack, AuditForked, AuditTruncated,
        DiskFull, FolderReadOnly.
        """
        with self._door.enter(Action.SIGN_CHECKPOINT, SUBJECT, whole=False, announce=True) as visit:
            signed = self._watch.sign(witness_folder, secret)
            kept = next(one for one in self._watch.checkpoints.kept() if one.size == signed.size)
            visit.note(
                size=signed.size,
                root=signed.checkpoint.root.hex(),
                witnesses=" ".join(kept.witnesses),
            )
        return kept

    def checkpoints(self) -> tuple[KeptCheckpoint, ...]:
        """All that were signed, oldest first."""
        self._door.check(Action.VERIFY_AUDIT)
        return self._watch.checkpoints.kept()

    def key(self) -> str:
        """The public key of the checkpoints, to be written down. Raises: VaultDamaged."""
        self._door.check(Action.VERIFY_AUDIT)
        return self._watch.checkpoints.verifier.encoded()

    def accept_rollback(self, trouble: AuditBroken | VaultRolledBack, because: str) -> None:
        """Go on with an older or cut state; recorded with what was expected and what is there.

        Called while the vault is opened, with what the opening found.
        Raises: BadInput (no reason), NotAllowed, DiskFull, FolderReadOnly.
        """
        self._door.require(Action.ACCEPT_ROLLBACK)  # no line may be appended before it is accepted
        self._watch.accept(trouble, reason(because))


def reason(text: str) -> str:
    """A reason as it is kept. Raises: BadInput: too short, too long or unprintable."""
    text = " ".join(text.split())
    low, high = REASON_CHARACTERS
    if not low <= len(text) <= high or not text.isprintable():
        why = f"it must have {low} to {high} printable characters"
        raise BadInput(what="The reason", why=why)
    return text


def make_witness(medium: Path, *, secret: str | None, kdf: KdfParams | None = None) -> WitnessInfo:
    """A new witness on a removable medium; no vault is needed for it.

    With `secret` its key is wrapped under that; without, whoever has the medium can sign with it.
    Raises: WitnessUnusable: there is one already; BadInput; DiskFull, FolderReadOnly.
    """
    if secret is not None and not secret:
        raise BadInput(what="The passphrase", why="it is empty")
    if not medium.is_dir():
        raise BadInput(what=f"The folder “{medium}”", why="it is not there")
    if kdf is None:
        return witness.make(medium, secret=secret).info
    return witness.make(medium, secret=secret, kdf=kdf).info


def _checked(selection: Selection) -> Selection:
    if selection.event and selection.event not in set(Event):
        raise BadInput(what=f"The event “{selection.event}”", why="there is none of that name")
    return replace(selection, about=selection.about.strip(), subject=selection.subject.strip())
