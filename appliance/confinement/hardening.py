"""What every process with secrets does first: close its memory, and end with its parent."""

from __future__ import annotations

import os
import resource
import signal
import sys

from appliance.confinement import kernel


def harden() -> None:
    """No core file, no reading of this process's memory by others of the same user.

    For every process that holds secrets, children and console alike. It counts from here on: `exec`
    makes a process readable again, so a child has nothing to take before it called this (see
    `passing`). Who may trace processes of the same user (where the system's `ptrace_scope` is 0)
    can attach before that and stays attached.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        kernel.prctl(kernel.PR_SET_DUMPABLE, 0)


def die_with(parent_pid: int) -> None:
    """End this process when the thread that started it ends, even by `kill -9`.

    Raises: SystemExit: the parent was gone before the kernel was told.
    """
    kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent_pid:
        raise SystemExit(1)
