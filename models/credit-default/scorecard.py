"""A weight-of-evidence scorecard in whole points: bins, fit, rounding, and a plain evaluation.

Larger points are better. The scale is fixed: `SCALE.points` at `SCALE.odds` good to one bad, and
`SCALE.doubling` more points double the odds. The probability of default follows from the points
alone.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.tree import DecisionTreeClassifier

LEAVES = 5  # 4 to 6 leaves differ by less than 0.0002 AUC; 8 and more lose up to 0.0007
SMALLEST_BIN = 0.02  # share of the training rows
MIN_INFORMATION_VALUE = 0.05
MIN_POINTS_RANGE = 3  # fewer points between best and worst bin move the odds by less than 11 %
SMOOTHING = 0.5  # added to each count, so that a bin without bad rows has a finite weight


class Scale(NamedTuple):
    """Points and odds of good to bad belong together on one straight line in log-odds."""

    points: int
    odds: float
    doubling: int

    @property
    def factor(self) -> float:
        """Points per unit of log-odds."""
        return self.doubling / math.log(2)

    def log_odds(self, points: np.ndarray) -> np.ndarray:
        """Log-odds of good to bad for points, whole or not."""
        return math.log(self.odds) + (np.asarray(points, np.float64) - self.points) / self.factor

    def default_probability(self, points: np.ndarray) -> np.ndarray:
        """Probability of default in float64."""
        return 1.0 / (1.0 + np.exp(self.log_odds(points)))


SCALE = Scale(600, 30.0, 20)


@dataclass(frozen=True)
class Input:
    """One column offered to the training; see features.toml for direction and floor."""

    name: str
    direction: int
    floor: float


@dataclass(frozen=True)
class Characteristic:
    """One column of the fitted scorecard.

    A value belongs to bin k when it is at least `thresholds[k-1]` and below `thresholds[k]`.
    `exact` are the unrounded points of each bin, `points` the whole ones that are served.
    """

    column: int
    name: str
    thresholds: np.ndarray
    exact: np.ndarray
    points: np.ndarray
    information_value: float
    coefficient: float

    def bins(self, values: np.ndarray) -> np.ndarray:
        """Bin number of each value."""
        return np.digitize(values, self.thresholds)


@dataclass(frozen=True)
class Scorecard:
    """Starting points plus the points of each characteristic's bin."""

    characteristics: tuple[Characteristic, ...]
    start_exact: float
    start: int

    def contributions(self, rows: np.ndarray) -> np.ndarray:
        """Whole points per characteristic, int64 (n, features)."""
        return np.column_stack([c.points[c.bins(rows[:, c.column])] for c in self.characteristics])

    def points(self, rows: np.ndarray) -> np.ndarray:
        """Whole points, int64 (n,)."""
        return self.start + self.contributions(rows).sum(axis=1)

    def exact_points(self, rows: np.ndarray) -> np.ndarray:
        """Points before rounding: the float model that the whole points stand for."""
        parts = [c.exact[c.bins(rows[:, c.column])] for c in self.characteristics]
        return self.start_exact + np.sum(parts, axis=0)


class _Binned(NamedTuple):
    column: int
    name: str
    thresholds: np.ndarray
    woe: np.ndarray
    information_value: float

    def encode(self, rows: np.ndarray) -> np.ndarray:
        return self.woe[np.digitize(rows[:, self.column], self.thresholds)]


def thresholds(values: np.ndarray, bad: np.ndarray, offered: Input, *, free: bool) -> np.ndarray:
    """Bin edges from a small decision tree, in the offered direction unless `free`.

    All columns hold whole numbers, so an edge is put on the next whole number: “at least 2”.
    """
    values = values if free else np.maximum(values, offered.floor)
    monotone = None if free or not offered.direction else [offered.direction]
    tree = DecisionTreeClassifier(
        max_leaf_nodes=LEAVES,
        min_samples_leaf=SMALLEST_BIN,
        monotonic_cst=monotone,
        random_state=0,
    ).fit(values.reshape(-1, 1), bad)
    inner = tree.tree_.children_left != -1
    return np.unique(np.floor(tree.tree_.threshold[inner]) + 1.0)


