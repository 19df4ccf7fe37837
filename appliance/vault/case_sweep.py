"""Case folders at opening: what no row names is set aside, what was deleted goes."""

from __future__ import annotations

import shutil
from contextlib import suppress
from typing import TYPE_CHECKING

from appliance.errors import VaultDamaged
from appliance.files import saving
from appliance.vault import case_folder, folder, strays
from appliance.vault.schema.cases import old_tables_there

if TYPE_CHECKING:
    from appliance.vault.store import Vault


def sweep_cases(vault: Vault, *, now_s: float) -> None:
    """Finish deletions, set aside folders that no row names, clear unfinished replacements.

    Opens no case, so any user's opening does it. Raises: VaultDamaged, DiskFull, FolderReadOnly.
    """
    connection = vault.connection()
    rows = connection.execute(
        "SELECT ref, generation, next_key IS NOT NULL, whole FROM case_file"
    ).fetchall()
    root = vault.cases_folder
    if not root.exists():
        if rows:
            raise VaultDamaged(why=f"its folder “{root.name}” is missing")
        with saving(root.name):
            root.mkdir(mode=0o700)
    deleted = connection.execute("SELECT ref FROM deleted_case").fetchall()
    if deleted:
        vault.empty_journal()  # a kill may have left it, with the key of a case in it
    for (ref,) in deleted:
        for place in (root / ref, root / strays.NAME / ref):
            if place.is_dir() and not place.is_symlink():
                shutil.rmtree(place, ignore_errors=True)
    strays.sweep(root, strays.CASES, named={str(row[0]) for row in rows}, now_s=now_s)
    for ref, generation, replacing, whole in rows:
        keep = {generation, generation + 1} if replacing else {generation}
        path = root / ref
        if whole and path.is_dir() and not path.is_symlink():
            with suppress(OSError):
                case_folder.clear(path, keep=keep)
    old = vault.folder / folder.BLOBS
    if old.is_dir() and not old_tables_there(connection):
        strays.sweep(old, strays.BLOBS, named=frozenset(), now_s=now_s)
        with suppress(OSError):  # only when nothing is left in it
            old.rmdir()
