"""What work the models did: sums per day, user, case, model and kind of work."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from appliance.vault.connection import Connection

# No name of a case and nothing of what was asked: administrators and auditors read it. `ref` is the
# case's random reference as in the audit chain; empty for work for no case, `deleted` once the case
# is gone, so that only the sums stay.
_TABLE = """CREATE TABLE usage (
    day TEXT NOT NULL,
    user TEXT NOT NULL,
    ref TEXT NOT NULL,
    model TEXT NOT NULL,
    title TEXT NOT NULL,
    purpose TEXT NOT NULL,
    requests INTEGER NOT NULL,
    prefill_tokens INTEGER NOT NULL,
    kept_tokens INTEGER NOT NULL,
    decode_tokens INTEGER NOT NULL,
    texts INTEGER NOT NULL,
    rows INTEGER NOT NULL,
    work_ms INTEGER NOT NULL,
    energy_mj INTEGER NOT NULL,
    metered_ms INTEGER NOT NULL,
    PRIMARY KEY (day, user, ref, model, purpose)
) STRICT"""


def usage_table(connection: Connection) -> None:
    """The usage ledger."""
    connection.execute(_TABLE)
    connection.execute("CREATE INDEX usage_case ON usage (ref)")
