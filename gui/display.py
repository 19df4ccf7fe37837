"""Whether a window can be drawn at all, found out before Qt is loaded.

Without a display Qt ends the process with an abort, which no exception handler sees.
"""

from __future__ import annotations

import ctypes
import sys
from typing import TYPE_CHECKING

from appliance.errors import DisplayMissing

if TYPE_CHECKING:
    from collections.abc import Mapping

# Libraries that Qt opens by name and Debian package that brings each.
_ALWAYS = {"libGL.so.1": "libgl1", "libEGL.so.1": "libegl1", "libfontconfig.so.1": "libfontconfig1"}
_X11 = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
}


def require_display(environment: Mapping[str, str], platform: str = sys.platform) -> None:
    """Return if Qt can start. Raises: DisplayMissing: no screen, or libraries are missing."""
    if not platform.startswith("linux"):
        return
    plugin = environment.get("QT_QPA_PLATFORM", "")
    wayland, x11 = environment.get("WAYLAND_DISPLAY"), environment.get("DISPLAY")
    if not (plugin or wayland or x11):
        raise DisplayMissing(why="neither DISPLAY nor WAYLAND_DISPLAY is set")
    wanted = dict(_ALWAYS)
    if plugin.startswith("xcb") or (not plugin and not wayland):
        wanted |= _X11
    missing = [package for name, package in wanted.items() if not _loads(name)]
    if missing:
        raise DisplayMissing(why="these packages are missing: " + " ".join(missing))


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True
