"""The table of the appliance's own keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from appliance.vault.connection import Connection


def identity_table(connection: Connection) -> None:
    """One row per key; `wrapped` holds the private part, `public` may be empty."""
    connection.execute(
        """CREATE TABLE identity (
            kind TEXT PRIMARY KEY,
            public BLOB NOT NULL,
            wrapped BLOB NOT NULL
        ) STRICT"""
    )
