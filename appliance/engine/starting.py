"""Starts a child and loads one model into it; with less and less of the machine if need be."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

from appliance.children import Child, ChildSpec
from appliance.engine.exchange import Exchange
from appliance.engine.handing import opened
from appliance.engine.protocol import LoadLanguage
from appliance.engine.records import LoadedModel
from appliance.errors import (
    Cancelled,
    ChildTimeout,
    DeviceFailed,
    ModelRefused,
    ModelStopped,
    NotConfined,
    OutOfMemory,
    ProtocolBroken,
)
from appliance.log import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from appliance.children.filling import FillingSource
    from appliance.engine.protocol import Load, Loaded
    from appliance.engine.records import EngineKind
    from appliance.jobs import Job

MODULE = "appliance.engine.worker.main"

_WORDS_CHARACTERS = 200
# A device and what for: a few dozen on the largest machines.
_MOST_BUFFERS = 256


class Way(NamedTuple):
    """One way to load the model.

    Attributes:
        load: makes the load request from component names and places in what is handed over.
        headroom_bytes: memory that the child may take beyond twice its weights; a damaged model
            that asks for more gets an error instead of the whole machine. None for no limit:
            drivers of devices reserve far more addresses than there is memory.
        why: why not the way before, for people; empty for the first.
        options: further arguments for the child.
        fence: kind of its fence; all but `cpu` have a device's driver inside.
    """

    load: Callable[[Mapping[str, int]], Load]
    headroom_bytes: int | None
    why: str = ""
    options: tuple[str, ...] = ()
    fence: str = "cpu"


class Starter:
    """Makes children that hold one certain model.

    Args:
        kind: which worker to start.
        name: the model's name, for messages to people.
        source: gives the weights as memory files, at each start anew; such that are still being
            filled save time.
        ways: how to load it, best first; the next one is for a machine that lacks the memory or
            whose device failed.
        threads: for the child's work.
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
        ways: Sequence[Way],
        threads: int,
        frame_bytes: int,
        required_layers: tuple[str, ...] = (),
        options: tuple[str, ...] = (),
    ) -> None:
        self.kind: EngineKind = kind
        self.name = name
        self._source = source
        self._ways = tuple(ways)
        self._threads = threads
        self._frame_bytes = frame_bytes
        self._required_layers = required_layers
        self._options = options

    def start(
        self, job: Job | None, on_child: Callable[[Child], None]
    ) -> tuple[Child, LoadedModel]:
        """A new child with the model loaded.

        Args:
            job: cancelling it ends the child.
            on_child: gets each child as soon as it runs, so that another thread can end it.

        Raises: ModelRefused, ModelStopped, NotConfined, OutOfMemory, DeviceFailed, EngineMissing,
            ChildTimeout, ProtocolBroken, Cancelled, and whatever the source raises.
        """
        if job is not None:
            job.tick("loading the model", 0, None)
        remarks: list[str] = []
        for place, way in enumerate(self._ways, start=1):
            if way.why:
                remarks.append(way.why)
            try:
                return self._start(way, tuple(remarks), job, on_child)
            except (OutOfMemory, DeviceFailed):
                if place == len(self._ways):
                    raise
            except (ModelStopped, NotConfined, ChildTimeout):
                # A driver that fails often ends its process, or cannot be fenced in at all.
                if way.fence == "cpu" or place == len(self._ways):
                    raise
        raise ValueError("no way to load the model")

    def _start(
        self,
        way: Way,
        remarks: tuple[str, ...],
        job: Job | None,
        on_child: Callable[[Child], None],
    ) -> tuple[Child, LoadedModel]:
        with opened(self._source()) as weights:
            request = self._request(way, weights.places)
            if isinstance(request, LoadLanguage):
                words = weights.words_of(request.weights)
                request = msgspec.structs.replace(request, words=words)
            child = Child.start(self._spec(way, weights.size_bytes), fds=weights.descriptors)
            weights.let_go()
            try:
                on_child(child)
                if not isinstance(request, LoadLanguage):
                    weights.finish()  # the other engines take a whole file
                exchange = Exchange(child, 0, job, self.name)
                exchange.send(request)
                untrusted = exchange.loaded()
                # The child has waited for the end as well, but what it says is not believed.
                weights.finish()
                if job is not None:
                    job.check()  # cancelled too late for the child: it ends here, not unattended
                return child, self._record(child, untrusted, remarks)
            except BaseException as error:
                child.stop(grace_s=0)
                if weights.error is not None and not isinstance(error, Cancelled):
                    raise weights.error from error
                raise

    def _request(self, way: Way, places: Mapping[str, int]) -> Load:
        try:
            return way.load(places)
        except KeyError as error:
            why = f"its part {error.args[0]} is missing"
            raise ModelRefused(name=self.name, why=why) from error

    def _spec(self, way: Way, size_bytes: int) -> ChildSpec:
        return ChildSpec(
            kind=self.kind,
            module=MODULE,
            address_space_bytes=None
            if way.headroom_bytes is None
            else 2 * size_bytes + way.headroom_bytes,
            threads=self._threads,
            frame_bytes=self._frame_bytes,
            options=(*self._options, *way.options),
            required=self._required_layers,
            fence=way.fence,
        )

    def _record(self, child: Child, untrusted: Loaded, remarks: tuple[str, ...]) -> LoadedModel:
        sizes = [size for _, _, size in untrusted.buffers]
        if len(sizes) > _MOST_BUFFERS or min([0, untrusted.limit_tokens, *sizes]) < 0:
            raise ProtocolBroken("a model of impossible sizes", kind=self.kind)
        return LoadedModel(
            kind=self.kind,
            name=self.name,
            memory_bytes=child.memory_bytes(),
            engine_build=clean(untrusted.engine_build, _WORDS_CHARACTERS),
            device=clean(untrusted.device, _WORDS_CHARACTERS),
            threads=self._threads,
            confinement=child.confinement.level,
            load_s=untrusted.load_s,
            limit_tokens=untrusted.limit_tokens,
            buffers=tuple(
                (clean(device, _WORDS_CHARACTERS), clean(purpose, _WORDS_CHARACTERS), size)
                for device, purpose, size in untrusted.buffers
            ),
            remarks=remarks,
        )
