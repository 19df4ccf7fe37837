"""Engines against children that lie, and the real children against damaged weights."""

from __future__ import annotations

import random
import struct
import sys
import threading
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from onnx import TensorProto, helper

from appliance import children
from appliance.children import ChildSpec, spawning
from appliance.engine import limits
from appliance.engine.client import EmbeddingEngine, LanguageEngine, TabularEngine
from appliance.engine.records import Message, Prompt, Sampling
from appliance.errors import (
    Cancelled,
    ChildTimeout,
    ModelRefused,
    ModelStopped,
    OutOfMemory,
    ProtocolBroken,
)
from appliance.jobs import Job
from appliance.settings import starter_folder
from tests.unit.engine.weights import source, tabular

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LIAR = Path(__file__).parent / "programs" / "liar.py"
MODELS = Path(__file__).parents[3] / "models"
RISK = MODELS / "credit-default" / "model.onnx"
EMBEDDING = starter_folder() / "all-minilm-l6-v2"
PROMPT = Prompt((Message("user", "What is the rate?"),), "chatml")


@pytest.fixture
def no_child_stays() -> Iterator[None]:
    yield
    children.stop_all()


def language(weights: bytes = b"x") -> LanguageEngine:
    return LanguageEngine(
        source(model_gguf=weights), name="m", context_tokens=512, template="chatml", threads=1
    )


def embedding() -> EmbeddingEngine:
    return EmbeddingEngine(
        source(model_onnx=b"x", tokenizer_json=b"x"),
        name="m",
        dimensions=2,
        max_tokens=8,
        threads=1,
    )


