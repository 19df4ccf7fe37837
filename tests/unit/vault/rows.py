"""For tests of transactions: rows, for which `meta` is taken, and an end at any statement."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

from appliance.vault import connection as connections

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


def die_at_statement(number: int) -> None:
    """Kill this process before its n-th statement from now on."""
    seen = 0
    run = connections.Cursor.execute

    def counted(self: connections.Cursor, *arguments: object) -> connections.Cursor:
        nonlocal seen
        seen += 1
        if seen == number:
            os.kill(os.getpid(), signal.SIGKILL)
        return run(self, *arguments)  # type: ignore[arg-type]

    connections.Cursor.execute = counted  # type: ignore[method-assign,assignment]
