"""The audit log: entries in the vault, each with a MAC over itself and the one before.

What the chain shows: an entry changed, removed from the middle, added, or put in another order by
somebody without the vault's key. What it does not show yet: the newest entries cut off together
with the database's journal, or the whole folder put back to an earlier state. That needs a head
outside the database (docs/formats/vault.md).
"""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

import msgspec

from appliance.audit.events import Event
from appliance.audit.records import Detail, Entry
from appliance.clock import Clock, stamp
from appliance.errors import AuditBroken

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appliance.vault.store import Vault

MAC_BYTES = 32
_START = bytes(MAC_BYTES)
_LABEL = b"cofferdam audit 1"
_Row = tuple[int, str, str, str, str, bytes]


class AuditLog:
    """Appends to and reads the log of one vault. Thread-safe."""

    def __init__(self, vault: Vault, clock: Clock) -> None:
        self._vault = vault
        self._clock = clock

    def append(self, event: Event, subject: str, **details: Detail) -> None:
        """Write one entry inside the transaction under way, or in one of its own.

        What cannot be recorded does not happen: an error here undoes the caller's transaction.
        `details` are facts such as counts, hashes and results, never text of documents, questions
        or answers.

        Raises: VaultLocked, DiskFull, VaultDamaged.
        """
        with self._vault.transaction() as connection:
            last = connection.execute(
                "SELECT seq, mac FROM audit ORDER BY seq DESC LIMIT 1"
            ).fetchone()
            seq, previous = (int(last[0]) + 1, bytes(last[1])) if last else (1, _START)
            body = msgspec.json.encode(_clean_details(details), order="sorted").decode()
            subject = _clean(subject)
            at = stamp(self._clock)
            mac = _mac(self._key(), previous, (seq, at, event.value, subject, body))
            connection.execute(
                "INSERT INTO audit (seq, at, event, subject, details, mac) "
                "VALUES (?, ?, ?, ?, ?, ?)",
                (seq, at, event.value, subject, body, mac),
            )

    def entries(self, *, after: int = 0, limit: int = 1000) -> tuple[Entry, ...]:
        """Entries with `seq` above `after`, oldest first, at most `limit`.

        They are shown as stored: call `verify` to know whether they are genuine.
        Raises: VaultLocked, AuditBroken (an event that is not on the list).
        """
        rows = self._vault.connection().execute(
            "SELECT seq, at, event, subject, details FROM audit WHERE seq > ? ORDER BY seq LIMIT ?",
            (after, limit),
        )
        return tuple(_entry(*row) for row in rows)

    def verify(self) -> int:
        """Check every entry; returns how many there are.

        Raises:
            AuditBroken: names the first entry that is not genuine.
            VaultLocked, VaultDamaged.
        """
        key = self._key()
        previous, count = _START, 0
        for seq, at, event, subject, details, mac in self._rows():
            count += 1
            if seq != count:
                raise AuditBroken(entry=count, why="it is missing")
            if not hmac.compare_digest(
                mac, _mac(key, previous, (seq, at, event, subject, details))
            ):
                raise AuditBroken(entry=seq, why="it is not what was written")
            previous = mac
        return count

    def _rows(self) -> Iterator[_Row]:
        rows = self._vault.connection().execute(
            "SELECT seq, at, event, subject, details, mac FROM audit ORDER BY seq"
        )
        for seq, at, event, subject, details, mac in rows:
            yield seq, at, event, subject, details, bytes(mac)

    def _key(self) -> bytes:
        return self._vault.subkey("audit")


def _clean(text: str) -> str:
    """File names may hold bytes that are no text; neither JSON nor the database takes those."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _clean_details(details: dict[str, Detail]) -> dict[str, Detail]:
    return {
        name: _clean(value) if isinstance(value, str) else value for name, value in details.items()
    }


def _mac(key: bytes, previous: bytes, entry: tuple[int, str, str, str, str]) -> bytes:
    seq, *texts = entry
    parts = [_LABEL, previous, seq.to_bytes(8, "big")]
    for text in texts:
        encoded = text.encode("utf-8")
        parts += [len(encoded).to_bytes(4, "big"), encoded]
    return hmac.digest(key, b"".join(parts), "sha256")


def _entry(seq: int, at: str, event: str, subject: str, details: str) -> Entry:
    try:
        return Entry(
            seq, at, Event(event), subject, msgspec.json.decode(details, type=dict[str, Detail])
        )
    except (ValueError, msgspec.MsgspecError) as error:
        raise AuditBroken(str(error), entry=seq, why="it is not readable") from error
