"""The agreements to learn from, as the program would see them, and clauses written by hand.

ContractNLI's development split (Koreeda & Manning 2021, CC BY 4.0): 61 agreements in English, 17
statements each. The agreements are never copied into the project.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import scipy.sparse as sp
from first_step import COUNTS, Inputs

from appliance.review.statements import cues, features
from appliance.review.statements.splitting import Unit, around, one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.review.statements.features import Reading
    from appliance.review.statements.judging import Embedder

HERE = Path(__file__).resolve().parent
FILE = Path("nda") / "contract_nli_dev.json"
NOT_MENTIONED, ENTAILED, CONTRADICTED = range(3)
_CHOICES = {"n": NOT_MENTIONED, "t": ENTAILED, "f": CONTRADICTED}
# The published file's names for the same.
_READ_BY_US = 20
_CHOICES |= {"N": NOT_MENTIONED, "E": ENTAILED, "C": CONTRADICTED}


@dataclass(frozen=True)
class Paper:
    """An agreement: its marked sentences, their vectors, and what people said of it.

    `choices` is (statements,), `evidence` (sentences, statements).
    """

    name: str
    text: str
    spans: tuple[tuple[int, int], ...]
    read: Reading
    vectors: np.ndarray
    in_context: np.ndarray
    window_of: np.ndarray
    window_vectors: np.ndarray
    wordings: np.ndarray
    choices: np.ndarray
    evidence: np.ndarray


@dataclass(frozen=True)
class Corpus:
    """All papers; statements with their vectors; clauses written by hand with theirs.

    `clause_for` and `clause_against` are (clauses, statements); `inputs` has the rows of all papers
    and then those of the clauses.
    """

    keys: tuple[str, ...]
    papers: tuple[Paper, ...]
    statement_vectors: np.ndarray
    clause_vectors: np.ndarray
    clause_for: np.ndarray
    clause_against: np.ndarray
    inputs: Inputs
    file_sha256: str


def load(folder: Path, embedder: Embedder) -> Corpus:
    """Read, embed and make the rows. Raises: FileNotFoundError."""
    content = (folder / FILE).read_bytes()
    table = json.loads(content)
    keys = tuple(table["labels"])
    papers = tuple(_paper(entry, keys, embedder) for entry in table["documents"])
    clauses, clause_for, clause_against = by_hand(keys)
    clause_vectors = embedder.embed(clauses)
    blocks = [features.rows(one.read, one.vectors, one.in_context) for one in papers]
    blocks.append(_clause_rows(clauses, clause_vectors))
    document = [np.full(len(one.spans), number) for number, one in enumerate(papers)]
    against = [one.evidence * (one.choices == CONTRADICTED) for one in papers]
    inputs = Inputs(
        sp.vstack([sp.csr_matrix(block[:, :COUNTS]) for block in blocks]).tocsr(),
        np.vstack([block[:, COUNTS:] for block in blocks]),
        np.vstack([*(one.evidence for one in papers), clause_for | clause_against]).astype(float),
        np.vstack([*against, clause_against]).astype(float),
        np.concatenate([*document, np.full(len(clauses), -1)]),
    )
    return Corpus(
        keys,
        papers,
        embedder.embed([table["labels"][key]["hypothesis"] for key in keys]),
        clause_vectors,
        clause_for,
        clause_against,
        inputs,
        hashlib.sha256(content).hexdigest(),
    )


def read_by_us(papers: Sequence[Paper]) -> np.ndarray:
    """Which papers' marked sentences were read when patterns and clauses were written."""
    ids = [paper.name.removesuffix(".txt") for paper in papers]
    order = sorted(ids, key=lambda one: hashlib.sha256(one.encode()).hexdigest())
    return np.isin(ids, order[:_READ_BY_US])


def by_hand(keys: tuple[str, ...]) -> tuple[list[str], np.ndarray, np.ndarray]:
    """Clauses of wordings.txt, and which statements each confirms and denies."""
    lines = (HERE / "wordings.txt").read_text("utf-8").splitlines()
    marked = [line.split("\t") for line in lines if line and not line.startswith("#")]
    shape = (len(marked), len(keys))
    clause_for, clause_against = np.zeros(shape, bool), np.zeros(shape, bool)
    for place, (marks, _) in enumerate(marked):
        for mark in marks.split():
            if mark != "0":
                table = clause_for if mark[0] == "+" else clause_against
                table[place, keys.index(f"nda-{mark[1:]}")] = True
    return [text for _, text in marked], clause_for, clause_against


def folder_from_environment() -> Path:
    """COFFERDAM_DATA. Raises: SystemExit."""
    folder = os.environ.get("COFFERDAM_DATA", "")
    if not (Path(folder) / FILE).is_file():
        raise SystemExit("error: name the folder with nda/, or set COFFERDAM_DATA")
    return Path(folder)


def _paper(entry: dict, keys: tuple[str, ...], embedder: Embedder) -> Paper:
    spans = tuple((int(start), int(end)) for start, end in entry["spans"])
    read = features.reading(_units(entry["text"], spans))
    texts = [unit.text for unit in read.units]
    parts = [(place, part) for place, text in enumerate(texts) for part in features.windows(text)]
    marks = entry["annotation_sets"][0]["annotations"]
    evidence = np.zeros((len(spans), len(keys)), bool)
    for column, key in enumerate(keys):
        evidence[marks[key]["spans"], column] = True
    return Paper(
        f"{entry['id']}.txt",
        entry["text"],
        spans,
        read,
        embedder.embed(texts),
        embedder.embed([features.with_lead(unit) for unit in read.units]),
        np.array([place for place, _ in parts], int),
        embedder.embed([part for _, part in parts]),
        features.wordings(read),
        np.array([_CHOICES[marks[key]["choice"][0]] for key in keys]),
        evidence,
    )


def _units(text: str, spans: tuple[tuple[int, int], ...]) -> list[Unit]:
    """The marked sentences with what stands around them, as `splitting.units` gives its own."""
    texts = [one_line(text[start:end]) for start, end in spans]
    made, heading, lead = [], "", ""
    for place, (start, end) in enumerate(spans):
        before = texts[place - 1] if place else ""
        after = texts[place + 1] if place + 1 < len(texts) else ""
        heading, lead = around(texts[place], before, heading, lead)
        made.append(Unit(1, start, end, texts[place], before, after, heading, lead))
    return made


def _clause_rows(clauses: list[str], vectors: np.ndarray) -> np.ndarray:
    """Rows of clauses that stand alone."""
    finder = cues.Finder()
    plain = [cues.plain(text) for text in clauses]
    near = np.zeros((len(clauses), 2 * features.NEAR_BUCKETS), np.float32)
    found = np.stack([finder.found(text) for text in plain])
    around_them = np.zeros((len(clauses), 5 * found.shape[1]), np.float32)
    counts = features.counted(plain, features.OWN_BUCKETS)
    return np.hstack([counts, near, vectors, vectors, found, around_them])
