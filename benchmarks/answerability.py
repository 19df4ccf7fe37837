"""Fit and measure how the assistant finds the answering sentence and when it says “not found”.

    COFFERDAM_DATA=../shared/data python benchmarks/answerability.py [--write] [--save]

Data: TAT-QA and ContractNLI, development splits; nothing of the sample customer. Two of three
contexts are fitted on, every third is measured.

* The order of candidates: a conditional logit over the facts of `evidence.Evidence`, on TAT-QA
  questions whose answer is a span. A file is the question's own context and nine others.
* The decision: a logistic model over `relevance.Facts`. Questions are asked of a file with their
  own context, of a file without it (“other”), and of a file with it but without the sentences and
  rows that hold the answer (“hard”; weight a half, because a neighbouring row may answer too).
  ContractNLI adds statements that a contract does or does not mention.
* The threshold: the least at which at most one in ten questions of other files is answered.

With `--write` the fitted numbers replace those in appliance/assistant/calibration.v2.toml, which
also has what `calculation_confidence.py` fits.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import tomli_w
from measure import report
from scipy.optimize import minimize
from sklearn.metrics import roc_auc_score

from appliance.assistant import calibration as calibrations
from appliance.assistant.calibration import Calibration
from appliance.assistant.candidates import Candidate, Span, rank, weights_for
from appliance.assistant.evidence import Evidence
from appliance.assistant.questions import read
from appliance.assistant.relevance import Facts, facts
from appliance.documents.store import PageText
from appliance.engine.client import EmbeddingEngine
from appliance.settings import starter_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from appliance.jobs import Job

SEED = 7
OTHERS = 9
QUESTIONS = 900
MAY_ANSWER_OTHERS = 0.10
MODEL = "all-minilm-l6-v2"
FLAT = Calibration("unfitted", dict.fromkeys(Evidence._fields, 0.0) | {"near": 1.0, "cosine": 1.0},
                   {}, 0.5)  # fmt: skip


class Remembering:
    """The real embedding engine; texts that come again are not computed again."""

    def __init__(self) -> None:
        folder = starter_folder() / MODEL

        def weights() -> dict[str, int]:
            names = ("model.onnx", "tokenizer.json")
            return {name: os.open(folder / name, os.O_RDONLY) for name in names}

        self._engine = EmbeddingEngine(
            weights, name=MODEL, dimensions=384, max_tokens=256, threads=2
        )
        self._known: dict[str, np.ndarray] = {}

    def embed(self, texts: Sequence[str], *, job: Job | None = None, stage: str = "") -> np.ndarray:
        """Unit rows, in order."""
        new = list(dict.fromkeys(text for text in texts if text not in self._known))
        if new:
            self._known.update(zip(new, self._engine.embed(new, job=job), strict=True))
        return np.stack([self._known[text] for text in texts])

    def close(self) -> None:
        """Stop the child."""
        self._engine.close()


@dataclass
class Case:
    """One question asked of one file."""

    fold: int
    kind: str
    question: str
    answered: bool
    gold: Callable[[Candidate], bool]
    ranked: list[Candidate]
    found: Facts | None


def pages_of_context(context: dict[str, Any], name: str, *, tabs: bool) -> PageText:
    """A context as one page: the table as rows of text, between the paragraphs."""
    rows = [
        ("\t" if tabs else " ").join(cell.strip() for cell in row if tabs or cell.strip()).rstrip()
        for row in context["table"]["table"]
    ]
    texts = [p["text"] for p in sorted(context["paragraphs"], key=lambda p: p["order"])]
    half = len(texts) // 2
    return PageText(name, int(name), 1, "\n".join([*texts[:half], *rows, *texts[half:]]))


def holds(answers: Iterable[str], own: int) -> Callable[[Candidate], bool]:
    """Whether a candidate of the question's own context holds one of the gold spans."""
    patterns = []
    for answer in answers:
        plain = " ".join(answer.lower().split()).strip(" .$")
        if plain:
            patterns.append(re.compile(rf"(?<![\d.,\w]){re.escape(plain)}(?!\d)"))

    def test(candidate: Candidate) -> bool:
        text = " ".join(candidate.text.lower().split())
        return candidate.page.document_id == own and any(p.search(text) for p in patterns)

    return test