def weigh(values: np.ndarray, bad: np.ndarray, edges: np.ndarray) -> tuple[np.ndarray, float]:
    """Weight of evidence ln(share of good / share of bad) of each bin, and information value."""
    bins, count = np.digitize(values, edges), len(edges) + 1
    bads = np.bincount(bins, bad, count) + SMOOTHING
    goods = np.bincount(bins, 1 - bad, count) + SMOOTHING
    good_share, bad_share = goods / goods.sum(), bads / bads.sum()
    woe = np.log(good_share / bad_share)
    return woe, float(((good_share - bad_share) * woe).sum())


def information_values(
    rows: np.ndarray, bad: np.ndarray, offered: tuple[Input, ...]
) -> dict[str, float]:
    """Information value of every offered column, kept or not."""
    return {b.name: b.information_value for b in _bin_all(rows, bad, offered, free=False)}


def fit(
    rows: np.ndarray, bad: np.ndarray, offered: tuple[Input, ...], *, free: bool = False
) -> Scorecard:
    """Fit bins, weights and points on these rows alone.

    Columns leave, weakest first, while they say too little (information value), while their
    coefficient has the wrong sign beside the others, or while they span fewer than
    `MIN_POINTS_RANGE` points. `free` drops the order of bins: a challenger, not the model served.
    """
    kept = [
        binned
        for binned in _bin_all(rows, bad, offered, free=free)
        if binned.information_value >= MIN_INFORMATION_VALUE
    ]
    while True:
        encoded = np.column_stack([binned.encode(rows) for binned in kept])
        model = LogisticRegression(C=1.0, max_iter=1000, tol=1e-8).fit(encoded, 1 - bad)
        weights = model.coef_[0]
        spans = [
            SCALE.factor * weight * float(np.ptp(binned.woe))
            for weight, binned in zip(weights, kept, strict=True)
        ]
        weakest = int(np.argmin(spans))
        if spans[weakest] >= MIN_POINTS_RANGE:
            break
        kept.pop(weakest)
    characteristics = tuple(
        _round(binned, float(weight)) for binned, weight in zip(kept, weights, strict=True)
    )
    start_exact = SCALE.points + SCALE.factor * (float(model.intercept_[0]) - math.log(SCALE.odds))
    return _with_best_start(Scorecard(characteristics, start_exact, round(start_exact)), rows, bad)


def _bin_all(
    rows: np.ndarray, bad: np.ndarray, offered: tuple[Input, ...], *, free: bool
) -> list[_Binned]:
    binned = []
    for column, one in enumerate(offered):
        edges = thresholds(rows[:, column], bad, one, free=free)
        woe, value = weigh(rows[:, column], bad, edges)
        binned.append(_Binned(column, one.name, edges, woe, value))
    return binned


def _round(binned: _Binned, weight: float) -> Characteristic:
    exact = SCALE.factor * weight * binned.woe
    points = np.rint(exact).astype(np.int64)
    return Characteristic(
        binned.column,
        binned.name,
        binned.thresholds,
        exact,
        points,
        binned.information_value,
        weight,
    )


def _with_best_start(card: Scorecard, rows: np.ndarray, bad: np.ndarray) -> Scorecard:
    """Rounding shifts the average a little; the whole start with the least log loss undoes it."""
    sums = card.contributions(rows).sum(axis=1)
    candidates = range(card.start - 3, card.start + 4)

    def loss(start: int) -> float:
        log_odds = SCALE.log_odds(sums + start)
        return float(np.mean(np.logaddexp(0.0, np.where(bad == 1, log_odds, -log_odds))))

    return Scorecard(card.characteristics, card.start_exact, min(candidates, key=loss))
