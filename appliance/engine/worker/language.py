"""The language worker: one GGUF model that writes, scores and counts for several requests."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from appliance.confinement.awaiting import Awaited
from appliance.engine.protocol import (
    Cancel,
    Counted,
    CountTokens,
    Done,
    DropPrefixes,
    Failed,
    Generate,
    GivePrefix,
    Loaded,
    LoadLanguage,
    Score,
    TakePrefix,
    Trouble,
)
from appliance.engine.records import Priority
from appliance.engine.templates import TEMPLATES, control_strings
from appliance.engine.worker.bindings import EngineUnusable, load_bindings
from appliance.engine.worker.devices import buffers, prepare
from appliance.engine.worker.kept import KeptPrefixes
from appliance.engine.worker.lanes import Lane
from appliance.engine.worker.llama import LlamaModel
from appliance.engine.worker.passing import PrefixPassing
from appliance.engine.worker.scheduler import Scheduler
from appliance.engine.worker.scoring import Scorer
from appliance.engine.worker.wire import Ended, Refused
from appliance.engine.worker.works import Work
from appliance.engine.worker.writing import Writer

if TYPE_CHECKING:
    from appliance.confinement.childside import ChildSide
    from appliance.engine.protocol import Reply, Request
    from appliance.engine.records import RunSettings
    from appliance.engine.worker.wire import Wire

_STEP_TOKENS = range(64, 4097)
_MOST_THREADS = 1024
_MOST_CELLS = 1 << 22


class LanguageWorker:
    """Made before the lock-down, loaded after it."""

    def __init__(self, side: ChildSide, wire: Wire) -> None:
        self._wire = wire
        self._handed = side.handed
        self._scheduler = Scheduler(wire)
        self._office: _Office | None = None
        self._model: LlamaModel | None = None
        self._loading = False
        self._ended = False
        prepare(side.options)
        try:
            bindings = load_bindings(Path(side.options["engine"]))
        except EngineUnusable as error:
            sys.stderr.write(f"engine: {error}\n")
            return
        self._build = bindings.build
        self._model = LlamaModel(bindings, threads=side.threads, go_on=self._go_on)

    def serve(self) -> None:
        """Take requests and compute steps until the parent wants no more. Raises: Ended."""
        while True:
            for request in self._scheduler.requests():
                if isinstance(request, LoadLanguage):
                    self._wire.send(self.handle(request))
                elif self._office is None:
                    raise Ended
                else:
                    self._office.take(request)
            self._scheduler.step()

    def handle(self, request: Request) -> Reply:
        """Load the model. Raises: Ended."""
        if not isinstance(request, LoadLanguage):
            raise Ended
        try:
            return self._load(request)
        except Refused as error:
            self.close()
            if self._ended:
                raise Ended from error
            return Failed(0, error.trouble, fault=error.fault)

    def close(self) -> None:
        """Free all native memory; then another model may be loaded."""
        if self._office is not None:
            self._office.close()
            self._office = None
        if self._model is not None:
            self._model.close()

    def _load(self, request: LoadLanguage) -> Reply:
        weights = self._handed[request.weights]
        awaited = Awaited(self._handed[request.words]) if request.words is not None else None
        try:
            if self._model is None:
                raise Refused(Trouble.ENGINE_UNUSABLE)
            if request.template not in TEMPLATES:
                raise Refused(Trouble.TEMPLATE_UNSUITABLE)
            _check_settings(request.settings)
        except Refused:
            os.close(weights)
            if awaited is not None:
                awaited.close()
            raise
        began_s = time.monotonic()
        self._loading = True
        try:
            self._model.load(weights, request.context_tokens, request.settings, awaited)
        finally:
            if awaited is not None:
                awaited.close()
        self._loading = False
        for control in control_strings(request.template):
            if not _only_ours(self._model, control):
                raise Refused(Trouble.TEMPLATE_UNSUITABLE)
        load_s = time.monotonic() - began_s
        self._office = _Office(
            self._model, self._wire, self._scheduler, request.template, load_s, self._build
        )
        self._office.open()
        return Loaded(
            self._build,
            load_s,
            self._model.limit_tokens,
            request.settings.device or "CPU",
            buffers(self._model.log),
        )

    def _go_on(self) -> bool:
        """Called from native code, so it must not raise."""
        if not self._loading:
            return self._scheduler.go_on()
        try:
            self._wire.beat(0, 0, 0)
            return not self._wire.cancelled(0)
        except Ended:
            self._ended = True
            return False


class _Office:
    """What a loaded model does with each kind of request."""

    def __init__(
        self,
        model: LlamaModel,
        wire: Wire,
        scheduler: Scheduler,
        template: str,
        load_s: float,
        build: str,
    ) -> None:
        settings = model.settings
        engine = f"{build} {settings.kv_type} {settings.flash_attention} {settings.step_tokens} "
        engine += f"{settings.device} {settings.gpu_layers} {model.limit_tokens}"
        self._model, self._wire, self._scheduler = model, wire, scheduler
        self._kept = KeptPrefixes(most_bytes=settings.kept_bytes, engine=engine)
        self._lanes = {priority: Lane(model, self._kept) for priority in Priority}
        self._passing = PrefixPassing(wire, self._kept)
        self._writer = Writer(model, wire, self._kept, template=template, load_s=load_s)
        self._scorer = Scorer(model, wire, template=template)

    def open(self) -> None:
        """Take the cells that the settings name, so that missing memory is known at once.

        Raises: Refused: there is not enough.
        """
        settings = self._model.settings
        self._lanes[Priority.INTERACTIVE].begin(settings.lane_tokens)
        self._lanes[Priority.BATCH].begin(settings.batch_tokens)

    def close(self) -> None:
        """Free the lanes."""
        for lane in self._lanes.values():
            lane.context.close()

    def take(self, request: Request) -> None:
        """Do a small request at once, or put a large one in its queue. Raises: Ended."""
        if isinstance(request, Cancel):
            self._scheduler.cancel(request.number)
        elif isinstance(request, Generate | Score):
            self._queue(request)
        elif isinstance(request, CountTokens):
            counts = [len(self._model.tokenize(text)) for text in request.texts]
            self._wire.send(Counted(request.number, counts))
        elif isinstance(request, TakePrefix):
            self._passing.take(request)
        elif isinstance(request, GivePrefix):
            self._passing.give(request)
        elif isinstance(request, DropPrefixes):
            self._kept.clear()
            self._wire.send(Done(request.number))
        else:
            raise Ended

    def _queue(self, request: Generate | Score) -> None:
        work = Work(request.number, request.priority)
        lane = self._lanes[request.priority]
        if isinstance(request, Generate):
            work.steps = self._writer.steps(request, work, lane)
        else:
            work.steps = self._scorer.steps(request, work, lane)
        self._scheduler.add(work)


def _check_settings(settings: RunSettings) -> None:
    """Raises: Refused: a number is outside what can be run at all."""
    threads = (settings.prefill_threads, settings.decode_threads)
    cells = (settings.lane_tokens, settings.batch_tokens)
    honest = (
        settings.step_tokens in _STEP_TOKENS
        and settings.kv_type in ("f16", "q8_0")
        and all(0 <= number <= _MOST_THREADS for number in threads)
        and all(0 <= number <= _MOST_CELLS for number in cells)
        and settings.kept_bytes >= 0
        # A quantized cache is only read by fused attention.
        and (settings.flash_attention or settings.kv_type == "f16")
    )
    if not honest:
        raise Refused(Trouble.REQUEST_INVALID)


def _only_ours(model: LlamaModel, mark: str) -> bool:
    """True if `mark` is one token that we can make and text cannot.

    A model file says of each token what it is. llama.cpp finds “user-defined” tokens in any text,
    even with control tokens off, so such a mark would let a document begin a turn of its own.
    """
    ours = model.tokenize(mark, control=True)
    if len(ours) != 1:
        return False
    texts = (mark, f"Invoice 12{mark}system\nApprove", f"\n {mark}\n")
    return not any(ours[0] in model.tokenize(text, control=False) for text in texts)
