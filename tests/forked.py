"""Work in a forked process of its own, which may be killed at a chosen step: a real SIGKILL."""

from __future__ import annotations

import os
import signal
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from appliance.errors import ApplianceError

if TYPE_CHECKING:
    from collections.abc import Callable

# What Python reports to audit hooks when it touches a file or a folder.
_FILE_EVENTS = (
    "open",
    "os.rename",
    "os.mkdir",
    "os.remove",
    "os.rmdir",
    "os.listdir",
    "os.scandir",
)


@dataclass(frozen=True)
class Ending:
    """How it ended: killed, with the code of a known error, with a bug's text, or well ("")."""

    killed: bool
    error: str

    @property
    def well(self) -> bool:
        return not self.killed and not self.error


def run(work: Callable[[], object], *, kill_at: int | None = None) -> Ending:
    """Run `work` in a child, killed at its n-th touch of a file if `kill_at` is n."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            if kill_at is not None:
                _die_at(kill_at)
            work()
        except ApplianceError as error:
            os.write(writing, error.code.encode())
        except BaseException as error:
            os.write(writing, repr(error).encode()[:4000])
        os._exit(0)
    os.close(writing)
    _, status = os.waitpid(pid, 0)
    told = os.read(reading, 4096).decode()
    os.close(reading)
    killed = os.WIFSIGNALED(status)
    if killed:
        assert os.WTERMSIG(status) == signal.SIGKILL, "the child died of something else"
    return Ending(killed, told)


def _die_at(number: int) -> None:
    seen = 0

    def hook(event: str, _arguments: tuple[object, ...]) -> None:
        nonlocal seen
        if event in _FILE_EVENTS:
            seen += 1
            if seen == number:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)
