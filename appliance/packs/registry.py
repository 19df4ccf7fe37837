"""The models of a vault: importing, choosing, verifying, opening, removing."""

from __future__ import annotations

import os
import shutil
import threading
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from appliance.clock import Clock, stamp
from appliance.crypto.kdf import KEY_BYTES
from appliance.crypto.wrapping import WrapBroken, unwrap, wrap
from appliance.errors import (
    ModelExists,
    ModelQuarantined,
    ModelUnknown,
    ModelUnsigned,
    PackTampered,
    VaultDamaged,
)
from appliance.packs import manifest as manifests
from appliance.packs.binding import key_binding
from appliance.packs.custody import Custody
from appliance.packs.derived import children_of
from appliance.packs.peeking import peek
from appliance.packs.reader import fill_components, open_components, verify_components
from appliance.packs.records import Manifest, ModelKind, ModelRecord
from appliance.packs.renewing import renewal
from appliance.packs.trust import TrustList, vouches
from appliance.packs.trust_rules import check_not_revoked
from appliance.packs.writer import seal_model, seal_sources
from appliance.vault.domains import MODELS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from contextlib import AbstractContextManager
    from pathlib import Path

    from appliance.children import Filling
    from appliance.crypto.container import Source
    from appliance.jobs import Job
    from appliance.packs.peeking import SealedSource
    from appliance.vault.store import Vault

    # File name to descriptor of a sealed memory file, made anew at each call.
    WeightsSource = Callable[[], Mapping[str, int]]

_Opened = TypeVar("_Opened")
_COLUMNS = "manifest, digest, imported_at, active, size_bytes, sealed_bytes"
_NOTHING = TrustList()


