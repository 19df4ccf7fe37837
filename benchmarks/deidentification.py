"""How many identifiers the finder finds, of how many there are, and what it finds wrongly.

    python benchmarks/deidentification.py [DATA] [--save]

The ratio is the recall of all numbers, mail addresses and telephones.

Letters, forms, statements and mails are written from templates and numbers
(`identifier_documents.py`, `identifier_numbers.py`). A fifth of the numbers with check digits get
wrong ones, hence two recalls: of all, and of those whose check digits hold.

With the folder of development data its filings and agreements are searched too; what stands there
was judged by reading (`JUDGED_FALSE`).
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from identifier_documents import document
from identifier_wordings import LABELS, OTHER_LABELS
from measure import report
from names_in_text import JUDGED_FALSE as FALSE_NAMES

from appliance.documents.suspicion import suspicious
from appliance.privacy.finding import find

if TYPE_CHECKING:
    from appliance.privacy.records import Identifier

DOCUMENTS = 1400
NDA_PAGE_CP = 3000
# A find in the filings or agreements that is none, as read by a person: kind and text.
JUDGED_FALSE = frozenset(("person", name) for name in FALSE_NAMES)


def covered(start: int, end: int, found: tuple[Identifier, ...], text: str) -> bool:
    """Whether every letter and digit of a stretch lies in some find."""
    inside = {place for one in found for place in range(max(start, one.start), min(end, one.end))}
    return all(place in inside for place in range(start, end) if text[place].isalnum())


def share(hits: int, of: int) -> float | None:
    """A rounded share."""
    return round(hits / of, 4) if of else None


def measured_documents(wordings: dict[str, dict[str, list[str]]]) -> dict[str, Any]:
    """Recall by kind and precision over the written documents."""
    tally: dict[str, Counter[str]] = defaultdict(Counter)
    right = finds = 0
    by_kind_finds: Counter[str] = Counter()
    by_kind_right: Counter[str] = Counter()
    cpu_s, characters = 0.0, 0
    for _ in range(DOCUMENTS):
        written = document(wordings)
        began_s = time.process_time()
        found = find(written.text)
        cpu_s += time.process_time() - began_s
        characters += len(written.text)
        for start, end, gold in written.gold:
            named = any(
                one.kind == gold.kind and one.start < end and start < one.end for one in found
            )
            count = tally[gold.kind + (" (bare)" if gold.bare else "")]
            hidden = covered(start, end, found, written.text)
            validity = {True: "valid", False: "invalid", None: "unchecked"}[gold.valid]
            for group in ("all", "damaged" if written.damaged else "clean", validity):
                count[group] += 1
                count[f"{group} named"] += named
                count[f"{group} hidden"] += hidden
        for one in found:
            finds += 1
            good = any(start < one.end and one.start < end for start, end, _ in written.gold)
            right += good
            by_kind_finds[one.kind] += 1
            by_kind_right[one.kind] += any(
                start < one.end and one.start < end and gold.kind == one.kind
                for start, end, gold in written.gold
            )
    return {
        "documents": DOCUMENTS,
        "kinds": {kind: _row(tally[kind]) for kind in sorted(tally)},
        "together": _together(tally),
        "precision_any_identifier": share(right, finds),
        "precision_by_kind": {
            kind: share(by_kind_right[kind], by_kind_finds[kind]) for kind in sorted(by_kind_finds)
        },
        "cpu_ms_per_3000_characters": round(3e6 * cpu_s / characters, 2),
    }


def _row(count: Counter[str]) -> dict[str, Any]:
    row: dict[str, object] = {"written": count["all"]}
    for group in ("all", "valid", "clean", "damaged"):
        if count[group] and (group != "valid" or count["valid"]):
            row[f"recall_{group}"] = share(count[f"{group} named"], count[group])
            row[f"hidden_{group}"] = share(count[f"{group} hidden"], count[group])
    return row


def _together(tally: dict[str, Counter[str]]) -> dict[str, Any]:
    rough = ("person", "address")
    groups = {
        "numbers, mail and telephone": [k for k in tally if not k.startswith(rough)],
        "names and addresses with a label": [k for k in tally if k in rough],
        "names and addresses without any": [k for k in tally if k.endswith("(bare)")],
    }
    return {
        title: _row(sum((tally[kind] for kind in kinds), Counter()))
        for title, kinds in groups.items()
    }


def measured_data(folder: Path) -> dict[str, object]:
    """What is found in real filings and agreements, where next to nothing should be."""
    import pypdfium2

    pages: list[tuple[str, str]] = []
    for path in sorted((folder / "filings").glob("*.pdf")):
        pdf = pypdfium2.PdfDocument(path)
        pages += [("filings", page.get_textpage().get_text_range()) for page in pdf]
    data = json.loads((folder / "nda" / "contract_nli_dev.json").read_text("utf-8"))
    for one in data["documents"]:
        text = one["text"]
        pages += [
            ("agreements", text[at : at + NDA_PAGE_CP]) for at in range(0, len(text), NDA_PAGE_CP)
        ]
    result: dict[str, object] = {}
    for source in ("filings", "agreements"):
        texts = [text for where, text in pages if where == source]
        found: Counter[str] = Counter()
        false: Counter[str] = Counter()
        notices: Counter[str] = Counter()
        find_s = notice_s = 0.0
        for text in texts:
            began_s = time.process_time()
            finds = find(text)
            find_s += time.process_time() - began_s
            began_s = time.process_time()
            notices.update(one.kind for one in suspicious(text))
            notice_s += time.process_time() - began_s
            for one in finds:
                found[one.kind] += 1
                false[one.kind] += (
                    one.kind,
                    " ".join(text[one.start : one.end].split()),
                ) in JUDGED_FALSE
        result[source] = {
            "pages": len(texts),
            "characters_per_page": round(sum(map(len, texts)) / len(texts)),
            "found": dict(sorted(found.items())),
            "judged_false": {kind: count for kind, count in sorted(false.items()) if count},
            "false_per_100_pages": round(100 * sum(false.values()) / len(texts), 2),
            "suspicious_notices": dict(notices),
            "find_cpu_ms_per_page": round(1000 * find_s / len(texts), 2),
            "notice_cpu_ms_per_page": round(1000 * notice_s / len(texts), 2),
        }
    return result


def main() -> None:
    """Measure and report."""
    find("warm +49 89 1234567 DE89370400440532013000")
    result = measured_documents(LABELS)
    result["remark"] = (
        "rules were corrected for what was missed in texts of this generator (other draws), so "
        "these are figures of development; “other_wordings” were looked at by nobody before"
    )
    result["other_wordings"] = measured_documents(OTHER_LABELS)
    folders = [word for word in sys.argv[1:] if word != "--save"]
    if folders:
        result["real_documents"] = measured_data(Path(folders[0]))
    numbers = result["together"]["numbers, mail and telephone"]
    report("deidentification", numbers["recall_all"], result, save="--save" in sys.argv)


if __name__ == "__main__":
    main()
