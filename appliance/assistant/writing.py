"""What the model is given for a question: a whole document or passages, and how it is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

from appliance.assistant import passages, prompting
from appliance.assistant.ports import Stretch
from appliance.assistant.whole import WholeDocument, near, reading_name, whole
from appliance.engine.records import Ask, Sampling

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from appliance.assistant.answers import Assistant
    from appliance.assistant.findings import Findings
    from appliance.assistant.records import Passage
    from appliance.documents.store import PageText
    from appliance.engine.records import Generation
    from appliance.jobs import Job

SEED = 0
# Around a question and its answer stand the turns' control tokens, a few dozen in all formats.
_SPARE_TOKENS = 64


class Draft(NamedTuple):
    """A request to the model, and which parts it may name.

    `shown` are kept with the answer; `version` is of the prompt. `unmasked` puts hidden identifiers
    back into what the model wrote.
    """

    ask: Ask
    known: list[Passage]
    shown: list[Passage]
    version: str
    whole_sha256: str
    unmasked: Callable[[str], str] = str


class Written(NamedTuple):
    """The model's draft and how it was asked for."""

    draft: Draft
    generation: Generation
    loaded_now: bool


def sampling(assistant: Assistant) -> Sampling:
    """Greedy, one short paragraph."""
    return Sampling(max_tokens=assistant.limits.answer_tokens, seed=SEED, stop=("\n\n",))


def from_passages(read: Findings, assistant: Assistant) -> Draft:
    """The draft of a question from the passages that fit."""
    given = passages.within(
        read.passages,
        read.question.text,
        assistant.language,
        tokens=assistant.limits.prompt_tokens,
        version=prompting.VERSION,
    )
    asked, copies, unmasked = masked(read.question.text, given, assistant)
    prompt = prompting.prompt(
        asked, copies, template=assistant.models.template, version=prompting.VERSION
    )
    ask = Ask(prompt, sampling(assistant))
    return Draft(ask, given, read.passages, prompting.VERSION, "", unmasked)


def masked(
    question: str, passages: Sequence[Passage], assistant: Assistant
) -> tuple[str, list[Passage], Callable[[str], str]]:
    """Question and passages as the model may see them, and what turns its words back."""
    if assistant.mask is None:
        return question, list(passages), str
    stretches = [Stretch(p.document_id, p.page, p.start, p.end, p.text) for p in passages]
    hidden, unmasked = assistant.mask.mask_passages(stretches)
    copies = [
        msgspec.structs.replace(
            passage, text=one.text, document=assistant.mask.mask(passage.document).text
        )
        for passage, one in zip(passages, hidden, strict=True)
    ]
    return assistant.mask.mask(question).text, copies, unmasked


def from_whole(read: Findings, document: WholeDocument, keep: str, assistant: Assistant) -> Draft:
    """The draft of a question from a whole document, whose reading is named `keep`."""
    prompt = prompting.whole_prompt(
        read.question.text, document.text, template=assistant.models.template, keep=keep
    )
    return Draft(
        Ask(prompt, sampling(assistant)),
        document.parts,
        near(document.parts, read.ranked, assistant.limits.passages),
        prompting.WHOLE_VERSION,
        document.sha256,
    )


def readable(
    pages: Sequence[PageText], questions: Sequence[str], assistant: Assistant
) -> tuple[WholeDocument | None, list[bool]]:
    """The document if it may be given whole, and which of the questions fit beside it."""
    if assistant.mask is not None:
        return None, [False] * len(questions)
    most = assistant.limits.whole_tokens - assistant.limits.answer_tokens - _SPARE_TOKENS
    document = whole(pages, assistant.language, most_tokens=most)
    if document is None or not questions:
        return None, [False] * len(questions)
    frames = [prompting.frame(text, version=prompting.WHOLE_VERSION) for text in questions]
    sizes = assistant.language.count_tokens(frames)
    fit = [document.tokens + size <= most for size in sizes]
    return (document if any(fit) else None), fit


def named(document: WholeDocument, assistant: Assistant, job: Job) -> str:
    """The name of the document's reading by the model in use; loads the model if need be."""
    loaded = assistant.language.loaded or assistant.language.load(job)
    belongs_to = (
        assistant.models.language_digest,
        assistant.models.template,
        loaded.engine_build,
        loaded.device,
        assistant.machine,
    )
    return reading_name(document, belongs_to=belongs_to)


def from_kept(
    read: Findings, pages: Sequence[PageText], assistant: Assistant, job: Job
) -> Draft | None:
    """Ask the whole document if a reading of it is kept: that costs less than passages do."""
    document_id = pages[0].document_id
    if assistant.readings is None or not assistant.readings.has(document_id):
        return None
    found, _ = readable(pages, [read.question.text], assistant)
    if found is None:
        return None
    name = named(found, assistant, job)
    if not assistant.readings.lend(document_id, name, assistant.language, job):
        return None
    return from_whole(read, found, name, assistant)


def drafts(
    reads: Sequence[Findings],
    pages: Sequence[PageText],
    whole: Sequence[bool],
    assistant: Assistant,
    job: Job,
) -> list[Draft]:
    """What to ask for each: the whole document where that is wanted and fits, else passages."""
    asked = [read.question.text for read, wanted in zip(reads, whole, strict=True) if wanted]
    document, fitting = readable(pages, asked, assistant)
    fits = iter(fitting)
    taken = [wanted and next(fits) for wanted in whole]
    if document is None:
        return [from_passages(read, assistant) for read in reads]
    name = named(document, assistant, job)
    if assistant.readings is not None:
        assistant.readings.lend(document.document_id, name, assistant.language, job)
    return [
        from_whole(read, document, name, assistant) if take else from_passages(read, assistant)
        for read, take in zip(reads, taken, strict=True)
    ]


def reader(document: WholeDocument, keep: str, assistant: Assistant) -> Ask:
    """Has the engine read a document and keep that; the one token that is written says nothing."""
    prompt = prompting.whole_prompt(
        "", document.text, template=assistant.models.template, keep=keep
    )
    return Ask(prompt, Sampling(max_tokens=1, seed=SEED))
