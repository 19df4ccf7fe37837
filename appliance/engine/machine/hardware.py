"""What this machine has to compute with: processor, memory, engine builds and their devices.

Facts only; nothing is measured and nothing is chosen here. Libraries of graphics drivers are a
vendor's code of any quality, so they are loaded by a child of their own (`worker/probe.py`), which
is fenced in before it answers and gone afterwards. What that child says is untrusted text.
"""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from appliance.children import Child, ChildSpec
from appliance.errors import ApplianceError
from appliance.log import clean

if TYPE_CHECKING:
    from collections.abc import Iterable

BackendName = Literal["cpu", "vulkan", "cuda", "metal"]
DeviceKind = Literal["gpu", "integrated", "software", "accelerator"]

BACKENDS: tuple[BackendName, ...] = ("cpu", "vulkan", "cuda", "metal")
MODULE = "appliance.engine.worker.probe"
_PROBE_S = 60.0
_LONGEST_TEXT = 200
_MOST_DEVICES = 64
# What ggml's processor libraries are chosen by; everything else in the list of flags is noise here.
_INSTRUCTIONS = (
    *("sse4_2", "avx", "f16c", "fma", "bmi2", "avx2", "avx_vnni", "avx512f", "avx512bw"),
    *("avx512_vnni", "avx512_bf16", "avx512_fp16", "amx_int8", "amx_bf16", "asimd", "asimddp"),
    *("i8mm", "sve", "sme"),
)


@dataclass(frozen=True)
class Device:
    """A device that an engine build can compute with.

    Attributes:
        name: as the engine lists it, for `RunSettings.device`; such as `Vulkan0`.
        description: the maker's name of it.
        kind: `gpu` has memory of its own, `integrated` uses the machine's, `software` is a driver
            that computes on the processor (slower than the processor's own build; for tests).
        total_bytes: its memory.
        free_bytes: what of it is free now, as the driver says.
        driver: name of the driver, empty where the engine does not say.
    """

    name: str
    description: str
    kind: DeviceKind
    total_bytes: int
    free_bytes: int
    driver: str = ""


@dataclass(frozen=True)
class Backend:
    """One engine build.

    Attributes:
        name: of its folder below `engine/`.
        installed: the folder is there.
        devices: that it can compute with, the processor not counted.
        variant: the processor library that was chosen, such as `zen4`; empty if none.
        problem: why it cannot be used, in words for a person; empty if it can.
    """

    name: BackendName
    installed: bool
    devices: tuple[Device, ...] = ()
    variant: str = ""
    problem: str = ""


@dataclass(frozen=True)
class MachineFacts:
    """What there is to compute with.

    Attributes:
        processor: model name as the system gives it.
        cores: physical cores.
        threads: that this program may use at once.
        instructions: instruction sets that matter to the engine, in a fixed order.
        memory_bytes: of the machine, or less where this program may use less.
        available_bytes: free now, caches counted as free.
        backends: every known engine build, installed or not.
    """

    processor: str
    cores: int
    threads: int
    instructions: tuple[str, ...]
    memory_bytes: int
    available_bytes: int
    backends: tuple[Backend, ...] = field(default=())

    def devices(self) -> tuple[tuple[Backend, Device], ...]:
        """Every device with its build, those with most free memory first."""
        found = [(backend, device) for backend in self.backends for device in backend.devices]
        return tuple(sorted(found, key=lambda pair: (_RANK[pair[1].kind], -pair[1].free_bytes)))

    def device(self, name: str) -> tuple[Backend, Device] | None:
        """The device of this name, or None."""
        return next((pair for pair in self.devices() if pair[1].name == name), None)


_RANK: dict[DeviceKind, int] = {"gpu": 0, "accelerator": 1, "integrated": 2, "software": 3}


class FoundDevice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """As the child saw a device; untrusted."""

    name: str
    description: str
    kind: DeviceKind
    total_bytes: int
    free_bytes: int
    driver: str = ""


