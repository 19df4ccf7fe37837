"""The whole main job on the sample customer, in a vault that is thrown away afterwards."""

from __future__ import annotations

import json
import secrets
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from appliance.app.office import Office
from appliance.errors import EngineMissing
from appliance.settings import Settings, starter_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appliance.assistant.records import Answer
    from appliance.documents.records import IngestOutcome
    from appliance.jobs import Job
    from appliance.risk.records import BatchResult

SAMPLE = Path(__file__).parent / "sample"
CASE = "Sample customer"


@dataclass(frozen=True)
class DemoResult:
    """What the demo did; `timings_s` in the order of the steps."""

    documents: tuple[IngestOutcome, ...]
    answers: tuple[tuple[str, Answer], ...]
    scores: BatchResult
    timings_s: dict[str, float]
    connections_opened: int


def sample_documents() -> tuple[Path, ...]:
    """The customer's files, in a fixed order."""
    return tuple(sorted((SAMPLE / "documents").iterdir()))


def sample_questions() -> tuple[tuple[str, str], ...]:
    """Pairs of id and question."""
    lines = (SAMPLE / "questions.jsonl").read_text("utf-8").splitlines()
    return tuple((item["id"], item["question"]) for item in map(json.loads, lines))


def run(job: Job, *, keep: Path | None = None, passphrase: str | None = None) -> DemoResult:
    """Ingest, ask, score. With `keep` the vault stays in that new folder.

    Raises: EngineMissing: the starter models are not prepared; and all that the steps raise.
    """
    if not any(starter_folder().glob("*/manifest.toml")):
        raise EngineMissing(why="the starter models are not prepared")
    timings_s: dict[str, float] = {}

    @contextmanager
    def timed(name: str) -> Iterator[None]:
        began_s = time.perf_counter()
        yield
        timings_s[name] = time.perf_counter() - began_s

    with tempfile.TemporaryDirectory(prefix="cofferdam-demo-") as throw_away:
        folder = keep or Path(throw_away) / "vault"
        with timed("make the vault, seal models"):
            office, _ = Office.create(
                folder, passphrase or secrets.token_urlsafe(24), settings=Settings(), job=job
            )
        try:
            with timed("read and index the documents"):
                office.cases.new(CASE)
                documents = office.documents.add(CASE, sample_documents(), job)
            answers = []
            for identifier, question in sample_questions():
                with timed(f"answer question {identifier}"):
                    answers.append((identifier, office.answers.ask(CASE, question, job=job)))
            with timed("score three applicants"):
                model = office.scores.model().manifest.name
                scores = office.scores.score_csv(
                    model, SAMPLE / "applicants.csv", explain=True, case=CASE, job=job
                )
            opened = office.status().connections_opened
        finally:
            office.lock()
            if keep is None:
                office.forget()
    return DemoResult(documents, tuple(answers), scores, timings_s, opened)
