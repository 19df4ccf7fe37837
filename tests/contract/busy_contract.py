"""What every language engine promises to several who ask at the same time."""

from __future__ import annotations

import queue
import random
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from appliance.engine.records import Ask, Generation, Message, Priority, Prompt, Sampling
from appliance.errors import Cancelled, ModelStopped
from appliance.jobs import Job
from tests.contract.language_contract import (
    CLAUSES,
    LONG_STORY,
    QUESTIONS,
    AnyLanguageEngine,
    LanguageEngineContract,
    about,
    ask,
    what,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

GUARD_S = 60.0
# The load of the test of memory: so many asks, by so many who ask.
LOAD_ASKS, LOAD_THREADS = 500, 6
KEPT_BYTES = 4 * 1024**2
# Arenas of the allocator and what Python itself keeps of messages.
SLACK_BYTES = 48 * 1024**2


class Asker(threading.Thread):
    """Asks in a thread of its own.

    Attributes:
        began: set at the first piece of text.
        pieces: how many came.
        answers: what came, if it came.
        error: why nothing came.
    """

    def __init__(
        self,
        engine: AnyLanguageEngine,
        asks: Sequence[Ask],
        *,
        priority: Priority = Priority.INTERACTIVE,
        stop_at: int = 0,
    ) -> None:
        """With `stop_at` the job is cancelled at that piece."""
        super().__init__(daemon=True)
        self.began = threading.Event()
        self.pieces = 0
        self.answers: list[Generation] = []
        self.error: BaseException | None = None
        self.job = Job()
        self._engine = engine
        self._asks = asks
        self._priority = priority
        self._stop_at = stop_at
        self.start()

    def run(self) -> None:
        try:
            self.answers = self._engine.generate_many(
                self._asks, job=self.job, on_text=self._count, priority=self._priority
            )
        except (Cancelled, ModelStopped) as error:
            self.error = error

    def _count(self, place: int, text: str) -> None:
        assert text
        assert 0 <= place < len(self._asks)
        self.pieces += 1
        self.began.set()
        if self.pieces == self._stop_at:
            self.job.cancel()

    def ended(self) -> Asker:
        self.join(GUARD_S)
        assert not self.is_alive()
        return self

    @property
    def text(self) -> str:
        (answer,) = self.ended().answers
        return answer.text


def one(tokens: int, *, question: str = QUESTIONS[0]) -> list[Ask]:
    return [Ask(about(CLAUSES, question), Sampling(tokens))]


def story(tokens: int) -> list[Ask]:
    return [Ask(LONG_STORY, Sampling(tokens))]


class BusyEngineContract(LanguageEngineContract):
    """As its parent; for engines that serve several at the same time."""

    def test_cancel_frees_the_slot_for_one_that_waits(self, engine: AnyLanguageEngine) -> None:
        expected = engine.generate(one(3)[0].prompt, Sampling(3)).text
        first = Asker(engine, story(2000), stop_at=3)
        assert first.began.wait(GUARD_S)
        second = Asker(engine, one(3))
        assert second.text == expected
        assert isinstance(first.ended().error, Cancelled)
        assert first.pieces < 500

    def test_one_that_waits_is_cancelled_without_waiting(self, engine: AnyLanguageEngine) -> None:
        engine.load()
        first = Asker(engine, story(2000))
        assert first.began.wait(GUARD_S)
        second = Asker(engine, one(3))
        second.join(0.2)
        second.job.cancel()
        assert isinstance(second.ended().error, Cancelled)
        assert first.is_alive()
        first.job.cancel()
        assert isinstance(first.ended().error, Cancelled)

    def test_death_is_a_known_error_and_the_queue_resumes(self, engine: AnyLanguageEngine) -> None:
        expected = engine.generate(one(4)[0].prompt, Sampling(4)).text
        begun = Asker(engine, story(2000))
        assert begun.began.wait(GUARD_S)
        waiting = [Asker(engine, one(4)) for _ in range(3)]
        for asker in waiting:
            asker.join(0.1)
        self.kill(engine)
        error = begun.ended().error
        assert isinstance(error, ModelStopped)
        assert error.facts["why"]
        assert [asker.text for asker in waiting] == [expected] * 3

    def test_a_person_overtakes_a_long_batch(self, engine: AnyLanguageEngine) -> None:
        expected = engine.generate(one(4)[0].prompt, Sampling(4)).text
        asks = [Ask(ask(f"Tell story {number}."), Sampling(150)) for number in range(4)]
        batch = Asker(engine, asks, priority=Priority.BATCH)
        assert batch.began.wait(GUARD_S)
        assert Asker(engine, one(4)).text == expected
        assert batch.is_alive()
        batch.job.cancel()
        batch.ended()

    def test_a_batch_goes_on_while_people_keep_asking(self, engine: AnyLanguageEngine) -> None:
        engine.load()
        enough = threading.Event()
        texts: set[str] = set()
        # So many that one at least always waits: a gap would let the batch through anyway.
        counted = [0] * 5

        def keep_asking(place: int) -> None:
            while not enough.is_set():
                texts.add(engine.generate(one(8)[0].prompt, Sampling(8)).text)
                counted[place] += 1

        people = [threading.Thread(target=keep_asking, args=(place,)) for place in range(5)]
        for person in people:
            person.start()
        try:
            asks = [*one(3, question=QUESTIONS[1]), *one(3, question=QUESTIONS[2])]
            batch = Asker(engine, asks, priority=Priority.BATCH).ended()
            before = list(counted)
        finally:
            enough.set()
            for person in people:
                person.join(GUARD_S)
        assert len(batch.answers) == 2
        assert sum(before) > 0
        assert len(texts) == 1

    def test_what_others_do_meanwhile_changes_no_byte(self, engine: AnyLanguageEngine) -> None:
        asks = [
            Ask(about(CLAUSES, question), Sampling(12, temperature=0.8, seed=3, logprobs=True))
            for question in QUESTIONS[:3]
        ]
        quiet = engine.generate_many(asks)
        quiet_one = engine.generate(asks[0].prompt, asks[0].sampling)
        batch = Asker(engine, asks, priority=Priority.BATCH)
        alone = [engine.generate(asks[0].prompt, asks[0].sampling) for _ in range(3)]
        assert [what(answer) for answer in batch.ended().answers] == [what(one) for one in quiet]
        assert [what(answer) for answer in alone] == [what(quiet_one)] * 3

    def test_memory_stays_within_its_budget_under_a_random_load(
        self, engine: AnyLanguageEngine
    ) -> None:
        """Several hundred requests of all kinds; needs an engine that keeps `KEPT_BYTES`."""
        engine.forget_prefixes()
        plans = planned(LOAD_ASKS)
        for priority in Priority:  # both caches are as large as they will be
            engine.generate_many(
                [ask for plan in plans[:8] for ask in plan.asks][:16], priority=priority
            )
        before = memory_bytes(engine)
        outcomes = Outcomes()
        waiting: queue.SimpleQueue[Plan] = queue.SimpleQueue()
        for plan in plans:
            waiting.put(plan)

        def work() -> None:
            while not waiting.empty():
                try:
                    plan = waiting.get_nowait()
                except queue.Empty:
                    return
                outcomes.add(plan, engine, run_plan(engine, plan))

        threads = [threading.Thread(target=work) for _ in range(LOAD_THREADS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert outcomes.failed == []
        assert outcomes.answered + outcomes.cancelled == LOAD_ASKS
        assert outcomes.cancelled > 0
        assert outcomes.differing == []
        assert outcomes.most_kept_bytes <= KEPT_BYTES
        assert outcomes.most_memory_bytes <= before + KEPT_BYTES + SLACK_BYTES


@dataclass(frozen=True)
class Plan:
    """One request of the load; `cancel_at` counts its pieces, -1 means before it is sent."""

    asks: tuple[Ask, ...]
    priority: Priority
    cancel_at: int


def planned(asks: int) -> list[Plan]:
    """Requests with `asks` prompts in all; always the same."""
    chance = random.Random(500)  # noqa: S311 - repeatable load, not a secret
    plans = []
    while asks:
        size = min(asks, chance.choice((1, 1, 2, 4, 8, 16)))
        asks -= size
        loan = f"Loan {chance.randrange(12)}: " + "due. " * chance.randrange(1, 7)
        keep = f"{loan!r} kept" if chance.random() < 0.5 else ""
        made = tuple(
            Ask(
                Prompt((Message("user", f"{loan}Why {number}?", (len(loan),)),), "chatml", keep),
                Sampling(chance.choice((1, 1, 2, 4)), chance.choice((0.0, 1.0)), seed=number),
            )
            for number in range(size)
        )
        cancel_at = chance.choice((0, 0, 0, 0, 0, 0, 0, -1, 1, 1))
        plans.append(Plan(made, Priority(chance.randrange(2)), cancel_at))
    return plans


def run_plan(engine: AnyLanguageEngine, plan: Plan) -> list[Generation] | Exception:
    job = Job()
    pieces = 0

    def count(_: int, text: str) -> None:
        nonlocal pieces
        assert text
        pieces += 1
        if pieces == plan.cancel_at:
            job.cancel()

    if plan.cancel_at < 0:
        timer = threading.Timer(0.05, job.cancel)
        timer.start()
    try:
        return engine.generate_many(plan.asks, job=job, on_text=count, priority=plan.priority)
    except Exception as error:
        return error


class Outcomes:
    """What came of the load; filled by several threads."""

    def __init__(self) -> None:
        self.answered = self.cancelled = 0
        self.failed: list[Exception] = []
        self.differing: list[tuple[Ask, ...]] = []
        self.most_kept_bytes = self.most_memory_bytes = 0
        self._seen: dict[tuple[Ask, ...], list[str]] = {}
        self._lock = threading.Lock()

    def add(
        self, plan: Plan, engine: AnyLanguageEngine, came: list[Generation] | Exception
    ) -> None:
        kept_bytes = sum(size_bytes for _, _, size_bytes in engine.kept())
        used_bytes = memory_bytes(engine)
        with self._lock:
            self.most_kept_bytes = max(self.most_kept_bytes, kept_bytes)
            self.most_memory_bytes = max(self.most_memory_bytes, used_bytes)
            if isinstance(came, Cancelled):
                self.cancelled += len(plan.asks)
            elif isinstance(came, Exception):
                self.failed.append(came)
            else:
                self.answered += len(plan.asks)
                texts = [answer.text for answer in came]
                if self._seen.setdefault(plan.asks, texts) != texts:
                    self.differing.append(plan.asks)


def memory_bytes(engine: AnyLanguageEngine) -> int:
    loaded = engine.loaded
    return 0 if loaded is None else loaded.memory_bytes