class Found(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The one message of the probing child."""

    devices: list[FoundDevice]
    variant: str = ""
    problem: str = ""


def look(engines: Path, *, software: bool = False) -> MachineFacts:
    """Gather the facts; takes about a second per installed GPU build. Never raises.

    Args:
        engines: folder with one folder per engine build.
        software: list devices that are drivers on the processor, too; only tests want them.
    """
    total_bytes, available_bytes = _memory()
    return MachineFacts(
        processor=_processor_name(),
        cores=_physical_cores(),
        threads=len(os.sched_getaffinity(0)),
        instructions=_instructions(),
        memory_bytes=total_bytes,
        available_bytes=available_bytes,
        backends=tuple(_backend(engines, name, software=software) for name in BACKENDS),
    )


def _backend(engines: Path, name: BackendName, *, software: bool) -> Backend:
    folder = engines / name
    if not (folder / "libllama.so").exists():
        return Backend(name, installed=False, problem="this build is not installed")
    try:
        found = _ask(folder, name, software=software)
    except ApplianceError as error:
        return Backend(name, installed=True, problem=error.message)
    devices = tuple(
        Device(
            clean(one.name, _LONGEST_TEXT),
            clean(one.description, _LONGEST_TEXT),
            one.kind,
            max(0, one.total_bytes),
            min(max(0, one.free_bytes), max(0, one.total_bytes)),
            clean(one.driver, _LONGEST_TEXT),
        )
        for one in found.devices[:_MOST_DEVICES]
        if software or one.kind != "software"
    )
    problem = clean(found.problem, _LONGEST_TEXT)
    if name != "cpu" and not devices and not problem:
        problem = "its library loads, but it finds no device"
    return Backend(name, True, devices, clean(found.variant, _LONGEST_TEXT), problem)


def _ask(folder: Path, name: BackendName, *, software: bool) -> Found:
    """Let a child load the build. Raises: ApplianceError: it could not, or answered nonsense."""
    from appliance.errors import ProtocolBroken

    spec = ChildSpec(
        kind="probe",
        module=MODULE,
        address_space_bytes=None,  # drivers reserve far more addresses than they use
        options=(f"engine={folder}", f"software={'yes' if software else 'no'}"),
        fence=name,
    )
    child = Child.start(spec, hello_timeout_s=_PROBE_S)
    try:
        found = msgspec.msgpack.decode(child.receive(_PROBE_S), type=Found)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise ProtocolBroken("not a list of devices", kind="probe") from error
    finally:
        child.stop(grace_s=0)
    return found


# The machine itself -----------------------------------------------------------------------------


def _processor_name() -> str:
    names = _cpu_field("model name")
    return clean(names[0], _LONGEST_TEXT) if names else platform.machine()


def _physical_cores() -> int:
    """Pairs of package and core; as many as threads where the system does not say."""
    pairs = set(zip(_cpu_field("physical id"), _cpu_field("core id"), strict=False))
    return len(pairs) or len(os.sched_getaffinity(0))


def _instructions() -> tuple[str, ...]:
    lines = _cpu_field("flags") or _cpu_field("Features")
    have = set(lines[0].split()) if lines else set()
    return tuple(name for name in _INSTRUCTIONS if name in have)


def _cpu_field(name: str) -> list[str]:
    return [value for key, value in _pairs(_text("/proc/cpuinfo")) if key == name]


def _memory() -> tuple[int, int]:
    """Total and available bytes; a container's limit counts where it is lower."""
    table = dict(_pairs(_text("/proc/meminfo")))
    total, available = (
        int((table.get(name) or "0").split()[0]) * 1024 for name in ("MemTotal", "MemAvailable")
    )
    limit, used = _text("/sys/fs/cgroup/memory.max"), _text("/sys/fs/cgroup/memory.current")
    if limit.strip().isdigit() and int(limit) < total:
        total = int(limit)
        left = total - int(used) if used.strip().isdigit() else total
        available = min(available, max(0, left))
    return total, available


def _pairs(text: str) -> Iterable[tuple[str, str]]:
    for line in text.splitlines():
        key, colon, value = line.partition(":")
        if colon:
            yield key.strip(), value.strip()


def _text(path: str) -> str:
    try:
        return Path(path).read_text("utf-8", "replace")
    except OSError:
        return ""
