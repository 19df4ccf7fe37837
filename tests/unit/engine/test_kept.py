"""Kept beginnings: the same answers from them, bounded, and of no use to any other prompt."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from appliance.engine.prefixes import prefix_key
from appliance.engine.protocol import (
    Done,
    DropPrefixes,
    Failed,
    Generate,
    GivePrefix,
    PrefixPart,
    TakePrefix,
    Trouble,
)
from appliance.engine.records import Ask, Message, Priority, Prompt, RunSettings, Sampling
from appliance.engine.worker.kept import KeptPrefixes
from tests.unit.engine.in_process import (
    DOCUMENT,
    QUESTIONS,
    SHORT_STEPS,
    InProcess,
    about,
    ask,
    in_process,
    last,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

PATH = ((1, 2, 3), (4, 5))
EXACT = Sampling(12, logprobs=True)
OTHER = Ask(Prompt((Message("user", "Something else."),), "chatml"), Sampling(1))


@pytest.fixture(scope="module")
def engine() -> Iterator[InProcess]:
    with in_process() as worker:
        yield worker


def take(engine: InProcess, key: str) -> tuple[int, bytes]:
    engine.put(TakePrefix(engine.number(), key))
    replies = engine.go()
    parts = [reply for reply in replies if isinstance(reply, PrefixPart)]
    assert isinstance(replies[-1], Done)
    data = b"".join(part.data for part in parts)
    assert [part.offset for part in parts] == [
        sum(len(other.data) for other in parts[:place]) for place in range(len(parts))
    ]
    assert {part.total for part in parts} == {len(data)}
    return parts[0].tokens, data


def give(engine: InProcess, key: str, tokens: int, data: bytes) -> object:
    number, size = engine.number(), 300_000
    for offset in range(0, len(data), size):
        part = data[offset : offset + size]
        engine.put(GivePrefix(number, key, tokens, offset, len(data), part))
    return last(engine.go())


@pytest.mark.model
@pytest.mark.parametrize("priority", list(Priority))
def test_restored_is_bit_for_bit_what_was_computed(engine: InProcess, priority: Priority) -> None:
    engine.put(DropPrefixes(engine.number()))
    rows = [ask(question, EXACT, keep="doc") for question in QUESTIONS[:3]]
    engine.generate([OTHER], priority)
    computed = engine.generate(rows, priority)
    engine.generate([OTHER], priority)
    restored = engine.generate(rows, priority)
    assert restored[0].end.timings.prefill_tokens < 30 < computed[0].end.timings.prefill_tokens
    for one, two in zip(computed, restored, strict=True):
        assert (one.text, one.end.logprobs) == (two.text, two.end.logprobs)


@pytest.mark.model
def test_a_prefix_of_a_batch_is_that_of_a_single_question(engine: InProcess) -> None:
    alone = ask(QUESTIONS[5], EXACT, keep="doc")
    engine.put(DropPrefixes(engine.number()))
    engine.generate([OTHER])
    (computed,) = engine.generate([alone])
    engine.put(DropPrefixes(engine.number()))
    other_document = about("Why?", document="A short note. " * 20, keep="note")
    engine.generate([Ask(other_document, Sampling(3)), *([ask("Who?", EXACT, keep="doc")] * 3)])
    (restored,) = engine.generate([alone], Priority.INTERACTIVE)
    assert restored.end.timings.kept_tokens > 100
    assert (restored.text, restored.end.logprobs) == (computed.text, computed.end.logprobs)


@pytest.mark.model
def test_taken_out_and_given_to_another_child_it_is_the_same(engine: InProcess) -> None:
    (first,) = engine.generate([ask(QUESTIONS[0], EXACT, keep="doc")])
    tokens, data = take(engine, "doc")
    with in_process() as other:
        assert give(other, "doc", tokens, data) == Done(
            other._number, (("doc", tokens, len(data)),)
        )
        (second,) = other.generate([ask(QUESTIONS[0], EXACT, keep="doc")], Priority.INTERACTIVE)
    assert second.end.timings.kept_tokens == tokens
    assert (second.text, second.end.logprobs) == (first.text, first.end.logprobs)


@pytest.mark.model
def test_for_other_settings_or_damaged_it_is_refused(engine: InProcess) -> None:
    engine.generate([ask(QUESTIONS[0], keep="doc")])
    tokens, data = take(engine, "doc")
    unsuitable = Failed(engine._number + 1, Trouble.PREFIX_UNSUITABLE)
    assert give(engine, "doc", tokens + 1, data) == unsuitable
    wrong = [b"", b"x" * 20, b"XXXX" + data[4:], data[:8] + b"\0" * 32 + data[40:]]
    for blob in wrong[1:]:
        assert isinstance(give(engine, "doc", tokens, blob), Failed)
    with in_process(RunSettings(step_tokens=128)) as other:
        assert isinstance(give(other, "doc", tokens, data), Failed)


@pytest.mark.model
def test_a_cache_that_the_engine_refuses_is_computed_instead(engine: InProcess) -> None:
    (right,) = engine.generate([ask(QUESTIONS[0], EXACT, keep="doc")])
    tokens, data = take(engine, "doc")
    engine.generate([OTHER])
    for cut in (data[:-1000], data[:200]):
        assert isinstance(give(engine, "doc", tokens, cut), Done)
        (again,) = engine.generate([ask(QUESTIONS[0], EXACT, keep="doc")])
        assert (again.text, again.end.logprobs) == (right.text, right.end.logprobs)


@pytest.mark.model
def test_a_name_does_not_make_another_document_of_it(engine: InProcess) -> None:
    changed = about(QUESTIONS[0], document=DOCUMENT.replace("2,750,000", "9,999,999"))
    (right,) = engine.generate([Ask(changed, EXACT)])
    engine.generate([ask(QUESTIONS[0], keep="doc")])
    engine.generate([OTHER])
    named = Prompt(changed.messages, "chatml", "doc")
    (again,) = engine.generate([Ask(named, EXACT)])
    assert (again.text, again.end.logprobs) == (right.text, right.end.logprobs)


@pytest.mark.model
def test_the_end_of_a_request_names_what_is_kept(engine: InProcess) -> None:
    engine.put(DropPrefixes(engine.number()))
    assert last(engine.go()) == Done(engine._number)
    engine.generate([ask(QUESTIONS[0], keep="one")])
    engine.put(TakePrefix(engine.number(), "two"))
    assert last(engine.go()) == Failed(engine._number, Trouble.PREFIX_UNSUITABLE)
    engine.put(Generate(engine.number(), (ask(QUESTIONS[1], keep="one"),)))
    done = last(engine.go())
    assert isinstance(done, Done)
    ((key, tokens, size_bytes),) = done.kept
    assert key == "one"
    # 30 layers, keys and values, 192 numbers of two bytes; a position and a head beside them.
    assert 23_040 < size_bytes / tokens < 23_100


def test_least_recently_used_leaves_first() -> None:
    kept = KeptPrefixes(most_bytes=400, engine="test")
    for key in ("one", "two", "three"):
        kept.keep(key, PATH, b"x" * 50)
    assert kept.find("one", PATH) == b"x" * 50
    kept.keep("four", PATH, b"x" * 150)
    assert [key for key, _, _ in kept.names()] == ["four", "one"]
    kept.keep("huge", PATH, b"x" * 400)
    assert [key for key, _, _ in kept.names()] == ["four", "one"]


def test_only_the_same_steps_find_it() -> None:
    kept = KeptPrefixes(most_bytes=1000, engine="test")
    kept.keep("one", PATH, b"state")
    assert kept.find("one", PATH) == b"state"
    for other in (((1, 2), (3, 4, 5)), ((1, 2, 3),), ((1, 2, 3), (4, 6)), ()):
        assert kept.find("one", other) is None
    assert kept.find("two", PATH) is None


def test_a_key_names_all_that_the_cache_depends_on() -> None:
    def key(prompt: Prompt, **changed: object) -> str:
        facts = {"model_digest": "m", "engine_build": "b", "settings": SHORT_STEPS, "version": "1"}
        return prefix_key(prompt, **{**facts, **changed})  # type: ignore[arg-type]

    prompt = about("Who?")
    same = key(about("A different question?"))
    assert key(prompt) == same == key(Prompt(prompt.messages, "chatml", "old name"))
    assert key(prompt, settings=RunSettings(step_tokens=64, prefill_threads=7)) == same
    changes = [
        key(about("Who?", document="another")),
        key(prompt, model_digest="n"),
        key(prompt, engine_build="c"),
        key(prompt, version="2"),
        key(prompt, settings=RunSettings(step_tokens=128)),
        key(prompt, settings=RunSettings(step_tokens=64, kv_type="q8_0")),
        key(prompt, settings=RunSettings(step_tokens=64, flash_attention=False)),
        key(prompt, settings=RunSettings(step_tokens=64, gpu_layers=3)),
    ]
    assert len({same, *changes}) == len(changes) + 1
    assert key(Prompt((Message("user", "no beginning"),), "chatml")) == ""
