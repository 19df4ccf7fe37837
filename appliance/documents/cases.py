"""Rows of cases: a case is a customer's file, a name and the documents under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.clock import Clock, stamp
from appliance.documents.records import Case
from appliance.errors import CaseExists, CaseUnknown, VaultDamaged

if TYPE_CHECKING:
    from appliance.vault.store import Vault

_CASE = "SELECT id, name, created_at FROM case_file"


class CaseRows:
    """The part of the document store that knows of cases only."""

    def __init__(self, vault: Vault, clock: Clock) -> None:
        self._vault = vault
        self._clock = clock

    def new_case(self, name: str) -> Case:
        """An empty case. Raises: CaseExists."""
        with self._vault.transaction() as connection:
            if connection.execute(f"{_CASE} WHERE name = ?", (name,)).fetchone():
                raise CaseExists(name=name)
            created_at = stamp(self._clock)
            cursor = connection.execute(
                "INSERT INTO case_file (name, created_at) VALUES (?, ?)", (name, created_at)
            )
            return Case(row_id(cursor.lastrowid), name, created_at)

    def cases(self) -> tuple[Case, ...]:
        """All cases, newest first."""
        rows = self._vault.connection().execute(f"{_CASE} ORDER BY id DESC")
        return tuple(Case(*row) for row in rows)

    def case(self, name: str) -> Case:
        """The case of that name. Raises: CaseUnknown."""
        row = self._vault.connection().execute(f"{_CASE} WHERE name = ?", (name,)).fetchone()
        if row is None:
            raise CaseUnknown(name=name)
        return Case(*row)

    def case_by_id(self, case_id: int) -> Case:
        """The case with that number. Raises: CaseUnknown."""
        row = self._vault.connection().execute(f"{_CASE} WHERE id = ?", (case_id,)).fetchone()
        if row is None:
            raise CaseUnknown(name=case_id)
        return Case(*row)


def row_id(value: int | None) -> int:
    """The number of a row just made. Raises: VaultDamaged."""
    if value is None:
        raise VaultDamaged(why="the database gave no row number")
    return value
