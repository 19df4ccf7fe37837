"""Batches of reviews: which cases, how far they are. Rows of the control database.

Nothing here names a customer: cases stand by their random reference, errors by their code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec

from appliance import errors
from appliance.clock import stamp
from appliance.errors import ApplianceError, BatchUnknown, CaseUnknown, KeyNotHeld
from appliance.review.records import Batch, BatchCase, Counts
from appliance.review.rows import decoded, encoded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.clock import Clock
    from appliance.vault.connection import Connection
    from appliance.vault.store import Vault

State = Literal["waiting", "done", "failed"]
_BY_CODE: dict[str, type[ApplianceError]] = {
    kind.code: kind
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, ApplianceError)
}


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


class CaseRow(msgspec.Struct, frozen=True):
    """What is kept of a case of a batch; `code` is an error's."""

    review: int = 0
    counts: Counts | None = None
    code: str = ""
    seconds: float = 0.0


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
        self._put(number, place, "waiting", CaseRow(review=review))

    def done(self, number: int, place: int, row: CaseRow) -> None:
        """A case is reviewed, or cannot be, if `row` has a code."""
        self._put(number, place, "failed" if row.code else "done", row)

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
        rows = self._vault.connection().execute(
            "SELECT place, ref, record FROM review_batch_case "
            "WHERE batch_id = ? AND state = 'waiting' ORDER BY place",
            (number,),
        )
        return tuple(
            Waiting(place, ref, decoded(record, CaseRow, "a case of a batch").review)
            for place, ref, record in rows.fetchall()
        )

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
        connection = self._vault.connection()
        rows = connection.execute(
            "SELECT id, checklist, checklist_sha256, started_at, ended_at, record "  # noqa: S608  # constants
            f"FROM review_batch {where} ORDER BY id DESC",
            values,
        ).fetchall()
        return tuple(
            Batch(
                number,
                checklist,
                sha256,
                started_at,
                ended_at or "",
                self._cases(connection, number),
                _notes(decoded(record, About, "a batch of reviews")),
            )
            for number, checklist, sha256, started_at, ended_at, record in rows
        )

    def _cases(self, connection: Connection, number: int) -> tuple[BatchCase, ...]:
        rows = connection.execute(
            "SELECT place, ref, state, record FROM review_batch_case "
            "WHERE batch_id = ? ORDER BY place",
            (number,),
        ).fetchall()
        made = []
        for place, ref, state, record in rows:
            row = decoded(record, CaseRow, "a case of a batch")
            name = self._name(ref, place)
            error = ""
            if row.code:
                kind = _BY_CODE.get(row.code, ApplianceError)
                error = f"{row.code} {kind(name=name, case=name).message}"
            made.append(BatchCase(place, name, state, row.review, row.counts, error, row.seconds))
        return tuple(made)

    def _name(self, ref: str, place: int) -> str:
        """A case that was deleted has no name any more."""
        if not ref:
            return f"({place + 1})"
        try:
            return self._vault.cases.by_ref(ref).name
        except (CaseUnknown, KeyNotHeld):
            return f"case {ref[:12]}"

    def _put(self, number: int, place: int, state: State, row: CaseRow) -> None:
        with self._vault.transaction() as connection:
            cursor = connection.execute(
                "UPDATE review_batch_case SET state = ?, record = ? "
                "WHERE batch_id = ? AND place = ?",
                (state, encoded(row), number, place),
            )
            if cursor.rowcount != 1:
                raise BatchUnknown(number=number)


def _notes(about: About) -> tuple[str, ...]:
    if not about.loose:
        return ()
    files = "1 file stands" if about.loose == 1 else f"{about.loose} files stand"
    return (f"{files} beside the folders of the cases; no case took them.",)
