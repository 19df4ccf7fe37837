"""200 fixed TAT-QA questions: right, wrong and abstained, with an extractive baseline beside.

    COFFERDAM_DATA=../shared/data python benchmarks/tatqa.py [--save] [--without-model] [--keep DIR]

The questions are the 200 whose SHA-256 of the uid comes first; nothing was fitted on them. Each
context (a table between paragraphs) becomes a Word document and goes through the real ingest. Every
question is asked of its own document, and of the next question's document of another context, where
the only right answer is “not found”.

“Exact match” and “F1” follow the official scorer: numbers with their scale, words as a bag, scale
counted. “Right” is stricter on what people see: for a calculation or a count an exact match, for
spans that all gold spans stand in the first sentence of the answer. The baseline is the best
passage of the search and its likest sentence, for exact match and F1 cut to a value of the kind
asked for.

`--rest N` asks N of the other questions instead, for tuning.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import statistics
import string
import tempfile
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import docx
from answering import (
    Desk,
    baseline,
    best_span,
    first_sentence_of,
    outcome,
    prose,
    stated_figures,
    tally,
)
from measure import report

from appliance.assistant.answers import answer
from appliance.assistant.arithmetic.answering import COMPARED, COUNTED, STATED
from appliance.assistant.arithmetic.making import POINTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.assistant.records import Answer

COUNT = 200
_SCALES = {"": 1.0, "thousand": 1e3, "million": 1e6, "billion": 1e9, "percent": 0.01}


# The official way of scoring -----------------------------------------------------------------


def number(text: str) -> float | None:
    """The number that an answer is, negative in brackets; None for words."""
    plain = text.strip().replace(",", "").replace("−", "-")
    plain = re.sub(r"[$£€¥]|\b(?:usd|eur|gbp)\b", "", plain, flags=re.IGNORECASE).strip()
    match = re.fullmatch(r"\(?\s*(-?)\s*(\d+(?:\.\d+)?|\.\d+)\s*\)?\s*(%?)\s*\)?", plain)
    if match is None:
        return None
    value = float(match[2]) / (100 if match[3] else 1)
    return -value if match[1] or plain.startswith("(") else value


def shown(answers: Sequence[str], scale: str) -> list[str]:
    """Answers in the form that is compared."""
    found = []
    for text in sorted(map(str, answers)):
        value = number(text)
        if value is None:
            found.append(f"{text} {scale}".strip())
        elif "%" in text:
            found.append(f"{value:.4f}")
        else:
            found.append(f"{round(value, 2) * _SCALES[scale]:.4f}")
    return [" ".join(found)]


def normal(text: str) -> list[str]:
    """Words without articles and punctuation; numbers as numbers."""
    words = []
    for word in re.split(r" |-", text.lower()):
        bare = word.strip()
        if number(bare) is None:
            bare = "".join(c for c in bare if c not in set(string.punctuation) | set("‘’´`“”"))
        else:
            bare = str(number(bare))
        bare = re.sub(r"^(?:a|an|the)$", " ", bare).strip()
        if bare:
            words.append(bare)
    return words


def scores(
    predicted: Sequence[str], predicted_scale: str, gold: Sequence[str], scale: str, kind: str
) -> tuple[float, float]:
    """Exact match and F1 of one question."""
    if not predicted or not predicted[0]:
        return 0.0, 0.0
    wanted, given = shown(gold, scale), shown(predicted, predicted_scale)
    value = number(predicted[0])
    if (
        len(predicted) == 1
        and not predicted_scale
        and "%" not in predicted[0]
        and value is not None
    ):
        given.append(f"{value:.4f}")
    exact = f1 = 0.0
    for one in given:
        mine, theirs = normal(one), normal(wanted[0])
        both = sum((Counter(mine) & Counter(theirs)).values())
        exact = max(exact, float(sorted(mine) == sorted(theirs)))
        if both:
            f1 = max(f1, 2 * both / (len(mine) + len(theirs)))
    return exact, exact if kind in ("arithmetic", "count") else f1


# Questions and documents ---------------------------------------------------------------------


def questions(data: Path) -> list[tuple[int, dict[str, Any]]]:
    """All questions with their context's number, in the fixed order."""
    contexts = json.loads((data / "tables" / "tatqa_dev.json").read_text("utf-8"))
    found = [(n, q) for n, context in enumerate(contexts) for q in context["questions"]]
    return sorted(found, key=lambda one: hashlib.sha256(one[1]["uid"].encode()).hexdigest())


