"""Rows per second through the risk child, against the libraries in which such models are made.

    python benchmarks/scoring.py [--peer PYTHON] [--rows 100000] [--repeats 9] [--save]

`trees`: 300 trees of 31 leaves over 23 inputs, made by LightGBM, as an ONNX graph in our child with
every check of it, against LightGBM's and scikit-learn's own prediction in a process of their own
(`benchmarks/peers/embeddings.sh` says how PYTHON comes about). `ratio` is LightGBM's seconds over
ours for all rows. One row is a round trip: message, computation in the child, message.

`scorecard`: the starter's points model, against bare ONNX Runtime in this very process: no other
process, no checks, no reasons. It is so small that moving the rows is most of the work; `ratio` is
about it where no peer is given.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

# Sets ORT_DISABLE_TELEMETRY, so it comes before ONNX Runtime.
from measure import ROOT, interleaved_s, medians, report

# isort: split
import onnxruntime
from peer_process import Peer
from tree_model import from_lightgbm

from appliance.children import sealed_memory, stop_all
from appliance.engine.client import TabularEngine
from appliance.jobs import Job
from appliance.packs import manifest
from appliance.packs.records import ModelRecord
from appliance.risk.batch import score_csv
from appliance.risk.scoring import score_rows
from appliance.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

MODEL = ROOT / "models" / "credit-default"


def main() -> None:
    """Measure and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--threads", type=int, default=Settings().core_count())
    parser.add_argument("--peer", type=Path, help="Python with LightGBM and scikit-learn")
    parser.add_argument("--save", action="store_true")
    options = parser.parse_args()
    card = _scorecard(options)
    typical = card["median_s"]
    ratio = typical["bare"] / typical["scored"]
    trees = None
    if options.peer is not None:
        trees = _trees(options)
        ratio = trees["median_s"]["lightgbm"] / trees["median_s"]["child"]
    stop_all()
    report(
        "scoring",
        ratio,
        {"rows": options.rows, "threads": options.threads, "trees": trees, "scorecard": card},
        save=options.save,
    )


def _trees(options: argparse.Namespace) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder, Peer(options.peer, "trees.py", folder) as peer:
        model = from_lightgbm(json.loads(Path(folder, "lightgbm.json").read_text("utf-8")))
        rows = np.load(Path(folder, "rows.npy"))[: options.rows]
        theirs = np.load(Path(folder, "probabilities.npy"))[: options.rows]
        engine = TabularEngine(_memory(model), name="trees", threads=options.threads)
        apart = float(np.abs(engine.run(rows)["pd"][:, 0] - theirs).max())
        assert apart < 1e-5, apart
        taken: dict[str, list[float]] = {"child": [], "lightgbm": [], "sklearn": []}
        one: dict[str, list[float]] = {name: [] for name in taken}
        for number in range(-1, options.repeats):
            for count, samples in ((options.rows, taken), (1, one)):
                for name in samples:
                    # A library that spins takes a second for one row on a busy machine.
                    times = 1 if count > 1 else 40 if name == "child" else 5
                    for _ in range(times):
                        took_s = (
                            _timed_s(engine, rows[:count])
                            if name == "child"
                            else peer.ask(name, count)
                        )
                        samples[name] += [took_s] if number >= 0 else []
        engine.close()
        typical = medians(taken)
        return {
            "peers": peer.about,
            "largest_difference": apart,
            "median_s": typical,
            "rows_per_s": {name: round(options.rows / took) for name, took in typical.items()},
            "times_lightgbm": round(typical["lightgbm"] / typical["child"], 3),
            "times_sklearn": round(typical["sklearn"] / typical["child"], 3),
            "one_row_ms": {
                name: {
                    "median": round(1000 * statistics.median(values), 4),
                    "p95": round(1000 * statistics.quantiles(values, n=20)[-1], 4),
                }
                for name, values in one.items()
            },
            "samples_s": taken,
        }


