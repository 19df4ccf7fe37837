"""The published schema is that of the records and agrees with what is read."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import get_args

import jsonschema
import pytest

from appliance.privacy.kinds import KINDS
from appliance.review.checklists import schema
from appliance.review.checklists.records import Indicator, ItemKind
from appliance.review.checklists.shelf import shipped
from appliance.review.papers.types import TYPES
from tests.unit.review.checklists.made import item, table

DOCS = Path(__file__).parents[4] / "docs" / "formats"
PAGE = (DOCS / "checklist.md").read_text("utf-8")
VALIDATOR = jsonschema.Draft202012Validator(schema.to_schema())


def test_the_published_file_is_the_present_one() -> None:
    """Write it again: python -c "from appliance.review.checklists.schema import json_text; …"."""
    assert (DOCS / "checklist.schema.json").read_text("utf-8") == schema.json_text()


def test_it_is_a_schema_and_every_field_of_an_item_is_closed() -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(schema.json_text()))
    assert {"Item", "DocumentRule", "DateRule", "AgreementRule"} == set(schema.to_schema()["$defs"])
    for found in (schema.to_schema(), *schema.to_schema()["$defs"].values()):
        assert found["additionalProperties"] is False


@pytest.mark.parametrize("place", range(len(shipped())))
def test_shipped_checklists_keep_to_it(place: int) -> None:
    _, content = shipped()[place]
    assert not list(VALIDATOR.iter_errors(tomllib.loads(content.decode())))


@pytest.mark.parametrize(
    "wrong",
    [
        table(titel="T"),
        table(name="Big Name"),
        table(version="1"),
        table(language="fr"),
        table(item(kind="wish")),
        table(item(severity="grave")),
        table(item(documents=["shoe-box"])),
        table(item(identifier="shoe-size")),
        table(item(waive=["boss"])),
        table(item(due_days=-1)),
        table(item(patterns=["x" * 601])),
        table(item(document={"signd": True})),
        table(item(document={"date": {"at_most_days_before": -1}})),
        table(item(question=None)),
    ],
)
def test_it_refuses_what_reading_refuses(wrong: dict[str, object]) -> None:
    assert list(VALIDATOR.iter_errors(wrong))


def test_the_page_names_every_field_and_every_word_of_the_closed_lists() -> None:
    words = set(re.findall(r"[a-z][a-z0-9_-]*", PAGE))
    fields = set(schema.to_schema()["properties"])
    for found in schema.to_schema()["$defs"].values():
        fields |= set(found["properties"])
    assert not fields - words
    lists = {*TYPES, *KINDS, *get_args(ItemKind), *get_args(Indicator)} - {""}
    assert not lists - words


def test_the_example_on_the_page_can_be_used() -> None:
    from appliance.review.checklists.reading import look

    example = re.search(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    assert example is not None
    assert look(example[1].encode())[1] == ()
