"""The usage desk: what the models did, for whom, and how much of it."""

from __future__ import annotations

import csv
import io
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, Literal, get_args

from appliance.app.door import Action
from appliance.errors import BadInput
from appliance.files import atomic_write
from appliance.vault import usage

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from appliance.app.door import Door
    from appliance.app.metering import Metering
    from appliance.vault.store import Vault
    from appliance.vault.usage import UsageRow

By = Literal["user", "case", "model", "purpose", "day"]
BY: tuple[By, ...] = get_args(By)
# A cell that begins so is a formula for a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class UsageTotal:
    """The sums of one user, case, model, purpose or day, or of all.

    Attributes:
        name: the user's name, the beginning of the case's reference as in the audit chain (empty:
            no case; `deleted`: cases that are gone), name and version of the model, the purpose,
            or the day in UTC.
        requests: calls of models.
        prefill_tokens: tokens that were read.
        kept_tokens: tokens that did not have to be read again.
        decode_tokens: tokens that were written.
        texts: passages and questions of which vectors were made.
        rows: applicants that were scored.
        work_s: seconds in which models worked.
        energy_j: joules that the machine used in `metered_s` of these seconds.
        metered_s: seconds for which its energy counters could be read.
    """

    name: str
    requests: int = 0
    prefill_tokens: int = 0
    kept_tokens: int = 0
    decode_tokens: int = 0
    texts: int = 0
    rows: int = 0
    work_s: float = 0.0
    energy_j: float = 0.0
    metered_s: float = 0.0


@dataclass(frozen=True)
class UsageReport:
    """Sums by one thing, the largest work first (days: oldest first), and of everything.

    `energy_missing` says why energy is not counted on this machine now; empty if it is.
    """

    by: By
    since: str
    totals: tuple[UsageTotal, ...]
    whole: UsageTotal
    energy_missing: str


class UsageDesk:
    """What the ledger says. Every method raises VaultLocked after the lock."""

    def __init__(self, door: Door, vault: Vault, metering: Metering) -> None:
        self._door = door
        self._vault = vault
        self._metering = metering

    def report(self, by: str = "user", since: str | None = None) -> UsageReport:
        """Sums by user, case, model, purpose or day, of the days from `since` (YYYY-MM-DD) on.

        Raises: NotAllowed, BadInput.
        """
        self._door.check(Action.VIEW_USAGE)
        return self._report(by, since)

    def export(self, target: Path, by: str = "user", since: str | None = None) -> UsageReport:
        """Write the same as a CSV file. Raises: NotAllowed, BadInput, DiskFull, FolderReadOnly."""
        with self._door.enter(
            Action.EXPORT_USAGE, "usage", whole=False, announce=True, by=by, since=since or ""
        ) as visit:
            report = self._report(by, since)
            with atomic_write(target) as out:
                out.write(csv_text(report).encode("utf-8-sig"))
            visit.note(lines=len(report.totals))
        return report

    def _report(self, by: str, since: str | None) -> UsageReport:
        if by not in BY:
            raise BadInput(what="The order", why=f"choose one of {', '.join(BY)}")
        try:
            first = "" if since is None else date.fromisoformat(since).isoformat()
        except ValueError as error:
            raise BadInput(what=f"The day “{since}”", why="write it as YYYY-MM-DD") from error
        rows = usage.rows(self._vault.connection(), since=first)
        chosen: By = next(one for one in BY if one == by)
        return UsageReport(
            by=chosen,
            since=first,
            totals=totals(rows, chosen),
            whole=_sum("", rows),
            energy_missing=self._metering.energy_missing(),
        )


def totals(rows: Iterable[UsageRow], by: By) -> tuple[UsageTotal, ...]:
    """The rows added up by one of their facts. Pure."""
    groups: dict[str, list[UsageRow]] = {}
    for row in rows:
        key = {
            "user": row.user,
            "case": row.ref,
            "model": row.title,
            "purpose": row.purpose,
            "day": row.day,
        }[by]
        groups.setdefault(key, []).append(row)
    found = [_sum(key, group) for key, group in groups.items()]
    if by == "day":
        return tuple(sorted(found, key=lambda one: one.name))
    return tuple(sorted(found, key=lambda one: (-one.work_s, one.name)))


def csv_text(report: UsageReport) -> str:
    """The report with a line of names at the top; its first cells are never formulas."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([report.by, *(field.name for field in fields(UsageTotal)[1:])])
    for one in report.totals:
        name, *numbers = asdict(one).values()
        writer.writerow([f"'{name}" if name.startswith(_FORMULA) else name, *numbers])
    return out.getvalue()


def _sum(name: str, rows: Iterable[UsageRow]) -> UsageTotal:
    rows = tuple(rows)
    return UsageTotal(
        name=name,
        requests=sum(row.requests for row in rows),
        prefill_tokens=sum(row.prefill_tokens for row in rows),
        kept_tokens=sum(row.kept_tokens for row in rows),
        decode_tokens=sum(row.decode_tokens for row in rows),
        texts=sum(row.texts for row in rows),
        rows=sum(row.rows for row in rows),
        work_s=round(sum(row.work_ms for row in rows) / 1000, 3),
        energy_j=round(sum(row.energy_mj for row in rows) / 1000, 3),
        metered_s=round(sum(row.metered_ms for row in rows) / 1000, 3),
    )
