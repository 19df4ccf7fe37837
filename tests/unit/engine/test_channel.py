"""One child and many requests: what each of them learns when it dies or is told to stop."""

from __future__ import annotations

import signal
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from appliance import children
from appliance.engine import limits
from appliance.engine.records import (
    Ask,
    Message,
    Priority,
    Prompt,
    Sampling,
    ScoreAsk,
)
from appliance.errors import (
    Cancelled,
    ChildTimeout,
    ModelStopped,
)
from appliance.jobs import Job
from tests.unit.engine.odd_children import (
    GUARD_S,
    OTHER,
    PROMPT,
    Asked,
    Programs,
    asked,
    kill,
    made,
)

if TYPE_CHECKING:
    from appliance.engine.client import LanguageEngine

# Death --------------------------------------------------------------------------------------------


def test_what_had_begun_ends_and_what_had_not_is_sent_again(
    engine: LanguageEngine, programs: Programs
) -> None:
    expected = engine.generate(OTHER, Sampling(3)).text
    begun = asked(engine, 3000)
    assert begun.began.wait(GUARD_S)
    waiting = [asked(engine, 3, prompt=OTHER) for _ in range(3)]
    time.sleep(0.1)
    kill()
    error = begun.ended().error
    assert isinstance(error, ModelStopped)
    assert "lack of memory" in error.facts["why"]
    assert [one.ended().text for one in waiting] == [expected] * 3
    assert programs.started == 2


def test_a_request_that_children_die_of_is_not_sent_for_ever(
    engine: LanguageEngine, programs: Programs
) -> None:
    programs.usual = "dies before it begins"
    with pytest.raises(ModelStopped, match="ended by itself"):
        engine.generate(PROMPT, Sampling(3))
    assert programs.started == 3
    programs.usual = "dies after it began"
    with pytest.raises(ModelStopped, match="ended by itself"):
        engine.generate(PROMPT, Sampling(3))
    assert programs.started == 4


def test_a_death_that_nobody_waits_for_costs_the_next_one_nothing(
    engine: LanguageEngine, programs: Programs
) -> None:
    before = engine.generate(PROMPT, Sampling(3)).text
    kill()
    assert engine.generate(PROMPT, Sampling(3)).text == before
    assert programs.started == 2


def test_closing_ends_what_works_and_what_waits_and_starts_nothing(
    engine: LanguageEngine, programs: Programs
) -> None:
    begun = asked(engine, 3000)
    assert begun.began.wait(GUARD_S)
    waiting = asked(engine, 3)
    time.sleep(0.1)
    engine.close()
    for one in (begun, waiting):
        error = one.ended().error
        assert isinstance(error, ModelStopped)
        assert error.facts["why"] == "it was stopped"
    assert children.running() == ()
    assert programs.started == 1
    assert engine.generate(PROMPT, Sampling(3)).text


def test_a_child_that_stops_in_the_middle_is_given_up(
    engine: LanguageEngine, programs: Programs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "SILENCE_LIMIT_S", 0.5)
    begun = asked(engine, 3000)
    assert begun.began.wait(GUARD_S)
    waiting = asked(engine, 3)
    time.sleep(0.1)
    kill(signal.SIGSTOP)
    error = begun.ended().error
    assert isinstance(error, ChildTimeout)
    # Whichever of the two lost its patience first.
    assert waiting.ended().text or isinstance(waiting.error, ChildTimeout)
    assert programs.started <= 2


# Stopping -----------------------------------------------------------------------------------------


def test_a_batch_that_is_cancelled_keeps_what_is_done(
    engine: LanguageEngine, programs: Programs
) -> None:
    job, done = Job(), []
    asks = [Ask(PROMPT, Sampling(tokens)) for tokens in (2, 1000, 4, 1000)]

    def stop(place: int, _: object) -> None:
        done.append(place)
        if len(done) == 2:
            job.cancel()

    with pytest.raises(Cancelled):
        engine.generate_many(asks, job=job, on_done=stop)
    assert done == [0, 2]
    assert engine.generate(PROMPT, Sampling(3)).text
    assert programs.started == 1


def test_an_error_of_the_caller_stops_the_request_but_not_the_child(
    engine: LanguageEngine, programs: Programs
) -> None:
    def fail(_: str) -> None:
        raise RuntimeError("a bug in the window")

    with pytest.raises(RuntimeError, match="window"):
        engine.generate(PROMPT, Sampling(3000), on_text=fail)
    began_s = time.monotonic()
    assert engine.generate(PROMPT, Sampling(3)).text
    assert time.monotonic() - began_s < 2
    assert programs.started == 1


def test_cancelling_while_the_model_is_loaded_leaves_nothing(
    engine: LanguageEngine, programs: Programs
) -> None:
    job = Job(lambda _: job.cancel())
    with pytest.raises(Cancelled):
        engine.generate(PROMPT, Sampling(3), job=job)
    assert children.running() == ()
    assert programs.started <= 1


def test_one_that_does_not_stop_is_ended_and_the_others_go_on(
    engine: LanguageEngine, programs: Programs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "CANCEL_GRACE_S", 0.2)
    programs.next = ["signs of life for ever"]
    job = Job()
    deaf = asked(engine, 3, job=job)
    time.sleep(0.5)
    other = asked(engine, 3)
    time.sleep(0.1)
    job.cancel()
    assert isinstance(deaf.ended().error, Cancelled)
    assert other.ended().text
    assert programs.started == 2


# At rest ------------------------------------------------------------------------------------------


def test_threads_and_descriptors_are_given_back(programs: Programs) -> None:
    def held() -> tuple[int, int]:
        return len(list(Path("/proc/self/fd").iterdir())), threading.active_count()

    engine = made()
    engine.generate(PROMPT, Sampling(2))
    engine.close()
    before = held()
    for _ in range(5):
        engine.generate(PROMPT, Sampling(2))
        kill()
    engine.close()
    guard_s = time.monotonic() + GUARD_S
    while held() > before and time.monotonic() < guard_s:
        time.sleep(0.01)
    assert held() <= before
    assert programs.started == 6


def test_other_templates_are_a_bug(engine: LanguageEngine) -> None:
    odd = Prompt((Message("user", "x"),), "other")
    with pytest.raises(ValueError, match="other"):
        engine.generate_many([Ask(PROMPT, Sampling(1)), Ask(odd, Sampling(1))])
    with pytest.raises(ValueError, match="other"):
        engine.score([ScoreAsk(odd, ("yes",))])


def test_priorities_cross_the_pipe(engine: LanguageEngine) -> None:
    batch = Asked(
        lambda on_text: (
            engine.generate_many(
                [Ask(PROMPT, Sampling(800))], on_text=lambda _, text: on_text(text)
            )[0].text
        )
    )
    assert batch.began.wait(GUARD_S)
    began_s = time.monotonic()
    engine.generate(OTHER, Sampling(3), priority=Priority.INTERACTIVE)
    assert time.monotonic() - began_s < 1
    assert batch.is_alive()
    assert batch.ended().text
