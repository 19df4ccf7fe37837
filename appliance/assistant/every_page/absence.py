"""“Is there no …?”: either a place that says otherwise is shown, or what was searched is said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from appliance.assistant.arithmetic.ratios import SYNONYMS
from appliance.assistant.citations import cite
from appliance.assistant.claims import denies
from appliance.assistant.every_page.reading import coverage, parts, said, share, shown, texts
from appliance.assistant.outcomes import Outcome
from appliance.assistant.records import Passage, Sentence
from appliance.assistant.wording import Weights, occurrences, terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.assistant.answers import Assistant
    from appliance.assistant.every_page.reading import Part
    from appliance.assistant.questions import Question
    from appliance.documents.store import PageText
    from appliance.jobs import Job

METHOD = "absence.v1"
_ASKING = frozenset(
    terms(
        "absent missing lack lacking omit omitted left fail mention mentioned contain include"
        " included "
        "state stated provide provided refer reference say speak cover address disclose agreement "
        "document file case contract report paper letter form deed anything nothing anywhere"
        " nowhere "
        "there any some present given named application accounts clause provision section word"
    )
) | {
    "是否",
    "缺少",
    "没有",
    "有没",
    "遗漏",
    "包含",
    "包括",
    "提到",
    "提及",
    "文件",
    "合同",
    "协议",
    "约定",
    "条款",
}
# So much of what is asked about must stand in one part to be a place that speaks of it.
_SPEAKS = 0.75
_NEAR = 0.4
_MOST = 5
_NEAREST = 3


def absent(
    question: Question,
    pages: Sequence[PageText],
    document: str | None,
    assistant: Assistant,
    job: Job,
) -> Outcome:
    """Whether any page speaks of it. Raises: Cancelled."""
    covered = coverage(pages, assistant.facts, document)
    wanted = tuple(term for term in question.terms if term not in _ASKING) or question.terms
    readings = _readings(wanted)
    every = tuple(dict.fromkeys(term for reading in readings for term in reading))
    weights = Weights(*occurrences(every, texts(pages, job)))
    contrary: list[tuple[float, int, Part]] = []
    near: list[tuple[float, int, Part]] = []
    for n, part in enumerate(parts(pages, job)):
        score = max(share(reading, part, weights, over=0.5) for reading in readings)
        here = any(_rarest(reading, weights) in part.here for reading in readings)
        if score >= _SPEAKS and here:
            contrary.append((-score, n, part))
        elif score >= _NEAR and part.unit.kind != "heading":
            near.append((-score, n, part))
    if contrary:
        return _spoken_of(
            contrary, covered_text=said(covered), outcome=Outcome(METHOD, True, coverage=covered)
        )
    text = f"Not found: {said(covered)}, and no place speaks of “{_named(question, wanted)}”."
    return Outcome(
        METHOD, False, text, coverage=covered, confidence=0.0,
        passages=tuple(
            _passage(n, part, -score)
            for n, (score, _, part) in enumerate(sorted(near)[:_NEAREST], 1)
        ),
    )  # fmt: skip


def _spoken_of(
    contrary: list[tuple[float, int, Part]], *, covered_text: str, outcome: Outcome
) -> Outcome:
    """The places that speak of it, best first; one that denies it says so."""
    best = sorted(contrary)[:_MOST]
    sentences = tuple(
        Sentence(
            f"“{shown(part.text)}”",
            True,
            (cite(part.page, part.unit.start, part.unit.end),),
            "This place speaks of it and denies something; read it."
            if denies(part.text)
            else "This place speaks of it.",
        )
        for _, _, part in best
    )
    left = len(contrary) - len(best)
    warnings = (f"{left} further places speak of it ({covered_text}).",) if left > 0 else ()
    return outcome._replace(sentences=sentences, warnings=warnings)


def _readings(wanted: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The words themselves, and other names of a line of a statement."""
    asked = set(wanted)
    found = [wanted]
    for group in SYNONYMS:
        names = [tuple(dict.fromkeys(terms(name))) for name in group]
        if any(set(name) == asked for name in names):
            found += [name for name in names if name and set(name) != asked]
    return found


def _rarest(reading: Sequence[str], weights: Weights) -> str:
    return max(reading, key=weights.of, default="")


def _named(question: Question, wanted: Sequence[str]) -> str:
    """The words of the question that were searched for, as they were written."""
    words = [
        word for word in re.findall(r"[\w’'-]+", question.text) if set(terms(word)) & set(wanted)
    ]
    return " ".join(dict.fromkeys(words)) or " ".join(wanted)


def _passage(number: int, part: Part, score: float) -> Passage:
    return Passage(
        id=f"P{number}", document=part.page.document, document_id=part.page.document_id,
        page=part.page.page, start=part.unit.start, end=part.unit.end, text=part.text, score=score,
    )  # fmt: skip
