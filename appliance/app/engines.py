"""The running models of one open vault: started on first use, stopped together at lock."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from appliance.engine.client import EmbeddingEngine, LanguageEngine, TabularEngine
from appliance.errors import VaultLocked

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np

    from appliance.app.door import Visit
    from appliance.app.records import LoadedChild
    from appliance.app.uses import Uses
    from appliance.engine.records import WeightsSource
    from appliance.packs.pack_records import Purpose
    from appliance.packs.records import Manifest, ModelRecord
    from appliance.packs.registry import Registry
    from appliance.settings import Settings

Engine = LanguageEngine | EmbeddingEngine | TabularEngine

# A desk PC has 8 to 16 GB and the starter model was trained on 8192 tokens; 4096 hold the policy,
# four passages and an answer several times over, and cost a quarter of the memory of 8192.
CONTEXT_TOKENS = 4096


class RiskEngine:
    """A risk model whose rows are counted before they are scored."""

    def __init__(self, engine: TabularEngine, claim: Callable[[int], None]) -> None:
        self._engine = engine
        self._claim = claim

    def run(self, rows: np.ndarray) -> dict[str, np.ndarray]:
        """As `TabularEngine.run`; raises also what `Uses.claim` raises."""
        self._claim(len(rows))
        return self._engine.run(rows)


class Engines:
    """One engine per model digest; thread-safe. Children start inside the engines, lazily."""

    def __init__(self, registry: Registry, settings: Settings, uses: Uses) -> None:
        """`uses` is asked before any engine is handed out."""
        self._registry = registry
        self._settings = settings
        self._uses = uses
        self._lock = threading.Lock()
        self._engines: dict[str, Engine] = {}
        self._closed = False

    def language(self, visit: Visit, purpose: Purpose) -> tuple[LanguageEngine, ModelRecord]:
        """The active language model, one run of which the visit takes.

        Raises: ModelUnknown, VaultLocked, and what `Uses.claim` raises.
        """
        record = self._registry.active("language")
        self._claim(visit, record, purpose)
        engine = self._get(record)
        assert isinstance(engine, LanguageEngine)  # noqa: S101 - narrows the union for the checker
        return engine, record

    def embedding(self, visit: Visit | None = None) -> tuple[EmbeddingEngine, ModelRecord]:
        """The active embedding model, to search in a visit or, without one, to fill an index.

        Only searches count as runs. Raises: ModelUnknown, VaultLocked, as `Uses.claim`.
        """
        record = self._registry.active("embedding")
        if visit is None:
            self._uses.allow(record, "search")
        else:
            self._claim(visit, record, "search")
        engine = self._get(record)
        assert isinstance(engine, EmbeddingEngine)  # noqa: S101 - narrows the union for the checker
        return engine, record

    def risk(self, record: ModelRecord, visit: Visit) -> RiskEngine:
        """A risk model, each row of which is a run. Raises: VaultLocked, as `Uses.claim`."""
        self._uses.allow(record, "score")
        engine = self._get(record)
        assert isinstance(engine, TabularEngine)  # noqa: S101 - narrows the union for the checker
        return RiskEngine(engine, lambda rows: self._uses.claim(visit, record, "score", runs=rows))

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

    def trial(self, manifest: Manifest, source: WeightsSource) -> Engine:
        """An engine of its own for a model that is not in use yet; the caller closes it."""
        if manifest.language is not None:
            return LanguageEngine(
                source,
                name=manifest.name,
                context_tokens=min(manifest.language.context_tokens, CONTEXT_TOKENS),
                template=manifest.language.template,
                threads=self._settings.thread_count(),
                required_layers=self._settings.child_layers(),
            )
        if manifest.embedding is not None:
            return EmbeddingEngine(
                source,
                name=manifest.name,
                dimensions=manifest.embedding.dimensions,
                max_tokens=manifest.embedding.max_tokens,
                threads=self._settings.core_count(),
                required_layers=self._settings.child_layers(),
            )
        return TabularEngine(
            source,
            name=manifest.name,
            threads=self._settings.core_count(),
            required_layers=self._settings.child_layers(),
        )

    def _get(self, record: ModelRecord) -> Engine:
        with self._lock:
            if self._closed:
                raise VaultLocked
            if record.digest not in self._engines:
                self._engines[record.digest] = self.trial(
                    record.manifest, lambda: self._registry.open_components(record)
                )
            return self._engines[record.digest]

    def _claim(self, visit: Visit, record: ModelRecord, purpose: Purpose) -> None:
        """One run per model and visit, however often the work comes back for the engine."""
        if visit.first_use(record.digest):
            self._uses.claim(visit, record, purpose)