class Registry:
    """All models of one vault. Thread-safe; every method raises VaultLocked after the lock."""

    def __init__(
        self,
        vault: Vault,
        clock: Clock,
        *,
        trust: TrustList = _NOTHING,
        custody: Custody | None = None,
    ) -> None:
        """`trust` vouches for weights by digest; `custody` knows what signed packs brought."""
        self._vault = vault
        self._clock = clock
        self._trust = trust
        self._custody = custody or Custody(vault, clock)
        self._importing = threading.Lock()
        vault.rotation_steps["model"] = renewal(vault)

    def models(self) -> tuple[ModelRecord, ...]:
        """All models, by kind, name and time of import."""
        rows = self._vault.connection().execute(
            f"SELECT {_COLUMNS} FROM model ORDER BY kind, name, id"  # noqa: S608  # a constant
        )
        return tuple(self._record(*row) for row in rows.fetchall())

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

    def by_digest(self, digest: str) -> ModelRecord:
        """The model of that digest. Raises: ModelUnknown."""
        row = (
            self._vault.connection()
            .execute(f"SELECT {_COLUMNS} FROM model WHERE digest = ?", (digest,))  # noqa: S608  # a constant
            .fetchone()
        )
        if row is None:
            raise ModelUnknown(what="such model")
        return self._record(*row)

    def derived_from(self, digest: str) -> tuple[ModelRecord, ...]:
        """The models that were made of this one here, oldest first."""
        found = children_of(self._vault.connection(), digest)
        return tuple(self.by_digest(one) for one in found)

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
        """Use this model from now on for its kind.

        Raises: ModelUnknown; ModelQuarantined; PackDowngrade: a newer number of it was seen.
        """
        with self._vault.transaction() as connection:
            chosen = self.get(name, version)
            require_usable(chosen)
            self._custody.imports.check_activation(chosen.digest, chosen.manifest.title)
            connection.execute(
                "UPDATE model SET active = 0 WHERE kind = ?", (chosen.manifest.kind,)
            )
            connection.execute("UPDATE model SET active = 1 WHERE digest = ?", (chosen.digest,))
            return self.get(name, chosen.manifest.version)

    def remove(self, name: str, version: str | None = None) -> None:
        """Delete a model with its key, so that no copy of its files opens any more.

        What was derived from it here goes with it. If one of them was active, nothing of its kind
        is active afterwards. Raises: ModelUnknown.
        """
        with self._vault.transaction() as connection:
            record = self.get(name, version)
            for digest in (record.digest, *children_of(connection, record.digest)):
                connection.execute("DELETE FROM model WHERE digest = ?", (digest,))
                self._vault.on_commit(
                    partial(shutil.rmtree, self._folder(digest), ignore_errors=True)
                )

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

        key, generation = self._key(record.digest)
        verify_components(
            record.manifest,
            self._folder(record.digest),
            key=key,
            digest=record.digest,
            progress=progress,
            generation=generation,
        )

    def open_components(self, record: ModelRecord) -> dict[str, int]:
        """File name → descriptor of a sealed memory file with the clear bytes; close them all.

        Raises: ModelUnknown, ModelQuarantined, PackTampered, SealVersionUnknown, OutOfMemory.
        """
        require_usable(self.get(record.manifest.name, record.manifest.version))
        return self._open_known(record.manifest, record.digest)

    def fill_components(self, record: ModelRecord) -> dict[str, Filling]:
        """As `open_components`, but the files are handed out while they are being decrypted.

        Raises: as `open_components`; damage beyond the heads comes out of `Filling.finish`.
        """
        require_usable(self.get(record.manifest.name, record.manifest.version))
        return self._known_key(record.digest, partial(self._fill, record.manifest, record.digest))

    @contextmanager
    def peek(self, record: ModelRecord) -> Iterator[SealedSource]:
        """The first file of a model, to read its head; every piece is authenticated.

        Raises: ModelUnknown, FileUnreadable, PackTampered, SealVersionUnknown.
        """
        key, generation = self._key(record.digest)
        folder = self._folder(record.digest)
        component = record.manifest.components[0]
        with peek(component, folder, key=key, digest=record.digest, generation=generation) as file:
            yield file

    def import_folder(self, folder: Path, *, job: Job) -> ModelRecord:
        """Seal a model from a folder with `manifest.toml` and its files; the first is activated.

        The same model again is left as it is. After an error, a cancel or a kill nothing of it
        remains (a kill: nothing in use; see `vault.strays`).

        Raises: FileUnreadable, ManifestInvalid, WeightsMismatch, ModelExists, DiskFull,
            FolderReadOnly, Cancelled; ModelUnsigned: the vault takes only signed models, and this
            is not one of the program's own; PackRevoked: head office revoked this model.
        """
        manifest = manifests.read(folder)
        self._check_folder(manifest)

        def seal(target: Path, key: bytes, digest: str) -> int:
            return seal_model(manifest, folder, target, key=key, digest=digest, job=job)

        return self._bring(
            manifest, seal, examine=lambda _weights: "", keep=lambda _complaint: None
        )

    def import_streams(
        self,
        manifest: Manifest,
        source: Callable[[int], AbstractContextManager[Source]],
        *,
        examine: Callable[[WeightsSource], str],
        keep: Callable[[str], None],
        job: Job,
    ) -> ModelRecord:
        """Seal a model whose files are streams; the first good one of its kind is activated.

        `examine` runs the sealed model and says what is wrong with it, or nothing; `keep` gets
        that and joins the transaction that makes the model known. As `import_folder`, nothing
        remains after an error.

        Raises: ModelExists, WeightsMismatch, DiskFull, FolderReadOnly, Cancelled, and what
            `source`, `examine` and `keep` raise.
        """

        def seal(target: Path, key: bytes, digest: str) -> int:
            return seal_sources(manifest, source, target, key=key, digest=digest, job=job)

        return self._bring(manifest, seal, examine=examine, keep=keep)

    def _bring(
        self,
        manifest: Manifest,
        seal: Callable[[Path, bytes, str], int],
        *,
        examine: Callable[[WeightsSource], str],
        keep: Callable[[str], None],
    ) -> ModelRecord:
        digest = manifests.digest(manifest)
        with self._importing:
            known = self._known(manifest)
            if known is not None:
                complaint = examine(lambda: self._open_known(manifest, digest))
                with self._vault.transaction():
                    keep(complaint)
                    return self.get(manifest.name, manifest.version)
            target = self._folder(digest)
            key = os.urandom(KEY_BYTES)
            sealed_bytes = seal(target, key, digest)
            try:
                complaint = examine(lambda: self._open(manifest, digest, key))
                with self._vault.transaction():
                    self._vault.on_rollback(lambda: shutil.rmtree(target, ignore_errors=True))
                    self._add_row(manifest, digest, key, sealed_bytes, usable=not complaint)
                    keep(complaint)
                    return self.get(manifest.name, manifest.version)
            except BaseException:
                shutil.rmtree(target, ignore_errors=True)
                raise

    def _check_folder(self, manifest: Manifest) -> None:
        """A bare folder brings nothing that is revoked, and where it must be signed, nothing."""
        digest = manifests.digest(manifest)
        state = self._custody.trust.state()
        check_not_revoked(state, pack_id=None, model_digest=digest, name=manifest.title)
        demanded = self._custody.trust.requires_signed_models()
        if demanded and self._known(manifest) is None and not vouches(self._trust, manifest):
            raise ModelUnsigned(name=manifest.title)

    def _open(
        self, manifest: Manifest, digest: str, key: bytes, generation: int = 1
    ) -> dict[str, int]:
        return open_components(
            manifest, self._folder(digest), key=key, digest=digest, generation=generation
        )

    def _fill(
        self, manifest: Manifest, digest: str, key: bytes, generation: int
    ) -> dict[str, Filling]:
        return fill_components(
            manifest, self._folder(digest), key=key, digest=digest, generation=generation
        )

    def _open_known(self, manifest: Manifest, digest: str) -> dict[str, int]:
        return self._known_key(digest, partial(self._open, manifest, digest))

    def _known_key(self, digest: str, opened: Callable[[bytes, int], _Opened]) -> _Opened:
        key, generation = self._key(digest)
        try:
            return opened(key, generation)
        except PackTampered:
            # Its key may have been replaced between the two: then the old files are gone.
            key, now = self._key(digest)
            if now == generation:
                raise
            return opened(key, now)

    def _known(self, manifest: Manifest) -> ModelRecord | None:
        try:
            there = self.get(manifest.name, manifest.version)
        except ModelUnknown:
            return None
        if there.digest == manifests.digest(manifest):
            return there
        raise ModelExists(name=manifest.name, version=manifest.version)

    def _add_row(
        self, manifest: Manifest, digest: str, key: bytes, sealed_bytes: int, *, usable: bool
    ) -> None:
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
                int(taken is None and usable),
                sum(component.size_bytes for component in manifest.components),
                sealed_bytes,
                wrap(self._vault.subkey("models", MODELS), key, binding=key_binding(digest)),
            ),
        )

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
        imported = self._custody.imports.of_model(digest)
        return ModelRecord(
            manifest=manifest,
            digest=digest,
            imported_at=imported_at,
            active=bool(active),
            size_bytes=size_bytes,
            sealed_bytes=sealed_bytes,
            vouched=vouches(self._trust, manifest),
            origin=imported.origin if imported else None,
            quarantine=self._custody.imports.model_quarantine(digest),
        )

    def _key(self, digest: str) -> tuple[bytes, int]:
        """A model's own key, and the generation of files that it opens."""
        row = (
            self._vault.connection()
            .execute("SELECT wrapped_key, generation FROM model WHERE digest = ?", (digest,))
            .fetchone()
        )
        if row is None:
            raise ModelUnknown(what="such model")
        try:
            wrapping = self._vault.subkey("models", MODELS)
            return bytes(unwrap(wrapping, bytes(row[0]), binding=key_binding(digest))), int(row[1])
        except WrapBroken as error:
            raise VaultDamaged("wrapped_key", why="a model's key was changed") from error

    def _folder(self, digest: str) -> Path:
        return self._vault.models_folder / digest


def require_usable(record: ModelRecord) -> None:
    """The model is not set aside. Raises: ModelQuarantined."""
    if record.quarantine:
        raise ModelQuarantined(name=record.manifest.title, why=record.quarantine)
