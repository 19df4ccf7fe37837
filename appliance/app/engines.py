"""The running models of one open vault: started on first use, stopped together at lock."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from appliance.app.devices import Devices
from appliance.app.eviction import Need
from appliance.app.lent import LentEmbedder, LentLanguage, LentRisk
from appliance.app.model_memory import CONTEXT_TOKENS, ModelMemory
from appliance.app.residency import Residency
from appliance.engine.client import EmbeddingEngine, LanguageEngine, TabularEngine
from appliance.engine.foreground import Foreground
from appliance.errors import VaultLocked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appliance.app.door import Visit
    from appliance.app.eviction import Budget
    from appliance.app.metering import Metering
    from appliance.app.profiles import ProfileStore
    from appliance.app.records import LoadedChild
    from appliance.app.uses import Uses
    from appliance.children.filling import FillingSource
    from appliance.engine.machine.gpu_plan import Offload
    from appliance.engine.ocr import OcrEngine
    from appliance.engine.records import RunSettings
    from appliance.jobs import Job
    from appliance.packs.pack_records import Purpose
    from appliance.packs.records import Manifest, ModelKind, ModelRecord
    from appliance.packs.registry import Registry
    from appliance.settings import Settings

# In place of a digest: a model that is only made to measure the machine.
MEASURING = "measuring"
Engine = LanguageEngine | EmbeddingEngine | TabularEngine

_Kind = TypeVar("_Kind", LanguageEngine, EmbeddingEngine, TabularEngine)


class Engines:
    """One engine per model digest; thread-safe. Children start inside the engines, lazily.

    Models share one budget of memory (`residency`): a call waits until its model has room.
    """

    def __init__(
        self,
        registry: Registry,
        settings: Settings,
        uses: Uses,
        metering: Metering,
        profiles: ProfileStore,
    ) -> None:
        """`uses` is asked before any engine is handed out; `metering` counts what they do.

        `profiles` say how a model runs best on this machine.
        """
        self._registry = registry
        self._settings = settings
        self._uses = uses
        self._metering = metering
        self._profiles = profiles
        self._lock = threading.Lock()
        self._engines: dict[str, Engine] = {}
        self._guests: dict[str, OcrEngine | TabularEngine] = {}
        self.foreground = Foreground()
        self._closed = False
        self._devices = Devices(settings)
        self._memory = ModelMemory(settings, device_share=self._devices.share_bytes)
        self._residency = Residency(self._memory.budget, self._stop)

    def language(
        self, visit: Visit, purpose: Purpose, digest: str = ""
    ) -> tuple[LentLanguage, ModelRecord]:
        """The active language model, or that of a digest; one run of it the visit takes.

        Raises: ModelUnknown, VaultLocked, and what `Uses.claim` raises.
        """
        record = self._chosen("language", digest)
        self._claim(visit, record, purpose)
        lent = LentLanguage(
            record,
            room=partial(self._room, record, LanguageEngine),
            now=partial(self._now, record, LanguageEngine),
            metering=self._metering,
            foreground=self.foreground,
        )
        return lent, record

    def embedding(
        self, visit: Visit | None = None, digest: str = ""
    ) -> tuple[LentEmbedder, ModelRecord]:
        """The active embedding model or that of a digest.

        It is to search in a visit or, without one, to fill an index; only searches count as runs.
        Raises: ModelUnknown, VaultLocked, as `Uses.claim`.
        """
        record = self._chosen("embedding", digest)
        if visit is None:
            self._uses.allow(record, "search")
        else:
            self._claim(visit, record, "search")
        lent = LentEmbedder(
            record,
            room=partial(self._room, record, EmbeddingEngine),
            now=partial(self._now, record, EmbeddingEngine),
            metering=self._metering,
        )
        return lent, record

    def risk(self, record: ModelRecord, visit: Visit) -> LentRisk:
        """A risk model, each row of which is a run. Raises: VaultLocked, as `Uses.claim`."""
        self._uses.allow(record, "score")
        return LentRisk(
            record,
            room=partial(self._room, record, TabularEngine),
            now=partial(self._now, record, TabularEngine),
            metering=self._metering,
            claim=lambda rows: self._uses.claim(visit, record, "score", runs=rows),
        )

    def loaded(self) -> tuple[LoadedChild, ...]:
        """Models that are in memory now."""
        from appliance.app.records import LoadedChild

        with self._lock:
            engines = [*self._engines.values(), *self._guests.values()]
        return tuple(
            LoadedChild(
                loaded.kind,
                loaded.name,
                loaded.memory_bytes,
                loaded.device,
                loaded.confinement,
                loaded.remarks,
            )
            for engine in engines
            if (loaded := engine.loaded) is not None
        )

    def forget(self, digest: str) -> None:
        """Stop the engine of a model that is being removed or is to be run otherwise."""
        with self._lock:
            engine = self._engines.pop(digest, None)
        if engine is not None:
            engine.close()
        self._residency.forget(digest)
        self._devices.forget(digest)
        self._memory.forget(digest)

    def need(self, record: ModelRecord) -> Need:
        """What the model takes in memory, estimated. Raises: ModelUnknown, PackTampered."""
        found = self._offload(record)
        run = self.run_settings(record) if found is None else found.settings
        return self._memory.need(record, partial(self._registry.peek, record), run)

    def budget(self) -> Budget:
        """What all models together may take now."""
        taken = sum(one.need.memory_bytes for one in self._residency.residents())
        return self._memory.budget(taken)

    @contextmanager
    def measuring(self, memory_bytes: int, job: Job) -> Iterator[None]:
        """Room for a model that is only made to measure the machine; idle ones leave for it.

        Raises: ModelTooLarge, VaultLocked, Cancelled.
        """
        need = Need(memory_bytes)
        try:
            with self._residency.using(MEASURING, lambda: need, name="the measuring", job=job):
                yield
        finally:
            self._residency.forget(MEASURING)

    @contextmanager
    def guest(
        self, key: str, engine: OcrEngine | TabularEngine, need: Need, *, name: str, job: Job
    ) -> Iterator[None]:
        """Room for an engine whose networks are no model of the vault, during the block.

        From the first use on it is stopped with the others, and when one of them needs its room;
        it starts again when it is asked.

        Raises: ModelTooLarge, VaultLocked, Cancelled.
        """
        with self._residency.using(key, lambda: need, name=name, job=job):
            with self._lock:
                if self._closed:
                    raise VaultLocked
                self._guests[key] = engine
            yield

    def close(self) -> None:
        """Stop every child; afterwards no engine is given out."""
        with self._lock:
            self._closed = True
            engines = [*self._engines.values(), *self._guests.values()]
            self._engines.clear()
            self._guests.clear()
        self._residency.close()
        for engine in engines:
            engine.close()

    def trial(
        self,
        manifest: Manifest,
        source: FillingSource,
        run: RunSettings | None = None,
        offload: Offload | None = None,
    ) -> Engine:
        """An engine of its own for a model that is not in use yet; the caller closes it.

        `run` and `offload`, which stands above it, are for language models; without them they run
        on the processor and as without a machine profile.
        """
        if manifest.language is not None:
            settings = offload.settings if offload else run
            threads = max(settings.prefill_threads, settings.decode_threads) if settings else 0
            return LanguageEngine(
                source,
                name=manifest.name,
                context_tokens=min(manifest.language.context_tokens, CONTEXT_TOKENS),
                template=manifest.language.template,
                threads=threads or self._settings.thread_count(),
                required_layers=self._settings.child_layers(),
                settings=settings,
                rungs=offload.rungs if offload else (),
                device_libraries=self._devices.folder(offload) if offload else None,
                fence=offload.fence if offload else "cpu",
            )
        if manifest.embedding is not None:
            return EmbeddingEngine(
                source,
                name=manifest.name,
                dimensions=manifest.embedding.dimensions,
                max_tokens=manifest.embedding.max_tokens,
                threads=self._settings.core_count(),
                required_layers=self._settings.child_layers(),
                foreground=self.foreground,
            )
        return TabularEngine(
            source,
            name=manifest.name,
            threads=self._settings.core_count(),
            required_layers=self._settings.child_layers(),
        )

    def run_settings(self, record: ModelRecord) -> RunSettings:
        """How a language model is run on this machine: the one place that decides it."""
        return self._profiles.settings_for(record, default_threads=self._settings.thread_count())

    def _offload(self, record: ModelRecord) -> Offload | None:
        """How a language model is run with a graphics device; None without one."""
        if record.manifest.kind != "language":
            return None
        peek = partial(self._registry.peek, record)
        return self._devices.plan(record, peek, self.run_settings(record))

    @contextmanager
    def _room(
        self, record: ModelRecord, kind: type[_Kind], job: Job | None = None
    ) -> Iterator[_Kind]:
        """The model's engine, which stays in memory during the block."""
        with self._residency.using(
            record.digest, partial(self.need, record), name=record.manifest.title, job=job
        ):
            engine = self._get(record)
            assert isinstance(engine, kind)  # noqa: S101 - the digest belongs to one manifest
            yield engine

    def _now(self, record: ModelRecord, kind: type[_Kind]) -> _Kind | None:
        """The model's engine if there is one now."""
        with self._lock:
            engine = self._engines.get(record.digest)
        return engine if isinstance(engine, kind) else None

    def _stop(self, digest: str) -> None:
        """End a model whose room another one needs."""
        with self._lock:
            engine = self._engines.pop(digest, None) or self._guests.get(digest)
        if engine is not None:
            engine.close()

    def _chosen(self, kind: ModelKind, digest: str) -> ModelRecord:
        return self._registry.by_digest(digest) if digest else self._registry.active(kind)

    def _get(self, record: ModelRecord) -> Engine:
        with self._lock:
            if self._closed:
                raise VaultLocked
            if record.digest not in self._engines:
                language = record.manifest.kind == "language"
                self._engines[record.digest] = self.trial(
                    record.manifest,
                    lambda: self._registry.fill_components(record),
                    self.run_settings(record) if language else None,
                    self._offload(record),
                )
            return self._engines[record.digest]

    def _claim(self, visit: Visit, record: ModelRecord, purpose: Purpose) -> None:
        """One run per model and visit, however often the work comes back for the engine."""
        if visit.first_use(record.digest):
            self._uses.claim(visit, record, purpose)
