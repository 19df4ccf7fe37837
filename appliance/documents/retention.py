"""How long cases are kept: a policy of the vault, what is due by it, and deleting that.

Only the register is read, so a user whose keys open no cases can apply the policy. A clock that is
set back makes nothing due early: uses never get an earlier time than the latest the vault saw. A
clock that is set *forward* makes cases due that are not; what is due is therefore shown before
anything is deleted, the audit line has the time, and a clock more than a month past the latest time
that the vault saw needs a person who says that it is right.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import msgspec

from appliance.documents.records import Due, RetentionPolicy
from appliance.errors import BadInput, CaseKept, ClockDoubtful, VaultDamaged
from appliance.vault import clock_doubt
from appliance.vault.deletion import delete_case

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from appliance.clock import Clock
    from appliance.vault.case_records import CaseRow, DeletionCertificate
    from appliance.vault.store import Vault

MOST_DAYS = 36_500
_KEY = "retention"


def due(cases: Iterable[CaseRow], policy: RetentionPolicy, now: datetime) -> tuple[Due, ...]:
    """Cases whose time is over at `now`, in the order given; held ones never are. Pure.

    Raises: VaultDamaged: a case has an impossible time.
    """
    found = []
    for case in cases:
        why = _why(case, policy, now)
        if why and case.held_at is None:
            found.append(
                Due(
                    case.id,
                    case.ref,
                    case.documents,
                    case.pages,
                    case.last_used_at,
                    case.closed_at,
                    why,
                )
            )
    return tuple(found)


def _why(case: CaseRow, policy: RetentionPolicy, now: datetime) -> str:
    if policy.after_use_days and _past(case.last_used_at, policy.after_use_days, now):
        return f"retention rule: not used for {policy.after_use_days} days"
    closed = case.closed_at
    if closed and policy.after_closing_days and _past(closed, policy.after_closing_days, now):
        return f"retention rule: closed for {policy.after_closing_days} days"
    return ""


def _past(since: str, days: int, now: datetime) -> bool:
    try:
        return datetime.fromisoformat(since) + timedelta(days=days) <= now
    except (OverflowError, TypeError, ValueError) as error:
        raise VaultDamaged(str(error), why="a case has an impossible time") from error


class Retention:
    """The policy of one vault. Thread-safe; every method raises VaultLocked after the lock."""

    def __init__(
        self, vault: Vault, clock: Clock, *, least_days: Callable[[], int] = lambda: 0
    ) -> None:
        """`least_days` is how long head office wants cases kept after their last use."""
        self._vault = vault
        self._clock = clock
        self._least_days = least_days

    def policy(self) -> RetentionPolicy:
        """The policy in force; at first nothing is ever due. Raises: VaultDamaged."""
        row = (
            self._vault.connection()
            .execute("SELECT value FROM meta WHERE key = ?", (_KEY,))
            .fetchone()
        )
        if row is None:
            return RetentionPolicy()
        try:
            return msgspec.json.decode(str(row[0]).encode(), type=RetentionPolicy)
        except (msgspec.MsgspecError, RecursionError) as error:
            raise VaultDamaged(str(error), why="the retention policy cannot be read") from error

    def set_policy(self, policy: RetentionPolicy) -> None:
        """Put another policy in force.

        Raises: BadInput: days below 0 or above 36,500, or fewer than head office allows.
        """
        least = self._least_days()
        for days in (policy.after_use_days, policy.after_closing_days):
            if not 0 <= days <= MOST_DAYS:
                why = f"it must be from 0 (never) to {MOST_DAYS:,} days"
                raise BadInput(what=f"The time of {days} days", why=why)
            if 0 < days < least:
                why = f"head office's policy keeps cases {least} days at least"
                raise BadInput(what=f"The time of {days} days", why=why)
        with self._vault.transaction() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO meta VALUES (?, ?)",
                (_KEY, msgspec.json.encode(policy, order="sorted").decode()),
            )

    def due(self) -> tuple[Due, ...]:
        """What is due now, newest case first."""
        return due(self._vault.cases.all(names=False), self.policy(), self._now())

    def check_may_go(self, ref: str, last_used_at: str) -> None:
        """Has head office's time passed since the last use? Raises: CaseKept."""
        least = self._least_days()
        if least and not _past(last_used_at, least, self._now()):
            until = datetime.fromisoformat(last_used_at) + timedelta(days=least)
            raise CaseKept(ref=ref[:12], until=until.date().isoformat(), days=least)

    def check_clock(self) -> None:
        """Raises: ClockDoubtful: it is far past the latest time that the vault saw."""
        latest = clock_doubt.doubted_since(self._vault, self._clock)
        if latest:
            raise ClockDoubtful(days=clock_doubt.MOST.days, latest=latest)

    def confirm_clock(self) -> None:
        """A person says that the clock is right."""
        clock_doubt.confirm(self._vault, self._clock)

    def apply(self, one: Due) -> DeletionCertificate | None:
        """Delete a case if it is still due; None if it was used, held or deleted meanwhile.

        Raises: VaultDamaged, DiskFull.
        """
        with self._vault.transaction():
            again = [now for now in self.due() if now.case_id == one.case_id]
            if not again:
                return None
            self.check_may_go(one.ref, one.last_used_at)
            at = self._now().isoformat(timespec="milliseconds")
            return delete_case(self._vault, one.case_id, reason=again[0].why, now=at)

    def _now(self) -> datetime:
        return self._clock.now().astimezone(UTC)
