"""Batches of reviews: which cases, how far they are. Rows of the control database.

Nothing here names a customer: cases stand by their random reference, errors by their code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from appliance.clock import stamp
from appliance.errors import BatchUnknown, CaseUnknown, KeyNotHeld
from appliance.errors.codes import kind_of
from appliance.review.batches.records import Batch, BatchAttempt, BatchCase
from appliance.review.records import Counts
from appliance.review.rows import decoded, encoded

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from appliance.clock import Clock
    from appliance.review.batches.records import State
    from appliance.vault.store import Vault

_DAMAGED_CASE = "a case of a batch"
# Which cases can be tried again.
_AGAIN = "state = 'failed' AND ref <> ''"


class Wanted(msgspec.Struct, frozen=True):
    """A case that a batch is to review.

    `ref` is "" and `code` an error's for one that cannot be reviewed at all.
    """

    ref: str
    code: str = ""


class About(msgspec.Struct, frozen=True):
    """What is kept of a batch beside its columns.

    `folder` has a folder of files for each case, "" for none; `loose` counts files beside those.
    """

    version: str
    folder: str = ""
    loose: int = 0


class Try(msgspec.Struct, frozen=True):
    """How a try of a case ended: `at` by the clock, with an error's code or "", after how long."""

    at: str = ""
    code: str = ""
    seconds: float = 0.0


class CaseRow(msgspec.Struct, frozen=True):
    """What is kept of a case of a batch: its review, its last try, and the failed ones before.

    `at`, `code` and `seconds` are of the last try; they stand here flat as they always did.
    """

    review: int = 0
    counts: Counts | None = None
    code: str = ""
    seconds: float = 0.0
    at: str = ""
    before: tuple[Try, ...] = ()


class Waiting(msgspec.Struct, frozen=True):
    """A case that is still to be reviewed, and the number of a review that was begun, or 0."""

    place: int
    ref: str
    review: int


