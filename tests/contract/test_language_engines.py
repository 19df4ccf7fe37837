from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from appliance import children
from appliance.children import ChildSpec, sealed_memory, spawning
from appliance.engine.client import LanguageEngine
from appliance.engine.records import RunSettings, Sampling
from appliance.errors import Cancelled, EngineMissing, ModelStopped
from appliance.jobs import Job, Progress
from appliance.settings import starter_folder
from tests.contract.busy_contract import KEPT_BYTES, BusyEngineContract
from tests.contract.language_contract import (
    LONG_STORY,
    AnyLanguageEngine,
    LanguageEngineContract,
    about,
    ask,
)
from tests.contract.scripted_engine import ScriptedLanguageEngine

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SETTINGS = RunSettings(kept_bytes=KEPT_BYTES)
WEIGHTS = starter_folder() / "smollm2-135m-instruct" / "model.gguf"


def starter() -> Mapping[str, int]:
    def copy(descriptor: int) -> None:
        with WEIGHTS.open("rb") as source:
            os.sendfile(descriptor, source.fileno(), 0, WEIGHTS.stat().st_size)

    return {"model.gguf": sealed_memory("weights", copy)}


class TestScripted(LanguageEngineContract):
    @pytest.fixture
    def engine(self) -> ScriptedLanguageEngine:
        return ScriptedLanguageEngine()

    def kill(self, engine: AnyLanguageEngine) -> None:
        assert isinstance(engine, ScriptedLanguageEngine)
        engine.die()

    def test_queued_answers_come_in_order(self, engine: ScriptedLanguageEngine) -> None:
        engine = ScriptedLanguageEngine(["first", "second"])
        texts = [engine.generate(LONG_STORY, Sampling(9)).text for _ in range(3)]
        assert texts[:2] == ["first", "second"]
        assert len(engine.prompts) == 3


def kill_child() -> None:
    (child,) = [child for child in children.running() if child.spec.kind == "language"]
    os.kill(child.pid, signal.SIGSEGV)


def nothing() -> Mapping[str, int]:
    return {"model.gguf": sealed_memory("weights", lambda _: None)}


class TestScriptedChild(BusyEngineContract):
    """The parent's side with a child that is fast and never wrong."""

    PROGRAM = Path(__file__).parent / "programs" / "scripted_child.py"

    @pytest.fixture(scope="class")
    @classmethod
    def child(cls) -> Iterator[LanguageEngine]:
        def command_line(_: ChildSpec) -> list[str]:
            return [sys.executable, "-I", "-X", "utf8", str(cls.PROGRAM)]

        engine = LanguageEngine(
            nothing,
            name="scripted",
            context_tokens=4096,
            template="chatml",
            threads=1,
            settings=SETTINGS,
        )
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(spawning, "command_line", command_line)
            yield engine
            engine.close()

    @pytest.fixture
    def engine(self, child: LanguageEngine) -> LanguageEngine:
        return child

    def kill(self, engine: AnyLanguageEngine) -> None:
        assert engine.loaded is not None
        kill_child()


@pytest.fixture(scope="module")
def llama() -> Iterator[LanguageEngine]:
    engine = LanguageEngine(
        starter,
        name="starter",
        context_tokens=4096,
        template="chatml",
        threads=1,
        settings=SETTINGS,
    )
    yield engine
    engine.close()


@pytest.mark.model
class TestLlama(BusyEngineContract):
    @pytest.fixture
    def engine(self, llama: LanguageEngine) -> LanguageEngine:
        return llama

    def kill(self, engine: AnyLanguageEngine) -> None:
        assert engine.loaded is not None
        kill_child()

    def test_cancel_keeps_the_same_child(self, engine: LanguageEngine) -> None:
        engine.load()
        before = [child.pid for child in children.running()]
        self.test_c2_43_cancel_ends_the_request_and_frees_the_engine(engine)
        assert [child.pid for child in children.running()] == before

    def test_it_knows_the_capital_of_france(self, engine: LanguageEngine) -> None:
        answer = engine.generate(ask("What is the capital of France?"), Sampling(20))
        assert "Paris" in answer.text
        assert answer.finish == "stop"

    def test_the_seed_decides(self, engine: LanguageEngine) -> None:
        texts = [
            engine.generate(LONG_STORY, Sampling(24, temperature=1.0, seed=seed)).text
            for seed in (7, 7, 8)
        ]
        assert texts[0] == texts[1] != texts[2]

    def test_what_was_asked_before_does_not_change_the_answer(self, engine: LanguageEngine) -> None:
        document = "The borrower pays interest of 4.5 % each quarter on the rest of the loan. " * 12
        first = about(document, "How often is interest paid?")
        second = about(document, "What is the rate?")
        engine.close()
        alone = engine.generate(second, Sampling(24))
        engine.close()
        engine.generate(first, Sampling(24))
        after = engine.generate(second, Sampling(24))
        assert after.text == alone.text
        # The document was not read again: that is the point of keeping it.
        assert after.timings.prefill_tokens < alone.timings.prefill_tokens / 2
        assert engine.generate(second, Sampling(24)).text == alone.text

    def test_room_for_a_long_answer_is_made_when_it_is_asked_for(
        self, engine: LanguageEngine
    ) -> None:
        engine.close()
        small = engine.generate(ask("What is the capital of France?"), Sampling(20))
        memory_bytes = engine.load().memory_bytes
        large = engine.generate(ask("What is the capital of France?"), Sampling(4000))
        assert large.text == small.text
        assert engine.load().memory_bytes > memory_bytes

    def test_c2_43_cancel_while_a_long_prompt_is_read(self, engine: LanguageEngine) -> None:
        engine.close()
        engine.load()
        seen: list[Progress] = []

        def stop(progress: Progress) -> None:
            seen.append(progress)
            if progress.stage == "reading the passages":
                job.cancel()

        job = Job(stop)
        with pytest.raises(Cancelled):
            engine.generate(ask("word " * 3500), Sampling(4), job=job)
        assert seen[-1].done < 3500
        assert engine.generate(LONG_STORY, Sampling(3)).text

    def test_c2_38_control_strings_in_a_text_stay_text(self, engine: LanguageEngine) -> None:
        """One token each would mean that a document can end its own turn."""
        marks = ["<|im_start|>", "<|im_end|>", "<|endoftext|>"]
        assert all(count > 1 for count in engine.count_tokens(marks))

    def test_closing_from_another_thread_ends_the_request(self, engine: LanguageEngine) -> None:
        def close(_: str) -> None:
            for child in children.running():
                child.kill()

        with pytest.raises(ModelStopped):
            engine.generate(LONG_STORY, Sampling(2000), on_text=close)

    def test_missing_libraries_are_named_before_a_child_starts(self, tmp_path: Path) -> None:
        before = children.running()
        engine = LanguageEngine(
            starter,
            name="starter",
            context_tokens=512,
            template="chatml",
            threads=1,
            libraries=tmp_path,
        )
        with pytest.raises(EngineMissing):
            engine.load()
        assert children.running() == before
