"""One child and many requests: what each learns when it lies, fails or refuses."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from appliance import children
from appliance.engine.records import (
    Rung,
    RunSettings,
    Sampling,
    ScoreAsk,
)
from appliance.errors import (
    DeviceFailed,
    ModelRefused,
    ProtocolBroken,
)
from tests.unit.engine.odd_children import (
    GUARD_S,
    PROMPT,
    Programs,
    asked,
    made,
)

if TYPE_CHECKING:
    from appliance.engine.client import LanguageEngine

# Lies ---------------------------------------------------------------------------------------------


def test_a_wrong_answer_to_one_is_no_fault_of_another(
    engine: LanguageEngine, programs: Programs
) -> None:
    programs.next = ["waits, then lies to the second"]
    first = asked(engine, 4)
    time.sleep(0.5)
    second = asked(engine, 4)
    assert isinstance(second.ended().error, ProtocolBroken)
    # It had not begun, so the next child answered it.
    assert first.ended().text
    assert programs.started == 2


@pytest.mark.parametrize(
    "lie", ["likely beyond all measure", "no likelihood", "more rows than asked", "another kind"]
)
def test_likelihoods_are_checked(engine: LanguageEngine, programs: Programs, lie: str) -> None:
    programs.usual = lie
    with pytest.raises(ProtocolBroken):
        engine.score([ScoreAsk(PROMPT, ("yes",))])
    assert children.running() == ()


@pytest.mark.parametrize(
    "lie",
    [
        "half a prefix",
        "parts in disorder",
        "more than the whole prefix",
        "a prefix that changes",
        "a prefix without end",
        "another kind",
    ],
)
def test_prefixes_are_checked(engine: LanguageEngine, programs: Programs, lie: str) -> None:
    programs.usual = lie
    with pytest.raises(ProtocolBroken):
        engine.take_prefix("a")
    assert children.running() == ()


def test_an_answer_after_the_last_drops_the_child(
    engine: LanguageEngine, programs: Programs
) -> None:
    programs.next = ["an answer after the last"]
    engine.generate(PROMPT, Sampling(3))
    guard_s = time.monotonic() + GUARD_S
    while children.running() and time.monotonic() < guard_s:
        time.sleep(0.01)
    assert engine.loaded is None
    assert engine.generate(PROMPT, Sampling(3)).text
    assert programs.started == 2


# Falling back -------------------------------------------------------------------------------------


def test_the_next_rung_is_tried_when_the_device_fails(programs: Programs) -> None:
    rungs = [
        Rung(RunSettings(device="none"), "half of it"),
        Rung(RunSettings(), "no device at all"),
    ]
    engine = made(*rungs, settings=RunSettings(device="none"))
    loaded = engine.load()
    assert loaded.remarks == ("half of it", "no device at all")
    assert loaded.buffers == (("CPU", "weights", 1), ("CPU", "kv", 2))
    assert loaded.limit_tokens == 4096
    assert programs.started == 3
    assert len(children.running()) == 1
    engine.close()


def test_without_another_rung_the_failure_is_told(programs: Programs) -> None:
    engine = made(settings=RunSettings(device="none"))
    with pytest.raises(DeviceFailed, match="graphics device"):
        engine.load()
    assert children.running() == ()
    assert programs.started == 1


def test_weights_that_are_refused_are_not_tried_again(programs: Programs) -> None:
    programs.usual = "refuses"
    engine = made(Rung(RunSettings(), "smaller"))
    with pytest.raises(ModelRefused):
        engine.load()
    assert programs.started == 1
