"""What the likelihoods of a language model add to judging statements about agreements.

    COFFERDAM_DATA=FOLDER python benchmarks/statement_likelihoods.py [--agreements 61] [--kept FILE]
        [--save]

ContractNLI's development split: 61 agreements, 17 statements each. For every statement the judge
gives its probabilities without a model of the statement (likeness of wording), and the language
model its likelihoods of "Yes", "No" and "Not mentioned": once with all statements put to one shared
reading of the agreement, once with each put to a reading of its own best sentences. Nothing is
chosen on the agreement that is measured: weights of a logistic regression are fitted in ten folds
by agreement, so an untrained statement's figures need labels of other agreements. `without labels`
is the plain mean of the logarithms, which needs none, and `other statements` fits on other
statements of other agreements, which is what a statement of an own checklist can count on.

`ratio` is the accuracy of the likelihoods alone over that of the most frequent answer alone.
`--kept` keeps what the models said, so that the figures can be made again without them.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import statistics
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from measure import report
from nda_evidence import paged
from page_retrieval import weights
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score, roc_auc_score

from appliance.children import sealed_memory, stop_all
from appliance.documents.store import PageText
from appliance.engine.client import EmbeddingEngine, LanguageEngine
from appliance.jobs import Job
from appliance.review.asking.likelihoods import Asked, likelihoods
from appliance.review.asking.passages import MOST_TOKENS, Passage, Place, Reading, readings
from appliance.review.checklists.records import Item
from appliance.review.statements.judging import StatementJudge
from appliance.settings import Settings, starter_folder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

CHOICES = ("Entailment", "Contradiction", "NotMentioned")
_KEYS = {"true": 0, "false": 1, "na": 2}
CONTEXT_TOKENS = 4096
FOLDS = 10
ALONE_SPANS = 3


class Case(NamedTuple):
    """A statement about an agreement: the right answer, and what each says of it."""

    document: int
    statement: str
    right: int
    judge: tuple[float, float, float]
    shared: tuple[float, float, float]
    alone: tuple[float, float, float] | None


def load(path: Path) -> tuple[list[Item], list[tuple[list[PageText], dict[str, int]]]]:
    """The statements as items, and agreements as pages with the right answers."""
    data = json.loads(path.read_text("utf-8"))
    items = [
        Item(id=key, kind="statement", title=key, question=label["hypothesis"], severity="high")
        for key, label in data["labels"].items()
    ]
    found = []
    for number, entry in enumerate(data["documents"], start=1):
        one = paged(f"{entry['id']}.txt", entry["text"])
        pages = [PageText(one.name, number, n, text) for n, text in enumerate(one.pages, start=1)]
        notes = entry["annotation_sets"][0]["annotations"]
        found.append((pages, {key: _KEYS[note["choice"]] for key, note in notes.items()}))
    return items, found


def language() -> Asked:
    """The starter model in its confined child."""

    def copy(descriptor: int) -> None:
        with (starter_folder() / "smollm2-135m-instruct" / "model.gguf").open("rb") as file:
            while os.sendfile(descriptor, file.fileno(), None, 2**24):
                pass

    engine = LanguageEngine(
        lambda: {"model.gguf": sealed_memory("model", copy)},
        name="smollm2-135m-instruct",
        context_tokens=CONTEXT_TOKENS,
        template="chatml",
        threads=len(os.sched_getaffinity(0)),
    )
    return Asked(engine, "smollm2-135m-instruct", "", "chatml")


def judge() -> StatementJudge:
    """The judge without models of its own."""
    engine = EmbeddingEngine(
        weights("all-minilm-l6-v2"),
        name="all-minilm-l6-v2",
        dimensions=384,
        max_tokens=256,
        threads=Settings().core_count(),
    )
    return StatementJudge(engine, None)


def collect(
    path: Path, most: int, each_every: int, kept: Path | None, most_tokens: int
) -> list[Case]:
    """Have the models judge everything; every so many agreements with a reading each, too.

    What was kept of an earlier run is not made again.
    """
    items, agreements = load(path)
    found = restored(kept)
    done = {case.document for case in found}
    waiting = [n for n in range(min(most, len(agreements))) if n not in done]
    if not waiting:
        return found
    asked, judging, job = language(), judge(), Job()
    for number in waiting:
        pages, right = agreements[number]
        judged = {one.item_id: one for one in judging.judge(items, pages, job=job)}
        places = {
            key: [Place(span.page, span.start, span.end) for span in one.spans]
            for key, one in judged.items()
        }
        count = asked.language.count_tokens
        together = readings(items, places, pages, count=count, most_tokens=most_tokens)
        shared = likelihoods(together, asked, job).answers
        texts = {page.page: page.text for page in pages}
        apart = []
        for item in items:
            best = sorted(places[item.id][:ALONE_SPANS])
            parts = tuple(
                Passage(*place, texts[place.page][place.start : place.end]) for place in best
            )
            apart.append(Reading(parts, (item,)))
        alone = likelihoods(apart, asked, job).answers if number % each_every == 0 else {}
        for item in items:
            one = judged[item.id]
            found.append(
                Case(
                    number,
                    item.id,
                    right[item.id],
                    (one.met, one.contradicted, one.not_mentioned),
                    tuple(shared[item.id]),
                    tuple(alone[item.id]) if item.id in alone else None,
                )
            )
        if kept:
            kept.write_text(json.dumps(found), "utf-8")
    return found


def restored(kept: Path | None) -> list[Case]:
    """What the models said in an earlier run."""
    if kept is None or not kept.is_file():
        return []
    rows = json.loads(kept.read_text("utf-8"))
    return [Case(*row[:3], *(tuple(one) if one else None for one in row[3:])) for row in rows]


def logs(rows: Sequence[Sequence[float]]) -> NDArray[np.float64]:
    """Natural logarithms, bounded."""
    return np.log(np.clip(np.array(rows), 1e-4, 1))


def figures(cases: Sequence[Case], said: Sequence[int]) -> dict[str, float]:
    """Accuracy as the mean over agreements; F1 of contradiction and entailment over all cases."""
    right = [case.right for case in cases]
    per: dict[int, list[int]] = {}
    for n, case in enumerate(cases):
        per.setdefault(case.document, []).append(n)
    scores = {}
    for label, name in ((1, "f1_contradiction"), (0, "f1_entailment")):
        whole = f1_score(right, said, labels=[label], average=None, zero_division=0)[0]
        scores[name] = round(float(whole), 3)
    found = [accuracy_score([right[n] for n in g], [said[n] for n in g]) for g in per.values()]
    return {"accuracy": round(statistics.mean(found), 3), **scores}


def fitted(
    cases: Sequence[Case], features: NDArray[np.float64], *, apart: bool, own: bool = False
) -> list[int]:
    """Answers of regressions that saw neither the agreement nor, with `apart`, the statement.

    With `own` each statement has a regression of its own.
    """
    right = np.array([case.right for case in cases])
    fold = np.array([case.document % FOLDS for case in cases])
    names = sorted({case.statement for case in cases})
    statement = np.array([names.index(case.statement) for case in cases])
    said = np.zeros(len(cases), int)
    for held in range(FOLDS):
        for group in range(len(names)) if apart or own else [-1]:
            test = (fold == held) & ((statement == group) | (group < 0))
            train = fold != held
            if apart:
                train &= statement != group
            elif own:
                train &= statement == group
            if not test.any():
                continue
            if len(set(right[train])) == 1:
                said[test] = right[train][0]
                continue
            model = LogisticRegression(C=0.5, max_iter=2000)
            said[test] = model.fit(features[train], right[train]).predict(features[test])
    return [int(one) for one in said]


def compared(cases: Sequence[Case], sources: Sequence[str]) -> dict[str, Any]:
    """Figures of each source alone and of the judge with each other one."""
    given = {name: logs([getattr(case, name) for case in cases]) for name in sources}
    usual = max(range(3), key=[case.right for case in cases].count)
    result: dict[str, Any] = {
        "agreements": len({case.document for case in cases}),
        "most frequent": figures(cases, [usual] * len(cases)),
    }
    right = np.array([case.right for case in cases])
    result["area under the curve"] = {
        name: {
            label: round(float(roc_auc_score(right == place, rows[:, place])), 3)
            for place, label in enumerate(CHOICES)
        }
        for name, rows in given.items()
    }
    mixes = [[name] for name in sources] + [["judge", name] for name in sources[1:]]
    for names in mixes:
        parts = [given[name] for name in names]
        plain = sum(parts) / len(parts)
        together = np.hstack(parts)
        result[" and ".join(names)] = {
            "without labels": figures(cases, [int(n) for n in np.argmax(plain, axis=1)]),
            "log loss without labels": round(loss(cases, plain), 3),
            "other statements": figures(cases, fitted(cases, together, apart=True)),
            "same statement": figures(cases, fitted(cases, together, apart=False, own=True)),
        }
    return result


def loss(cases: Sequence[Case], plain: NDArray[np.float64]) -> float:
    """Mean negative logarithm of the share that the right answer got."""
    return -statistics.mean(
        float(row[case.right] - math.log(np.exp(row).sum()))
        for row, case in zip(plain, cases, strict=True)
    )


def main() -> None:
    """Collect, fit, report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("COFFERDAM_DATA", "")))
    parser.add_argument("--agreements", type=int, default=61)
    parser.add_argument("--tokens", type=int, default=MOST_TOKENS, help="of a shared reading")
    parser.add_argument("--each-every", type=int, default=3, help="a reading each takes longest")
    parser.add_argument("--kept", type=Path, help="what the models said; made if it is not there")
    parser.add_argument("--save", action="store_true")
    options = parser.parse_args()
    cases = collect(
        options.data / "nda" / "contract_nli_dev.json",
        options.agreements,
        options.each_every,
        options.kept,
        options.tokens,
    )
    stop_all()
    result: dict[str, object] = {
        "statements": len({case.statement for case in cases}),
        "tokens_of_a_reading": options.tokens,
    }
    result["all"] = compared(cases, ("judge", "shared"))
    some = [case for case in cases if case.alone is not None]
    result["with a reading each"] = compared(some, ("judge", "shared", "alone"))
    told = result["all"]
    ratio = told["shared"]["without labels"]["accuracy"] / told["most frequent"]["accuracy"]
    report("statement_likelihoods", ratio, result, save=options.save)


if __name__ == "__main__":
    main()
