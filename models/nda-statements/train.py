"""Train the model of the 17 statements about non-disclosure agreements, and write what ships.

    COFFERDAM_DATA=../shared/data python models/nda-statements/train.py
        writes model.onnx, networks.toml, results.json, samples.json and card.md beside it, and
        appliance/review/statements/network.toml

Some minutes on two idle cores. The same data and libraries give the same bytes. Needs numpy, scipy,
scikit-learn, onnx, onnxruntime and the starter embedding model as set-up laid it out.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import card
import data as training_data
import embedder
import graph
import measuring
import numpy as np
from data import Corpus
from steps import Learner, Model

from appliance.review.statements import network

if TYPE_CHECKING:
    from collections.abc import Sequence

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
NAME = "nda-statements-1"
PINNED = ROOT / "appliance" / "review" / "statements" / "network.toml"


def main() -> None:
    """Cross-validate, train on all, check the graph, write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, help="folder with nda/ (else COFFERDAM_DATA)")
    folder = parser.parse_args().data or training_data.folder_from_environment()
    with embedder.embedder() as engine:
        corpus = training_data.load(folder, engine)
    learner = Learner(corpus, _say)
    results = measuring.measured(corpus, measuring.held_out(learner, learner.held_out()))
    write(corpus, learner.whole(), results)


def write(corpus: Corpus, model: Model, results: measuring.Results) -> None:
    """All files that belong to the model."""
    content = graph.build(model, corpus)
    check(content, model, corpus)
    (HERE / "model.onnx").write_bytes(content)
    sha256 = hashlib.sha256(content).hexdigest()
    samples = graph.reference(model, corpus, graph.sample_rows(graph.row_width(model)))
    table = {name: np.round(values, 5).tolist() for name, values in samples.items()}
    (HERE / "samples.json").write_text(json.dumps(table) + "\n", "utf-8")
    (HERE / "networks.toml").write_text(_networks(sha256), "utf-8")
    PINNED.write_text(_pinned(corpus, sha256, results["certain_from"]), "utf-8")
    (HERE / "results.json").write_text(json.dumps(results, indent=1) + "\n", "utf-8")
    (HERE / "card.md").write_text(card.written(results, len(content)), "utf-8")
    _say(f"{len(content)} bytes of ONNX, certain from {results['certain_from']}")


def check(content: bytes, model: Model, corpus: Corpus) -> None:
    """Stop unless ONNX Runtime gives what numpy gives, on every row of some agreements."""
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # read when the module is imported
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(content, options, ["CPUExecutionProvider"])
    inputs = corpus.inputs
    chosen = np.isin(inputs.document, (0, 1, -1))
    rows = np.hstack([inputs.counts[chosen].toarray(), inputs.rest[chosen]])
    wide = np.zeros((len(rows), graph.row_width(model)), np.float32)
    wide[:, : rows.shape[1]] = rows
    random = np.random.RandomState(0)
    wide[:, rows.shape[1] :] = random.normal(0, 3, (len(rows), wide.shape[1] - rows.shape[1]))
    names = [output.name for output in session.get_outputs()]
    given = dict(zip(names, session.run(names, {"rows": wide}), strict=True))
    for name, expected in graph.reference(model, corpus, wide).items():
        if not np.allclose(given[name], expected, atol=2e-3, rtol=1e-4):
            worst = float(np.abs(given[name] - expected).max())
            raise SystemExit(f"error: ONNX Runtime and numpy disagree on {name} by {worst}")


def _networks(sha256: str) -> str:
    return f"""\
# Our own model, in this repository; data of the program, in no vault and in no list of models.
# Written by train.py. packaging/prepare_starters.py copies it; the program pins the same sha256 in
# appliance/review/statements/network.toml and checks it at each start.
format = 1
name = "{NAME}"
title = "Statements about non-disclosure agreements"
licence = "Apache-2.0; trained on ContractNLI, CC BY 4.0"
origin = "models/nda-statements/train.py; ContractNLI (Koreeda & Manning 2021), development split"

[files."{network.FILE}"]
sha256 = "{sha256}"
"""


def _pinned(corpus: Corpus, sha256: str, certain_from: Sequence[float]) -> str:
    manifest = (embedder.folder() / "model.onnx").read_bytes()
    statements = "".join(f'  "{key}",\n' for key in corpus.keys)
    return f"""\
# Written by models/nda-statements/train.py.
format = 1
name = "{NAME}"
statements = [
{statements}]
# From these confidences on, "not mentioned", "met" and "contradicted" were right nine times of ten
# on agreements that were not learned from, by the lower end of a 95 % interval; 2 for never
# (models/nda-statements/card.md).
certain_from = {list(certain_from)}
sha256 = "{sha256}"
# The weights of the embedding model whose vectors it reads.
embedding = "{hashlib.sha256(manifest).hexdigest()}"
"""


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
