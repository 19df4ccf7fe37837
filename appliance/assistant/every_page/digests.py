"""A summary made of the file's own sentences: those that share most with the whole of it."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from appliance.assistant.citations import cite
from appliance.assistant.every_page.reading import coverage, parts, said, shown
from appliance.assistant.outcomes import Outcome
from appliance.assistant.records import Sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.assistant.answers import Assistant
    from appliance.assistant.every_page.reading import Part
    from appliance.assistant.questions import Question
    from appliance.documents.store import PageText
    from appliance.jobs import Job

METHOD = "digest.v1"
MOST = 10
_WORDS = (6, 60)
# A sentence that repeats so much of one that was taken is passed over.
_SAME = 0.5


def digest(
    question: Question,
    pages: Sequence[PageText],
    document: str | None,
    assistant: Assistant,
    job: Job,
) -> Outcome:
    """The sentences that carry most, in the order of the pages. Raises: Cancelled."""
    covered = coverage(pages, assistant.facts, document)
    whole = [
        part
        for part in parts(pages, job)
        if part.unit.kind == "sentence" and _WORDS[0] <= len(part.text.split()) <= _WORDS[1]
    ] or [part for part in parts(pages, job) if part.unit.kind != "heading" and part.here]
    if not whole:
        text = f"Not found: {said(covered)}, and none has a sentence to quote."
        return Outcome(METHOD, False, text, coverage=covered, confidence=0.0)
    chosen = _chosen(whole)
    return Outcome(
        METHOD,
        True,
        sentences=tuple(
            Sentence(
                f"“{shown(part.text)}”",
                True,
                (cite(part.page, part.unit.start, part.unit.end),),
                "Quoted; the summary is made of the file's own sentences.",
            )
            for part in chosen
        ),
        coverage=covered,
    )


def _chosen(whole: Sequence[Part]) -> list[Part]:
    """Every document has a share; of each the weightiest sentences that do not repeat."""
    seen = Counter(term for part in whole for term in part.here)
    weight = {term: math.log(1 + count) for term, count in seen.items() if count > 1}
    documents: dict[int, list[tuple[float, int]]] = defaultdict(list)
    firsts: dict[int, int] = {}
    for n, part in enumerate(whole):
        key = part.page.document_id
        opening = 1.25 if len(documents[key]) < 5 else 1.0
        firsts.setdefault(key, n)
        carried = sum(weight.get(term, 0.0) for term in part.here)
        documents[key].append((-opening * carried / math.sqrt(4 + len(part.here)), n))
    each = max(1, MOST // len(documents))
    kept: list[int] = []
    for ranked in documents.values():
        own: list[int] = []
        for _, n in sorted(ranked):
            if len(own) == each:
                break
            if all(_shared(whole[n], whole[other]) < _SAME for other in own):
                own.append(n)
        kept += own
    return [whole[n] for n in sorted(kept)[: max(MOST, len(documents))]]


def _shared(one: Part, other: Part) -> float:
    return len(one.here & other.here) / (min(len(one.here), len(other.here)) or 1)
