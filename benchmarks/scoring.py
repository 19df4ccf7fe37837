"""Rows per second through the risk child and our scoring, against bare ONNX Runtime.

    python benchmarks/scoring.py [--rows 100000] [--repeats 9] [--save]

Bare is `InferenceSession.run` in this very process: no other process, no checks, no reasons.
`ratio` is ours without reasons over bare. The model is so small that moving the rows to the child
and the answers back is most of the work; the other figures say what a person waits for.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import numpy as np

# Sets ORT_DISABLE_TELEMETRY, so it comes before ONNX Runtime.
from measure import ROOT, interleaved_s, medians, report

# isort: split
import onnxruntime

from appliance.children import sealed_memory, stop_all
from appliance.engine.client import TabularEngine
from appliance.jobs import Job
from appliance.packs import manifest
from appliance.packs.records import ModelRecord
from appliance.risk.batch import score_csv
from appliance.risk.scoring import score_rows

MODEL = ROOT / "models" / "credit-default"


def main() -> None:
    """Measure and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--repeats", type=int, default=9)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--save", action="store_true")
    options = parser.parse_args()

    described = manifest.read(MODEL)
    assert described.risk is not None
    record = ModelRecord(described, manifest.digest(described), "", True, 0, 0, True)
    rows = _rows(record, options.rows)
    weights = (MODEL / "model.onnx").read_bytes()
    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads = options.threads
    bare = onnxruntime.InferenceSession(weights, settings, ["CPUExecutionProvider"])
    engine = TabularEngine(_source, name=described.name, threads=options.threads)
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
    stop_all()
    typical = medians(many)
    report(
        "scoring",
        typical["bare"] / typical["scored"],
        {
            "rows": options.rows,
            "threads": options.threads,
            "median_s": typical,
            "rows_per_s": {
                name: round(options.rows / value_s) for name, value_s in typical.items()
            },
            "ratio_with_reasons": round(typical["bare"] / typical["scored_with_reasons"], 4),
            "one_row_median_s": medians(one),
            "csv_in_and_out_with_reasons_median_s": medians(files),
            "samples_s": many,
        },
        save=options.save,
    )


def _rows(record: ModelRecord, count: int) -> np.ndarray:
    """Whole numbers spread evenly over the training range of each input; always the same."""
    assert record.manifest.risk is not None
    generator = np.random.default_rng(1)
    columns = [
        generator.integers(int(one.minimum), int(one.maximum) + 1, count)
        for one in record.manifest.risk.features
    ]
    return np.column_stack(columns).astype(np.float32)


def _source() -> dict[str, int]:
    data = (MODEL / "model.onnx").read_bytes()

    def fill(handle: int) -> None:
        with open(handle, "wb", closefd=False) as out:
            out.write(data)

    return {"model.onnx": sealed_memory("model.onnx", fill)}


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
