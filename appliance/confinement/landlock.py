"""Landlock: rights over files and connections that a process gives up for good. Needs no right."""

from __future__ import annotations

import ctypes
import glob
import os
import stat
import struct
from typing import TYPE_CHECKING

from appliance.confinement import kernel

if TYPE_CHECKING:
    from collections.abc import Sequence

# Newest Landlock whose rights are known here; a newer kernel is asked for no more than this.
_KNOWN_ABI = 7
# Rights over files grew with each version: 13 in the first, 16 since the fifth.
_FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15}
NETWORK_ABI, SCOPE_ABI = 4, 6

BIND_TCP, CONNECT_TCP = 0b01, 0b10
_NAMED_SOCKETS_AND_SIGNALS = 0b11
# Bits of the rights over files: run, write, read a file, list a folder; control a device (since 5).
_EXECUTE, _WRITE, _READ, _LIST, _CONTROL = 1 << 0, 1 << 1, 1 << 2, 1 << 3, 1 << 15
_OF_FOLDERS = _LIST
_CONTROL_ABI = 5
_BENEATH = 1


def version() -> int:
    """Version of Landlock, 0 if this kernel has none; asking needs no right and no file."""
    try:
        return kernel.call(kernel.LANDLOCK_CREATE_RULESET, None, 0, 1)
    except OSError:
        return 0


def give_up_everything(
    found_abi: int, *, readable: Sequence[str] = (), devices: Sequence[str] = ()
) -> None:
    """A rule set with every right handled and, as a rule, no exception: nothing can be opened.

    Args:
        found_abi: version of Landlock in this kernel.
        readable: folders and files that may be read and run; those that do not exist are left out.
        devices: patterns of device nodes that may be read, written and controlled.

    Raises: OSError: the kernel has no Landlock, or refuses.
    """
    if found_abi == 0:
        raise OSError(0, "this kernel has no Landlock")
    abi = min(found_abi, _KNOWN_ABI)
    words = [(1 << _FILE_RIGHTS.get(abi, 16)) - 1]
    if abi >= NETWORK_ABI:
        words.append(BIND_TCP | CONNECT_TCP)
    if abi >= SCOPE_ABI:
        words.append(_NAMED_SOCKETS_AND_SIGNALS)
    control = _CONTROL if abi >= _CONTROL_ABI else 0
    # Patterns are absolute, which `Path.glob` does not take.
    nodes = [path for pattern in devices for path in sorted(glob.glob(pattern))]  # noqa: PTH207
    _restrict(
        words,
        [(path, _EXECUTE | _READ | _LIST) for path in readable]
        + [(path, _READ | _WRITE | control) for path in nodes],
    )


def give_up_tcp(found_abi: int, rights: int) -> None:
    """Give up `rights` over TCP and nothing else; for the thread that asks and its later ones.

    Raises: OSError: the kernel has no Landlock or one that does not know TCP, or refuses.
    """
    if found_abi < NETWORK_ABI:
        raise OSError(0, too_old(found_abi, NETWORK_ABI))
    _restrict([0, rights])


def too_old(found_abi: int, needed_abi: int) -> str:
    """Why a right cannot be given up on this kernel."""
    if found_abi == 0:
        return "this kernel has no Landlock"
    return f"this kernel has Landlock {found_abi}, it came with {needed_abi}"


def _restrict(words: list[int], exceptions: Sequence[tuple[str, int]] = ()) -> None:
    attributes = ctypes.create_string_buffer(struct.pack(f"={len(words)}Q", *words))
    rules = kernel.call(kernel.LANDLOCK_CREATE_RULESET, attributes, 8 * len(words), 0)
    try:
        for path, rights in exceptions:
            _except(rules, path, rights)
        kernel.call(kernel.LANDLOCK_RESTRICT_SELF, rules, 0)
    finally:
        os.close(rules)


def _except(rules: int, path: str, rights: int) -> None:
    """Leave `rights` below `path`; nothing if it does not exist."""
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        if not stat.S_ISDIR(os.fstat(place).st_mode):
            rights &= ~_OF_FOLDERS
        beneath = ctypes.create_string_buffer(struct.pack("=Qi", rights, place), 12)
        kernel.call(kernel.LANDLOCK_ADD_RULE, rules, _BENEATH, beneath, 0)
    finally:
        os.close(place)
