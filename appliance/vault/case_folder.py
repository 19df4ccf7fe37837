"""What lies in a case's folder: names by generation, making, clearing, listing."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from typing import TYPE_CHECKING

from appliance.errors import VaultDamaged
from appliance.files import saving, sha256_file, sync_folder

if TYPE_CHECKING:
    from collections.abc import Set
    from pathlib import Path

NAME = "cases"
_DATABASE = re.compile(r"case(?:\.([2-9]|[1-9][0-9]{1,8}))?\.db(?:-wal|-shm|-journal)?")
_BLOBS = re.compile(r"blobs(?:\.([2-9]|[1-9][0-9]{1,8}))?")
# Hidden, because backups leave hidden things out: readings can be made again.
_READINGS = re.compile(r"\.readings(?:\.([2-9]|[1-9][0-9]{1,8}))?")


def database_name(generation: int) -> str:
    """Name of a case's database after `generation` - 1 replacements of its key."""
    return "case.db" if generation == 1 else f"case.{generation}.db"


def blobs_name(generation: int) -> str:
    """Name of the folder of a case's sealed originals, likewise."""
    return "blobs" if generation == 1 else f"blobs.{generation}"


def readings_name(generation: int) -> str:
    """Name of the folder of a case's kept readings, likewise; made when the first is kept."""
    return ".readings" if generation == 1 else f".readings.{generation}"


def blobs_beside(database: str) -> str | None:
    """The folder of originals that goes with a case's database of this name; None for others."""
    match = _DATABASE.fullmatch(database)
    if match is None or not database.endswith(".db"):
        return None
    return blobs_name(int(match.group(1) or 1))


def prepare(folder: Path, generation: int) -> Path:
    """Make the folder and an empty file for the database; gives the file's path.

    What is there of that generation, from an attempt that was cut off, is removed.
    Raises: DiskFull, FolderReadOnly.
    """
    path = folder / database_name(generation)
    with saving(folder.name):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        clear(folder, keep=_generations(folder) - {generation})
        (folder / blobs_name(generation)).mkdir(mode=0o700)
        # Made here for its mode: SQLite would let the group read it, and copies the mode.
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        sync_folder(folder)
        sync_folder(folder.parent)
    return path


def clear(folder: Path, *, keep: Set[int]) -> None:
    """Remove files and folders of every generation that is not kept; other names are left alone.

    Raises: OSError.
    """
    for path in folder.iterdir():
        generation = _generation(path.name)
        if generation is None or generation in keep:
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def listing(folder: Path, generation: int) -> tuple[int, str]:
    """How many sealed files a case has, and the SHA-256 of their list (hex).

    A line for each, sorted by path: path, size in bytes and SHA-256, parted by a space.
    Raises: VaultDamaged, FileUnreadable.
    """
    blobs = folder / blobs_name(generation)
    try:
        paths = [folder / database_name(generation), *sorted(blobs.rglob("*"))]
        files = [path for path in paths if path.is_file() and not path.is_symlink()]
        lines = sorted(
            f"{path.relative_to(folder)} {path.stat().st_size} {sha256_file(path)}\n"
            for path in files
        )
    except OSError as error:
        raise VaultDamaged(str(error), why="the folder of a case cannot be read") from error
    return len(files), hashlib.sha256("".join(lines).encode()).hexdigest()


def _generations(folder: Path) -> set[int]:
    found = (_generation(path.name) for path in folder.iterdir())
    return {generation for generation in found if generation is not None}


def _generation(name: str) -> int | None:
    match = _DATABASE.fullmatch(name) or _BLOBS.fullmatch(name) or _READINGS.fullmatch(name)
    return None if match is None else int(match.group(1) or 1)
