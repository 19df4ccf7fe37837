"""The layers of the fence and the processes in it, in words for people.

The core names them by short English words; a test compares the keys with its closed lists.
"""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

CONTEXT = "protection"

# Name, and what it means for the process.
LAYERS: dict[str, tuple[object, object]] = {
    "no-new-privileges": (
        QT_TRANSLATE_NOOP("protection", "No new rights"),
        QT_TRANSLATE_NOOP("protection", "It cannot gain rights by running a program."),
    ),
    "closed-memory": (
        QT_TRANSLATE_NOOP("protection", "Closed memory"),
        QT_TRANSLATE_NOOP(
            "protection", "Other programs of the same user cannot read or trace its memory."
        ),
    ),
    "no-core-file": (
        QT_TRANSLATE_NOOP("protection", "No crash image"),
        QT_TRANSLATE_NOOP("protection", "It leaves no memory image when it crashes."),
    ),
    "single-thread": (
        QT_TRANSLATE_NOOP("protection", "Nothing outside the fence"),
        QT_TRANSLATE_NOOP("protection", "It had one thread when it was fenced in."),
    ),
    "fixed-code": (
        QT_TRANSLATE_NOOP("protection", "Fixed code"),
        QT_TRANSLATE_NOOP("protection", "It has no memory that can be written and run."),
    ),
    "landlock-files": (
        QT_TRANSLATE_NOOP("protection", "No files"),
        QT_TRANSLATE_NOOP("protection", "It reaches no file and no folder (Landlock)."),
    ),
    "landlock-tcp": (
        QT_TRANSLATE_NOOP("protection", "No TCP"),
        QT_TRANSLATE_NOOP("protection", "It opens and accepts no TCP connection (Landlock)."),
    ),
    "landlock-scopes": (
        QT_TRANSLATE_NOOP("protection", "No signals to others"),
        QT_TRANSLATE_NOOP(
            "protection", "It reaches no named socket and signals no other process (Landlock)."
        ),
    ),
    "system-calls": (
        QT_TRANSLATE_NOOP("protection", "Listed system calls only"),
        QT_TRANSLATE_NOOP(
            "protection",
            "It makes only listed calls of the system, none that makes code (seccomp).",
        ),
    ),
    "no-capabilities": (
        QT_TRANSLATE_NOOP("protection", "No administrator's rights"),
        QT_TRANSLATE_NOOP("protection", "It holds no right of an administrator."),
    ),
    "user-namespace": (
        QT_TRANSLATE_NOOP("protection", "Nobody on this machine"),
        QT_TRANSLATE_NOOP("protection", "It is nobody on this machine (user namespace)."),
    ),
    "network-namespace": (
        QT_TRANSLATE_NOOP("protection", "Empty network"),
        QT_TRANSLATE_NOOP(
            "protection", "It has a network of its own without any device (network namespace)."
        ),
    ),
    "ipc-namespace": (
        QT_TRANSLATE_NOOP("protection", "No shared memory"),
        QT_TRANSLATE_NOOP(
            "protection", "It shares no memory segments, queues or host name (IPC and UTS)."
        ),
    ),
    "empty-root": (
        QT_TRANSLATE_NOOP("protection", "Empty disk"),
        QT_TRANSLATE_NOOP(
            "protection", "It has a root folder of its own with nothing in it (mount namespace)."
        ),
    ),
    "pid-namespace": (
        QT_TRANSLATE_NOOP("protection", "No other processes in sight"),
        QT_TRANSLATE_NOOP("protection", "It has process numbers of its own (PID namespace)."),
    ),
    "memory-limit": (
        QT_TRANSLATE_NOOP("protection", "Limit on memory"),
        QT_TRANSLATE_NOOP("protection", "It cannot use up the machine's memory."),
    ),
    "cpu-limit": (
        QT_TRANSLATE_NOOP("protection", "Limit on processor time"),
        QT_TRANSLATE_NOOP("protection", "It cannot compute for ever."),
    ),
    "process-limit": (
        QT_TRANSLATE_NOOP("protection", "Limit on processes"),
        QT_TRANSLATE_NOOP("protection", "It cannot start processes and threads at will."),
    ),
    "file-size-limit": (
        QT_TRANSLATE_NOOP("protection", "No writing"),
        QT_TRANSLATE_NOOP("protection", "It can write no file at all."),
    ),
    "open-files-limit": (
        QT_TRANSLATE_NOOP("protection", "Limit on open files"),
        QT_TRANSLATE_NOOP("protection", "It can have only a few files open."),
    ),
    "locked-memory-limit": (
        QT_TRANSLATE_NOOP("protection", "Limit on locked memory"),
        QT_TRANSLATE_NOOP("protection", "It can lock no memory."),
    ),
    "empty-folder": (
        QT_TRANSLATE_NOOP("protection", "Empty working folder"),
        QT_TRANSLATE_NOOP("protection", "It works in an empty folder."),
    ),
    "clean-environment": (
        QT_TRANSLATE_NOOP("protection", "Clean environment"),
        QT_TRANSLATE_NOOP("protection", "It was given no settings of the desktop, only our own."),
    ),
    "closed-descriptors": (
        QT_TRANSLATE_NOOP("protection", "No open files handed over"),
        QT_TRANSLATE_NOOP("protection", "It was given no open file but those meant for it."),
    ),
    "dies-with-parent": (
        QT_TRANSLATE_NOOP("protection", "Ends with the program"),
        QT_TRANSLATE_NOOP("protection", "It ends when the program ends."),
    ),
    "console-no-new-privileges": (
        QT_TRANSLATE_NOOP("protection", "No new rights"),
        QT_TRANSLATE_NOOP("protection", "It cannot gain rights by running a program."),
    ),
    "console-closed-memory": (
        QT_TRANSLATE_NOOP("protection", "Closed memory"),
        QT_TRANSLATE_NOOP(
            "protection", "Other programs of the same user cannot read or trace its memory."
        ),
    ),
    "console-sockets": (
        QT_TRANSLATE_NOOP("protection", "No sockets to other machines"),
        QT_TRANSLATE_NOOP(
            "protection", "It opens no socket that could leave the machine (seccomp)."
        ),
    ),
    "console-landlock-tcp": (
        QT_TRANSLATE_NOOP("protection", "No TCP"),
        QT_TRANSLATE_NOOP("protection", "It opens and accepts no TCP connection (Landlock)."),
    ),
    "console-count": (
        QT_TRANSLATE_NOOP("protection", "Refusals counted"),
        QT_TRANSLATE_NOOP("protection", "Attempts to reach another machine are counted."),
    ),
}

