"""Rows of the control database for tests of transactions: any table does, so `meta` is taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from appliance.vault.store import Vault

_PREFIX = "test "


def add(vault: Vault, name: str, value: str = "") -> None:
    """Keep a name, inside the transaction under way or in one of its own."""
    with vault.transaction() as connection:
        connection.execute("INSERT INTO meta VALUES (?, ?)", (_PREFIX + name, value))


def names(vault: Vault) -> list[str]:
    """The names kept, in the order they were added."""
    rows = vault.connection().execute("SELECT key FROM meta WHERE key LIKE 'test %' ORDER BY rowid")
    return [key.removeprefix(_PREFIX) for (key,) in rows]
