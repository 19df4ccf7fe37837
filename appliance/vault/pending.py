"""Commits of cases that follow a commit of the control database: promised, kept or broken.

Two files cannot be committed at one moment. Before either is, the control database notes which
cases follow and under which number, and each case notes that number too. A case whose number is
behind was not committed: the log says that something was done, and it was not. That is never
repaired in silence but told (`not_carried_out`), so that the log can be corrected.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from sqlcipher3 import dbapi2

from appliance.errors import ApplianceError, VaultDamaged, VaultLocked
from appliance.vault.case_records import NotCarriedOut

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from appliance.vault.connection import Connection
    from appliance.vault.store import Vault
    from appliance.vault.transactions import Part

    Correct = Callable[[Sequence[NotCarriedOut]], None]

_COUNTS = (
    "SELECT (SELECT count(*) FROM document), (SELECT coalesce(sum(page_count), 0) FROM document), "
    "(SELECT count(*) FROM document WHERE state IN ('waiting', 'reading', 'indexing')), "
    "(SELECT count(*) FROM answer), (SELECT count(*) FROM score)"
)


class Pending:
    """Account of one vault's promised commits. Thread-safe."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._gate = threading.RLock()
        self._kept: set[tuple[int, int]] = set()
        self._correct: Correct | None = None

    # What `Transactions` asks -------------------------------------------------------------------

    def promise(self, control: Connection, parts: Sequence[Part]) -> int:
        """Note in both databases what is about to be committed; gives its number."""
        self._clear_kept(control)
        row = control.execute("SELECT value FROM meta WHERE key = 'commit_no'").fetchone()
        number = 1 if row is None else int(row[0]) + 1
        control.execute("INSERT OR REPLACE INTO meta VALUES ('commit_no', ?)", (str(number),))
        for part in parts:
            part.connection.execute(
                "UPDATE case_meta SET value = ? WHERE key = 'commit_no'", (str(number),)
            )
            # A case that this very transaction deletes has no row any more.
            control.execute(
                "INSERT OR REPLACE INTO pending_case (case_id, commit_no) "
                "SELECT id, ? FROM case_file WHERE id = ?",
                (number, part.key),
            )
            _write_counts(control, part.key, _counts(part.connection))
        return number

    @contextmanager
    def committing(self) -> Iterator[None]:
        """Held over the commits, between which the vault is never locked. Raises: VaultLocked."""
        with self._gate:
            if self._vault.locked:
                raise VaultLocked
            yield

    @contextmanager
    def between_commits(self) -> Iterator[None]:
        """Held for a moment by `lock`: commits under way are through, no other begins.

        Not while connections are closed: one of them may be waiting for another's commit.
        """
        with self._gate:
            yield

    def fulfilled(self, part: Part, number: int) -> bool:
        """True if the case's database has the number."""
        with suppress(ApplianceError, dbapi2.Error):
            return _marker(part.connection) >= number > 0
        return False

    def kept(self, part: Part, number: int) -> None:
        """To be cleared with the next promise."""
        self._kept.add((part.key, number))

    def broken(self, parts: Sequence[Part], number: int) -> None:
        """Have the log corrected now; if that fails too, it is done at the next opening."""
        if not parts or self._correct is None:
            return
        with suppress(ApplianceError, dbapi2.Error), self._vault.transaction():
            found = [NotCarriedOut(part.key, self._ref(part.key), number) for part in parts]
            self._correct(found)
            self.acknowledge(found)

    def changed(self, part: Part) -> None:
        """A case was committed by itself: bring its counts up to date, which can wait."""
        with suppress(ApplianceError):
            self.refresh_counts(part.key, part.connection)

    # What others ask ----------------------------------------------------------------------------

    def correct_with(self, correct: Correct) -> None:
        """Let `correct` write into the log what was not carried out, in a control transaction."""
        self._correct = correct

    def not_carried_out(self) -> tuple[NotCarriedOut, ...]:
        """Promised changes of cases that did not happen. Needs the `content` keys.

        A case that cannot be opened now keeps its promise open. Raises: KeyNotHeld, VaultLocked.
        """
        rows = self._vault.connection().execute(
            "SELECT case_id, commit_no, ref FROM pending_case JOIN case_file "
            "ON case_file.id = pending_case.case_id ORDER BY commit_no, case_id"
        )
        found = []
        for case_id, number, ref in rows.fetchall():
            try:
                marker = _marker(self._vault.case(case_id).connection())
            except VaultDamaged:
                continue
            if marker < number:
                found.append(NotCarriedOut(case_id, ref, number))
            else:
                self._kept.add((case_id, number))
        return tuple(found)

    def acknowledge(self, found: Sequence[NotCarriedOut]) -> None:
        """Forget these: the log was corrected, in the transaction under way."""
        with self._vault.transaction() as connection:
            connection.executemany(
                "DELETE FROM pending_case WHERE case_id = ? AND commit_no = ?",
                [(one.case_id, one.commit_no) for one in found],
            )

    def settle(self) -> None:
        """Clear what was kept, before the vault is locked; failing is no harm."""
        if self._kept:
            with suppress(ApplianceError, dbapi2.Error), self._vault.transaction() as connection:
                self._clear_kept(connection)

    def refresh_counts(self, case_id: int, case: Connection) -> None:
        """Bring a case's row up to date, if this thread may write it now and it is behind."""
        if not self._vault.control_is_free:
            return
        counts = _counts(case)
        row = (
            self._vault.connection()
            .execute(
                "SELECT documents, pages, unfinished, answers, scores FROM case_file WHERE id = ?",
                (case_id,),
            )
            .fetchone()
        )
        if row is not None and tuple(row) != counts:
            with self._vault.transaction() as connection:
                _write_counts(connection, case_id, counts)

    def _clear_kept(self, control: Connection) -> None:
        kept = tuple(self._kept)
        control.executemany("DELETE FROM pending_case WHERE case_id = ? AND commit_no = ?", kept)
        # If this transaction is undone the rows stay; the next opening finds them kept.
        self._kept.difference_update(kept)

    def _ref(self, case_id: int) -> str:
        row = (
            self._vault.connection()
            .execute("SELECT ref FROM case_file WHERE id = ?", (case_id,))
            .fetchone()
        )
        return "" if row is None else str(row[0])


def _marker(case: Connection) -> int:
    row = case.execute("SELECT value FROM case_meta WHERE key = 'commit_no'").fetchone()
    return 0 if row is None else int(row[0])


def _counts(case: Connection) -> tuple[int, ...]:
    row = case.execute(_COUNTS).fetchone()
    return tuple(row) if row is not None else (0,) * 5


def _write_counts(control: Connection, case_id: int, counts: tuple[int, ...]) -> None:
    control.execute(
        "UPDATE case_file SET documents = ?, pages = ?, unfinished = ?, answers = ?, scores = ? "
        "WHERE id = ?",
        (*counts, case_id),
    )
