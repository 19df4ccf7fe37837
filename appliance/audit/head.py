"""The head of the chain, in a file of its own beside the database.

SQLCipher does not authenticate its journal as a sequence: one flipped bit in `vault.db-wal` makes
committed rows vanish with every check clean. So what the newest entry is stands outside: slot 0 is
written and synced before the commit (“begun”), slot 1 after it (“confirmed”). Each is written in
its own 128 bytes, so a write that is cut off never takes both.
"""

from __future__ import annotations

import hmac
import os
import stat
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from appliance.audit.chain import Mark
from appliance.crypto.kdf import hkdf
from appliance.errors import AuditForked, AuditHeadDamaged, AuditTruncated
from appliance.files import atomic_write, saving

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NAME = "audit.head"
SLOT_BYTES = 128
_MAGIC = b"COFAHEAD"
_VERSION = 1
_BEGUN, _CONFIRMED = 1, 2
_MAC_BYTES = 32

FINE = "fine"
NOT_COMMITTED = "the last append was begun and not committed"
NOT_CONFIRMED = "the last append was committed and not confirmed"
SLOT_DAMAGED = "one of its two slots is damaged"
NONE_YET = "there is none yet"


@dataclass(frozen=True)
class Slots:
    """What the file holds; None stands for a slot that is not genuine."""

    begun: Mark | None
    confirmed: Mark | None
    # The vault was closed cleanly after this entry, so a closing record must tell of it.
    closed: Mark | None = None


class Head:
    """Reads and writes `audit.head` of one vault. One writer at a time: the open transaction."""

    def __init__(self, folder: Path, *, vault_id: str, key: Callable[[], bytes]) -> None:
        """`key` gives the chain's key, from which the head's own is derived."""
        self._path = folder / NAME
        self._vault = bytes.fromhex(vault_id)[:8]
        self._key = key
        # Only while an older state is accepted on purpose: what was confirmed may be ahead.
        self.overwrite = False
        self._guard = threading.Lock()
        self._confirmed_seq = 0

    def read(self) -> Slots | None:
        """Both slots; None if there is no file. Raises: AuditHeadDamaged: it is no head at all."""
        data = self._raw()
        return None if data is None else self._slots(data, _derived(self._key()))

    def _raw(self) -> bytes | None:
        try:
            handle = os.open(self._path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise AuditHeadDamaged(str(error), why="it cannot be read") from error
        try:
            self._require_size(handle)
            return os.pread(handle, 2 * SLOT_BYTES, 0)
        finally:
            os.close(handle)

    def _slots(self, data: bytes, key: bytes) -> Slots:
        parts = ((data[:SLOT_BYTES], _BEGUN), (data[SLOT_BYTES:], _CONFIRMED))
        plain = [self._decode(part, state, key) for part, state in parts]
        closed = [self._decode(part, state, key, closed=True) for part, state in parts]
        return Slots(plain[0] or closed[0], plain[1] or closed[1], closed[1] or closed[0])

    def begin(self, mark: Mark, *, first: bool) -> None:
        """Say, durably, that `mark` is about to be committed; `first` makes the file.

        Raises: DiskFull, FolderReadOnly; AuditHeadDamaged: the file went away or is another;
        AuditTruncated: an entry of that number or a higher one was confirmed already.
        """
        if first and not self._path.exists():
            with atomic_write(self._path) as out:
                out.write(self._encode(mark, _BEGUN) + self._encode(Mark(0), _CONFIRMED))
            return
        slots = None if self.overwrite else self.read()
        if slots is not None and slots.confirmed is not None and slots.confirmed.seq >= mark.seq:
            raise AuditTruncated(found=mark.seq - 1, expected=slots.confirmed.seq)
        self._put(self._encode(mark, _BEGUN), 0, sync=True)

    def confirm(self, mark: Mark, *, sync: bool = False) -> None:
        """Say that `mark` was committed.

        Without `sync` a power cut may lose this, which then reads as NOT_CONFIRMED; the next
        `begin` syncs it too. Two threads may confirm in another order than they committed: the
        higher number stays. Raises: as `begin`.
        """
        with self._guard:
            if mark.seq < self._confirmed_seq and not self.overwrite:
                return
            self._put(self._encode(mark, _CONFIRMED), SLOT_BYTES, sync=sync)
            self._confirmed_seq = mark.seq

    def close(self, mark: Mark, key: bytes) -> None:
        """Say that the vault was closed cleanly after `mark`, if that was confirmed.

        `key` is the chain's, for the vault gives none any more. Raises: as `begin`.
        """
        key = _derived(key)
        data = self._raw()
        if data is not None and self._slots(data, key).confirmed == mark:
            self._put(self._encode(mark, _CONFIRMED, key, closed=True), SLOT_BYTES, sync=True)
            # In both, so that damaging one does not hide it.
            self._put(self._encode(mark, _BEGUN, key, closed=True), 0, sync=True)

    def clear(self) -> None:
        """Replace a missing or strange file by one without genuine slots.

        Only on purpose, before an older state is accepted. Raises: DiskFull, FolderReadOnly.
        """
        with atomic_write(self._path) as out:
            out.write(bytes(2 * SLOT_BYTES))

    def _put(self, data: bytes, offset: int, *, sync: bool) -> None:
        with saving(NAME):
            try:
                handle = os.open(self._path, os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC)
            except FileNotFoundError as error:
                raise AuditHeadDamaged(why="it went away while the vault was open") from error
            try:
                self._require_size(handle)
                os.pwrite(handle, data, offset)
                if sync:
                    os.fdatasync(handle)
            finally:
                os.close(handle)

    @staticmethod
    def _require_size(handle: int) -> None:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode) or status.st_size != 2 * SLOT_BYTES:
            raise AuditHeadDamaged(why="it has another size than it is written with")

    def _encode(
        self, mark: Mark, state: int, key: bytes | None = None, *, closed: bool = False
    ) -> bytes:
        body = self._begin_of(state, closed)
        body += mark.seq.to_bytes(8, "big") + mark.mac + mark.link
        return body + hmac.digest(key or _derived(self._key()), body, "sha256")

    def _begin_of(self, state: int, closed: bool) -> bytes:
        return _MAGIC + bytes([_VERSION, state, int(closed)]) + bytes(5) + self._vault

    def _decode(self, data: bytes, state: int, key: bytes, *, closed: bool = False) -> Mark | None:
        body, found = data[:-_MAC_BYTES], data[-_MAC_BYTES:]
        expected = self._begin_of(state, closed)
        if not hmac.compare_digest(found, hmac.digest(key, body, "sha256")):
            return None
        if not body.startswith(expected):
            return None
        at = len(expected)
        return Mark(
            int.from_bytes(body[at : at + 8], "big"), body[at + 8 : at + 40], body[at + 40 :]
        )


