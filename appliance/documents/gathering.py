"""Which files are meant when people name files and folders."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Marks that office programs and systems leave beside what people made.
_LEFTOVERS = frozenset({"thumbs.db", "desktop.ini", "icon\r", "__macosx"})


class Found(NamedTuple):
    """A file to read, or a file or folder that is left out, and why."""

    path: Path
    left_out: str = ""


def gather(paths: Iterable[Path]) -> Iterator[Found]:
    """Every file that was named, and every file below a folder that was, in order of their names.

    What was named itself is never left out. Links inside folders are not followed: they may lead
    out of the folder, or round in a circle.
    """
    for path in paths:
        if path.is_dir():
            yield from _below(path)
        else:
            yield Found(path)


def _below(folder: Path) -> Iterator[Found]:
    """All below one folder; however deep it is nested, and whatever vanishes meanwhile."""
    waiting: list[Found | Path] = [folder]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Found):
            yield one
        else:
            waiting += reversed(_inside(one))


def _inside(folder: Path) -> list[Found | Path]:
    """Files, what is left out, and folders to look into, in order of their names."""
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError as error:
        return [Found(folder, f"the folder cannot be opened ({error.strerror})")]
    if not entries:
        return [Found(folder, "the folder is empty")]
    found: list[Found | Path] = []
    for entry in entries:
        path = Path(entry.path)
        try:
            why = _unwanted(entry)
            is_folder = not why and entry.is_dir(follow_symlinks=False)
        except OSError as error:
            why, is_folder = f"it cannot be looked at ({error.strerror})", False
        if is_folder:
            found.append(path)
        else:
            found.append(Found(path, why))
    return found


def _unwanted(entry: os.DirEntry[str]) -> str:
    name = entry.name
    if name.startswith(("~$", ".~lock.")) or (name.startswith("~") and name.endswith(".tmp")):
        return "it is the mark of a file that is open in another program"
    if name.casefold() in _LEFTOVERS:
        return "it is a leftover of the system"
    if name.startswith("."):
        return "it is hidden"
    mode = entry.stat(follow_symlinks=False).st_mode
    if stat.S_ISLNK(mode):
        return "it is a link"
    return "" if stat.S_ISREG(mode) or stat.S_ISDIR(mode) else "it is no file"
