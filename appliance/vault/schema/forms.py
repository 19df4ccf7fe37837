"""The control database's table of forms that this branch made for itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from appliance.vault.connection import Connection


def forms_table(connection: Connection) -> None:
    """Forms by name; what they were filled with is in the cases."""
    connection.execute(
        """CREATE TABLE form (
            name TEXT PRIMARY KEY,
            changed_at TEXT NOT NULL,
            record TEXT NOT NULL
        ) STRICT"""
    )
