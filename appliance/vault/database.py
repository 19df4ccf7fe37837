"""Opening the encrypted database: what is checked first, and how every connection is set.

Why these settings: docs/adr/0002-sqlcipher-settings.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlcipher3 import dbapi2

from appliance.errors import CipherMissing, FileUnreadable, NotEncrypted, VaultDamaged
from appliance.vault.connection import Connection

if TYPE_CHECKING:
    from pathlib import Path

SALT_BYTES = 16
_PLAIN_MAGIC = b"SQLite format 3\x00"
# Threads of one program wait for each other's transactions; a minute means a bug, not a queue.
BUSY_TIMEOUT_MS = 60_000

SETTINGS = (
    # SQLCipher would print its own words on stderr; what happened is in our errors.
    "cipher_log_level = NONE",
    # Part of the format: a vector of 1536 bytes fits twice into SQLCipher's default of 4096.
    "cipher_page_size = 16384",
    # Process-wide, and never off again once on. It made full-text queries eight times slower;
    # locking the vault gives the freed memory back instead.
    "cipher_memory_security = OFF",
    "journal_mode = WAL",
    # NORMAL lost acknowledged commits at 257 of 400 simulated power cuts, FULL at none.
    "synchronous = FULL",
    # Sorting must not spill customers' text into a temporary file.
    "temp_store = 2",
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "foreign_keys = ON",
    # Else a row that REPLACE removes is removed past the triggers that forbid it.
    "recursive_triggers = ON",
    "secure_delete = ON",
    "cache_size = -32768",  # 32 MiB of decrypted pages: random reads at plain SQLite's speed
    f"busy_timeout = {BUSY_TIMEOUT_MS}",
)


def salt_of(subkey: bytes) -> bytes:
    """The salt of a database from the sub-key for it."""
    return subkey[:SALT_BYTES]


def check_file(path: Path, *, salt: bytes) -> None:
    """Look at the first bytes before SQLite does, because it makes an empty file a new database.

    `salt` is what our files begin with: SQLCipher stores it there, and ours comes from the key.

    Raises:
        NotEncrypted: a plain SQLite file lies there.
        VaultDamaged: missing, empty, or another vault's.
    """
    try:
        with path.open("rb") as file:
            head = file.read(len(_PLAIN_MAGIC))
    except FileNotFoundError as error:
        raise VaultDamaged(why="the database file is missing") from error
    except OSError as error:
        raise FileUnreadable(str(error), name=path.name, why=error.strerror or "unknown") from error
    if head == _PLAIN_MAGIC:
        raise NotEncrypted
    if not head:
        raise VaultDamaged(why="the database file is empty")
    if head != salt:
        raise VaultDamaged(
            why="the database file belongs to another vault, or its beginning was changed"
        )


def require_genuine_pages(connection: Connection) -> None:
    """Have SQLCipher check every page of the file. Raises: VaultDamaged."""
    if connection.execute("PRAGMA cipher_integrity_check").fetchall():
        raise VaultDamaged("cipher_integrity_check", why="a page of a database is not genuine")


def connect(path: Path, *, key: bytes, salt: bytes) -> Connection:
    """A configured connection to an existing file (an empty one becomes a database).

    May be closed from any thread, used by one.

    Raises: CipherMissing, VaultDamaged, DiskFull, FolderReadOnly.
    """
    connection: Connection = dbapi2.connect(
        f"{path.absolute().as_uri()}?mode=rw",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        factory=Connection,
    )
    connection.folder = path.parent
    try:
        _set_key(connection, key, salt)
        for setting in SETTINGS:
            connection.execute(f"PRAGMA {setting}").fetchall()
        if connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
            raise VaultDamaged("journal_mode", why="its journal cannot be switched on")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def _set_key(connection: Connection, key: bytes, salt: bytes) -> None:
    """Hand over the raw key, in memory that is wiped, and see that encryption is on."""
    if not connection.execute("PRAGMA cipher_version").fetchone():
        raise CipherMissing("no cipher_version")
    with connection.gate():
        literal = bytearray(b"x'%s%s'" % (key.hex().encode(), salt.hex().encode()))
        try:
            connection.set_key(literal)
        finally:
            literal[:] = bytes(len(literal))
    if connection.execute("PRAGMA cipher_status").fetchone() != ("1",):
        raise CipherMissing("cipher_status is not 1")
