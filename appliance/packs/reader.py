"""Opening the sealed files of a model: into memory only, or just to verify them."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

from appliance.children import sealed_memory
from appliance.crypto.sealed_file import decrypt_into_fd, verify_sealed
from appliance.errors import PackTampered
from appliance.packs.binding import component_binding, sealed_name

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from appliance.packs.records import Component, Manifest


def open_components(
    manifest: Manifest, folder: Path, *, key: bytes, digest: str, generation: int = 1
) -> dict[str, int]:
    """Every file of the model decrypted into a sealed memory file; the caller closes all.

    Raises: PackTampered, SealVersionUnknown, OutOfMemory. Then nothing stays open.
    """
    opened: dict[str, int] = {}
    try:
        for component in manifest.components:
            opened[component.name] = _open(component, folder, key, digest, generation)
    except BaseException:
        for descriptor in opened.values():
            os.close(descriptor)
        raise
    return opened


def verify_components(
    manifest: Manifest,
    folder: Path,
    *,
    key: bytes,
    digest: str,
    progress: Callable[[str, int], None],
    generation: int = 1,
) -> None:
    """Authenticate every byte; `progress` gets the file's name and its clear bytes so far.

    Raises: PackTampered, SealVersionUnknown, what `progress` raises.
    """
    for component in manifest.components:
        name = component.name
        verify_sealed(
            _present(component, folder, generation),
            key=key,
            binding=component_binding(digest, name),
            name=name,
            progress=partial(progress, name),
        )


def _open(component: Component, folder: Path, key: bytes, digest: str, generation: int) -> int:
    path = _present(component, folder, generation)

    def fill(descriptor: int) -> None:
        decrypt_into_fd(
            path,
            key=key,
            binding=component_binding(digest, component.name),
            fd=descriptor,
            name=component.name,
        )

    return sealed_memory(component.name, fill)


def _present(component: Component, folder: Path, generation: int) -> Path:
    path = folder / sealed_name(component.name, generation)
    if not path.is_file():
        raise PackTampered(name=component.name, why="the file is missing")
    return path
