"""The parent's side of a tuner child: one request at a time, every reply checked.

Cancelling ends the child: nothing of it is needed afterwards, and what it wrote is memory.
"""

from __future__ import annotations

import fcntl
import math
import os
from typing import TYPE_CHECKING, TypeVar

import msgspec

from appliance.children import Child, ChildSpec
from appliance.engine.protocol import Trouble
from appliance.engine.tuning import protocol as messages
from appliance.engine.weights_faults import WORDS
from appliance.errors import (
    EngineMissing,
    ModelRefused,
    ModelStopped,
    OutOfMemory,
    ProtocolBroken,
)
from appliance.settings import engine_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from appliance.engine.tuning.protocol import Failed, Trial
    from appliance.errors import ApplianceError
    from appliance.jobs import Job

MODULE = "appliance.engine.worker.tuner.main"
KIND = "tuner"
# Loading and one run of the slowest trial are silent.
SILENCE_LIMIT_S = 600.0
_HEADROOM_BYTES = 8 * 1024**3
# The largest replies are runs and answers: some KiB.
_FRAME_BYTES = 1024**2
_DECODER = msgspec.msgpack.Decoder(messages.Reply)

R = TypeVar("R", bound=msgspec.Struct)


def writable_memory(name: str, room_bytes: int) -> int:
    """A memory file of `room_bytes` zeros, which take no memory yet; the caller closes it."""
    descriptor = os.memfd_create(name, os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    try:
        os.ftruncate(descriptor, room_bytes)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def finish_memory(descriptor: int, size_bytes: int) -> None:
    """Cut what a child wrote to its size, and let nobody change it any more.

    Raises: ProtocolBroken: the child still holds it mapped for writing, or named a wrong size.
    """
    try:
        if not 0 < size_bytes <= os.fstat(descriptor).st_size:
            raise ProtocolBroken("a size beyond the room", kind=KIND)
        os.ftruncate(descriptor, size_bytes)
        seals = fcntl.F_SEAL_WRITE | fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SEAL
        fcntl.fcntl(descriptor, fcntl.F_ADD_SEALS, seals)
    except OSError as error:
        raise ProtocolBroken(str(error), kind=KIND) from error


class TuningChild:
    """A confined child that holds weights to measure them; used by one thread, ended by `close`.

    Args:
        name: of the model, for messages to people.
        files: memory files for the child, which names them by their place; the caller closes its
            own.
        threads: the most that it may use.
        required_layers: what its fence must have beside the essential layers.
        job: cancelling it ends the child, and the request raises `Cancelled`.
        libraries: folder of the engine; the installed one unless given.

    Raises: EngineMissing, NotConfined, ModelStopped, ChildTimeout, ProtocolBroken, Cancelled.
    """

    def __init__(
        self,
        name: str,
        files: Sequence[int],
        *,
        threads: int,
        required_layers: tuple[str, ...],
        job: Job,
        libraries: Path | None = None,
    ) -> None:
        libraries = libraries or engine_folder()
        if not (libraries / "libllama.so").exists():
            raise EngineMissing(why=f"nothing is in {libraries}")
        size_bytes = sum(os.fstat(descriptor).st_size for descriptor in files)
        self._name = name
        self._job = job
        self._number = 0
        job.check()
        self._child = Child.start(
            ChildSpec(
                kind=KIND,
                module=MODULE,
                address_space_bytes=3 * size_bytes + _HEADROOM_BYTES,
                threads=threads,
                frame_bytes=_FRAME_BYTES,
                options=(f"engine={libraries}",),
                required=required_layers,
            ),
            fds=tuple(files),
        )

    def close(self) -> None:
        """End the child. May be called twice."""
        self._child.stop(grace_s=0)

    def inspect(self, place: int) -> messages.Inspected:
        """What the weights are stored as. Raises: as `measure`."""
        request = messages.Inspect(self._next(), place)
        found = self._ask(request, messages.Inspected)
        counts = [*found.types.values(), *found.row_lengths, *found.needed_bytes.values()]
        self._require(all(count > 0 for count in counts))
        return found

    def hold(self, place: int) -> messages.Held:
        """Check and load weights. Raises: as `measure`."""
        return self._ask(messages.Hold(self._next(), place), messages.Held)

    def requantize(
        self, place: int, output: int, type_name: str, on_sign: Callable[[int, int], None]
    ) -> messages.Requantized:
        """Write weights in another type. Raises: as `measure`."""
        request = messages.Requantize(self._next(), place, output, type_name)
        return self._ask(request, messages.Requantized, on_sign)

    def measure(
        self,
        trials: Sequence[Trial],
        *,
        prompt_tokens: int,
        written_tokens: int,
        repeats: int,
        on_sign: Callable[[int, int], None],
    ) -> list[list[messages.Timed]]:
        """Runs of each trial, in its order.

        Raises: ModelRefused, OutOfMemory, EngineMissing, ModelStopped, ChildTimeout,
            ProtocolBroken, Cancelled.
        """
        request = messages.Measure(
            self._next(), tuple(trials), prompt_tokens, written_tokens, repeats
        )
        runs = self._ask(request, messages.Measured, on_sign).runs
        self._require(len(runs) == repeats * len(trials))
        self._require(all(_sane(run.prefill_s) and _sane(run.decode_s) for run in runs))
        return [runs[number :: len(trials)] for number in range(len(trials))]

    def compare(
        self, one: Trial, other: Trial, text: str, on_sign: Callable[[int, int], None]
    ) -> messages.Compared:
        """How the other's expectations of a text differ from the one's. Raises: as `measure`."""
        request = messages.Compare(self._next(), one, other, text)
        found = self._ask(request, messages.Compared, on_sign)
        figures = (found.perplexity_one, found.perplexity_other, found.mean_kl, found.max_kl)
        self._require(all(math.isfinite(figure) and figure >= 0 for figure in figures))
        self._require(found.tokens > 0 and 0 <= found.same_top <= 1)
        return found

    def answer(
        self,
        trial: Trial,
        passage: str,
        questions: tuple[str, ...],
        *,
        template: str,
        written_tokens: int,
        on_sign: Callable[[int, int], None],
    ) -> list[list[int]]:
        """The tokens of each answer. Raises: as `measure`."""
        request = messages.Answer(self._next(), trial, passage, questions, template, written_tokens)
        answers = self._ask(request, messages.Answered, on_sign).answers
        self._require(len(answers) == len(questions))
        return answers

    def _next(self) -> int:
        self._number += 1
        return self._number

    def _ask(
        self,
        request: messages.Request,
        kind: type[R],
        on_sign: Callable[[int, int], None] = lambda _done, _total: None,
    ) -> R:
        with self._job.when_cancelled(self._child.kill):
            try:
                self._child.send(msgspec.msgpack.encode(request))
                while True:
                    reply = self._reply(request.number)
                    if isinstance(reply, messages.Sign):
                        on_sign(reply.done, reply.total)
                    elif isinstance(reply, messages.Failed):
                        raise _error(reply, self._name)
                    elif isinstance(reply, kind):
                        return reply
                    else:
                        raise ProtocolBroken("not an answer to the request", kind=KIND)
            except ModelStopped:
                self._job.check()
                raise

    def _reply(self, number: int) -> messages.Reply:
        untrusted = self._child.receive(SILENCE_LIMIT_S)
        try:
            reply: messages.Reply = _DECODER.decode(untrusted)
        except (msgspec.MsgspecError, ValueError, RecursionError) as error:
            raise ProtocolBroken("not a reply", kind=KIND) from error
        if reply.number != number:
            raise ProtocolBroken("reply to another request", kind=KIND)
        return reply

    @staticmethod
    def _require(fits: bool) -> None:
        if not fits:
            raise ProtocolBroken("impossible figures", kind=KIND)


def _sane(seconds: float) -> bool:
    return math.isfinite(seconds) and 0 < seconds < SILENCE_LIMIT_S


def _error(failed: Failed, name: str) -> ApplianceError:
    if failed.trouble is Trouble.OUT_OF_MEMORY:
        return OutOfMemory(name=name)
    if failed.trouble is Trouble.ENGINE_UNUSABLE:
        return EngineMissing(why="its libraries do not run on this machine")
    why = WORDS[failed.fault] or "it cannot be measured"
    return ModelRefused(f"{failed.trouble.name} {failed.fault.name}", name=name, why=why)
