"""From the first format, where every case lay in one database, to a database for each case.

A case is moved as a whole and marked `whole` only when its copy was checked and is durable; killed
before, it is moved anew from the start at the next opening. Only when all are whole are the old
originals deleted, then the old tables, and the space they took is written over.
"""

from __future__ import annotations

import hashlib
from contextlib import closing
from typing import TYPE_CHECKING

from appliance.errors import FileUnreadable, PackTampered, SealVersionUnknown, VaultDamaged
from appliance.vault import case_ids, folder
from appliance.vault.blobs import Blobs
from appliance.vault.case_file import connect, make_files
from appliance.vault.case_folder import blobs_name, database_name
from appliance.vault.cases import UNFILED, new_ref
from appliance.vault.lasting import FORMER_BLOBS
from appliance.vault.schema.cases import drop_old_content, old_tables_there

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appliance.vault.connection import Connection, Row
    from appliance.vault.store import Vault

_ROWS_PER_STEP = 256
_UNLOGGED, _SPACE_DUE = "upgrade_unlogged", "old_space_due"
_MINE = "document_id IN (SELECT id FROM document WHERE case_id = ?)"
_CHUNKS = f"SELECT id FROM chunk WHERE {_MINE}"  # noqa: S608  # constants
# Table → its columns in the first schema, and which rows are one case's. Later columns keep their
# defaults.
_COPIED: dict[str, tuple[str, str]] = {
    "document": (
        "id, name, sha256, size_bytes, media_type, page_count, state, error_code, error_message, "
        "blob_id, added_at, embedding_digest",
        "case_id = ?",
    ),
    "page": ("id, document_id, number, text, words, width_pt, height_pt", _MINE),
    "chunk": ("id, document_id, page, start_cp, end_cp", _MINE),
    "chunk_fts": ("rowid, body, cjk", f"rowid IN ({_CHUNKS})"),
    "vector": ("chunk_id, data", f"chunk_id IN ({_CHUNKS})"),
    "answer": ("id, asked_at, question, document_name, status, record", "case_id = ?"),
    "score": ("id, scored_at, model_digest, record", "case_id = ?"),
}
_LOOSE = {"score": ("id, scored_at, model_digest, record", "case_id IS NULL")}
# Columns of those that hold a document's number, which becomes unique over the vault.
_NUMBERS = {"document": 0, "page": 1, "chunk": 1}


def upgrade_content(vault: Vault, *, now: str) -> None:
    """Move what the first format kept in the control database into case databases.

    Does nothing in a vault where that was done. Takes about as long as reading every original
    twice. Raises: VaultDamaged, DiskFull, FolderReadOnly; what is old is whole then.
    """
    control = vault.connection()
    if old_tables_there(control):
        _enter_cases(vault, now)
        waiting = control.execute(
            "SELECT id, ref, name_tag = ? FROM case_file WHERE whole = 0 ORDER BY id",
            (vault.case_seals.tag(UNFILED),),
        ).fetchall()
        for case_id, ref, loose in waiting:
            _move(vault, int(case_id), str(ref), loose=bool(loose))
        _delete_old_originals(vault)
        with vault.transaction() as connection:
            drop_old_content(connection)
            connection.execute("DELETE FROM identity WHERE kind = ?", (FORMER_BLOBS,))
            connection.execute("DELETE FROM meta WHERE key LIKE 'case_revision:%'")
            connection.executemany(
                "INSERT OR REPLACE INTO meta VALUES (?, '1')", [(_UNLOGGED,), (_SPACE_DUE,)]
            )
    if _marked(control, _SPACE_DUE):
        control.execute("VACUUM")
        control.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        with vault.transaction() as connection:
            connection.execute("DELETE FROM meta WHERE key = ?", (_SPACE_DUE,))


def upgrade_unlogged(vault: Vault) -> bool:
    """True once after an upgrade: the log does not have it yet. Raises: VaultLocked."""
    return _marked(vault.connection(), _UNLOGGED)


def upgrade_logged(vault: Vault) -> None:
    """The log has it, in the transaction under way."""
    with vault.transaction() as connection:
        connection.execute("DELETE FROM meta WHERE key = ?", (_UNLOGGED,))


def _marked(control: Connection, key: str) -> bool:
    return control.execute("SELECT 1 FROM meta WHERE key = ?", (key,)).fetchone() is not None


def _enter_cases(vault: Vault, now: str) -> None:
    """A row, not yet whole, for each old case and for what belongs to none."""
    with vault.transaction() as connection:
        found = connection.execute(
            "SELECT id, name, created_at FROM first_case_file "
            "WHERE id NOT IN (SELECT id FROM case_file) ORDER BY id"
        ).fetchall()
        for case_id, name, created_at in found:
            vault.cases.insert(
                name,
                now=now,
                ref=new_ref(),
                listed=True,
                whole=False,
                case_id=int(case_id),
                created_at=created_at,
            )
        loose = connection.execute("SELECT 1 FROM score WHERE case_id IS NULL LIMIT 1").fetchone()
        entered = connection.execute(
            "SELECT 1 FROM case_file WHERE name_tag = ?", (vault.case_seals.tag(UNFILED),)
        ).fetchone()
        if loose and not entered:
            vault.cases.insert(UNFILED, now=now, ref=new_ref(), listed=False, whole=False)


