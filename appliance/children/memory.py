"""Memory files: how weights and documents reach a child without touching a disk."""

from __future__ import annotations

import fcntl
import os
from typing import TYPE_CHECKING

from appliance.errors import OutOfMemory

if TYPE_CHECKING:
    from collections.abc import Callable


def sealed_memory(name: str, write: Callable[[int], None]) -> int:
    """A memory file that nobody can change any more; the caller closes the descriptor.

    Args:
        name: for diagnosis only; never a customer's or a document's name.
        write: fills the file through the descriptor; its errors pass through and nothing remains.

    Raises: OutOfMemory: the content does not fit into memory.
    """
    descriptor = os.memfd_create(name, os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    try:
        write(descriptor)
        os.fchmod(descriptor, 0o400)
        os.lseek(descriptor, 0, os.SEEK_SET)
        seals = fcntl.F_SEAL_WRITE | fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SEAL
        fcntl.fcntl(descriptor, fcntl.F_ADD_SEALS, seals)
    except MemoryError as error:
        os.close(descriptor)
        raise OutOfMemory(name=name) from error
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor
