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
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError as error:
        yield Found(folder, f"the folder cannot be opened ({error.strerror})")
        return
    if not entries:
        yield Found(folder, "the folder is empty")
    for entry in entries:
        path = Path(entry.path)
        if why := _unwanted(entry):
            yield Found(path, why)
        elif entry.is_dir(follow_symlinks=False):
            yield from _below(path)
        else:
            yield Found(path)


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
