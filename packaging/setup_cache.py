"""Where set-up keeps what is slow to get, so that a clean clone does not build it again.

`$XDG_CACHE_HOME/cofferdam` (or `~/.cache/cofferdam`) holds downloads by their sha256, built
engines and converted models by a key of all that went into them. Anything may be deleted at any
time. An entry appears whole, by a rename, or not at all; it lists the sha256 of its files and is
checked before use, so a half-written or damaged entry is made again.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from setup_terminal import SetupFailed, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_SEAL = "entry.json"


def cache_folder(fallback: Path) -> Path:
    """The cache folder, made if needed; `fallback` where the home folder cannot be written."""
    base = os.environ.get("XDG_CACHE_HOME", "")
    candidates = [Path(base) / "cofferdam"] if base.startswith("/") else []
    with contextlib.suppress(RuntimeError):  # a user without a home folder
        candidates.append(Path("~/.cache/cofferdam").expanduser())
    for folder in (*candidates[:1], fallback):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder):
                return folder
        except OSError:
            continue
    raise SetupFailed(f"Neither {candidates[:1]} nor {fallback} can be written.")


@contextlib.contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Hold the cache for this process; another set-up waits. Freed by the kernel if we die."""
    with (folder / "lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            say("Another set-up is at work; waiting for it.")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def sha256_of(path: Path) -> str:
    """Lower-case hex digest of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def key_of(parts: Mapping[str, Any]) -> str:
    """A short name for all that a result depends on."""
    text = json.dumps(parts, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def content_key(*paths: Path) -> str:
    """A digest over the content of files and folders, names included, that is the same anywhere."""
    digest = hashlib.sha256()
    for root in paths:
        files = sorted(root.rglob("*")) if root.is_dir() else [root]
        for file in files:
            if file.is_file() and "__pycache__" not in file.parts:
                digest.update(f"{file.relative_to(root.parent)}\0{sha256_of(file)}\n".encode())
    return digest.hexdigest()


@contextlib.contextmanager
def new_entry(target: Path) -> Iterator[Path]:
    """A folder to fill; it becomes `target` when the block ends well, else nothing is left.

    A process killed inside leaves a `making-…` folder beside the target, removed by the next one
    (the caller holds `only_one`, so no living process owns it).
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    for abandoned in target.parent.glob("making-*"):
        shutil.rmtree(abandoned)
    making = Path(tempfile.mkdtemp(prefix="making-", dir=target.parent))
    try:
        yield making
        seal = json.dumps({"files": _listing(making)}, indent=1, sort_keys=True)
        (making / _SEAL).write_text(seal, encoding="utf-8")
        making.chmod(0o755)
        shutil.rmtree(target, ignore_errors=True)
        making.rename(target)
    finally:
        shutil.rmtree(making, ignore_errors=True)


def entry_is_whole(target: Path) -> bool:
    """True if the entry exists and every file is as it was when it was made."""
    try:
        sealed = json.loads((target / _SEAL).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    found = _listing(target)
    found.pop(_SEAL, None)
    return bool(sealed == {"files": found})


def _listing(folder: Path) -> dict[str, str]:
    """Every file with its digest; a link with where it points."""
    return {
        str(path.relative_to(folder)): f"-> {path.readlink()}"
        if path.is_symlink()
        else sha256_of(path)
        for path in sorted(folder.rglob("*"))
        if path.is_symlink() or path.is_file()
    }


def install_folder(source: Path, target: Path) -> None:
    """Copy a folder to `target`, which appears whole; links stay links."""
    target.parent.mkdir(parents=True, exist_ok=True)
    making = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        copied = making / "new"
        shutil.copytree(source, copied, symlinks=True, ignore=shutil.ignore_patterns(_SEAL))
        if target.exists():
            target.rename(making / "old")
        copied.rename(target)
    finally:
        shutil.rmtree(making, ignore_errors=True)
