"""Writes results.json, card.md and the pictures; the card's numbers all come from the results."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import data
import manifest
import pictures
import scorecard

if TYPE_CHECKING:
    from pathlib import Path

_MEASURES = {
    "auc": "AUC",
    "ks": "KS",
    "brier": "Brier score",
    "ece": "ECE, ten bins",
    "slope": "Calibration slope",
    "intercept": "Calibration intercept",
}


def write(folder: Path, results: dict[str, Any]) -> None:
    """Write all four files into `folder`."""
    results = {"cutoff_points": manifest.CUTOFF_POINTS, **results}
    (folder / "results.json").write_text(
        json.dumps(results, indent=1, ensure_ascii=False) + "\n", "utf-8"
    )
    (folder / "calibration.svg").write_text(pictures.calibration(results), "utf-8")
    (folder / "distribution.svg").write_text(pictures.distribution(results), "utf-8")
    text = (data.HERE / "card_template.md").read_text("utf-8")
    for name, value in _pieces(results).items():
        text = text.replace("{{" + name + "}}", value)
    if "{{" in text:
        raise SystemExit("error: card_template.md asks for a piece that report.py does not make")
    (folder / "card.md").write_text(text, "utf-8")


def _pieces(results: dict[str, Any]) -> dict[str, str]:
    facts, model, rounding = results["data"], results["model"], results["rounding"]
    inputs = model["inputs"]
    used = [one for one in inputs if one["used"]]
    best = model["starting_points"] + sum(max(b["points"] for b in one["bins"]) for one in used)
    worst = model["starting_points"] + sum(min(b["points"] for b in one["bins"]) for one in used)
    return {
        "version": manifest.VERSION,
        "cutoff": str(manifest.CUTOFF_POINTS),
        "data_sha256": facts["sha256"],
        "onnx_sha256": model["sha256"],
        "onnx_bytes": f"{model['size_bytes']:,}",
        "rows": f"{facts['rows']:,}",
        "bad": f"{facts['bad']:,}",
        "bad_rate": f"{facts['bad_rate']:.2%}",
        "twins": str(facts["rows_repeating_all_columns"]),
        "twin_inputs": str(facts["rows_repeating_offered_inputs_and_outcome"]),
        "unique_auc": f"{results['without_repeated_rows']['auc']:.4f}",
        "missing_ages": str(facts["missing_ages"]),
        "behind": f"{1 - results['without_delay']['share']:.1%}",
        "auc_not_behind": f"{results['without_delay']['auc']:.3f}",
        "folds": str(results["protocol"]["folds"]),
        "repeats": str(results["protocol"]["repeats"]),
        "start": str(model["starting_points"]),
        "best": str(best),
        "worst": str(worst),
        "base_points": str(scorecard.SCALE.points),
        "base_odds": f"{scorecard.SCALE.odds:.0f}",
        "doubling": str(scorecard.SCALE.doubling),
        "leaves": str(scorecard.LEAVES),
        "smallest_bin": f"{scorecard.SMALLEST_BIN:.0%}",
        "least_value": f"{scorecard.MIN_INFORMATION_VALUE}",
        "least_range": str(scorecard.MIN_POINTS_RANGE),
        "auc": _with_interval(results["served"]["auc"]),
        "performance": _performance(results),
        "against_logistic": _difference(results["against_raw_logistic"]["auc"]),
        "against_free": _difference(results["against_free_bins"]["auc"]),
        "rounding_auc": _difference(rounding["auc"]),
        "rounding_ks": _difference(rounding["ks"]),
        "rounding_brier": f"{rounding['brier']['mean']:+.6f}",
        "rounding_largest": f"{rounding['largest_pd_change']:.4f}",
        "rounding_mean": f"{rounding['mean_pd_change']:.4f}",
        "rounding_flips": f"{rounding['decisions_changed']:.2%}",
        "calibration": _calibration(results["calibration"]),
        "bands": _bands(results["bands"]),
        "cutoffs": _cutoffs(results["cutoffs"]),
        "points": _points(used),
        "inputs": _inputs(inputs, results["protocol"]),
        "groups": _groups(results["groups"]),
    }


def _table(titles: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = ["| " + " | ".join(titles) + " |", "|" + "---|" * len(titles)]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join(lines)


def _with_interval(measure: dict[str, float]) -> str:
    return f"{measure['mean']:.4f} [{measure['low']:.4f}, {measure['high']:.4f}]"


def _difference(measure: dict[str, float]) -> str:
    mean, low, high = (_signed(measure[name]) for name in ("mean", "low", "high"))
    return f"{mean} [{low}, {high}]"


def _signed(value: float) -> str:
    words = f"{value:+.4f}"
    return "0.0000" if float(words) == 0 else words


def _performance(results: dict[str, Any]) -> str:
    columns = ("served", "unrounded", "free_bins", "raw_logistic")
    titles = (
        "Held-out measure",
        "**This model, whole points**",
        "before rounding",
        "challenger: bins without order",
        "challenger: logistic on raw inputs",
    )
    rows = [
        (words, *(_with_interval(results[column][name]) for column in columns))
        for name, words in _MEASURES.items()
    ]
    return _table(titles, rows)


def _calibration(rows: list[dict[str, Any]]) -> str:
    return _table(
        ("PD from", "to", "customers", "predicted", "observed", "95 % interval"),
        [
            (
                f"{row['pd_from']:.1%}",
                f"{row['pd_to']:.1%}",
                f"{row['rows']:,.0f}",
                f"{row['predicted']:.1%}",
                f"{row['observed']:.1%}",
                f"{row['observed_low']:.1%} to {row['observed_high']:.1%}",
            )
            for row in rows
        ],
    )


def _bands(rows: list[dict[str, Any]]) -> str:
    return _table(
        ("Band", "from points", "decision", "share", "default rate", "95 % interval"),
        [
            (
                row["name"],
                str(row["from"]),
                row["decision"],
                f"{row['share']:.1%}",
                f"{row['bad_rate']:.1%}",
                f"{row['bad_rate_low']:.1%} to {row['bad_rate_high']:.1%}",
            )
            for row in rows
        ],
    )


def _cutoffs(rows: list[dict[str, Any]]) -> str:
    return _table(
        ("Cut-off", "PD at the cut-off", "accepted", "default rate of the accepted"),
        [
            (
                str(row["cutoff"]),
                f"{row['pd_at_cutoff']:.1%}",
                f"{row['share']:.1%}",
                f"{row['bad_rate']:.1%}",
            )
            for row in rows
        ],
    )


def _points(used: list[dict[str, Any]]) -> str:
    rows = []
    words = data.wording()
    for one in used:
        bins = one["bins"]
        for place, here in enumerate(bins):
            above = bins[place + 1]["from"] if place + 1 < len(bins) else None
            rows.append(
                (
                    f"{words[one['name']]['label']} ({one['name']})" if place == 0 else "",
                    _interval_words(here["from"], above),
                    f"{here['points']:+d}",
                    f"{here['rows']:,}",
                    f"{here['bad'] / here['rows']:.1%}",
                )
            )
    return _table(("Input", "value", "points", "customers", "default rate"), rows)


def _interval_words(low: float | None, high: float | None) -> str:
    if low is None:
        return f"below {high:,.0f}"
    return f"{low:,.0f} and above" if high is None else f"{low:,.0f} to below {high:,.0f}"


def _inputs(inputs: list[dict[str, Any]], protocol: dict[str, Any]) -> str:
    total = protocol["folds"] * protocol["repeats"]
    return _table(
        ("Input", "information value", "used", f"used in how many of {total} folds"),
        [
            (
                one["name"],
                f"{one['information_value']:.3f}",
                "yes" if one["used"] else "no",
                str(one["folds_used"]),
            )
            for one in inputs
        ],
    )


def _groups(rows: list[dict[str, Any]]) -> str:
    return _table(
        (
            "Attribute",
            "group",
            "customers",
            "accepted",
            "95 % interval",
            "ratio to highest",
            "accepted of those who paid",
            "predicted",
            "observed",
            "AUC",
        ),
        [
            (
                row["attribute"].lower(),
                row["group"],
                f"{row['rows']:,}",
                f"{row['accepted']:.1%}",
                f"{row['accepted_low']:.1%} to {row['accepted_high']:.1%}",
                f"{row['ratio_to_highest']:.3f}",
                f"{row['accepted_of_good']:.1%}",
                f"{row['predicted']:.1%}",
                f"{row['observed']:.1%}",
                f"{row['auc']:.3f}",
            )
            for row in rows
        ],
    )
