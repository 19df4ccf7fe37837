"""What a role may decide, waive and check by itself: the highest severity of each.

Somebody with several roles takes the highest. The administrator sets the limits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from appliance.clock import stamp
from appliance.errors import BadInput, VaultDamaged
from appliance.review.records import LEVELS, LIMITED_ROLES, Limits

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from appliance.clock import Clock
    from appliance.review.checklists.records import Item
    from appliance.vault.store import Vault


def rank(severity: str) -> int:
    """0 for none, then higher for what weighs more."""
    return LEVELS.index(severity)


def highest(severities: Iterable[str]) -> str:
    """The one that weighs most; "" of none."""
    return max(severities, key=rank, default="")


def may_decide(limits: Limits, roles: Iterable[str], severity: str) -> bool:
    """Whether somebody with these roles may decide an item of that severity."""
    return _reaches(limits.decide, roles, severity)


def may_waive(limits: Limits, roles: Iterable[str], item: Item) -> bool:
    """Whether one of these roles is named by the item and reaches its severity."""
    named = [role for role in roles if role in item.waive]
    return _reaches(limits.waive, named, item.severity)


def may_check(limits: Limits, roles: Iterable[str], exceptions: Iterable[str]) -> bool:
    """Whether somebody may sign as the checker over exceptions of these severities."""
    return _reaches(limits.check, roles, highest(exceptions))


def _reaches(limit: Mapping[str, str], roles: Iterable[str], severity: str) -> bool:
    return rank(severity) <= rank(highest(limit.get(role, "") for role in roles))


def checked(limits: Limits) -> Limits:
    """The limits, each role in each of them. Raises: BadInput: an unknown role or severity."""
    for part in (limits.decide, limits.waive, limits.check):
        if set(part) - set(LIMITED_ROLES):
            raise BadInput(what="The limits", why=f"their roles are {' and '.join(LIMITED_ROLES)}")
        if set(part.values()) - set(LEVELS):
            known = ", ".join(LEVELS[1:])
            raise BadInput(what="The limits", why=f"a severity is {known}, or empty for none")
    return Limits(
        *({role: part.get(role, "") for role in LIMITED_ROLES}
          for part in (limits.decide, limits.waive, limits.check))
    )  # fmt: skip


class LimitShelf:
    """The one row of the control table `review_limits`."""

    def __init__(self, vault: Vault, clock: Clock) -> None:
        self._vault = vault
        self._clock = clock

    def get(self) -> Limits:
        """What was set, else the program's own. Raises: VaultLocked, VaultDamaged."""
        row = self._vault.connection().execute("SELECT record FROM review_limits").fetchone()
        if row is None:
            return Limits()
        try:
            return checked(msgspec.json.decode(str(row[0]).encode(), type=Limits))
        except (msgspec.MsgspecError, RecursionError, BadInput) as error:
            raise VaultDamaged(
                type(error).__name__, why="the limits of reviews cannot be read"
            ) from error

    def put(self, limits: Limits) -> Limits:
        """Keep them in place of those before. Raises: BadInput, VaultLocked, DiskFull."""
        limits = checked(limits)
        with self._vault.transaction() as connection:
            connection.execute(
                "INSERT INTO review_limits (only, changed_at, record) VALUES (1, ?, ?) "
                "ON CONFLICT (only) DO UPDATE SET changed_at = excluded.changed_at, "
                "record = excluded.record",
                (stamp(self._clock), msgspec.json.encode(limits).decode()),
            )
        return limits