class BatchStore:
    """Tables `review_batch` and `review_batch_case`.

    Every method raises VaultLocked after the lock, VaultDamaged; those that write, DiskFull; those
    that take a number, BatchUnknown.
    """

    def __init__(self, vault: Vault, clock: Clock) -> None:
        self._vault = vault
        self._clock = clock

    def new(self, checklist: str, sha256: str, about: About, cases: Sequence[Wanted]) -> int:
        """Keep a batch whose cases all wait; gives its number."""
        with self._vault.transaction() as connection:
            cursor = connection.execute(
                "INSERT INTO review_batch (checklist, checklist_sha256, started_at, record) "
                "VALUES (?, ?, ?, ?)",
                (checklist, sha256, stamp(self._clock), encoded(about)),
            )
            number = int(cursor.lastrowid or 0)
            for place, one in enumerate(cases):
                connection.execute(
                    "INSERT INTO review_batch_case (batch_id, place, ref, state, record) "
                    "VALUES (?, ?, ?, ?, ?)",
                    (
                        number,
                        place,
                        one.ref,
                        "failed" if one.code else "waiting",
                        encoded(CaseRow(code=one.code)),
                    ),
                )
        return number

    def begun(self, number: int, place: int, review: int) -> None:
        """A case has its review, which is to be gone on with and not begun again."""
        self._change(number, place, "waiting", lambda row: replace(row, review=review))

    def done(
        self, number: int, place: int, *, code: str, counts: Counts | None, seconds: float
    ) -> None:
        """A case is reviewed, or could not be, if there is a code."""
        at = stamp(self._clock)
        self._change(
            number,
            place,
            "failed" if code else "done",
            lambda row: replace(row, code=code, counts=counts, seconds=seconds, at=at),
        )

    def try_again(self, number: int) -> int:
        """Let the failed cases wait again, each with how it failed; gives how many they are.

        Those that never had a reference name no case, and stay as they are.
        """
        with self._vault.transaction() as connection:
            places = [
                place
                for (place,) in connection.execute(
                    f"SELECT place FROM review_batch_case WHERE batch_id = ? AND {_AGAIN}",  # noqa: S608  # a constant
                    (number,),
                ).fetchall()
            ]
            for place in places:
                self._change(number, place, "waiting", _put_by)
            if places:
                connection.execute(
                    "UPDATE review_batch SET ended_at = NULL WHERE id = ?", (number,)
                )
        return len(places)

    def end(self, number: int) -> None:
        """Note when a batch without waiting cases ended."""
        with self._vault.transaction() as connection:
            connection.execute(
                "UPDATE review_batch SET ended_at = ? WHERE id = ? AND ended_at IS NULL "
                "AND NOT EXISTS (SELECT 1 FROM review_batch_case "
                "WHERE batch_id = review_batch.id AND state = 'waiting')",
                (stamp(self._clock), number),
            )

    def about(self, number: int) -> tuple[str, str, About]:
        """The checklist's name and digest, and the rest."""
        row = (
            self._vault.connection()
            .execute(
                "SELECT checklist, checklist_sha256, record FROM review_batch WHERE id = ?",
                (number,),
            )
            .fetchone()
        )
        if row is None:
            raise BatchUnknown(number=number)
        return str(row[0]), str(row[1]), decoded(row[2], About, "a batch of reviews")

    def waiting(self, number: int) -> tuple[Waiting, ...]:
        """Cases that are still to be reviewed, in their order."""
        return tuple(
            Waiting(place, ref, row.review)
            for place, ref, state, row in self._rows(number)
            if state == "waiting"
        )

    def refs(self, number: int) -> dict[int, str]:
        """The reference of each case by its place; those without one are left out."""
        return {place: ref for place, ref, _, _ in self._rows(number) if ref}

    def get(self, number: int) -> Batch:
        """One batch with its cases, by name where the case is still there."""
        for batch in self._all("WHERE id = ?", (number,)):
            return batch
        raise BatchUnknown(number=number)

    def all(self) -> tuple[Batch, ...]:
        """All batches, newest first."""
        return self._all("", ())

    # Within -------------------------------------------------------------------------------------

    def _all(self, where: str, values: tuple[object, ...]) -> tuple[Batch, ...]:
        rows = self._vault.connection().execute(
            "SELECT id, checklist, checklist_sha256, started_at, ended_at, record "  # noqa: S608  # constants
            f"FROM review_batch {where} ORDER BY id DESC",
            values,
        )
        return tuple(
            self._batch(number, decoded(record, About, "a batch of reviews"), *rest)
            for number, *rest, record in rows.fetchall()
        )

    def _batch(
        self,
        number: int,
        about: About,
        checklist: str,
        sha256: str,
        started_at: str,
        ended_at: str | None,
    ) -> Batch:
        rows = self._rows(number)
        return Batch(
            number,
            checklist,
            sha256,
            started_at,
            ended_at or "",
            tuple(self._case(*row) for row in rows),
            _notes(about),
            any(state == "failed" and ref for _, ref, state, _ in rows),
        )

    def _rows(self, number: int) -> list[tuple[int, str, State, CaseRow]]:
        """Place, reference, state and the rest of each case, in their order."""
        found = self._vault.connection().execute(
            "SELECT place, ref, state, record FROM review_batch_case "
            "WHERE batch_id = ? ORDER BY place",
            (number,),
        )
        return [
            (place, ref, state, decoded(record, CaseRow, _DAMAGED_CASE))
            for place, ref, state, record in found.fetchall()
        ]

    def _case(self, place: int, ref: str, state: State, row: CaseRow) -> BatchCase:
        name = self._name(ref, place)
        return BatchCase(
            place=place,
            case=name,
            state=state,
            review=row.review,
            counts=row.counts,
            error=_sentence(row.code, name),
            seconds=row.seconds,
            code=row.code,
            at=row.at,
            before=tuple(
                BatchAttempt(one.at, one.code, _sentence(one.code, name), one.seconds)
                for one in row.before
            ),
        )

    def _name(self, ref: str, place: int) -> str:
        """A case that was deleted has no name any more."""
        if not ref:
            return f"({place + 1})"
        try:
            return self._vault.cases.by_ref(ref).name
        except (CaseUnknown, KeyNotHeld):
            return f"case {ref[:12]}"

    def _change(
        self, number: int, place: int, state: State, change: Callable[[CaseRow], CaseRow]
    ) -> None:
        with self._vault.transaction() as connection:
            found = connection.execute(
                "SELECT record FROM review_batch_case WHERE batch_id = ? AND place = ?",
                (number, place),
            ).fetchone()
            if found is None:
                raise BatchUnknown(number=number)
            row = change(decoded(found[0], CaseRow, _DAMAGED_CASE))
            connection.execute(
                "UPDATE review_batch_case SET state = ?, record = ? "
                "WHERE batch_id = ? AND place = ?",
                (state, encoded(row), number, place),
            )


def _put_by(row: CaseRow) -> CaseRow:
    """The failed try goes to those before it; a review that was begun is gone on with."""
    tried = Try(row.at, row.code, row.seconds)
    return CaseRow(review=row.review, before=(*row.before, tried))


def _sentence(code: str, name: str) -> str:
    """The code of an error and what it says of the case; nothing for none."""
    if not code:
        return ""
    return f"{code} {kind_of(code)(name=name, case=name).message}"


def _notes(about: About) -> tuple[str, ...]:
    if not about.loose:
        return ()
    files = "1 file stands" if about.loose == 1 else f"{about.loose} files stand"
    return (f"{files} beside the folders of the cases; no case took them.",)
