"""Commits of cases: counted in the case and in the control database, promised, kept or broken.

Each case counts its commits. The control database keeps for good which number each had last, so a
case database that was put back to an earlier state is known by its count (`require_newest`).

Two files cannot be committed at one moment. Before either is, the control database notes which
cases follow and under which number, and each case notes that number too. A case whose number is
behind just the promises that were never known to be kept was not committed: the log says that
something was done, and it was not. That is never repaired in silence but told
(`not_carried_out`), so that the log can be corrected.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from sqlcipher3 import dbapi2

from appliance.errors import ApplianceError, CommitsMissing, VaultDamaged, VaultLocked
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
        self._notes = _Notes()
        self._written = _Notes()
        self._correct: Correct | None = None

    # What `Transactions` asks -------------------------------------------------------------------

    def promise(self, control: Connection, parts: Sequence[Part]) -> None:
        """Note in both databases what is about to be committed, and in control what was before."""
        self._write_notes(control)
        for part in parts:
            part.number = max(_marker(part.connection), _expected(control, part.key)) + 1
            _mark(part)
            # A case that this very transaction deletes has no row any more.
            control.execute(
                "INSERT OR REPLACE INTO pending_case (case_id, commit_no) "
                "SELECT id, ? FROM case_file WHERE id = ?",
                (part.number, part.key),
            )
            control.execute(
                "UPDATE case_file SET commit_no = ? WHERE id = ?", (part.number, part.key)
            )
            _write_counts(control, part.key, _counts(part.connection))

    def count(self, part: Part) -> None:
        """Raise the count in a case that is committed by itself.

        Not while a promise of it is broken and the control database could not be told: the count
        must stay behind that promise until then.
        """
        if part.key in {case_id for case_id, _ in self._notes.broken}:
            return
        expected = _expected(self._vault.connection(), part.key)
        part.number = max(_marker(part.connection), expected) + 1
        _mark(part)

    def promised(self) -> None:
        """What was written down is durable, so it need not be kept in mind."""
        self._notes.forget(self._written)

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

    def fulfilled(self, part: Part) -> bool:
        """True if the case's database has the number."""
        with suppress(ApplianceError, dbapi2.Error):
            return _marker(part.connection) >= part.number > 0
        return False

    def kept(self, part: Part) -> None:
        """To be cleared with the next commit of the control database."""
        self._notes.kept.add((part.key, part.number))

    def broken(self, parts: Sequence[Part]) -> None:
        """Have the log corrected now; if that fails too, it is done at the next opening."""
        if not parts:
            return
        self._notes.broken.update((part.key, part.number) for part in parts)
        if self._correct is None:
            return
        with suppress(ApplianceError, dbapi2.Error), self._vault.transaction():
            found = [NotCarriedOut(part.key, self._ref(part.key), part.number) for part in parts]
            self._correct(found)
            self.acknowledge(found)

    def changed(self, part: Part) -> None:
        """A case was committed by itself: what control knows of it can wait, but not for long."""
        if part.number:
            self._notes.reached[part.key] = part.number
        with suppress(ApplianceError):
            self.refresh_counts(part.key, part.connection)

    # What others ask ----------------------------------------------------------------------------

    def correct_with(self, correct: Correct) -> None:
        """Let `correct` write into the log what was not carried out, in a control transaction."""
        self._correct = correct

    def require_newest(self, case_id: int, ref: str, case: Connection) -> None:
        """At a case's first use, before anything is done by what it says.

        Raises: CommitsMissing: commits are missing that the control database knows of, and not
            only promises that nobody knows to be kept.
        """
        marker = _marker(case)
        expected = _expected(self._vault.connection(), case_id)
        missing = set(range(marker + 1, expected + 1))
        if missing - self._promises_of(case_id):
            raise CommitsMissing(ref=ref[:12], missing=len(missing))
        if marker > expected:
            self._notes.reached[case_id] = marker

    def not_carried_out(self) -> tuple[NotCarriedOut, ...]:
        """Promised changes of cases that did not happen. Needs the `content` keys.

        A case that cannot be opened now keeps its promise open. Raises: KeyNotHeld, VaultLocked.
        """
        rows = self._vault.connection().execute(
            "SELECT case_id, pending_case.commit_no, broken, ref FROM pending_case JOIN case_file "
            "ON case_file.id = pending_case.case_id ORDER BY case_id, pending_case.commit_no"
        )
        found = []
        for case_id, number, broken, ref in rows.fetchall():
            try:
                marker = _marker(self._vault.case(case_id).connection())
            except VaultDamaged:
                continue
            if broken or marker < number:
                found.append(NotCarriedOut(case_id, ref, number))
            else:
                self._notes.kept.add((case_id, number))
        return tuple(found)

    def acknowledge(self, found: Sequence[NotCarriedOut]) -> None:
        """Forget these: the log was corrected, in the transaction under way."""
        with self._vault.transaction() as connection:
            # The newest first: their numbers are given again, and no more than those are missed.
            for one in sorted(found, key=lambda one: -one.commit_no):
                place = (one.case_id, one.commit_no)
                connection.execute(
                    "DELETE FROM pending_case WHERE case_id = ? AND commit_no = ?", place
                )
                connection.execute(
                    "UPDATE case_file SET commit_no = commit_no - 1 WHERE id = ? AND commit_no = ?",
                    place,
                )
        gone = {(one.case_id, one.commit_no) for one in found}
        self._vault.on_commit(lambda: self._notes.broken.difference_update(gone))

    def accept(self, case_id: int, case: Connection) -> tuple[int, int]:
        """Take a case as it is, in the transaction under way; gives its count and the one before.

        What was promised of it is forgotten: whoever accepts says so in the log.
        """
        marker = _marker(case)
        with self._vault.transaction() as connection:
            expected = _expected(connection, case_id)
            connection.execute("DELETE FROM pending_case WHERE case_id = ?", (case_id,))
            connection.execute("UPDATE case_file SET commit_no = ? WHERE id = ?", (marker, case_id))
            _write_counts(connection, case_id, _counts(case))
        return marker, expected

    def settle(self) -> None:
        """Write down what was only kept in mind, before the vault is locked; failing is no harm."""
        if self._notes:
            with suppress(ApplianceError, dbapi2.Error), self._vault.transaction() as connection:
                self._write_notes(connection)

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

    def _write_notes(self, control: Connection) -> None:
        """If this transaction is undone, the next one writes them."""
        self._written = noted = self._notes.copy()
        control.executemany(
            "DELETE FROM pending_case WHERE case_id = ? AND commit_no = ?", tuple(noted.kept)
        )
        control.executemany(
            "UPDATE pending_case SET broken = 1 WHERE case_id = ? AND commit_no = ?",
            tuple(noted.broken),
        )
        control.executemany(
            "UPDATE case_file SET commit_no = ? WHERE id = ? AND commit_no < ?",
            [(number, case_id, number) for case_id, number in noted.reached.items()],
        )

    def _promises_of(self, case_id: int) -> set[int]:
        rows = self._vault.connection().execute(
            "SELECT commit_no FROM pending_case WHERE case_id = ?", (case_id,)
        )
        return {int(number) for (number,) in rows.fetchall()}

    def _ref(self, case_id: int) -> str:
        row = (
            self._vault.connection()
            .execute("SELECT ref FROM case_file WHERE id = ?", (case_id,))
            .fetchone()
        )
        return "" if row is None else str(row[0])


class _Notes:
    """What the control database is told with its next commit, by case and number."""

    def __init__(self) -> None:
        self.kept: set[tuple[int, int]] = set()
        self.broken: set[tuple[int, int]] = set()
        self.reached: dict[int, int] = {}

    def __bool__(self) -> bool:
        return bool(self.kept or self.broken or self.reached)

    def copy(self) -> _Notes:
        """As they are now; other threads may add to them."""
        copied = _Notes()
        copied.kept, copied.broken = self.kept.copy(), self.broken.copy()
        copied.reached = self.reached.copy()
        return copied

    def forget(self, written: _Notes) -> None:
        """Drop what was written, but not what came since."""
        self.kept -= written.kept
        self.broken -= written.broken
        for case_id, number in written.reached.items():
            if self.reached.get(case_id) == number:
                del self.reached[case_id]


def _mark(part: Part) -> None:
    part.connection.execute(
        "UPDATE case_meta SET value = ? WHERE key = 'commit_no'", (str(part.number),)
    )


def _expected(control: Connection, case_id: int) -> int:
    row = control.execute("SELECT commit_no FROM case_file WHERE id = ?", (case_id,)).fetchone()
    return 0 if row is None else int(row[0])


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
