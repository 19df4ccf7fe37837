"""How many commits each case had, kept in the control database for good."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from appliance.vault.connection import Connection


def commit_numbers(connection: Connection) -> None:
    """The number of each case's last commit; several promises of one case, broken or open."""
    connection.execute("ALTER TABLE case_file ADD COLUMN commit_no INTEGER NOT NULL DEFAULT 0")
    connection.execute("ALTER TABLE pending_case RENAME TO first_pending_case")
    connection.execute(
        """CREATE TABLE pending_case (
            case_id INTEGER NOT NULL REFERENCES case_file (id) ON DELETE CASCADE,
            commit_no INTEGER NOT NULL,
            broken INTEGER NOT NULL DEFAULT 0 CHECK (broken IN (0, 1)),
            PRIMARY KEY (case_id, commit_no)
        ) STRICT"""
    )
    connection.execute(
        "INSERT INTO pending_case (case_id, commit_no) "
        "SELECT case_id, commit_no FROM first_pending_case"
    )
    connection.execute("DROP TABLE first_pending_case")
    # What is promised is expected; what was kept earlier is known again at the case's first use.
    connection.execute(
        "UPDATE case_file SET commit_no = coalesce((SELECT max(commit_no) FROM pending_case "
        "WHERE case_id = case_file.id), 0)"
    )
    connection.execute("DELETE FROM meta WHERE key = 'commit_no'")
