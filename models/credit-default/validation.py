"""How good the recipe is on rows it has not seen: repeated stratified cross-validation.

Bins, weights, points and the choice of columns are made anew inside every fold, so nothing of the
held-out rows reaches them. What is measured is the whole-points model, as it is served.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import metrics
import numpy as np
import scorecard
import sklearn
from manifest import BANDS, CUTOFF_POINTS
from scorecard import SCALE, Scorecard
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

if TYPE_CHECKING:
    from data import Data

FOLDS, REPEATS = 5, 10
TEST_SHARE = 1 / FOLDS
SMALL_GROUP = 0.02  # a smaller share of the rows is shown, but is no yardstick for the others
# Labels from the data's documentation; codes that it does not explain are kept apart.
_GROUPS = {
    "SEX": {(1,): "men", (2,): "women"},
    "EDUCATION": {
        (1,): "graduate school",
        (2,): "university",
        (3,): "high school",
        (0, 4, 5, 6): "other or not documented",
    },
    "MARRIAGE": {(1,): "married", (2,): "single", (0, 3): "other or not documented"},
}


@dataclass
class _Folds:
    """What the folds gave, one entry per fold, and the held-out points of every repeat."""

    points: np.ndarray
    exact: np.ndarray
    served: list[dict[str, float]] = field(default_factory=list)
    unrounded: list[dict[str, float]] = field(default_factory=list)
    free: list[dict[str, float]] = field(default_factory=list)
    logistic: list[dict[str, float]] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)


def validate(card: Scorecard, data: Data, onnx_bytes: bytes) -> dict[str, Any]:
    """Everything that results.json and the card say; numbers only, rounded to six places."""
    folds = _run_folds(data)
    unique = _champion_on(data.rows[data.first_of_its_kind], data.bad[data.first_of_its_kind], data)
    results = {
        "data": _describe(data),
        "model": _model(card, data, folds, onnx_bytes),
        "protocol": {
            "folds": FOLDS,
            "repeats": REPEATS,
            "seeds": list(range(REPEATS)),
            "interval": "95 %, Nadeau-Bengio corrected t over all folds",
            "scikit_learn": sklearn.__version__,
            "numpy": np.__version__,
        },
        "served": _intervals(folds.served),
        "unrounded": _intervals(folds.unrounded),
        "free_bins": _intervals(folds.free),
        "raw_logistic": _intervals(folds.logistic),
        "against_raw_logistic": _differences(folds.served, folds.logistic),
        "against_free_bins": _differences(folds.served, folds.free),
        "rounding": _rounding(folds),
        "without_repeated_rows": {"rows": int(data.first_of_its_kind.sum()), **unique},
        "without_delay": _without_delay(folds.points, data),
        "calibration": _calibration(folds.points, data.bad),
        "bands": _bands(folds.points, data.bad),
        "cutoffs": _cutoffs(folds.points, data.bad),
        "distribution": _distribution(folds.points, data.bad),
        "groups": _groups(folds.points, data),
    }
    return _rounded(results)


def _splits(bad: np.ndarray, repeat: int) -> Any:  # noqa: ANN401 - scikit-learn has no types
    splitter = StratifiedKFold(FOLDS, shuffle=True, random_state=repeat)
    return splitter.split(np.zeros(len(bad)), bad)


def _run_folds(data: Data) -> _Folds:
    folds = _Folds(np.zeros((REPEATS, len(data.bad))), np.zeros((REPEATS, len(data.bad))))
    for repeat in range(REPEATS):
        for train, test in _splits(data.bad, repeat):
            rows, bad, held, truth = (
                data.rows[train],
                data.bad[train],
                data.rows[test],
                data.bad[test],
            )
            card = scorecard.fit(rows, bad, data.offered)
            folds.points[repeat, test] = card.points(held)
            folds.exact[repeat, test] = card.exact_points(held)
            folds.kept += [one.name for one in card.characteristics]
            free = scorecard.fit(rows, bad, data.offered, free=True)
            raw = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000))
            raw.fit(rows, bad)
            for measured, pd in (
                (folds.served, SCALE.default_probability(folds.points[repeat, test])),
                (folds.unrounded, SCALE.default_probability(folds.exact[repeat, test])),
                (folds.free, SCALE.default_probability(free.points(held))),
                (folds.logistic, raw.predict_proba(held)[:, 1]),
            ):
                measured.append(metrics.all_of(truth, pd))
        print(f"cross-validation: repeat {repeat + 1} of {REPEATS}", flush=True)
    return folds


def _champion_on(rows: np.ndarray, bad: np.ndarray, data: Data) -> dict[str, float]:
    """AUC with every repeated row left out, so that no twin of a held-out row was trained on."""
    values = []
    for repeat in range(2):
        for train, test in _splits(bad, repeat):
            card = scorecard.fit(rows[train], bad[train], data.offered)
            values.append(
                metrics.auc(bad[test], SCALE.default_probability(card.points(rows[test])))
            )
    return {"auc": float(np.mean(values)), "folds": len(values)}


def _intervals(folds: list[dict[str, float]]) -> dict[str, dict[str, float]]:
    return {
        name: metrics.interval([fold[name] for fold in folds], TEST_SHARE)._asdict()
        for name in folds[0]
    }


def _differences(
    ours: list[dict[str, float]], theirs: list[dict[str, float]]
) -> dict[str, dict[str, float]]:
    pairs = list(zip(ours, theirs, strict=True))
    return {
        name: metrics.interval([a[name] - b[name] for a, b in pairs], TEST_SHARE)._asdict()
        for name in ("auc", "ks", "brier")
    }


def _rounding(folds: _Folds) -> dict[str, Any]:
    served, exact = (SCALE.default_probability(points) for points in (folds.points, folds.exact))
    gaps = np.abs(served - exact)
    flips = (folds.points >= CUTOFF_POINTS) != (folds.exact >= CUTOFF_POINTS)
    return {
        **_differences(folds.served, folds.unrounded),
        "largest_pd_change": float(gaps.max()),
        "mean_pd_change": float(gaps.mean()),
        "largest_points_change": float(np.abs(folds.points - folds.exact).max()),
        "decisions_changed": float(flips.mean()),
    }


def _describe(data: Data) -> dict[str, Any]:
    return {
        "sha256": data.sha256,
        "rows": len(data.bad),
        "bad": int(data.bad.sum()),
        "bad_rate": float(data.bad.mean()),
        "rows_repeating_all_columns": data.duplicate_rows,
        "rows_repeating_offered_inputs_and_outcome": data.duplicate_inputs,
        "missing_in_offered_inputs": 0,
        "missing_ages": int(np.isnan(data.groups["AGE"]).sum()),
    }


def _model(card: Scorecard, data: Data, folds: _Folds, onnx_bytes: bytes) -> dict[str, Any]:
    values = scorecard.information_values(data.rows, data.bad, data.offered)
    used = {one.name: one for one in card.characteristics}
    return {
        "sha256": hashlib.sha256(onnx_bytes).hexdigest(),
        "size_bytes": len(onnx_bytes),
        "starting_points": card.start,
        "inputs": [
            {
                "name": name,
                "information_value": value,
                "used": name in used,
                "folds_used": folds.kept.count(name),
                "bins": _bins(used[name], data) if name in used else [],
            }
            for name, value in values.items()
        ],
    }


def _bins(one: scorecard.Characteristic, data: Data) -> list[dict[str, Any]]:
    """Bins with equal points side by side are one bin to whoever reads the card."""
    bins = one.bins(data.rows[:, one.column])
    edges = [None, *one.thresholds.tolist()]
    merged: list[dict[str, Any]] = []
    for number, (edge, points) in enumerate(zip(edges, one.points.tolist(), strict=True)):
        here = bins == number
        if not merged or merged[-1]["points"] != points:
            merged.append({"from": edge, "points": points, "rows": 0, "bad": 0})
        merged[-1]["rows"] += int(here.sum())
        merged[-1]["bad"] += int(data.bad[here].sum())
    return merged


def _without_delay(points: np.ndarray, data: Data) -> dict[str, float]:
    """How well the score separates customers who are not behind in the latest month."""
    names = [one.name for one in data.offered]
    rows = data.rows[:, names.index("PAY_0")] <= 0
    aucs = [metrics.auc(data.bad[rows], -repeat[rows]) for repeat in points]
    return {"share": float(rows.mean()), "auc": float(np.mean(aucs))}


def _calibration(points: np.ndarray, bad: np.ndarray) -> list[dict[str, Any]]:
    """Deciles of all held-out predictions; a row counts once, as the mean over the repeats."""
    pd = SCALE.default_probability(points).ravel()
    truth = np.tile(bad, len(points))
    bins = metrics.deciles(pd)
    table = []
    for number in np.unique(bins):
        here = bins == number
        rows = here.sum() / len(points)
        observed = float(truth[here].mean())
        low, high = metrics.wilson(observed * rows, rows)
        table.append(
            {
                "pd_from": float(pd[here].min()),
                "pd_to": float(pd[here].max()),
                "rows": float(rows),
                "predicted": float(pd[here].mean()),
                "observed": observed,
                "observed_low": low,
                "observed_high": high,
            }
        )
    return table


def _share(here: np.ndarray, truth: np.ndarray) -> dict[str, float]:
    """`here` is (repeats, n); intervals count each row once."""
    rows = here.sum() / len(here)
    rate = float(np.tile(truth, (len(here), 1))[here].mean()) if rows else 0.0
    low, high = metrics.wilson(rate * rows, rows) if rows else (0.0, 1.0)
    return {
        "share": float(here.mean()),
        "bad_rate": rate,
        "bad_rate_low": low,
        "bad_rate_high": high,
    }


def _bands(points: np.ndarray, bad: np.ndarray) -> list[dict[str, Any]]:
    table, upper = [], np.inf
    for name, edge, decision in BANDS:
        here = (points >= edge) & (points < upper)
        table.append({"name": name, "from": edge, "decision": decision, **_share(here, bad)})
        upper = edge
    return table


def _cutoffs(points: np.ndarray, bad: np.ndarray) -> list[dict[str, Any]]:
    return [
        {
            "cutoff": edge,
            "pd_at_cutoff": float(SCALE.default_probability(np.array(edge))),
            **_share(points >= edge, bad),
        }
        for edge in range(500, 581, 10)
    ]


def _distribution(points: np.ndarray, bad: np.ndarray) -> list[dict[str, Any]]:
    """Share of good and of bad rows per ten points."""
    truth = np.tile(bad, len(points))
    tens = np.floor(points.ravel() / 10).astype(int) * 10
    return [
        {
            "from": int(edge),
            "good": float(np.mean(tens[truth == 0] == edge)),
            "bad": float(np.mean(tens[truth == 1] == edge)),
        }
        for edge in range(int(tens.min()), int(tens.max()) + 1, 10)
    ]


def _groups(points: np.ndarray, data: Data) -> list[dict[str, Any]]:
    """What the cut-off does to groups the model never sees; information, not a test passed."""
    table = []
    for attribute, members in _members(data).items():
        first = len(table)
        for label, rows in members.items():
            accepted = points[:, rows] >= CUTOFF_POINTS
            bad = data.bad[rows]
            good = np.tile(bad == 0, (len(points), 1))
            pd = SCALE.default_probability(points[:, rows])
            low, high = metrics.wilson(float(accepted.mean()) * len(bad), len(bad))
            aucs = [metrics.auc(bad, repeat) for repeat in pd]
            table.append(
                {
                    "attribute": attribute,
                    "group": label,
                    "rows": len(bad),
                    "accepted": float(accepted.mean()),
                    "accepted_low": low,
                    "accepted_high": high,
                    "accepted_of_good": float(accepted[good].mean()),
                    "predicted": float(pd.mean()),
                    "observed": float(bad.mean()),
                    "auc": float(np.mean(aucs)),
                }
            )
        large = [row for row in table[first:] if row["rows"] >= SMALL_GROUP * len(data.bad)]
        highest = max(row["accepted"] for row in large)
        for row in table[first:]:
            row["ratio_to_highest"] = row["accepted"] / highest
    return table


def _members(data: Data) -> dict[str, dict[str, np.ndarray]]:
    members = {
        attribute: {
            label: np.flatnonzero(np.isin(data.groups[attribute], codes))
            for codes, label in labels.items()
        }
        for attribute, labels in _GROUPS.items()
    }
    age = data.groups["AGE"]
    members["AGE"] = {
        "under 30": np.flatnonzero(age < 30),
        "30 to 44": np.flatnonzero((age >= 30) & (age < 45)),
        "45 and over": np.flatnonzero(age >= 45),
    }
    return members


def _rounded(value: Any) -> Any:  # noqa: ANN401 - walks a JSON document
    if isinstance(value, dict):
        return {name: _rounded(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(one) for one in value]
    return round(value, 6) if isinstance(value, float) else value
