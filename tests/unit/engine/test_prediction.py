"""The prediction of speed, held to a machine whose every pace is known."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from appliance.engine.gguf import work as gguf_work
from appliance.engine.gguf.check import check
from appliance.engine.gguf.values import BytesSource
from appliance.engine.gguf.work import Matrices, ModelWork
from appliance.engine.machine import calibrating, prediction, random_weights
from appliance.engine.machine.calibrating import BASE_TYPE, Run
from appliance.engine.machine.prediction import Calibration, Sample, Speed
from appliance.engine.machine.random_weights import Shape
from appliance.engine.tuning.records import Fingerprint
from appliance.engine.weights_faults import WeightsRefused
from appliance.settings import starter_folder
from tests.hostile.gguf_file import tiny

FINGERPRINT = Fingerprint("made up", 2, 16, "", "")
NUMBERS_PER_BYTE = {"Q4_0": 32 / 18, "F16": 0.5, "Q8_0": 32 / 34}


@dataclass(frozen=True)
class Machine:
    """Seconds that it takes for each part of the work."""

    number_s: float = 1e-11
    byte_s: float = 5e-11
    step_s: float = 2e-10
    attention_s: float = 3e-11
    layer_s: float = 2e-5
    cache_s: float = 8e-11

    def prefill_s(self, numbers: float, steps: float, heads: float, tokens: int) -> float:
        return numbers * self.number_s + steps * self.step_s + heads * tokens / 2 * self.attention_s

    def decode_s(self, size_bytes: float, layers: int, kv_bytes: float, before: float) -> float:
        return size_bytes * self.byte_s + layers * self.layer_s + before * kv_bytes * self.cache_s

    def sample(self, run: Run) -> Sample:
        shape = run.shape
        per_layer = 2 * shape.width * shape.width + 3 * shape.width * shape.ffn
        numbers = shape.layers * per_layer
        size_bytes = round(numbers / NUMBERS_PER_BYTE[run.type])
        steps = prediction.step_numbers(shape.layers, shape.width, shape.ffn)
        heads, kv_bytes = 2 * shape.layers * shape.width, 2 * shape.layers * shape.width
        before = run.prompt_tokens + 32
        return Sample(
            type=run.type,
            numbers=numbers,
            size_bytes=size_bytes,
            layers=shape.layers,
            width=shape.width,
            step_numbers=steps,
            attention_numbers=heads,
            kv_bytes=kv_bytes,
            prompt_tokens=run.prompt_tokens,
            prefill_s=run.prompt_tokens * self.prefill_s(numbers, steps, heads, run.prompt_tokens),
            answer_tokens=64,
            decode_s=64 * self.decode_s(size_bytes, shape.layers, kv_bytes, before),
        )

    def calibration(self, *types: str) -> Calibration:
        samples = [self.sample(run) for run in calibrating.plan(types)]
        return prediction.solve(samples, fingerprint=FINGERPRINT, threads=1, measured_at="")


def work(layers: int, width: int, kind: str, *, output: str = "Q8_0") -> ModelWork:
    numbers, table = layers * 11 * width * width, 49_152 * width
    return ModelWork(
        architecture="llama",
        layers=layers,
        width=width,
        ffn=3 * width,
        vocabulary=49_152,
        heads=width // 64,
        kv_numbers=layers * width,
        attention_numbers=2 * layers * width,
        blocks=(Matrices(kind, numbers, round(numbers / NUMBERS_PER_BYTE[kind])),),
        output=Matrices(output, table, round(table / NUMBERS_PER_BYTE[output])),
        tensor_bytes=0,
    )


@pytest.mark.parametrize("layers", [1, 12, 40])
@pytest.mark.parametrize("width", [256, 1024, 4096])
@pytest.mark.parametrize("kind", ["Q4_0", "F16"])
def test_a_machine_that_is_a_sum_of_parts_is_predicted_exactly(
    layers: int, width: int, kind: str
) -> None:
    machine = Machine()
    model = work(layers, width, kind)
    found = prediction.predict(model, machine.calibration("F16", "Q8_0"))
    assert found is not None
    steps = prediction.step_numbers(layers, width, 3 * width)
    numbers = model.blocks[0].numbers + model.output.numbers / 512
    prefill_s = machine.prefill_s(numbers, steps, model.attention_numbers, 512)
    size_bytes = model.blocks[0].size_bytes + model.output.size_bytes
    decode_s = machine.decode_s(size_bytes, layers, model.kv_bytes_per_token, 512 + 32)
    assert found.prefill_rate == pytest.approx(1 / prefill_s, rel=1e-6)
    assert found.decode_rate == pytest.approx(1 / decode_s, rel=1e-6)


def test_between_two_paces_the_prediction_lies_between() -> None:
    calibration = Machine().calibration()
    narrow, wide = calibration.paces
    slower = Calibration(
        **{
            **{name: getattr(calibration, name) for name in calibration.__struct_fields__},
            "paces": (
                prediction.Pace(
                    narrow.type,
                    narrow.width,
                    narrow.size_bytes,
                    2 * narrow.prefill_s,
                    2 * narrow.decode_s,
                ),
                wide,
            ),
        }
    )
    rates = []
    for width in (512, 1024, 1536, 4096):
        model = work(12, width, "Q4_0", output="Q4_0")
        fast, slow = prediction.predict(model, calibration), prediction.predict(model, slower)
        assert fast is not None
        assert slow is not None
        rates.append(fast.prefill_rate / slow.prefill_rate)
    assert rates == sorted(rates, reverse=True)
    assert rates[0] > 1.5
    assert rates[-1] == pytest.approx(1)


def test_a_type_that_was_never_measured_is_not_guessed() -> None:
    assert prediction.predict(work(2, 256, "F16"), Machine().calibration("Q8_0")) is None


def test_noise_makes_nothing_negative() -> None:
    short, long, *wider = (Machine().sample(run) for run in calibrating.plan([]))
    odd = prediction.solve(
        [long, short, *wider], fingerprint=FINGERPRINT, threads=1, measured_at=""
    )
    rates = prediction.predict(work(12, 768, "Q4_0", output="Q4_0"), odd)
    assert rates is not None
    assert min(rates) > 0
    with pytest.raises(ValueError, match="thin"):
        prediction.solve([short, long], fingerprint=FINGERPRINT, threads=1, measured_at="")


def test_the_plan_measures_each_type_once_at_two_widths_and_no_unknown_one() -> None:
    runs = calibrating.plan(["F16", BASE_TYPE, "IQ4_XS", "F32"])
    assert [(run.type, run.shape.width) for run in runs] == [
        (BASE_TYPE, 256),
        (BASE_TYPE, 256),
        (BASE_TYPE, 768),
        (BASE_TYPE, 2048),
        ("F16", 768),
        ("F16", 2048),
    ]
    assert runs[1].prompt_tokens > runs[0].prompt_tokens
    assert calibrating.peak_bytes(runs) > 2 * 360 * 10**6


def test_errors_are_shares_of_what_was_measured() -> None:
    assert prediction.errors(Speed(150, 40), Speed(100, 50)) == {
        "prefill": pytest.approx(0.5),
        "decode": pytest.approx(-0.2),
    }


# The head of a file ------------------------------------------------------------------------------


class Memory:
    """Collects a file."""

    def __init__(self) -> None:
        self.data = bytearray()

    def write(self, data: bytes, /) -> None:
        self.data += data


def made(shape: Shape, kind: str) -> bytes:
    words = random_weights.byte_vocabulary()
    tokens = words["tokenizer.ggml.tokens"].content
    assert isinstance(tokens, list)
    shape = shape._replace(vocab=len(tokens))
    out = Memory()
    random_weights.write(
        out,
        {**random_weights.settings(shape, kind, 512), **words},
        random_weights.tables(shape, kind, kind),
        1,
        random_weights.silent_rows(words),
    )
    return bytes(out.data)


@pytest.mark.parametrize("kind", sorted(set(random_weights.TYPE_NUMBERS) - {"F32"}))
def test_random_models_pass_our_own_check_and_say_what_they_are(kind: str) -> None:
    data = made(Shape(2, 256, 4, 2, 512, 0, tied=False), kind)
    check(data)
    found = gguf_work.read(BytesSource(data))
    per_layer = 256 * 256 * 2 + 256 * 128 * 2 + 3 * 256 * 512
    assert [(one.type, one.numbers) for one in found.blocks] == [(kind, 2 * per_layer)]
    assert (found.layers, found.width, found.ffn, found.heads) == (2, 256, 512, 4)
    assert found.kv_numbers == 2 * 2 * 2 * 64
    assert found.attention_numbers == 2 * 2 * 256
    assert found.output.numbers == 256 * found.vocabulary
    assert made(Shape(2, 256, 4, 2, 512, 0, tied=False), kind) == data


def test_the_starter_model_is_understood() -> None:
    data = (starter_folder() / "smollm2-135m-instruct" / "model.gguf").read_bytes()
    found = gguf_work.read(BytesSource(data))
    assert (found.layers, found.width, found.vocabulary) == (30, 576, 49_152)
    assert found.kv_bytes_per_token == 23_040  # as the engine says
    assert found.output.numbers == 576 * 49_152
    assert 0.95 * len(data) < found.tensor_bytes < len(data)


@pytest.mark.parametrize("end", [0, 3, 8, 30, 200, 2000])
def test_a_cut_head_is_refused(end: int) -> None:
    with pytest.raises(WeightsRefused):
        gguf_work.read(BytesSource(tiny().encode()[:end]))
