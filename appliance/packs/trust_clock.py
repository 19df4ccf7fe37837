"""The time that dates are compared with: the machine's, but never before the latest ever seen.

A clock that was set back would otherwise bring expired packs, lists and licences back to life.
What has been seen: the machine's time at each look, the lines of the audit chain, and the dates of
signed documents. A clock that once ran ahead would so end everything too early; a person may then
start again from the machine's time on purpose, which is audited.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from appliance.packs.trust_documents import parse_moment

if TYPE_CHECKING:
    from appliance.clock import Clock
    from appliance.vault.store import Vault

# A look writes only if it adds this much, so that looking does not wear a disk.
_STEP = timedelta(hours=1)
# Clocks are corrected by seconds every day; more than this is worth a word.
_BEHIND = timedelta(minutes=10)
_START = datetime(2020, 1, 1, tzinfo=UTC)


class TrustClock:
    """The latest time that one vault has seen. Thread-safe; raises VaultLocked after the lock."""

    def __init__(self, vault: Vault, clock: Clock) -> None:
        self._vault = vault
        self._clock = clock

    def now(self) -> datetime:
        """The machine's time, or the latest time seen if that is later; in UTC."""
        stored, seq = self._stored()
        latest = max(stored, self._chain(seq)[0], self._machine())
        if latest - stored >= _STEP:
            self.raise_to(latest)
        return latest

    def behind(self) -> bool:
        """True if the machine's clock is clearly behind the latest time seen."""
        return self.now() - self._machine() > _BEHIND

    def raise_to(self, when: datetime) -> None:
        """Times before `when` are past; joins the transaction under way."""
        with self._vault.transaction():
            stored, seq = self._stored()
            latest, last_seq = self._chain(seq)
            self._keep(max(stored, latest, when.astimezone(UTC)), last_seq)

    def start_again(self) -> None:
        """Take the machine's time as the latest seen: the earlier ones were wrong."""
        with self._vault.transaction():
            _latest, last_seq = self._chain(self._stored()[1])
            self._keep(self._machine(), last_seq)

    def _machine(self) -> datetime:
        return self._clock.now().astimezone(UTC)

    def _stored(self) -> tuple[datetime, int]:
        row = (
            self._vault.connection()
            .execute("SELECT latest, audit_seq FROM trust_clock WHERE only = 1")
            .fetchone()
        )
        return (parse_moment(row[0]), int(row[1])) if row else (_START, 0)

    def _chain(self, after: int) -> tuple[datetime, int]:
        """Latest time and last number among audit lines after number `after`."""
        row = (
            self._vault.connection()
            .execute("SELECT max(at), max(seq) FROM audit WHERE seq > ?", (after,))
            .fetchone()
        )
        return (parse_moment(row[0]), int(row[1])) if row and row[0] else (_START, after)

    def _keep(self, latest: datetime, seq: int) -> None:
        self._vault.connection().execute(
            "INSERT OR REPLACE INTO trust_clock (only, latest, audit_seq) VALUES (1, ?, ?)",
            (latest.isoformat(timespec="milliseconds"), seq),
        )
