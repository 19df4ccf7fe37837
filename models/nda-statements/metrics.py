"""The measures of the paper (Koreeda & Manning 2021, their evaluation.py), and coverage.

Averages over statements ("macro label, micro doc"): for each statement all sentences of all papers
that mention it are ranked together.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from sklearn.metrics import average_precision_score, f1_score

if TYPE_CHECKING:
    from collections.abc import Sequence

_RECALL = 0.8
AIM = 0.9
# A threshold counts as safe if so many of the resampled sets of papers keep the aim.
_SURE = 0.95
_RESAMPLED = 400
_LEAST = 30
# No probability is so high.
NEVER = 2.0


def evidence(
    marked: Sequence[np.ndarray], scores: Sequence[np.ndarray], choices: np.ndarray
) -> dict[str, np.ndarray]:
    """Average precision and precision at 80 % recall of each statement; nan without evidence."""
    precisions, at_recall = [], []
    for place in range(choices.shape[1]):
        papers = np.flatnonzero(choices[:, place] > 0)
        if not any(marked[n][:, place].any() for n in papers):
            precisions.append(np.nan)
            at_recall.append(np.nan)
            continue
        truth = np.concatenate([marked[n][:, place] for n in papers])
        score = np.concatenate([scores[n][:, place] for n in papers])
        precisions.append(average_precision_score(truth, score))
        at_recall.append(_precision_at(truth, score))
    return {"map": np.array(precisions), "p@r80": np.array(at_recall)}


def verdicts(choices: np.ndarray, probabilities: np.ndarray) -> dict[str, float]:
    """Accuracy and F1 of contradiction and of entailment."""
    said = probabilities.argmax(axis=2)
    return {
        "accuracy": float((said == choices).mean()),
        "f1_contradiction": _f1(choices, said, 2),
        "f1_entailment": _f1(choices, said, 1),
    }


def thresholds(choices: np.ndarray, probabilities: np.ndarray) -> tuple[float, ...]:
    """For each of the three verdicts, the confidence from which on it is certain."""
    return tuple(_threshold(choices, probabilities, kind) for kind in range(3))


def shown(probabilities: np.ndarray, least: tuple[float, ...]) -> np.ndarray:
    """Which verdicts are certain."""
    said = probabilities.argmax(axis=2)
    return np.asarray(probabilities.max(axis=2) >= np.array(least)[said])


def _threshold(choices: np.ndarray, probabilities: np.ndarray, kind: int) -> float:
    """The least confidence from which on a verdict is right nine times of ten, cautiously.

    The lower end of a one-sided 95 % interval over resampled papers has to be at the aim. `NEVER`
    if there is none.
    """
    said = probabilities.argmax(axis=2)
    confidence = np.where(said == kind, probabilities.max(axis=2), 0.0)
    right = said == choices
    drawn = np.random.RandomState(0).randint(0, len(choices), (_RESAMPLED, len(choices)))
    for least in np.arange(0.5, 1.0, 0.005):
        shown = confidence >= least
        if shown.sum() < _LEAST:
            break
        hits = (right & shown).sum(axis=1)[drawn].sum(axis=1)
        of = np.maximum(shown.sum(axis=1)[drawn].sum(axis=1), 1)
        if np.quantile(hits / of, 1 - _SURE) >= AIM:
            return round(float(least), 3)
    return NEVER


def calibration(choices: np.ndarray, probabilities: np.ndarray) -> list[dict[str, float]]:
    """Said and true shares of right verdicts by confidence."""
    confidence = probabilities.max(axis=2).ravel()
    right = (probabilities.argmax(axis=2) == choices).ravel()
    edges = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.001)
    rows = []
    for low, high in pairwise(edges):
        chosen = (confidence >= low) & (confidence < high)
        if chosen.any():
            rows.append(
                {
                    "from": low,
                    "count": int(chosen.sum()),
                    "said": round(float(confidence[chosen].mean()), 3),
                    "right": round(float(right[chosen].mean()), 3),
                }
            )
    return rows


def _precision_at(truth: np.ndarray, score: np.ndarray) -> float:
    ordered = score[np.argsort(-score, kind="stable")]
    found = np.cumsum(truth[np.argsort(-score, kind="stable")]) / truth.sum()
    least = ordered[np.argmax(found >= _RECALL - 1e-9)]
    return float(truth[score >= least].mean())


def _f1(choices: np.ndarray, said: np.ndarray, kind: int) -> float:
    """The mean over the statements that have papers of the kind."""
    found = [
        f1_score(choices[:, place] == kind, said[:, place] == kind, zero_division=0)
        for place in range(choices.shape[1])
        if (choices[:, place] == kind).any()
    ]
    return float(np.mean(found))
