"""The layers of a child's fence by name, and which of them a child must have to serve at all.

The names are closed: the settings' `required_layers`, the report of a child, the doctor and the
offline proof use these and no others. The layers of the console itself are listed beside them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# What each layer does, in words that read after “The child …”; the order is the one of the doctor.
LAYERS: dict[str, str] = {
    "no-new-privileges": "cannot gain rights by running a program",
    "closed-memory": "cannot be read or traced by other programs of the same user",
    "no-core-file": "leaves no memory image when it crashes",
    "single-thread": "had one thread when it was fenced in, so that no thread is outside",
    "fixed-code": "has no memory that can be written and run",
    "landlock-files": "reaches no file and no folder (Landlock)",
    "landlock-tcp": "opens and accepts no TCP connection (Landlock)",
    "landlock-scopes": "reaches no named socket and signals no other process (Landlock)",
    "system-calls": "makes only listed calls of the system, and none that makes code (seccomp)",
    "no-capabilities": "holds no right of an administrator",
    "user-namespace": "is nobody on this machine (user namespace)",
    "network-namespace": "has a network of its own without any device (network namespace)",
    "ipc-namespace": "shares no memory segments, queues or host name (IPC and UTS namespaces)",
    "empty-root": "has a root folder of its own with nothing in it (mount namespace)",
    "pid-namespace": "has process numbers of its own (PID namespace)",
    "memory-limit": "has a limit on memory",
    "cpu-limit": "has a limit on processor time",
    "process-limit": "has a limit on processes and threads",
    "file-size-limit": "can write no file at all",
    "open-files-limit": "has a limit on open files",
    "locked-memory-limit": "can lock no memory",
    "empty-folder": "works in an empty folder",
    "clean-environment": "was given no environment but our own",
    "closed-descriptors": "was given no open file but those meant for it",
    "dies-with-parent": "ends when the program ends",
}

# What the console itself gives up; `console` puts them in force at its start.
CONSOLE_LAYERS: dict[str, str] = {
    "console-no-new-privileges": "cannot gain rights by running a program",
    "console-closed-memory": "cannot be read or traced by other programs of the same user",
    "console-sockets": "opens no socket that could leave the machine (seccomp)",
    "console-landlock-tcp": "opens and accepts no TCP connection (Landlock)",
    "console-count": "counts what it is refused",
}

# Without any of these a child does not serve, whatever the settings say. The rest depends on the
# kernel's age and configuration (Landlock 4 and 6, namespaces for ordinary users), or on whether a
# limit was asked for, and is covered by another layer meanwhile.
ESSENTIAL = frozenset(LAYERS) - {
    "landlock-tcp",
    "landlock-scopes",
    "user-namespace",
    "network-namespace",
    "ipc-namespace",
    "empty-root",
    "pid-namespace",
    "memory-limit",
    "cpu-limit",
    "process-limit",
}


@dataclass(frozen=True)
class Layer:
    """One layer of a fence: whether it is in force, and why it is not or what backs it.

    Attributes:
        name: one of `LAYERS`, or of `CONSOLE_LAYERS`.
        enforced: True only if the kernel confirmed it afterwards.
        reason: why it is not in force; empty or a detail, such as the limit, if it is.
    """

    name: str
    enforced: bool
    reason: str = ""


def lacking(layers: Iterable[Layer], names: Iterable[str]) -> list[str]:
    """The layers among `names` that are not in force, sorted, each with its reason."""
    known = {layer.name: layer for layer in layers}
    found = []
    for name in sorted(names):
        layer = known.get(name)
        if layer is None:
            found.append(f"{name} (not reported)")
        elif not layer.enforced:
            found.append(f"{name} ({layer.reason or 'not in force'})")
    return found
