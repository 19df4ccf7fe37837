"""The machine desk: what this machine has, and how fast and how large each model is on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import msgspec

from appliance import settings as places
from appliance.app.door import Action
from appliance.clock import stamp
from appliance.engine.gguf import work as gguf_work
from appliance.engine.machine import calibrating, hardware, prediction, processor
from appliance.engine.machine.prediction import ANSWER_TOKENS, PROMPT_TOKENS, Calibration
from appliance.engine.weights_faults import WeightsRefused
from appliance.errors import ApplianceError
from appliance.files import atomic_write
from appliance.jobs import Job

if TYPE_CHECKING:
    from pathlib import Path

    from appliance.app.door import Door
    from appliance.app.engines import Engines
    from appliance.clock import Clock
    from appliance.engine.gguf.work import ModelWork
    from appliance.engine.machine.hardware import MachineFacts
    from appliance.packs.records import ModelRecord
    from appliance.packs.registry import Registry
    from appliance.settings import Settings

Fits = Literal["with_others", "alone", "never"]
Unknown = Literal["", "not_language", "not_measured", "type_unknown", "unreadable"]

FILE_NAME = "speed.json"
_LARGEST_FILE_BYTES = 1024**2


@dataclass(frozen=True)
class ModelOutlook:
    """What to expect of a model on this machine, before it is loaded.

    Attributes:
        name, version, title, kind, active: of the model.
        memory_bytes: that it takes once it is loaded, estimated.
        loading_bytes: that it takes on top while it is loaded.
        fits: with the other active models in memory; only alone, so that models take turns; or
            never within what models may take here.
        prefill_rate: tokens per second of a prompt, predicted; None if unknown.
        decode_rate: tokens per second of an answer, predicted; None if unknown.
        unknown: why there is no prediction; empty if there is.
    """

    name: str
    version: str
    title: str
    kind: str
    active: bool
    memory_bytes: int
    loading_bytes: int
    fits: Fits
    prefill_rate: float | None
    decode_rate: float | None
    unknown: Unknown

    @property
    def page_s(self) -> float | None:
        """Seconds to read about a page."""
        return None if self.prefill_rate is None else PROMPT_TOKENS / self.prefill_rate

    @property
    def answer_s(self) -> float | None:
        """Seconds to write an answer of some sentences."""
        return None if self.decode_rate is None else ANSWER_TOKENS / self.decode_rate


@dataclass(frozen=True)
class MachineReport:
    """What this machine can do.

    Attributes:
        facts: what it has.
        budget_bytes: what all models together may take of its memory now.
        threads: that language models compute with.
        measured_at: when its pace was measured, ISO 8601 in UTC; empty if it was not.
        outdated: what changed since, in words, so that the measuring counts no more; else empty.
        models: what to expect of each, by kind and name.
    """

    facts: MachineFacts
    budget_bytes: int
    threads: int
    measured_at: str
    outdated: str
    models: tuple[ModelOutlook, ...]


class MachineDesk:
    """What a person may know of the machine. Every method raises VaultLocked after the lock."""

    def __init__(
        self,
        door: Door,
        registry: Registry,
        engines: Engines,
        settings: Settings,
        clock: Clock,
        *,
        folder: Path,
    ) -> None:
        """`folder` keeps how fast this computer is, beside all vaults: it is no secret."""
        self._door = door
        self._registry = registry
        self._engines = engines
        self._settings = settings
        self._clock = clock
        self._path = folder / FILE_NAME

    def report(self) -> MachineReport:
        """Facts and predictions; loads no model. Takes about a second per engine build."""
        self._door.check(Action.VIEW_MODELS)
        return self._report()

    def measure(self, job: Job | None = None) -> MachineReport:
        """Measure how fast this machine computes, for the types of weights of the models here.

        Takes half a minute to some minutes; nothing else should run meanwhile. Models that are
        idle leave memory for it.

        Raises: NotAllowed, ModelTooLarge, EngineMissing, ModelStopped, NotConfined, OutOfMemory,
        ChildTimeout, Cancelled, DiskFull, FolderReadOnly.
        """
        job = job or Job()
        with self._door.enter(Action.MEASURE_MACHINE, "machine", whole=False) as visit:
            works = [self._work(record) for record in self._language()]
            types = {kind for work in works if work for kind in prediction.types_of(work)}
            runs = calibrating.plan(types)
            samples = []
            with self._engines.measuring(calibrating.peak_bytes(runs), job):
                for done, run in enumerate(runs):
                    job.tick("measuring", done, len(runs), unit="models")
                    samples.append(
                        calibrating.measure(
                            run,
                            threads=self._threads(),
                            required_layers=self._settings.child_layers(),
                            job=Job(),
                        )
                    )
                    job.check()
            found = prediction.solve(
                samples,
                fingerprint=processor.fingerprint(places.engine_folder()),
                threads=self._threads(),
                measured_at=stamp(self._clock),
            )
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with atomic_write(self._path) as out:
                out.write(msgspec.json.encode(found))
            visit.note(types=" ".join(sorted({one.type for one in found.paces})))
        return self._report()

    def _report(self) -> MachineReport:
        kept = self._kept()
        outdated = "" if kept is None else self._outdated(kept)
        valid = None if outdated else kept
        budget_bytes = self._engines.budget().memory_bytes
        return MachineReport(
            facts=hardware.look(places.engine_folder().parent),
            budget_bytes=budget_bytes,
            threads=self._threads(),
            measured_at="" if valid is None else valid.measured_at,
            outdated=outdated,
            models=self._outlooks(valid, budget_bytes),
        )

    def _outlooks(
        self, calibration: Calibration | None, budget_bytes: int
    ) -> tuple[ModelOutlook, ...]:
        records = [one for one in self._registry.models() if not one.quarantine]
        needs = {one.digest: self._engines.need(one) for one in records}
        active = sum(needs[one.digest].memory_bytes for one in records if one.active)
        found = []
        for one in records:
            need = needs[one.digest]
            others = active - (need.memory_bytes if one.active else 0)
            fits: Fits = "with_others"
            if need.peak_bytes > budget_bytes:
                fits = "never"
            elif need.peak_bytes + others > budget_bytes:
                fits = "alone"
            speed, unknown = self._speed(one, calibration)
            found.append(
                ModelOutlook(
                    name=one.manifest.name,
                    version=one.manifest.version,
                    title=one.manifest.title,
                    kind=one.manifest.kind,
                    active=one.active,
                    memory_bytes=need.memory_bytes,
                    loading_bytes=need.loading_bytes,
                    fits=fits,
                    prefill_rate=None if speed is None else round(speed.prefill_rate, 2),
                    decode_rate=None if speed is None else round(speed.decode_rate, 2),
                    unknown=unknown,
                )
            )
        return tuple(found)

    def _speed(
        self, record: ModelRecord, calibration: Calibration | None
    ) -> tuple[prediction.Speed | None, Unknown]:
        if record.manifest.language is None:
            return None, "not_language"
        work = self._work(record)
        if work is None:
            return None, "unreadable"
        if calibration is None:
            return None, "not_measured"
        speed = prediction.predict(work, calibration)
        return speed, "type_unknown" if speed is None else ""

    def _work(self, record: ModelRecord) -> ModelWork | None:
        try:
            with self._registry.peek(record) as source:
                return gguf_work.read(source)
        except (WeightsRefused, ApplianceError):
            return None  # its own page says what is wrong with it

    def _language(self) -> tuple[ModelRecord, ...]:
        return tuple(
            one
            for one in self._registry.models()
            if one.manifest.language is not None and not one.quarantine
        )

    def _threads(self) -> int:
        return self._settings.thread_count()

    def _kept(self) -> Calibration | None:
        """What was measured on this computer; None if nothing was, or it cannot be read."""
        try:
            with self._path.open("rb") as file:
                data = file.read(_LARGEST_FILE_BYTES)
            return msgspec.json.decode(data, type=Calibration)
        except (OSError, msgspec.MsgspecError, ValueError, RecursionError):
            return None

    def _outdated(self, kept: Calibration) -> str:
        here = processor.fingerprint(places.engine_folder())
        if changed := processor.difference(kept.fingerprint, here):
            return changed
        return "" if kept.threads == self._threads() else "the number of threads"