def _timed_s(engine: TabularEngine, rows: np.ndarray) -> float:
    began_s = time.perf_counter()
    engine.run(rows)
    return time.perf_counter() - began_s


def _scorecard(options: argparse.Namespace) -> dict[str, Any]:
    described = manifest.read(MODEL)
    assert described.risk is not None
    record = ModelRecord(described, manifest.digest(described), "", True, 0, 0, True)
    rows = _rows(record, options.rows)
    weights = (MODEL / "model.onnx").read_bytes()
    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads = options.threads
    bare = onnxruntime.InferenceSession(weights, settings, ["CPUExecutionProvider"])
    engine = TabularEngine(_memory(weights), name=described.name, threads=options.threads)
    _agree(bare, engine, rows)

    def with_reasons() -> None:
        for _ in score_rows(engine, record, rows):
            pass

    many = interleaved_s(
        {
            "bare": lambda: bare.run(None, {"rows": rows}),
            "child": lambda: engine.run(rows),
            "scored": lambda: score_rows(engine, record, rows),
            "scored_with_reasons": with_reasons,
        },
        repeats=options.repeats,
    )
    one = interleaved_s(
        {
            "bare": lambda: bare.run(None, {"rows": rows[:1]}),
            "scored_with_reasons": lambda: score_rows(engine, record, rows[:1])[0],
        },
        repeats=options.repeats * 20,
        warm_up=10,
    )
    files = _csv_s(engine, record, rows, options.repeats)
    engine.close()
    typical = medians(many)
    return {
        "median_s": typical,
        "rows_per_s": {name: round(options.rows / value_s) for name, value_s in typical.items()},
        "ratio": round(typical["bare"] / typical["scored"], 4),
        "ratio_with_reasons": round(typical["bare"] / typical["scored_with_reasons"], 4),
        "one_row_median_s": medians(one),
        "one_row_p95_s": {
            name: statistics.quantiles(values, n=20)[-1] for name, values in one.items()
        },
        "csv_in_and_out_with_reasons_median_s": medians(files),
        "samples_s": many,
    }


def _rows(record: ModelRecord, count: int) -> np.ndarray:
    """Whole numbers spread evenly over the training range of each input; always the same."""
    assert record.manifest.risk is not None
    generator = np.random.default_rng(1)
    columns = [
        generator.integers(int(one.minimum), int(one.maximum) + 1, count)
        for one in record.manifest.risk.features
    ]
    return np.column_stack(columns).astype(np.float32)


def _memory(model: bytes) -> Callable[[], dict[str, int]]:
    def fill(handle: int) -> None:
        with open(handle, "wb", closefd=False) as out:
            out.write(model)

    return lambda: {"model.onnx": sealed_memory("model.onnx", fill)}


def _agree(bare: onnxruntime.InferenceSession, engine: TabularEngine, rows: np.ndarray) -> None:
    """Both give the same numbers, or the comparison means nothing."""
    names = [output.name for output in bare.get_outputs()]
    ours = engine.run(rows)
    for name, values in zip(names, bare.run(names, {"rows": rows}), strict=True):
        assert np.array_equal(ours[name], values), name


def _csv_s(
    engine: TabularEngine, record: ModelRecord, rows: np.ndarray, repeats: int
) -> dict[str, list[float]]:
    assert record.manifest.risk is not None
    with tempfile.TemporaryDirectory() as folder:
        source, output = Path(folder, "in.csv"), Path(folder, "out.csv")
        names = ",".join(feature.name for feature in record.manifest.risk.features)
        lines = [",".join(map(str, (number, *row))) for number, row in enumerate(rows.astype(int))]
        source.write_text("\n".join([f"ID,{names}", *lines]) + "\n", "utf-8")
        return interleaved_s(
            {"csv": lambda: score_csv(engine, record, source, output, explain=True, job=Job())},
            repeats=max(3, repeats // 3),
        )


if __name__ == "__main__":
    main()
