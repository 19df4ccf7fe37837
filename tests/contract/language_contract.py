"""What every language engine promises; each implementation passes the same tests."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Protocol

import pytest

from appliance.engine.records import Generation, LoadedModel, Message, Prompt, Sampling
from appliance.errors import Cancelled, ContextTooLong, ModelStopped
from appliance.jobs import Job

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
    ) -> Generation: ...

    def count_tokens(self, texts: Sequence[str]) -> list[int]: ...

    def close(self) -> None: ...


def ask(text: str) -> Prompt:
    return Prompt(
        (Message("system", "You answer in full sentences."), Message("user", text)), "chatml"
    )


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
        assert len(pieces) < 20
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
