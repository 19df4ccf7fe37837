"""What the model is worth on agreements that it has not learned from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import data
import metrics
import numpy as np
import steps

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data import Corpus
    from steps import Judgement, Learner, Model

Results = dict[str, Any]
# The paper's figures: on the test split (123 agreements), after learning from 423 agreements.
PUBLISHED = {
    "majority": (None, None, 0.674, 0.083, 0.428),
    "Doc TF-IDF + SVM": (None, None, 0.733, 0.197, 0.641),
    "Span TF-IDF cosine": (0.381, 0.057, None, None, None),
    "Span TF-IDF SVM": (0.836, 0.322, None, None, None),
    "Span NLI BERT-base": (0.885, 0.663, 0.838, 0.287, 0.765),
    "Span NLI BERT-large": (0.922, 0.793, 0.875, 0.357, 0.834),
}
COLUMNS = ("evidence_map", "p_at_r80", "accuracy", "f1_contradiction", "f1_entailment")


def held_out(learner: Learner, models: list[tuple[Model, list[int]]]) -> dict[int, Judgement]:
    """A judgement of each paper by the model that knows nothing of it."""
    return {number: learner.judge(model, number) for model, numbers in models for number in numbers}


def measured(corpus: Corpus, judged: dict[int, Judgement]) -> Results:
    """All figures; JSON."""
    papers = range(len(corpus.papers))
    choices = np.stack([paper.choices for paper in corpus.papers])
    verdicts = np.stack([judged[number].verdicts for number in papers])
    marked = [paper.evidence for paper in corpus.papers]
    found = metrics.evidence(marked, [judged[number].evidence for number in papers], choices)
    own = metrics.verdicts(choices, verdicts)
    return {
        "agreements": len(corpus.papers),
        "folds": steps.FOLDS,
        "data_sha256": corpus.file_sha256,
        "evidence_map": _rounded(found["map"].mean()),
        "p_at_r80": _rounded(found["p@r80"].mean()),
        **{name: _rounded(value) for name, value in own.items()},
        "read_by_us": _of(corpus, judged, data.read_by_us(corpus.papers)),
        "not_read_by_us": _of(corpus, judged, ~data.read_by_us(corpus.papers)),
        "majority_here": majority(choices),
        "cosine_here": _cosine(corpus, choices),
        "certain_from": metrics.thresholds(choices, verdicts),
        "certain": certain(choices, verdicts),
        "calibration": metrics.calibration(choices, verdicts),
        "statements": _statements(corpus.keys, choices, verdicts, found),
        "published_test_split": {
            name: dict(zip(COLUMNS, row, strict=True)) for name, row in PUBLISHED.items()
        },
    }


def _of(corpus: Corpus, judged: dict[int, Judgement], chosen: np.ndarray) -> dict[str, float]:
    """The figures of some papers; statements that none of them mentions are left out."""
    numbers = [int(number) for number in np.flatnonzero(chosen)]
    choices = np.stack([corpus.papers[number].choices for number in numbers])
    verdicts = np.stack([judged[number].verdicts for number in numbers])
    found = metrics.evidence(
        [corpus.papers[number].evidence for number in numbers],
        [judged[number].evidence for number in numbers],
        choices,
    )
    return {
        "agreements": len(numbers),
        "evidence_map": _rounded(np.nanmean(found["map"])),
        **{name: _rounded(value) for name, value in metrics.verdicts(choices, verdicts).items()},
    }


def certain(choices: np.ndarray, verdicts: np.ndarray) -> dict[str, Any]:
    """Verdicts shown as certain when the threshold is chosen on the other folds."""
    fold = steps.folds(len(choices))
    shown = np.zeros(choices.shape, bool)
    levels = []
    for one in range(steps.FOLDS):
        here = fold == one
        levels.append(metrics.thresholds(choices[~here], verdicts[~here]))
        shown[here] = metrics.shown(verdicts[here], levels[-1])
    said = verdicts.argmax(axis=2)
    right = said == choices
    kinds = (data.NOT_MENTIONED, data.ENTAILED, data.CONTRADICTED)
    by_kind = {
        name: {
            "shown": int((shown & (said == kind)).sum()),
            "right": _share(right, shown & (said == kind)),
        }
        for name, kind in zip(("not mentioned", "met", "contradicted"), kinds, strict=True)
    }
    return {
        "thresholds": levels,
        "coverage": _rounded(shown.mean()),
        "right": _share(right, shown),
        "right_of_the_rest": _share(right, ~shown),
        **by_kind,
    }


def majority(choices: np.ndarray) -> dict[str, float]:
    """Always the verdict that most agreements of the same split have."""
    counts = np.stack([(choices == kind).sum(axis=0) for kind in range(3)], axis=1)
    shares = np.broadcast_to(counts / len(choices), (*choices.shape, 3))
    return {name: _rounded(one) for name, one in metrics.verdicts(choices, shares).items()}


def _cosine(corpus: Corpus, choices: np.ndarray) -> dict[str, float]:
    """Evidence by the cosine with the statement alone, as the fallback without its words."""
    scores = [paper.vectors @ corpus.statement_vectors.T for paper in corpus.papers]
    found = metrics.evidence([paper.evidence for paper in corpus.papers], scores, choices)
    return {
        "evidence_map": _rounded(found["map"].mean()),
        "p_at_r80": _rounded(found["p@r80"].mean()),
    }


def _statements(
    keys: Sequence[str], choices: np.ndarray, verdicts: np.ndarray, found: dict[str, np.ndarray]
) -> dict[str, dict[str, float]]:
    right = verdicts.argmax(axis=2) == choices
    return {
        key: {
            "met": int((choices[:, place] == data.ENTAILED).sum()),
            "contradicted": int((choices[:, place] == data.CONTRADICTED).sum()),
            "evidence_ap": _rounded(found["map"][place]),
            "accuracy": _rounded(right[:, place].mean()),
        }
        for place, key in enumerate(keys)
    }


def _share(right: np.ndarray, chosen: np.ndarray) -> float:
    return _rounded(right[chosen].mean()) if chosen.any() else 0.0


def _rounded(value: float) -> float:
    return round(float(value), 3)
