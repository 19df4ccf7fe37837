"""Checkpoints of the chain: signed with the appliance's key, kept in the vault.

The Merkle tree's frontier is kept with each checkpoint and the next one goes on from it. So what
is signed is always consistent with what was signed before, whatever the rows say by then; rows
that no longer fit are found by verifying.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from appliance.audit import notes
from appliance.audit.merkle import Frontier
from appliance.audit.notes import SIGNATURE_TYPE, Note, NoteInvalid, Verifier
from appliance.audit.records import Checkpoint, KeptCheckpoint
from appliance.clock import Clock, stamp
from appliance.errors import AuditBroken, AuditForked, AuditTruncated

if TYPE_CHECKING:
    from collections.abc import Iterable

    from appliance.audit.chain import Row
    from appliance.audit.log import AuditLog
    from appliance.vault.store import Vault


@dataclass(frozen=True)
class Signed:
    """A checkpoint with the note that carries its signatures."""

    checkpoint: Checkpoint
    note: Note

    @property
    def size(self) -> int:
        """How many entries it covers."""
        return self.checkpoint.size


def origin(vault_id: str) -> str:
    """The name of a vault's chain in its checkpoints, and of the key that signs them."""
    return f"cofferdam/{vault_id}"


def read(text: str, who: Verifier) -> Signed:
    """A checkpoint of `who`, its signature checked. Raises: NoteInvalid."""
    note = notes.parse(text)
    found = notes.checkpoint(note.text)
    if found.origin != who.name:
        raise NoteInvalid("it is of another vault")
    if not notes.signed_by(note, who):
        raise NoteInvalid("this vault did not sign it")
    return Signed(found, note)


class Checkpoints:
    """The checkpoints of one vault. Thread-safe; raises VaultLocked after the lock."""

    def __init__(self, vault: Vault, log: AuditLog, clock: Clock) -> None:
        self._vault = vault
        self._log = log
        self._clock = clock

    @property
    def verifier(self) -> Verifier:
        """The public key that checks them. Raises: VaultLocked, VaultDamaged."""
        name = origin(self._vault.vault_id)
        return Verifier(name, SIGNATURE_TYPE, self._vault.identity.signing_public())

    def sign(self) -> Signed:
        """Sign the chain as it is now and keep it; the newest one again if nothing was added.

        Raises: VaultLocked, DiskFull; AuditTruncated: there are fewer entries than were signed;
        AuditBroken: the newest kept one is not genuine.
        """
        with self._vault.transaction() as connection:
            size, frontier, newest = self._newest()
            last = self._log.last()
            if last.seq < size:
                raise AuditTruncated(found=last.seq, expected=size)
            if newest is not None and last.seq == size:
                return newest
            frontier.extend(self._log.links(after=size, until=last.seq))
            found = Checkpoint(origin(self._vault.vault_id), frontier.size, frontier.root())
            text = notes.body(found)
            signature = notes.sign(text, found.origin, self._vault.identity.signing_key())
            note = Note(text, (signature,))
            connection.execute(
                "INSERT INTO checkpoint (size, at, note, frontier) VALUES (?, ?, ?, ?)",
                (found.size, stamp(self._clock), notes.render(note), frontier.encoded()),
            )
        return Signed(found, note)

    def replace_note(self, signed: Signed) -> None:
        """Keep a checkpoint with the cosignatures that it was given. Raises: VaultLocked."""
        with self._vault.transaction() as connection:
            connection.execute(
                "UPDATE checkpoint SET note = ? WHERE size = ?",
                (notes.render(signed.note), signed.size),
            )

    def kept(self) -> tuple[KeptCheckpoint, ...]:
        """All of them, oldest first, as stored."""
        rows = self._vault.connection().execute(
            "SELECT size, at, note FROM checkpoint ORDER BY size"
        )
        return tuple(KeptCheckpoint(size, at, note, _witnesses(note)) for size, at, note in rows)

    def genuine(self) -> tuple[Signed, ...]:
        """All of them with their signatures checked. Raises: AuditBroken: one is not genuine."""
        return tuple(self._read(one.size, one.note) for one in self.kept())

    def _newest(self) -> tuple[int, Frontier, Signed | None]:
        row = (
            self._vault.connection()
            .execute("SELECT size, note, frontier FROM checkpoint ORDER BY size DESC LIMIT 1")
            .fetchone()
        )
        if row is None:
            return 0, Frontier(), None
        size, signed = int(row[0]), self._read(int(row[0]), str(row[1]))
        try:
            frontier = Frontier.decoded(size, bytes(row[2]))
        except ValueError as error:
            raise AuditBroken(str(error), entry=size, why="its checkpoint was changed") from error
        if frontier.root() != signed.checkpoint.root:
            raise AuditBroken(entry=size, why="its checkpoint was changed")
        return size, frontier, signed

    def _read(self, size: int, note: str) -> Signed:
        try:
            found = read(note, self.verifier)
        except NoteInvalid as error:
            why = "the checkpoint up to it is not genuine"
            raise AuditBroken(str(error), entry=size, why=why) from error
        if found.size != size:
            raise AuditBroken(entry=size, why="the checkpoint up to it is not genuine")
        return found


def compare(rows: Iterable[Row], signed: Iterable[Signed]) -> int:
    """Hold genuine entries against checkpoints; returns how many entries there are.

    Raises:
        AuditTruncated: a checkpoint covers more entries than there are.
        AuditForked: the entries are not those that were signed.
    """
    waiting = sorted(signed, key=lambda one: one.size)
    frontier = Frontier()

    def check() -> None:
        while waiting and waiting[0].size == frontier.size:
            if waiting.pop(0).checkpoint.root != frontier.root():
                why = "a signed checkpoint covers another history"
                raise AuditForked(entry=frontier.size, why=why)

    check()
    for row in rows:
        frontier.extend((row.link,))
        check()
    if waiting:
        raise AuditTruncated(found=frontier.size, expected=waiting[-1].size)
    return frontier.size


def _witnesses(note: str) -> tuple[str, ...]:
    try:
        found = notes.parse(note)
    except NoteInvalid:
        return ()
    return tuple(one.name for one in found.signatures[1:])