def _derived(key: bytes) -> bytes:
    """The head's key from the chain's."""
    return hkdf(key, b"cofferdam audit head 1")


def judge(
    slots: Slots | None, last: Mark, *, started: bool, mark_at: Callable[[int], Mark | None]
) -> str:
    """Compare the head with the database's newest entry `last`; returns what is noted.

    Args:
        slots: what `Head.read` gave.
        last: the newest entry; number 0 for none.
        started: the newest entry is of a release that keeps a head.
        mark_at: the place of the entry with that number, None if there is none.

    Raises:
        AuditTruncated: entries that the head confirms are not there.
        AuditForked: an entry is another one than the head says.
        AuditHeadDamaged: missing, no slot is genuine, or older than the database.
    """
    if slots is None:
        if started:
            raise AuditHeadDamaged(why="it is missing")
        return NONE_YET
    begun, confirmed = slots.begun, slots.confirmed
    if begun is None and confirmed is None:
        raise AuditHeadDamaged(why="neither of its two slots is genuine")
    if confirmed is None:
        return _without_confirmed(begun, last)
    if begun is not None and begun.seq < confirmed.seq:
        raise AuditHeadDamaged(why="its two slots are of different times")
    if begun is None and last == confirmed:
        return SLOT_DAMAGED
    if last.seq < confirmed.seq:
        raise AuditTruncated(found=last.seq, expected=confirmed.seq)
    if confirmed.seq and mark_at(confirmed.seq) != confirmed:
        raise AuditForked(entry=confirmed.seq, why="it is not the one that the head confirms")
    return _from_confirmed(begun, confirmed, last, started=started)


def _without_confirmed(begun: Mark | None, last: Mark) -> str:
    if begun is not None and last == begun:
        return SLOT_DAMAGED
    if begun is not None and last.seq > begun.seq:
        raise AuditHeadDamaged(why="it is older than the database")
    raise AuditHeadDamaged(why="the slot that would confirm the newest entry is not genuine")


def _from_confirmed(begun: Mark | None, confirmed: Mark, last: Mark, *, started: bool) -> str:
    """The confirmed entry is there; are those behind it what was begun?"""
    if begun is None or last.seq > begun.seq:
        raise AuditHeadDamaged(why="it is older than the database")
    if last == begun:
        return FINE if begun == confirmed else NOT_CONFIRMED
    if last.seq == begun.seq:
        raise AuditForked(entry=last.seq, why="it is not the one that was begun")
    # Number 0 is confirmed when the head is made; before it only entries without a head exist.
    before = last == confirmed or (confirmed.seq == 0 and not started)
    if not before:
        raise AuditTruncated(found=last.seq, expected=begun.seq)
    return NOT_COMMITTED
