"""What is checked when a vault is opened, and what is left behind when it is locked."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from appliance.audit import acceptance, witness
from appliance.audit import checkpoints as signed_ones
from appliance.audit.checkpoints import Checkpoints
from appliance.audit.events import Event
from appliance.audit.log import AuditLog
from appliance.audit.records import Verification
from appliance.audit.seen import Seen
from appliance.clock import stamp
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

    from appliance.audit.chain import Mark
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
        self._seen = Seen(
            seen_folder,
            vault_id=vault.vault_id,
            key=lambda: vault.subkey("audit"),
            place=vault.folder,
        )
        self.log = self._log = AuditLog(vault, clock, recorded=self._recorded)
        self.checkpoints = self._checkpoints = Checkpoints(vault, self._log, clock)
        self._clock = clock
        self._media = media
        # What was examined last did not agree, and nobody accepted that.
        self._doubted = False

    def examine(self) -> str:
        """Before anything is recorded in a vault just opened; returns what is noted of the head.

        Looks at the newest entry, the head, what this computer saw, the witnesses that are plugged
        in and the closing record; `verify` looks at every entry.

        Raises: AuditTruncated, AuditForked, AuditHeadDamaged, AuditRolledBack, VaultDamaged,
        ClosingRecordDamaged; VaultRolledBack: the vault was told to leave that to us.
        """
        self._doubted = True
        noted = self._log.judge_head()
        self._judge_seen()
        for one in witness.present(self._media()):
            with suppress(WitnessUnusable):
                self._compare(one)
        self._doubted = False
        return noted

    def remember(self) -> None:
        """Keep the newest entry as the newest that this computer saw."""
        self._seen.keep(self._log.last(), self._log.mark_at, at=stamp(self._clock))

    def accept(self, trouble: AuditBroken | VaultRolledBack, reason: str) -> None:
        """Go on with the state found, and record that, with what was expected and what is there.

        It gives up exactly what head, this computer and the witnesses plugged in say now; whoever
        puts the vault back again meets the same alarm, and so does the history given up.
        Killed before the end, the next opening finds the same trouble again.
        Raises: VaultLocked, DiskFull, FolderReadOnly.
        """
        found = self._log.last()
        ones = witness.present(self._media())
        lost = acceptance.Lost(self._log, self._checkpoints, self._seen, ones)
        if isinstance(trouble, AuditHeadDamaged):
            self._log.head.clear()
        self._log.head.overwrite = True
        try:
            self._record(trouble, reason, lost, found)
        finally:
            self._log.head.overwrite = False
        self._doubted = False
        self._vault.closing.vouch()
        self.remember()

    def _record(
        self,
        trouble: AuditBroken | VaultRolledBack,
        reason: str,
        lost: acceptance.Lost,
        found: Mark,
    ) -> None:
        with self._vault.transaction():
            self._log.append(
                Event.ROLLBACK_ACCEPTED,
                "vault",
                trouble=trouble.code,
                reason=reason,
                expected_entry=lost.newest.seq,
                expected_link=lost.newest.link.hex(),
                found_entry=found.seq,
                found_link=found.link.hex(),
                given_up=" ".join(lost.names),
            )

    def _recorded(self, mark: Mark) -> None:
        if not self._doubted:
            self._seen.note(mark, self._log.mark_at, at=stamp(self._clock))

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
        """Sign, countersign and remember; for the moment before the lock, which it never delays.

        Of a state that is doubted nothing is signed or remembered.
        """
        if self._doubted:
            return
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
        named = acceptance.given_up(self._log)
        self._seen.judge(
            self._log.last(),
            self._log.mark_at,
            given_up=lambda mark: acceptance.is_given_up(mark, named),
        )

    def _compare(self, one: Witness) -> int:
        """How many entries the witness vouches for: none if just that history was given up."""
        try:
            return one.compare(self._log, self._checkpoints.verifier)
        except (AuditRolledBack, AuditForked):
            mark = acceptance.witness_token(one, self._checkpoints)
            if mark not in acceptance.given_up(self._log):
                raise
            return 0

    def _countersign(self, one: Witness, found: Signed, secret: str | None) -> Signed:
        links = tuple(self._log.links(until=found.size))
        time_s = int(self._clock.now().timestamp())
        cosigned = one.add(found, links, self._checkpoints.verifier, time_s=time_s, secret=secret)
        if cosigned != found:
            self._checkpoints.replace_note(cosigned)
        return cosigned
