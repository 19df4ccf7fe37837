"""The running models of one open vault: started on first use, stopped together at lock."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from appliance.engine.client import EmbeddingEngine, LanguageEngine, TabularEngine
from appliance.errors import VaultLocked

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from appliance.app.records import LoadedChild
    from appliance.packs.records import ModelRecord
    from appliance.packs.registry import Registry
    from appliance.settings import Settings

Engine = LanguageEngine | EmbeddingEngine | TabularEngine

# A desk PC has 8 to 16 GB and the starter model was trained on 8192 tokens; 4096 hold the policy,
# four passages and an answer several times over, and cost a quarter of the memory of 8192.
CONTEXT_TOKENS = 4096


class Engines:
    """One engine per model digest; thread-safe. Children start inside the engines, lazily."""

    def __init__(self, registry: Registry, settings: Settings) -> None:
        self._registry = registry
        self._settings = settings
        self._lock = threading.Lock()
        self._engines: dict[str, Engine] = {}
        self._closed = False

    def language(self) -> tuple[LanguageEngine, ModelRecord]:
        """The active language model. Raises: ModelUnknown, VaultLocked."""
        record = self._registry.active("language")
        engine = self._get(record, self._new_language)
        assert isinstance(engine, LanguageEngine)  # noqa: S101 - narrows the union for the checker
        return engine, record

    def embedding(self) -> tuple[EmbeddingEngine, ModelRecord]:
        """The active embedding model. Raises: ModelUnknown, VaultLocked."""
        record = self._registry.active("embedding")
        engine = self._get(record, self._new_embedding)
        assert isinstance(engine, EmbeddingEngine)  # noqa: S101 - narrows the union for the checker
        return engine, record

    def risk(self, record: ModelRecord) -> TabularEngine:
        """A risk model. Raises: VaultLocked."""
        engine = self._get(record, self._new_tabular)
        assert isinstance(engine, TabularEngine)  # noqa: S101 - narrows the union for the checker
        return engine

    def loaded(self) -> tuple[LoadedChild, ...]:
        """Models that are in memory now."""
        from appliance.app.records import LoadedChild

        with self._lock:
            engines = list(self._engines.values())
        return tuple(
            LoadedChild(
                loaded.kind,
                loaded.name,
                loaded.memory_bytes,
                loaded.device,
                loaded.confinement,
            )
            for engine in engines
            if (loaded := engine.loaded) is not None
        )

    def forget(self, digest: str) -> None:
        """Stop the engine of a model that is being removed."""
        with self._lock:
            engine = self._engines.pop(digest, None)
        if engine is not None:
            engine.close()

    def close(self) -> None:
        """Stop every child; afterwards no engine is given out."""
        with self._lock:
            self._closed = True
            engines = list(self._engines.values())
            self._engines.clear()
        for engine in engines:
            engine.close()

    def _get(self, record: ModelRecord, make: Callable[[ModelRecord], Engine]) -> Engine:
        with self._lock:
            if self._closed:
                raise VaultLocked
            if record.digest not in self._engines:
                self._engines[record.digest] = make(record)
            return self._engines[record.digest]

    def _source(self, record: ModelRecord) -> Callable[[], Mapping[str, int]]:
        return lambda: self._registry.open_components(record)

    def _new_language(self, record: ModelRecord) -> LanguageEngine:
        traits = record.manifest.language
        assert traits is not None  # noqa: S101 - the manifest reader checked it
        return LanguageEngine(
            self._source(record),
            name=record.manifest.name,
            context_tokens=min(traits.context_tokens, CONTEXT_TOKENS),
            template=traits.template,
            threads=self._settings.thread_count(),
            required_layers=self._settings.child_layers(),
        )

    def _new_embedding(self, record: ModelRecord) -> EmbeddingEngine:
        traits = record.manifest.embedding
        assert traits is not None  # noqa: S101 - the manifest reader checked it
        return EmbeddingEngine(
            self._source(record),
            name=record.manifest.name,
            dimensions=traits.dimensions,
            max_tokens=traits.max_tokens,
            threads=self._settings.core_count(),
            required_layers=self._settings.child_layers(),
        )

    def _new_tabular(self, record: ModelRecord) -> TabularEngine:
        return TabularEngine(
            self._source(record),
            name=record.manifest.name,
            threads=self._settings.core_count(),
            required_layers=self._settings.child_layers(),
        )
