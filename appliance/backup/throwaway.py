"""A folder for a vault that is tried out and thrown away, also what a kill left of earlier ones."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from appliance.errors import ApplianceError
from appliance.vault.folder import LOCK, FolderLock

if TYPE_CHECKING:
    from collections.abc import Iterator

PREFIX = "cofferdam-drill-"
# Between making its folder and locking it a program may be held up, but not for so long.
_YOUNG_S = 3600.0


@contextmanager
def throwaway() -> Iterator[Path]:
    """A new folder among the temporary files, gone afterwards; killed, the next one clears it.

    Raises: DiskFull, FolderReadOnly.
    """
    sweep(Path(tempfile.gettempdir()))
    work = Path(tempfile.mkdtemp(prefix=PREFIX))
    try:
        held = FolderLock(work)
        try:
            yield work
        finally:
            shutil.rmtree(work, ignore_errors=True)
            held.release()
    finally:
        shutil.rmtree(work, ignore_errors=True)


def sweep(parent: Path) -> None:
    """Remove this person's earlier folders that no living program has locked."""
    for path in parent.glob(f"{PREFIX}*"):
        try:
            status = path.lstat()
            if not stat.S_ISDIR(status.st_mode) or status.st_uid != os.getuid():
                continue
            locked_once = (path / LOCK).exists()
            if not locked_once and time.time() - status.st_mtime < _YOUNG_S:
                continue
            held = FolderLock(path)
        except (ApplianceError, OSError):
            continue
        shutil.rmtree(path, ignore_errors=True)
        held.release()
