"""What is still to be encrypted under new keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from appliance.vault.connection import Connection


def rotation_table(connection: Connection) -> None:
    """One row for each case, model and so on that a change of keys has not come to yet."""
    connection.execute(
        """CREATE TABLE rotation (
            kind TEXT NOT NULL,
            item TEXT NOT NULL,
            PRIMARY KEY (kind, item)
        ) STRICT"""
    )
