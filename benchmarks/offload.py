r"""Layers on a graphics device: are the answers the processor's, and is the bill of memory right?

Loads the starter model in a fenced child with some layers on the device, computes the same tokens
as the processor's engine, and compares the logits; compares the bill of memory with the engine's
own numbers; and goes down the ladder with a budget that is too small. With `--software` a driver on
the processor is used (Mesa's lavapipe): right, but far too slow to say anything about speed.

    .venv/bin/python benchmarks/offload.py --software [--layers 2] [--save]

Needs `make gpu-engine KIND=vulkan` and a Vulkan driver. Prints one JSON object; `ratio` is the
largest difference of the logits over the tolerance: at most 1.
"""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec
import numpy as np

from appliance.children import Child, ChildSpec, sealed_memory, spawning
from appliance.engine.gguf.shape import shape_of
from appliance.engine.gguf.values import DescriptorSource
from appliance.engine.machine.hardware import MachineFacts, look
from appliance.engine.machine.memory_bill import MEMORY, bill
from appliance.engine.machine.offload import ladder, on_device_bytes, plan
from appliance.engine.protocol import Trouble
from appliance.engine.records import RunSettings
from appliance.settings import engine_folder, starter_folder

if TYPE_CHECKING:
    from appliance.engine.gguf.shape import ModelShape
    from appliance.engine.machine.hardware import Backend, Device

PROGRAM = Path(__file__).parent / "programs" / "device_child.py"
sys.path.insert(0, str(PROGRAM.parent))

from device_child import Answer, Wanted  # noqa: E402 - beside the child that it belongs to

MODEL = starter_folder() / "smollm2-135m-instruct" / "model.gguf"
ENGINES = engine_folder().parent
# “The loan agreement is between the lender and” in the starter's tokens.
PROMPT = (504, 11001, 6415, 314, 826, 260, 39038, 284)
NEW_TOKENS = 4
# Half precision on one side and other orders of sums: two engine builds on processors differ by
# as much (0.6 to 1.2 between batch shapes of one build, the logits' spread being about 20).
MOST_DIFFERENCE, MOST_DIVERGENCE = 1.0, 0.01
CELLS = (2048, 2048)
_REPLY_BYTES = 64 * 1024**2
_LIMIT_S = 540.0


class Ran(NamedTuple):
    """What a child said, and how well it was fenced in."""

    answer: Answer
    level: str
    relaxed: list[str]


def run(
    settings: RunSettings,
    backend: str,
    fence: str,
    wanted: Wanted,
    *,
    address_space_bytes: int | None = None,
) -> Ran:
    """One child, one request. Raises: what `Child` raises."""
    before = spawning.command_line
    here = str(PROGRAM)
    spec = ChildSpec(
        kind="language",
        module=here,
        address_space_bytes=address_space_bytes,
        threads=len(os.sched_getaffinity(0)),
        frame_bytes=_REPLY_BYTES,
        options=(f"engine={ENGINES / backend}", f"software={'yes' if 'soft' in fence else 'no'}"),
        fence=fence,
    )
    weights = sealed_memory("weights", lambda file: _copy(MODEL, file))
    spawning.command_line = lambda spec: [sys.executable, "-X", "utf8", spec.module]
    try:
        child = Child.start(spec, fds=(weights,))
    finally:
        spawning.command_line = before
        os.close(weights)
    try:
        child.send(msgspec.msgpack.encode(replace_settings(wanted, settings)))
        answer = msgspec.msgpack.decode(child.receive(_LIMIT_S), type=Answer)
    finally:
        child.stop(grace_s=0)
    report = child.confinement
    relaxed = [layer.name for layer in report.layers if not layer.enforced and layer.reason]
    return Ran(answer, report.level, relaxed)


def replace_settings(wanted: Wanted, settings: RunSettings) -> Wanted:
    """The same request with other settings."""
    return Wanted(settings, wanted.cells, wanted.prompt, wanted.new_tokens)


def _copy(path: Path, file: int) -> None:
    with path.open("rb") as source:
        while data := source.read(1 << 20):
            os.write(file, data)


def compare(one: Answer, other: Answer) -> dict[str, Any]:
    """How far two runs of the same tokens are apart."""
    rows = len(one.tokens)
    first, second = (
        np.frombuffer(answer.logits, np.float32).reshape(rows, -1) for answer in (one, other)
    )
    # After a different choice the two runs compute different texts.
    same = next((n for n in range(rows) if one.tokens[n] != other.tokens[n]), rows - 1) + 1
    difference = np.abs(first[:same] - second[:same])
    return {
        "positions": same,
        "same_tokens": list(one.tokens) == list(other.tokens),
        "max_difference": float(difference.max()),
        "mean_difference": float(difference.mean()),
        "divergence": float(max(_divergence(first[n], second[n]) for n in range(same))),
    }


def _divergence(of: np.ndarray, to: np.ndarray) -> float:
    """Kullback-Leibler, in nats."""
    left, right = (row.astype(np.float64) - row.max() for row in (of, to))
    left, right = (row - np.log(np.exp(row).sum()) for row in (left, right))
    return float((np.exp(left) * (left - right)).sum())


