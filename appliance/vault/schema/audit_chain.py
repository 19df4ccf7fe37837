"""What the audit chain keeps besides its first columns: actor, link, and signed checkpoints."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from appliance.vault.connection import Connection

_NO_CHANGE = """CREATE TRIGGER audit_no_change BEFORE UPDATE ON audit
        BEGIN SELECT RAISE(ABORT, 'audit entries are never changed'); END"""


def audit_chain(connection: Connection) -> None:
    """`actor`, `format` and `link` of each entry; the table of checkpoints.

    Entries that exist get format 1 and the link that they would have had; `mac` stays. A step is
    never changed, so it computes the link itself (docs/formats/audit.md, “Link”).
    """
    connection.execute("ALTER TABLE audit ADD COLUMN format INTEGER NOT NULL DEFAULT 1")
    connection.execute("ALTER TABLE audit ADD COLUMN actor TEXT NOT NULL DEFAULT ''")
    connection.execute("ALTER TABLE audit ADD COLUMN link BLOB NOT NULL DEFAULT x''")
    rows = connection.execute(
        "SELECT seq, at, event, subject, details FROM audit ORDER BY seq"
    ).fetchall()
    connection.execute("DROP TRIGGER audit_no_change")
    link = bytes(32)
    for seq, *texts in rows:
        link = _first_link(link, int(seq), *texts)
        connection.execute("UPDATE audit SET link = ? WHERE seq = ?", (link, seq))
    connection.execute(_NO_CHANGE)
    connection.execute(
        """CREATE TABLE checkpoint (
            size INTEGER PRIMARY KEY CHECK (size >= 0),
            at TEXT NOT NULL,
            note TEXT NOT NULL,
            frontier BLOB NOT NULL
        ) STRICT"""
    )
    connection.execute(
        """CREATE TRIGGER checkpoint_no_removal BEFORE DELETE ON checkpoint
        BEGIN SELECT RAISE(ABORT, 'checkpoints are never removed'); END"""
    )


def _first_link(previous: bytes, seq: int, *texts: str) -> bytes:
    parts = [b"\x00cofferdam audit entry\x01", previous, seq.to_bytes(8, "big")]
    for text in texts:
        encoded = text.encode("utf-8")
        parts += [len(encoded).to_bytes(4, "big"), encoded]
    return hashlib.sha256(b"".join(parts)).digest()
