"""A child whose lock-down leaves one layer out: `--option skip=LAYER`. It must not serve."""

import ctypes
import sys

from appliance.confinement import kernel
from appliance.confinement.childside import ChildSide

side = ChildSide.begin()
skip = side.options["skip"]
real_call, real_prctl = kernel.call, kernel.prctl

CALLS = {"landlock": kernel.LANDLOCK_RESTRICT_SELF, "seccomp": 317}
OPTIONS = {
    "no-new-privileges": kernel.PR_SET_NO_NEW_PRIVS,
    "closed-memory": kernel.PR_SET_DUMPABLE,
}


def call(number: int, *arguments: int | ctypes.Array[ctypes.c_char] | None) -> int:
    return 0 if number == CALLS.get(skip) else real_call(number, *arguments)


def prctl(option: int, value: int = 0) -> int:
    return 0 if option == OPTIONS.get(skip) else real_prctl(option, value)


if skip == "closed-memory":
    real_prctl(kernel.PR_SET_DUMPABLE, 1)
if skip == "no-landlock-in-kernel":
    CALLS[skip] = kernel.LANDLOCK_CREATE_RULESET
kernel.call, kernel.prctl = call, prctl
if skip == "fixed-code":
    callback = ctypes.CFUNCTYPE(ctypes.c_int)(lambda: 1)
    kernel.protect = lambda *_: None
if skip == "single-thread":
    import threading

    threading.Thread(target=threading.Event().wait, daemon=True).start()
side.confine()
sys.stderr.write("served without a fence\n")
while (body := side.receive()) is not None:
    side.send(body)
