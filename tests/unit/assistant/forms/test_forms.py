"""Forms as files and schemas, and what is said of those that cannot be used."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import jsonschema
import msgspec
import pytest

from appliance.assistant.forms.reading import parse, read_form, shipped
from appliance.assistant.forms.records import FieldValue
from appliance.assistant.forms.schema import from_schema, json_text, plain, to_schema
from appliance.errors import FormInvalid

if TYPE_CHECKING:
    from pathlib import Path

OWN = """
name = "site-visit"
title = "Site visit"
[[fields]]
name = "visited_on"
kind = "date"
title = "Date of the visit"
required = true
[[fields]]
name = "condition"
kind = "choice"
title = "Condition"
[[fields.choices]]
value = "good"
words = ["fine"]
[[fields.choices]]
value = "poor"
"""


@pytest.mark.parametrize("form", shipped(), ids=lambda form: form.name)
def test_shipped_forms_are_titled_in_two_languages_and_survive_their_schema(form: object) -> None:
    assert form.title_zh  # type: ignore[attr-defined]
    assert all(field.title_zh for field in form.fields)  # type: ignore[attr-defined]
    schema = to_schema(form)  # type: ignore[arg-type]
    jsonschema.Draft202012Validator.check_schema(schema)
    again = from_schema(json.loads(json_text(form)))  # type: ignore[arg-type]
    assert again == msgspec.structs.replace(form, shipped=False)  # type: ignore[type-var]


def test_there_are_the_four() -> None:
    assert [form.name for form in shipped()] == [
        "balance-sheet",
        "contract-terms",
        "identity-document",
        "loan-application",
    ]


def test_an_own_form_is_read_from_each_kind_of_file(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(OWN, "utf-8")
    form = read_form(tmp_path / "a.toml")
    (tmp_path / "b.json").write_bytes(msgspec.json.encode(form))
    (tmp_path / "c.json").write_text(json_text(form), "utf-8")
    assert read_form(tmp_path / "b.json") == read_form(tmp_path / "c.json") == form
    assert form.fields[1].choices[0].words == ("fine",)


def test_a_schema_made_elsewhere_becomes_a_form() -> None:
    schema = {
        "title": "Invoice",
        "type": "object",
        "required": ["total"],
        "properties": {
            "total": {"type": "number"},
            "paid": {"type": ["boolean", "null"], "title": "Paid?"},
            "due": {"type": "string", "format": "date"},
            "items": {"type": "array", "items": {"type": "string"}},
            "state": {"enum": ["new", "old"]},
        },
    }
    form = from_schema(schema, "invoice")
    assert [field.kind for field in form.fields] == ["number", "yes-no", "date", "list", "choice"]
    assert [field.required for field in form.fields] == [True, False, False, False, False]
    assert form.fields[0].title == "Total"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ('name = "site-visit"|name = "Site Visit"', "small letters"),
        ('kind = "date"|kind = "day"', "Invalid enum value"),
        ('name = "condition"|name = "visited_on"', "another field of that name"),
        ('value = "poor"|value = "good"', "different values"),
        ('title = "Condition"|title = " "', "no title"),
        ('title = "Condition"|title = "Condition"\nunit = "EUR"', "have a unit"),
        ('title = "Condition"|title = "Condition"\ncolour = "red"', "unknown field"),
        ("[[fields]]|[[fields", "neither TOML nor JSON"),
    ],
)
def test_what_is_wrong_is_said(change: str, why: str) -> None:
    before, after = change.split("|")
    with pytest.raises(FormInvalid) as caught:
        parse(OWN.replace(before, after), "x")
    assert why.lower() in caught.value.message.lower()


@pytest.mark.parametrize(
    "one",
    [
        {"type": "object", "properties": {"a": {"type": "string"}}},
        {"type": ["string", "number"]},
        {"$ref": "#/x"},
        {"type": "array", "items": {"type": "object"}},
    ],
)
def test_what_no_field_can_be_is_refused(one: dict[str, object]) -> None:
    with pytest.raises(FormInvalid):
        from_schema({"properties": {"a": one}}, "x")


def test_figures_in_json_stay_whole() -> None:
    assert plain("money", "1250000", "GBP") == {"amount": 1250000, "currency": "GBP"}
    assert plain("number", "2.85", "%") == 2.85
    assert plain("money", None) is None
    assert FieldValue(0, "a", "text").state == "open"
