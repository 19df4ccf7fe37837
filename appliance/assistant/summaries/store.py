"""Summaries of each case, kept until their document goes or another takes their place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from appliance.assistant.summaries.records import Summary
from appliance.errors import VaultDamaged

if TYPE_CHECKING:
    from appliance.vault.store import Vault


class SummaryStore:
    """Rows of each case's table `summary`. Methods raise VaultLocked after the lock."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def add(self, case_id: int, document_id: int | None, summary: Summary) -> Summary:
        """Keep a summary in place of the one before of the same document or of the case."""
        with self._vault.case(case_id).transaction() as connection:
            connection.execute("DELETE FROM summary WHERE document_id IS ?", (document_id,))
            cursor = connection.execute(
                "INSERT INTO summary (document_id, made_at, record) VALUES (?, ?, ?)",
                (document_id, summary.made_at, msgspec.json.encode(summary).decode()),
            )
        return msgspec.structs.replace(summary, id=int(cursor.lastrowid or 0))

    def all(self, case_id: int) -> tuple[Summary, ...]:
        """The case's own summary first, then those of its documents. Raises: VaultDamaged."""
        rows = (
            self._vault.case(case_id)
            .connection()
            .execute("SELECT id, record FROM summary ORDER BY coalesce(document_id, 0), id")
        )
        return tuple(_decoded(*row) for row in rows)


def _decoded(number: int, record: str) -> Summary:
    try:
        summary = msgspec.json.decode(record.encode(), type=Summary)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise VaultDamaged(type(error).__name__, why="a kept summary cannot be read") from error
    return msgspec.structs.replace(summary, id=number)
