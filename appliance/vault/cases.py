"""The register of cases in the control database: what is known of each without opening it."""

from __future__ import annotations

import os
import shutil
from functools import partial
from typing import TYPE_CHECKING

from appliance.errors import CaseExists, CaseHeld, CaseUnknown, HoldLost, VaultDamaged
from appliance.vault.case_file import CaseFile, CaseFiles
from appliance.vault.case_ids import MOST_CASES
from appliance.vault.case_records import CaseRow

if TYPE_CHECKING:
    from collections.abc import Callable

    from appliance.vault.connection import Row
    from appliance.vault.store import Vault

_ROW = (
    "SELECT id, ref, name_sealed, listed, generation, created_at, last_used_at, closed_at, "
    "held_at, documents, pages, unfinished, answers, scores FROM case_file"
)
# The built-in case. No person can give this name, for it cannot be printed.
UNFILED = "\x00unfiled"
_LATEST = "latest_at"


class Cases:
    """The cases of one vault. Thread-safe; every method raises VaultLocked after the lock.

    Times are ISO 8601 in UTC with milliseconds, from the caller's clock. What is looked for by
    name, or made, needs the `content` keys (KeyNotHeld); the rest does not.
    """

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._files = CaseFiles(vault)
        self._held_by_log: Callable[[str], bool] = lambda _ref: False

    def compare_holds(self, held: Callable[[str], bool]) -> None:
        """Before anything of a case is deleted, ask `held` too, which knows it by its reference."""
        self._held_by_log = held

    # Finding ------------------------------------------------------------------------------------

    def all(self, *, names: bool = True) -> tuple[CaseRow, ...]:
        """The cases that people made, newest first. Raises: KeyNotHeld with `names`."""
        rows = self._vault.connection().execute(
            f"{_ROW} WHERE listed = 1 AND whole = 1 ORDER BY id DESC"
        )
        return tuple(self._row(row, named=names) for row in rows.fetchall())

    def unfinished(self) -> tuple[CaseRow, ...]:
        """Cases in which documents may wait to be read, oldest first, without names."""
        rows = self._vault.connection().execute(
            f"{_ROW} WHERE unfinished > 0 AND whole = 1 ORDER BY id"
        )
        return tuple(self._row(row, named=False) for row in rows.fetchall())

    def by_name(self, name: str) -> CaseRow:
        """The case of that name. Raises: CaseUnknown, KeyNotHeld."""
        return self._one("name_tag = ?", self._vault.case_seals.tag(name), shown=name, named=True)

    def by_id(self, case_id: int, *, names: bool = True) -> CaseRow:
        """The case of that number. Raises: CaseUnknown; KeyNotHeld with `names`."""
        return self._one("id = ?", case_id, shown=str(case_id), named=names)

    def by_ref(self, ref: str, *, names: bool = True) -> CaseRow:
        """The case of that reference. Raises: CaseUnknown; KeyNotHeld with `names`."""
        return self._one("ref = ?", ref, shown=ref[:12], named=names)

    def refs(self, beginning: str) -> tuple[str, ...]:
        """References that begin so."""
        rows = self._vault.connection().execute(
            "SELECT ref FROM case_file WHERE substr(ref, 1, length(?1)) = ?1 AND whole = 1",
            (beginning,),
        )
        return tuple(str(ref) for (ref,) in rows)

    def file(self, ref_or_id: str | int) -> CaseFile:
        """A handle on the content. Raises: CaseUnknown."""
        by_id = isinstance(ref_or_id, int)
        row = self._one(
            "id = ?" if by_id else "ref = ?", ref_or_id, shown=str(ref_or_id)[:12], named=False
        )
        return CaseFile(self._vault, self._files, row.id, row.ref)

    def hold_reason(self, case_id: int) -> str:
        """Why the case is held; "" if it is not. Raises: CaseUnknown, KeyNotHeld."""
        row = (
            self._vault.connection()
            .execute("SELECT ref, hold_sealed FROM case_file WHERE id = ?", (case_id,))
            .fetchone()
        )
        if row is None:
            raise CaseUnknown(name=case_id)
        return "" if row[1] is None else self._vault.case_seals.open("hold", row[0], bytes(row[1]))

    # Making -------------------------------------------------------------------------------------

    def new(self, name: str, *, now: str, ref: str | None = None) -> CaseRow:
        """An empty case with a key of its own. Raises: CaseExists, KeyNotHeld, DiskFull."""
        return self._new(name, now=now, ref=ref or new_ref(), listed=True)

    def unfiled(self, *, now: str) -> CaseRow:
        """The built-in case for what belongs to no case, made at its first use.

        Raises: KeyNotHeld, DiskFull.
        """
        try:
            return self.by_name(UNFILED)
        except CaseUnknown:
            with self._vault.transaction():
                try:
                    return self.by_name(UNFILED)  # another thread may have been first
                except CaseUnknown:
                    return self._new(UNFILED, now=now, ref=new_ref(), listed=False)

    def find_unfiled(self) -> CaseRow | None:
        """The built-in case if there is one yet. Raises: KeyNotHeld."""
        try:
            return self.by_name(UNFILED)
        except CaseUnknown:
            return None

    def _new(self, name: str, *, now: str, ref: str, listed: bool) -> CaseRow:
        with self._vault.transaction() as connection:
            tag = self._vault.case_seals.tag(name)
            if connection.execute("SELECT 1 FROM case_file WHERE name_tag = ?", (tag,)).fetchone():
                raise CaseExists(name=name)
            case_id = self.insert(name, now=now, ref=ref, listed=listed, whole=True)
            self.make_files(case_id)
        return self.by_id(case_id)

    def insert(
        self,
        name: str,
        *,
        now: str,
        ref: str,
        listed: bool,
        whole: bool,
        case_id: int | None = None,
        created_at: str | None = None,
    ) -> int:
        """The row of a case, inside the caller's transaction; gives its number."""
        seals = self._vault.case_seals
        used_at = max(self._latest(now), created_at or now)
        cursor = self._vault.connection().execute(
            "INSERT INTO case_file (id, ref, name_tag, name_sealed, listed, whole, generation, "
            "wrapped_key, created_at, last_used_at) VALUES (?, ?, ?, ?, ?, ?, 1, ?, ?, ?)",
            (
                case_id,
                ref,
                seals.tag(name),
                seals.seal("name", ref, name),
                int(listed),
                int(whole),
                seals.new_key(ref),
                created_at or now,
                used_at,
            ),
        )
        number = int(cursor.lastrowid or 0)
        if not 1 <= number <= MOST_CASES:
            raise VaultDamaged("case number", why="the database gave no possible case number")
        return number

    def make_files(self, case_id: int) -> None:
        """Folder and empty database of a case whose row is new; gone if that is undone."""
        case = self.file(case_id)
        self._vault.on_rollback(partial(shutil.rmtree, case.folder, ignore_errors=True))
        _, key = self._files.unwrapped(case)
        try:
            self._files.make(case, key)
        finally:
            key[:] = bytes(len(key))

    # Life ---------------------------------------------------------------------------------------

    def used(self, case_id: int, *, now: str) -> None:
        """Note that a case was used today; written at most once a day. Never goes backwards."""
        row = (
            self._vault.connection()
            .execute("SELECT last_used_at FROM case_file WHERE id = ?", (case_id,))
            .fetchone()
        )
        if row is None or now[:10] <= str(row[0])[:10]:
            return
        with self._vault.transaction() as connection:
            connection.execute(
                "UPDATE case_file SET last_used_at = max(last_used_at, ?) WHERE id = ?",
                (self._latest(now), case_id),
            )

    def expect_unfinished(self, case_id: int) -> None:
        """Note, before a document is taken in, that one will wait: a kill must not hide it."""
        with self._vault.transaction() as connection:
            connection.execute(
                "UPDATE case_file SET unfinished = unfinished + 1 WHERE id = ?", (case_id,)
            )

    def close(self, case_id: int, *, now: str) -> None:
        """Note that the case is done with; an earlier time stays. Raises: CaseUnknown."""
        self._set(case_id, "closed_at = coalesce(closed_at, ?)", self._latest(now))

    def reopen(self, case_id: int, *, now: str) -> None:
        """Undo `close`; that counts as a use. Raises: CaseUnknown."""
        self._set(
            case_id, "closed_at = NULL, last_used_at = max(last_used_at, ?)", self._latest(now)
        )

    def hold(self, case_id: int, reason: str, *, now: str) -> str:
        """Put a legal hold on a case, or give a new reason; gives the reason's keyed hash, hex.

        Raises: CaseUnknown, KeyNotHeld.
        """
        row = self.by_id(case_id, names=False)
        seals = self._vault.case_seals
        tag = seals.tag(reason)
        self._set(
            case_id,
            "held_at = coalesce(held_at, ?), hold_tag = ?, hold_sealed = ?",
            self._latest(now),
            tag,
            seals.seal("hold", row.ref, reason),
        )
        return tag.hex()

    def release(self, case_id: int) -> None:
        """Lift the hold; without one nothing changes. Raises: CaseUnknown."""
        self._set(case_id, "held_at = NULL, hold_tag = NULL, hold_sealed = NULL")

    def require_not_held(self, case_id: int) -> None:
        """Raises: CaseHeld, CaseUnknown; HoldLost: the log knows of a hold that is not there."""
        row = self.by_id(case_id, names=False)
        if row.held_at is not None:
            raise CaseHeld(ref=row.ref[:12])
        if self._held_by_log(row.ref):
            raise HoldLost(ref=row.ref[:12])

    def latest(self) -> str:
        """The latest time that the vault ever saw; "" in a new one."""
        row = (
            self._vault.connection()
            .execute("SELECT value FROM meta WHERE key = ?", (_LATEST,))
            .fetchone()
        )
        return "" if row is None else str(row[0])

    def _latest(self, now: str) -> str:
        """`now`, or the latest time seen if the clock was set back; inside a transaction."""
        latest = max(now, self.latest())
        with self._vault.transaction() as connection:
            connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_LATEST, latest))
        return latest

    def _set(self, case_id: int, what: str, *values: object) -> None:
        with self._vault.transaction() as connection:
            cursor = connection.execute(
                f"UPDATE case_file SET {what} WHERE id = ?",  # noqa: S608  # constants
                (*values, case_id),
            )
            if cursor.rowcount != 1:
                raise CaseUnknown(name=case_id)

    def _one(self, where: str, value: object, *, shown: str, named: bool) -> CaseRow:
        row = (
            self._vault.connection()
            .execute(f"{_ROW} WHERE {where} AND whole = 1", (value,))
            .fetchone()
        )
        if row is None:
            raise CaseUnknown(name=shown)
        return self._row(row, named=named)

    def _row(self, row: Row, *, named: bool) -> CaseRow:
        number, ref, sealed, listed, *rest = row
        name = self._vault.case_seals.open("name", ref, bytes(sealed)) if named else ""
        return CaseRow(number, ref, name, bool(listed), *rest)


def new_ref() -> str:
    """A random reference for a case: 32 hex digits, public."""
    return os.urandom(16).hex()
