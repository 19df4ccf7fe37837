"""Lists and counts: every page is read, and each item is a sentence with its places."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from appliance.assistant.citations import cite
from appliance.assistant.every_page import items
from appliance.assistant.every_page.reading import coverage, said, share
from appliance.assistant.outcomes import Outcome
from appliance.assistant.records import Sentence
from appliance.assistant.values import values
from appliance.assistant.wording import Weights, terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.assistant.answers import Assistant
    from appliance.assistant.every_page.items import Item, Items
    from appliance.assistant.every_page.reading import Part
    from appliance.assistant.questions import Question
    from appliance.assistant.records import Citation
    from appliance.documents.store import PageText
    from appliance.jobs import Job

METHOD = "every-page.v1"
_NUMBERED = r"(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty)"


def listed(
    question: Question,
    pages: Sequence[PageText],
    document: str | None,
    assistant: Assistant,
    job: Job,
) -> Outcome:
    """All items that the pages name. Raises: Cancelled."""
    covered = coverage(pages, assistant.facts, document)
    found = items.collected(question, pages, job)
    if not found.items:
        text = f"Not found: {said(covered)} for {_words(question)}."
        return Outcome(METHOD, False, text, coverage=covered, confidence=0.0)
    return Outcome(
        METHOD, True, sentences=tuple(map(_sentence, found.items)), coverage=covered,
        warnings=_left_out(found),
    )  # fmt: skip


def counted(
    question: Question,
    pages: Sequence[PageText],
    document: str | None,
    assistant: Assistant,
    job: Job,
) -> Outcome:
    """How many items the pages name; where a page states the number itself, that comes first.

    Raises: Cancelled.
    """
    covered = coverage(pages, assistant.facts, document)
    found = items.collected(question, pages, job)
    stated = [item for item in found.items if _states(item.parts[0], question)]
    if not found.items:
        text = f"Not found: {said(covered)} for {_words(question)}."
        return Outcome(METHOD, False, text, coverage=covered, confidence=0.0)
    sentences: list[Sentence] = []
    for item in sorted(stated, key=lambda one: -one.score)[:3]:
        sentences.append(
            Sentence(f"“{item.text}”", True, _places(item), "The file states a number here.")
        )
    others = [item for item in found.items if item not in stated]
    if others:
        places = tuple(dict.fromkeys(c for item in others for c in _places(item)[:1]))
        counted_text = _counted(len(others), more=found.more > 0)
        sentences.append(Sentence(counted_text, True, places, "Counted by the program."))
        sentences += map(_sentence, others)
    return Outcome(
        METHOD, True, sentences=tuple(sentences), coverage=covered, warnings=_left_out(found)
    )


def _counted(number: int, *, more: bool) -> str:
    if number == 1 and not more:
        return "1 place names it; it is quoted below."
    named = f"{number} different places name it; each is quoted below."
    return f"At least {named}" if more else named


def _sentence(item: Item) -> Sentence:
    times = len(item.parts)
    note = "" if times == 1 else f"Said in {times} places."
    nearest = item.parts[0].unit.context.rsplit(" · ", 1)[-1]
    if item.parts[0].unit.kind == "row" and nearest:
        note = f"{note} Stands under: {nearest}.".strip()
    return Sentence(f"“{item.text}”", True, _places(item), note)


def _places(item: Item) -> tuple[Citation, ...]:
    return tuple(cite(part.page, part.unit.start, part.unit.end) for part in item.parts)


def _left_out(found: Items) -> tuple[str, ...]:
    return (f"{found.more} further places are not shown.",) if found.more else ()


def _words(question: Question) -> str:
    return f"“{' '.join(items.subject(question))}”"


def _states(part: Part, question: Question) -> bool:
    """A number stands right before a word of the subject: “three directors”, “12 employees”."""
    subject = set(items.subject(question))
    for match in re.finditer(rf"\b{_NUMBERED}\b((?:\s+[\w’'-]+){{1,3}})", part.text, re.I):
        if subject & set(terms(match[1])):
            return True
    weights = Weights({}, 1)
    row = part.unit.kind == "row" and any(v.kind == "number" for v in values(part.text))
    return row and share(tuple(subject), part, weights, over=0.0) >= 0.99
