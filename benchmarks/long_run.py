"""Half an hour of mixed work in one language child: does memory stay flat?

People's single questions, batches over many documents, scores, cancelled requests, kept readings
and grammars, as a branch has them, from three threads at once. Each half minute the resident
memory of the child and of this process is read. `ratio` is the child's median memory in the last
third over that in the second third, when what is filled once (kept readings, contexts) is full.

    .venv/bin/python benchmarks/long_run.py [--minutes 30] [--threads 1] [--save]
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import threading
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from measure import report
from question_load import ANSWER_TOKENS, Load, load, ours

from appliance.children import running, sealed_memory
from appliance.engine.client import LanguageEngine
from appliance.engine.records import Ask, Priority, Prompt, RunSettings, Sampling, ScoreAsk
from appliance.errors import Cancelled
from appliance.jobs import Job
from appliance.settings import starter_folder

if TYPE_CHECKING:
    from collections.abc import Callable

DOCUMENTS = 12
SAMPLE_EVERY_S = 30.0
KEPT_BYTES = 256 * 1024**2
YES_OR_NO = 'root ::= "yes" | "no" | "not mentioned"'


def resident_bytes(pid: int) -> int:
    """Resident memory of a process now."""
    pages = int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


class Mixed:
    """The work; each method is one thing that somebody in a branch does."""

    def __init__(self, engine: LanguageEngine, asked: Load, until_s: float) -> None:
        self.engine, self.asked, self.until_s = engine, asked, until_s
        self.done: Counter[str] = Counter()
        self.failed: Counter[str] = Counter()

    def question(self, dice: random.Random) -> None:
        """A person asks about a document that may have been read before."""
        number = dice.randrange(DOCUMENTS)
        prompt = ours(self.asked.documents[number], dice.choice(self.asked.questions))
        kept = Prompt(prompt.messages, prompt.template, f"document-{number}")
        self.engine.generate(kept, Sampling(ANSWER_TOKENS))

    def night(self, dice: random.Random) -> None:
        """A batch over a few documents."""
        asks = [
            Ask(ours(document, question), Sampling(24))
            for document in dice.sample(self.asked.documents, 2)
            for question in dice.sample(self.asked.questions, 5)
        ]
        self.engine.generate_many(asks)

    def verdicts(self, dice: random.Random) -> None:
        """Likelihoods of verdicts, and one verdict by a grammar."""
        prompt = ours(dice.choice(self.asked.documents), dice.choice(self.asked.questions))
        self.engine.score([ScoreAsk(prompt, ("yes", "no", "not mentioned"))])
        self.engine.generate(prompt, Sampling(8, grammar=YES_OR_NO))

    def impatience(self, dice: random.Random) -> None:
        """Somebody stops a batch after some seconds."""
        job = Job()
        timer = threading.Timer(dice.uniform(0.5, 4.0), job.cancel)
        timer.start()
        asks = [
            Ask(ours(self.asked.documents[0], question), Sampling(ANSWER_TOKENS))
            for question in self.asked.questions
        ]
        try:
            self.engine.generate_many(asks, job=job, priority=Priority.BATCH)
        except Cancelled:
            pass
        finally:
            timer.cancel()

    def work(self, seed: int) -> None:
        """One thread's share until the time is over."""
        dice = random.Random(seed)  # noqa: S311 - a repeatable load
        kinds: list[Callable[[random.Random], None]]
        kinds = [self.question, self.question, self.night, self.verdicts, self.impatience]
        while time.monotonic() < self.until_s:
            kind = dice.choice(kinds)
            try:
                kind(dice)
                self.done[kind.__name__] += 1
            except Exception as error:  # what failed is the result
                self.failed[f"{kind.__name__}: {type(error).__name__}"] += 1


def main() -> None:
    """Run, print one JSON object, and with `--save` keep it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=30.0)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--save", action="store_true")
    options = parser.parse_args()
    weights = starter_folder() / "smollm2-135m-instruct" / "model.gguf"

    def copy(descriptor: int) -> None:
        os.write(descriptor, weights.read_bytes())

    engine = LanguageEngine(
        lambda: {"model.gguf": sealed_memory("weights", copy)},
        name="starter",
        context_tokens=4096,
        template="chatml",
        threads=options.threads,
        settings=RunSettings(prefill_threads=options.threads, kept_bytes=KEPT_BYTES),
    )
    engine.load()
    began_s = time.monotonic()
    mixed = Mixed(engine, load(engine.count_tokens, DOCUMENTS), began_s + options.minutes * 60.0)
    workers = [threading.Thread(target=mixed.work, args=(seed,)) for seed in range(3)]
    children = {running()[0].pid}
    for worker in workers:
        worker.start()
    samples: list[tuple[float, int, int]] = []
    while any(worker.is_alive() for worker in workers):
        at_s = round(time.monotonic() - began_s, 1)
        # A child that did not stop within the grace time of a cancel was ended and started again.
        if now := running():
            children.add(now[0].pid)
            samples.append((at_s, resident_bytes(now[0].pid), resident_bytes(os.getpid())))
        time.sleep(min(SAMPLE_EVERY_S, max(1.0, options.minutes * 2.0)))
    engine.close()
    third = len(samples) // 3
    middle = statistics.median(sample[1] for sample in samples[third : 2 * third])
    last = statistics.median(sample[1] for sample in samples[2 * third :])
    result = {
        "minutes": options.minutes,
        "done": dict(mixed.done),
        "failed": dict(mixed.failed),
        "children": len(children),
        "child_bytes": {"middle_third": middle, "last_third": last},
        "console_bytes": {
            "first": samples[third][2] if third else samples[0][2],
            "last": samples[-1][2],
        },
        "samples_s_child_console": samples,
        "kept_bytes_limit": KEPT_BYTES,
    }
    report("long_run", last / middle, result, save=options.save)


if __name__ == "__main__":
    main()