def write(context: dict[str, Any], path: Path) -> None:
    """A context as a Word document: half of the paragraphs, the table, the other half."""
    made = docx.Document()
    texts = [p["text"] for p in sorted(context["paragraphs"], key=lambda p: p["order"])]
    half = max(1, len(texts) // 2)
    for text in texts[:half]:
        made.add_paragraph(_printable(text))
    rows = context["table"]["table"]
    table = made.add_table(rows=len(rows), cols=max(map(len, rows)))
    cells = table._cells  # `table.cell` reads the whole table for each cell
    width = max(map(len, rows))
    for n, row in enumerate(rows):
        for k, text in enumerate(row):
            cells[n * width + k].text = _printable(text.strip())
    for text in texts[half:]:
        made.add_paragraph(_printable(text))
    made.save(str(path))


def _printable(text: str) -> str:
    return "".join(c for c in text if c.isprintable())


# What was answered ---------------------------------------------------------------------------


def predicted(given: Answer, question: str) -> tuple[list[str], str]:
    """The answer and its scale as the benchmark wants them."""
    if given.status == "not_found":
        return [], ""
    if given.calculation is not None:
        unit = given.calculation.unit
        scale = "percent" if unit in ("%", POINTS) else unit.split(" ")[-1] if unit else ""
        return [given.calculation.result], scale if scale in _SCALES else ""
    lead = given.sentences[0]
    if lead.note.startswith(COMPARED):
        return lead.text.rstrip(".").split(", "), ""
    if lead.note.startswith(COUNTED):
        return [lead.text.split()[0]], ""
    if given.kind == "count":
        return [str(sum(len(s.citations) > 0 for s in given.sentences if not _counts(s.text)))], ""
    figures, scale = stated_figures(given)
    if figures:
        return figures, scale
    if given.kind == "list":
        return [one.text.strip("“”") for one in given.sentences if one.supported], ""
    return [best_span(question, first_sentence_of(given))], ""


def _counts(text: str) -> bool:
    return "quoted below." in text


def right(given: Answer, question: dict[str, Any], exact: float) -> bool:
    """Whether a reader of the first sentence has the answer."""
    if question["answer_type"] in ("arithmetic", "count") or exact:
        return bool(exact)
    first = given.sentences[:1]
    cells = tuple(one for one in given.sentences if one.note.startswith(STATED))
    said = cells if first and first[0] in cells else first
    return holds(" ".join(one.text for one in said if one.supported), question["answer"])


def holds(text: str, gold: Sequence[str]) -> bool:
    """All gold spans stand in the text."""
    plain = " ".join(text.lower().split())
    spans = [" ".join(str(one).lower().split()).strip(" .$") for one in gold]
    return bool(plain) and all(
        re.search(rf"(?<![\d.,\w]){re.escape(span)}(?!\d)", plain) for span in spans if span
    )


def main() -> None:
    """Ask, judge, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--save", action="store_true", help="keep the result")
    parser.add_argument("--without-model", action="store_true", help="code alone, no drafts")
    parser.add_argument("--keep", type=Path, help="keep the case here for the next run")
    parser.add_argument("--rest", type=int, default=0, help="ask so many of the other questions")
    parser.add_argument("--first", type=int, default=0, help="ask only so many of them")
    parser.add_argument("--show", type=Path, help="write every question and its answer to a file")
    options = parser.parse_args()
    data = Path(os.environ.get("COFFERDAM_DATA", ""))
    if not (data / "tables" / "tatqa_dev.json").is_file():
        raise SystemExit("COFFERDAM_DATA does not name the folder with tables/tatqa_dev.json")
    everything = questions(data)
    asked = everything[COUNT : COUNT + options.rest] if options.rest else everything[:COUNT]
    asked = asked[: options.first or len(asked)]
    contexts = json.loads((data / "tables" / "tatqa_dev.json").read_text("utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        numbers = sorted({n for n, _ in asked})
        files = {n: Path(folder) / f"report-{n:03}.docx" for n in numbers}
        for n, path in files.items():
            write(contexts[n], path)
        with Desk(list(files.values()), keep=options.keep, model=not options.without_model) as desk:
            result, lines = run(desk, asked, {n: path.name for n, path in files.items()})
            result["documents that failed"] = len(desk.failed)
    result["model"] = "none" if options.without_model else "smollm2-135m-instruct"
    if options.show:
        options.show.write_text("\n".join(json.dumps(line) for line in lines), "utf-8")
    own = result["own document"]
    report(
        "tatqa_code_alone" if options.without_model else "tatqa",
        round(own["right"] / max(1, result["baseline"]["right"]), 3),
        {"ratio_of": "questions answered right over those of the baseline", **result},
        save=options.save,
    )


def run(
    desk: Desk, asked: Sequence[tuple[int, dict[str, Any]]], names: dict[int, str]
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Ask every question of its own document and of a wrong one."""
    outcomes: dict[str, list[str]] = defaultdict(list)
    by_type: dict[str, list[str]] = defaultdict(list)
    by_kind: dict[str, list[str]] = defaultdict(list)
    points: dict[str, list[float]] = defaultdict(list)
    seconds: list[float] = []
    drafts, lines = 0, []
    for place, (n, question) in enumerate(asked):
        text, kind, gold = question["question"], question["answer_type"], question["answer"]
        gold = gold if isinstance(gold, list) else [gold]
        began_s = time.perf_counter()
        given = answer(text, case_id=desk.case_id, document=names[n], assistant=desk.assistant)
        seconds.append(time.perf_counter() - began_s)
        said, scale = predicted(given, text)
        exact, f1 = scores(said, scale, gold, question["scale"], kind)
        what = outcome(given.status == "answered", right(given, question, exact))
        outcomes["own"].append(what)
        by_type[kind].append(what)
        by_kind[given.kind].append(what)
        points["em"].append(exact)
        points["f1"].append(f1)
        points[f"em {kind}"].append(exact)
        points[f"f1 {kind}"].append(f1)
        drafts += prose(given)
        sentence, span = baseline(text, desk, names[n])
        exact_plain, f1_plain = scores([span], "", gold, question["scale"], kind)
        points["baseline em"].append(exact_plain)
        points["baseline f1"].append(f1_plain)
        spans = kind in ("span", "multi-span")
        outcomes["baseline"].append(
            outcome(True, bool(exact_plain) or (spans and holds(sentence, gold)))
        )
        other = next(k for k, _ in (*asked[place + 1 :], *asked) if k != n)
        wrong = answer(text, case_id=desk.case_id, document=names[other], assistant=desk.assistant)
        outcomes["other"].append(wrong.status)
        lines.append(
            {
                "question": text, "type": kind, "kind": given.kind, "gold": gold,
                "scale": question["scale"], "said": said, "said scale": scale, "what": what,
                "answer": given.answer[:300], "confidence": given.provenance.confidence,
                "other": wrong.answer[:200] if wrong.status == "answered" else "",
                "other kind": wrong.kind, "derivation": question["derivation"],
            }
        )  # fmt: skip
    mean = {name: round(statistics.fmean(values), 3) for name, values in sorted(points.items())}
    return {
        "questions": len(asked),
        "own document": tally(outcomes["own"]),
        "by answer type": {kind: tally(found) for kind, found in sorted(by_type.items())},
        "by kind of question told": {kind: tally(found) for kind, found in sorted(by_kind.items())},
        "exact match and F1": mean,
        "baseline": tally(outcomes["baseline"]),
        "another document": {
            "answered (wrong)": outcomes["other"].count("answered"),
            "abstained (right)": outcomes["other"].count("not_found"),
        },
        "verified sentences of the model": drafts,
        "seconds per answer, median": round(statistics.median(seconds), 2),
    }, lines


if __name__ == "__main__":
    main()
