"""The watched disk: builds `disk.c`, starts Python under it, and steers it from inside."""

from __future__ import annotations

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

SOURCE = Path(__file__).with_name("disk.c")
ROOT = Path(__file__).parents[2]
_NEEDS = "cc, which also builds the engine, is not there: apt install gcc"


class NoCompiler(Exception):
    """There is no C compiler on this machine."""


def library() -> Path:
    """The compiled library, built once per version of its source. Raises: NoCompiler."""
    digest = hashlib.sha256(SOURCE.read_bytes()).hexdigest()[:16]
    folder = Path(tempfile.gettempdir()) / f"cofferdam-disk-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    built = folder / f"disk-{digest}.so"
    if not built.exists():
        compiler = shutil.which("cc")
        if compiler is None:
            raise NoCompiler(_NEEDS)
        unfinished = built.with_suffix(f".{os.getpid()}")
        command = [compiler, "-O1", "-shared", "-fPIC", "-Wall", "-Werror", "-o", str(unfinished)]
        subprocess.run([*command, str(SOURCE), "-ldl", "-lpthread"], check=True)
        unfinished.replace(built)
    return built


def start(
    module: str, arguments: Sequence[str], *, home: Path, limit_s: int = 3600
) -> subprocess.CompletedProcess[str]:
    """Run a module of the tests under the watched disk, with a home of its own.

    Raises: NoCompiler; AssertionError: it ended badly.
    """
    temporary = home / "tmp"
    temporary.mkdir(parents=True, exist_ok=True)
    environment = {
        "PATH": os.environ["PATH"],
        "LANG": "C.UTF-8",
        "HOME": str(home),
        "TMPDIR": str(temporary),
        "LD_PRELOAD": str(library()),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    for name in ("COFFERDAM_DATA",):
        if name in os.environ:
            environment[name] = os.environ[name]
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=limit_s,
    )
    assert done.returncode == 0, f"{module} ended with {done.returncode}:\n{done.stderr[-6000:]}"
    return done


class Disk:
    """The library as it is loaded in this process, which `start` has begun."""

    def __init__(self) -> None:
        self._library = ctypes.CDLL(None)
        self._library.disk_changes.restype = ctypes.c_long

    def begin(self, folder: Path, log: Path | None = None) -> None:
        """Watch this process's changes below `folder`; with `log`, write them down."""
        self._library.disk_begin(bytes(folder.resolve()), bytes(log) if log else b"")

    def mark(self, number: int) -> None:
        """Write down that something was acknowledged."""
        self._library.disk_mark(ctypes.c_uint64(number))

    @property
    def changes(self) -> int:
        """Changes and syncs since `begin`."""
        return int(self._library.disk_changes())

    def kill_at(self, number: int, *, in_the_middle: bool) -> None:
        """SIGKILL at the number-th change from now: before it, or with half of a write done."""
        self._library.disk_kill_at(ctypes.c_long(number), ctypes.c_int(in_the_middle))

    def full_at(self, number: int) -> None:
        """No room from the number-th change from now on; 0: there is room again."""
        self._library.disk_full_at(ctypes.c_long(number))

    def fail_once(self, number: int, error: int) -> None:
        """Only the number-th change from now fails, with this error number; 0: none."""
        self._library.disk_fail_once(ctypes.c_long(number), ctypes.c_int(error))