@pytest.mark.usefixtures("no_child_stays")
class TestLies:
    @pytest.fixture
    def lie(self, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
        def use(lie: str) -> None:
            def command_line(_: ChildSpec) -> list[str]:
                plain = [sys.executable, "-I", "-X", "utf8", str(LIAR)]
                return [*plain, "--option", f"lie={lie}"]

            monkeypatch.setattr(spawning, "command_line", command_line)

        return use

    @pytest.mark.parametrize(
        "what",
        [
            "garbage",
            "text",
            "no UTF-8",
            "large frames",
            "another place",
            "a negative place",
            "an end before the answer",
            "two ends of one answer",
            "text after the end",
            "likelihoods that nobody asked for",
            "a schedule of its own",
            "time that runs backwards",
            "time that is no number",
            "stopped without being told",
            "an end that was cancelled",
            "a prefix with a name of its own",
            "a negative prefix",
            "loaded again",
            "less than no progress",
            "more text than tokens",
            "empty pieces",
            "another number",
            "another kind",
            "unknown trouble",
            "more fields",
            "lists in lists",
            "load",
            "a model of less than nothing",
        ],
    )
    def test_a_reply_that_is_not_in_the_protocol_ends_the_child(
        self, lie: Callable[[str], None], what: str
    ) -> None:
        lie(what)
        with pytest.raises(ProtocolBroken):
            language().generate(PROMPT, Sampling(4))
        assert children.running() == ()

    @pytest.mark.parametrize(
        "what", ["too few vectors", "part of a number", "vectors that are no numbers"]
    )
    def test_vectors_are_checked(self, lie: Callable[[str], None], what: str) -> None:
        lie(what)
        with pytest.raises(ProtocolBroken):
            embedding().embed(["one", "two"])

    @pytest.mark.parametrize("what", ["odd column", "short column", "negative column"])
    def test_columns_are_checked(self, lie: Callable[[str], None], what: str) -> None:
        lie(what)
        with pytest.raises(ProtocolBroken):
            tabular().run(np.zeros((1, 3), dtype=np.float32))

    def test_an_end_at_load_is_known_trouble(self, lie: Callable[[str], None]) -> None:
        lie("nothing at load")
        with pytest.raises(ModelStopped):
            language().load()

    def test_silence_is_not_waited_for_for_ever(
        self, lie: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        lie("silence")
        monkeypatch.setattr(limits, "SILENCE_LIMIT_S", 0.3)
        with pytest.raises(ChildTimeout):
            language().generate(PROMPT, Sampling(4))
        assert children.running() == ()

    def test_a_child_that_does_not_stop_when_cancelled_is_ended(
        self, lie: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        lie("signs of life for ever")
        monkeypatch.setattr(limits, "CANCEL_GRACE_S", 0.2)
        engine, job = language(), Job()
        engine.load()
        threading.Timer(0.2, job.cancel).start()
        with pytest.raises(Cancelled):
            engine.generate(PROMPT, Sampling(4), job=job)
        assert children.running() == ()
        lie("fails")
        with pytest.raises(ModelRefused):
            engine.generate(PROMPT, Sampling(4), job=Job())

    def test_a_late_cancel_leaves_the_child_alone(
        self, lie: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        lie("fails")
        monkeypatch.setattr(limits, "CANCEL_GRACE_S", 0.0)
        engine, seen = language(), []

        class Late(Job):
            """Calls what it was told to call only after the request."""

            @contextmanager
            def when_cancelled(self, hook: Callable[[], None]) -> Iterator[None]:
                seen.append(hook)
                yield

        engine.load()
        with pytest.raises(ModelRefused):
            engine.generate(PROMPT, Sampling(4), job=Late())
        (hook,) = seen
        hook()
        time.sleep(0.2)
        assert len(children.running()) == 1

    def test_c2_43_signs_of_life_do_not_keep_up_what_nobody_can_cancel(
        self, lie: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        lie("signs of life for ever")
        monkeypatch.setattr(limits, "UNWATCHED_LIMIT_S", 0.3)
        with pytest.raises(ChildTimeout):
            language().generate(PROMPT, Sampling(4))
        assert children.running() == ()

    def test_a_failure_that_the_child_reports_keeps_it(self, lie: Callable[[str], None]) -> None:
        lie("fails")
        engine = language()
        with pytest.raises(ModelRefused, match="the computation failed"):
            engine.generate(PROMPT, Sampling(4))
        loaded = engine.loaded
        assert loaded is not None
        assert "\x1b" not in loaded.engine_build
        assert len(loaded.engine_build) <= 201
        assert len(children.running()) == 1

    def test_a_missing_part_is_named(self, lie: Callable[[str], None]) -> None:
        lie("silence")
        engine = TabularEngine(source(other=b"x"), name="m", threads=1)
        with pytest.raises(ModelRefused, match=r"model\.onnx is missing"):
            engine.load()

    def test_descriptors_are_given_back(self, lie: Callable[[str], None]) -> None:
        lie("garbage")

        def still_open() -> int:
            return len(list(Path("/proc/self/fd").iterdir()))

        before = still_open()
        for _ in range(3):
            with pytest.raises(ProtocolBroken):
                language().generate(PROMPT, Sampling(4))
        # The threads that read the children's stderr end with them, a moment later.
        guard_s = time.monotonic() + 30
        while still_open() > before and time.monotonic() < guard_s:
            time.sleep(0.01)
        assert still_open() <= before


@pytest.mark.model
@pytest.mark.usefixtures("no_child_stays")
class TestDamagedWeights:
    """Refused or dead, both are known trouble; never a hang, never the end of this process."""

    WEIGHTS = starter_folder() / "smollm2-135m-instruct" / "model.gguf"

    @pytest.mark.parametrize("size_bytes", [0, 1, 4, 100, 1_000_000, 98_000_000])
    def test_a_cut_language_model_is_refused(self, size_bytes: int) -> None:
        with self.WEIGHTS.open("rb") as file:
            cut = file.read(size_bytes)
        with pytest.raises(ModelRefused):
            language(cut).load()

    @pytest.mark.parametrize("seed", range(6))
    def test_a_damaged_header_is_known_trouble(self, seed: int) -> None:
        data = bytearray(self.WEIGHTS.read_bytes())
        chance = random.Random(seed)  # noqa: S311 - repeatable damage, not a secret
        for _ in range(20):
            data[chance.randrange(4, 4000)] = chance.randrange(256)
        engine = language(bytes(data))
        # A flip may hit a name that is not needed; then the model simply works.
        with suppress(ModelRefused, ModelStopped, OutOfMemory):
            engine.generate(PROMPT, Sampling(2))
        engine.close()

    def test_c2_14_an_absurd_number_of_layers_kills_only_the_child(self) -> None:
        """llama.cpp would abort on it (GGML_ASSERT); our own reader refuses it before."""
        data = self.WEIGHTS.read_bytes()
        key = b"llama.block_count"
        place = data.index(key) + len(key) + 4
        engine = language(data[:place] + (1_000_000).to_bytes(4, "little") + data[place + 4 :])
        with pytest.raises(ModelRefused, match="outside the possible range"):
            engine.load()

    def test_marks_that_text_could_make_are_refused(self) -> None:
        """A “user-defined” token is found in any text; llama.cpp itself mends only the end mark."""
        place = 1  # of <|im_start|> in the vocabulary
        data = bytearray(self.WEIGHTS.read_bytes())
        key = b"tokenizer.ggml.token_type"
        types = data.index(struct.pack("<Q", len(key)) + key) + 8 + len(key) + 16
        control, user_defined = 3, 4
        assert struct.unpack_from("<i", data, types + 4 * place) == (control,)
        struct.pack_into("<i", data, types + 4 * place, user_defined)
        engine = language(bytes(data))
        try:
            with pytest.raises(ModelRefused, match="marks of its prompt format"):
                engine.load()
        finally:
            engine.close()

    @pytest.mark.parametrize("damaged", [b"", b"not a model", b"\x08\x07" * 500])
    def test_a_damaged_risk_model_is_refused(self, damaged: bytes) -> None:
        with pytest.raises(ModelRefused):
            tabular(damaged).load()

    def test_a_cut_risk_model_is_refused(self) -> None:
        whole = RISK.read_bytes()
        for size_bytes in range(0, len(whole) - 1, len(whole) // 6):
            with pytest.raises(ModelRefused):
                tabular(whole[:size_bytes]).load()

    def test_c2_16_weights_in_another_file_are_refused_before_they_are_read(self) -> None:
        rows = helper.make_tensor_value_info("rows", TensorProto.FLOAT, ["n", 3])
        out = helper.make_tensor_value_info("out", TensorProto.FLOAT, ["n", 3])
        tensor = TensorProto(name="w", data_type=1, dims=[3], data_location=1)
        tensor.external_data.add(key="location", value="passwd")
        node = helper.make_node("Add", ["rows", "w"], ["out"])
        graph = helper.make_graph([node], "g", [rows], [out], [tensor])
        engine = tabular(helper.make_model(graph).SerializeToString())
        with pytest.raises(ModelRefused, match="asks for something that a model may not do"):
            engine.load()

    def test_c2_16_a_tensor_of_absurd_size_ends_at_the_limit(self) -> None:
        rows = helper.make_tensor_value_info("rows", TensorProto.FLOAT, ["n", 3])
        out = helper.make_tensor_value_info("out", TensorProto.FLOAT, None)
        shape = helper.make_tensor("shape", TensorProto.INT64, [2], [2**16, 2**15])
        nodes = [
            helper.make_node("ConstantOfShape", ["shape"], ["big"]),
            helper.make_node("ReduceMax", ["big"], ["top"], keepdims=0),
            helper.make_node("Add", ["rows", "top"], ["out"]),
        ]
        graph = helper.make_graph(nodes, "g", [rows], [out], [shape])
        opset = [helper.make_opsetid("", 17)]
        made = helper.make_model(graph, opset_imports=opset, ir_version=8)
        engine = tabular(made.SerializeToString())
        with pytest.raises((ModelRefused, OutOfMemory, ModelStopped)):
            engine.run(np.zeros((1, 3), dtype=np.float32))

    def test_another_kind_of_model_is_refused(self) -> None:
        with pytest.raises(ModelRefused):
            tabular((EMBEDDING / "model.onnx").read_bytes()).load()
