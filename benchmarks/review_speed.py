"""How long a 30-page agreement takes against 17 statements: together, and one after the other.

    COFFERDAM_DATA=FOLDER python benchmarks/review_speed.py [--pages 30] [--rounds 3] [--save]

The agreement is made of ContractNLI's development agreements until it has so many pages of 3,000
characters; the statements are its seventeen. `likelihoods`: every statement is put to the starter
language model in two wordings, all of them in one batch over shared readings (`together`), and by
the same engine with the same prompts, one statement after the other: `after each other`, where the
engine still has the prompt before in its memory, and `apart`, where another prompt came between, as
on an engine that answers others, too. Candidates take turns. `ratio` is the median time apart over
that together; `largest_difference` how far the answers are from each other.

`judge` is the judge's time over all sentences of the agreement, and `review` that of
`cofferdam review` as a person calls it, from the start of the command to its end, in a new vault
with the starter models and the agreement already read.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from measure import ROOT, interleaved_s, medians, report, timed_s
from nda_evidence import paged
from statement_likelihoods import judge, language, load

from appliance.children import stop_all
from appliance.documents.store import PageText
from appliance.engine.records import Message, Prompt, ScoreAsk
from appliance.jobs import Job
from appliance.review.asking.likelihoods import Asked, likelihoods
from appliance.review.asking.passages import MOST_TOKENS, Passage, Place, Reading, readings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.review.asking.likelihoods import Answered

WORDS = "only a benchmark, nothing more"
CHECKLIST = "nda"
OTHER = Prompt((Message("user", "Hello"),), "chatml")
PAGE_CP = 3000


def agreement(path: Path, pages: int) -> str:
    """Agreements one behind the other, cut at so many pages."""
    data = json.loads(path.read_text("utf-8"))
    text = "\n\n".join(entry["text"] for entry in data["documents"])
    return text[: text.rfind("\n", 0, pages * PAGE_CP)]


def one_by_one(found: Sequence[Reading], model: Asked, *, between: bool) -> dict[str, Answered]:
    """Each statement by itself; with `between`, another prompt takes the engine's memory first."""
    answers = {}
    for reading in found:
        for item in reading.items:
            if between:
                model.language.score([ScoreAsk(OTHER, ("Yes",))], priority=model.priority)
            answers |= likelihoods([Reading(reading.passages, (item,))], model, Job()).answers
    return answers


def together(found: Sequence[Reading], model: Asked) -> dict[str, Answered]:
    """All statements in one batch, after another prompt."""
    model.language.score([ScoreAsk(OTHER, ("Yes",))], priority=model.priority)
    return likelihoods(found, model, Job()).answers


def command(folder: Path, text: str) -> dict[str, float]:
    """Seconds of `cofferdam review`, and of reading the agreement before it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "passphrase").write_text(WORDS + "\n", "utf-8")
    (folder / "agreement.txt").write_text(text, "utf-8")
    personal = {name: str(folder / name) for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME")}
    chosen = {
        "COFFERDAM_VAULT": str(folder / "vault"),
        "COFFERDAM_PASSPHRASE_FILE": str(folder / "passphrase"),
    }

    def call(*arguments: str) -> float:
        began_s = time.perf_counter()
        done = subprocess.run(
            [str(Path(sys.executable).with_name("cofferdam")), *arguments],
            env={**os.environ, **personal, **chosen},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise SystemExit(f"cofferdam {arguments[0]}: {done.stderr}")
        return round(time.perf_counter() - began_s, 1)

    call("init")
    call("case", "new", "Agreement")
    read_s = call("add", "Agreement", str(folder / "agreement.txt"))
    return {
        "reading_s": read_s,
        "review_s": call("review", "Agreement", "--checklist", CHECKLIST, "--json"),
    }


def main() -> None:
    """Measure and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("COFFERDAM_DATA", "")))
    parser.add_argument("--pages", type=int, default=30)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--no-command", action="store_true", help="without `cofferdam review`")
    parser.add_argument("--save", action="store_true")
    options = parser.parse_args()
    path = options.data / "nda" / "contract_nli_dev.json"
    items, _ = load(path)
    text = agreement(path, options.pages)
    one = paged("agreement.txt", text)
    pages = [PageText(one.name, 1, n, page) for n, page in enumerate(one.pages, start=1)]
    model, judging, job = language(), judge(), Job()
    judged = judging.judge(items, pages, job=job)
    judge_s = timed_s(lambda: judging.judge(items, pages, job=job))
    places = {
        each.item_id: [Place(span.page, span.start, span.end) for span in each.spans]
        for each in judged
    }
    count = model.language.count_tokens
    found = readings(items, places, pages, count=count, most_tokens=MOST_TOKENS)
    tokens = count([reading.text for reading in found])
    # What the model prefers without a document is computed once a review, for all alike.
    everything = [one for reading in found for one in reading.items]
    short = (Passage(1, 0, 5, "Text."),)
    for group in [tuple(everything), *((one,) for one in everything)]:
        likelihoods([Reading(short, group)], model, job)
    answers: dict[str, dict[str, Answered]] = {}

    def run(name: str) -> None:
        if name == "together":
            answers[name] = together(found, model)
        else:
            answers[name] = one_by_one(found, model, between=name == "apart")

    names = ("together", "after each other", "apart")
    works = {name: partial(run, name) for name in names}
    taken_s = interleaved_s(works, repeats=options.rounds, warm_up=0)
    apartness = max(
        abs(left - right)
        for key, answered in answers["together"].items()
        for left, right in zip(answered, answers["apart"][key], strict=True)
    )
    model.language.close()  # type: ignore[attr-defined]
    stop_all()
    whole: dict[str, float] = {}
    if not options.no_command:
        with tempfile.TemporaryDirectory() as folder:
            whole = command(Path(folder) / "home", text)
    middle = medians(taken_s)
    result = {
        "pages": len(pages),
        "characters": len(text),
        "statements": len(items),
        "readings": len(found),
        "tokens_of_readings": tokens,
        "median_s": {name: round(value, 2) for name, value in middle.items()},
        "samples_s": {name: [round(s, 2) for s in values] for name, values in taken_s.items()},
        "largest_difference": round(apartness, 4),
        "judge_s": round(judge_s, 2),
        "command": whole,
    }
    report("review_speed", middle["apart"] / middle["together"], result, save=options.save)


if __name__ == "__main__":
    main()