PROCESSES: dict[str, object] = {
    "console": QT_TRANSLATE_NOOP("protection", "This program"),
    "language": QT_TRANSLATE_NOOP("protection", "Writes answers"),
    "embedding": QT_TRANSLATE_NOOP("protection", "Finds passages"),
    "risk": QT_TRANSLATE_NOOP("protection", "Scores"),
    "ocr": QT_TRANSLATE_NOOP("protection", "Reads scans"),
    "tuner": QT_TRANSLATE_NOOP("protection", "Measures models"),
    "parser (PDF)": QT_TRANSLATE_NOOP("protection", "Reads PDF"),
    "parser (Office)": QT_TRANSLATE_NOOP("protection", "Reads Office"),
    "parser (text)": QT_TRANSLATE_NOOP("protection", "Reads text"),
    "parser (mail)": QT_TRANSLATE_NOOP("protection", "Reads mail"),
    "parser (picture)": QT_TRANSLATE_NOOP("protection", "Opens pictures"),
    "writer": QT_TRANSLATE_NOOP("protection", "Writes reports"),
}

_CONSOLE = "console-"


def _tr(text: object) -> str:
    return QCoreApplication.translate(CONTEXT, str(text))


def layer(name: str) -> str:
    """The name of a layer; the same for the console's and a child's."""
    return _tr(LAYERS[name][0]) if name in LAYERS else name


def meaning(name: str) -> str:
    """What a layer does."""
    return _tr(LAYERS[name][1]) if name in LAYERS else ""


def process(name: str) -> str:
    """What a process is for."""
    return _tr(PROCESSES.get(name, name))


def row_of(name: str) -> str:
    """The row of the picture that a layer stands in: the console's beside the children's."""
    bare = name.removeprefix(_CONSOLE)
    return bare if bare in LAYERS else name
