"""The models desk: import, list, activate, verify, remove."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance import settings as places
from appliance.app.door import Action
from appliance.errors import BadInput, ModelUnknown
from appliance.jobs import Job

if TYPE_CHECKING:
    from pathlib import Path

    from appliance.app.door import Door
    from appliance.app.engines import Engines
    from appliance.app.planning import ModelPlan
    from appliance.app.records import LoadedChild
    from appliance.packs.custody import Custody
    from appliance.packs.records import ModelRecord
    from appliance.packs.registry import Registry
    from appliance.settings import Settings


class ModelDesk:
    """What a person may do with models. Every method raises VaultLocked after the lock."""

    def __init__(
        self,
        door: Door,
        registry: Registry,
        engines: Engines,
        custody: Custody,
        settings: Settings | None = None,
    ) -> None:
        """`settings` say which layers of the fence are demanded; the usual ones if None."""
        self._settings = settings or places.Settings()
        self._door = door
        self._registry = registry
        self._engines = engines
        self._custody = custody

    def list(self) -> tuple[ModelRecord, ...]:
        """All models in the vault, by kind and name."""
        self._door.check(Action.VIEW_MODELS)
        return self._registry.models()

    def show(self, name: str, version: str | None = None) -> ModelRecord:
        """One model; the newest import if no version is named. Raises: ModelUnknown."""
        self._door.check(Action.VIEW_MODELS)
        return self._registry.get(name, version)

    def plan(
        self,
        name: str | None = None,
        version: str | None = None,
        *,
        context_tokens: int = 0,
        device: str = "",
    ) -> ModelPlan:
        """What a language model takes of memory and where its layers go, before it is loaded.

        Args:
            name: of the model; the active language model unless given.
            version: the newest import unless given.
            context_tokens: longest prompt with answer; the program's own default if 0.
            device: name of the only device to look at, `none` for none, empty for the best.

        Raises: ModelUnknown; as `planning.plan_model`.
        """
        from appliance.app.planning import plan_model

        self._door.check(Action.VIEW_MODELS)
        found = self._registry.get(name, version) if name else self._registry.active("language")
        return plan_model(
            self._registry,
            found,
            required=self._settings.child_layers(),
            context_tokens=context_tokens,
            device=device,
        )

    def loaded(self) -> tuple[LoadedChild, ...]:
        """Models that are in memory now."""
        self._door.check(Action.VIEW_MODELS)
        return self._engines.loaded()

    def import_folder(self, folder: Path, job: Job | None = None) -> ModelRecord:
        """Seal a model from a folder with `manifest.toml` and its weights into the vault.

        Raises: ManifestInvalid, WeightsMismatch, ModelExists, DiskFull, FileUnreadable, Cancelled,
        ModelUnsigned: this vault takes only signed packs; PackRevoked.
        """
        entrance = self._door.enter(
            Action.IMPORT_MODEL,
            f"folder:{self._door.tag(folder.name)}",
            whole=False,
            announce=True,
        )
        with entrance as visit:
            record = self._registry.import_folder(folder, job=job or Job())
            visit.note(
                name=record.manifest.name, version=record.manifest.version, digest=record.digest
            )
        return record

    def import_starters(self, job: Job | None = None) -> tuple[ModelRecord, ...]:
        """Seal the starter models that set-up prepared; those already there are kept."""
        root = places.starter_folder()
        folders = sorted(path.parent for path in root.glob("*/manifest.toml"))
        return tuple(self.import_folder(folder, job) for folder in folders)

    def activate(self, name: str, version: str | None = None) -> ModelRecord:
        """Use this model from now on for its kind.

        Raises: ModelUnknown, ModelQuarantined; PackDowngrade: a newer number of it was seen here.
        """
        with self._door.enter(Action.ACTIVATE_MODEL, name) as visit:
            record = self._registry.activate(name, version)
            visit.note(version=record.manifest.version, digest=record.digest)
        return record

    def roll_back(self, name: str, version: str, *, because: str) -> ModelRecord | None:
        """Go back on purpose to an older version that came in a signed pack.

        If it is still in the vault it is activated; otherwise None, and its pack may be imported
        again. The reason is kept in the audit chain.

        Raises: ModelUnknown: no such version came here; ModelQuarantined; BadInput: no reason.
        """
        if not because.strip():
            raise BadInput(what="Going back", why="it needs a reason")
        with self._door.enter(Action.ROLL_BACK_MODEL, name, because=because.strip()) as visit:
            row = self._custody.imports.of_version(name, version)
            if row is None:
                raise ModelUnknown(what=f"imported pack of “{name} {version}”")
            visit.note(version=version, sequence=row.sequence, pack=row.pack_digest)
            self._custody.imports.roll_back(row, because=because.strip())
            if row.model_digest not in {one.digest for one in self._registry.models()}:
                return None
            return self._registry.activate(name, version)

    def verify(self, name: str, version: str | None = None, job: Job | None = None) -> ModelRecord:
        """Read and authenticate every sealed byte. Raises: ModelUnknown, PackTampered."""
        with self._door.enter(Action.VERIFY_MODEL, name, whole=False) as visit:
            record = self._registry.get(name, version)
            visit.note(version=record.manifest.version, digest=record.digest)
            self._registry.verify(name, record.manifest.version, job=job or Job())
        return record

    def remove(self, name: str, version: str | None = None) -> None:
        """Stop the model and delete its sealed files. Raises: ModelUnknown."""
        with self._door.enter(Action.REMOVE_MODEL, name) as visit:
            record = self._registry.get(name, version)
            visit.note(version=record.manifest.version, digest=record.digest)
            for one in (record, *self._registry.derived_from(record.digest)):
                self._engines.forget(one.digest)
            self._registry.remove(name, record.manifest.version)
