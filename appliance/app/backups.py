"""The backups desk: make one, try it out, and bring a vault back from one."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from appliance import settings as places
from appliance.app import restored
from appliance.app.door import Action
from appliance.app.permissions import permitted
from appliance.audit.log import AuditLog
from appliance.audit.watch import Watch
from appliance.backup import marker as markers
from appliance.backup.archive import ArchiveReader
from appliance.backup.making import back_up
from appliance.backup.records import BackupInfo, BackupMade, DrillResult
from appliance.backup.restoring import Backup
from appliance.backup.throwaway import throwaway
from appliance.clock import SystemClock
from appliance.documents.store import DocumentStore
from appliance.errors import AuditBroken, VaultDamaged, VaultRolledBack
from appliance.jobs import Job
from appliance.vault.domains import CONTENT
from appliance.vault.store import Vault

if TYPE_CHECKING:
    import threading
    from pathlib import Path

    from appliance.app.door import Door
    from appliance.backup.marker import Marker
    from appliance.clock import Clock


class BackupDesk:
    """What a person may do with backups. Every method raises VaultLocked after the lock."""

    def __init__(self, door: Door, vault: Vault, clock: Clock, *, alone: threading.Lock) -> None:
        """`alone` is held while keys are rotated, which no backup may see half done."""
        self._door = door
        self._vault = vault
        self._clock = clock
        self._alone = alone

    def make(self, path: Path, *, base: Path | None = None, job: Job | None = None) -> BackupMade:
        """Write a backup; with `base`, only what changed since that one.

        Raises: FileExists, DiskFull, FolderReadOnly, FileUnreadable, BackupNotOfVault,
            BackupDamaged, BackupTooNew, Cancelled.
        """
        with (
            self._door.enter(Action.BACK_UP, "backup", whole=False, announce=True) as visit,
            self._alone,
        ):
            made = back_up(self._vault, path, clock=self._clock, job=job or Job(), base=base)
            visit.note(
                backup=made.info.backup_id,
                base=made.info.base or "",
                files=made.files,
                vault_bytes=made.vault_bytes,
                new_bytes=made.new_bytes,
            )
        return made

    def drill(
        self,
        path: Path,
        secret: str,
        *,
        user: str | None = None,
        key_file: Path | None = None,
        job: Job | None = None,
    ) -> DrillResult:
        """Restore a backup into a folder that is deleted afterwards, and look at all of it.

        `secret` is what would open the restored vault; this vault is not touched. Cases are read
        only if that secret's owner may read them.
        Raises: WrongPassphrase, BackupDamaged, BackupTooNew, BackupBaseMissing, VaultDamaged,
            AuditBroken, PackTampered, DiskFull, Cancelled.
        """
        with self._door.enter(Action.VERIFY_BACKUP, "backup", whole=False) as visit:
            found = drill(path, secret, user=user, key_file=key_file, job=job or Job())
            visit.note(
                backup=found.info.backup_id,
                files=found.files,
                entries=found.audit_entries,
                cases=found.cases,
                cases_checked=found.cases_checked,
            )
        return found


def look(path: Path) -> BackupInfo:
    """What can be said of a backup file without a passphrase; nothing of it is checked yet.

    Raises: FileUnreadable, BackupDamaged, BackupTooNew.
    """
    with ArchiveReader(path) as reader:
        return reader.info


def restore(
    path: Path,
    target: Path,
    secret: str,
    *,
    user: str | None = None,
    key_file: Path | None = None,
    clock: Clock | None = None,
    job: Job | None = None,
) -> BackupInfo:
    """Bring a vault back into an empty or new folder; the restored chain says that it was.

    Raises: WrongPassphrase, VaultExists, BackupDamaged, BackupTooNew, BackupBaseMissing, DiskFull,
        FolderReadOnly, Cancelled.

    If this computer or a witness saw newer entries, and who restores may not accept an older state,
    the vault is there but stays closed until somebody who may has opened it and accepted.
    """
    clock = clock or SystemClock()
    with Backup(path, secret, user=user, key_file=key_file) as backup:
        info = backup.info
        marker = markers.make(
            vault_id=info.vault_id,
            backup=info.backup_id,
            made_at=info.created_at,
            entries=backup.index.audit_entries,
            allowed=backup.roles is None or Action.ACCEPT_ROLLBACK in permitted(backup.roles),
        )
        backup.restore(target, job=job or Job(), marker=marker)
    vault = Vault.open(target, secret, clock=clock, user=user, key_file=key_file)
    try:
        _say_that_it_was_restored(vault, clock, marker)
    finally:
        vault.lock()
    return info


def _say_that_it_was_restored(vault: Vault, clock: Clock, marker: Marker) -> None:
    """An older state is brought back on purpose: the chain says so, and this computer knows."""
    watch = Watch(vault, clock, seen_folder=places.seen_folder(), media=places.removable_media)
    try:
        watch.examine()
    except (AuditBroken, VaultRolledBack) as trouble:
        if not marker.allowed:
            restored.say(vault, watch, marker)  # the marker stays, and so does the doubt
            return
        restored.go_on(watch, marker, trouble, may_accept=True)
    restored.finish(vault, watch, marker)
    watch.close()


def drill(
    path: Path, secret: str, *, user: str | None, key_file: Path | None, job: Job
) -> DrillResult:
    """Restore into a folder of its own, open it, read all, delete it. Raises: as the desk."""
    began_s = time.monotonic()
    with throwaway() as work:
        with Backup(path, secret, user=user, key_file=key_file) as backup:
            backup.restore(work / "vault", job=job)
            info, index = backup.info, backup.index
        clock = SystemClock()
        vault = Vault.open(work / "vault", secret, clock=clock, user=user, key_file=key_file)
        try:
            _check_database(vault)
            entries = AuditLog(vault, clock).verify()
            cases, cases_checked, documents = _check_cases(vault, clock, job)
        finally:
            vault.lock()
    return DrillResult(
        info=info,
        files=len(index.files),
        vault_bytes=sum(stored.size_bytes for stored in index.files),
        audit_entries=entries,
        cases=cases,
        cases_checked=cases_checked,
        documents_checked=documents,
        seconds=time.monotonic() - began_s,
    )


def _check_database(vault: Vault) -> None:
    found = vault.connection().execute("PRAGMA integrity_check(1)").fetchone()
    if found != ("ok",):
        raise VaultDamaged(str(found), why="the restored database contradicts itself")


def _check_cases(vault: Vault, clock: Clock, job: Job) -> tuple[int, int, int]:
    """How many cases there are, how many were read, and how many documents in them."""
    row = vault.connection().execute("SELECT count(*) FROM case_file").fetchone()
    total = int(row[0]) if row else 0
    if not vault.holds(CONTENT):
        return total, 0, 0
    store = DocumentStore(vault, clock)
    documents = 0
    cases = store.cases()
    for number, case in enumerate(cases, start=1):
        job.tick("reading cases", number, len(cases), unit="cases")
        for document in store.documents(case.id):
            for _ in store.page_texts(document.id):
                pass
            if document.state == "ready":
                os.close(store.open_original(document))
            documents += 1
    return total, len(cases), documents
