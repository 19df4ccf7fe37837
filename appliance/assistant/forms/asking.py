"""Asks the language model for the fields that code did not settle, one batch per document.

All prompts are the same up to the end of the document, so that it is read once. What the model
writes is held by a grammar and then looked for on the page; what is not there is dropped.
"""

from __future__ import annotations

import json
import math
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from appliance.assistant.characters import visible
from appliance.assistant.forms import excerpts, written
from appliance.assistant.forms.finding import Candidate
from appliance.assistant.forms.grammar import grammar, most_tokens, shape
from appliance.documents.quotes import find_quote
from appliance.engine.records import Ask, Message, Prompt, Sampling

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from appliance.assistant.forms.dates import Order
    from appliance.assistant.forms.excerpts import Excerpt
    from appliance.assistant.forms.finding import Sheet
    from appliance.assistant.forms.records import FieldKind, FormField, Value
    from appliance.assistant.ports import LanguageModel
    from appliance.engine.records import Generation
    from appliance.jobs import Job

VERSION = "form.v1"
# So many values of a kind are offered; a page of a statement has hundreds of figures.
MOST_OPTIONS = 32
_NAMES: dict[FieldKind, str] = {
    "text": "a few words",
    "number": "a number",
    "money": "an amount of money",
    "date": "a date",
    "identifier": "a number or code",
    "choice": "one of the words",
    "list": "a list of names",
    "yes-no": "yes or no",
}


@cache
def _template() -> tuple[str, str, str, str]:
    """System text, and what stands before, between and after the document and the question."""
    text = (Path(__file__).parents[1] / "prompts" / f"{VERSION}.txt").read_text("utf-8")
    system, user = text.removeprefix("[system]\n").split("[user]\n")
    before, rest = user.split("{passages}")
    between, after = rest.split("{question}")
    return system.strip(), before, between, after.rstrip("\n")


class PromptMask(Protocol):
    """Hides identifiers from the model; the same text is always hidden alike."""

    def mask(self, text: str) -> str:
        """The text with tokens in place of identifiers."""

    def unmask(self, text: str) -> str:
        """The text with the identifiers again."""


class Unmasked:
    """Hides nothing."""

    def mask(self, text: str) -> str:
        """The text."""
        return text

    def unmask(self, text: str) -> str:
        """The text."""
        return text


class Question(NamedTuple):
    """What the model is asked for one field, and what its choices stand for."""

    field: FormField
    ask: Ask
    options: dict[str, Candidate]


class Reply(NamedTuple):
    """What the model chose for a field and how sure it was; `dropped` says why there is nothing."""

    candidate: Candidate | None
    sureness: float
    dropped: str
    text: str


def questions(
    fields: Sequence[FormField],
    document: Sequence[Sheet],
    *,
    language: LanguageModel,
    template: str,
    mask: PromptMask,
) -> list[Question | None]:
    """One for each field that the model can say something of, else None."""
    pages = [sheet.page for sheet in document]
    parts = excerpts.choose(fields, pages, language)
    if not parts:
        return [None] * len(fields)
    text = excerpts.shown(parts, mask.mask)
    orders = {sheet.page.page: sheet.order for sheet in document}
    made: list[Question | None] = []
    for field in fields:
        options = _options(field, parts, orders, mask)
        if shape(field.kind) == "one of" and not options:
            made.append(None)
            continue
        prompt = _prompt(field, text, template)
        sampling = Sampling(
            max_tokens=most_tokens(field.kind, tuple(options)),
            grammar=grammar(field.kind, tuple(options)),
            logprobs=True,
        )
        made.append(Question(field, Ask(prompt, sampling), options))
    return made


def _prompt(field: FormField, document: str, template: str) -> Prompt:
    system, before, between, after = _template()
    names = [field.title, *(label for label in field.labels if label.isascii())]
    wanted = f"Field: {field.title}"
    if len(names) > 1:
        wanted += f" (also called {', '.join(names[1:4])})"
    asked, _ = visible(f"{wanted}: {_NAMES[field.kind]}.")
    beginning = before + document
    user = beginning + between + " ".join(asked.split()) + after
    return Prompt(
        (Message("system", system), Message("user", user, cuts=(len(beginning),))), template
    )


def _options(
    field: FormField, parts: Sequence[Excerpt], orders: Mapping[int, Order], mask: PromptMask
) -> dict[str, Candidate]:
    """Values of the field's kind in the parts, by the text that stands for each."""
    if shape(field.kind) != "one of" or field.kind == "yes-no":
        return {}
    options: dict[str, Candidate] = {}
    for part in parts:
        text = part.page.text[part.start : part.end]
        order = orders[part.page.page]
        for one in written.find(field, text, order=order):
            start, end = part.start + one.start, part.start + one.end
            quote = part.page.text[start:end]
            name = mask.mask(" ".join(visible(quote)[0].split()))
            made = Candidate(
                one.value, one.unit, 1, part.page.page, start, end, quote, 0.0, "model", one.doubt
            )
            if name and len(options) < MOST_OPTIONS:
                options.setdefault(name, made)
    return options


def replies(
    asked: Sequence[Question],
    document: Sequence[Sheet],
    *,
    language: LanguageModel,
    mask: PromptMask,
    job: Job,
) -> tuple[list[Reply], list[Generation]]:
    """The model's answers, each found again on a page or dropped. Raises: as `generate_many`."""
    made = language.generate_many([one.ask for one in asked], job=job)
    return [
        _reply(question, generation, document, mask)
        for question, generation in zip(asked, made, strict=True)
    ], list(made)


def _reply(
    question: Question, made: Generation, document: Sequence[Sheet], mask: PromptMask
) -> Reply:
    sureness = math.exp(sum(made.logprobs) / len(made.logprobs)) if made.logprobs else 0.0
    try:
        said = json.loads(made.text)
    except ValueError:
        return Reply(None, sureness, "The model's answer was cut off.", made.text)
    if said is None:
        return Reply(None, sureness, "The model found nothing.", made.text)
    if question.options:
        return Reply(question.options.get(str(said)), sureness, "", made.text)
    found = _found_again(question.field, said, document, mask)
    why = "" if found else "What the model wrote stands on no page."
    return Reply(found, sureness, why, made.text)


def _found_again(
    field: FormField, said: object, document: Sequence[Sheet], mask: PromptMask
) -> Candidate | None:
    """The text that the model wrote, at its first place in the document."""
    wanted = said if isinstance(said, list) else [said]
    texts = [mask.unmask(str(one)) for one in wanted]
    for sheet in document:
        text = sheet.page.text
        places = [find_quote(text, one) for one in texts if one.strip()]
        spans = [place for place in places if place is not None]
        if not spans or len(spans) != len(places):
            continue
        start, end = min(a for a, _ in spans), max(b for _, b in spans)
        if field.kind == "list":
            value: Value = tuple(dict.fromkeys(written.one_line(text[a:b]) for a, b in spans))
        else:
            value = written.one_line(text[start:end])
        if value and any(c.isalnum() for c in str(value)):
            quote = text[start:end]
            return Candidate(value, "", 1, sheet.page.page, start, end, quote, 0.0, "model")
    return None
