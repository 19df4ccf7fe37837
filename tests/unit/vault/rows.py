"""Rows of the control database for tests of transactions: any table does, so `meta` is taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from appliance.vault.store import Vault

_PREFIX = "test "
COUNT = "SELECT count(*) FROM meta WHERE key LIKE 'test %'"
NAMES = "SELECT substr(key, 6) FROM meta WHERE key LIKE 'test %' ORDER BY rowid"
VALUES = "SELECT value FROM meta WHERE key LIKE 'test %' ORDER BY rowid"
TWICE = "SELECT key || '2', '' FROM meta WHERE key LIKE 'test %'"


def add(vault: Vault, name: str, value: str = "") -> None:
    """Keep a name, inside the transaction under way or in one of its own."""
    with vault.transaction() as connection:
        connection.execute("INSERT INTO meta VALUES (?, ?)", (_PREFIX + name, value))


def names(vault: Vault) -> list[str]:
    """The names kept, in the order they were added."""
    return [name for (name,) in vault.connection().execute(NAMES)]
