"""A clock that is far ahead of everything that the vault saw: kept in mind until a person decides.

Opening the vault twice with such a clock must not make its time a time that the vault saw. So the
latest time from before the jump is kept (`meta.clock_doubt`) until the clock is back, or somebody
says that it is right.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from appliance.clock import Clock, stamp
from appliance.errors import VaultDamaged

if TYPE_CHECKING:
    from appliance.vault.store import Vault

# Somebody may be away for a month; by the rules of retention hardly anything is due by a month.
MOST = timedelta(days=31)
_DOUBT, _OPENED = "clock_doubt", "opened_at"


def note_opening(vault: Vault, clock: Clock) -> None:
    """Remember when the vault was opened, and from when on the clock is doubtful, if it is."""
    before = latest_sure(vault)
    with vault.transaction() as connection:
        if _ahead(before, clock):
            connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_DOUBT, before))
        else:
            connection.execute("DELETE FROM meta WHERE key = ?", (_DOUBT,))
        connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_OPENED, stamp(clock)))


def doubted_since(vault: Vault, clock: Clock) -> str:
    """The latest time before the clock jumped ahead, ISO 8601 in UTC; "" if it did not.

    Raises: VaultDamaged, VaultLocked.
    """
    before = latest_sure(vault)
    return before if _ahead(before, clock) else ""


def confirm(vault: Vault, clock: Clock) -> None:
    """A person says that the clock is right, in the transaction under way."""
    with vault.transaction() as connection:
        connection.execute("DELETE FROM meta WHERE key = ?", (_DOUBT,))
        connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_OPENED, stamp(clock)))


def latest_sure(vault: Vault) -> str:
    """The latest time that the vault saw, but none from after a jump; "" in a new one."""
    rows = vault.connection().execute(
        "SELECT key, value FROM meta WHERE key IN (?, ?)", (_DOUBT, _OPENED)
    )
    times = {str(key): str(value) for key, value in rows.fetchall()}
    return times.get(_DOUBT) or max(times.get(_OPENED, ""), vault.cases.latest())


def _ahead(before: str, clock: Clock) -> bool:
    try:
        return bool(before) and clock.now() - datetime.fromisoformat(before) > MOST
    except (OverflowError, TypeError, ValueError) as error:
        raise VaultDamaged(str(error), why="it was opened at an impossible time") from error
