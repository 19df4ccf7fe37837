# ruff: noqa: E501 - a table of finds
"""How many names of persons are found in running text, and what is found that is none.

    python benchmarks/names_in_text.py DATA [--save]

The ratio is the recall of names that no list was made for, in wordings that nobody looked at while
the rules were made (`name_wordings.py`). Each name is put into each wording of its language; a
name counts as found if some find shares a letter with it, as hidden if all of it lies in finds.

In the folder of development data five filings and the first 30 agreements were looked at while
the rules were made; figures of the other five filings and 31 agreements are kept apart. What is
found there was judged by reading (`JUDGED_FALSE`). `results/name_labels.json` has the places of
all names of persons in twelve of those agreements, as a person marked them: places alone.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from measure import RESULTS, ROOT, report
from name_wordings import DRAWN, DRAWN_HAN, KEPT, LISTED, STRANGE, STRANGE_HAN, TRIED

from appliance.privacy.finding import find

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LOOKED_AT_FILINGS = frozenset(
    {
        "AMERICANEXPRESS_2022_10K",
        "BESTBUY_2023_10K",
        "FOOTLOCKER_2022_8K_dated-2022-05-20",
        "MGMRESORTS_2022Q4_EARNINGS",
        "AMCOR_2023_10K",
    }
)
LOOKED_AT_AGREEMENTS = 30
NDA_PAGE_CP = 3000
# Finds in filings and agreements that are no persons, as read by a person.
JUDGED_FALSE = frozenset(
    {
        "Polska Sp", "Asesorias e Inversiones", "Lily Solar", "Robins Kaplan", "V. Netherlands Pfizer",
        "grant price", "Grant Price", "A. Costa Rica", "Lilly Eli", "Eli Lilly", "S. Biohaven",
        "Bacillus Calmette-Guerin", "Farminova Produtos Farmaceuticos de Inovacao", "G. D. Searle",
        "China Pfizer", "Pfizer Afrique de L'Ouest", "Pfizer Hellas", "Warner Lambert",
        "Pfizer Medicamentos Genericos e Participacoes", "Papiers Baldwin", "Perma-Bilt Homes",
        "MTH-HOMES NEVADA", "Baldwin", "Pfizer S.G.P.S. Lda", "Greenberg Traurig", "Cartesian",
    }
)  # fmt: skip


def share(hits: int, of: int) -> float | None:
    """A rounded share."""
    return round(hits / of, 4) if of else None


def persons(text: str) -> list[tuple[int, int, str]]:
    """Start, end and evidence of each find."""
    return [(one.start, one.end, one.evidence) for one in find(text, kinds={"person"})]


def covered(text: str, start: int, end: int, found: Sequence[tuple[int, int, str]]) -> bool:
    """Whether every letter of a stretch lies in some find."""
    inside = {place for first, last, _ in found for place in range(first, last)}
    return all(place in inside for place in range(start, end) if text[place].isalnum())


def made(wordings: dict[str, list[str]], names: dict[str, Iterable[str]]) -> dict[str, Any]:
    """Recall over all wordings and names of their languages, and what the finds were found by."""
    tally: dict[str, Counter[str]] = {language: Counter() for language in wordings}
    evidence: Counter[str] = Counter()
    extra = 0
    for language, sentences in wordings.items():
        for sentence in sentences:
            start = sentence.index("{}")
            for name in names.get(language, ()):
                text = sentence.replace("{}", name)
                end = start + len(name)
                found = persons(text)
                hit = [one for one in found if one[0] < end and start < one[1]]
                tally[language]["written"] += 1
                tally[language]["found"] += bool(hit)
                tally[language]["hidden"] += covered(text, start, end, found)
                evidence.update(one[2] for one in hit[:1])
                extra += len(found) - len(hit)
    latin: Counter[str] = sum((tally[one] for one in tally if one != "zh"), Counter())
    rows = {**tally, "latin": latin}
    return {
        "recall": {one: share(row["found"], row["written"]) for one, row in rows.items()},
        "hidden": {one: share(row["hidden"], row["written"]) for one, row in rows.items()},
        "written": {one: row["written"] for one, row in rows.items()},
        "found_by": dict(evidence.most_common()),
        "other_finds": extra,
    }


def of_all(latin: Iterable[str], han: Iterable[str]) -> dict[str, Iterable[str]]:
    """The same names for every language with Latin letters."""
    return {language: han if language == "zh" else latin for language in TRIED}


def real(pages: Iterable[str]) -> dict[str, Any]:
    """What is found on pages, how much of it is judged false, and the time."""
    count: Counter[str] = Counter()
    false: Counter[str] = Counter()
    words = characters = 0
    began_s = time.process_time()
    for text in pages:
        words += len(text.split())
        characters += len(text)
        for start, end, evidence in persons(text):
            count[evidence] += 1
            false[evidence] += " ".join(text[start:end].split()) in JUDGED_FALSE
    return {
        "words": words,
        "found": count.total(),
        "judged_false": false.total(),
        "precision": share(count.total() - false.total(), count.total()),
        "false_per_1000_words": round(1000 * false.total() / words, 4),
        "found_by": dict(count.most_common()),
        "precision_by_evidence": {
            one: share(count[one] - false[one], count[one]) for one in sorted(count)
        },
        "cpu_s_per_million_characters": round(
            1e6 * (time.process_time() - began_s) / characters, 2
        ),
    }


def labelled(agreements: Sequence[str]) -> dict[str, Any]:
    """Recall of names that a person marked, of whole names and of family names alone."""
    marks = json.loads((RESULTS / "name_labels.json").read_text("utf-8"))
    tally: Counter[str] = Counter()
    evidence: Counter[str] = Counter()
    for number, places in marks.items():
        text = agreements[int(number)]
        found = persons(text)
        for start, end in places:
            sort = "whole" if " " in text[start:end] else "family name alone"
            hit = [one for one in found if one[0] < end and start < one[1]]
            tally[f"{sort} written"] += 1
            tally[f"{sort} found"] += bool(hit)
            tally[f"{sort} hidden"] += covered(text, start, end, found)
            evidence.update(one[2] for one in hit[:1])
    return {**dict(sorted(tally.items())), "found_by": dict(evidence.most_common())}


def measured_data(folder: Path) -> dict[str, Any]:
    """Filings and agreements, those that were looked at and those that were not."""
    import pypdfium2

    filings: dict[bool, list[str]] = {True: [], False: []}
    for path in sorted((folder / "filings").glob("*.pdf")):
        texts = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path)]
        filings[path.stem in LOOKED_AT_FILINGS] += texts
    data = json.loads((folder / "nda" / "contract_nli_dev.json").read_text("utf-8"))
    agreements = [one["text"] for one in data["documents"]]
    tried, kept = agreements[:LOOKED_AT_AGREEMENTS], agreements[LOOKED_AT_AGREEMENTS:]
    return {
        "filings_looked_at": real(filings[True]),
        "filings_kept": real(filings[False]),
        "agreements_looked_at": real(_pages(tried)),
        "agreements_kept": real(_pages(kept)),
        "together": real([*filings[True], *filings[False], *_pages(agreements)]),
        "marked_names_of_twelve_kept_agreements": labelled(agreements),
    }


def _pages(texts: Sequence[str]) -> list[str]:
    return [
        text[at : at + NDA_PAGE_CP] for text in texts for at in range(0, len(text), NDA_PAGE_CP)
    ]


def chinese() -> dict[str, int]:
    """What is found in the sentences of the program's own window, which name nobody."""
    source = (ROOT / "gui" / "translations" / "cofferdam_zh_CN.ts").read_text("utf-8")
    texts = [
        text for text in re.findall(r"<translation[^>]*>(.*?)</translation>", source, re.DOTALL)
    ]
    return {
        "characters": sum(len(re.findall("[\u4e00-\u9fff]", text)) for text in texts),
        "found": sum(len(persons(text)) for text in texts),
    }


def main() -> None:
    """Measure and report."""
    find("Sarah Whitmore 王建国", kinds={"person"})
    unlisted = of_all(DRAWN, DRAWN_HAN)
    result: dict[str, Any] = {
        "kept_wordings": {
            "listed_languages": made(KEPT, dict(LISTED)),
            "other_languages": made(KEPT, of_all(STRANGE, STRANGE_HAN)),
            "drawn_by_chance": made(KEPT, unlisted),
        },
        "tried_wordings": {
            "listed_languages": made(TRIED, dict(LISTED)),
            "other_languages": made(TRIED, of_all(STRANGE, STRANGE_HAN)),
            "drawn_by_chance": made(TRIED, unlisted),
        },
    }
    result["chinese_sentences_without_names"] = chinese()
    folders = [word for word in sys.argv[1:] if word != "--save"]
    if folders:
        result["real_documents"] = measured_data(Path(folders[0]))
    ratio = result["kept_wordings"]["drawn_by_chance"]["recall"]["latin"]
    report("names_in_text", ratio, result, save="--save" in sys.argv)


if __name__ == "__main__":
    main()
