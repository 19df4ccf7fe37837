"""Fills forms from one document: rules of code first, the language model for what is left.

All fields of all forms of a document are one batch for the model. Nothing here accepts anything:
every field stays open until a person decides it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, Protocol

from appliance.assistant.forms import asking, confidence, finding, meaning
from appliance.assistant.forms.records import FieldValue, Fill, FilledWith, Found
from appliance.clock import stamp

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from appliance.assistant.forms.asking import PromptMask, Question, Reply
    from appliance.assistant.forms.finding import Candidate, Sheet
    from appliance.assistant.forms.records import Form, FormField
    from appliance.assistant.ports import Embedder, LanguageModel
    from appliance.clock import Clock
    from appliance.documents.layout.records import PageLayout
    from appliance.documents.records import Document, Page
    from appliance.documents.store import PageText
    from appliance.jobs import Job

# What code found with a lower score is only shown beside the empty field.
LEAST_SCORE = 0.5
# Above it, and clearly better than the next, the model is not asked.
SETTLED_SCORE = 0.75
_CLEARLY = 0.08
# Of a form with fewer of its fields on the document the model is not asked: it would invent.
LEAST_FIT = 0.25
# What the model alone names with a lower sureness is not worth a person's look.
LEAST_SURENESS = 0.9
_MOST_OTHERS = 4


class Pages(Protocol):
    """Pages with words; `documents.store.DocumentStore` is one."""

    def page(self, document_id: int, number: int) -> Page:
        """One page with its words."""


@dataclass(frozen=True)
class Filler:
    """What filling needs; `language` None fills by rules of code alone."""

    pages: Pages
    clock: Clock
    language: LanguageModel | None = None
    language_model: str = ""
    language_digest: str = ""
    template: str = ""
    mask: PromptMask = field(default_factory=asking.Unmasked)
    embedder: Embedder | None = None
    embedding_digest: str = ""


class _Task(NamedTuple):
    """One field of one form, what code found for it, and whether the model may say something."""

    form: int
    place: int
    field: FormField
    candidates: list[Candidate]
    ask: bool


def fill(
    document: Document,
    forms: Sequence[Form],
    pages: Sequence[PageText],
    *,
    layouts: Iterable[PageLayout] = (),
    filler: Filler,
    insist: bool = False,
    job: Job,
) -> tuple[Fill, ...]:
    """Each form filled from the document's pages; not kept yet.

    With `insist` the model is asked also for a form that hardly fits the document.
    Raises: Cancelled, ModelStopped, and what starting a model raises.
    """
    began_s = filler.clock.monotonic()
    sheets = finding.sheets(pages, tuple(layouts))
    tasks: list[_Task] = []
    fits = []
    for number, form in enumerate(forms):
        job.check()
        found = finding.find(form.fields, sheets)
        named = sum(bool(ones) and ones[0].score >= LEAST_SCORE for ones in found)
        fits.append(round(named / len(form.fields), 3))
        wanted = insist or fits[-1] >= LEAST_FIT
        if wanted and filler.embedder is not None:
            meant = meaning.propose(
                form.fields,
                found,
                sheets,
                embedder=filler.embedder,
                least_score=LEAST_SCORE,
                job=job,
            )
            found = [[meant[n], *ones] if n in meant else ones for n, ones in enumerate(found)]
        tasks += [
            _Task(number, place, one, found[place], wanted and not settled(found[place]))
            for place, one in enumerate(form.fields)
        ]
    answers, made = _asked(tasks, sheets, filler, job)
    values = [_value(task, answers.get(n), document, filler.pages) for n, task in enumerate(tasks)]
    seconds = round(filler.clock.monotonic() - began_s, 3)
    return tuple(
        Fill(
            id=0,
            form=form,
            document=document.name,
            document_id=document.id,
            sha256=document.sha256,
            pages=len(pages),
            filled_at=stamp(filler.clock),
            fields=tuple(
                one for task, one in zip(tasks, values, strict=True) if task.form == number
            ),
            fit=fits[number],
            made=made,
            seconds=seconds,
        )
        for number, form in enumerate(forms)
    )


def settled(candidates: Sequence[Candidate]) -> bool:
    """What code found needs no second opinion."""
    if candidates and candidates[0].source == meaning.SOURCE:
        return True
    if not candidates or candidates[0].score < SETTLED_SCORE:
        return False
    return len(candidates) == 1 or candidates[1].score < candidates[0].score - _CLEARLY


def _asked(
    tasks: Sequence[_Task], sheets: Sequence[Sheet], filler: Filler, job: Job
) -> tuple[dict[int, Reply], FilledWith]:
    """What the model says, by the place of the task."""
    made = FilledWith(rules=finding.RULES)
    language = filler.language
    wanted = [n for n, task in enumerate(tasks) if task.ask]
    if language is None or not wanted:
        return {}, made
    found = asking.questions(
        [tasks[n].field for n in wanted],
        sheets,
        language=language,
        template=filler.template,
        mask=filler.mask,
    )
    places: list[int] = []
    questions: list[Question] = []
    for n, question in zip(wanted, found, strict=True):
        if question is not None:
            places.append(n)
            questions.append(question)
    if not questions:
        return {}, made
    said, generations = asking.replies(
        questions, sheets, language=language, mask=filler.mask, job=job
    )
    loaded = language.loaded
    made = FilledWith(
        language_model=filler.language_model,
        language_digest=filler.language_digest,
        engine_build=loaded.engine_build if loaded else "",
        prompt_version=asking.VERSION,
        rules=finding.RULES,
        schedule=generations[0].schedule,
        asked=len(questions),
    )
    return dict(zip(places, said, strict=True)), made


def _value(task: _Task, reply: Reply | None, document: Document, pages: Pages) -> FieldValue:
    """The field's value of what code and model found."""
    empty = FieldValue(
        place=task.place,
        name=task.field.name,
        kind=task.field.kind,
        document=document.name,
        document_id=document.id,
    )
    best = task.candidates[0] if task.candidates else None
    rival = task.candidates[1].score if len(task.candidates) > 1 else 0.0
    said = reply.candidate if reply is not None else None
    if best is not None and (best.score >= LEAST_SCORE or best.source == meaning.SOURCE):
        sure, by = confidence.of_code(best.score, rival=rival), "code"
        if best.source == meaning.SOURCE:
            sure, by = confidence.of_meaning(best.score), "model"
        note = best.doubt
        if said is not None and said.value == best.value:
            sure, by = confidence.agreed(sure), "both"
        elif said is not None:
            sure = confidence.disagreed(sure)
            note = note or "The language model names another place."
        others = [one for one in (*task.candidates[1:], said) if one is not None]
        return _filled(empty, best, sure, by, note, _rest(others, best), document, pages)
    others = list(task.candidates)
    if said is not None and reply is not None and reply.sureness >= LEAST_SURENESS:
        sure = confidence.of_model(reply.sureness)
        note = "Only the language model names this place; read it."
        return _filled(empty, said, sure, "model", note, _rest(others, said), document, pages)
    why = "No place of the document names it."
    if reply is not None and reply.dropped:
        why = reply.dropped
    elif said is not None:
        why = "The language model was not sure enough."
        others.append(said)
    if others:
        why += " There are other places that may be meant."
    return _with_others(empty, why, others, document, pages)


