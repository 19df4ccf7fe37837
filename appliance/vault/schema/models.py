"""How often a model's files were encrypted anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from appliance.vault.connection import Connection


def model_generation(connection: Connection) -> None:
    """The files of a model are named by it, so that one commit switches from old to new."""
    connection.execute(
        "ALTER TABLE model ADD COLUMN generation INTEGER NOT NULL DEFAULT 1 CHECK (generation >= 1)"
    )
