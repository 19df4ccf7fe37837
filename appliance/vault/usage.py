"""The usage ledger's rows: added up per day, never changed otherwise, folded when a case goes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from appliance.vault.connection import Connection

# So much of a case's random reference names it in the audit chain, and here.
REF_CHARACTERS = 12
# In place of the reference of a case that was deleted.
DELETED = "deleted"

_KEYS = "day, user, ref, model, title, purpose"
_SUMS = (
    "requests",
    "prefill_tokens",
    "kept_tokens",
    "decode_tokens",
    "texts",
    "rows",
    "work_ms",
    "energy_mj",
    "metered_ms",
)


@dataclass(frozen=True)
class UsageRow:
    """Work of one day by one user for one case with one model, for one purpose.

    Attributes:
        day: UTC, ISO 8601.
        user: their name.
        ref: the beginning of the case's reference as in the audit chain; empty for work for no
            case, `DELETED` for those that are gone.
        model: digest.
        title: name and version of the model.
        purpose: the action in the program, in small letters (`ask`, `add_documents`).
        requests: calls of the model.
        prefill_tokens: tokens that were read; those kept from earlier are not counted.
        kept_tokens: tokens that did not have to be read again.
        decode_tokens: tokens that were written.
        texts: passages and questions of which vectors were made.
        rows: applicants that were scored.
        work_ms: milliseconds in which the model worked.
        energy_mj: millijoules that the machine used meanwhile, where that could be read.
        metered_ms: milliseconds of `work_ms` for which it could.
    """

    day: str
    user: str
    ref: str
    model: str
    title: str
    purpose: str
    requests: int = 0
    prefill_tokens: int = 0
    kept_tokens: int = 0
    decode_tokens: int = 0
    texts: int = 0
    rows: int = 0
    work_ms: int = 0
    energy_mj: int = 0
    metered_ms: int = 0


def add(connection: Connection, row: UsageRow) -> None:
    """Add to the sums of that day, inside the caller's transaction. Raises: VaultDamaged."""
    sums = ", ".join(f"{name} = {name} + excluded.{name}" for name in _SUMS)
    connection.execute(
        f"INSERT INTO usage ({_KEYS}, {', '.join(_SUMS)})"  # noqa: S608  # names of columns
        f" VALUES ({', '.join('?' * (6 + len(_SUMS)))})"
        f" ON CONFLICT (day, user, ref, model, purpose) DO UPDATE SET {sums}",
        tuple(getattr(row, name) for name in (*_KEYS.split(", "), *_SUMS)),
    )


def forget_case(connection: Connection, ref: str) -> None:
    """Keep of a case only what it adds to the sums, inside the caller's transaction."""
    ref = ref[:REF_CHARACTERS]
    for row in _select(connection, "ref = ?", (ref,)):
        folded = {name: getattr(row, name) for name in _SUMS}
        add(
            connection,
            UsageRow(row.day, row.user, DELETED, row.model, row.title, row.purpose, **folded),
        )
    connection.execute("DELETE FROM usage WHERE ref = ?", (ref,))


def rows(connection: Connection, *, since: str = "", until: str = "9999") -> tuple[UsageRow, ...]:
    """All rows of the days from `since` to `until`, both included, oldest first."""
    return _select(connection, "day >= ? AND day <= ?", (since, until))


def _select(connection: Connection, where: str, values: tuple[str, ...]) -> tuple[UsageRow, ...]:
    found = connection.execute(
        f"SELECT {_KEYS}, {', '.join(_SUMS)} FROM usage WHERE {where}"  # noqa: S608  # constants
        " ORDER BY day, user, ref, model, purpose",
        values,
    )
    return tuple(UsageRow(*row) for row in found.fetchall())