class Asker:
    """Asks questions of files made of pages."""

    def __init__(self, embedder: Remembering) -> None:
        self.embedder = embedder

    def ask(
        self, question: str, pages: Sequence[PageText], calibration: Calibration,
        without: Callable[[Candidate], bool] | None = None,
    ) -> tuple[list[Candidate], Facts | None]:  # fmt: skip
        """Candidates in order, and the facts of the decision; `without` leaves candidates out."""
        asked = read(question)
        weights = weights_for(asked, (page.text for page in pages))
        spans = [Span(p.document_id, p.page, 0, len(p.text), n, 0.0) for n, p in enumerate(pages)]
        ranked = rank(
            asked, spans, {(p.document_id, p.page): p for p in pages},
            weights=weights, embedder=self.embedder, calibration=calibration,
        )  # fmt: skip
        if without is not None:
            ranked = [candidate for candidate in ranked if not without(candidate)]
        return ranked, facts(asked, ranked, calibration)


def tatqa_cases(data: Path, asker: Asker, calibration: Calibration, kinds: set[str]) -> list[Case]:
    """TAT-QA questions of files that hold their context, do not, or lack the answer."""
    contexts = json.loads((data / "tables" / "tatqa_dev.json").read_text("utf-8"))
    pages = [pages_of_context(c, str(n), tabs=n % 2 == 0) for n, c in enumerate(contexts)]
    chance = random.Random(SEED)  # noqa: S311 - a sample, not a key
    questions = [(n, q) for n, c in enumerate(contexts) for q in c["questions"]]
    chance.shuffle(questions)
    cases = []
    for own, question in questions[:QUESTIONS]:
        spans = question["answer_type"] in ("span", "multi-span")
        gold = holds(question["answer"] if spans else (), own)
        others = chance.sample([n for n in range(len(pages)) if n != own], OTHERS + 1)
        text = question["question"]

        def case(
            kind: str, numbers: list[int], without: Callable[[Candidate], bool] | None = None,
            *, n: int = own, t: str = text, g: Callable[[Candidate], bool] = gold,
        ) -> Case:  # fmt: skip
            ranked, found = asker.ask(t, [pages[k] for k in numbers], calibration, without)
            return Case(n % 3, kind, t, kind.startswith("own"), g, ranked, found)

        mine = [own, *others[:OTHERS]]
        if "own" in kinds:
            cases.append(case("own span" if spans else "own sum", mine))
        if "other" in kinds:
            cases.append(case("other", others))
        if "hard" in kinds and spans:
            cases.append(case("hard", mine, gold))
    return cases


def nda_cases(data: Path, asker: Asker, calibration: Calibration) -> list[Case]:
    """ContractNLI statements, each asked of its contract."""
    raw = json.loads((data / "nda" / "contract_nli_dev.json").read_text("utf-8"))
    cases = []
    for n, document in enumerate(raw["documents"]):
        page = PageText(str(n), n, 1, document["text"])
        for key, mark in document["annotation_sets"][0]["annotations"].items():
            spans = [document["spans"][s] for s in mark["spans"]]

            def gold(candidate: Candidate, spans: list[list[int]] = spans) -> bool:
                return any(candidate.start < e and candidate.end > s for s, e in spans)

            ranked, found = asker.ask(raw["labels"][key]["hypothesis"], [page], calibration)
            mentioned = mark["choice"] != "na"
            kind = "nda mentioned" if mentioned else "nda not mentioned"
            cases.append(Case(n % 3, kind, key, mentioned, gold, ranked, found))
    return cases


