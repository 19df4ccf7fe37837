"""How often a verdict of rules of code that they call certain is right, per kind of rule.

    python benchmarks/rule_verdicts.py [--per-rule 100] [--parsed] [--save]

Case files with and without planted gaps (`rule_papers.py`) go into a vault as texts, of which a
third have misread characters, as pages read from pictures have; with `--parsed` a quarter more go
through the real parser as Word, PDF or Excel files, which takes some minutes. Each is decided by
`checks.deciding.ruled`, and a verdict that the rule itself calls certain is compared with the
truth. `at_least` is the lower end of Wilson's interval (95 %, two-sided) for the `share` that is
right: `checks.measured` gives it to such verdicts as their confidence, and kinds whose share is
below 0.9 are not shown as certain. Papers and gaps are made, half of the cases have one, and pages
read from pictures have none of the doubts that the program notes for unsure words. `ratio` is the
part that is right of all that is called certain.
"""

from __future__ import annotations

import argparse
import hashlib
import math
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from form_filling import CHEAP
from measure import report
from rule_papers import TODAY, cases

from appliance.clock import SystemClock
from appliance.documents.ingest import Ingestor
from appliance.documents.parsing import ParserClient
from appliance.documents.records import Page
from appliance.documents.store import DocumentStore
from appliance.jobs import Job
from appliance.review.checks.deciding import ruled
from appliance.review.checks.measured import key
from appliance.review.checks.results import RULES_VERSION
from appliance.review.papers.reading import read_papers
from appliance.settings import Settings
from appliance.vault.store import Vault

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rule_papers import Case

    from appliance.review.records import Proposal

Z = 1.959964


def wilson(right: int, count: int) -> float:
    """The lower end of Wilson's interval for a part; 0 without cases."""
    if not count:
        return 0.0
    share = right / count
    middle = share + Z * Z / (2 * count)
    spread = Z * math.sqrt(share * (1 - share) / count + Z * Z / (4 * count * count))
    return (middle - spread) / (1 + Z * Z / count)


def decide(made: Sequence[Case], folder: Path) -> list[Proposal]:
    """What the rules say of each case; all papers are read by one parser."""
    clock, settings = SystemClock(), Settings()
    vault, _ = Vault.create(folder / "vault", "for a benchmark", clock=clock, kdf=CHEAP)
    store = DocumentStore(vault, clock)
    parser = ParserClient(settings)
    found = []
    try:
        ingestor = Ingestor(
            store, indexer=lambda *_: None, parser=parser, clock=clock, settings=settings
        )
        for number, case in enumerate(made):
            case_id = store.new_case(str(number)).id
            paths = []
            for paper in case.papers:
                if paper.pages:
                    _keep(store, case_id, paper.name, paper.pages)
                    continue
                path = folder / f"{number}" / paper.name
                path.parent.mkdir(exist_ok=True)
                path.write_bytes(paper.data)
                paths.append(path)
            if paths:
                ingestor.add(case_id, paths, job=Job())
            decided = ruled(case.item, read_papers(store, case_id), today=TODAY, job=Job())
            assert decided is not None  # none of them is a statement
            found.append(decided)
    finally:
        parser.close()
        vault.lock()
    return found


def _keep(store: DocumentStore, case_id: int, name: str, pages: Sequence[str]) -> None:
    content = "\f".join(pages).encode()
    digest = hashlib.sha256(name.encode() + content).hexdigest()
    document = store.take_in(case_id, name, digest, content)
    store.begin_reading(document.id, "text/plain")
    store.add_pages(document.id, [Page(n, text, (), 595, 842) for n, text in enumerate(pages, 1)])
    store.set_state(document.id, "ready")


def table(rows: dict[str, list[bool]]) -> dict[str, dict[str, object]]:
    """Per key: cases called certain, how many of them are right, and the lower bound."""
    return {
        name: {
            "certain": len(rights),
            "right": sum(rights),
            "share": round(sum(rights) / len(rights), 4),
            "at_least": round(wilson(sum(rights), len(rights)), 4),
        }
        for name, rights in sorted(rows.items())
    }


def main() -> None:
    """Measure and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--per-rule", type=int, default=100)
    parser.add_argument("--parsed", action="store_true", help="also files for the real parser")
    parser.add_argument("--save", action="store_true")
    parser.add_argument("--wrong", action="store_true", help="print what is wrong though certain")
    given = parser.parse_args()
    made = [
        case
        for case in cases(given.per_rule)
        if given.parsed or all(paper.pages for paper in case.papers)
    ]
    with tempfile.TemporaryDirectory() as folder:
        found = decide(made, Path(folder))
    kinds: dict[str, list[bool]] = defaultdict(list)
    rules: dict[str, list[bool]] = defaultdict(list)
    counts: dict[str, int] = defaultdict(int)
    for case, one in zip(made, found, strict=True):
        clean = "misread" if case.way == "as read from a picture" else "clean"
        counts[case.rule] += 1
        if one.certain:
            right = one.verdict == case.truth
            kinds[key(case.item, one)].append(right)
            rules[f"{case.rule}: {one.verdict}, {clean}"].append(right)
            if given.wrong and not right:
                print(case.rule, case.way, one.verdict, case.truth, one.why[:2])
    result = {
        "rules_version": RULES_VERSION,
        "cases": dict(counts),
        "all": len(made),
        "parsed": given.parsed,
        "kinds": table(kinds),
        "rules": table(rules),
    }
    rights = [right for own in kinds.values() for right in own]
    report("rule_verdicts", sum(rights) / len(rights), result, save=given.save)


if __name__ == "__main__":
    main()
