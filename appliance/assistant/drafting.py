"""From a model's draft to checked sentences, and which of them may lead the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from appliance.assistant import checking
from appliance.assistant.citations import citations, drafted, lies_in
from appliance.assistant.records import Sentence
from appliance.assistant.values import covered, values

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.assistant.candidates import Candidate
    from appliance.assistant.ports import Embedder
    from appliance.assistant.questions import Question
    from appliance.assistant.quotes import Quotation
    from appliance.assistant.records import Passage
    from appliance.jobs import Job

FROM_MODEL = "Written by the model and found in the cited place."


class Draft(NamedTuple):
    """Checked sentences of a draft, in three groups."""

    leading: tuple[Sentence, ...]
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

    A supported sentence leads when it holds what is asked for and the quotations hold it too, so
    that prose never says something else than the page shown below it. A draft that says “not
    found” is left out: whether something was found is decided by code.
    Raises: Cancelled, ModelStopped.
    """
    known = {passage.id: passage for passage in passages}
    sentences = [one for one in drafted(draft, known) if not checking.says_not_found(one.text)]
    if not sentences:
        return Draft((), (), ())
    checker = checking.Checker(question, candidates)
    vectors = embedder.embed([one.text for one in sentences], job=job, stage="checking")
    leading, supported, unsupported = [], [], []
    for sentence, vector in zip(sentences, vectors, strict=True):
        named = {
            checking.key(candidate)
            for candidate in candidates
            if any(lies_in(candidate, known[name]) for name in sentence.named)
        }
        checked = checker.check(sentence.text, vector, named)
        cited = citations(checked.parts)
        if not checked.supported:
            unsupported.append(Sentence(sentence.text, False, cited, checked.note))
        elif checker.answers(sentence.text) and _agrees(sentence.text, question, quotations):
            leading.append(Sentence(sentence.text, True, cited, FROM_MODEL))
        else:
            supported.append(Sentence(sentence.text, True, cited, FROM_MODEL))
    return Draft(tuple(leading), tuple(supported), tuple(unsupported))


def _agrees(text: str, question: Question, quotations: Sequence[Quotation]) -> bool:
    """Every exact thing that the sentence adds to the question stands in a quotation."""
    quoted = [v for one in quotations for v in values(one.candidate.text)]
    new = [v for v in values(text) if not covered(v, question.values)]
    return all(covered(value, quoted) for value in new)
