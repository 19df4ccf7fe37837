"""Chooses the quotations that answer a question: the best parts of the pages, verbatim."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from appliance.assistant import columns
from appliance.assistant.evidence import labels
from appliance.assistant.values import covered, values
from appliance.assistant.wording import terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.assistant.candidates import Candidate
    from appliance.assistant.columns import Column
    from appliance.assistant.questions import Question

MOST = 3
# A second quotation must fit nearly as well as the first: a unit of fit is odds of 2.7 to 1.
_NEARLY = 0.7
# Where a date, a name or a rate is asked for, a part that has one goes before a part that has
# none, if it fits at most this much worse. On TAT-QA this costs 2 of 57 such questions ("when
# does the company record …", answered by a condition); a file's "when does it expire" needs it.
_PASSED_OVER = 3.0
# A figure explains nothing: these are answered by a sentence if one fits at most as much worse.
_EXPLAINS = re.compile(
    r"^(?:why|how (?:is|are|was|were|does|do|did))\b|\b(?:reasons?|caused?|causes|drove"
    r"|driven|led to|define[sd]?|definition|purpose|excluded?|due to|attributable|what (?:do"
    r"|does|did))\b"
    r"|为什么|原因|如何|定义",
    re.IGNORECASE,
)
# What is asked to be the greatest of several must be said to be it: a place that only names the
# thing does not rank it.
_ASKS_RANK = re.compile(
    r"\b(?:what|which|who|whose|where)\b.*\b(?:largest|biggest|greatest|highest|smallest|lowest|fewest"
    r"|best|worst|the (?:most|least)(?! recent))\b|(?:哪|谁|什么).*最[大高小低多少好差]",
    re.IGNORECASE,
)
_SAYS_RANK = re.compile(
    r"\b(?:largest|biggest|greatest|highest|smallest|lowest|fewest|most|least|best|worst|main(?:ly)?|primar\w+|principal\w*|predominant\w*|leading|top"
    r"|major(?:ity)?|maximum|minimum|peak|number one|more than half|exceed\w*)\b|最|主要",
    re.IGNORECASE,
)


class Quotation(NamedTuple):
    """A part chosen to be quoted, and what a reader should know about it.

    `column` is the figure of a table's row that belongs to the year in the question. `differs`
    when another document gives another figure under the same name.
    """

    candidate: Candidate
    note: str
    column: Column | None
    differs: bool


def choose(question: Question, ranked: Sequence[Candidate]) -> list[Quotation]:
    """One to three quotations, the first the best; empty without candidates."""
    if not ranked:
        return []
    lead = _lead(question, ranked)
    chosen = [lead]
    said = {_plain(lead)}
    fits = lead.evidence.fits or lead.evidence.counts
    for candidate in ranked:
        if len(chosen) == MOST or candidate.fit < lead.fit - _NEARLY:
            break
        has = candidate.evidence.fits or candidate.evidence.counts
        if _plain(candidate) in said or (fits and not has):
            continue
        said.add(_plain(candidate))
        chosen.append(candidate)
    return [_quotation(question, candidate, lead) for candidate in chosen]


def ranking(question: Question, chosen: Sequence[Quotation]) -> list[Quotation]:
    """Those that may answer: all, or of a question for the greatest, those that name one so."""
    if _ASKS_RANK.search(question.text) is None:
        return list(chosen)
    said = (f"{one.candidate.context} {one.candidate.text}" for one in chosen)
    return [one for one, text in zip(chosen, said, strict=True) if _SAYS_RANK.search(text)]


def explains(question: Question) -> bool:
    """The question asks for a reason, a way or a meaning, which no figure and no name gives."""
    return _EXPLAINS.search(question.text) is not None


def _lead(question: Question, ranked: Sequence[Candidate]) -> Candidate:
    best = ranked[0]
    if best.kind != "sentence" and explains(question):
        told = next((one for one in ranked if one.kind == "sentence"), best)
        return told if told.fit >= best.fit - _PASSED_OVER else best
    if not best.evidence.misses:
        return best
    fitting = next((one for one in ranked if one.evidence.fits), best)
    return fitting if fitting.fit >= best.fit - _PASSED_OVER else best


def _plain(candidate: Candidate) -> str:
    return " ".join(candidate.text.split()).casefold()


def _quotation(question: Question, candidate: Candidate, lead: Candidate) -> Quotation:
    notes = []
    column = None
    if candidate.kind == "row" and candidate.context:
        notes.append(f"Stands under: {candidate.context}.")
        column = columns.asked_for(question, candidate.text, candidate.context)
        if column is not None:
            notes.append(f"The figure for {column.year} is {column.figure}.")
    differs = candidate is not lead and differ(candidate, lead)
    if differs:
        notes.append("Gives another figure than the first quotation.")
    return Quotation(candidate, " ".join(notes), column, differs)


def differ(one: Candidate, other: Candidate) -> bool:
    """Whether two rows of the same name, in different documents, share no figure."""
    if one.page.document_id == other.page.document_id or {one.kind, other.kind} != {"row"}:
        return False
    names = [{tuple(terms(label)) for label in labels(c.text, c.kind)} for c in (one, other)]
    if not names[0] & names[1]:
        return False
    mine, theirs = (
        [v for v in values(c.text) if v.kind in ("amount", "number", "percent")]
        for c in (one, other)
    )
    return bool(mine and theirs) and not any(covered(value, theirs) for value in mine)
