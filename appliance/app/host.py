"""What this machine is set up like, as far as an ordinary user can read it."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass
from pathlib import Path

from appliance.confinement import landlock

UNKNOWN = "unknown"


@dataclass(frozen=True)
class HostFacts:
    """Facts that decide how much the fence is worth on this machine.

    Attributes:
        system: kernel and release.
        machine: kind of processor.
        landlock: version of Landlock in the kernel, 0 if there is none.
        user_namespaces: whether ordinary users may make some, in words.
        tracing: who may trace processes of the same user, in words; `ptrace_scope` of Yama.
        crash_images: where the kernel puts the memory of a crashed process (`core_pattern`).
        plain_swap: swap areas that are neither encrypted nor compressed in memory.
        disk: whether the disk of the vault's folder is encrypted, as far as it shows.
        interfaces: network interfaces with their state; names and nothing else.
    """

    system: str
    machine: str
    landlock: int
    user_namespaces: str
    tracing: str
    tracing_restricted: bool
    crash_images: str
    plain_swap: tuple[str, ...]
    disk: str
    interfaces: tuple[str, ...]


def look(folder: Path) -> HostFacts:
    """Facts about this machine; `folder` is the vault's, whether it exists or not."""
    scope = _text("/proc/sys/kernel/yama/ptrace_scope")
    return HostFacts(
        system=f"{platform.system()} {platform.release()}",
        machine=platform.machine(),
        landlock=landlock.version(),
        user_namespaces=_user_namespaces(),
        tracing=_TRACING.get(scope, f"setting {scope}") if scope else _NO_YAMA,
        tracing_restricted=scope in ("1", "2", "3"),
        crash_images=_text("/proc/sys/kernel/core_pattern") or UNKNOWN,
        plain_swap=plain_swap(),
        disk=_disk(folder),
        interfaces=_interfaces(),
    )


_NO_YAMA = "every program of the same user (the system has no Yama)"
_TRACING = {
    "0": "every program of the same user",
    "1": "only a parent its own processes",
    "2": "only the administrator",
    "3": "nobody",
}


def plain_swap() -> tuple[str, ...]:
    """Swap areas that are neither encrypted nor compressed in memory."""
    lines = _text("/proc/swaps").splitlines()[1:]
    return tuple(
        line.split()[0] for line in lines if not line.startswith(("/dev/dm-", "/dev/zram"))
    )


def _user_namespaces() -> str:
    if _text("/proc/sys/user/max_user_namespaces") in ("", "0"):
        return "none in this kernel, or switched off"
    if _text("/proc/sys/kernel/unprivileged_userns_clone") == "0":
        return "only for the administrator"
    if _text("/proc/sys/kernel/apparmor_restrict_unprivileged_userns") == "1":
        return "restricted by AppArmor to programs with a profile"
    return "for every user"


def _interfaces() -> tuple[str, ...]:
    found = []
    for path in sorted(Path("/sys/class/net").glob("*")):
        found.append(f"{path.name} ({_text(path / 'operstate') or UNKNOWN})")
    return tuple(found)


def _disk(folder: Path) -> str:
    """Looks at the device below the folder; network and stacked file systems stay unknown."""
    existing = next((path for path in (folder, *folder.parents) if path.exists()), None)
    if existing is None:
        return UNKNOWN
    number = existing.stat().st_dev
    device = Path(f"/sys/dev/block/{os.major(number)}:{os.minor(number)}")
    if not device.exists():
        return UNKNOWN
    if any(_text(path).startswith("CRYPT-") for path in _layers_of(device)):
        return "encrypted"
    return "no encryption seen"


def _layers_of(device: Path) -> list[Path]:
    """`dm/uuid` of a device and of what it stands on."""
    found = [device / "dm" / "uuid"]
    for below in device.glob("slaves/*"):
        found += _layers_of(below)
    return found


def _text(path: str | Path) -> str:
    try:
        return Path(path).read_text("utf-8", "replace").strip()
    except OSError:
        return ""
