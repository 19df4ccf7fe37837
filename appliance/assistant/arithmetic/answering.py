"""Answers of figures: one that a table states, or one that is calculated from some."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from appliance.assistant import calibration
from appliance.assistant.arithmetic import (
    calculating,
    choosing,
    conditions,
    making,
    operations,
    periods,
    statements,
    verdicts,
    wishes,
)
from appliance.assistant.arithmetic.figures import Figure, figures
from appliance.assistant.arithmetic.making import Made, Refused
from appliance.assistant.arithmetic.picking import Picker
from appliance.assistant.every_page.reading import coverage, searched
from appliance.assistant.kinds.telling import first_sentence
from appliance.assistant.outcomes import Outcome
from appliance.assistant.records import Passage, Sentence
from appliance.assistant.wording import terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from appliance.assistant.answers import Assistant
    from appliance.assistant.arithmetic.operations import Request
    from appliance.assistant.candidates import Span
    from appliance.assistant.questions import Question
    from appliance.assistant.records import Coverage
    from appliance.documents.store import PageText
    from appliance.jobs import Job

METHOD = "arithmetic.v1"
CALCULATED = "Calculated by the program from the cited cells."
COUNTED = "Counted by the program; the cells are cited."
COMPARED = "Compared by the program:"
CHOSEN = "Calculated by the program from cells that the model chose among the nearest; read them."
STATED = "A cell of a table, with its row and its column."
# A page whose words lack more of a subject than this has no row of it.
_ON_PAGE = 0.7
# These ask for words about a figure, not for the figure.
_NO_CELL = re.compile(
    r"^(?!.*\b(?:how much|what (?:is|was|are|were) the (?:\w+ )?(?:amount|value|balance|number))\b)"
    r".*\b(?:excluded?|related? to|consists? of|comprised?|represents?|defined?|reasons?|why"
    r"|purpose"
    r"|caused|drove|driven|due to|led to|calculated|measured|recogni[sz]ed when|components?|types?"
    r"|method|based on|used for|where)\b",
    re.IGNORECASE,
)
# What the place of a page in the search is worth beside the words of its tables.
_NEARNESS = 0.08
# What it is worth that a page is the statement that the question needs.
_STATEMENT = 0.1
_MOST_PAGES = 60
# Documents are taken, the likest first, until the search has so much of its weight on them.
_MEANT = 0.6
_MOST_TEXT_CP = 110


class Stated(NamedTuple):
    """Figures that a table states, each as a sentence, and how sure it is that they are meant."""

    sentences: tuple[Sentence, ...]
    figures: tuple[Figure, ...]
    confidence: float


def numeric(
    question: Question,
    pages: Sequence[PageText],
    spans: Sequence[Span],
    document: str | None,
    assistant: Assistant,
    job: Job,
) -> Outcome:
    """The calculation that a question asks for, or why there is none. Raises: Cancelled."""
    text = first_sentence(question.text)
    wanted = conditions.condition(text)
    if wanted is not None:
        return years_that(wanted, pages, spans, document, assistant, job)
    asked = operations.request(text)
    covered = coverage(pages, assistant.facts, document)
    if asked is None:
        return _none("The question asks for no calculation that is known here.", (), covered)
    asked = asked._replace(wish=wishes.wish(question.text), lengths=periods.lengths(text))
    picker = picker_of(_subjects(asked), text, pages, spans, assistant, job)
    if asked.standard is not None and operations.defines(question.text, asked.standard):
        return _none("The question has a definition of its own.", (), covered, spans)
    if not asked.sure:
        stated = _named_so(question, asked, picker)
        if stated is not None:
            return Outcome(
                METHOD, True, sentences=stated.sentences, confidence=stated.confidence,
                spans=tuple(spans),
            )  # fmt: skip
    made = calculating.calculated(asked, picker)
    if isinstance(made, Refused):
        return _none(made.reason, made.figures, covered, spans)
    sure = confidence_of(made.score, made.margin, sure=asked.sure)
    note, method = CALCULATED, METHOD
    if sure < calibration.load().calculated_threshold:
        chosen = choosing.chosen(question, asked, made, assistant, job)
        if chosen is None:
            reason = "The figures for this calculation are not certain enough."
            return _none(reason, made.figures, covered, spans, sure)
        made, note = chosen, CHOSEN
        method = f"{METHOD}+{choosing.VERSION}"
    return Outcome(
        method,
        True,
        sentences=(_led(text, made, sentence(made, note)),),
        calculation=made.calculation,
        spans=tuple(spans),
        confidence=sure,
    )


def _led(text: str, made: Made, calculated: Sentence) -> Sentence:
    """The calculation after a yes or no, where that is asked for."""
    said = verdicts.verdict(text, made)
    return replace(calculated, text=f"{said} {calculated.text}") if said else calculated


def sentence(made: Made, note: str = CALCULATED) -> Sentence:
    """A calculation in words, with its cells, their rows and their columns."""
    calculation = made.calculation
    written = calculation.formula
    for one in sorted(calculation.operands, key=lambda o: -len(o.label)):
        written = written.replace(f"[{one.label}]", one.written)
    result = f"{calculation.result}{'%' if calculation.unit == '%' else ''}"
    unit = f" {calculation.unit}" if calculation.unit not in ("", "%") else ""
    formula = calculation.formula.replace("[", "").replace("]", "")
    shares = not all(one.unit == "%" for one in calculation.operands)
    times = " × 100" if calculation.unit == "%" and shares else ""
    text = f"{formula}: {written}{times} = {result}{unit}."
    if "=" in written:
        text = f"{calculation.operation}: {written}{unit}."
    cited = tuple(dict.fromkeys(c for figure in made.figures for c in making.places(figure)))
    return Sentence(text[:1].upper() + text[1:], True, cited, note)


def years_that(
    asked: conditions.Condition,
    pages: Sequence[PageText],
    spans: Sequence[Span],
    document: str | None,
    assistant: Assistant,
    job: Job,
) -> Outcome:
    """The years whose figure meets a condition, each with its cell. Raises: Cancelled."""
    covered = coverage(pages, assistant.facts, document)
    picker = picker_of((asked.subject,), "", pages, spans, assistant, job)
    # Two years say what is compared; in one named year something else is.
    years = asked.years if len(asked.years) > 1 else ()
    if len(years) == 2:
        between = range(min(map(int, years)), max(map(int, years)) + 1)
        picked = picker.series(asked.subject, tuple(map(str, between)))
    else:
        picked = picker.series(asked.subject, years)
    picked = picked or picker.series(asked.subject, years)
    if picked is None or len(asked.years) == 1:
        reason = "No row of a table has the figures of several years for this."
        return _none(reason, (), covered, spans)
    sure = confidence_of(picked.score, picked.margin, sure=True)
    if sure < calibration.load().calculated_threshold:
        reason = "The figures for this are not certain enough."
        return _none(reason, picked.figures, covered, spans, sure)
    if asked.scaled and any(f.scale == 1 and f.unit != "%" for f in picked.figures):
        reason = "The table does not say in which scale its figures are."
        return _none(reason, picked.figures, covered, spans, sure)
    met = conditions.meeting(asked, picked.figures)
    named = ", ".join(max(figure.years) for figure in met)
    cited = tuple(dict.fromkeys(c for f in picked.figures for c in making.places(f)))
    if asked.counts:
        said = f"{len(met)} of {len(picked.figures)} years: {named or 'none'}."
        lead = Sentence(said, True, cited, COUNTED)
    else:
        row = "; ".join(f"{max(f.years)}: {' '.join(f.written.split())}" for f in picked.figures)
        lead = Sentence(f"{named or 'None'}.", True, cited, f"{COMPARED} {row}.")
    sentences = (lead, *map(_stated, met))
    return Outcome(METHOD, True, sentences=sentences, spans=tuple(spans), confidence=sure)


def looked_up(
    question: Question,
    pages: Sequence[PageText],
    spans: Sequence[Span],
    assistant: Assistant,
    job: Job,
) -> Stated | None:
    """The one cell that a look-up asks for; None unless it is plain which. Raises: Cancelled."""
    if question.wanted not in ("amount", "percent", "ratio", "count"):
        return None
    text = first_sentence(question.text)
    years = periods.years(text)
    subject = operations.subject(text)
    if not terms(subject) or _NO_CELL.search(text):
        return None
    picker = picker_of((subject,), text, pages, spans, assistant, job)
    if len(years) > 1:
        return _several(subject, years, picker)
    return _one(subject, years[0] if years else None, picker)


def picker_of(
    subjects: Iterable[str],
    text: str,
    pages: Sequence[PageText],
    spans: Sequence[Span],
    assistant: Assistant,
    job: Job,
) -> Picker:
    """A picker over the tables of the pages that may have the subjects. Raises: Cancelled.

    `text` is the question, whose time and statement count.
    """
    places = list(dict.fromkeys((span.document_id, span.page) for span in spans))
    meant = _meant(spans)
    nearness = {place: _NEARNESS * (1 - n / (len(places) + 1)) for n, place in enumerate(places)}
    wanted = [set(terms(one)) for one in subjects]
    chosen: list[tuple[float, PageText]] = []
    for page in pages:
        job.check()
        if meant and page.document_id not in meant:
            continue
        near = nearness.get((page.document_id, page.page), 0.0)
        mine = set(terms(page.text))
        there = max((len(one & mine) / len(one) for one in wanted if one), default=0.0)
        if near or there >= _ON_PAGE:
            chosen.append((near * 10 + there, page))
    best = sorted(chosen, key=lambda one: -one[0])[:_MOST_PAGES]
    wanted_parts = statements.needed(text)
    on_statement = statements.likely((page for _, page in best), wanted_parts)
    for place, likely in on_statement.items():
        nearness[place] = nearness.get(place, 0.0) + _STATEMENT * likely
    found: list[Figure] = []
    for _, page in best:
        job.check()
        layout = assistant.facts.layout(page.document_id, page.page) if assistant.facts else None
        found += figures(page, layout)
    return Picker(found, nearness, statements.certain(on_statement, pages)).within(text)


def _meant(spans: Sequence[Span]) -> set[int]:
    """The documents that most of the search's weight is on: a figure of another is another's."""
    weight: dict[int, float] = {}
    for rank, span in enumerate(spans):
        weight[span.document_id] = weight.get(span.document_id, 0.0) + 1 / (1 + rank)
    meant: set[int] = set()
    reached = 0.0
    for document, own in sorted(weight.items(), key=lambda one: -one[1]):
        if reached >= _MEANT * sum(weight.values()):
            break
        meant.add(document)
        reached += own
    return meant


def confidence_of(score: float, margin: float, *, sure: bool) -> float:
    """Estimated probability that a calculation takes the right figures."""
    weights: Mapping[str, float] = calibration.load().calculated
    log_odds = (
        weights["bias"]
        + weights["score"] * min(score, 1.0)
        + weights["margin"] * min(max(margin, 0.0), 0.3)
        + weights["sure"] * sure
    )
    return 1 / (1 + math.exp(-log_odds))


def _subjects(asked: Request) -> tuple[str, ...]:
    if asked.standard is None:
        return asked.subjects
    return (
        asked.standard.name,
        *(label for one in asked.standard.figures.values() for label in one),
    )


def _named_so(question: Question, asked: Request, picker: Picker) -> Stated | None:
    """A row that has the operation in its own name: “average rate”, “gross margin”."""
    if len(asked.years) > 1:
        return None
    subject = operations.subject(first_sentence(question.text))
    name = asked.standard.name if asked.standard is not None else asked.operation
    found = _one(subject, asked.years[0] if asked.years else None, picker)
    if found is None:
        return None
    (figure,) = found.figures
    return found if set(terms(name)) <= set(terms(f"{figure.row} {figure.column}")) else None


def _one(subject: str, year: str | None, picker: Picker) -> Stated | None:
    fits = picker.one(subject, year)
    if not fits:
        return None
    best = fits[0]
    if year is None and len(best.figure.years) == 1:
        # Without a year the newest of the row is meant.
        row = [fit for fit in fits if fit.figure.line == best.figure.line and fit.figure.years]
        best = max(row, key=lambda fit: (max(fit.figure.years), fit.score))
    other = next((fit.score for fit in fits if fit.figure.value != best.figure.value and (
        year is not None or fit.figure.line != best.figure.line)), 0.0)  # fmt: skip
    sure = confidence_of(best.score, best.score - other, sure=True)
    if picker.is_unclear((best.figure,)) or sure < calibration.load().calculated_threshold:
        return None
    return Stated((_stated(best.figure),), (best.figure,), sure)


def _several(subject: str, years: Sequence[str], picker: Picker) -> Stated | None:
    """The figures of one row in several years."""
    picked = picker.series(subject, years)
    if picked is None or picker.is_unclear(picked.figures):
        return None
    sure = confidence_of(picked.score, picked.margin, sure=True)
    if sure < calibration.load().calculated_threshold:
        return None
    return Stated(tuple(map(_stated, picked.figures)), picked.figures, sure)


def _stated(figure: Figure) -> Sentence:
    parts = [" ".join(part.split())[:_MOST_TEXT_CP] for part in (figure.row, figure.column) if part]
    scale = making.scale_word(figure.scale)
    unit = figure.unit if figure.unit and figure.unit != "%" else ""
    shown = " ".join(figure.written.split())
    said = f" ({' '.join(part for part in (unit, scale) if part)})" if unit or scale else ""
    return Sentence(f"{' · '.join(parts)}: {shown}{said}", True, making.places(figure), STATED)


def _none(
    reason: str,
    near: Sequence[Figure],
    covered: Coverage,
    spans: Sequence[Span] = (),
    confidence: float = 0.0,
) -> Outcome:
    text = f"Not found: {reason} {searched(covered)}."
    passages = tuple(
        Passage(
            id=f"P{n}", document=f.page.document, document_id=f.page.document_id,
            page=f.page.page, start=f.start, end=f.end, text=f.written, score=0.0,
        )
        for n, f in enumerate(near, 1)
    )  # fmt: skip
    return Outcome(
        METHOD, False, text, passages=passages, spans=tuple(spans), confidence=confidence
    )
