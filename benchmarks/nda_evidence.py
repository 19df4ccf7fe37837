"""How much of the evidence the first passages hold: statements about non-disclosure agreements.

ContractNLI's development split: 61 agreements, 17 statements each; where a statement is entailed or
contradicted, people marked the sentences that show it. Each statement is the question, its
agreement is the one document searched. A passage is the program's own (about 160 words), so an
agreement has a dozen or two; `recall@k` is the mean share of the marked sentences that the first k
passages hold, `full@k` how often they hold all, `hit@k` at least one. A sentence is held if more
than half of it stands in the passages. `share_read@5` is how much of the agreement five passages
are. `ratio` is fused recall@5 over that of words alone.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from measure import report
from page_retrieval import STEPS, Bench

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.retrieval.index import Index
    from appliance.retrieval.records import Hit, Mode

CUTS = (1, 3, 5, 10)
MODES: tuple[Mode, ...] = ("lexical", "vector", "fused")
# The texts have no pages; one of this many characters is as long as a printed page.
PAGE_CHARACTERS = 3000
Span = tuple[int, int]


class Question(NamedTuple):
    """A statement, the agreement it is about, and the sentences that show it, by page."""

    text: str
    document: str
    evidence: tuple[tuple[int, Span], ...]


class Agreement(NamedTuple):
    """A name and pages that begin at `starts` of the whole text."""

    name: str
    pages: list[str]
    starts: list[int]

    def places(self, span: Span) -> list[tuple[int, Span]]:
        """A stretch of the text as stretches of pages, counted from 1."""
        found = []
        for number, (start, text) in enumerate(zip(self.starts, self.pages, strict=True), start=1):
            begin, end = max(span[0], start), min(span[1], start + len(text))
            if begin < end:
                found.append((number, (begin - start, end - start)))
        return found


def paged(name: str, text: str) -> Agreement:
    """The text in pages that end where a line ends."""
    pages, starts, first = [], [], 0
    while first < len(text):
        end = text.rfind("\n", first, first + PAGE_CHARACTERS) + 1
        if end <= first:
            end = min(len(text), first + PAGE_CHARACTERS)
        pages.append(text[first:end])
        starts.append(first)
        first = end
    return Agreement(name, pages, starts)


def questions(path: Path) -> tuple[list[Agreement], list[Question]]:
    """The agreements and what is asked about them."""
    data = json.loads(path.read_text("utf-8"))
    agreements, asked = [], []
    for entry in data["documents"]:
        one = paged(f"{entry['id']}.txt", entry["text"])
        agreements.append(one)
        for key, note in entry["annotation_sets"][0]["annotations"].items():
            spans = [tuple(entry["spans"][number]) for number in note["spans"]]
            evidence = tuple(place for span in spans for place in one.places(span))
            if evidence:
                asked.append(Question(data["labels"][key]["hypothesis"], one.name, evidence))
    return agreements, asked


def held(hits: Sequence[Hit], evidence: Sequence[tuple[int, Span]]) -> int:
    """How many of the sentences stand in the passages for more than half."""
    count = 0
    for page, (start, end) in evidence:
        covered = sum(
            max(0, min(end, hit.end) - max(start, hit.start)) for hit in hits if hit.page == page
        )
        count += 2 * covered > end - start
    return count


def evaluate(
    index: Index, case_id: int, asked: Sequence[Question], mode: Mode = "fused"
) -> dict[str, float]:
    """Recall, full recall and hits at each cut, and the median milliseconds of a search."""
    shares: dict[int, list[float]] = {cut: [] for cut in CUTS}
    took_ms = []
    for question in asked:
        began_s = time.perf_counter()
        hits = index.search(
            case_id, question.text, top=max(CUTS), document=question.document, mode=mode
        )
        took_ms.append(1000 * (time.perf_counter() - began_s))
        for cut in CUTS:
            found = held(hits[:cut], question.evidence)
            shares[cut].append(found / len(question.evidence))
    result: dict[str, float] = {
        f"recall@{cut}": statistics.mean(values) for cut, values in shares.items()
    }
    result |= {f"full@{cut}": statistics.mean(v == 1 for v in shares[cut]) for cut in CUTS}
    result |= {f"hit@{cut}": statistics.mean(v > 0 for v in shares[cut]) for cut in CUTS}
    rounded = {name: round(value, 3) for name, value in result.items()}
    return rounded | {"median_ms": round(statistics.median(took_ms), 2)}


def main() -> None:
    """Index the agreements, ask, print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("COFFERDAM_DATA", "")))
    parser.add_argument("--agreements", type=int, default=1000, help="only so many")
    parser.add_argument("--save", action="store_true", help="keep the result in benchmarks/results")
    given = parser.parse_args()
    path = given.data / "nda" / "contract_nli_dev.json"
    if not path.is_file():
        parser.error("name the folder of the data, or set COFFERDAM_DATA")
    agreements, asked = questions(path)
    agreements = agreements[: given.agreements]
    names = {one.name for one in agreements}
    asked = [question for question in asked if question.document in names]
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder) / "vault")
        case = bench.store.new_case("agreements")
        for one in agreements:
            bench.add_texts(case.id, one.name, one.pages)
        connection = bench.vault.case(case.id).connection()
        passages = connection.execute("SELECT count(*) FROM chunk").fetchone() or (0,)
        modes: dict[str, dict[str, float]] = {
            mode: evaluate(bench.index(), case.id, asked, mode) for mode in MODES
        }
        steps = {
            name: evaluate(bench.index(STEPS[name]), case.id, asked)
            for name in ("and meaning (vectors)", "and words of pages")
        }
        bench.close()
    result = {
        "agreements": len(agreements),
        "passages": passages[0],
        "questions": len(asked),
        "share_read@5": round(5 * len(agreements) / passages[0], 3),
        **modes,
        "steps": steps,
    }
    report(
        "nda_evidence",
        modes["fused"]["recall@5"] / modes["lexical"]["recall@5"],
        result,
        save=given.save,
    )


if __name__ == "__main__":
    main()
