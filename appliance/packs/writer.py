"""Sealing the files of a model, and checking them against the manifest in the same pass."""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
from typing import TYPE_CHECKING

from appliance.crypto.container import seal_stream
from appliance.errors import DiskFull, FileUnreadable, WeightsMismatch
from appliance.files import saving, sync_folder
from appliance.packs.binding import component_binding, sealed_name

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from appliance.crypto.container import Source
    from appliance.jobs import Job
    from appliance.packs.records import Component, Manifest


# Room for the headers and tags of the sealed files and for the database to grow.
_SPARE_BYTES = 4 * 1024 * 1024


def seal_model(
    manifest: Manifest, folder: Path, target: Path, *, key: bytes, digest: str, job: Job
) -> int:
    """Seal every file of the model in `folder` into the folder `target`, which appears whole.

    Returns the sealed size in bytes.
    Raises: FileUnreadable, WeightsMismatch, DiskFull, FolderReadOnly, Cancelled.
    """
    for component in manifest.components:  # sees in a moment what would fail after minutes
        os.close(open_clear(component, folder / component.name))

    def source(number: int) -> AbstractContextManager[Source]:
        component = manifest.components[number]
        return os.fdopen(open_clear(component, folder / component.name), "rb", buffering=0)

    return seal_sources(manifest, source, target, key=key, digest=digest, job=job)


def seal_sources(
    manifest: Manifest,
    source: Callable[[int], AbstractContextManager[Source]],
    target: Path,
    *,
    key: bytes,
    digest: str,
    job: Job,
) -> int:
    """The same from streams: `source` opens the clear bytes of a component by its number.

    Everything is sealed into a staging folder that then gets its name. After an error or a cancel
    the staging folder is gone; what a kill leaves is cleared when the vault is opened.

    Raises: WeightsMismatch, DiskFull, FolderReadOnly, Cancelled, and what `source` raises.
    """
    total = sum(component.size_bytes for component in manifest.components)
    if shutil.disk_usage(target.parent).free < total + _SPARE_BYTES:
        raise DiskFull(f"{total} bytes needed", name=manifest.title)
    staging = target.parent / f".staging-{os.urandom(8).hex()}"
    done = 0

    def progress(clear_bytes: int) -> None:
        nonlocal done
        done += clear_bytes
        job.tick("sealing", done, total, unit="bytes", note=manifest.name)

    job.tick("sealing", 0, total, unit="bytes", note=manifest.name)
    try:
        with saving(manifest.title):
            staging.mkdir(mode=0o700)
        sealed_bytes = 0
        for number, component in enumerate(manifest.components):
            with source(number) as clear:
                sealed_bytes += seal_component(
                    component, clear, staging, key=key, digest=digest, progress=progress
                )
        with saving(manifest.title):
            sync_folder(staging)
            staging.rename(target)
            sync_folder(target.parent)
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        raise
    return sealed_bytes


def seal_component(
    component: Component,
    clear: Source,
    target_folder: Path,
    *,
    key: bytes,
    digest: str,
    progress: Callable[[int], None],
) -> int:
    """Seal the clear bytes of one file into `target_folder`; returns the sealed size in bytes.

    `progress` gets the clear bytes of each part as it is done. After an error the target may be
    incomplete: the caller throws its folder away.

    Raises: WeightsMismatch, DiskFull, FolderReadOnly, what `clear` and `progress` raise.
    """
    hasher = hashlib.sha256()

    def see(chunk: memoryview) -> None:
        hasher.update(chunk)
        progress(len(chunk))

    with saving(component.name):
        target = target_folder / sealed_name(component.name)
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb", buffering=0) as out:
            header = seal_stream(
                clear,
                out,
                key=key,
                binding=component_binding(digest, component.name),
                clear_bytes=component.size_bytes,
                name=component.name,
                on_chunk=see,
            )
            os.fsync(out.fileno())
    if hasher.hexdigest() != component.sha256:
        raise WeightsMismatch("sha256", name=component.name)
    return header.sealed_bytes


def open_clear(component: Component, source: Path) -> int:
    """Open the clear file and compare its size first: the cheapest way to see a wrong one.

    Raises: FileUnreadable, WeightsMismatch.
    """
    try:
        handle = os.open(source, os.O_RDONLY | os.O_NONBLOCK)
    except OSError as error:
        raise FileUnreadable(
            str(error), name=component.name, why=error.strerror or "unknown"
        ) from error
    info = os.fstat(handle)
    if not stat.S_ISREG(info.st_mode):
        os.close(handle)
        raise FileUnreadable(name=component.name, why="it is not a regular file")
    if info.st_size != component.size_bytes:
        os.close(handle)
        raise WeightsMismatch(f"size {info.st_size}", name=component.name)
    return handle
