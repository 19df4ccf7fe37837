"""Engines as they are handed out: each call has room in memory, and is counted.

Between two calls a model may have left memory for another one; the next call brings it back.
"""

from __future__ import annotations

from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, Generic, TypeVar

from appliance.engine.client import EmbeddingEngine, LanguageEngine, TabularEngine
from appliance.engine.records import Priority

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from contextlib import AbstractContextManager

    import numpy as np
    from numpy.typing import NDArray

    from appliance.app.metering import Metering, Spent
    from appliance.engine.foreground import Foreground
    from appliance.engine.records import (
        Ask,
        Generation,
        Likelihood,
        LoadedModel,
        Prompt,
        Sampling,
        ScoreAsk,
    )
    from appliance.jobs import Job
    from appliance.packs.records import ModelRecord

_Kind = TypeVar("_Kind", LanguageEngine, EmbeddingEngine, TabularEngine)


class _Lent(Generic[_Kind]):
    """`room` gives the engine of the model for the time of one call."""

    def __init__(
        self,
        record: ModelRecord,
        *,
        room: Callable[[Job | None], AbstractContextManager[_Kind]],
        now: Callable[[], _Kind | None],
        metering: Metering,
    ) -> None:
        self._record = record
        self._room: Callable[[Job | None], AbstractContextManager[_Kind]] = room
        self._now: Callable[[], _Kind | None] = now
        self._metering = metering

    @property
    def loaded(self) -> LoadedModel | None:
        """The model in memory now, or None."""
        engine = self._now()
        return None if engine is None else engine.loaded

    def load(self, job: Job | None = None) -> LoadedModel:
        """Load the model now. Raises: as the engine's, ModelTooLarge, ModelsInUse."""
        with self._room(job) as engine:
            return engine.load(job)

    @contextmanager
    def _call(self, job: Job | None) -> Iterator[tuple[_Kind, Spent]]:
        with self._room(job) as engine, self._metering.measure(self._record) as spent:
            yield engine, spent


class LentLanguage(_Lent[LanguageEngine]):
    """As `LanguageEngine`; every call raises ModelTooLarge and ModelsInUse, too."""

    def __init__(
        self,
        record: ModelRecord,
        *,
        room: Callable[[Job | None], AbstractContextManager[LanguageEngine]],
        now: Callable[[], LanguageEngine | None],
        metering: Metering,
        foreground: Foreground,
    ) -> None:
        """Indexing gives way in `foreground` to work for which a person waits."""
        super().__init__(record, room=room, now=now, metering=metering)
        self._foreground = foreground

    def generate(
        self,
        prompt: Prompt,
        sampling: Sampling,
        *,
        on_text: Callable[[str], None] | None = None,
        job: Job | None = None,
        priority: Priority = Priority.INTERACTIVE,
    ) -> Generation:
        """Write an answer."""
        with self._waited(priority), self._call(job) as (engine, spent):
            made = engine.generate(prompt, sampling, on_text=on_text, job=job, priority=priority)
            spent.wrote(made)
        return made

    def generate_many(
        self,
        asks: Sequence[Ask],
        *,
        job: Job | None = None,
        on_text: Callable[[int, str], None] | None = None,
        on_done: Callable[[int, Generation], None] | None = None,
        priority: Priority = Priority.BATCH,
    ) -> list[Generation]:
        """Write answers that are computed together."""
        with self._waited(priority), self._call(job) as (engine, spent):
            made = engine.generate_many(
                asks, job=job, on_text=on_text, on_done=on_done, priority=priority
            )
            spent.requests = len(asks)
            for one in made:
                spent.wrote(one)
        return made

    def score(
        self,
        asks: Sequence[ScoreAsk],
        *,
        job: Job | None = None,
        priority: Priority = Priority.INTERACTIVE,
    ) -> list[list[Likelihood]]:
        """How likely each continuation is; its tokens are counted as read."""
        with self._waited(priority), self._call(job) as (engine, spent):
            made = engine.score(asks, job=job, priority=priority)
            spent.requests = len(asks)
            spent.prefill_tokens = sum(one.tokens for found in made for one in found)
        return made

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text; not counted as work."""
        with self._room(None) as engine:
            return engine.count_tokens(texts)

    def kept(self) -> tuple[tuple[str, int, int], ...]:
        """Kept prefixes in the engine's memory: name, tokens, bytes; none if it has left."""
        engine = self._now()
        if engine is None or engine.loaded is None:
            return ()
        return engine.kept()

    def take_prefix(self, key: str, job: Job | None = None) -> tuple[int, bytes]:
        """A kept prefix: tokens and state."""
        with self._room(job) as engine:
            return engine.take_prefix(key, job)

    def give_prefix(self, key: str, tokens: int, data: bytes, job: Job | None = None) -> bool:
        """Bring back a prefix that was taken out before; False if the engine has no use for it."""
        with self._room(job) as engine:
            return engine.give_prefix(key, tokens, data, job)

    def forget_prefixes(self) -> None:
        """Let go of every kept prefix; a model that has left has none."""
        engine = self._now()
        if engine is not None and engine.loaded is not None:
            engine.forget_prefixes()

    def _waited(self, priority: Priority) -> AbstractContextManager[None]:
        """A block for which a person waits, unless it is work in batches."""
        if priority is Priority.INTERACTIVE:
            return self._foreground.someone_waits()
        return nullcontext()


class LentEmbedder(_Lent[EmbeddingEngine]):
    """As `EmbeddingEngine`; every call raises ModelTooLarge and ModelsInUse, too."""

    def embed(
        self, texts: Sequence[str], *, job: Job | None = None, stage: str = "indexing"
    ) -> NDArray[np.float32]:
        """One unit vector per text, in their order."""
        with self._call(job) as (engine, spent):
            made = engine.embed(texts, job=job, stage=stage)
            spent.texts += len(texts)
        return made


class LentRisk(_Lent[TabularEngine]):
    """A risk model whose rows are claimed before they are scored."""

    def __init__(
        self,
        record: ModelRecord,
        *,
        room: Callable[[Job | None], AbstractContextManager[TabularEngine]],
        now: Callable[[], TabularEngine | None],
        metering: Metering,
        claim: Callable[[int], None],
    ) -> None:
        super().__init__(record, room=room, now=now, metering=metering)
        self._claim = claim

    def run(self, rows: np.ndarray) -> dict[str, np.ndarray]:
        """As `TabularEngine.run`; raises also what `Uses.claim` raises."""
        self._claim(len(rows))
        with self._call(None) as (engine, spent):
            made = engine.run(rows)
            spent.rows += len(rows)
        return made
