"""The engine that writes text, as the rest of the program sees it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from appliance.confinement.fences import FENCES
from appliance.engine.batches import Answers, in_parts
from appliance.engine.channel import Channel
from appliance.engine.prefix_copies import packed, unpacked
from appliance.engine.protocol import (
    Counted,
    CountTokens,
    DropPrefixes,
    Generate,
    GivePrefix,
    LoadLanguage,
    PrefixPart,
    Progress,
    Score,
    Scored,
    TakePrefix,
)
from appliance.engine.records import Ask, Priority, RunSettings
from appliance.engine.replies import (
    PART_BYTES,
    AnswerReplies,
    CountReplies,
    DoneReply,
    PrefixReplies,
    ScoreReplies,
)
from appliance.engine.starting import Starter, Way
from appliance.errors import EngineMissing, PrefixUnsuitable
from appliance.settings import engine_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from appliance.children.filling import FillingSource
    from appliance.confinement.report import ConfinementReport
    from appliance.engine.protocol import Request
    from appliance.engine.records import (
        Generation,
        Likelihood,
        LoadedModel,
        Prompt,
        Rung,
        Sampling,
        ScoreAsk,
    )
    from appliance.jobs import Job

_GIB = 1024**3
# Libraries, stacks and work space, as addresses: far more than is ever touched.
_HEADROOM_BYTES = 8 * _GIB
# Keys and values of one token: 128 KiB for a model of 8 B with grouped heads in half precision.
_CELL_BYTES = 256 * 1024
# What is taken out or given back is there twice for a moment.
_KEPT_COPIES = 2
_CHARACTER_BYTES = 4
# Drivers of graphics devices reserve addresses for all memory that there is.
_DEVICE_HEADROOM_BYTES = 4096 * _GIB
# A part of a kept prefix, or the likelihoods of some ten thousand continuations.
_FRAME_BYTES = 2 * 1024**2


class LanguageEngine:
    """One language model; safe to share between threads, which are served at the same time.

    The child is started at first use. When it dies, requests that had begun end with
    `ModelStopped`; those that had not, and the next ones, go to a new child.

    Args:
        source: gives `model.gguf`.
        name: for messages to people.
        context_tokens: the most tokens of prompt and answer together.
        template: name of the prompt format, one of `templates.TEMPLATES`.
        threads: for the computation; one less than the cores is best.
        libraries: folder of the engine; the installed one unless given.
        settings: how it is run on this machine.
        rungs: what to fall back to, in this order, when it cannot be loaded so.
        device_libraries: folder of the engine for settings that name a device.
        fence: kind of fence for a child with that device (`gpu_plan.fence_of`).
    """

    def __init__(
        self,
        source: FillingSource,
        *,
        name: str,
        context_tokens: int,
        template: str,
        threads: int,
        libraries: Path | None = None,
        required_layers: tuple[str, ...] = (),
        settings: RunSettings | None = None,
        rungs: Sequence[Rung] = (),
        device_libraries: Path | None = None,
        fence: str = "cpu",
    ) -> None:
        self._template = template
        self._context_tokens = context_tokens
        self._libraries = libraries or engine_folder()
        self._device_libraries = device_libraries or self._libraries
        self._fence = fence
        first = settings or RunSettings()
        self._channel = Channel(
            Starter(
                "language",
                name=name,
                source=source,
                ways=(self._way(first, ""), *(self._way(one.settings, one.why) for one in rungs)),
                threads=threads,
                required_layers=required_layers,
                frame_bytes=_FRAME_BYTES,
            )
        )

    @property
    def loaded(self) -> LoadedModel | None:
        """The model in memory now, or None."""
        return self._channel.loaded

    @property
    def confinement(self) -> ConfinementReport | None:
        """How well the running child is fenced in, or None."""
        return self._channel.confinement

    def load(self, job: Job | None = None) -> LoadedModel:
        """Load the model now instead of at first use.

        Raises: EngineMissing, ModelRefused, ModelStopped, NotConfined, OutOfMemory, DeviceFailed,
            Cancelled, and whatever the source raises.
        """
        return self._channel.ensure_loaded(job)

    def generate(
        self,
        prompt: Prompt,
        sampling: Sampling,
        *,
        on_text: Callable[[str], None] | None = None,
        job: Job | None = None,
        priority: Priority = Priority.INTERACTIVE,
    ) -> Generation:
        """Write an answer.

        Args:
            prompt: the turns; its template must be the engine's.
            sampling: how tokens are chosen and when to stop.
            on_text: gets each new stretch of text, on this thread; joined they are the result.
            job: cancelling it stops the writing within one token; the child stays usable.
            priority: who goes first; requests of the same priority take turns as they come.

        Raises:
            ContextTooLong: prompt and answer do not fit together.
            GrammarInvalid: the sampling's grammar is none.
            Cancelled: the job was cancelled.
            ModelStopped: the child died; the next request starts a new one.
            EngineMissing, ModelRefused, NotConfined, OutOfMemory, ChildTimeout, ProtocolBroken.
        """
        (answer,) = self.generate_many(
            [Ask(prompt, sampling)],
            job=job,
            on_text=None if on_text is None else lambda _, text: on_text(text),
            priority=priority,
        )
        return answer

    def generate_many(
        self,
        asks: Sequence[Ask],
        *,
        job: Job | None = None,
        on_text: Callable[[int, str], None] | None = None,
        on_done: Callable[[int, Generation], None] | None = None,
        priority: Priority = Priority.BATCH,
    ) -> list[Generation]:
        """Write answers to many prompts; those that begin alike are read once.

        The same asks in the same order give the same bytes again. More than a frame holds
        (eight million characters) is computed in several batches, one after the other.

        Args:
            asks: the prompts, each with its own sampling.
            job: reports answers done; cancelling it stops all that is not done yet.
            on_text: gets the place of a prompt and the next stretch of its answer, on this thread.
            on_done: gets the place of a prompt and its answer once it is whole, on this thread; in
                any order of places.
            priority: as in `generate`.

        Returns:
            The answers in the order of the asks.

        Raises: as `generate`; one prompt that does not fit fails the whole batch.
        """
        for ask in asks:
            self._check(ask.prompt)
        answers = Answers(len(asks), on_text, on_done)
        for begin, end in in_parts([_most_bytes(ask.prompt) for ask in asks]):
            part = tuple(asks[begin:end])
            requests = partial(_generate, part, priority)
            with self._channel.call(requests, AnswerReplies(part), job) as call:
                for reply in call.replies():
                    answers.take(begin, reply, call)
        return answers.all()

    def score(
        self,
        asks: Sequence[ScoreAsk],
        *,
        job: Job | None = None,
        priority: Priority = Priority.INTERACTIVE,
    ) -> list[list[Likelihood]]:
        """How likely the continuations of each prompt are, without writing anything.

        Args:
            asks: prompts with their continuations.
            job: reports prompts done; cancelling it stops the work.
            priority: as in `generate`.

        Returns:
            For each ask, in order, a likelihood for each continuation, in order.

        Raises: as `generate`, without GrammarInvalid.
        """
        for ask in asks:
            self._check(ask.prompt)
        rows: list[list[Likelihood]] = []
        sizes = [_most_bytes(ask.prompt, *ask.continuations) for ask in asks]
        for begin, end in in_parts(sizes):
            part = tuple(asks[begin:end])
            requests = partial(_score, part, priority)
            with self._channel.call(requests, ScoreReplies(part), job) as call:
                for reply in call.replies():
                    if isinstance(reply, Scored):
                        rows += reply.rows
                    elif isinstance(reply, Progress):
                        call.tick("weighing the answers", reply.done, reply.total, "tokens")
        return rows

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, without any of a prompt format. Raises: as `load`."""
        counts: list[int] = []
        with self._channel.call(partial(_count, texts), CountReplies(len(texts)), None) as call:
            for reply in call.replies():
                if isinstance(reply, Counted):
                    counts = reply.counts
        return counts

    def kept(self) -> tuple[tuple[str, int, int], ...]:
        """Prefixes that the child keeps now: name, tokens, bytes; most recently used first."""
        return self._channel.kept

    def take_prefix(self, key: str, job: Job | None = None) -> tuple[int, bytes]:
        """Take a copy of a kept prefix out of the child.

        Args:
            key: a name that a prompt gave (`Prompt.keep`).
            job: reports bytes; cancelling it stops the copying.

        Returns:
            Its length in tokens and its bytes, a little more than `kept` says; 0 and none if it
            is not kept any more.

        Raises: as `load`.
        """
        tokens, parts, done = 0, [], 0
        try:
            with self._channel.call(partial(_take, key), PrefixReplies(), job) as call:
                for reply in call.replies():
                    if isinstance(reply, PrefixPart):
                        tokens = reply.tokens
                        parts.append(reply.data)
                        done += len(reply.data)
                        call.tick("keeping what was read", done, reply.total, "bytes")
        except PrefixUnsuitable:
            return 0, b""
        return tokens, packed(key, tokens, b"".join(parts))

    def give_prefix(self, key: str, tokens: int, data: bytes, job: Job | None = None) -> bool:
        """Give the child what `take_prefix` took out, perhaps of another child.

        Args:
            key: the name that it had.
            tokens: as `take_prefix` returned it.
            data: as `take_prefix` returned it.
            job: cancelling it stops the copying.

        Returns:
            False if it was changed or the loaded model cannot use it; then nothing is kept of it.

        Raises: as `load`.
        """
        content = unpacked(key, tokens, data)
        if content is None:
            return False
        try:
            requests = partial(_give, key, tokens, content)
            with self._channel.call(requests, DoneReply(), job) as call:
                for _ in call.replies():
                    pass
        except PrefixUnsuitable:
            return False
        return True

    def forget_prefixes(self) -> None:
        """Have the child forget all prefixes that it keeps; without a child there are none."""
        if self._channel.loaded is None:
            return
        with self._channel.call(_forget, DoneReply(), None) as call:
            for _ in call.replies():
                pass

    def close(self) -> None:
        """End the child; requests at work in other threads end with `ModelStopped`."""
        self._channel.close()

    def _check(self, prompt: Prompt) -> None:
        if prompt.template != self._template:
            raise ValueError(f"prompt for {prompt.template!r}, model of {self._template!r}")

    def _way(self, settings: RunSettings, why: str) -> Way:
        if not (settings.device and settings.gpu_layers):
            load = partial(self._load_request, settings, self._libraries)
            options: tuple[str, ...] = (f"engine={self._libraries}",)
            return Way(load, self._headroom_bytes(settings), why, options)
        options = (f"engine={self._device_libraries}",)
        if self._fence == "vulkan-software":
            options += ("software=yes",)
        unlimited = "memory-limit" in FENCES[self._fence].relaxed
        headroom_bytes = None if unlimited else self._headroom_bytes(settings)
        load = partial(self._load_request, settings, self._device_libraries)
        return Way(load, headroom_bytes, why, options, self._fence)

    def _headroom_bytes(self, settings: RunSettings) -> int:
        """Addresses for both contexts, what is kept, and a device if there is one."""
        lane = settings.lane_tokens or self._context_tokens
        # The engine's own default for batches is not larger than twice that of one prompt.
        batch = settings.batch_tokens or 2 * self._context_tokens
        bytes_ = _HEADROOM_BYTES + (lane + batch) * _CELL_BYTES
        bytes_ += _KEPT_COPIES * settings.kept_bytes
        return bytes_ + (_DEVICE_HEADROOM_BYTES if settings.device else 0)

    def _load_request(
        self, settings: RunSettings, libraries: Path, places: Mapping[str, int]
    ) -> LoadLanguage:
        if not (libraries / "libllama.so").exists():
            raise EngineMissing(why=f"nothing is in {libraries}")
        weights = places["model.gguf"]
        return LoadLanguage(weights, self._context_tokens, self._template, settings)


def _generate(asks: tuple[Ask, ...], priority: Priority, number: int) -> Iterator[Request]:
    yield Generate(number, asks, priority)


def _score(asks: tuple[ScoreAsk, ...], priority: Priority, number: int) -> Iterator[Request]:
    yield Score(number, asks, priority)


def _count(texts: Sequence[str], number: int) -> Iterator[Request]:
    yield CountTokens(number, list(texts))


def _take(key: str, number: int) -> Iterator[Request]:
    yield TakePrefix(number, key)


def _give(key: str, tokens: int, data: memoryview, number: int) -> Iterator[Request]:
    for offset in range(0, len(data), PART_BYTES):
        part = bytes(data[offset : offset + PART_BYTES])
        yield GivePrefix(number, key, tokens, offset, len(data), part)


def _forget(number: int) -> Iterator[Request]:
    yield DropPrefixes(number)


def _most_bytes(prompt: Prompt, *texts: str) -> int:
    """The text of a prompt has at most so many bytes."""
    written = [*(message.text for message in prompt.messages), *texts]
    return _CHARACTER_BYTES * sum(map(len, written))
