"""Reviews of a case: items, who looked at what, signatures, history; all are kept.

What two persons must agree on is demanded by triggers of the database beside whatever is checked
before. Each method is one transaction; callers put several into one with `vault.transaction`.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import msgspec

from appliance.clock import stamp
from appliance.errors import ReviewUnknown, VaultDamaged
from appliance.review.records import Event, Review, ReviewLine, Signature
from appliance.review.rows import (
    Head,
    ItemRow,
    ShortItem,
    counted,
    decoded,
    encoded,
    head_of,
    is_overdue,
    item_values,
    items_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from appliance.clock import Clock
    from appliance.review.records import ReviewItem, ReviewState
    from appliance.review.rows import Partial
    from appliance.vault.connection import Connection
    from appliance.vault.store import Vault

_COLUMNS = "id, checklist_sha256, started_at, state, round, record"
_DAMAGED_REVIEW = "a review"


class ReviewStore:
    """Rows of each case's tables `review…`. Numbers of reviews count from 1 within a case.

    Every method raises VaultLocked after the lock, CaseUnknown, VaultDamaged; those that write,
    DiskFull; those that take the number of a review, ReviewUnknown.
    """

    def __init__(self, vault: Vault, clock: Clock) -> None:
        self._vault = vault
        self._clock = clock

    # Reviews ------------------------------------------------------------------------------------

    def new(self, case_id: int, review: Review) -> Review:
        """Keep a review that begins, with all items of its checklist; gives it with its number.

        Its state is “proposing” and its round 1, whatever the record says.
        """
        with self._vault.case(case_id).transaction() as connection:
            cursor = connection.execute(
                "INSERT INTO review (checklist, checklist_sha256, started_at, record) "
                "VALUES (?, ?, ?, ?)",
                (
                    review.checklist.name,
                    review.checklist_sha256,
                    review.started_at,
                    encoded(head_of(review)),
                ),
            )
            number = int(cursor.lastrowid or 0)
            connection.executemany(
                "INSERT INTO review_item (review_id, place, state, evidence, decided_by, record) "
                "VALUES (?, ?, ?, ?, ?, ?)",
                [(number, item.place, *item_values(item)) for item in review.items],
            )
        return msgspec.structs.replace(review, id=number, state="proposing", round=1)

    def get(self, case_id: int, number: int) -> Review:
        """One review, with what the present user has seen of it in its round."""
        connection = self._vault.case(case_id).connection()
        row = connection.execute(
            f"SELECT {_COLUMNS} FROM review WHERE id = ?",  # noqa: S608  # a constant
            (number,),
        ).fetchone()
        if row is None:
            raise ReviewUnknown(number=number)
        return self._whole(case_id, connection, row)

    def all(self, case_id: int) -> tuple[Review, ...]:
        """All reviews of a case, oldest first, each whole: for a list take `lines`."""
        connection = self._vault.case(case_id).connection()
        rows = connection.execute(f"SELECT {_COLUMNS} FROM review ORDER BY id").fetchall()  # noqa: S608  # a constant
        return tuple(self._whole(case_id, connection, row) for row in rows)

    def lines(self, case_id: int, *, case: str) -> tuple[ReviewLine, ...]:
        """How far the reviews of a case are, oldest first; evidence is not read."""
        connection = self._vault.case(case_id).connection()
        rows = connection.execute(f"SELECT {_COLUMNS} FROM review ORDER BY id").fetchall()  # noqa: S608  # a constant
        return tuple(self._line(connection, row, case) for row in rows)

    def set_state(self, case_id: int, number: int, state: ReviewState, *, round: int) -> None:
        """Bring a review into a state; the database refuses ways that there are not.

        To open a submitted or signed one again, `round` is one more than before.
        """
        self._update(case_id, number, "state = ?, round = ?", (state, round))

    def grow(
        self, case_id: int, number: int, *, seconds: float = 0.0, notes: Iterable[str] = ()
    ) -> None:
        """Add to the time that proposing took, and sentences that are not there yet."""
        with self._vault.case(case_id).transaction():
            head = head_of(self.get(case_id, number))
            told = tuple(dict.fromkeys((*head.notes, *notes)))
            seconds = round(head.seconds + seconds, 3)
            record = encoded(msgspec.structs.replace(head, seconds=seconds, notes=told))
            self._update(case_id, number, "record = ?", (record,))

    # Items --------------------------------------------------------------------------------------

    def put_item(self, case_id: int, number: int, item: ReviewItem) -> None:
        """Keep what became of an item, in place of what it was.

        The database refuses it once the review is submitted.
        """
        with self._vault.case(case_id).transaction() as connection:
            cursor = connection.execute(
                "UPDATE review_item SET state = ?, evidence = ?, decided_by = ?, record = ? "
                "WHERE review_id = ? AND place = ?",
                (*item_values(item), number, item.place),
            )
            if cursor.rowcount != 1:
                raise ReviewUnknown(number=number)

    def put_part(self, case_id: int, number: int, place: int, part: Partial) -> None:
        """Keep what was said of a waiting item about one document, until others were asked too."""
        with self._vault.case(case_id).transaction() as connection:
            parts = (*self.parts(case_id, number).get(place, ()), part)
            cursor = connection.execute(
                "UPDATE review_item SET record = ? "
                "WHERE review_id = ? AND place = ? AND state = 'waiting'",
                (encoded(ItemRow(parts=parts)), number, place),
            )
            if cursor.rowcount != 1:
                raise ReviewUnknown(number=number)

    def parts(self, case_id: int, number: int) -> dict[int, tuple[Partial, ...]]:
        """What was said of waiting items about single documents, by place."""
        connection = self._vault.case(case_id).connection()
        rows = connection.execute(
            "SELECT place, record FROM review_item WHERE review_id = ? AND state = 'waiting'",
            (number,),
        ).fetchall()
        kept = {place: decoded(record, ItemRow, "an item of a review") for place, record in rows}
        return {place: row.parts for place, row in kept.items() if row.parts}

    # Who looked ---------------------------------------------------------------------------------

    def saw(self, case_id: int, number: int, places: Iterable[int]) -> None:
        """The present user has opened the evidence of items, in the present round."""
        with self._vault.case(case_id).transaction() as connection:
            round_now = self._round(connection, number)
            connection.executemany(
                "INSERT OR IGNORE INTO review_seen (review_id, round, place, who, at) "
                "VALUES (?, ?, ?, ?, ?)",
                [
                    (number, round_now, place, self._vault.user.id, stamp(self._clock))
                    for place in places
                ],
            )

    def seen(
        self, case_id: int, number: int, *, round: int, who: str | None = None
    ) -> frozenset[int]:
        """Places whose evidence a user has opened in a round; `who` None is the present user."""
        connection = self._vault.case(case_id).connection()
        return self._seen(connection, number, round, who)

    # Signatures ---------------------------------------------------------------------------------

    def add_signature(self, case_id: int, number: int, signature: Signature) -> None:
        """Keep a signature; the database refuses one that may not be."""
        with self._vault.case(case_id).transaction() as connection:
            self._round(connection, number)
            connection.execute(
                "INSERT INTO review_signature "
                "(review_id, round, part, who, at, content_sha256, record) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    number,
                    signature.round,
                    signature.part,
                    signature.by_id,
                    signature.at,
                    signature.content_sha256,
                    encoded(signature),
                ),
            )

    def signatures(self, case_id: int, number: int) -> tuple[Signature, ...]:
        """Those of all rounds, oldest first, a maker's before its checker's."""
        connection = self._vault.case(case_id).connection()
        return _signatures(connection, number, None)

    # History ------------------------------------------------------------------------------------

    def add_event(self, case_id: int, number: int, event: Event) -> None:
        """One more line of the history, in the name of the present user."""
        with self._vault.case(case_id).transaction() as connection:
            self._round(connection, number)
            connection.execute(
                "INSERT INTO review_history (review_id, round, place, at, who, what, record) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    number,
                    event.round,
                    event.place,
                    event.at,
                    self._vault.user.id,
                    event.what,
                    encoded(event),
                ),
            )

    def history(self, case_id: int, number: int) -> tuple[Event, ...]:
        """All that happened to a review, oldest first."""
        connection = self._vault.case(case_id).connection()
        self._round(connection, number)
        rows = connection.execute(
            "SELECT record FROM review_history WHERE review_id = ? ORDER BY id", (number,)
        )
        return tuple(decoded(record, Event, "a review's history") for (record,) in rows)

    # Within -------------------------------------------------------------------------------------

    def _whole(self, case_id: int, connection: Connection, row: Sequence[object]) -> Review:
        number, sha256, started_at, state, round_now, record = row
        head = decoded(str(record), Head, _DAMAGED_REVIEW)
        rows = connection.execute(
            "SELECT place, state, record FROM review_item WHERE review_id = ? ORDER BY place",
            (number,),
        ).fetchall()
        return Review(
            id=int(str(number)),
            case=head.case,
            checklist=head.checklist,
            checklist_sha256=str(sha256),
            started_at=str(started_at),
            started_by=head.started_by,
            today=head.today,
            state=state,  # type: ignore[arg-type]  # the table allows no other
            round=int(str(round_now)),
            papers=head.papers,
            items=items_of(head.checklist, rows),
            signatures=_signatures(connection, int(str(number)), int(str(round_now))),
            seen=self._seen(connection, int(str(number)), int(str(round_now)), None),
            seconds=head.seconds,
            asked=head.asked,
            models=head.models,
            notes=head.notes,
        )

    def _line(self, connection: Connection, row: Sequence[object], case: str) -> ReviewLine:
        number, _, started_at, state, round_now, record = row
        head = decoded(str(record), Head, _DAMAGED_REVIEW)
        rows = connection.execute(
            "SELECT state, record FROM review_item WHERE review_id = ? ORDER BY place", (number,)
        ).fetchall()
        if len(rows) != len(head.checklist.items):
            raise VaultDamaged(str(len(rows)), why="items of a review are missing")
        items = [
            (item, one, decoded(text, ShortItem, "an item of a review"))
            for item, (one, text) in zip(head.checklist.items, rows, strict=True)
        ]
        signed = {
            one.part: one.by
            for one in _signatures(connection, int(str(number)), int(str(round_now)))
        }
        today = self._clock.now().date()
        return ReviewLine(
            case=case,
            id=int(str(number)),
            checklist=head.checklist.name,
            title=head.checklist.title,
            version=head.checklist.version,
            started_at=str(started_at),
            state=state,  # type: ignore[arg-type]  # the table allows no other
            round=int(str(round_now)),
            counts=counted(items),
            age_days=max(0, (today - date.fromisoformat(str(started_at)[:10])).days),
            overdue=sum(is_overdue(item, kept, today.isoformat()) for item, _, kept in items),
            maker=signed.get("maker", ""),
            checker=signed.get("checker", ""),
        )

    def _update(self, case_id: int, number: int, what: str, values: tuple[object, ...]) -> None:
        with self._vault.case(case_id).transaction() as connection:
            cursor = connection.execute(
                f"UPDATE review SET {what} WHERE id = ?",  # noqa: S608  # constants of this module
                (*values, number),
            )
            if cursor.rowcount != 1:
                raise ReviewUnknown(number=number)

    def _seen(
        self, connection: Connection, number: int, round_now: int, who: str | None
    ) -> frozenset[int]:
        rows = connection.execute(
            "SELECT place FROM review_seen WHERE review_id = ? AND round = ? AND who = ?",
            (number, round_now, self._vault.user.id if who is None else who),
        )
        return frozenset(place for (place,) in rows)

    @staticmethod
    def _round(connection: Connection, number: int) -> int:
        """The present round of a review. Raises: ReviewUnknown."""
        row = connection.execute("SELECT round FROM review WHERE id = ?", (number,)).fetchone()
        if row is None:
            raise ReviewUnknown(number=number)
        return int(row[0])


def _signatures(
    connection: Connection, number: int, round_wanted: int | None
) -> tuple[Signature, ...]:
    rows = connection.execute(
        "SELECT record FROM review_signature WHERE review_id = ?1 AND (?2 IS NULL OR round = ?2) "
        "ORDER BY round, part DESC",
        (number, round_wanted),
    )
    return tuple(decoded(record, Signature, "a signature of a review") for (record,) in rows)
