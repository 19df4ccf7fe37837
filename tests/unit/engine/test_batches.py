"""Answers of the real model, many at a time: the same as alone, the same again, freed at once."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING

import pytest

from appliance.engine.protocol import (
    Cancel,
    Cancelled,
    Counted,
    CountTokens,
    Done,
    Failed,
    Generate,
    Generated,
    Piece,
    Progress,
    Trouble,
)
from appliance.engine.records import Ask, Message, Priority, Prompt, RunSettings, Sampling
from appliance.engine.worker import writing
from appliance.engine.worker.requests import outlines_of
from tests.unit.engine.in_process import (
    DOCUMENT,
    QUESTIONS,
    InProcess,
    about,
    answers,
    ask,
    in_process,
    last,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appliance.engine.protocol import Reply
    from appliance.engine.worker.works import Work

pytestmark = pytest.mark.model
BATCH = [ask(question) for question in QUESTIONS]
JSON = """root ::= "{" ws "\\"amount\\"" colon number ws "," ws "\\"text\\"" colon string "}"
colon ::= ws ":" ws
number ::= [0-9] [0-9]? [0-9]? [0-9]?
string ::= "\\"" [a-zA-Z0-9 .,]? [a-zA-Z0-9 .,]? [a-zA-Z0-9 .,]? [a-zA-Z0-9 .,]? "\\""
ws ::= " "?
"""


@pytest.fixture(scope="module")
def engine() -> Iterator[InProcess]:
    with in_process() as worker:
        yield worker


def texts(engine: InProcess, asks: list[Ask], priority: Priority = Priority.BATCH) -> list[str]:
    return [answer.text for answer in engine.generate(asks, priority)]


def unforked(engine: InProcess, prompt: Prompt, tokens: int) -> str:
    """The plainest way: one sequence, its prompt in the same steps, likeliest token each time."""
    office = engine.worker._office
    assert office is not None
    model, lane = office._model, office._lanes[Priority.INTERACTIVE]
    (outline,) = outlines_of(model, "chatml", [Ask(prompt, Sampling(tokens))])
    context = lane.context
    lane.begin(outline.cells)
    lane.settle()
    lane.forget()
    position, written = 0, b""
    queue = list(outline.steps)
    for _ in range(len(queue) + tokens):
        step = queue.pop(0)
        context.step.clear()
        context.step.add(step, sequence=0, position=position, outputs=1)
        logits = context.compute(reading=position + len(step) <= sum(map(len, outline.steps)))
        position += len(step)
        if not queue:
            token = int(logits[0].argmax())
            piece = model.piece(token)
            if piece is None:
                break
            written += piece
            if position >= sum(map(len, outline.steps)) + tokens - 1:
                break
            queue.append((token,))
    lane.forget()
    return written.decode("utf-8", "replace")


def test_forked_alone_is_what_one_sequence_writes(
    engine: InProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "GUESSES_ALONE", 0)
    for question in QUESTIONS:
        (alone,) = engine.generate([ask(question)], Priority.INTERACTIVE)
        assert alone.text == unforked(engine, about(question), 10)
        assert alone.end.schedule == "alone"


def test_the_same_batch_gives_the_same_again(engine: InProcess) -> None:
    first = engine.generate(BATCH)
    texts(engine, [ask("What colour is the ship?")])
    texts(engine, BATCH[3:5])
    again = engine.generate(BATCH)
    assert [answer.text for answer in again] == [answer.text for answer in first]
    schedules = {answer.end.schedule for answer in first + again}
    assert len(schedules) == 1
    assert schedules.pop().startswith("batch:")


def test_a_person_in_between_changes_nothing_in_a_batch(engine: InProcess) -> None:
    quiet = texts(engine, BATCH)
    alone = texts(engine, [ask("Who signs?")], Priority.INTERACTIVE)
    engine.put(Generate(engine.number(), tuple(BATCH), Priority.BATCH))
    looks = 0

    def meddle() -> None:
        nonlocal looks
        looks += 1
        if looks in (3, 10, 25, 60):
            engine.put(Generate(1000 + looks, (ask("Who signs?"),), Priority.INTERACTIVE))

    engine.wire.on_look = meddle
    number = engine._number
    replies = run_until_done(engine, number)
    assert [answer.text for answer in answers(replies, number)] == quiet
    others = {reply.number for reply in replies if isinstance(reply, Generated)} - {number}
    assert others
    assert all([row.text for row in answers(replies, other)] == alone for other in others)


def run_until_done(engine: InProcess, number: int) -> list[Reply]:
    send = engine.wire.send

    def watch(reply: Reply) -> None:
        send(reply)
        if isinstance(reply, Done) and reply.number == number:
            engine.wire.on_look = lambda: None

    engine.wire.send = watch  # type: ignore[method-assign]
    try:
        return engine.go()
    finally:
        engine.wire.send = send  # type: ignore[method-assign]
        engine.wire.on_look = lambda: None


def test_cancel_frees_one_of_many_at_once(engine: InProcess) -> None:
    expected = texts(engine, BATCH[:2])
    long = tuple(ask(question, Sampling(400)) for question in QUESTIONS)
    slow, queued, after = engine.number(), engine.number(), engine.number()
    engine.put(Generate(slow, long, Priority.BATCH))
    engine.put(Generate(queued, long, Priority.BATCH))
    engine.put(Generate(after, tuple(BATCH[:2]), Priority.BATCH))

    def cancel() -> None:
        if any(isinstance(reply, Piece) for reply in engine.wire.replies):
            engine.wire.on_look = lambda: None
            engine.put(Cancel(slow))
            engine.put(Cancel(queued))

    engine.wire.on_look = cancel
    replies = engine.go()
    numbers = [reply.number for reply in replies if isinstance(reply, Cancelled)]
    assert numbers == [slow, queued]
    stopped = replies.index(Cancelled(slow))
    assert not answers(replies[stopped:], slow)
    assert not answers(replies, queued)
    assert [answer.text for answer in answers(replies, after)] == expected


def test_a_late_cancel_meets_nothing(engine: InProcess) -> None:
    engine.put(Cancel(999_999))
    assert texts(engine, BATCH[:1]) == texts(engine, BATCH[:1])


def test_the_shared_beginning_is_computed_once(engine: InProcess) -> None:
    texts(engine, [Ask(Prompt((Message("user", "Hello"),), "chatml"), Sampling(1))])
    rows = [answer.end.timings for answer in engine.generate(BATCH)]
    whole = rows[0].prefill_tokens + rows[0].kept_tokens
    assert rows[0].prefill_tokens == whole
    assert all(row.prefill_tokens < 30 for row in rows[1:])
    assert all(row.prefill_tokens + row.kept_tokens > whole - 30 for row in rows)


def test_more_questions_than_rows_are_admitted_as_places_get_free(engine: InProcess) -> None:
    variants = [f"{question} Variant {n}." for n in range(5) for question in QUESTIONS]
    many = [ask(question, Sampling(3)) for question in variants]
    first, again = texts(engine, many), texts(engine, many)
    assert len(first) == 50
    assert first == again


def test_grammar_is_followed(engine: InProcess) -> None:
    rows = [ask(question, Sampling(60, grammar=JSON)) for question in QUESTIONS[:4]]
    rows += [ask(QUESTIONS[0], Sampling(60, grammar=JSON, temperature=1.2, seed=3))]
    for answer in engine.generate(rows):
        assert set(json.loads(answer.text)) == {"amount", "text"}
        assert answer.end.finish == "stop"


def test_a_grammar_that_cannot_be_read_is_refused_and_the_child_goes_on(engine: InProcess) -> None:
    engine.put(Generate(engine.number(), (ask("Why?", Sampling(5, grammar="root ::= (")),)))
    reply = last(engine.go())
    assert isinstance(reply, Failed)
    assert reply.trouble == Trouble.GRAMMAR_INVALID
    assert texts(engine, BATCH[:1])


def test_a_seed_gives_the_same_at_any_place(engine: InProcess) -> None:
    drawn = ask("Write a story.", Sampling(12, temperature=1.0, seed=7))
    other = ask("Write a story.", Sampling(12, temperature=1.0, seed=8))
    one, two, three = texts(engine, [drawn, other, drawn])
    assert one == three != two


def test_stop_strings_and_lengths_are_per_row(engine: InProcess) -> None:
    rows = [
        ask("Count from one to ten.", Sampling(20)),
        ask("Count from one to ten.", Sampling(20, stop=(",", "\n", " "))),
        ask("Count from one to ten.", Sampling(2)),
    ]
    whole, stopped, short = engine.generate(rows)
    assert whole.text.startswith(stopped.text)
    assert stopped.end.finish == "stop"
    assert short.end.finish == "length"
    assert short.end.timings.decode_tokens == 2


def test_guesses_do_not_change_what_is_written(
    engine: InProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    copying = [ask(f"Repeat the document word for word. {n}", Sampling(24)) for n in range(2)]
    monkeypatch.setattr(writing, "GUESSES_ALONE", 0)
    plain = [engine.generate([row])[0] for row in copying]
    monkeypatch.setattr(writing, "GUESSES_ALONE", 3)
    guessed = [engine.generate([row])[0] for row in copying]
    assert [row.text for row in guessed] == [row.text for row in plain]
    assert sum(row.end.timings.accepted_tokens for row in guessed) > 5
    assert all(row.end.timings.drafted_tokens == 0 for row in plain)


@pytest.mark.parametrize(
    "asks",
    [
        (),
        (ask("Why?", Sampling(0)),),
        (ask("Why?", Sampling(5, temperature=float("nan"))),),
        (ask("Why?", Sampling(5, seed=2**32)),),
        (ask("Why?", Sampling(5, stop=("x",) * 17)),),
        (Ask(Prompt((Message("user", "short", (9,)),), "chatml"), Sampling(5)),),
        (Ask(Prompt((Message("user", "short", (3, 2)),), "chatml"), Sampling(5)),),
        (Ask(Prompt((), "chatml"), Sampling(5)),),
        (Ask(Prompt((Message("user", "short"),), "jinja"), Sampling(5)),),
        (ask("Why?", keep="k" * 129),),
    ],
)
def test_what_no_honest_parent_asks_is_refused(engine: InProcess, asks: tuple[Ask, ...]) -> None:
    engine.put(Generate(engine.number(), asks))
    reply = last(engine.go())
    assert isinstance(reply, Failed)
    assert reply.trouble == Trouble.REQUEST_INVALID


def test_a_prompt_that_does_not_fit_names_the_limit(engine: InProcess) -> None:
    engine.put(Generate(engine.number(), (BATCH[0], ask("Why? " * 2000))))
    reply = last(engine.go())
    assert isinstance(reply, Failed)
    assert reply.trouble == Trouble.CONTEXT_TOO_LONG
    assert reply.needed > reply.limit == 2048


def test_counting_does_not_wait_for_a_batch(engine: InProcess) -> None:
    batch, count = engine.number(), engine.number()
    engine.put(Generate(batch, tuple(BATCH), Priority.BATCH))
    engine.put(CountTokens(count, ["Invoice", "Invoice 12 of March"]))
    replies = [reply for reply in engine.go() if not isinstance(reply, Progress)]
    assert isinstance(replies[0], Counted)
    assert replies[0].counts[0] < replies[0].counts[1]


@pytest.mark.slow
def test_a_random_load_never_runs_out_of_cells() -> None:
    """The engine itself refuses a step that finds no free cell; then the request would fail."""
    draw = random.Random(5)  # noqa: S311 - not for secrets
    settings = RunSettings(step_tokens=64, lane_tokens=600, batch_tokens=700, kept_bytes=9 << 20)
    with in_process(settings, context_tokens=900) as engine:
        wanted = {}
        for _ in range(12):
            documents = [DOCUMENT[: draw.randrange(1, len(DOCUMENT))] for _ in range(2)]
            asks = tuple(
                Ask(
                    about(
                        draw.choice(QUESTIONS) * draw.randrange(1, 9),
                        document=draw.choice(documents),
                        keep=draw.choice(("", "one", "two")),
                    ),
                    Sampling(draw.randrange(1, 6), temperature=draw.choice((0.0, 1.0))),
                )
                for _ in range(draw.randrange(1, 12))
            )
            number = engine.number()
            wanted[number] = len(asks)
            engine.put(Generate(number, asks, draw.choice(list(Priority))))
        replies = engine.go()
        failed = [reply for reply in replies if isinstance(reply, Failed)]
        assert not failed
        for number, count in wanted.items():
            assert len(answers(replies, number)) == count
        kept = [reply.kept for reply in replies if isinstance(reply, Done)]
        assert max(sum(row[2] for row in names) for names in kept) <= 9 << 20
        assert engine.worker._office is not None
        for priority, most in ((Priority.INTERACTIVE, 2048), (Priority.BATCH, 2048)):
            assert engine.worker._office._lanes[priority].context.cells <= most


def test_progress_ends_at_its_total(engine: InProcess) -> None:
    number = engine.number()
    engine.put(Generate(number, tuple(BATCH), Priority.BATCH))
    work: list[Work] = []
    engine.wire.on_look = lambda: work.extend(engine.worker._scheduler._queues[Priority.BATCH])
    engine.go()
    engine.wire.on_look = lambda: None
    assert work[-1].done == work[-1].total > 0
