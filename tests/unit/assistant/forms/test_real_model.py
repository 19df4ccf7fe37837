"""The starter language model fills what rules of code leave, held by the grammar."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import jsonschema
import pytest

from appliance.assistant.forms import asking, filling, finding
from appliance.assistant.forms.filling import Filler
from appliance.assistant.forms.records import Choice, Form, FormField
from appliance.assistant.forms.schema import instance, to_schema
from appliance.documents.records import Document, Page
from appliance.documents.store import PageText
from appliance.engine.client import LanguageEngine
from appliance.jobs import Job
from appliance.settings import starter_folder
from tests.unit.documents.fakes import FixedClock

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.model

MODEL = "smollm2-135m-instruct"
TEXT = """Minutes of the “meeting” \\ 3 March 2026
The board met in Wendleford. Jonas Brandt took the chair. A sum of £48,000 was set aside for
the roof, and 12,500 EUR for the yard; the work begins on 1 June 2026 under number KV-2026-7781.
内部使用 · 不得外传
"""
FORM = Form(
    "minutes",
    "Minutes",
    (
        FormField("set_aside", "money", "Reserve for the roof"),
        FormField("begins", "date", "Begin of the building work"),
        FormField("reference", "identifier", "Order"),
        FormField("chair", "text", "Who was in the chair"),
        FormField("town", "choice", "Town", choices=(Choice("Wendleford"), Choice("Tidewell"))),
        FormField("present", "list", "Those present"),
        FormField("insured", "yes-no", "Insured"),
        FormField("share", "number", "Share of the costs", unit="%"),
    ),
)
DOCUMENT = Document(1, 1, "a.txt", "0" * 64, 1, "text/plain", 1, "ready", None, None, "")


class Pages:
    def page(self, document_id: int, number: int) -> Page:
        return Page(number, TEXT, (), 595, 842)


@pytest.fixture(scope="module")
def engine() -> Iterator[LanguageEngine]:
    path = starter_folder() / MODEL / "model.gguf"
    made = LanguageEngine(
        lambda: {"model.gguf": os.open(path, os.O_RDONLY)},
        name=MODEL,
        context_tokens=4096,
        template="chatml",
        threads=2,
    )
    yield made
    made.close()


def test_whatever_the_model_writes_is_json_of_the_grammar(engine: LanguageEngine) -> None:
    page = PageText("a.txt", 1, 1, TEXT)
    asked = asking.questions(
        FORM.fields,
        finding.sheets([page]),
        language=engine,
        template="chatml",
        mask=asking.Unmasked(),
    )
    questions = [one for one in asked if one is not None]
    assert len(questions) == 7  # a yes without its label is no answer
    for question, made in zip(
        questions, engine.generate_many([one.ask for one in questions]), strict=True
    ):
        said = json.loads(made.text)
        if question.options:
            assert said is None or said in question.options
        else:
            assert said is None or isinstance(said, str | list)
        assert made.logprobs


def test_a_fill_is_valid_and_every_value_stands_on_the_page(engine: LanguageEngine) -> None:
    page = PageText("a.txt", 1, 1, TEXT)
    filler = Filler(Pages(), FixedClock(), language=engine, template="chatml")
    (made,) = filling.fill(DOCUMENT, [FORM], [page], filler=filler, insist=True, job=Job())
    jsonschema.Draft202012Validator(to_schema(FORM)).validate(
        json.loads(json.dumps(instance(made)))
    )
    assert made.made.asked > 0
    assert made.made.schedule
    for one in made.fields:
        assert one.state == "open"
        assert one.value is None or TEXT[one.start : one.end] == one.quote
