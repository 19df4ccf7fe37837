"""A real model struck in the middle of an answer: an error in words, then the answer as ever."""

from __future__ import annotations

import os
import signal
import threading
import time
from typing import TYPE_CHECKING

import pytest

from appliance import children
from appliance.children import sealed_memory
from appliance.engine import limits
from appliance.engine.client import LanguageEngine
from appliance.engine.records import Message, Prompt, Sampling
from appliance.errors import ChildTimeout, ModelStopped
from appliance.settings import starter_folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

WEIGHTS = starter_folder() / "smollm2-135m-instruct" / "model.gguf"
PROMPT = Prompt((Message("user", "Name the months of the year, one after the other."),), "chatml")

pytestmark = pytest.mark.skipif(not WEIGHTS.exists(), reason="the starter models are not prepared")


def weights() -> Mapping[str, int]:
    def write(descriptor: int) -> None:
        rest = memoryview(WEIGHTS.read_bytes())
        while rest:
            rest = rest[os.write(descriptor, rest) :]

    return {"model.gguf": sealed_memory("weights", write)}


@pytest.fixture
def engine() -> Iterator[LanguageEngine]:
    one = LanguageEngine(weights, name="m", context_tokens=512, template="chatml", threads=1)
    yield one
    one.close()


def strike(number: int, after_s: float) -> threading.Timer:
    """Send a signal to the one child, a moment after it began to write."""

    def act() -> None:
        (child,) = children.running()
        os.kill(child.pid, number)

    timer = threading.Timer(after_s, act)
    timer.start()
    return timer


@pytest.mark.parametrize(
    ("number", "error", "why"),
    [
        (signal.SIGSEGV, ModelStopped, "it crashed"),
        (signal.SIGKILL, ModelStopped, "perhaps for lack of memory"),
        (signal.SIGABRT, ModelStopped, "found an inconsistency"),
        (signal.SIGSTOP, ChildTimeout, "did not answer within"),
    ],
)
def test_c2_23_the_same_question_is_answered_the_same_afterwards(
    engine: LanguageEngine,
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    error: type[Exception],
    why: str,
) -> None:
    """SIGKILL is what the system sends when it has no memory left."""
    short, long = Sampling(max_tokens=12), Sampling(max_tokens=400)
    before = engine.generate(PROMPT, short).text
    (first,) = children.running()
    monkeypatch.setattr(limits, "SILENCE_LIMIT_S", 3.0)
    started_s = time.monotonic()
    timer = strike(number, 0.3)
    with pytest.raises(error, match=why):
        engine.generate(PROMPT, long)
    timer.join()
    assert time.monotonic() - started_s > 0.25
    assert engine.generate(PROMPT, short).text == before
    (second,) = children.running()
    assert second.pid != first.pid
