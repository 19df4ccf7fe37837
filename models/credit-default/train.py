"""Train the credit-default scorecard and write everything that belongs to it.

    COFFERDAM_DATA=../shared/data python models/credit-default/train.py
        writes model.onnx, manifest.toml, results.json, card.md and two pictures beside this file
    … train.py --output FOLDER --fast
        writes only model.onnx and manifest.toml, without the repeated cross-validation

The same data gives the same bytes. Needs numpy, scikit-learn, onnx, onnxruntime and tomli-w.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path

import data as training_data
import graph
import manifest
import numpy as np
import scorecard


def main() -> None:
    """Train, check the graph against plain numpy, validate, write."""
    options = _options()
    data = training_data.load(options.data or training_data.folder_from_environment())
    card = scorecard.fit(data.rows, data.bad, data.offered)
    onnx_bytes = graph.build(card)
    check(onnx_bytes, card, data.rows)
    output: Path = options.output
    output.mkdir(parents=True, exist_ok=True)
    (output / "model.onnx").write_bytes(onnx_bytes)
    (output / "manifest.toml").write_bytes(manifest.build(card, data, onnx_bytes))
    if not options.fast:
        import report
        import validation

        results = validation.validate(card, data, onnx_bytes)
        report.write(output, results)
    print(f"{len(card.characteristics)} inputs, {len(onnx_bytes)} bytes of ONNX, in {output}")


def check(onnx_bytes: bytes, card: scorecard.Scorecard, rows: np.ndarray) -> None:
    """Stop unless ONNX Runtime gives exactly what plain numpy gives.

    On the training rows, on every edge and one step below it, and far outside.
    """
    own = rows[:, [one.column for one in card.characteristics]].astype(np.float32)
    edges = np.concatenate([one.thresholds for one in card.characteristics]).astype(np.float32)
    below = np.nextafter(edges, np.float32(-np.inf))
    far = np.array([-1e9, 0.0, 1e9], np.float32)
    probes = np.concatenate([edges, below, far])
    grid = np.repeat(probes[:, None], own.shape[1], axis=1)
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # read when the module is imported
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(onnx_bytes, options, ["CPUExecutionProvider"])
    names = [output.name for output in session.get_outputs()]
    for batch in (own, grid, own[:1], own[:0]):
        given = dict(zip(names, session.run(names, {"rows": batch}), strict=True))
        for name, expected in graph.reference(card, batch).items():
            if given[name].dtype != expected.dtype or not np.array_equal(given[name], expected):
                raise SystemExit(f"error: ONNX Runtime and numpy disagree on {name}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, help="folder with credit/ (else COFFERDAM_DATA)")
    parser.add_argument("--output", type=Path, default=training_data.HERE)
    parser.add_argument("--fast", action="store_true", help="only the model and its manifest")
    return parser.parse_args()


if __name__ == "__main__":
    main()
