"""Where a font with Chinese letters lies on this computer; its file is opened, never parsed here.

A PDF without its fonts is a gamble: a viewer without Chinese fonts shows nothing where the words
stand, and so does our own parser child, which can open no file. So a font is embedded, and what no
font has is written as a number. Only TrueType outlines can be embedded by the library that writes.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from appliance import settings as places
from appliance.errors import ApplianceError
from appliance.files import read_limited

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LIMIT_BYTES = 64 * 1024 * 1024
_HEADS = (b"\x00\x01\x00\x00", b"true", b"ttcf")
_SYSTEM = (
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "/usr/share/fonts/wqy-microhei/wqy-microhei.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
    "/usr/share/fonts/wqy-zenhei/wqy-zenhei.ttc",
    "/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf",
    "/usr/share/fonts/truetype/droid/DroidSansFallback.ttf",
    "/usr/share/fonts/google-droid-sans-fonts/DroidSansFallbackFull.ttf",
    "/usr/share/fonts/truetype/arphic/uming.ttc",
    "/usr/share/fonts/cjkuni-uming/uming.ttc",
)


def own_folder() -> Path:
    """Fonts that set-up laid out; they are taken first."""
    return places.program_data() / "fonts"


def chinese(found: Iterable[Path] | None = None) -> bytes:
    """The first font of the list that is there and has TrueType outlines; b"" if there is none."""
    return next((data for _, data in _usable(found)), b"")


def where(found: Iterable[Path] | None = None) -> Path | None:
    """The file of that font; None if there is none."""
    return next((path for path, _ in _usable(found)), None)


def _usable(found: Iterable[Path] | None) -> Iterator[tuple[Path, bytes]]:
    for path in _listed() if found is None else found:
        try:
            data = read_limited(path, LIMIT_BYTES)
        except ApplianceError:
            continue
        if data.startswith(_HEADS):
            yield path, data


def _listed() -> tuple[Path, ...]:
    own = sorted(one for one in own_folder().glob("*.tt[fc]")) if own_folder().is_dir() else []
    return (*own, *map(Path, _SYSTEM))
