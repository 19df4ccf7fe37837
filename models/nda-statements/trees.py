"""Boosted trees: how they are grown, and what they are as plain arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

EVIDENCE = {"max_iter": 320, "max_leaf_nodes": 8, "min_samples_leaf": 20, "max_features": 0.25}
VERDICT = {"max_iter": 120, "max_leaf_nodes": 6, "min_samples_leaf": 15, "max_features": 0.4}
_RATES = {"EVIDENCE": 0.03, "VERDICT": 0.05}
_L2 = {"EVIDENCE": 20.0, "VERDICT": 10.0}


@dataclass(frozen=True)
class Trees:
    """Trees whose leaves add up; `base` is where the sums of the targets begin.

    One array per tree with a row per node: column (-1 for a leaf), threshold (not above goes left),
    left, right, value. `targets` says which sum a tree is for.
    """

    base: np.ndarray
    nodes: tuple[np.ndarray, ...]
    targets: tuple[int, ...]

    def sums(self, rows: np.ndarray) -> np.ndarray:
        """(rows, targets), the same as ONNX Runtime up to the order of adding."""
        found = np.tile(self.base, (len(rows), 1))
        for nodes, target in zip(self.nodes, self.targets, strict=True):
            place = np.zeros(len(rows), int)
            while (inner := nodes[place, 0] >= 0).any():
                at = nodes[place[inner]]
                left = rows[inner, at[:, 0].astype(int)] <= at[:, 1]
                place[inner] = np.where(left, at[:, 2], at[:, 3]).astype(int)
            found[:, target] += nodes[place, 4]
        return found


def evidence(rows: np.ndarray, answers: np.ndarray, weights: np.ndarray) -> Trees:
    """Whether a sentence is evidence; one sum, a log-odds."""
    return _grown("EVIDENCE", EVIDENCE, rows, answers, weights)


def verdict(rows: np.ndarray, answers: np.ndarray) -> Trees:
    """Not mentioned, confirmed or denied; three sums for a softmax."""
    return _grown("VERDICT", VERDICT, rows, answers, np.ones(len(rows)))


def _grown(
    name: str, shape: dict, rows: np.ndarray, answers: np.ndarray, weights: np.ndarray
) -> Trees:
    model = HistGradientBoostingClassifier(
        **shape, learning_rate=_RATES[name], l2_regularization=_L2[name], random_state=0
    )
    model.fit(rows, answers, sample_weight=weights)
    nodes, targets = [], []
    for round_of_trees in model._predictors:
        for target, tree in enumerate(round_of_trees):
            nodes.append(_plain(tree.nodes))
            targets.append(target)
    base = np.asarray(model._baseline_prediction, float).ravel()
    return Trees(base, tuple(nodes), tuple(targets))


def _plain(nodes: np.ndarray) -> np.ndarray:
    """A threshold is rounded down to float32, so that every float32 goes the same way."""
    leaf = nodes["is_leaf"].astype(bool)
    exact = nodes["num_threshold"].astype(float)
    rounded = exact.astype(np.float32)
    above = rounded.astype(float) > exact
    rounded[above] = np.nextafter(rounded[above], np.float32(-np.inf))
    return np.column_stack(
        [
            np.where(leaf, -1, nodes["feature_idx"]),
            np.where(leaf, 0.0, rounded),
            np.where(leaf, 0, nodes["left"]),
            np.where(leaf, 0, nodes["right"]),
            np.where(leaf, nodes["value"], 0.0),
        ]
    )
