"""The scores desk: one applicant from a form, or a file of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.app.door import Action
from appliance.errors import ModelUnknown

if TYPE_CHECKING:
    from appliance.app.door import Door
    from appliance.app.engines import Engines
    from appliance.documents.store import DocumentStore
    from appliance.packs.records import ModelRecord
    from appliance.packs.registry import Registry
    from appliance.risk.store import ScoreStore


class ScoreDesk:
    """What a person may score. Every method raises VaultLocked after the lock."""

    def __init__(
        self,
        door: Door,
        registry: Registry,
        engines: Engines,
        documents: DocumentStore,
        scores: ScoreStore,
    ) -> None:
        self._door = door
        self._registry = registry
        self._engines = engines
        self._documents = documents
        self._scores = scores

    def model(self, name: str | None = None) -> ModelRecord:
        """The named risk model, or the active one. Raises: ModelUnknown."""
        self._door.check(Action.VIEW_MODELS)
        record = self._registry.active("risk") if name is None else self._registry.get(name)
        if record.manifest.risk is None:
            raise ModelUnknown(what=f"risk model “{name}”")
        return record
