"""17 statements about non-disclosure agreements: which sentences, and what follows from them.

ContractNLI's development split, 61 agreements, by the protocol of Koreeda & Manning 2021: averages
over statements; sentences are ranked within the agreements that mention a statement; accuracy
never without the F1 of contradiction. By cross-validation: each agreement is judged by a model
that learned nothing from it. The published rows are of the test split after learning from 423
agreements.

`certain`: verdicts shown as certain with the threshold chosen on other agreements. `program`: the
whole way that the program goes, its own sentences on pages, with the same models in the confined
child; evidence is found if one of the first so many sentences overlaps a marked one. `ratio` is the
evidence mAP over that of cosines alone. Needs the development tools (scikit-learn, onnx).
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import measure  # first, as it switches ONNX Runtime's telemetry off
import numpy as np
from nda_evidence import paged

sys.path.append(str(Path(__file__).resolve().parent.parent / "models" / "nda-statements"))

import data as training_data
import embedder
import graph
import measuring
import metrics
from steps import Learner

from appliance.documents.store import PageText
from appliance.engine.client import TabularEngine
from appliance.review.checklists.records import Item
from appliance.review.statements import network
from appliance.review.statements.judging import StatementJudge, wordings

if TYPE_CHECKING:
    from data import Corpus, Paper
    from steps import Model

    from appliance.review.statements.judging import Embedder
    from appliance.review.statements.records import Judged

CUTS = (1, 3, 5)


def main() -> None:
    """Learn, judge, print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("COFFERDAM_DATA", "")))
    parser.add_argument("--save", action="store_true", help="keep the result in benchmarks/results")
    given = parser.parse_args()
    if not (given.data / training_data.FILE).is_file():
        parser.error("name the folder of the data, or set COFFERDAM_DATA")
    with embedder.embedder() as engine:
        corpus = training_data.load(given.data, engine)
        learner = Learner(corpus, lambda text: print(text, file=sys.stderr, flush=True))
        models = learner.held_out()
        result = measuring.measured(corpus, measuring.held_out(learner, models))
        result["program"] = by_the_program(corpus, models, engine, result["certain"]["thresholds"])
    cosine = result["cosine_here"]["evidence_map"]
    measure.report("contract_nli", result["evidence_map"] / cosine, result, save=given.save)


def by_the_program(
    corpus: Corpus,
    models: list[tuple[Model, list[int]]],
    engine: Embedder,
    thresholds: list[tuple[float, ...]],
) -> dict[str, Any]:
    """Verdicts and evidence when the program reads the same agreements as pages."""
    items = [_item(key) for key in corpus.keys]
    verdicts = np.zeros((len(corpus.papers), len(items), 3))
    certain = np.zeros((len(corpus.papers), len(items)), bool)
    hits: dict[int, list[bool]] = {cut: [] for cut in CUTS}
    took_s, sentences = [], []
    for (model, numbers), threshold in zip(models, thresholds, strict=True):
        content = graph.build(model, corpus)
        tabular = TabularEngine(
            lambda content=content: {network.FILE: embedder.in_memory("model", content)},
            name="statements",
            threads=1,
        )
        known = network.Network(corpus.keys, threshold, "", "statements", "")
        judge = StatementJudge(engine, tabular, known)
        for number in numbers:
            pages, starts = _pages(corpus.papers[number])
            began_s = time.perf_counter()
            judged = judge.judge(items, pages)
            took_s.append(time.perf_counter() - began_s)
            sentences.append(len(corpus.papers[number].spans))
            for place, one in enumerate(judged):
                verdicts[number, place] = one.not_mentioned, one.met, one.contradicted
                certain[number, place] = one.certain
                if corpus.papers[number].choices[place]:
                    for cut in CUTS:
                        hits[cut].append(_hit(one, cut, starts, corpus.papers[number], place))
        tabular.close()
    choices = np.stack([paper.choices for paper in corpus.papers])
    right = verdicts.argmax(axis=2) == choices
    return {
        **{name: round(one, 3) for name, one in metrics.verdicts(choices, verdicts).items()},
        "certain_coverage": round(float(certain.mean()), 3),
        "certain_right": round(float(right[certain].mean()), 3),
        **{f"evidence_hit@{cut}": round(statistics.mean(found), 3) for cut, found in hits.items()},
        "median_s": round(statistics.median(took_s), 2),
        "most_s": round(max(took_s), 2),
        "median_sentences": statistics.median(sentences),
    }


def _item(key: str) -> Item:
    return Item(key, "statement", key, wordings()[key], "medium", model=network.PREFIX + key)


def _pages(paper: Paper) -> tuple[list[PageText], list[int]]:
    made = paged(paper.name, paper.text)
    texts = enumerate(made.pages, start=1)
    return [PageText(paper.name, 1, number, text) for number, text in texts], made.starts


def _hit(one: Judged, cut: int, starts: list[int], paper: Paper, place: int) -> bool:
    marked = [paper.spans[number] for number in np.flatnonzero(paper.evidence[:, place])]
    for span in one.spans[:cut]:
        begin, end = starts[span.page - 1] + span.start, starts[span.page - 1] + span.end
        if any(begin < last and first < end for first, last in marked):
            return True
    return False


if __name__ == "__main__":
    main()
