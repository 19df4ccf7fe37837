"""The recipe's measures against scikit-learn and against cases that can be worked out by hand."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import brier_score_loss, roc_auc_score, roc_curve

from tests.unit.risk.conftest import MODEL

if TYPE_CHECKING:
    from types import ModuleType


@pytest.fixture
def metrics(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(MODEL))
    return importlib.import_module("metrics")


def sample(seed: int, rows: int = 2000, *, ties: bool) -> tuple[np.ndarray, np.ndarray]:
    generator = np.random.default_rng(seed)
    log_odds = generator.normal(-1.3, 1.2, rows)
    bad = (generator.random(rows) < 1 / (1 + np.exp(-log_odds))).astype(np.int64)
    pd = 1 / (1 + np.exp(-(0.8 * log_odds + generator.normal(0, 0.3, rows))))
    return bad, np.round(pd, 2).clip(0.01, 0.99) if ties else pd


@pytest.mark.parametrize("ties", [False, True])
@pytest.mark.parametrize("seed", range(5))
def test_auc_ks_and_brier_agree_with_scikit_learn(
    metrics: ModuleType, seed: int, *, ties: bool
) -> None:
    bad, pd = sample(seed, ties=ties)
    false_share, true_share, _ = roc_curve(bad, pd, drop_intermediate=False)
    assert metrics.auc(bad, pd) == pytest.approx(roc_auc_score(bad, pd), abs=1e-12)
    assert metrics.ks(bad, pd) == pytest.approx((true_share - false_share).max(), abs=1e-12)
    assert metrics.brier(bad, pd) == pytest.approx(brier_score_loss(bad, pd), abs=1e-12)


def test_the_calibration_line_agrees_with_scikit_learn(metrics: ModuleType) -> None:
    bad, pd = sample(7, ties=False)
    log_odds = np.log(pd / (1 - pd)).reshape(-1, 1)
    oracle = LogisticRegression(C=1e10, tol=1e-10, max_iter=1000).fit(log_odds, bad)
    slope, intercept = metrics.calibration_line(bad, pd)
    assert slope == pytest.approx(oracle.coef_[0, 0], abs=1e-4)
    assert intercept == pytest.approx(oracle.intercept_[0], abs=1e-4)


def test_a_perfect_and_a_worthless_score(metrics: ModuleType) -> None:
    bad = np.array([0, 0, 0, 1, 1])
    assert metrics.auc(bad, np.array([0.1, 0.2, 0.3, 0.8, 0.9])) == 1.0
    assert metrics.ks(bad, np.array([0.1, 0.2, 0.3, 0.8, 0.9])) == 1.0
    assert metrics.auc(bad, np.full(5, 0.4)) == 0.5
    assert metrics.ks(bad, np.full(5, 0.4)) == 0.0


def test_ece_is_zero_when_each_bin_is_right_and_the_gap_when_not(metrics: ModuleType) -> None:
    pd = np.repeat([0.2, 0.6], 500)
    bad = np.concatenate([np.repeat([1, 0], [100, 400]), np.repeat([1, 0], [300, 200])])
    assert metrics.ece(bad, pd) == pytest.approx(0.0, abs=1e-12)
    assert metrics.ece(bad, pd + 0.1) == pytest.approx(0.1, abs=1e-12)


def test_intervals(metrics: ModuleType) -> None:
    low, high = metrics.wilson(0, 10)
    assert low == pytest.approx(0.0, abs=1e-12)
    assert high == pytest.approx(0.2775, abs=1e-4)
    found = metrics.interval([0.76, 0.78, 0.77, 0.77], 0.2)
    variance = np.var([0.76, 0.78, 0.77, 0.77], ddof=1)
    half = 3.182446 * np.sqrt(variance * (1 / 4 + 0.25))  # t quantile with 3 degrees of freedom
    assert found.mean == pytest.approx(0.77)
    assert found.high - found.mean == pytest.approx(half, rel=1e-5)
