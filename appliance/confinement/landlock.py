"""Landlock: rights over files and connections that a process gives up for good. Needs no right."""

from __future__ import annotations

import ctypes
import os
import struct

from appliance.confinement import kernel

# Newest Landlock whose rights are known here; a newer kernel is asked for no more than this.
_KNOWN_ABI = 7
# Rights over files grew with each version: 13 in the first, 16 since the fifth.
_FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15}
NETWORK_ABI, SCOPE_ABI = 4, 6

BIND_TCP, CONNECT_TCP = 0b01, 0b10
_NAMED_SOCKETS_AND_SIGNALS = 0b11


def version() -> int:
    """Version of Landlock, 0 if this kernel has none; asking needs no right and no file."""
    try:
        return kernel.call(kernel.LANDLOCK_CREATE_RULESET, None, 0, 1)
    except OSError:
        return 0


def give_up_everything(found_abi: int) -> None:
    """A rule set with every right handled and no exception at all: nothing can be opened.

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
    _restrict(words)


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


def _restrict(words: list[int]) -> None:
    attributes = ctypes.create_string_buffer(struct.pack(f"={len(words)}Q", *words))
    rules = kernel.call(kernel.LANDLOCK_CREATE_RULESET, attributes, 8 * len(words), 0)
    try:
        kernel.call(kernel.LANDLOCK_RESTRICT_SELF, rules, 0)
    finally:
        os.close(rules)
