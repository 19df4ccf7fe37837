"""Which files of a vault a backup holds, and how each is read without tearing it.

A database is read together with its journal inside a write transaction of our own: nobody can
append to the journal meanwhile, and folding it back into the database changes the meaning of
neither. The control database comes first, and each case's database before its originals, so
whatever is named was there when the rest is read. A document that is deleted in between leaves a
row without its original in the backup.

A user whose keys open no case has nobody beside them who could write to one, and neither has a
case that cannot be opened: those are read as they lie there.

Closing a file drops the advisory locks that SQLite holds on it in this process. That is harmless
here, because the vault's own lock keeps every other program away.
"""

from __future__ import annotations

import io
import os
import stat
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from appliance.errors import CaseUnknown, FileUnreadable, NotEncrypted, VaultDamaged
from appliance.vault import attempts, closing_record
from appliance.vault import folder as folders
from appliance.vault import header as headers
from appliance.vault.case_folder import NAME as CASES
from appliance.vault.domains import CONTENT
from appliance.vault.strays import NAME as STRAY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appliance.vault.store import Vault

# Held or made anew by whoever opens the vault; the header travels in the backup's opening.
_LEFT_OUT = frozenset(
    {
        headers.NAME,
        folders.LOCK,
        folders.MAKING,
        folders.RESTORED,
        attempts.NAME,
        closing_record.NAME,
    }
)
_JOURNALS = ("-wal", "-shm", "-journal")


@dataclass(frozen=True)
class Source:
    """One file to keep: its path below the vault folder, and its content, to be read once."""

    path: str
    content: IO[bytes]


def sources(vault: Vault) -> Iterator[Source]:
    """Every file of the vault, each to be read before the next is asked for.

    Raises: VaultLocked, FileUnreadable.
    """
    root = vault.folder
    control = _control_database(vault)
    with vault.transaction() as connection:
        refs = [str(ref) for (ref,) in connection.execute("SELECT ref FROM case_file ORDER BY ref")]
        yield from _read(root, (control, f"{control}-wal", "audit.head"))
    for path in sorted(_walk(root, root)):
        if path not in (control, "audit.head") and not path.endswith(_JOURNALS):
            yield from _read(root, (path,))
    for ref in refs:
        with _held_still(vault, ref):
            for database in sorted((vault.cases_folder / ref).glob("case*.db")):
                name = str(database.relative_to(root))
                yield from _read(root, (name, f"{name}-wal"))
        for name in sorted(_walk(root, vault.cases_folder / ref)):
            if not name.endswith((".db", *_JOURNALS)):
                yield from _read(root, (name,))


@contextmanager
def _held_still(vault: Vault, ref: str) -> Iterator[None]:
    """Nobody commits to the case meanwhile."""
    with ExitStack() as held:
        if vault.holds(CONTENT):
            with suppress(VaultDamaged, NotEncrypted, FileUnreadable, CaseUnknown):
                held.enter_context(vault.case(ref).transaction())
        yield


def audit_entries(vault: Vault) -> int:
    """How many entries the chain has now."""
    row = vault.connection().execute("SELECT max(seq) FROM audit").fetchone()
    return int(row[0] or 0) if row else 0


def _control_database(vault: Vault) -> str:
    for _, name, path in vault.connection().execute("PRAGMA database_list"):
        if name == "main":
            return Path(str(path)).name
    raise AssertionError("a connection without a main database")


def _read(root: Path, names: tuple[str, ...]) -> Iterator[Source]:
    for name in names:
        try:
            handle = os.open(root / name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        except FileNotFoundError:
            continue  # removed since the folder was listed, or no journal
        except OSError as error:
            why = error.strerror or "unknown"
            raise FileUnreadable(str(error), name=name, why=why) from error
        with io.FileIO(handle, "rb") as file:
            if stat.S_ISREG(os.fstat(handle).st_mode):
                yield Source(name, file)


def _walk(root: Path, below: Path) -> Iterator[str]:
    """Every file of ours below a folder; strays and unfinished work stay behind.

    Below the vault's own folder not the cases.
    """
    for parent, folders_below, names in os.walk(below):
        here = Path(parent)
        folders_below[:] = [
            name
            for name in folders_below
            if name != STRAY and not name.startswith(".") and (here, name) != (root, CASES)
        ]
        for name in names:
            relative = str((here / name).relative_to(root))
            if not name.startswith(".") and relative not in _LEFT_OUT:
                yield relative
