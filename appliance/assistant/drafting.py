"""From a model's draft to checked sentences, and which of them may lead the answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from appliance.assistant import checking
from appliance.assistant.citations import citations, drafted, lies_in
from appliance.assistant.claims import Claim
from appliance.assistant.evidence import answers_kind
from appliance.assistant.records import Sentence
from appliance.assistant.values import covered, values
from appliance.assistant.wording import terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.assistant.candidates import Candidate
    from appliance.assistant.ports import Embedder
    from appliance.assistant.questions import Question
    from appliance.assistant.quotes import Quotation
    from appliance.assistant.records import Passage
    from appliance.assistant.values import Value
    from appliance.jobs import Job

# Where one statement ends and the next begins.
_JOINTS = re.compile(r";\s+|,\s+(?:and|but|while)\s+")

FROM_MODEL = "Written by the model and found in the cited place."


class Draft(NamedTuple):
    """Checked sentences of a draft, in two groups."""

    supported: tuple[Sentence, ...]
    unsupported: tuple[Sentence, ...]


def check(
    draft: str,
    question: Question,
    candidates: Sequence[Candidate],
    *,
    passages: Sequence[Passage],
    quotations: Sequence[Quotation],
    embedder: Embedder,
    job: Job | None = None,
) -> Draft:
    """Check every sentence of a draft against the candidates.

    Standing in the file is not enough to be shown as supported: another row's figure stands there
    too. A sentence must also speak to the question and, where a certain kind of thing is asked for,
    say nothing exact that the first quotation does not say: prose never contradicts the page shown
    below it. A draft that says “not
    found” is left out: whether something was found is decided by code.
    Raises: Cancelled, ModelStopped.
    """
    known = {passage.id: passage for passage in passages}
    sentences = [one for one in drafted(draft, known) if not checking.says_not_found(one.text)]
    if not sentences:
        return Draft((), ())
    checker = checking.Checker(question, candidates)
    statements = [part for one in sentences for part in (one.text, *_statements(one.text))]
    vectors = dict(
        zip(statements, embedder.embed(statements, job=job, stage="checking"), strict=True)
    )
    supported, unsupported = [], []
    for sentence in sentences:
        named = {
            checking.key(candidate)
            for candidate in candidates
            if any(lies_in(candidate, known[name]) for name in sentence.named)
        }
        checked = checker.check(sentence.text, vectors[sentence.text], named)
        parts = [checker.check(s, vectors[s], named) for s in _statements(sentence.text)]
        if not checked.supported and parts and all(part.supported for part in parts):
            checked = checking.together(parts)
        note = checked.note or _astray(sentence.text, question, quotations)
        if note:
            unsupported.append(Sentence(sentence.text, False, (), note))
        else:
            supported.append(Sentence(sentence.text, True, citations(checked.parts), FROM_MODEL))
    return Draft(tuple(supported), tuple(unsupported))


def _statements(text: str) -> list[str]:
    """The statements of a compound sentence, each able to stand alone; empty for a simple one."""
    parts = [part.strip(" ,;") for part in _JOINTS.split(text)]
    return parts if len(parts) > 1 and all(len(terms(part)) > 2 for part in parts) else []


def _astray(text: str, question: Question, quotations: Sequence[Quotation]) -> str:
    """Why a sentence that stands in the file is still no answer; empty when it is one."""
    if answers_kind(question, text) is False or not set(terms(text)) & set(question.terms):
        return "This does not answer the question."
    if question.wanted in ("text", "yes-no"):
        return ""
    lead = quotations[0] if quotations else None
    if lead is None:
        return ""
    new = [value for value in values(text) if not covered(value, question.values)]
    names = [name for name in Claim(text).names if not set(terms(name)) <= set(question.terms)]
    quoted = set(terms(lead.candidate.text))
    same_names = question.wanted != "party" or all(set(terms(name)) <= quoted for name in names)
    if same_names and all(covered(value, _said(lead)) for value in new):
        return ""
    return "The first quotation says something else; read it."


def _said(quotation: Quotation) -> list[Value]:
    """What a quotation says: all its values, or of a table's row the one figure asked for."""
    text = quotation.candidate.text if quotation.column is None else quotation.column.figure
    return values(text)
