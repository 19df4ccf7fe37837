"""Fit how sure the figures of a calculation are, and from when on one is given.

    COFFERDAM_DATA=../shared/data python benchmarks/calculation_confidence.py [--write] [--save]

Data: the TAT-QA questions that `tatqa.py` does not ask and that ask for a calculation by the rules.
Each is calculated on its own context, and on the next context of the list, where every result is
wrong. Two of three contexts are fitted on, every third is measured. A logistic model of three
facts: the score of the worst figure, its margin over the next choice, and whether the wording is
sure to ask for a calculation. The threshold is the least from which on at least `RIGHT` of the
results are right on the contexts that were fitted on.

With `--write` the numbers replace those in appliance/assistant/calibration.v2.toml.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import tomli_w
from measure import report
from scipy.optimize import minimize

from appliance.assistant import calibration as calibrations
from appliance.assistant.arithmetic.calculating import calculated
from appliance.assistant.arithmetic.figures import figures
from appliance.assistant.arithmetic.making import Made
from appliance.assistant.arithmetic.operations import request
from appliance.assistant.arithmetic.picking import Picker
from appliance.documents.store import PageText

if TYPE_CHECKING:
    from collections.abc import Sequence

KEPT_BACK = 200
RIGHT = 0.9
FACTS = ("score", "margin", "sure")


class Case(NamedTuple):
    """One calculation."""

    fold: int
    own: bool
    facts: tuple[float, float, float]
    right: bool


def near(result: str, gold: object) -> bool:
    """The same number to two decimals."""
    try:
        return abs(float(result) - float(str(gold).replace(",", ""))) < 0.011
    except ValueError:
        return False


def text_of(context: dict[str, Any]) -> str:
    """A context as the text of a page; empty cells keep their tabs."""
    rows = ["\t".join(cell.strip() for cell in row) for row in context["table"]["table"]]
    texts = [p["text"] for p in sorted(context["paragraphs"], key=lambda p: p["order"])]
    half = max(1, len(texts) // 2)
    return "\n".join([*texts[:half], *rows, *texts[half:]])


def cases(data: Path) -> tuple[list[Case], int]:
    """Every calculation that the rules make, and how many questions asked for one."""
    contexts = json.loads((data / "tables" / "tatqa_dev.json").read_text("utf-8"))
    pickers = [
        Picker(list(figures(PageText(str(n), n, 1, text_of(c)), None)))
        for n, c in enumerate(contexts)
    ]
    asked: list[tuple[int, dict[str, Any]]] = [
        (n, q) for n, c in enumerate(contexts) for q in c["questions"]
    ]
    asked.sort(key=lambda one: hashlib.sha256(one[1]["uid"].encode()).hexdigest())
    found, count = [], 0
    for n, question in asked[KEPT_BACK:]:
        wanted = request(question["question"])
        if wanted is None or question["answer_type"] != "arithmetic":
            continue
        count += 1
        for own, place in ((True, n), (False, (n + 1) % len(contexts))):
            made = calculated(wanted, pickers[place])
            if isinstance(made, Made):
                facts = (
                    min(made.score, 1.0), min(max(made.margin, 0.0), 0.3), float(wanted.sure),
                )  # fmt: skip
                right = own and near(made.calculation.result, question["answer"])
                found.append(Case(n % 3, own, facts, right))
    return found, count


def fit(fitted: Sequence[Case]) -> np.ndarray:
    """Logistic regression; no fact counts against a result."""
    x = np.array([[*case.facts, 1.0] for case in fitted])
    y = np.array([case.right for case in fitted], float)

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        p = 1 / (1 + np.exp(-(x @ w)))
        value = -(y * np.log(p + 1e-12) + (1 - y) * np.log(1 - p + 1e-12)).mean()
        penalty = np.append(2e-3 * w[:-1], 0)
        return value + 1e-3 * float(w[:-1] @ w[:-1]), x.T @ (p - y) / len(y) + penalty

    bounds = [(0, None)] * len(FACTS) + [(None, None)]
    return minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B", bounds=bounds).x


def probabilities(found: Sequence[Case], w: np.ndarray) -> np.ndarray:
    """Of each case."""
    return 1 / (1 + np.exp(-(np.array([[*case.facts, 1.0] for case in found]) @ w)))


def threshold(fitted: Sequence[Case], w: np.ndarray) -> float:
    """The least from which on enough results are right."""
    p = probabilities(fitted, w)
    right = np.array([case.right for case in fitted])
    for value in np.arange(0.3, 0.95, 0.005):
        given = p >= value
        if given.any() and right[given].mean() >= RIGHT:
            return round(float(value), 3)
    return 0.95


def main() -> None:
    """Fit, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true", help="replace the numbers")
    parser.add_argument("--save", action="store_true", help="keep the result")
    options = parser.parse_args()
    data = Path(os.environ.get("COFFERDAM_DATA", ""))
    if not (data / "tables" / "tatqa_dev.json").is_file():
        raise SystemExit("COFFERDAM_DATA does not name the folder with tables/tatqa_dev.json")
    found, count = cases(data)
    fitted = [case for case in found if case.fold]
    measured = [case for case in found if not case.fold]
    w = fit(fitted)
    limit = threshold(fitted, w)
    weights = {
        name: round(float(value), 3) for name, value in zip((*FACTS, "bias"), w, strict=True)
    }
    if options.write:
        path = Path(calibrations.__file__).parent / "calibration.v2.toml"
        raw = tomllib.loads(path.read_text("utf-8"))
        raw |= {"calculated_threshold": limit, "calculated": weights}
        path.write_text(
            "# Made by benchmarks/answerability.py (fits, found, threshold) and\n"
            "# benchmarks/calculation_confidence.py (calculated), from TAT-QA and ContractNLI.\n"
            "# Every change is a new version: answers record which one decided.\n"
            + tomli_w.dumps(raw),
            "utf-8",
        )
    p = probabilities(measured, w)
    given = p >= limit
    own = np.array([case.own for case in measured])
    right = np.array([case.right for case in measured])
    report(
        "calculation_confidence",
        round(float(right[given].mean() / right.mean()), 3),
        {
            "ratio_of": "share of right results among those given over the share among all made",
            "questions that ask for a calculation": count,
            "measured on every third context": {
                "made": len(measured), "right": int(right.sum()),
                "given and right": int((given & right).sum()),
                "given and wrong, own context": int((given & ~right & own).sum()),
                "given and wrong, another context": int((given & ~own).sum()),
                "right but withheld": int((~given & right).sum()),
            },
            "weights": weights,
            "threshold": limit,
        },
        save=options.save,
    )  # fmt: skip


if __name__ == "__main__":
    main()
