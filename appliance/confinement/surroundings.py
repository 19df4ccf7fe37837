"""What a child was given by whoever started it: variables, open files, folder, loaded code."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from appliance.confinement.layers import Layer

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

# Values that every child is given; `None` is for the parent to fill.
#
# GGML_NO_BACKTRACE: otherwise an abort inside llama.cpp starts a debugger that attaches to the
# process with the clear weights. OPENBLAS_NUM_THREADS: NumPy must not start threads, because the
# lock-down binds a single one. ORT_DISABLE_TELEMETRY: the official ONNX Runtime collects for its
# maker from the moment of import: it starts a thread and a database in the home folder, both before
# our lock-down (seen with 1.31.1); with it nothing starts. GOMP_SPINCOUNT: threads that wait for
# each other soon give the core away. With two threads on two cores writing stays at 92 to 94 tokens
# per second while nothing else runs, and falls to 29 instead of 4 while something does.
CHILD_ENVIRONMENT: dict[str, str | None] = {
    "HOME": None,
    "LANG": "C.UTF-8",
    "GGML_NO_BACKTRACE": "1",
    "GOMP_SPINCOUNT": "1000",
    "OPENBLAS_NUM_THREADS": "1",
    "ORT_DISABLE_TELEMETRY": "1",
    "TOKENIZERS_PARALLELISM": "false",
}

# Python modules with which a program talks to others; `socket` alone has no address yet, but
# nothing here needs it.
_NETWORK_MODULES = frozenset(
    {
        *("_socket", "_ssl", "aiohttp", "asyncio", "ftplib", "http.client", "http.server"),
        *("httpx", "imaplib", "poplib", "requests", "smtplib", "socket", "socketserver", "ssl"),
        *("telnetlib", "urllib.request", "urllib3", "websockets", "xmlrpc.client"),
    }
)


@dataclass(frozen=True)
class Library:
    """A file whose code a process has in memory.

    Attributes:
        path: as the kernel names it, in the view of the process at that time.
        device: number of the file system as `os.makedev` makes it.
        inode: number of the file in it, so that another process can tell whether `path` still is
            the same file before it looks at it.
    """

    path: str
    device: int
    inode: int


@dataclass(frozen=True)
class Given:
    """What a child has from its parent: numbers of open files, and the variables at its start."""

    descriptors: Collection[int]
    environment: Mapping[str, str]


def look(given: Given) -> list[Layer]:
    """Compare what this process has with what it was meant to have; before the lock-down."""
    return [_environment(given.environment), _descriptors(given.descriptors), _folder()]


def thread_count() -> int:
    """Threads of this process."""
    return sum(1 for _ in Path("/proc/self/task").iterdir())


def changeable_code() -> list[tuple[int, int]]:
    """Start and size of each stretch of memory that can be written and run.

    Python functions that a C library calls back (llama.cpp's log, progress and abort) leave such
    pages. They work without the right to write; only making or freeing one needs it, so after the
    lock-down a new callback ends the process, and a process that has some ends without tidying up.
    """
    found = []
    for line in _maps():
        span, rights = line.split(" ", 2)[:2]
        if "w" in rights and "x" in rights:
            start, end = (int(place, 16) for place in span.split("-"))
            found.append((start, end - start))
    return found


def libraries() -> list[Library]:
    """The files whose code this process has in memory, sorted by path."""
    found = set()
    for line in _maps():
        parts = line.split(maxsplit=5)
        if len(parts) == 6 and "x" in parts[1] and parts[5].startswith("/"):
            major, minor = (int(number, 16) for number in parts[3].split(":"))
            found.add((parts[5], os.makedev(major, minor), int(parts[4])))
    return [Library(*item) for item in sorted(found)]


def network_modules() -> list[str]:
    """Python modules for networks that this process has imported, sorted."""
    return sorted(_NETWORK_MODULES & set(sys.modules))


def _maps() -> list[str]:
    return Path("/proc/self/maps").read_text("utf-8", "replace").splitlines()


def _environment(found: Mapping[str, str]) -> Layer:
    strange = set(found) - set(CHILD_ENVIRONMENT)
    changed = {
        name
        for name, value in CHILD_ENVIRONMENT.items()
        if value is not None and found.get(name) != value
    }
    wrong = sorted(strange | changed)
    reason = f"not as it was meant: {', '.join(wrong)}" if wrong else ""
    return Layer("clean-environment", enforced=not wrong, reason=reason)


def _descriptors(expected: Collection[int]) -> Layer:
    """Every open file, by number; the one for looking is gone when it is looked at again."""
    strange = []
    for entry in sorted(os.listdir("/proc/self/fd"), key=int):  # noqa: PTH208 - names are enough
        if int(entry) in expected:
            continue
        try:
            strange.append(f"{entry}: {os.readlink(f'/proc/self/fd/{entry}')}")  # noqa: PTH115
        except OSError:
            continue
    reason = f"others are open: {', '.join(strange)}" if strange else ""
    return Layer("closed-descriptors", enforced=not strange, reason=reason)


def _folder() -> Layer:
    """The parent removes the folder at once; until then it is at least empty."""
    try:
        held = os.listdir()  # noqa: PTH208 - names are enough
    except OSError as error:
        return Layer("empty-folder", enforced=False, reason=str(error.strerror))
    return Layer("empty-folder", enforced=not held, reason="it has files" if held else "")
