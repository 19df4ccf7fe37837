"""The audit chain: entries in the vault, each with a MAC over itself and all before it.

What makes a rollback and a cut visible lies elsewhere: the head beside the database
(`audit.head`), what this computer saw (`seen`), and checkpoints on a removable medium
(`witness`). docs/formats/audit.md has the bytes.
"""

from __future__ import annotations

import hmac
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec

from appliance.audit import chain
from appliance.audit.chain import Mark, Row
from appliance.audit.events import Event
from appliance.audit.head import Head, judge
from appliance.audit.records import Detail, Entry, Selection
from appliance.clock import Clock, stamp
from appliance.crypto.kdf import hkdf
from appliance.errors import AuditAltered, AuditBroken, ClosingRecordDamaged
from appliance.vault.domains import CONTENT
from appliance.vault.keyring import CONTENT_TAGS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from appliance.vault.store import Vault

TAG_CHARACTERS = 16
_COLUMNS = "seq, format, at, event, actor, subject, details, link, mac"


class AuditLog:
    """Appends to and reads the chain of one vault. Thread-safe."""

    def __init__(
        self, vault: Vault, clock: Clock, *, recorded: Callable[[Mark], None] | None = None
    ) -> None:
        """`recorded` is told the newest entry after each commit."""
        self._vault = vault
        self._clock = clock
        self._recorded = recorded
        self._of_thread = threading.local()
        self.head = Head(vault.folder, vault_id=vault.vault_id, key=self.key)
        vault.when_closed(
            lambda place, key: self.head.close(Mark(place.entry, place.mac, place.link), key)
        )

    def append(self, event: Event, subject: str, **details: Detail) -> None:
        """Write one entry inside the transaction under way, or in one of its own.

        What cannot be recorded does not happen: an error here, or when the head is written before
        the commit, undoes the caller's transaction. `details` are facts such as counts, hashes and
        results, never text of documents, questions or answers; for those there is `tag`.
        A time before that of the entry before is noted as `clock_back`, not refused.

        Raises: VaultLocked, DiskFull, VaultDamaged, AuditHeadDamaged.
        """
        with self._vault.transaction() as connection:
            last = self.last_row()
            at = stamp(self._clock)
            if last is not None and at < last.at:
                details["clock_back"] = True
            before = chain.mark(last) if last else Mark(0)
            bare = Row(
                seq=before.seq + 1,
                format=chain.FORMAT,
                at=at,
                event=event.value,
                actor=_clean(self._actor()),
                subject=_clean(subject),
                details=msgspec.json.encode(_clean_details(details), order="sorted").decode(),
                link=b"",
                mac=b"",
            )
            linked = replace(bare, link=chain.link(bare, before.link))
            connection.execute(
                f"INSERT INTO audit ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608  # a constant
                (
                    bare.seq, bare.format, bare.at, bare.event, bare.actor, bare.subject,
                    bare.details, linked.link, chain.mac(linked, before, self.key()),
                ),
            )  # fmt: skip
            if getattr(self._of_thread, "started", None) is None:
                # As this transaction found it: from the first entry on, a head must be there.
                self._of_thread.started = last is not None and last.format >= chain.FORMAT
                self._vault.on_rollback(self._forget)
            self._vault.before_commit(self._begin)

    def tag(self, text: str) -> str:
        """A keyed hash that stands for content: 16 hex digits, the same for the same text.

        It is under a key that only who may read the content holds, so nobody else can try what it
        stands for. What somebody without that key does is tagged under a key of the register.
        Raises: VaultLocked.
        """
        if self._vault.holds(CONTENT):
            key = hkdf(self._vault.subkey(CONTENT_TAGS, CONTENT), b"cofferdam audit tags 2")
        else:
            key = hkdf(self.key(), b"cofferdam audit tags without content 2")
        data = text.encode("utf-8", "backslashreplace")
        return hmac.digest(key, data, "sha256").hex()[:TAG_CHARACTERS]

    def entries(
        self,
        selection: Selection | None = None,
        *,
        after: int = 0,
        before: int | None = None,
        limit: int = 1000,
    ) -> tuple[Entry, ...]:
        """Entries with `seq` above `after`, oldest first, at most `limit`.

        With `before` the order is newest first, from the one whose `seq` is just below it; 0 means
        from the end of the chain.

        They are shown as stored: call `verify` to know whether they are genuine.
        Raises: VaultLocked, AuditBroken (an event that is not on the list).
        """
        chosen = selection or Selection()
        clauses, values = ["seq > ?"], [str(after)]
        if before:
            clauses.append("seq < ?")
            values.append(str(before))
        order = "seq" if before is None else "seq DESC"
        for clause, value in (
            ("event = ?", chosen.event),
            ("(actor = ? OR substr(actor, 1, 16) = ? OR substr(actor, 18) = ?)", chosen.actor),
            ("subject = ?", chosen.subject),
            ("(instr(subject, ?) = 1 OR instr(details, ?) > 0)", chosen.about),
            ("at >= ?", chosen.since),
            ("substr(at, 1, length(?)) <= ?", chosen.until),
        ):
            if value:
                clauses.append(clause)
                values += [value] * clause.count("?")
        rows = self._vault.connection().execute(
            f"SELECT {_COLUMNS} FROM audit WHERE {' AND '.join(clauses)} ORDER BY {order} LIMIT ?",  # noqa: S608  # constants
            (*values, limit),
        )
        return tuple(_entry(_row(row)) for row in rows)

    def verify(self) -> int:
        """Check every entry and the head; returns how many entries there are.

        Raises:
            AuditAltered, AuditDropped, AuditReordered: names the first entry that is not genuine.
            AuditTruncated, AuditForked, AuditHeadDamaged: database and head disagree.
            ClosingRecordDamaged: the closing record is not the one that the head tells of.
            VaultRolledBack: the vault was told to leave that to us.
            VaultLocked, VaultDamaged.
        """
        count = sum(1 for _ in self.genuine())
        self.judge_head()
        return count

    def genuine(self) -> Iterator[Row]:
        """Every row in order, each checked before it is given. Raises: as `verify`."""
        try:
            yield from chain.walk(self.rows(), self.key())
        except AuditAltered as error:
            found = chain.diagnose(tuple(self.rows()), int(error.facts["entry"]))
            raise found from error

    def judge_head(self) -> str:
        """Compare head, database and closing record; returns what is noted. Raises: as `verify`."""
        row = self.last_row()
        slots, last = self.head.read(), chain.mark(row) if row else Mark(0)
        noted = judge(
            slots,
            last,
            started=row is not None and row.format >= chain.FORMAT,
            mark_at=self.mark_at,
        )
        closing = self._vault.closing
        # After a clean close the head says so, and then there is a record of that very moment.
        if slots is not None and slots.closed == last and not closing.speaks_of_newest:
            raise ClosingRecordDamaged(why=closing.note)
        if closing.trouble is not None:
            raise closing.trouble
        closing.vouch()
        return noted

    def last(self) -> Mark:
        """The newest entry's place; number 0 for none."""
        row = self.last_row()
        return chain.mark(row) if row else Mark(0)

    def mark_at(self, seq: int) -> Mark | None:
        """The place of the entry with that number; None if there is none."""
        for row in self._select("WHERE seq = ?", (seq,)):
            return chain.mark(row)
        return None

    def last_row(self) -> Row | None:
        """The newest entry as stored."""
        for row in self._select("ORDER BY seq DESC LIMIT 1"):
            return row
        return None

    def rows(self) -> Iterator[Row]:
        """Every entry as stored, in order."""
        return self._select("ORDER BY seq")

    def links(self, *, after: int = 0, until: int) -> Iterator[bytes]:
        """The stored links of the entries after..until, in order."""
        rows = self._vault.connection().execute(
            "SELECT link FROM audit WHERE seq > ? AND seq <= ? ORDER BY seq", (after, until)
        )
        return (bytes(found) for (found,) in rows)

    def key(self) -> bytes:
        """The key of the chain's MACs. Raises: VaultLocked."""
        return self._vault.subkey("audit")

    def _begin(self) -> None:
        """Before the outermost commit: the head says what is about to be the newest entry."""
        last = self.last()
        if getattr(self._of_thread, "begun", None) == last:
            return  # a second entry of the same transaction registered this too
        self.head.begin(last, first=not self._of_thread.started)
        self._of_thread.begun = last
        self._vault.on_commit(self._confirm)

    def _confirm(self) -> None:
        mark: Mark = self._of_thread.begun
        self._forget()
        self.head.confirm(mark)
        if self._recorded is not None:
            self._recorded(mark)

    def _forget(self) -> None:
        self._of_thread.begun = self._of_thread.started = None

    def _select(self, rest: str, values: tuple[object, ...] = ()) -> Iterator[Row]:
        rows = self._vault.connection().execute(f"SELECT {_COLUMNS} FROM audit {rest}", values)  # noqa: S608  # constants
        return (_row(row) for row in rows)

    def _actor(self) -> str:
        user = getattr(self._vault, "user", None)
        return f"{user.id} {user.name}" if user is not None else ""


def _clean(text: str) -> str:
    """File names may hold bytes that are no text; neither JSON nor the database takes those."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _clean_details(details: dict[str, Detail]) -> dict[str, Detail]:
    return {
        name: _clean(value) if isinstance(value, str) else value for name, value in details.items()
    }


def _row(row: tuple[object, ...]) -> Row:
    seq, form, at, event, actor, subject, details, link, mac = row
    assert isinstance(seq, int) and isinstance(form, int)  # noqa: S101, PT018 - the table is STRICT
    assert isinstance(link, bytes) and isinstance(mac, bytes)  # noqa: S101, PT018 - likewise
    return Row(seq, form, str(at), str(event), str(actor), str(subject), str(details), link, mac)


def _entry(row: Row) -> Entry:
    try:
        details = msgspec.json.decode(row.details, type=dict[str, Detail])
        return Entry(row.seq, row.at, Event(row.event), row.subject, details, row.actor)
    except (ValueError, msgspec.MsgspecError, RecursionError) as error:
        raise AuditBroken(str(error), entry=row.seq, why="it is not readable") from error
