"""What is checked when a vault is opened, and what is left behind when it is locked."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from appliance.audit import checkpoints as signed_ones
from appliance.audit import seen as seen_here
from appliance.audit import witness
from appliance.audit.chain import Mark
from appliance.audit.checkpoints import Checkpoints
from appliance.audit.events import Event
from appliance.audit.head import Slots
from appliance.audit.log import AuditLog
from appliance.audit.records import Selection, Verification
from appliance.audit.seen import Seen
from appliance.errors import (
    ApplianceError,
    AuditBroken,
    AuditForked,
    AuditHeadDamaged,
    AuditRolledBack,
    VaultRolledBack,
    WitnessUnusable,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from appliance.audit.checkpoints import Signed
    from appliance.audit.witness import Witness
    from appliance.clock import Clock
    from appliance.vault.store import Vault


class Watch:
    """Head, memory of this computer, checkpoints and witnesses of one vault, together."""

    def __init__(
        self,
        vault: Vault,
        clock: Clock,
        *,
        seen_folder: Path,
        media: Callable[[], Iterable[Path]] = tuple,
    ) -> None:
        """What the chain of `vault` is held against.

        Args:
            vault: an open vault.
            clock: for the times in entries and cosignatures.
            seen_folder: where this computer remembers vaults; made when first needed.
            media: lists the mounted removable media; each is looked at for a witness.
        """
        self._vault = vault
        self._seen = Seen(seen_folder, vault_id=vault.vault_id, key=lambda: vault.subkey("audit"))
        self.log = self._log = AuditLog(
            vault, clock, recorded=lambda mark: self._seen.note(mark, self._log.mark_at)
        )
        self.checkpoints = self._checkpoints = Checkpoints(vault, self._log, clock)
        self._clock = clock
        self._media = media

    def examine(self) -> str:
        """Before anything is recorded in a vault just opened; returns what is noted of the head.

        Looks at the newest entry, the head, what this computer saw, the witnesses that are plugged
        in and the closing record; `verify` looks at every entry.

        Raises: AuditTruncated, AuditForked, AuditHeadDamaged, AuditRolledBack, VaultDamaged,
        ClosingRecordDamaged; VaultRolledBack: the vault was told to leave that to us.
        """
        noted = self._log.judge_head()
        self._judge_seen()
        for one in witness.present(self._media()):
            with suppress(WitnessUnusable):
                self._compare(one)
        return noted

    def remember(self) -> None:
        """Keep the newest entry as the newest that this computer saw."""
        self._seen.keep(self._log.last(), self._log.mark_at)

    def accept(self, trouble: AuditBroken | VaultRolledBack, reason: str) -> None:
        """Go on with the state found, and record that, with what was expected and what is there.

        Killed before the end, the next opening finds the same trouble again.
        Raises: VaultLocked, DiskFull, FolderReadOnly.
        """
        expected, found = self._expected(), self._log.last()
        if isinstance(trouble, AuditHeadDamaged):
            self._log.head.clear()
        self._log.head.overwrite = True
        try:
            self._record(trouble, reason, expected, found)
        finally:
            self._log.head.overwrite = False
        self._vault.closing.vouch()
        self.remember()

    def accept_restored(self, reason: str) -> None:
        """Right after a backup was restored: if that is an older state, it was meant.

        Raises: as `accept`.
        """
        try:
            self.examine()
        except (AuditBroken, VaultRolledBack) as trouble:
            self.accept(trouble, reason)
        self.remember()

    def _record(
        self, trouble: AuditBroken | VaultRolledBack, reason: str, expected: Mark, found: Mark
    ) -> None:
        with self._vault.transaction():
            self._log.append(
                Event.ROLLBACK_ACCEPTED,
                "vault",
                trouble=trouble.code,
                reason=reason,
                expected_entry=expected.seq,
                expected_link=expected.link.hex(),
                found_entry=found.seq,
                found_link=found.link.hex(),
            )

    def forget(self) -> None:
        """The vault is thrown away: this computer need not remember it."""
        self._seen.forget()

    def sign(self, folder: Path | None = None, secret: str | None = None) -> Signed:
        """Sign the chain, and have it countersigned by the witness in `folder` or plugged in.

        Raises: WitnessUnusable, WrongPassphrase, AuditRolledBack, AuditForked, AuditTruncated,
        AuditBroken, DiskFull, FolderReadOnly.
        """
        found = self._checkpoints.sign()
        ones = witness.present(self._media()) if folder is None else (witness.find(folder),)
        for one in ones:
            found = self._countersign(one, found, secret)
        return found

    def close(self) -> None:
        """Sign, countersign and remember; for the moment before the lock, which it never delays."""
        with suppress(ApplianceError, OSError):
            found = self._checkpoints.sign()
            for one in witness.present(self._media()):
                with suppress(ApplianceError, OSError):
                    found = self._countersign(one, found, None)
        with suppress(ApplianceError, OSError):
            self.remember()
            self._log.head.confirm(self._log.last(), sync=True)

    def verify(self, folder: Path | None = None) -> Verification:
        """Every entry, the head, every checkpoint, and the witness in `folder` or plugged in.

        Raises: AuditAltered, AuditDropped, AuditReordered, AuditTruncated, AuditForked,
        AuditRolledBack, AuditHeadDamaged, AuditBroken, WitnessUnusable, ClosingRecordDamaged.
        """
        back: list[int] = []
        accepted: list[int] = []
        last_at = ""
        for row in self._log.genuine():
            if row.at < last_at:
                back.append(row.seq)
            if row.event == Event.ROLLBACK_ACCEPTED.value:
                accepted.append(row.seq)
            last_at = row.at
        head = self._log.judge_head()
        signed = self._checkpoints.genuine()
        count = signed_ones.compare(self._log.rows(), signed)
        self._judge_seen()
        ones = witness.present(self._media()) if folder is None else (witness.find(folder),)
        vouched = [self._compare(one) for one in ones]
        return Verification(
            entries=count,
            head=head,
            checkpoints=len(signed),
            signed_entries=signed[-1].size if signed else 0,
            witnessed_entries=max(vouched) if vouched else None,
            clock_set_back=tuple(back),
            rollbacks_accepted=tuple(accepted),
            closing=self._vault.closing.note,
        )

    def _judge_seen(self) -> None:
        seen = self._seen.read()
        try:
            seen_here.judge(seen, self._log.last(), self._log.mark_at)
        except AuditRolledBack:
            if not self._accepted(seen[0].seq):
                raise

    def _compare(self, one: Witness) -> int:
        """How many entries the witness vouches for: none if another history was accepted."""
        try:
            return one.compare(self._log, self._checkpoints.verifier)
        except (AuditRolledBack, AuditForked):
            newest = one.newest(self._checkpoints.verifier)
            if newest is None or not self._accepted(newest.size):
                raise
            return 0

    def _accepted(self, expected: int) -> bool:
        """Was the loss of an entry with that number, or a higher one, accepted on purpose?"""
        chosen = Selection(event=Event.ROLLBACK_ACCEPTED.value)
        accepted = self._log.entries(chosen)
        return any(int(entry.details.get("expected_entry", 0)) >= expected for entry in accepted)

    def _countersign(self, one: Witness, found: Signed, secret: str | None) -> Signed:
        links = tuple(self._log.links(until=found.size))
        time_s = int(self._clock.now().timestamp())
        cosigned = one.add(found, links, self._checkpoints.verifier, time_s=time_s, secret=secret)
        if cosigned != found:
            self._checkpoints.replace_note(cosigned)
        return cosigned

    def _expected(self) -> Mark:
        """The newest entry that anything outside the database knows of."""
        known = [Mark(0)]
        with suppress(AuditHeadDamaged):
            slots = self._log.head.read() or Slots(None, None)
            known += [one for one in (slots.begun, slots.confirmed) if one is not None]
        known += self._seen.read()
        for one in witness.present(self._media()):
            with suppress(WitnessUnusable):
                newest = one.newest(self._checkpoints.verifier)
                known += [Mark(newest.size)] if newest is not None else []
        return max(known, key=lambda mark: mark.seq)
