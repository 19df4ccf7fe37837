"""The virtual environment and the hash-locked packages in it.

pip runs with `--no-deps` because the locks are complete on purpose without `diskcache` (it runs
code from files it finds: CVE-2025-69872, no fix) and `huggingface-hub` (a network client), which
two packages ask for and never need here. Every file must have the sha256 of the lock.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

from setup_terminal import Progress, SetupFailed, say, without_addresses

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

# Only these say where packages come from and how to get there. Others (PIP_TARGET, PIP_USER,
# PIP_CONSTRAINT, …) would change what is installed, or where to.
_PIP_KEPT = frozenset(
    {"PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "PIP_FIND_LINKS", "PIP_NO_INDEX", "PIP_CONFIG_FILE"}
    | {"PIP_CERT", "PIP_CLIENT_CERT", "PIP_TRUSTED_HOST", "PIP_PROXY", "PIP_KEYRING_PROVIDER"}
    | {"PIP_TIMEOUT", "PIP_DEFAULT_TIMEOUT", "PIP_RETRIES", "PIP_CACHE_DIR", "PIP_NO_CACHE_DIR"}
)
_REQUIREMENT = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]*==", re.MULTILINE)
_TAIL_LINES = 25


def clean_environment(source: Mapping[str, str]) -> dict[str, str]:
    """The environment for tools of the set-up: nothing that redirects Python, pip or CMake."""
    kept = {
        name: value
        for name, value in source.items()
        if not name.startswith(("PYTHON", "VIRTUAL_ENV", "CMAKE_", "SKBUILD_"))
        and (not name.startswith("PIP_") or name in _PIP_KEPT)
    }
    return kept | {
        "PIP_USER": "0",
        "PIP_NO_INPUT": "1",
        "PIP_REQUIRE_VIRTUALENV": "0",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PYTHONUTF8": "1",
        "ORT_DISABLE_TELEMETRY": "1",  # ONNX Runtime's own collecting, on by default at import
    }


def make_environment(folder: Path) -> None:
    """A new, empty virtual environment with pip. Raises: SetupFailed."""
    say(f"Making the Python environment in {folder.name}")
    shutil.rmtree(folder, ignore_errors=True)
    run([sys.executable, "-m", "venv", str(folder)], what="making the virtual environment")


def pip(python: Path, arguments: Sequence[str], *, what: str, lock: Path | None = None) -> None:
    """Run pip in the environment; with `lock`, show how many of its packages were reached.

    Raises:
        SetupFailed: pip failed; the end of its output is in the text, without addresses.
    """
    command = [str(python), "-I", "-m", "pip", *arguments]
    if lock is None:
        run(command, what=what)
        return
    total = len(_REQUIREMENT.findall(lock.read_text(encoding="utf-8")))
    progress = Progress(what)
    reached = 0
    lines: list[str] = []
    with _started(command) as process:
        for line in process.stdout or ():
            lines = [*lines[-_TAIL_LINES:], line.rstrip()]
            if line.startswith(("Collecting ", "Requirement already satisfied: ")):
                reached += 1
                name = re.split(r"[=<>!~ @]", line.split(": " if ": " in line else " ", 1)[1])[0]
                progress.at(min(reached, total), total + 1, name)
    if process.returncode != 0:
        raise SetupFailed(_failure(what, lines))
    progress.end(f"{total} packages")


def install_lock(python: Path, lock: Path) -> None:
    """Install one lock file. Raises: SetupFailed."""
    arguments = ["install", "--no-deps", "--require-hashes", "--only-binary", ":all:"]
    title = f"Installing packages ({lock.stem})"
    pip(python, [*arguments, "--requirement", str(lock)], what=title, lock=lock)


def install_project(python: Path, root: Path) -> None:
    """Install this project itself so that its source is used in place. Raises: SetupFailed."""
    arguments = ["install", "--no-deps", "--no-index", "--no-build-isolation", "--editable"]
    pip(python, [*arguments, str(root)], what="installing Cofferdam itself")


def run(
    command: Sequence[str],
    *,
    what: str,
    extra: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> str:
    """Run a tool silently and return its output. Raises: SetupFailed with the end of it."""
    done = subprocess.run(
        command,
        env=clean_environment(os.environ) | dict(extra or {}),
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode != 0:
        raise SetupFailed(_failure(what, done.stdout.splitlines()))
    return done.stdout


def follow(command: Sequence[str], *, what: str) -> None:
    """Run one of our own scripts, which speaks to the person itself. Raises: SetupFailed."""
    done = subprocess.run(
        command, env=clean_environment(os.environ), stdin=subprocess.DEVNULL, check=False
    )
    if done.returncode != 0:
        raise SetupFailed(f"Set-up stopped while {what}; the reason is above.")


def _started(command: Sequence[str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command,
        env=clean_environment(os.environ),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )


def _failure(what: str, lines: Sequence[str]) -> str:
    tail = "\n".join("    " + without_addresses(line) for line in lines[-_TAIL_LINES:])
    return f"Set-up stopped while {what[:1].lower()}{what[1:]}. The end of the output:\n{tail}"
