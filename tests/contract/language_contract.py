"""What every language engine promises; each implementation passes the same tests."""

from __future__ import annotations

import threading
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING, Protocol

import pytest

from appliance.engine.records import (
    Ask,
    Generation,
    Likelihood,
    LoadedModel,
    Message,
    Priority,
    Prompt,
    Sampling,
    ScoreAsk,
)
from appliance.errors import Cancelled, ContextTooLong, GrammarInvalid, ModelStopped
from appliance.jobs import Job, Progress

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class AnyLanguageEngine(Protocol):
    """The face that the rest of the program sees."""

    @property
    def loaded(self) -> LoadedModel | None: ...

    def load(self, job: Job | None = None) -> LoadedModel: ...

    def generate(
        self,
        prompt: Prompt,
        sampling: Sampling,
        *,
        on_text: Callable[[str], None] | None = None,
        job: Job | None = None,
        priority: Priority = Priority.INTERACTIVE,
    ) -> Generation: ...

    def generate_many(
        self,
        asks: Sequence[Ask],
        *,
        job: Job | None = None,
        on_text: Callable[[int, str], None] | None = None,
        on_done: Callable[[int, Generation], None] | None = None,
        priority: Priority = Priority.BATCH,
    ) -> list[Generation]: ...

    def score(
        self,
        asks: Sequence[ScoreAsk],
        *,
        job: Job | None = None,
        priority: Priority = Priority.INTERACTIVE,
    ) -> list[list[Likelihood]]: ...

    def kept(self) -> tuple[tuple[str, int, int], ...]: ...

    def take_prefix(self, key: str, job: Job | None = None) -> tuple[int, bytes]: ...

    def give_prefix(self, key: str, tokens: int, data: bytes, job: Job | None = None) -> bool: ...

    def forget_prefixes(self) -> None: ...

    def count_tokens(self, texts: Sequence[str]) -> list[int]: ...

    def close(self) -> None: ...


def ask(text: str) -> Prompt:
    return Prompt(
        (Message("system", "You answer in full sentences."), Message("user", text)), "chatml"
    )


def about(document: str, question: str, *, keep: bool = False) -> Prompt:
    """A question to a document; the document is what prompts share, and perhaps what is kept."""
    told = Message("user", document + question, (len(document),))
    name = sha256(document.encode()).hexdigest() if keep else ""
    return Prompt((Message("system", "You answer in full sentences."), told), "chatml", name)


CLAUSES = "The borrower pays interest of 4.5 % each quarter on the rest of the loan. " * 3
QUESTIONS = ("What is the rate?", "Who pays?", "How often?", "What is paid?", "On what rest?")
LONG_STORY = ask("Tell a long story about a ship that carries coal to a small harbour.")


