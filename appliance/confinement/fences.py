"""The kinds of fence: one for the processor, and weaker ones for a child with a graphics device.

A driver of a graphics device is a vendor's code that makes machine code at run time and, on real
hardware, opens device nodes and files of its own whenever it likes. Its child cannot have the whole
fence. What it gives up is listed here by layer, with the reason that people are shown; whoever
demands one of these layers in the settings gets no graphics device.

`vulkan-software` was watched at work (Mesa's lavapipe). The two for real hardware follow from what
the drivers' makers document and are wider than a given driver may need.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_EXECUTABLE = frozenset({"executable memory", "make memory executable"})
_MAKES_CODE = "the graphics driver makes machine code while it works"


@dataclass(frozen=True)
class Fence:
    """What a child may have beyond the fence of the processor.

    Attributes:
        relaxed: layer to the reason why it is not in force.
        possible: names of the probes that go through.
        makes_code: memory may be made executable.
        opens: files below `readable` and `devices` may be opened after the lock-down.
        readable: folders and files whose content may be read, and run as a library.
        devices: device nodes, as patterns, that may also be written and controlled.
        open_files: limit on open files.
    """

    relaxed: Mapping[str, str] = field(default_factory=dict)
    possible: frozenset[str] = frozenset()
    makes_code: bool = False
    opens: bool = False
    readable: tuple[str, ...] = ()
    devices: tuple[str, ...] = ()
    open_files: int = 64


_HARDWARE = Fence(
    relaxed={
        "fixed-code": _MAKES_CODE,
        "system-calls": "a list is in force, but a longer one: the driver controls its device, "
        "opens its own files and makes code",
        "landlock-files": "Landlock is in force, but lets the driver reach its device and read "
        "its own libraries",
        "empty-root": "the driver opens its device and its libraries while it works",
        "closed-descriptors": "the driver opens its device before the lock-down",
        "memory-limit": "drivers reserve far more addresses than there is memory",
    },
    # Landlock does not hide whether a file exists.
    possible=_EXECUTABLE | {"see whether a file exists"},
    makes_code=True,
    opens=True,
    readable=(
        *("/usr", "/lib", "/lib64", "/etc/ld.so.cache", "/etc/vulkan", "/etc/drirc"),
        *("/sys", "/proc/driver", "/proc/devices", "/proc/modules"),
    ),
    devices=("/dev/dri/*", "/dev/nvidia*", "/dev/kfd"),
    open_files=1024,
)

FENCES: Mapping[str, Fence] = {
    "cpu": Fence(),
    "vulkan-software": Fence(
        relaxed={
            "fixed-code": _MAKES_CODE,
            "system-calls": "the list is in force, but lets the driver make code",
        },
        possible=_EXECUTABLE,
        makes_code=True,
    ),
    "vulkan": _HARDWARE,
    "cuda": _HARDWARE,
    # On a Mac there is no fence at all yet, so no child serves there.
    "metal": Fence(),
}