def check_bill(shape: ModelShape, settings: RunSettings, answer: Answer) -> list[dict[str, Any]]:
    """Bill and engine side by side, per place; the engine does not see all kinds of lines."""
    taken = bill(shape, settings)
    found: dict[str, int] = {}
    for where, _, size in answer.buffers:
        name = MEMORY if where == "CPU" else where
        found[name] = found.get(name, 0) + size
    return [
        {
            "where": where,
            "bill_bytes": taken.total(where, "weights", "kv", "compute", "output"),
            "engine_bytes": size,
            "off": taken.total(where, "weights", "kv", "compute", "output") / size - 1,
        }
        for where, size in sorted(found.items())
    ]


def go_down(
    shape: ModelShape, first: RunSettings, backend: str, fence: str, budget_bytes: int
) -> list[dict[str, Any]]:
    """Down the ladder until what the engine says it took on the device is within the budget."""
    steps = []
    for settings, why in [(first, "first")] + [(r.settings, r.why) for r in ladder(shape, first)]:
        cells = (settings.lane_tokens, settings.batch_tokens)
        used, name = (backend, fence) if settings.device else ("cpu", "cpu")
        answer = run(settings, used, name, Wanted(settings, cells)).answer
        taken = sum(size for where, _, size in answer.buffers if where == settings.device)
        steps.append(
            {
                "why": why,
                "layers": settings.gpu_layers,
                "device": settings.device,
                "billed_bytes": on_device_bytes(shape, settings),
                "engine_bytes": taken,
                "trouble": Trouble(answer.trouble).name if answer.trouble else "",
            }
        )
        if taken <= budget_bytes and not answer.trouble:
            return steps
    return steps


def measure(facts: MachineFacts, backend: Backend, device: Device, layers: int) -> dict[str, Any]:
    """All three comparisons."""
    descriptor = os.open(MODEL, os.O_RDONLY)
    shape = shape_of(DescriptorSource(descriptor))
    os.close(descriptor)
    fence = "vulkan-software" if device.kind == "software" else backend.name
    base = RunSettings(lane_tokens=CELLS[0], batch_tokens=CELLS[1])
    there = replace(base, device=device.name, gpu_layers=layers)
    wanted = Wanted(base, CELLS, PROMPT, NEW_TOKENS)
    processor = run(base, "cpu", "cpu", wanted)
    again = run(base, "cpu", "cpu", wanted)
    offloaded = run(there, backend.name, fence, wanted)
    whole = run(
        replace(there, gpu_layers=shape.layers + 1), backend.name, fence, Wanted(there, CELLS)
    )
    compared = compare(processor.answer, offloaded.answer)
    bills = check_bill(shape, base, processor.answer) + check_bill(shape, there, offloaded.answer)
    everything = replace(there, gpu_layers=shape.layers + 1)
    bills += check_bill(shape, everything, whole.answer)
    small = on_device_bytes(shape, replace(everything, gpu_layers=shape.layers // 2))
    fitted = plan(shape, base, device, facts.available_bytes, limit_bytes=small)
    worst = max(
        compared["max_difference"] / MOST_DIFFERENCE, compared["divergence"] / MOST_DIVERGENCE
    )
    return {
        "device": f"{device.description} ({device.driver})",
        "engine": backend.name,
        "layers_asked": layers,
        "layers_offloaded": offloaded.answer.offloaded,
        "fence": {"name": fence, "level": offloaded.level, "not_in_force": offloaded.relaxed},
        "processor_repeats": compare(processor.answer, again.answer),
        "against_processor": compared,
        "tolerance": {"max_difference": MOST_DIFFERENCE, "divergence": MOST_DIVERGENCE},
        "bills": bills,
        "plan": {"budget_bytes": small, "layers": fitted.settings.gpu_layers, "why": fitted.why},
        "ladder": go_down(shape, everything, backend.name, fence, small),
        "seconds": {
            "processor": processor.answer.compute_s,
            "device": offloaded.answer.compute_s,
        },
        "ratio": worst,
    }


def main() -> int:
    """Exit status 0 if the logits agree and every bill is within a tenth."""
    from measure import report

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--software", action="store_true")
    parser.add_argument("--layers", type=int, default=2)
    parser.add_argument("--save", action="store_true")
    given = parser.parse_args()
    facts = look(ENGINES, software=given.software)
    found = facts.devices()
    if not found:
        for backend in facts.backends:
            print(f"{backend.name}: {backend.problem or 'no device'}", file=sys.stderr)
        print("no graphics device to measure", file=sys.stderr)
        return 0
    backend, device = found[0]
    result = measure(facts, backend, device, given.layers)
    name = "offload_lavapipe" if device.kind == "software" else f"offload_{backend.name}"
    report(name, result["ratio"], result, save=given.save)
    agrees = result["ratio"] <= 1 and all(abs(one["off"]) <= 0.1 for one in result["bills"])
    return 0 if agrees and result["layers_offloaded"] == given.layers else 1


if __name__ == "__main__":
    sys.exit(main())