class LanguageEngineContract:
    """Subclasses give the fixture `engine`, and `kill`, which ends its child abruptly."""

    def kill(self, engine: AnyLanguageEngine) -> None:
        raise NotImplementedError

    def test_pieces_joined_are_the_text(self, engine: AnyLanguageEngine) -> None:
        pieces: list[str] = []
        answer = engine.generate(LONG_STORY, Sampling(24), on_text=pieces.append)
        assert len(pieces) > 1
        assert "".join(pieces) == answer.text

    def test_c2_43_no_more_tokens_than_asked_for(self, engine: AnyLanguageEngine) -> None:
        answer = engine.generate(LONG_STORY, Sampling(5))
        assert answer.finish == "length"
        assert answer.timings.decode_tokens == 5

    def test_it_is_loaded_at_first_use_and_not_after_close(self, engine: AnyLanguageEngine) -> None:
        engine.close()
        states = [engine.loaded]
        engine.generate(LONG_STORY, Sampling(1))
        states.append(engine.loaded)
        engine.close()
        states.append(engine.loaded)
        assert [state is not None and state.memory_bytes > 0 for state in states] == [
            False,
            True,
            False,
        ]

    def test_c2_43_cancel_ends_the_request_and_frees_the_engine(
        self, engine: AnyLanguageEngine
    ) -> None:
        engine.load()
        before = engine.loaded
        job = Job()
        pieces: list[str] = []

        def stop_at_the_third(piece: str) -> None:
            pieces.append(piece)
            if len(pieces) == 3:
                job.cancel()

        with pytest.raises(Cancelled):
            engine.generate(LONG_STORY, Sampling(2000), on_text=stop_at_the_third, job=job)
        assert len(pieces) < 500
        assert engine.loaded is not None
        assert before is not None
        assert engine.generate(LONG_STORY, Sampling(3)).text

    def test_a_cancelled_job_starts_nothing(self, engine: AnyLanguageEngine) -> None:
        job = Job()
        job.cancel()
        with pytest.raises(Cancelled):
            engine.generate(LONG_STORY, Sampling(3), job=job)
        assert engine.generate(LONG_STORY, Sampling(3)).text

    def test_death_in_the_middle_is_known_trouble_and_the_next_request_works(
        self, engine: AnyLanguageEngine
    ) -> None:
        pieces: list[str] = []

        def kill_at_the_second(piece: str) -> None:
            pieces.append(piece)
            if len(pieces) == 2:
                self.kill(engine)

        with pytest.raises(ModelStopped) as caught:
            engine.generate(LONG_STORY, Sampling(2000), on_text=kill_at_the_second)
        assert caught.value.facts["why"]
        assert engine.generate(LONG_STORY, Sampling(3)).text

    def test_a_prompt_that_does_not_fit_is_refused_with_numbers(
        self, engine: AnyLanguageEngine
    ) -> None:
        with pytest.raises(ContextTooLong) as caught:
            engine.generate(ask("word " * 6000), Sampling(10))
        assert int(caught.value.facts["needed"]) > int(caught.value.facts["limit"])
        assert engine.generate(LONG_STORY, Sampling(3)).text

    def test_writing_ends_before_a_stop_string(self, engine: AnyLanguageEngine) -> None:
        whole = engine.generate(LONG_STORY, Sampling(30)).text
        word = whole.split()[4]
        pieces: list[str] = []
        cut = engine.generate(
            LONG_STORY, Sampling(30, stop=(word, "never seen")), on_text=pieces.append
        )
        assert cut.finish == "stop"
        assert cut.text == whole[: whole.index(word)]
        assert "".join(pieces) == cut.text

    def test_longer_texts_have_more_tokens(self, engine: AnyLanguageEngine) -> None:
        counts = engine.count_tokens(["one word", "many more words than in the first", ""])
        assert counts[1] > counts[0] > counts[2] == 0

    def test_threads_take_turns(self, engine: AnyLanguageEngine) -> None:
        texts: list[str] = []

        def work() -> None:
            texts.append(engine.generate(LONG_STORY, Sampling(8)).text)

        threads = [threading.Thread(target=work) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(texts) == 3
        assert len(set(texts)) == 1

    # Batches --------------------------------------------------------------------------------

    def test_answers_to_many_come_in_order_and_each_is_told_once(
        self, engine: AnyLanguageEngine
    ) -> None:
        asks = [
            Ask(about(CLAUSES, question), Sampling(tokens))
            for question, tokens in zip(QUESTIONS, (7, 3, 5, 1, 4), strict=True)
        ]
        done: dict[int, Generation] = {}
        texts = [""] * len(asks)

        def add(place: int, text: str) -> None:
            assert place not in done
            texts[place] += text

        def end(place: int, answer: Generation) -> None:
            assert place not in done
            done[place] = answer

        answers = engine.generate_many(asks, on_text=add, on_done=end)
        assert [done[place] for place in range(len(asks))] == answers
        assert [answer.text for answer in answers] == texts
        written = [answer.timings.decode_tokens for answer in answers]
        assert all(
            0 < count <= ask.sampling.max_tokens for count, ask in zip(written, asks, strict=True)
        )
        assert engine.generate_many([]) == []

    def test_progress_of_a_batch_counts_its_answers(self, engine: AnyLanguageEngine) -> None:
        seen: list[Progress] = []
        asks = [Ask(about(CLAUSES, question), Sampling(2)) for question in QUESTIONS]
        engine.generate_many(asks, job=Job(seen.append))
        last = seen[-1]
        assert (last.done, last.total, last.unit) == (5, 5, "answers")

    def test_a_batch_that_is_cancelled_ends_and_frees_the_engine(
        self, engine: AnyLanguageEngine
    ) -> None:
        job, done = Job(), []

        def stop(place: int, _: Generation) -> None:
            done.append(place)
            job.cancel()

        asks = [Ask(LONG_STORY, Sampling(tokens)) for tokens in (1500, 2, 1500)]
        with pytest.raises(Cancelled):
            engine.generate_many(asks, job=job, on_done=stop)
        assert done in ([1], [0])
        assert engine.generate(LONG_STORY, Sampling(3)).text

    def test_the_same_batch_gives_the_same_bytes_whatever_came_between(
        self, engine: AnyLanguageEngine
    ) -> None:
        asks = [
            Ask(about(CLAUSES, question), Sampling(4, temperature=0.9, seed=seed, logprobs=True))
            for seed, question in enumerate(QUESTIONS)
        ]
        for width in (2, 5):
            first = engine.generate_many(asks[:width])
            engine.generate(about(CLAUSES, "And what else?"), Sampling(3))
            engine.generate_many(asks[1:4])
            again = engine.generate_many(asks[:width])
            assert [what(answer) for answer in again] == [what(answer) for answer in first]
            assert len({answer.schedule for answer in first + again}) == 1

    def test_one_alone_gives_the_same_bytes_before_between_and_after(
        self, engine: AnyLanguageEngine
    ) -> None:
        alone = Ask(about(CLAUSES, QUESTIONS[0]), Sampling(6, temperature=0.9, seed=7))
        others = [Ask(about(CLAUSES, question), Sampling(4)) for question in QUESTIONS]
        engine.close()
        before = engine.generate(alone.prompt, alone.sampling)
        engine.generate_many(others)
        between = engine.generate(alone.prompt, alone.sampling)
        engine.generate_many(others, priority=Priority.INTERACTIVE)
        after = engine.generate(alone.prompt, alone.sampling)
        assert what(before) == what(between) == what(after)
        assert before.schedule == "alone"

    def test_a_likelihood_is_told_for_each_token_that_was_written(
        self, engine: AnyLanguageEngine
    ) -> None:
        plain = engine.generate(LONG_STORY, Sampling(5))
        told = engine.generate(LONG_STORY, Sampling(5, logprobs=True))
        assert plain.logprobs == ()
        assert len(told.logprobs) == told.timings.decode_tokens == 5
        assert all(value <= 0 for value in told.logprobs)
        assert told.text == plain.text

    def test_a_form_that_is_none_is_refused_and_the_engine_goes_on(
        self, engine: AnyLanguageEngine
    ) -> None:
        with pytest.raises(GrammarInvalid):
            engine.generate(LONG_STORY, Sampling(5, grammar="leaf ::= ("))
        assert engine.generate(LONG_STORY, Sampling(3)).text

    # Scores ---------------------------------------------------------------------------------

    def test_what_would_be_written_is_the_likeliest(self, engine: AnyLanguageEngine) -> None:
        prompts = [about(CLAUSES, question) for question in QUESTIONS[:3]]
        written = [engine.generate(prompt, Sampling(4)).text for prompt in prompts]
        others = ("seventeen purple kettles", "zebra zebra zebra")
        rows = engine.score(
            [
                ScoreAsk(prompt, (others[0], text, others[1]))
                for prompt, text in zip(prompts, written, strict=True)
            ]
        )
        assert [len(row) for row in rows] == [3, 3, 3]
        for row in rows:
            assert all(cell.logprob < 0 and cell.tokens > 0 for cell in row)
            assert row[1].logprob == max(cell.logprob for cell in row)
            assert [cell.greedy for cell in row] == [False, True, False]
        assert engine.score([]) == []

    def test_scores_do_not_change_with_what_was_asked_before(
        self, engine: AnyLanguageEngine
    ) -> None:
        asks = [ScoreAsk(about(CLAUSES, one), ("yes", "no", "not mentioned")) for one in QUESTIONS]
        first = engine.score(asks)
        engine.generate(LONG_STORY, Sampling(4))
        engine.generate_many([Ask(about(CLAUSES, QUESTIONS[0]), Sampling(4))] * 2)
        assert engine.score(asks) == first
        assert engine.score(asks, priority=Priority.BATCH) == first

    # Kept prefixes --------------------------------------------------------------------------

    def test_what_was_kept_is_taken_out_and_given_back(self, engine: AnyLanguageEngine) -> None:
        engine.close()
        first = about(CLAUSES, QUESTIONS[0], keep=True)
        second = about(CLAUSES, QUESTIONS[1], keep=True)
        fresh = engine.generate(second, Sampling(6))
        engine.close()
        engine.generate(first, Sampling(2))
        ((key, tokens, size_bytes),) = engine.kept()
        assert key == first.keep
        warm = engine.generate(second, Sampling(6))
        assert (warm.text, warm.schedule) == (fresh.text, fresh.schedule)
        assert warm.timings.kept_tokens >= tokens > 0
        taken, data = engine.take_prefix(key)
        assert taken == tokens
        assert len(data) >= size_bytes
        engine.close()
        assert engine.kept() == ()
        assert engine.give_prefix(key, taken, data)
        assert engine.kept() == ((key, tokens, size_bytes),)
        restored = engine.generate(second, Sampling(6))
        assert restored.text == fresh.text
        assert restored.timings.kept_tokens >= tokens
        assert restored.timings.prefill_tokens < fresh.timings.prefill_tokens

    def test_what_does_not_fit_is_not_kept_and_does_no_harm(
        self, engine: AnyLanguageEngine
    ) -> None:
        prompt = about(CLAUSES, QUESTIONS[0], keep=True)
        expected = engine.generate(prompt, Sampling(6)).text
        tokens, data = engine.take_prefix(prompt.keep)
        for wrong_tokens, wrong in (
            (tokens, data[:-7]),
            (tokens + 1, data),
            (tokens, data + data[:100]),
            (tokens, data[: len(data) // 2] + b"\xff" + data[len(data) // 2 + 1 :]),
            (tokens, b"\x00" * len(data)),
            (1, b"x"),
            (0, b""),
        ):
            engine.forget_prefixes()
            assert engine.kept() == ()
            assert not engine.give_prefix(prompt.keep, wrong_tokens, wrong)
            assert engine.kept() == ()
        assert not engine.give_prefix("0" * 64, tokens, data)
        assert engine.generate(prompt, Sampling(6)).text == expected

    def test_what_is_not_kept_cannot_be_taken(self, engine: AnyLanguageEngine) -> None:
        engine.forget_prefixes()
        assert engine.take_prefix("0" * 64) == (0, b"")
        assert engine.generate(LONG_STORY, Sampling(3)).text


def what(answer: Generation) -> Generation:
    """The answer without the time that it took."""
    return replace(answer, timings=None)  # type: ignore[arg-type]
