"""Measures of a score on held-out rows, in plain numpy; the tests hold them to scikit-learn.

`bad` is 1 for default, 0 otherwise; `pd` the predicted probability of default.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from scipy import stats


class Interval(NamedTuple):
    """A mean over folds with its standard deviation and a 95 % interval of the mean."""

    mean: float
    sd: float
    low: float
    high: float


def auc(bad: np.ndarray, pd: np.ndarray) -> float:
    """Chance that a random bad row has the higher PD than a random good one; ties count half."""
    ranks = stats.rankdata(pd)
    bads = int(bad.sum())
    goods = len(bad) - bads
    return float((ranks[bad == 1].sum() - bads * (bads + 1) / 2) / (bads * goods))


def ks(bad: np.ndarray, pd: np.ndarray) -> float:
    """Largest distance between the distributions of PD among bad and among good rows."""
    order = np.argsort(pd, kind="stable")
    ends = np.append(np.diff(pd[order]) > 0, True)  # equal PDs move together
    bad_share = np.cumsum(bad[order])[ends] / bad.sum()
    good_share = np.cumsum(1 - bad[order])[ends] / (1 - bad).sum()
    return float(np.abs(good_share - bad_share).max())


def brier(bad: np.ndarray, pd: np.ndarray) -> float:
    """Mean squared difference between PD and outcome."""
    return float(np.mean((pd - bad) ** 2))


def deciles(pd: np.ndarray) -> np.ndarray:
    """Bin 0 to 9 of each row by quantiles of PD; equal PDs share a bin, so sizes differ."""
    return np.digitize(pd, np.unique(np.quantile(pd, np.arange(1, 10) / 10)))


def ece(bad: np.ndarray, pd: np.ndarray) -> float:
    """Expected calibration error: mean |predicted - observed| over deciles, weighted by size."""
    bins = deciles(pd)
    count = np.bincount(bins)
    gaps = np.abs(np.bincount(bins, pd) - np.bincount(bins, bad))
    return float(gaps[count > 0].sum() / len(bad))


def calibration_line(bad: np.ndarray, pd: np.ndarray) -> tuple[float, float]:
    """Slope and intercept of the outcome's log-odds on the predicted log-odds; ideal 1 and 0."""
    design = np.column_stack([np.ones(len(pd)), np.log(pd / (1 - pd))])
    line = np.array([0.0, 1.0])
    for _ in range(50):  # Newton's method; converges in a handful of steps
        fitted = 1 / (1 + np.exp(-design @ line))
        curvature = design.T @ (design * (fitted * (1 - fitted))[:, None])
        step = np.linalg.solve(curvature, design.T @ (bad - fitted))
        line += step
        if np.abs(step).max() < 1e-12:
            break
    return float(line[1]), float(line[0])


def all_of(bad: np.ndarray, pd: np.ndarray) -> dict[str, float]:
    """Every measure by name."""
    slope, intercept = calibration_line(bad, pd)
    return {
        "auc": auc(bad, pd),
        "ks": ks(bad, pd),
        "brier": brier(bad, pd),
        "ece": ece(bad, pd),
        "slope": slope,
        "intercept": intercept,
    }


def interval(values: list[float], test_share: float) -> Interval:
    """Mean and 95 % interval over the folds of a repeated cross-validation.

    Folds share training rows, so the usual standard error is far too small; this is the corrected
    one of Nadeau and Bengio (2003): variance times (1/folds + test rows / training rows).
    """
    mean, variance = float(np.mean(values)), float(np.var(values, ddof=1))
    error = math.sqrt(variance * (1 / len(values) + test_share / (1 - test_share)))
    half = float(stats.t.ppf(0.975, len(values) - 1)) * error
    return Interval(mean, math.sqrt(variance), mean - half, mean + half)


def wilson(successes: float, count: float) -> tuple[float, float]:
    """95 % interval of a share."""
    z = 1.959963984540054
    share = successes / count
    middle = share + z * z / (2 * count)
    half = z * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    scale = 1 + z * z / count
    return (middle - half) / scale, (middle + half) / scale
