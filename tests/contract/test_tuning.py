"""The tuner child with the real starter model: other weights, their quality, and how it ends."""

from __future__ import annotations

import hashlib
import os
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from appliance.children.child import running
from appliance.engine.gguf import layout as gguf_layout
from appliance.engine.gguf.check import check
from appliance.engine.gguf.values import BytesSource
from appliance.engine.language import LanguageEngine
from appliance.engine.records import Message, Prompt, Sampling
from appliance.engine.tuning import text as tuning_text
from appliance.engine.tuning.bench import Subject
from appliance.engine.tuning.child import TuningChild, finish_memory, writable_memory
from appliance.engine.tuning.profile import tune
from appliance.engine.tuning.protocol import Trial
from appliance.engine.tuning.records import Quality
from appliance.engine.tuning.rule import unacceptable
from appliance.errors import Cancelled, ModelRefused, OutOfMemory, ProtocolBroken
from appliance.jobs import Job, Progress
from tests.contract.test_language_engines import starter

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.model

ORIGINAL, OTHER = Trial(0, 1, 1), Trial(1, 1, 1)


def child(*files: int, job: Job | None = None) -> TuningChild:
    return TuningChild("starter", files, threads=1, required_layers=(), job=job or Job())


def ignore(_done: int, _total: int) -> None:
    """Progress that nobody looks at."""


def content(descriptor: int) -> bytes:
    return os.pread(descriptor, os.fstat(descriptor).st_size, 0)


@pytest.fixture
def weights() -> Iterator[int]:
    descriptor = starter()["model.gguf"]
    yield descriptor
    os.close(descriptor)


@pytest.fixture(scope="module")
def straight() -> Iterator[tuple[int, Quality]]:
    """The starter in Q8_0, and how it differs from the original on most of the text."""
    original = starter()["model.gguf"]
    with closing(child(original)) as first:
        needed = first.inspect(0).needed_bytes["Q8_0"]
    made = writable_memory("made", needed)
    with closing(child(original, made)) as tuner:
        size = tuner.requantize(0, 1, "Q8_0", ignore).size_bytes
        finish_memory(made, size)
        tuner.hold(0)
        tuner.hold(1)
        found = tuner.compare(ORIGINAL, OTHER, tuning_text.prose()[:3600], ignore)
    quality = Quality(
        found.tokens,
        found.perplexity_one,
        found.perplexity_other,
        found.mean_kl,
        found.max_kl,
        found.same_top,
    )
    yield made, quality
    os.close(made)
    os.close(original)


def test_other_weights_pass_our_own_reader_and_keep_what_is_apart(
    straight: tuple[int, Quality], weights: int
) -> None:
    made = content(straight[0])
    facts = check(made)
    before, after = (gguf_layout.read(BytesSource(data)) for data in (content(weights), made))
    assert facts.tensors == len(before.tables) == len(after.tables)
    for old, new in zip(before.tables, after.tables, strict=True):
        assert (old.name, old.dimensions) == (new.name, new.dimensions)
        kept = old.name == "token_embd.weight" or len(old.dimensions) == 1
        assert gguf_layout.TYPE_NAMES[new.type] == (
            gguf_layout.TYPE_NAMES[old.type] if kept else "Q8_0"
        )


def test_the_quality_of_nearly_exact_weights_is_within_the_rule(
    straight: tuple[int, Quality],
) -> None:
    quality = straight[1]
    assert quality.tokens > 100
    assert 1 < quality.perplexity_before < 1000
    assert 0 < quality.mean_kl < 0.03
    assert unacceptable(quality) == ""


def test_an_engine_answers_with_the_other_weights(straight: tuple[int, Quality]) -> None:
    engine = LanguageEngine(
        lambda: {"model.gguf": os.dup(straight[0])},
        name="made",
        context_tokens=1024,
        template="chatml",
        threads=1,
    )
    prompt = Prompt((Message("user", "What is the capital of France?"),), "chatml")
    try:
        assert "Paris" in engine.generate(prompt, Sampling(max_tokens=24)).text
    finally:
        engine.close()


def test_the_same_weights_are_made_each_time(weights: int) -> None:
    digests = set()
    for _ in range(2):
        made = writable_memory("made", 100 * 1024**2)
        with closing(child(weights, made)) as tuner:
            finish_memory(made, tuner.requantize(0, 1, "Q4_0", ignore).size_bytes)
        digests.add(hashlib.sha256(content(made)).hexdigest())
        os.close(made)
    assert len(digests) == 1


def test_trials_are_timed_in_turn(weights: int) -> None:
    with closing(child(weights)) as tuner:
        tuner.hold(0)
        trials = (ORIGINAL, Trial(0, 1, 1, flash_attention=False))
        found = tuner.measure(trials, prompt_tokens=64, written_tokens=2, repeats=2, on_sign=ignore)
    assert [len(runs) for runs in found] == [2, 2]


def test_too_little_room_is_a_known_error_and_the_child_lives_on(weights: int) -> None:
    made = writable_memory("small", 1024**2)
    try:
        with closing(child(weights, made)) as tuner:
            with pytest.raises(OutOfMemory):
                tuner.requantize(0, 1, "Q4_0", ignore)
            with pytest.raises(ModelRefused):
                tuner.requantize(0, 1, "Q9_9", ignore)
            assert tuner.inspect(0).types == {"Q4_1": 66_355_200}
    finally:
        os.close(made)


def test_a_size_beyond_the_room_is_not_believed() -> None:
    made = writable_memory("made", 4096)
    with pytest.raises(ProtocolBroken):
        finish_memory(made, 4097)
    finish_memory(made, 100)
    with pytest.raises(PermissionError):
        os.pwrite(made, b"x", 0)
    os.close(made)


def test_cancelling_half_way_leaves_no_child_and_no_memory_file() -> None:
    before = len(os.listdir("/proc/self/fd"))  # noqa: PTH208 - names are enough
    jobs: list[Job] = []

    def stop(progress: Progress) -> None:
        if "Q8_0" in progress.note:
            jobs[0].cancel()

    jobs.append(Job(stop))
    subject = Subject("starter", "chatml", 1024, 1, 1, ())
    with pytest.raises(Cancelled):
        tune(starter, subject, requantize=True, job=jobs[0])
    assert len(os.listdir("/proc/self/fd")) == before  # noqa: PTH208 - names are enough
    assert not [one for one in running() if one.spec.kind == "tuner"]
