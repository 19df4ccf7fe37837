"""Scores kept in the vault, with or without a case, so that they can be looked at again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from appliance.clock import stamp
from appliance.errors import VaultDamaged
from appliance.risk.records import Score

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.clock import Clock
    from appliance.jobs import Job
    from appliance.vault.case_file import CaseFile
    from appliance.vault.connection import Connection
    from appliance.vault.store import Vault

_ROWS_PER_TICK = 1024


class ScoreStore:
    """Rows of each case's table `score`, of the built-in case for those of no case.

    Numbers count from 1 within a case. Methods raise VaultLocked after the lock, CaseUnknown.
    """

    def __init__(self, vault: Vault, clock: Clock) -> None:
        self._vault = vault
        self._clock = clock

    def add(self, score: Score, *, case_id: int | None = None) -> Score:
        """Keep one score; gives it back with its id and time. Raises: VaultLocked, DiskFull."""
        at = stamp(self._clock)
        with self._home(case_id).transaction() as connection:
            number = _insert(connection, score, at)
        return msgspec.structs.replace(score, id=number, scored_at=at)

    def add_all(
        self, scores: Sequence[Score], *, case_id: int | None = None, job: Job | None = None
    ) -> tuple[int, ...]:
        """Keep scores, all or none; gives their ids in order.

        Raises: VaultLocked, DiskFull, Cancelled.
        """
        at = stamp(self._clock)
        numbers: list[int] = []
        with self._home(case_id).transaction() as connection:
            for done, score in enumerate(scores):
                if job is not None and done % _ROWS_PER_TICK == 0:
                    job.tick("keeping", done, len(scores), unit="rows")
                numbers.append(_insert(connection, score, at))
        return tuple(numbers)

    def history(self, case_id: int | None) -> tuple[Score, ...]:
        """Scores of a case, or those of no case for None, oldest first.

        Raises: VaultLocked, VaultDamaged.
        """
        if case_id is None:
            unfiled = self._vault.cases.find_unfiled()
            if unfiled is None:
                return ()
            case_id = unfiled.id
        connection = self._vault.case(case_id).connection()
        rows = connection.execute("SELECT id, scored_at, record FROM score ORDER BY id")
        return tuple(self._read(*row) for row in rows)

    def _home(self, case_id: int | None) -> CaseFile:
        if case_id is None:
            case_id = self._vault.cases.unfiled(now=stamp(self._clock)).id
        return self._vault.case(case_id)

    def _read(self, number: int, at: str, record: str) -> Score:
        try:
            score = msgspec.json.decode(record, type=Score)
        except msgspec.DecodeError as error:
            raise VaultDamaged(str(error), why=f"score {number} cannot be read") from error
        return msgspec.structs.replace(score, id=number, scored_at=at)


def _insert(connection: Connection, score: Score, at: str) -> int:
    record = msgspec.json.encode(score).decode()
    row = connection.execute(
        "INSERT INTO score (scored_at, model_digest, record) VALUES (?, ?, ?)",
        (at, score.digest, record),
    )
    return int(row.lastrowid)
