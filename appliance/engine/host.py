"""Keeps one child with one loaded model: starts it at first use, notices its end, starts it again.

For engines whose child does one request at a time; `channel` is for those that do several. Every
reply of a child is untrusted: it is decoded strictly, checked against the request, and anything
odd ends the child.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from appliance.engine import limits
from appliance.engine.exchange import Exchange
from appliance.engine.starting import Starter, Way
from appliance.engine.turns import take_turn
from appliance.errors import ModelStopped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from appliance.children import Child
    from appliance.children.filling import FillingSource
    from appliance.confinement.report import ConfinementReport
    from appliance.engine.protocol import Load
    from appliance.engine.records import EngineKind, LoadedModel
    from appliance.jobs import Job


class Host:
    """One model in one child, used by one request at a time, from any thread.

    Args:
        kind: which worker to start.
        name: the model's name, for messages to people.
        source: gives the weights as memory files, at each start anew.
        load: makes the load request from component names and places in what is handed over.
        threads: for the child's work.
        headroom_bytes: memory that the child may take beyond twice its weights; a damaged model
            that asks for more gets an error instead of the whole machine.
        frame_bytes: the largest reply that a request may have.
        required_layers: what its fence must have beside the essential layers.
        options: further arguments for the child.
    """

    def __init__(
        self,
        kind: EngineKind,
        *,
        name: str,
        source: FillingSource,
        load: Callable[[Mapping[str, int]], Load],
        threads: int,
        headroom_bytes: int,
        frame_bytes: int,
        required_layers: tuple[str, ...] = (),
        options: tuple[str, ...] = (),
    ) -> None:
        self.kind: EngineKind = kind
        self._starter = Starter(
            kind,
            name=name,
            source=source,
            ways=(Way(load, headroom_bytes),),
            threads=threads,
            frame_bytes=frame_bytes,
            required_layers=required_layers,
            options=options,
        )
        self._lock = threading.Lock()
        self._child: Child | None = None
        self._loaded: LoadedModel | None = None
        self._number = 0

    @property
    def loaded(self) -> LoadedModel | None:
        """The model in memory now, with the memory that it takes at this moment."""
        child, loaded = self._child, self._loaded
        if child is None or loaded is None or not child.alive:
            return None
        return replace(loaded, memory_bytes=child.memory_bytes())

    @property
    def confinement(self) -> ConfinementReport | None:
        """What the running child's self-probe said; None while none runs."""
        child = self._child
        return child.confinement if child is not None and child.alive else None

    def close(self) -> None:
        """End the child; a request at work elsewhere ends with `ModelStopped`."""
        self._kill()
        while not self._lock.acquire(timeout=limits.LOCK_POLL_S):
            self._kill()  # the request at work may only now have started its child
        try:
            self._drop()
        finally:
            self._lock.release()

    def _kill(self) -> None:
        child = self._child
        if child is not None:
            child.kill()

    @contextmanager
    def exchange(self, job: Job | None) -> Iterator[Exchange]:
        """Have the loaded child for one request; others wait.

        After an error the child is dropped unless it said itself what is wrong; the next request
        starts a new one.

        Raises: ModelRefused, ModelStopped, NotConfined, OutOfMemory, EngineMissing, ChildTimeout,
            ProtocolBroken, Cancelled.
        """
        take_turn(self._lock, job)
        try:
            child = self._child
            if child is None or self._loaded is None or not child.alive:
                child = self._start(job)
            self._number += 1
            exchange = Exchange(child, self._number, job, self._starter.name)
            try:
                yield exchange
            finally:
                if not exchange.settled:
                    self._drop()
        finally:
            self._lock.release()

    def ensure_loaded(self, job: Job | None) -> LoadedModel:
        """Load the model if it is not. Raises: as `exchange`."""
        take_turn(self._lock, job)
        try:
            if self.loaded is None:
                self._start(job)
            loaded = self.loaded
        finally:
            self._lock.release()
        if loaded is None:
            raise ModelStopped(why="it ended right after it was loaded")
        return loaded

    def _start(self, job: Job | None) -> Child:
        self._drop()
        try:
            child, self._loaded = self._starter.start(job, self._own)
        except BaseException:
            self._drop()
            raise
        return child

    def _own(self, child: Child) -> None:
        self._child = child

    def _drop(self) -> None:
        child, self._child, self._loaded = self._child, None, None
        if child is not None:
            child.stop(grace_s=0)


class Hosted:
    """What every engine with a child for one request at a time offers beside its own work."""

    _host: Host

    @property
    def loaded(self) -> LoadedModel | None:
        """The model in memory now, or None."""
        return self._host.loaded

    @property
    def confinement(self) -> ConfinementReport | None:
        """How well the running child is fenced in, or None."""
        return self._host.confinement

    def load(self, job: Job | None = None) -> LoadedModel:
        """Load the model now instead of at first use.

        Raises: ModelRefused, ModelStopped, NotConfined, OutOfMemory, Cancelled, and whatever the
            source raises.
        """
        return self._host.ensure_loaded(job)

    def close(self) -> None:
        """End the child; a request at work in another thread ends with `ModelStopped`."""
        self._host.close()