def _move(vault: Vault, case_id: int, ref: str, *, loose: bool) -> None:
    """One case into its own database and originals, from the start."""
    control = vault.connection()
    row = control.execute("SELECT wrapped_key FROM case_file WHERE id = ?", (case_id,)).fetchone()
    if row is None:
        raise VaultDamaged(ref, why="a case vanished while it was moved")
    place = vault.cases_folder / ref
    key = vault.case_seals.unwrap_key(ref, bytes(row[0]))
    try:
        make_files(place, 1, key, ref=ref)
        with closing(connect(place / database_name(1), key)) as case:
            case.execute("BEGIN IMMEDIATE")
            for table, (columns, which) in (_LOOSE if loose else _COPIED).items():
                query = f"SELECT {columns} FROM {table} WHERE {which}"  # noqa: S608  # constants
                marks = ", ".join("?" * (columns.count(",") + 1))
                wanted = 0
                for rows in _steps(control, query, () if loose else (case_id,)):
                    wanted += len(rows)
                    case.executemany(
                        f"INSERT INTO {table} ({columns}) VALUES ({marks})",  # noqa: S608  # constants
                        [_numbered(table, case_id, one) for one in rows],
                    )
                if case.execute(f"SELECT count(*) FROM {table}").fetchone() != (wanted,):  # noqa: S608  # constants
                    raise VaultDamaged(table, why="a case could not be copied whole")
            case.execute("INSERT INTO case_meta VALUES ('revision', '1')")
            case.execute("COMMIT")
    finally:
        key[:] = bytes(len(key))
    with vault.transaction() as connection:
        connection.execute("UPDATE case_file SET whole = 1 WHERE id = ?", (case_id,))
        if not loose:
            _seal_anew(vault, case_id)
        vault.case(case_id).connection()  # brings the counts up to date, in this transaction


def _steps(control: Connection, query: str, values: tuple[int, ...]) -> Iterator[list[Row]]:
    cursor = control.execute(query, values)
    while rows := cursor.fetchmany(_ROWS_PER_STEP):
        yield rows


def _numbered(table: str, case_id: int, row: Row) -> Row:
    at = _NUMBERS.get(table)
    if at is None:
        return row
    try:
        number = case_ids.document_id(case_id, int(row[at]))
    except ValueError as error:
        raise VaultDamaged(table, why="a document has an impossible number") from error
    return (*row[:at], number, *row[at + 1 :])


def _old_originals(vault: Vault) -> Blobs:
    return Blobs(
        vault.folder / folder.BLOBS,
        key=vault.former_blobs_key,
        on_commit=vault.on_commit,
        on_rollback=vault.on_rollback,
    )


def _named(vault: Vault, case_id: int | None = None) -> list[tuple[str, str]]:
    rows = vault.connection().execute(
        "SELECT blob_id, sha256 FROM document WHERE blob_id IS NOT NULL "
        "AND (?1 IS NULL OR case_id = ?1)",
        (case_id,),
    )
    return [(str(blob_id), str(sha256)) for blob_id, sha256 in rows.fetchall()]


def _seal_anew(vault: Vault, case_id: int) -> None:
    """Every original under the case's key. One that cannot be read any more stays where it is."""
    old = _old_originals(vault)
    case = vault.case(case_id)
    new = Blobs(
        case.folder / blobs_name(1),
        key=lambda: case.subkey("blobs"),
        on_commit=vault.on_commit,
        on_rollback=vault.on_rollback,
    )
    for blob_id, sha256 in _named(vault, case_id):
        binding = f"document {sha256}".encode()
        try:
            data = old.get(blob_id, binding=binding)
        except (FileUnreadable, PackTampered, SealVersionUnknown):
            continue
        new.put(data, binding=binding, blob_id=blob_id)
        if hashlib.sha256(new.get(blob_id, binding=binding)).digest() != (
            hashlib.sha256(data).digest()
        ):
            raise VaultDamaged(blob_id, why="an original could not be sealed anew")


def _delete_old_originals(vault: Vault) -> None:
    """What lies in a case folder now; what could not be read is set aside as a stray."""
    rows = vault.connection().execute(
        "SELECT document.blob_id, case_file.ref FROM document JOIN case_file "
        "ON case_file.id = document.case_id WHERE document.blob_id IS NOT NULL"
    )
    for blob_id, ref in rows.fetchall():
        if (vault.cases_folder / ref / blobs_name(1) / blob_id).is_file():
            (vault.folder / folder.BLOBS / blob_id).unlink(missing_ok=True)
