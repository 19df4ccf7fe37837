"""A model under a new key of its own: its files sealed anew beside the old, then one switch.

The switch is one commit: the new key and the new files' generation. Killed before, the new files
are made again by the next call; killed after, the next call removes the old ones.
"""

from __future__ import annotations

import os
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from appliance.crypto.container import HEADER_BYTES, open_stream, parse_header, seal_stream
from appliance.crypto.kdf import KEY_BYTES
from appliance.crypto.wrapping import WrapBroken, unwrap, wrap
from appliance.errors import FileUnreadable, VaultDamaged
from appliance.files import saving, sync_folder
from appliance.packs import manifest as manifests
from appliance.packs.binding import component_binding, key_binding, sealed_name
from appliance.vault.domains import MODELS
from appliance.vault.rotation import STAGE, RotationStep

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from appliance.jobs import Job
    from appliance.packs.records import Component
    from appliance.vault.connection import Connection
    from appliance.vault.store import Vault


def renewal(vault: Vault) -> RotationStep:
    """The part of a change of keys that belongs to models."""
    return RotationStep(MODELS, items=_digests, renew=partial(renew_model, vault))


def renew_model(vault: Vault, digest: str, job: Job) -> None:
    """Replace a model's key and seal its files anew; a model that is gone has nothing to do.

    Raises: KeyNotHeld, PackTampered, VaultDamaged, FileUnreadable, DiskFull, Cancelled.
    """
    row = _row(vault.connection(), digest)
    if row is None:
        return
    canonical, generation, wrapped = row
    components = manifests.from_canonical(canonical).components
    folder = vault.models_folder / digest
    _clear(folder, components, generation)
    try:
        old = bytes(unwrap(vault.subkey("models", MODELS), wrapped, binding=key_binding(digest)))
    except WrapBroken as error:
        raise VaultDamaged("wrapped_key", why="a model's key was changed") from error
    new = os.urandom(KEY_BYTES)
    for component in components:
        _seal_again(component, folder, generation, old=old, new=new, digest=digest, job=job)
    with saving(folder.name):
        sync_folder(folder)
    with vault.transaction() as connection:
        # Wrapped here, so that key and row are of one generation of the vault's keys too.
        fresh = wrap(vault.subkey("models", MODELS), new, binding=key_binding(digest))
        connection.execute(
            "UPDATE model SET generation = ?, wrapped_key = ? WHERE digest = ?",
            (generation + 1, fresh, digest),
        )
    vault.empty_journal()  # the old key is in it
    _clear(folder, components, generation + 1)


def _seal_again(
    component: Component,
    folder: Path,
    generation: int,
    *,
    old: bytes,
    new: bytes,
    digest: str,
    job: Job,
) -> None:
    name = component.name
    binding = component_binding(digest, name)
    path = folder / sealed_name(name, generation)
    try:
        sealed = path.open("rb", buffering=0)
    except OSError as error:
        raise FileUnreadable(str(error), name=name, why=error.strerror or "unknown") from error
    with sealed, saving(name):
        clear_bytes = parse_header(
            os.pread(sealed.fileno(), HEADER_BYTES, 0), name=name
        ).clear_bytes
        target = folder / sealed_name(name, generation + 1)
        with target.open("xb", buffering=0) as out:
            os.fchmod(out.fileno(), 0o600)
            seal_stream(
                _Clear(open_stream(sealed, key=old, binding=binding, name=name)),
                out,
                key=new,
                binding=binding,
                clear_bytes=clear_bytes,
                name=name,
                on_chunk=lambda _chunk: job.tick(STAGE, 0, note=name),
            )
            os.fsync(out.fileno())


class _Clear:
    """The clear chunks of a sealed file as a source to seal from."""

    def __init__(self, chunks: Iterator[memoryview]) -> None:
        self._chunks = chunks
        self._left = memoryview(b"")

    def readinto(self, buffer: memoryview, /) -> int:
        """Fill the buffer from the front; how many bytes, 0 at the end."""
        while not self._left:
            try:
                self._left = next(self._chunks)
            except StopIteration:
                return 0
        size = min(len(buffer), len(self._left))
        buffer[:size] = self._left[:size]
        self._left = self._left[size:]
        return size


def _digests(connection: Connection) -> list[str]:
    return [str(digest) for (digest,) in connection.execute("SELECT digest FROM model")]


def _row(connection: Connection, digest: str) -> tuple[str, int, bytes] | None:
    row = connection.execute(
        "SELECT manifest, generation, wrapped_key FROM model WHERE digest = ?", (digest,)
    ).fetchone()
    return None if row is None else (str(row[0]), int(row[1]), bytes(row[2]))


def _clear(folder: Path, components: tuple[Component, ...], generation: int) -> None:
    """Remove sealed files of other generations; what cannot be removed stays for the next time."""
    kept = {sealed_name(component.name, generation) for component in components}
    with suppress(OSError):
        for path in folder.iterdir():
            if path.name not in kept and path.is_file():
                with suppress(OSError):
                    path.unlink()
