"""The models of a vault: importing, choosing, verifying, opening, removing."""

from __future__ import annotations

import os
import shutil
import threading
from typing import TYPE_CHECKING

from appliance.clock import Clock, stamp
from appliance.crypto.kdf import KEY_BYTES
from appliance.crypto.wrapping import WrapBroken, unwrap, wrap
from appliance.errors import ModelExists, ModelUnknown, VaultDamaged
from appliance.packs import manifest as manifests
from appliance.packs.binding import key_binding
from appliance.packs.reader import open_components, verify_components
from appliance.packs.records import Manifest, ModelKind, ModelRecord
from appliance.packs.trust import TrustList, vouches
from appliance.packs.writer import seal_model
from appliance.vault.domains import MODELS

if TYPE_CHECKING:
    from pathlib import Path

    from appliance.jobs import Job
    from appliance.vault.store import Vault

_COLUMNS = "manifest, digest, imported_at, active, size_bytes, sealed_bytes"
_NOTHING = TrustList()


class Registry:
    """All models of one vault. Thread-safe; every method raises VaultLocked after the lock."""

    def __init__(self, vault: Vault, clock: Clock, *, trust: TrustList = _NOTHING) -> None:
        self._vault = vault
        self._clock = clock
        self._trust = trust
        self._importing = threading.Lock()

    def models(self) -> tuple[ModelRecord, ...]:
        """All models, by kind, name and time of import."""
        rows = self._vault.connection().execute(
            f"SELECT {_COLUMNS} FROM model ORDER BY kind, name, id"  # noqa: S608  # a constant
        )
        return tuple(self._record(*row) for row in rows)

    def get(self, name: str, version: str | None = None) -> ModelRecord:
        """One model; its newest import if no version is named. Raises: ModelUnknown."""
        row = (
            self._vault.connection()
            .execute(
                f"SELECT {_COLUMNS} FROM model WHERE name = ?1 AND (?2 IS NULL OR version = ?2) "  # noqa: S608  # a constant
                "ORDER BY id DESC LIMIT 1",
                (name, version),
            )
            .fetchone()
        )
        if row is None:
            raise ModelUnknown(what=f"model “{name}{f' {version}' if version else ''}”")
        return self._record(*row)

    def active(self, kind: ModelKind) -> ModelRecord:
        """The model in use for a kind of work. Raises: ModelUnknown."""
        row = (
            self._vault.connection()
            .execute(f"SELECT {_COLUMNS} FROM model WHERE kind = ? AND active = 1", (kind,))  # noqa: S608  # a constant
            .fetchone()
        )
        if row is None:
            raise ModelUnknown(what=f"active {kind} model")
        return self._record(*row)

    def activate(self, name: str, version: str | None = None) -> ModelRecord:
        """Use this model from now on for its kind. Raises: ModelUnknown."""
        with self._vault.transaction() as connection:
            chosen = self.get(name, version)
            connection.execute(
                "UPDATE model SET active = 0 WHERE kind = ?", (chosen.manifest.kind,)
            )
            connection.execute("UPDATE model SET active = 1 WHERE digest = ?", (chosen.digest,))
            return self.get(name, chosen.manifest.version)

    def remove(self, name: str, version: str | None = None) -> None:
        """Delete a model with its key, so that no copy of its files opens any more.

        If it was active, nothing of its kind is active afterwards. Raises: ModelUnknown.
        """
        with self._vault.transaction() as connection:
            record = self.get(name, version)
            connection.execute("DELETE FROM model WHERE digest = ?", (record.digest,))
            folder = self._folder(record.digest)
            self._vault.on_commit(lambda: shutil.rmtree(folder, ignore_errors=True))

    def verify(self, name: str, version: str | None = None, *, job: Job) -> None:
        """Read and authenticate every sealed byte.

        Raises: ModelUnknown, PackTampered, SealVersionUnknown, Cancelled.
        """
        record = self.get(name, version)
        starts: dict[str, int] = {}
        before = 0
        for component in record.manifest.components:
            starts[component.name] = before
            before += component.size_bytes

        def progress(name: str, done: int) -> None:
            job.tick("verifying", starts[name] + done, before, unit="bytes", note=name)

        verify_components(
            record.manifest,
            self._folder(record.digest),
            key=self._key(record.digest),
            digest=record.digest,
            progress=progress,
        )

    def open_components(self, record: ModelRecord) -> dict[str, int]:
        """File name → descriptor of a sealed memory file with the clear bytes; close them all.

        Raises: ModelUnknown, PackTampered, SealVersionUnknown, OutOfMemory.
        """
        return open_components(
            record.manifest,
            self._folder(record.digest),
            key=self._key(record.digest),
            digest=record.digest,
        )

    def import_folder(self, folder: Path, *, job: Job) -> ModelRecord:
        """Seal a model from a folder with `manifest.toml` and its files; the first is activated.

        The same model again is left as it is. After an error, a cancel or a kill nothing of it
        remains (a kill: nothing in use; see `vault.strays`).

        Raises: FileUnreadable, ManifestInvalid, WeightsMismatch, ModelExists, DiskFull,
            FolderReadOnly, Cancelled.
        """
        manifest = manifests.read(folder)
        with self._importing:
            known = self._known(manifest)
            if known is not None:
                return known
            digest = manifests.digest(manifest)
            target = self._folder(digest)
            key = os.urandom(KEY_BYTES)
            sealed_bytes = seal_model(manifest, folder, target, key=key, digest=digest, job=job)
            try:
                with self._vault.transaction():
                    self._vault.on_rollback(lambda: shutil.rmtree(target, ignore_errors=True))
                    return self._add_row(manifest, digest, key, sealed_bytes)
            except BaseException:
                shutil.rmtree(target, ignore_errors=True)
                raise

    def _known(self, manifest: Manifest) -> ModelRecord | None:
        try:
            there = self.get(manifest.name, manifest.version)
        except ModelUnknown:
            return None
        if there.digest == manifests.digest(manifest):
            return there
        raise ModelExists(name=manifest.name, version=manifest.version)

    def _add_row(
        self, manifest: Manifest, digest: str, key: bytes, sealed_bytes: int
    ) -> ModelRecord:
        connection = self._vault.connection()
        taken = connection.execute(
            "SELECT 1 FROM model WHERE kind = ? AND active = 1", (manifest.kind,)
        ).fetchone()
        connection.execute(
            "INSERT INTO model (name, version, kind, digest, manifest, imported_at, active, "
            "size_bytes, sealed_bytes, wrapped_key) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                manifest.name,
                manifest.version,
                manifest.kind,
                digest,
                manifests.canonical(manifest).decode(),
                stamp(self._clock),
                int(taken is None),
                sum(component.size_bytes for component in manifest.components),
                sealed_bytes,
                wrap(self._vault.subkey("models", MODELS), key, binding=key_binding(digest)),
            ),
        )
        return self.get(manifest.name, manifest.version)

    def _record(
        self,
        canonical: str,
        digest: str,
        imported_at: str,
        active: int,
        size_bytes: int,
        sealed_bytes: int,
    ) -> ModelRecord:
        manifest = manifests.from_canonical(canonical)
        if manifests.digest(manifest) != digest:
            raise VaultDamaged("manifest digest", why="a model's description was changed")
        return ModelRecord(
            manifest=manifest,
            digest=digest,
            imported_at=imported_at,
            active=bool(active),
            size_bytes=size_bytes,
            sealed_bytes=sealed_bytes,
            vouched=vouches(self._trust, manifest),
        )

    def _key(self, digest: str) -> bytes:
        row = (
            self._vault.connection()
            .execute("SELECT wrapped_key FROM model WHERE digest = ?", (digest,))
            .fetchone()
        )
        if row is None:
            raise ModelUnknown(what="such model")
        try:
            return bytes(
                unwrap(
                    self._vault.subkey("models", MODELS), bytes(row[0]), binding=key_binding(digest)
                )
            )
        except WrapBroken as error:
            raise VaultDamaged("wrapped_key", why="a model's key was changed") from error

    def _folder(self, digest: str) -> Path:
        return self._vault.models_folder / digest
