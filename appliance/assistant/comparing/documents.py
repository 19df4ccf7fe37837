"""Compares two documents: the best place of each about the same thing, and whether they agree."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from appliance.assistant.citations import citations
from appliance.assistant.every_page.reading import coverage, searched, shown
from appliance.assistant.findings import find, search
from appliance.assistant.outcomes import Outcome
from appliance.assistant.questions import read
from appliance.assistant.records import Sentence
from appliance.assistant.values import covered, values
from appliance.assistant.wording import terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.assistant.answers import Assistant
    from appliance.assistant.candidates import Candidate, Span
    from appliance.assistant.findings import Findings
    from appliance.assistant.questions import Question
    from appliance.documents.store import PageText
    from appliance.jobs import Job

METHOD = "compare.v1"
_ASKING = re.compile(
    r"\b(?:compar\w+|differ\w*|differences?|discrepanc\w+|contradict\w*|conflict\w*|inconsisten\w+"
    r"|consistent|agree|match|same|both|versus|vs|between|two|documents?|files?)\b|比较|对比|一致|不同"
    r"|差异|区别",
    re.IGNORECASE,
)
_TITLE_CP = 300


def compared(
    question: Question,
    pages: Sequence[PageText],
    case_id: int,
    assistant: Assistant,
    job: Job,
    *,
    places: Sequence[Span] | None = None,
) -> Outcome:
    """What two documents say; `places` are those of a kept answer that is made again.

    Raises: Cancelled, ModelStopped.
    """
    names = list(dict.fromkeys(page.document for page in pages))
    if len(names) < 2:
        return Outcome(METHOD, False, "Not found: there is only one document to compare.")
    meant = _named(question, pages, names)
    topic = _topic(question, meant)
    asked = read(topic) if terms(topic) else question
    found: dict[str, Findings] = {}
    for name in meant or names:
        own = [page for page in pages if page.document == name]
        near = (
            search(asked, case_id, name, assistant, job)
            if places is None
            else [p for p in places if p.document_id == own[0].document_id]
        )
        if near:
            found[name] = find(asked, near, own, search_s=0.0, assistant=assistant, job=job)
    chosen = sorted(found, key=lambda name: -_fit(found[name]))[:2]
    spans = tuple(span for name in found for span in found[name].spans)
    usable = [name for name in names if name in chosen and found[name].found]
    if len(usable) < 2:
        count = searched(coverage(pages, assistant.facts, None))
        text = f"{_missing([name for name in chosen if name not in usable])} {count}."
        return Outcome(METHOD, False, text, spans=spans, confidence=0.0)
    first, second = (found[name].quotations[0].candidate for name in usable)
    note = _verdict(first, second)
    return Outcome(
        METHOD,
        True,
        sentences=(_sentence(first, ""), _sentence(second, note)),
        spans=spans,
        confidence=min(found[name].confidence for name in usable),
    )


def _sentence(candidate: Candidate, note: str) -> Sentence:
    return Sentence(
        f"{candidate.page.document}: “{shown(candidate.text)}”", True, citations([candidate]), note
    )


def _verdict(first: Candidate, second: Candidate) -> str:
    """What code can say of two places; the sense of words is left to the reader."""
    kinds = ("amount", "number", "percent", "date", "ratio", "code")
    mine, theirs = (
        [v for v in values(c.text) if v.kind in kinds and not v.worded] for c in (first, second)
    )
    if not mine or not theirs:
        same = terms(first.text) == terms(second.text)
        return "Both say this in the same words." if same else "Read both; the wording differs."
    if all(covered(v, theirs) for v in mine) and all(covered(v, mine) for v in theirs):
        return "Both give the same figures."
    if any(covered(v, theirs) for v in mine):
        return "Some figures are the same in both, others differ."
    return "The figures differ."


def _fit(found: Findings) -> float:
    return found.quotations[0].candidate.fit if found.quotations else float("-inf")


def _missing(lacking: Sequence[str]) -> str:
    match lacking:
        case [first, second]:
            return f"Not found in both: nothing that fits is in “{first}” and “{second}”."
        case [name]:
            return f"Not found in both: nothing that fits is in “{name}”."
        case _:
            return "Not found in both: nothing fits."


def _named(question: Question, pages: Sequence[PageText], names: Sequence[str]) -> list[str]:
    """Documents that the question names, by file name or by words of a title; two or none."""
    asked = set(terms(question.text))
    plain = question.text.casefold()
    scored: list[tuple[float, int, str]] = []
    for n, name in enumerate(names):
        if name.casefold() in plain:
            scored.append((-9.0, n, name))
            continue
        stem = set(terms(re.sub(r"[_\-.]+", " ", name.rsplit(".", 1)[0])))
        title = next(page.text for page in pages if page.document == name)[:_TITLE_CP]
        score = 2.0 * len(asked & stem) / (len(stem) or 1) + 0.2 * len(asked & set(terms(title)))
        if asked & stem:
            scored.append((-score, n, name))
    best = [name for _, _, name in sorted(scored)[:2]]
    return best if len(best) == 2 else []


def _topic(question: Question, meant: Sequence[str]) -> str:
    """What is compared: the question without the words that compare and without the documents."""
    text = question.text
    for name in meant:
        text = text.replace(name, " ")
    named = {t for name in meant for t in terms(re.sub(r"[_\-.]+", " ", name.rsplit(".", 1)[0]))}
    text = _ASKING.sub(" ", text)
    return " ".join(
        word for word in text.split() if not terms(word) or not set(terms(word)) <= named
    )
