"""Labels that no form lists, compared by meaning with the real embedding model."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from appliance.assistant.forms import finding, meaning
from appliance.assistant.forms.reading import shipped
from appliance.documents.store import PageText
from appliance.engine.client import EmbeddingEngine
from appliance.jobs import Job
from appliance.settings import starter_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.model
FORMS = {form.name: form for form in shipped()}
TEXT = """Sum applied for: £48,000
What the money is for: a second oven
Handed in: 3 March 2026
Customer since: 2011
"""


@pytest.fixture(scope="module")
def embedder() -> Iterator[EmbeddingEngine]:
    folder = starter_folder() / "all-minilm-l6-v2"
    names = ("model.onnx", "tokenizer.json")
    made = EmbeddingEngine(
        lambda: {name: os.open(folder / name, os.O_RDONLY) for name in names},
        name="all-minilm-l6-v2",
        dimensions=384,
        max_tokens=256,
        threads=1,
    )
    yield made
    made.close()


def test_other_words_for_a_field_find_it(embedder: EmbeddingEngine) -> None:
    fields = FORMS["loan-application"].fields
    sheets = finding.sheets([PageText("a.txt", 1, 1, TEXT)])
    found = finding.find(fields, sheets)
    assert not any(found)
    made = meaning.propose(fields, found, sheets, embedder=embedder, least_score=0.5, job=Job())
    values = {fields[n].name: one for n, one in made.items()}
    assert values["amount"].value == "48000"
    assert "Sum applied for" in values["amount"].doubt
    assert "existing_loans" not in values
    for one in values.values():
        assert TEXT[one.start : one.end] == one.quote
