"""Sealed files that no row names: set aside at opening, deleted a month later.

A kill leaves some that nobody misses. A damaged journal leaves others: their rows are gone, and
they may be the only copy of a document. The two look alike, so neither is deleted at once; when a
restored database names a stray again, it goes back to its place.

Everything is done below an open folder and no link is followed, so nothing outside the vault can be
reached. What does not have a name and a kind of ours is left alone.
"""

from __future__ import annotations

import os
import re
import shutil
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from appliance.errors import VaultDamaged

if TYPE_CHECKING:
    from collections.abc import Iterator, Set
    from pathlib import Path

NAME = "stray"
KEPT_DAYS = 30
_KEPT_S = KEPT_DAYS * 24 * 3600


@dataclass(frozen=True, slots=True)
class Shape:
    """What our own entries of a folder look like.

    `whole` was finished and may be set aside; `unfinished` never was, and goes at once.
    """

    whole: re.Pattern[str]
    unfinished: re.Pattern[str]
    folders: bool


BLOBS = Shape(re.compile(r"[0-9a-f]{32}"), re.compile(r"\.[0-9a-f]{32}\.[a-z0-9_]{8}"), False)
MODELS = Shape(re.compile(r"[0-9a-f]{64}"), re.compile(r"\.staging-[0-9a-f]{16}"), True)
# Nothing in a case's folder is known to be unfinished before its row is committed.
CASES = Shape(re.compile(r"[0-9a-f]{32}"), re.compile(r"(?!)"), True)


def sweep(path: Path, shape: Shape, *, named: Set[str], now_s: float) -> None:
    """Set aside what no row names, bring back what one names again, delete what is old.

    `now_s` is seconds since 1970; a stray's time of change is when it was set aside. What cannot be
    moved or deleted stays where it is until the next opening.

    Raises: VaultDamaged: `path` is not a folder, or a link to one.
    """
    try:
        folder = _open(path)
    except OSError as error:
        raise VaultDamaged(str(error), why=f"its folder “{path.name}” is not one") from error
    try:
        names = _ours(folder, shape)
        for name in names:
            if shape.unfinished.fullmatch(name):
                _delete(folder, name, shape)
        lost = {name for name in names if shape.whole.fullmatch(name)} - named
        if lost:
            with suppress(OSError):
                os.mkdir(NAME, mode=0o700, dir_fd=folder)
        with suppress(OSError), _opened(NAME, folder) as strays:
            for name in lost:
                _set_aside(name, folder, strays, shape, now_s)
            for name in _ours(strays, shape):
                _settle(name, folder, strays, shape, named=named, now_s=now_s)
        with suppress(OSError):  # only when nothing is left in it
            os.rmdir(NAME, dir_fd=folder)
    finally:
        os.close(folder)


def _set_aside(name: str, folder: int, strays: int, shape: Shape, now_s: float) -> None:
    # A model set aside before under this name has the same clear bytes, which can be imported
    # again; a folder cannot be renamed over another. Of a case neither is given up.
    if shape is MODELS:
        _delete(strays, name, shape)
    with suppress(OSError):
        os.rename(name, name, src_dir_fd=folder, dst_dir_fd=strays)
        os.utime(name, (now_s, now_s), dir_fd=strays, follow_symlinks=False)


def _settle(
    name: str, folder: int, strays: int, shape: Shape, *, named: Set[str], now_s: float
) -> None:
    with suppress(OSError):
        if name in named:
            if not _there(name, folder):
                os.rename(name, name, src_dir_fd=strays, dst_dir_fd=folder)
            return
        since_s = os.stat(name, dir_fd=strays, follow_symlinks=False).st_mtime
        if now_s - since_s > _KEPT_S:
            _delete(strays, name, shape)


def _ours(folder: int, shape: Shape) -> list[str]:
    """Names of our form that are of the right kind, which a link never is."""
    with os.scandir(folder) as entries:
        return [
            entry.name
            for entry in entries
            if (shape.whole.fullmatch(entry.name) or shape.unfinished.fullmatch(entry.name))
            and (
                entry.is_dir(follow_symlinks=False)
                if shape.folders
                else entry.is_file(follow_symlinks=False)
            )
        ]


def _there(name: str, folder: int) -> bool:
    try:
        os.stat(name, dir_fd=folder, follow_symlinks=False)
    except FileNotFoundError:
        return False
    return True


def _delete(folder: int, name: str, shape: Shape) -> None:
    if shape.folders:
        shutil.rmtree(name, ignore_errors=True, dir_fd=folder)  # follows no link either
    else:
        with suppress(OSError):
            os.unlink(name, dir_fd=folder)


def _open(name: str | Path, parent: int | None = None) -> int:
    return os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=parent)


@contextmanager
def _opened(name: str, parent: int) -> Iterator[int]:
    handle = _open(name, parent)
    try:
        yield handle
    finally:
        os.close(handle)
