"""Namespaces: a view of the machine with nothing in it, where the kernel allows one to anybody.

They are a bonus under Landlock and seccomp: many systems refuse them to ordinary users, and making
one hands a process every capability inside it. So they come first, and all capabilities are given
up before anything else happens.
"""

from __future__ import annotations

import ctypes
import os
import struct
from typing import TYPE_CHECKING

from appliance.confinement import kernel
from appliance.confinement.layers import Layer
from appliance.confinement.syscalls import SETUP, numbers

if TYPE_CHECKING:
    from appliance.confinement.syscalls import Machine

_USER, _NET, _IPC, _UTS, _MOUNT = 0x10000000, 0x40000000, 0x08000000, 0x04000000, 0x00020000

_READ_ONLY, _NO_SUID, _NO_DEVICES, _NO_EXEC = 1, 2, 4, 8
_PRIVATE_BELOW = (1 << 18) | (1 << 14)

# `struct __user_cap_header_struct`, version 3 (64 capabilities), and its two sets of three words.
_CAPABILITY_HEADER = struct.pack("=Ii", 0x20080522, 0)
_NO_CAPABILITIES = bytes(24)
# Root has no rights by being root, the rights do not survive a change of user, and both are locked.
_SECURE_BITS = 0b101111
_LAST_CAPABILITY = 63

_NO_PID_NAMESPACE = (
    "it would need a second process; other processes are out of reach by landlock-files, "
    "landlock-scopes and system-calls"
)


def enter(machine: Machine, *, keep_root: bool = False) -> list[Layer]:
    """Move this single-threaded process into namespaces of its own, as far as the kernel allows.

    Everything in `/proc` and every other path is gone afterwards. What could not be had is said in
    the layers, never raised. With `keep_root` the paths stay where they are.
    """
    call = numbers(SETUP, machine)
    before = _names()
    layers = [_unshared("user-namespace", call["unshare"], _USER, ("user",), before)]
    parts = (
        ("network-namespace", _NET, ("net",)),
        ("ipc-namespace", _IPC | _UTS, ("ipc", "uts")),
        ("mount", _MOUNT, ("mnt",)),
    )
    for name, flags, spaces in parts:
        if layers[0].enforced:
            layers.append(_unshared(name, call["unshare"], flags, spaces, before))
        else:
            layers.append(Layer(name, enforced=False, reason="it needs the user namespace"))
    mounts = layers.pop()
    if keep_root:
        # The empty folder is removed already, where trying to write says nothing about the fence.
        os.chdir("/")
        layers.append(Layer("empty-root", enforced=False, reason="paths are needed"))
    else:
        layers.append(_empty_root(call) if mounts.enforced else _renamed(mounts, "empty-root"))
    layers.append(Layer("pid-namespace", enforced=False, reason=_NO_PID_NAMESPACE))
    return layers


def drop_capabilities(machine: Machine) -> Layer:
    """Give up every capability for good, those inside an own user namespace as well."""
    call = numbers(SETUP, machine)
    name = "no-capabilities"
    try:
        _drop_bounds()
        empty = ctypes.create_string_buffer(_NO_CAPABILITIES, 24)
        kernel.call(call["capset"], _header(), empty)
        found = ctypes.create_string_buffer(24)
        kernel.call(call["capget"], _header(), found)
    except OSError as error:
        return Layer(name, enforced=False, reason=_refused(error))
    held = found.raw != _NO_CAPABILITIES
    return Layer(name, enforced=not held, reason="not in force" if held else "")


def _drop_bounds() -> None:
    """So that nothing can be had back; only who holds the right to can do it, others need not."""
    try:
        kernel.prctl(kernel.PR_SET_SECUREBITS, _SECURE_BITS)
        for capability in range(_LAST_CAPABILITY + 1):
            kernel.prctl(kernel.PR_CAPBSET_DROP, capability)
    except OSError:
        return  # not held, or past the last one that this kernel knows


def _header() -> ctypes.Array[ctypes.c_char]:
    return ctypes.create_string_buffer(_CAPABILITY_HEADER, len(_CAPABILITY_HEADER))


def _unshared(
    name: str, number: int, flags: int, spaces: tuple[str, ...], before: dict[str, str]
) -> Layer:
    try:
        kernel.call(number, flags)
    except OSError as error:
        return Layer(name, enforced=False, reason=_refused(error))
    now = _names()
    moved = all(now.get(space) != before.get(space) for space in spaces)
    return Layer(name, enforced=moved, reason="" if moved else "not in force")


def _names() -> dict[str, str]:
    """Kind of namespace to the number of ours, as the kernel shows it."""
    found = {}
    for space in ("user", "net", "ipc", "uts", "mnt"):
        try:
            found[space] = os.readlink(f"/proc/self/ns/{space}")  # noqa: PTH115 - a name, no path
        except OSError:
            found[space] = ""
    return found


def _empty_root(call: dict[str, int]) -> Layer:
    """Make an empty read-only memory folder the root of this process.

    Only a process with capabilities, or with an open folder of the old tree, could leave it; this
    one has neither from here on. Unmounting the old tree would wait for all processors each time.
    """
    name = "empty-root"
    rights = _READ_ONLY | _NO_SUID | _NO_DEVICES | _NO_EXEC
    try:
        kernel.call(call["mount"], None, _text("/"), None, _PRIVATE_BELOW, None)
        # Over a folder that every machine has; only this process sees it so.
        place, kind = _text("/proc"), _text("tmpfs")
        kernel.call(call["mount"], kind, place, kind, rights, _text("size=4k,mode=0555"))
        kernel.call(call["chroot"], place)
        os.chdir("/")
        left = os.listdir("/")  # noqa: PTH208 - names are enough
    except OSError as error:
        return Layer(name, enforced=False, reason=_refused(error))
    return Layer(name, enforced=not left, reason="the old tree is still there" if left else "")


def _text(path: str) -> ctypes.Array[ctypes.c_char]:
    return ctypes.create_string_buffer(path.encode())


def _renamed(layer: Layer, name: str) -> Layer:
    return Layer(name, enforced=layer.enforced, reason=layer.reason)


def _refused(error: OSError) -> str:
    return f"this system refuses it ({error.args[1]})"
