"""How many questions for the greatest of several, and for causes, are answered, and how many right.

    COFFERDAM_DATA=../shared/data python benchmarks/rankings_and_causes.py [--save] [--show]

All TAT-QA questions that the rules take for one of these kinds, each asked of its own context
as one page, and of every third other context. There an answer counts as given although the
question was made for another table; one that fits any report (“the largest component of total
revenue”) is rightly answered there, so that this is an upper bound. Right is that all gold spans
stand in what is quoted, or are the label of the row named. The least scores and margins
(`ranking/answering.py`, `causes/answering.py`) were set on these questions, those of `tatqa.py`
among them; none of the questions about filings took part.
"""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from calculation_confidence import text_of
from measure import report
from tatqa import holds

from appliance.assistant.arithmetic.figures import figures
from appliance.assistant.causes import answering as causes
from appliance.assistant.causes.asking import movement
from appliance.assistant.ranking import answering as ranking
from appliance.assistant.ranking import asking, choosing
from appliance.documents.store import PageText
from appliance.jobs import Job

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

EVERY = 3


def ranked(question: str, page: PageText) -> str | None:
    """The label that is named, or nothing; None if the question is not of this kind."""
    asked = asking.ranking(question)
    if asked is None:
        return None
    made = choosing.best(asked, figures(page, None), {}) if len(asked.years) < 2 else None
    if made is None or made.score < ranking.LEAST_SCORE or made.margin < ranking.LEAST_MARGIN:
        return ""
    return made.members[asked.place - 1].label


def caused(question: str, page: PageText) -> str | None:
    """The sentences that are quoted, or nothing; None if the question is not of this kind."""
    asked = movement(question)
    if asked is None:
        return None
    found = causes.best(asked, [page], Job())
    if found is None or not causes.certain(found):
        return ""
    return page.text[found.cause.first : found.cause.end]


def tried(
    way: Callable[[str, PageText], str | None],
    contexts: Sequence[dict[str, Any]],
    pages: Sequence[PageText],
    *,
    show: bool,
) -> dict[str, int]:
    """Counts of one kind of question."""
    counts = dict.fromkeys(("asked", "right", "wrong", "withheld", "of others", "given there"), 0)
    for n, context in enumerate(contexts):
        for question in context["questions"]:
            text, gold = question["question"], question["answer"]
            said = way(text, pages[n])
            if said is None:
                continue
            counts["asked"] += 1
            gold = gold if isinstance(gold, list) else [gold]
            ok = bool(said) and (holds(said, gold) or holds(str(gold[0]), [said.rstrip(" .")]))
            counts["right" if ok else "wrong" if said else "withheld"] += 1
            if show:
                print("right" if ok else "wrong" if said else "-", "|", text, "|", said[:200])
            others = [m for m in range(0, len(pages), EVERY) if m != n]
            counts["of others"] += len(others)
            counts["given there"] += sum(bool(way(text, pages[m])) for m in others)
    return counts


def main() -> None:
    """Ask, judge, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--save", action="store_true", help="keep the result")
    parser.add_argument("--show", action="store_true", help="print every question")
    options = parser.parse_args()
    path = Path(os.environ.get("COFFERDAM_DATA", "")) / "tables" / "tatqa_dev.json"
    if not path.is_file():
        raise SystemExit("COFFERDAM_DATA does not name the folder with tables/tatqa_dev.json")
    contexts = json.loads(path.read_text("utf-8"))
    pages = [PageText(str(n), n, 1, text_of(one)) for n, one in enumerate(contexts)]
    greatest = tried(ranked, contexts, pages, show=options.show)
    reasons = tried(caused, contexts, pages, show=options.show)
    given = sum(one["right"] + one["wrong"] for one in (greatest, reasons))
    report(
        "rankings_and_causes",
        round((greatest["right"] + reasons["right"]) / max(1, given), 3),
        {
            "ratio_of": "right answers over those given",
            "greatest of several": greatest,
            "causes": reasons,
        },
        save=options.save,
    )


if __name__ == "__main__":
    main()
