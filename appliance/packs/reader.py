"""Opening the sealed files of a model: into memory only, or just to verify them."""

from __future__ import annotations

import os
from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING

from appliance.children import Filling, sealed_memory
from appliance.crypto.sealed_file import decrypt_into_fd, open_sealed, verify_sealed
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


def fill_components(
    manifest: Manifest, folder: Path, *, key: bytes, digest: str, generation: int = 1
) -> dict[str, Filling]:
    """As `open_components`, without waiting: each file is decrypted while it is already in use.

    Raises: PackTampered, SealVersionUnknown, FileUnreadable: what the files' heads show; what is
        wrong further on comes out of `Filling.finish`.
    """
    opened: dict[str, Filling] = {}
    try:
        for component in manifest.components:
            opened[component.name] = _fill(component, folder, key, digest, generation)
    except BaseException:
        for filling in opened.values():
            filling.close()
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


def _fill(component: Component, folder: Path, key: bytes, digest: str, generation: int) -> Filling:
    binding, name = component_binding(digest, component.name), component.name
    path = _present(component, folder, generation)
    with ExitStack() as opening:
        file = opening.enter_context(open_sealed(path, key=key, binding=binding, name=name))

        def fill(descriptor: int, reached: Callable[[int], None]) -> None:
            with kept:
                # One thread is faster than any engine reads, and leaves it the other cores.
                file.decrypt_into(descriptor, progress=reached, threads=1)

        kept = opening.pop_all()
        try:
            return Filling(name, file.header.clear_bytes, fill)
        except BaseException:
            kept.close()
            raise


def _present(component: Component, folder: Path, generation: int) -> Path:
    path = folder / sealed_name(component.name, generation)
    if not path.is_file():
        raise PackTampered(name=component.name, why="the file is missing")
    return path