def fit_order(cases: Sequence[Case]) -> dict[str, float]:
    """Conditional logit: the gold candidates against all others of the same file."""
    sets = []
    for case in cases:
        gold = np.array([case.gold(candidate) for candidate in case.ranked], bool)
        if case.kind == "own span" and gold.any():
            sets.append((np.array([c.evidence for c in case.ranked]), gold))

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        total, slope = 0.0, np.zeros_like(w)
        for x, gold in sets:
            scores = x @ w
            p = np.exp(scores - scores.max())
            total -= float(np.log(p[gold].sum() / p.sum()))
            slope -= p[gold] @ x[gold] / p[gold].sum() - p @ x / p.sum()
        return total / len(sets) + 1e-3 * float(w @ w), slope / len(sets) + 2e-3 * w

    w = minimize(loss, np.zeros(len(Evidence._fields)), jac=True, method="L-BFGS-B").x
    return {name: round(float(value), 3) for name, value in zip(Evidence._fields, w, strict=True)}


def weight_of(case: Case) -> float:
    """What a case counts in the fit of the decision."""
    return {"hard": 0.5}.get(case.kind, 0.4 if case.kind.startswith("nda") else 1.0)


def fit_decision(cases: Sequence[Case]) -> dict[str, float]:
    """Logistic regression; no fact counts against an answer."""
    usable = [case for case in cases if case.found is not None]
    x = np.array([[*(case.found or ()), 1.0] for case in usable])
    y = np.array([case.answered for case in usable], float)
    weight = np.array([weight_of(case) for case in usable])

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        p = 1 / (1 + np.exp(-(x @ w)))
        value = -(weight * (y * np.log(p + 1e-12) + (1 - y) * np.log(1 - p + 1e-12))).sum()
        return value / weight.sum() + 1e-3 * float(w[:-1] @ w[:-1]), (
            x.T @ (weight * (p - y)) / weight.sum() + np.append(2e-3 * w[:-1], 0)
        )

    # Each fact may only speak for an answer.
    bounds = [(0, None)] * len(Facts._fields) + [(None, None)]
    w = minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B", bounds=bounds).x
    return {
        name: round(float(value), 3)
        for name, value in zip((*Facts._fields, "bias"), w, strict=True)
    }


def probabilities(cases: Sequence[Case], calibration: Calibration) -> np.ndarray:
    """The decision as a number, per case."""
    return np.array([calibration.probability(c.found._asdict()) if c.found else 0.0 for c in cases])


def threshold_for(cases: Sequence[Case], calibration: Calibration) -> float:
    """The least threshold at which others are seldom answered."""
    others = np.sort(probabilities([c for c in cases if c.kind == "other"], calibration))
    return round(float(others[int(len(others) * (1 - MAY_ANSWER_OTHERS))]) + 0.001, 3)


def auc(cases: Sequence[Case], values: np.ndarray, yes: str, no: str) -> float:
    """Area under the curve between two kinds of cases."""
    chosen = [n for n, c in enumerate(cases) if c.kind.startswith((yes, no))]
    truth = [cases[n].kind.startswith(yes) and not cases[n].kind.startswith(no) for n in chosen]
    return round(float(roc_auc_score(truth, values[chosen])), 3)


def order_measures(cases: Sequence[Case]) -> dict[str, float]:
    """How often the answering part is found, against two simpler orders."""
    spans = [c for c in cases if c.kind == "own span"]
    ways: dict[str, Callable[[Candidate], float]] = {
        "fitted": lambda c: c.fit,
        "cosine alone": lambda c: c.evidence.cosine,
        "words alone": lambda c: c.evidence.near,
    }
    measures: dict[str, float] = {"questions": len(spans)}
    for name, key in ways.items():
        hits = defaultdict(int)
        for case in spans:
            ranked = sorted(case.ranked, key=key, reverse=True)
            for k in (1, 3):
                hits[k] += any(case.gold(candidate) for candidate in ranked[:k])
        for k in (1, 3):
            measures[f"gold in first {k}, {name}"] = round(hits[k] / len(spans), 3)
    return measures