def _rest(others: Sequence[Candidate], chosen: Candidate) -> list[Candidate]:
    return [one for one in others if one.value != chosen.value]


def _filled(
    empty: FieldValue,
    one: Candidate,
    sure: float,
    by: str,
    note: str,
    others: Sequence[Candidate],
    document: Document,
    pages: Pages,
) -> FieldValue:
    read = confidence.of_reading(pages.page(document.id, one.page), one.start, one.end)
    if read < _WELL_READ:
        note = (note + " " if note else "") + "The scan is hard to read there."
    return FieldValue(
        place=empty.place,
        name=empty.name,
        kind=empty.kind,
        value=one.value,
        unit=one.unit,
        scale=one.scale,
        document=empty.document,
        document_id=empty.document_id,
        page=one.page,
        start=one.start,
        end=one.end,
        quote=one.quote,
        confidence=round(sure * read, 3),
        found_by="both" if by == "both" else "model" if by == "model" else "code",
        note=note,
        others=_shown(others, document, pages),
    )


_WELL_READ = 0.8


def _with_others(
    empty: FieldValue,
    why: str,
    others: Sequence[Candidate],
    document: Document,
    pages: Pages,
) -> FieldValue:
    return FieldValue(
        place=empty.place,
        name=empty.name,
        kind=empty.kind,
        document=empty.document,
        document_id=empty.document_id,
        note=why,
        others=_shown(others, document, pages),
    )


def _shown(others: Sequence[Candidate], document: Document, pages: Pages) -> tuple[Found, ...]:
    return tuple(
        Found(
            one.value,
            one.unit,
            one.scale,
            one.page,
            one.start,
            one.end,
            one.quote,
            round(
                confidence.of_code(one.score)
                * confidence.of_reading(pages.page(document.id, one.page), one.start, one.end),
                3,
            ),
        )
        for one in others[:_MOST_OTHERS]
    )
