"""What the machine itself must have: Python, a compiler, and the libraries that Qt loads.

Everything is tried rather than looked up (a library is opened, a module is found), so that the
answer is the same on any distribution; the package names given are Debian's.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from setup_terminal import SetupFailed, say

if TYPE_CHECKING:
    from collections.abc import Callable

# Loaded by `import PySide6.QtGui` even without a screen.
_QT = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
}
# Loaded when the window opens on an X11 display.
_QT_X11 = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libX11-xcb.so.1": "libx11-xcb1",
}
# Loaded by the engine: GNU OpenMP and the C++ run time.
_ENGINE = {"libgomp.so.1": "libgomp1", "libstdc++.so.6": "libstdc++6"}


@dataclass(frozen=True)
class Missing:
    """Debian packages to install. Only `needed` stops set-up; `for_display` is for the window."""

    needed: tuple[str, ...]
    for_display: tuple[str, ...]


def library_opens(name: str) -> bool:
    """True if the dynamic linker finds the library and all that it needs."""
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def module_exists(name: str) -> bool:
    """True if this Python has the module. Debian splits venv and ensurepip off."""
    return importlib.util.find_spec(name) is not None


def look(
    *,
    display: bool,
    opens: Callable[[str], bool] = library_opens,
    module: Callable[[str], bool] = module_exists,
    command: Callable[[str], str | None] = shutil.which,
) -> Missing:
    """Try everything. `display` makes the window's libraries needed too."""
    needed = []
    if not (module("venv") and module("ensurepip")):
        needed.append("python3-venv")
    if not any(command(name) for name in ("c++", "g++")):
        needed.append("g++")
    needed += [package for name, package in (_QT | _ENGINE).items() if not opens(name)]
    window = [package for name, package in _QT_X11.items() if not opens(name)]
    return Missing(
        needed=tuple(needed + window if display else needed),
        for_display=() if display else tuple(window),
    )


def ensure() -> None:
    """Install what is missing when this is root on Debian; else name it.

    Raises:
        SetupFailed: something needed is missing and was not installed.
    """
    display = bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    missing = look(display=display)
    wanted = missing.needed + missing.for_display
    if wanted and _may_install():
        _install(wanted)
        missing = look(display=display)
    if missing.needed:
        raise SetupFailed(advice(missing.needed))
    if missing.for_display:
        say("To open the window on this machine later: " + _command(missing.for_display))


def advice(packages: tuple[str, ...]) -> str:
    """What is missing and the one command that installs it."""
    return (
        f"This machine lacks: {' '.join(packages)}\n"
        f"On Debian or Ubuntu, install it and start again:\n    {_command(packages)}"
    )


def _command(packages: tuple[str, ...]) -> str:
    return "sudo apt-get install --no-install-recommends " + " ".join(packages)


def _may_install() -> bool:
    return (
        os.geteuid() == 0
        and Path("/etc/debian_version").exists()
        and shutil.which("apt-get") is not None
    )


def _install(packages: tuple[str, ...]) -> None:
    say("Installing system packages: " + " ".join(packages))
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C"}
    install = ["install", "--yes", "--no-install-recommends", *packages]
    for arguments in (["update"], install):  # stale lists may still do: go on without an update
        done = subprocess.run(
            ["apt-get", "--quiet", *arguments],
            env=quiet,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )
        if done.returncode != 0:
            say(f"apt-get {arguments[0]} did not succeed.")