def decision_measures(cases: Sequence[Case], calibration: Calibration) -> dict[str, Any]:
    """Right, wrong and abstained."""
    p = probabilities(cases, calibration)
    cosine = np.array([c.found.cosine if c.found else 0.0 for c in cases])
    kinds = sorted({c.kind for c in cases})
    given = p >= calibration.threshold
    spans = [n for n, c in enumerate(cases) if c.kind == "own span"]
    right = sum(bool(given[n]) and any(map(cases[n].gold, cases[n].ranked[:3])) for n in spans)
    wrong = sum(bool(given[n]) for n in spans) - right
    return {
        "threshold": calibration.threshold,
        "auc own against other": auc(cases, p, "own", "other"),
        "auc own against other, cosine alone": auc(cases, cosine, "own", "other"),
        "auc own against hard": auc(cases, p, "own", "hard"),
        "auc nda mentioned against not": auc(cases, p, "nda m", "nda n"),
        "auc nda, cosine alone": auc(cases, cosine, "nda m", "nda n"),
        "answered": {
            kind: round(float(given[[c.kind == kind for c in cases]].mean()), 3) for kind in kinds
        },
        "own span questions": {
            "asked": len(spans), "right quote in first 3": right, "wrong quote": wrong,
            "abstained": len(spans) - right - wrong,
        },
    }  # fmt: skip


def write(calibration: Calibration) -> None:
    """Replace the calibration file of the program."""
    kept = calibrations.load()
    folder = Path(calibrations.__file__).parent
    with (folder / f"calibration.{calibrations.VERSION}.toml").open("wb") as out:
        out.write(
            b"# Made by benchmarks/answerability.py (fits, found, threshold) and\n"
            b"# benchmarks/calculation_confidence.py (calculated), from TAT-QA and ContractNLI.\n"
            b"# Every change is a new version: answers record which one decided.\n"
        )
        tomli_w.dump(
            {
                "threshold": calibration.threshold,
                "calculated_threshold": kept.calculated_threshold,
                "fits": dict(calibration.fits),
                "found": dict(calibration.found),
                "calculated": dict(kept.calculated),
            },
            out,
        )


def main() -> None:
    """Fit, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true", help="replace the calibration file")
    parser.add_argument("--save", action="store_true", help="keep the result")
    options = parser.parse_args()
    data = Path(os.environ.get("COFFERDAM_DATA", ""))
    if not (data / "tables" / "tatqa_dev.json").is_file():
        raise SystemExit("COFFERDAM_DATA does not name the folder with tables/tatqa_dev.json")
    asker = Asker(Remembering())
    try:
        first = tatqa_cases(data, asker, FLAT, {"own"})
        order = fit_order([c for c in first if c.fold])
        ordered = Calibration(calibrations.VERSION, order, {}, 0.5)
        cases = tatqa_cases(data, asker, ordered, {"own", "other", "hard"})
        cases += nda_cases(data, asker, ordered)
    finally:
        asker.embedder.close()
    fitted = [c for c in cases if c.fold]
    decided = Calibration(calibrations.VERSION, order, fit_decision(fitted), 0.5)
    chosen = Calibration(calibrations.VERSION, order, decided.found, threshold_for(fitted, decided))
    if options.write:
        write(chosen)
    measured = [c for c in cases if not c.fold]
    decision = decision_measures(measured, chosen)
    ratio = decision["auc own against other"] / decision["auc own against other, cosine alone"]
    report(
        "answerability",
        ratio,
        {
            "ratio_of": "area under the curve of the decision over that of the cosine alone",
            "order": order_measures(measured),
            "decision": decision,
            "weights": {"order": order, "decision": dict(chosen.found)},
            "cases": len(measured),
        },
        save=options.save,
    )


if __name__ == "__main__":
    main()
