"""Right, wrong and abstained on TAT-QA with the starter models, end to end but for the search.

    COFFERDAM_DATA=../shared/data python benchmarks/grounded_answers.py [--questions 60] [--save]

Each question whose gold answer is a span is asked twice: of a file with its own context and nine
others, and of a file of ten others, where the only right answer is “not found”. Contexts are those
that `answerability.py` measures on and does not fit. “Right” means that a supported sentence or
quotation holds the gold span; “quote alone” is the same without the model's prose.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from answerability import OTHERS, SEED, Remembering, pages_of_context
from measure import report

from appliance.assistant.answers import Assistant, answer
from appliance.assistant.drafting import FROM_MODEL
from appliance.assistant.passages import Limits
from appliance.assistant.records import Answer, Models
from appliance.clock import SystemClock
from appliance.engine.client import LanguageEngine
from appliance.retrieval.records import Hit
from appliance.settings import Settings, starter_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from appliance.documents.store import PageText

MODEL = "smollm2-135m-instruct"


class Pages:
    """Ten pages as a case; every page is a hit, so that only answering is measured."""

    def __init__(self, pages: Sequence[PageText]) -> None:
        self._pages = pages

    def texts(self, case_id: int, document: str | None = None) -> Iterator[PageText]:
        """All pages."""
        yield from self._pages

    def search(
        self, case_id: int, text: str, *, top: int = 10, document: str | None = None
    ) -> tuple[Hit, ...]:
        """All pages, in their order."""
        return tuple(
            Hit(p.document, p.document_id, p.page, 0, len(p.text), p.text, 0.0, n)
            for n, p in enumerate(self._pages)
        )


def language() -> LanguageEngine:
    """The starter language model in its child."""
    path = starter_folder() / MODEL / "model.gguf"
    return LanguageEngine(
        lambda: {"model.gguf": os.open(path, os.O_RDONLY)},
        name=MODEL,
        context_tokens=4096,
        template="chatml",
        threads=Settings().thread_count(),
    )


def holds(texts: Iterable[str], golds: Iterable[str]) -> bool:
    """Whether one of the texts has one of the gold spans."""
    plain = " ".join(" ".join(texts).lower().split())
    return any(" ".join(gold.lower().split()).strip(" .$") in plain for gold in golds)


def judged(given: Answer, golds: Sequence[str]) -> dict[str, Any]:
    """What became of one question."""
    supported = [s for s in given.sentences if s.supported]
    prose = [s.text for s in supported if s.note == FROM_MODEL]
    quoted = [s.text for s in supported if s.note != FROM_MODEL]
    return {
        "answered": given.status == "answered",
        "right": holds([s.text for s in supported], golds),
        "quote right": holds(quoted, golds),
        "first quote right": holds(quoted[:1], golds),
        "prose": len(prose),
        "prose right": sum(holds([text], golds) for text in prose),
        "unsupported": sum(not s.supported for s in given.sentences),
        "unsupported right": sum(
            holds([s.text], golds) for s in given.sentences if not s.supported
        ),
    }


def questions(data: Path, count: int) -> Iterator[tuple[str, list[str], list[PageText], bool]]:
    """Question, gold spans, pages of the file, and whether the answer is in it."""
    contexts = json.loads((data / "tables" / "tatqa_dev.json").read_text("utf-8"))
    pages = [pages_of_context(c, str(n), tabs=n % 2 == 0) for n, c in enumerate(contexts)]
    chance = random.Random(SEED)  # noqa: S311 - a sample, not a key
    asked = [
        (n, q)
        for n, c in enumerate(contexts)
        for q in c["questions"]
        if n % 3 == 0 and q["answer_type"] in ("span", "multi-span")
    ]
    chance.shuffle(asked)
    for own, question in asked[:count]:
        others = chance.sample([n for n in range(len(pages)) if n != own], OTHERS + 1)
        text, gold = question["question"], question["answer"]
        yield text, gold, [pages[n] for n in (own, *others[:OTHERS])], True
        yield text, gold, [pages[n] for n in others], False


def main() -> None:
    """Ask, judge, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--questions", type=int, default=60)
    parser.add_argument("--save", action="store_true", help="keep the result")
    options = parser.parse_args()
    data = Path(os.environ.get("COFFERDAM_DATA", ""))
    if not (data / "tables" / "tatqa_dev.json").is_file():
        raise SystemExit("COFFERDAM_DATA does not name the folder with tables/tatqa_dev.json")
    embedder, engine = Remembering(), language()
    models = Models(MODEL, "", "all-minilm-l6-v2", "", "chatml")
    inside, outside = [], []
    taken_s: dict[str, list[float]] = {"answered": [], "not_found": []}
    try:
        for text, gold, pages, there in questions(data, options.questions):
            case = Pages(pages)
            assistant = Assistant(case, case, engine, embedder, models, Limits(), SystemClock())
            began_s = time.perf_counter()
            given = answer(text, case_id=1, assistant=assistant)
            taken_s[given.status].append(time.perf_counter() - began_s)
            (inside if there else outside).append(judged(given, gold))
    finally:
        engine.close()
        embedder.close()
    right = sum(one["right"] for one in inside)
    answered = sum(one["answered"] for one in inside)
    quoted = sum(one["first quote right"] for one in inside)
    report(
        "grounded_answers",
        right / max(1, quoted),
        {
            "ratio_of": "questions answered right over those that the first quote alone answers",
            "answer in the file": {
                "asked": len(inside), "right": right, "wrong": answered - right,
                "abstained": len(inside) - answered,
                "right by quotations alone": sum(one["quote right"] for one in inside),
                "right by the first quotation alone": quoted,
            },
            "answer not in the file": {
                "asked": len(outside),
                "answered": sum(one["answered"] for one in outside),
                "abstained": sum(not one["answered"] for one in outside),
            },
            "the model's sentences": {
                "supported": sum(one["prose"] for one in inside),
                "supported and right": sum(one["prose right"] for one in inside),
                "unsupported": sum(one["unsupported"] for one in inside),
                "unsupported but right": sum(one["unsupported right"] for one in inside),
            },
            "seconds per question, median": {
                status: round(statistics.median(values), 2)
                for status, values in taken_s.items() if values
            },
        },
        save=options.save,
    )  # fmt: skip


if __name__ == "__main__":
    main()
