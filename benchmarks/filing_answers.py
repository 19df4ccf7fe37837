"""The 32 questions about filings: right, wrong and abstained, with a baseline beside.

    COFFERDAM_DATA=../shared/data python benchmarks/filing_answers.py [--save] [--keep DIR]

The ten filings go through the real ingest as one case. Each question is asked with its document
known and of all documents together. Nothing was fitted on these questions.

The gold answers are free text, so a rule judges: an answer is right if a supported sentence or the
calculation gives a figure of the gold answer (to its precision; years do not count), or, where the
gold answer has none, a name of it that the question does not have; and a plain yes or no if an
evidence page is cited. The rule is generous to long answers and strict to rephrased ones; what was
answered is written out with `--show` to be read. “Evidence page cited” counts apart.

Page numbers in `questions.jsonl` start at 0.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import time
from collections import defaultdict
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any

from answering import Desk, baseline, outcome, prose, tally
from measure import report

from appliance.assistant.answers import answer
from appliance.assistant.values import values
from appliance.assistant.wording import terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.assistant.records import Answer

_SAID_ROUNDED = 1_000_000
_YEAR = re.compile(r"(?:19|20)\d\d")
_NAME = re.compile(r"\b[A-Z][\w’'&.-]+(?: [A-Z][\w’'&.-]+)*")


def figures(text: str) -> list[Decimal]:
    """Amounts, percentages and ratios of a text, without years and small counts."""
    found = []
    for value in values(text):
        if value.kind not in ("amount", "number", "percent", "ratio") or value.worded:
            continue
        for key in value.keys:
            try:
                number = abs(Decimal(key.split(":")[0]))
            except InvalidOperation:
                continue
            if not _YEAR.fullmatch(key) and (number > 12 or "." in key or value.kind == "percent"):
                found.append(number)
    return found


def same(gold: Decimal, given: Decimal) -> bool:
    """The same number, rounded as the gold answer is, in any scale that reports use."""
    for scale in (1, 1000, 1_000_000, 1_000_000_000, Decimal("0.001"), Decimal("0.000001")):
        scaled = given * scale
        places = max(0, -int(gold.as_tuple().exponent))
        # “1.8 billion” is said to the hundred million.
        if gold >= _SAID_ROUNDED and round(scaled, -_zeros(gold)) == gold:
            return True
        if round(scaled, places) == gold or (
            gold and abs(scaled - gold) / gold <= Decimal("0.002")
        ):
            return True
    return False


def _zeros(number: Decimal) -> int:
    """How many zeros a whole number ends in."""
    digits = str(int(number))
    return len(digits) - len(digits.rstrip("0"))


def right(text: str, cited: set[int], gold: str, question: str, pages: set[int]) -> bool:
    """Whether an answer says what the gold answer says, by the rule of this benchmark."""
    wanted = [one for one in figures(gold) if one not in figures(question)]
    if wanted:
        given = figures(text)
        return any(same(one, other) for one in wanted for other in given)
    asked = set(terms(question))
    names = [name for name in _NAME.findall(gold) if set(terms(name)) - asked]
    names = [n for n in names if terms(n) and n.lower() not in ("yes", "no", "the", "there")]
    if names:
        plain = set(terms(text))
        return any(set(terms(name)) - asked <= plain for name in names)
    return bool(cited & pages)


def said(given: Answer) -> str:
    """What an answer says: its supported sentences and its calculation."""
    parts = [one.text for one in given.sentences if one.supported]
    if given.calculation is not None:
        parts.append(f"{given.calculation.result}{given.calculation.unit[:1]}")
    return " ".join(parts)


def main() -> None:
    """Ask, judge, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--save", action="store_true", help="keep the result")
    parser.add_argument("--without-model", action="store_true", help="code alone, no drafts")
    parser.add_argument("--keep", type=Path, help="keep the case here for the next run")
    parser.add_argument("--show", type=Path, help="write every question and its answer to a file")
    options = parser.parse_args()
    folder = Path(os.environ.get("COFFERDAM_DATA", "")) / "filings"
    if not (folder / "questions.jsonl").is_file():
        raise SystemExit("COFFERDAM_DATA does not name the folder with filings/questions.jsonl")
    asked = [json.loads(line) for line in (folder / "questions.jsonl").read_text().splitlines()]
    files = sorted(folder.glob("*.pdf"))
    with Desk(files, keep=options.keep, model=not options.without_model) as desk:
        known, lines = run(desk, asked, known=True)
        together, more = run(desk, asked, known=False)
    if options.show:
        options.show.write_text("\n".join(map(json.dumps, lines + more)), "utf-8")
    report(
        "filing_answers_code_alone" if options.without_model else "filing_answers",
        round(known["answers"]["right"] / max(1, known["baseline"]["right"]), 3),
        {
            "ratio_of": "questions answered right over those of the baseline, document known",
            "questions": len(asked),
            "model": "none" if options.without_model else "smollm2-135m-instruct",
            "document known": known,
            "all documents together": together,
        },
        save=options.save,
    )


def run(
    desk: Desk, asked: Sequence[dict[str, Any]], *, known: bool
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Ask every question once."""
    outcomes: dict[str, list[str]] = defaultdict(list)
    by_kind: dict[str, list[str]] = defaultdict(list)
    seconds: list[float] = []
    evidence = drafts = 0
    lines = []
    for one in asked:
        text, name = one["question"], one["document"]
        document = name if known else None
        pages = {place["page"] + 1 for place in one["evidence"]}
        began_s = time.perf_counter()
        given = answer(text, case_id=desk.case_id, document=document, assistant=desk.assistant)
        seconds.append(time.perf_counter() - began_s)
        cited = {c.page for s in given.sentences for c in s.citations if c.document == name}
        ok = right(said(given), cited, one["answer"], text, pages)
        what = outcome(given.status == "answered", ok)
        outcomes["answers"].append(what)
        by_kind[given.kind].append(what)
        evidence += bool(cited & pages)
        drafts += prose(given)
        plain, _ = baseline(text, desk, document)
        hit = desk.index.search(desk.case_id, text, top=1, document=document)
        plain_pages = {h.page for h in hit if h.document == name}
        plain_ok = right(plain, plain_pages, one["answer"], text, pages)
        outcomes["baseline"].append(outcome(True, plain_ok))
        lines.append(
            {
                "known": known, "question": text, "gold": one["answer"], "kind": given.kind,
                "what": what, "answer": given.answer[:500], "cited": sorted(cited),
                "evidence": sorted(pages), "confidence": given.provenance.confidence,
                "calculation": given.calculation.formula if given.calculation else "",
                "baseline": plain,
            }
        )  # fmt: skip
    return {
        "answers": tally(outcomes["answers"]),
        "by kind of question told": {kind: tally(found) for kind, found in sorted(by_kind.items())},
        "evidence page cited": evidence,
        "baseline": tally(outcomes["baseline"]),
        "verified sentences of the model": drafts,
        "seconds per answer, median": round(statistics.median(seconds), 2),
    }, lines


if __name__ == "__main__":
    main()
