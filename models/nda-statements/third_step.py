"""The third step: what follows for each statement from all sentences of a paper.

The mean of two models, which err in different ways: boosted trees, and two logistic regressions
(is it mentioned; if so, is it denied) with a slope that all statements share and one of their own.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import trees
from sklearn.linear_model import LogisticRegression

from appliance.review.statements.paper import OWN_COLUMNS

_MENTIONED, _DENIED = 0.1, 0.2
_OWN_INTERCEPT, _OWN_SLOPE = 1.5, 0.6


@dataclass(frozen=True)
class Verdicts:
    """`slopes` (2, statements, columns) and `starts` (2, statements): mentioned, then denied."""

    trees: trees.Trees
    slopes: np.ndarray
    starts: np.ndarray

    def probabilities(self, rows: np.ndarray) -> np.ndarray:
        """(papers, statements, 3) from (papers, statements, columns); places as in `data`."""
        sums = self.trees.sums(rows.reshape(-1, rows.shape[2]).astype(np.float32))
        raised = np.exp(sums - sums.max(axis=1, keepdims=True))
        by_trees = (raised / raised.sum(axis=1, keepdims=True)).reshape(*rows.shape[:2], 3)
        scores = (rows[:, :, None, :OWN_COLUMNS] * self.slopes.transpose(1, 0, 2)).sum(axis=3)
        mentioned, denied = np.moveaxis(1 / (1 + np.exp(-(scores + self.starts.T))), 2, 0)
        by_lines = [1 - mentioned, mentioned * (1 - denied), mentioned * denied]
        return np.asarray((by_trees + np.stack(by_lines, axis=2)) / 2)


def fit(rows: np.ndarray, choices: np.ndarray) -> Verdicts:
    """Learn from papers.

    Args:
        rows: (papers, statements, columns).
        choices: (papers, statements), as `data.NOT_MENTIONED` and so on.
    """
    flat, answers = rows.reshape(-1, rows.shape[2]), choices.ravel()
    mean = rows[:, :, :OWN_COLUMNS].mean(axis=(0, 1))
    spread = rows[:, :, :OWN_COLUMNS].std(axis=(0, 1)) + 1e-6
    design = _design((rows[:, :, :OWN_COLUMNS] - mean) / spread)
    known = answers > 0
    found = (
        _lines(design, known, _MENTIONED, rows.shape[1]),
        _lines(design[known], answers[known] == 2, _DENIED, rows.shape[1]),
    )
    slopes = np.stack([slope / spread for slope, _ in found])
    starts = np.stack([start - (slope / spread) @ mean for slope, start in found])
    return Verdicts(trees.verdict(flat, answers), slopes, starts)


def _design(rows: np.ndarray) -> np.ndarray:
    """Columns that all statements share, then an intercept and columns for each alone."""
    papers, statements, columns = rows.shape
    own = np.zeros((papers, statements, statements, columns + 1))
    for place in range(statements):
        own[:, place, place, 0] = _OWN_INTERCEPT
        own[:, place, place, 1:] = rows[:, place] * _OWN_SLOPE
    made = np.concatenate([rows, own.reshape(papers, statements, -1)], axis=2)
    return made.reshape(papers * statements, -1)


def _lines(
    design: np.ndarray, answers: np.ndarray, strength: float, statements: int
) -> tuple[np.ndarray, np.ndarray]:
    """Slopes (statements, columns) and starts (statements,) for standardised columns."""
    model = LogisticRegression(C=strength, max_iter=1000).fit(design, answers)
    weights = model.coef_[0]
    columns = (len(weights) - statements) // (statements + 1)
    own = weights[columns:].reshape(statements, columns + 1)
    slopes = weights[:columns] + _OWN_SLOPE * own[:, 1:]
    return slopes, model.intercept_[0] + _OWN_INTERCEPT * own[:, 0]
