"""Is the speed of a model that was never loaded predicted right? The goal is within 25 %.

This machine is measured as the program does it (`appliance/engine/machine/calibrating.py`), then
models of
other sizes and types, and the starter model, are predicted from their heads alone and then run.
With `--clock processor` both sides are measured in processor time of one thread instead of wall
time, which other programs on the machine disturb less. `ratio` is 1 less the largest error.

    .venv/bin/python benchmarks/prediction.py [--clock processor] [--save]
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import random_model
from measure import report

from appliance.children import running, sealed_memory
from appliance.engine.gguf import work as gguf_work
from appliance.engine.gguf.values import DescriptorSource
from appliance.engine.language import LanguageEngine
from appliance.engine.machine import calibrating, prediction, processor
from appliance.engine.machine.prediction import ANSWER_TOKENS, PROMPT_TOKENS, Speed
from appliance.engine.machine.random_weights import Shape
from appliance.engine.records import Sampling
from appliance.jobs import Job
from appliance.settings import engine_folder, starter_folder

if TYPE_CHECKING:
    from collections.abc import Mapping

    from appliance.engine.gguf.work import ModelWork

# None of these shapes is among those that the machine is measured with.
SHAPES = {
    "60M": Shape(8, 512, 8, 4, 1536, 0, tied=True),
    "180M": Shape(16, 768, 12, 4, 2304, 0, tied=True),
    "350M": Shape(20, 1024, 16, 8, 3072, 0, tied=True),
    "1.1B": Shape(22, 2048, 32, 4, 5632, 0, tied=False),
}
MODELS = (
    ("60M", "F16", None),
    ("60M", "Q4_0", None),
    ("180M", "Q8_0", None),
    ("350M", "Q4_0", "Q8_0"),
    ("350M", "Q4_K", "Q6_K"),
    ("1.1B", "Q4_0", "Q6_K"),
)
REPEATS = 3


def processor_s() -> float:
    """Processor time that the running language model has used so far."""
    (child,) = [one for one in running() if one.spec.kind == "language"]
    tasks = Path(f"/proc/{child.pid}/task").iterdir()
    return sum(int((task / "schedstat").read_text("ascii").split()[0]) for task in tasks) / 1e9


def in_processor_time(
    engine: LanguageEngine, number: int, tokens: int, job: Job
) -> tuple[int, float, float]:
    """As `calibrating.once`, from two prompts of one length: one token written, and many."""
    taken = []
    made = None
    for more, count in enumerate((1, ANSWER_TOKENS + 1)):
        before_s = processor_s()
        asked = calibrating.prompt(2 * number + more, tokens)
        made = engine.generate(asked, Sampling(count), job=job).timings
        taken.append(processor_s() - before_s)
    assert made is not None
    decode_s = (taken[1] - taken[0]) * ANSWER_TOKENS / max(1, made.decode_tokens - 1)
    return made.prefill_tokens, taken[0] - decode_s / ANSWER_TOKENS, decode_s


def run(path: Path, threads: int, timed: calibrating.Timed) -> tuple[int, Speed]:
    """Load a model and measure it: tokens of the prompt, best speeds."""

    def fill(descriptor: int) -> None:
        with path.open("rb") as file:
            left = path.stat().st_size
            while left:
                left -= os.sendfile(descriptor, file.fileno(), None, left)

    def source() -> Mapping[str, int]:
        return {"model.gguf": sealed_memory("weights", fill)}

    engine = LanguageEngine(
        source, name=path.stem, context_tokens=2048, template="chatml", threads=threads
    )
    try:
        engine.load()
        times = [timed(engine, number, PROMPT_TOKENS, Job()) for number in range(REPEATS)]
    finally:
        engine.close()
    tokens = times[0][0]
    prefill_s = min(one[1] for one in times)
    decode_s = min(one[2] for one in times)
    return tokens, Speed(tokens / prefill_s, ANSWER_TOKENS / decode_s)


def work_of(path: Path) -> ModelWork:
    """What the head of a file says."""
    with path.open("rb") as file:
        return gguf_work.read(DescriptorSource(file.fileno()))


def compared(
    name: str, path: Path, threads: int, timed: calibrating.Timed, known: prediction.Calibration
) -> dict[str, Any]:
    """Prediction and measurement of one model."""
    work = work_of(path)
    tokens, measured = run(path, threads, timed)
    predicted = prediction.predict(work, known, prompt_tokens=tokens)
    assert predicted is not None, f"{name}: a type was not measured"
    off = prediction.errors(predicted, measured)
    print(name, measured, predicted, off, file=sys.stderr, flush=True)
    return {
        "model": name,
        "size_bytes": path.stat().st_size,
        "types": sorted(prediction.types_of(work)),
        "prompt_tokens": tokens,
        "measured": {key: round(value, 2) for key, value in measured._asdict().items()},
        "predicted": {key: round(value, 2) for key, value in predicted._asdict().items()},
        "error": {key: round(value, 4) for key, value in off.items()},
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--clock", choices=("wall", "processor"), default="wall")
    parser.add_argument("--save", action="store_true")
    given = parser.parse_args()
    timed = in_processor_time if given.clock == "processor" else calibrating.once
    starter = starter_folder() / "smollm2-135m-instruct" / "model.gguf"
    with tempfile.TemporaryDirectory() as folder:
        files = {"starter": starter}
        for size, kind, output in MODELS:
            name = f"{size} {kind}" + (f" output {output}" if output else "")
            files[name] = Path(folder) / f"{size}-{kind}.gguf"
            random_model.make(files[name], SHAPES[size], kind=kind, output_kind=output)
        types = {kind for path in files.values() for kind in prediction.types_of(work_of(path))}
        measure = partial(calibrating.measure, threads=given.threads, job=Job(), timed=timed)
        samples = []
        for one in calibrating.plan(types):
            samples.append(measure(one))
            print(samples[-1], file=sys.stderr, flush=True)
        known = prediction.solve(
            samples,
            fingerprint=processor.fingerprint(engine_folder()),
            threads=given.threads,
            measured_at="",
        )
        found = [compared(name, path, given.threads, timed, known) for name, path in files.items()]
    largest = max(abs(off) for one in found for off in one["error"].values())
    result = {
        "largest_error": round(largest, 4),
        "goal": 0.25,
        "threads": given.threads,
        "clock": given.clock,
        "models": found,
        "calibration": {
            "prefill_step_s": known.prefill_step_s,
            "prefill_attention_s": known.prefill_attention_s,
            "decode_layer_s": known.decode_layer_s,
            "decode_cache_s": known.decode_cache_s,
            "samples": [
                {name: getattr(one, name) for name in one.__struct_fields__} for one in samples
            ],
        },
    }
    report("prediction", 1 - largest, result, save=given.save)


if __name__ == "__main__":
    main()
