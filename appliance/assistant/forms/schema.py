"""A form as JSON Schema (draft 2020-12) and back, and what was filled as a document of it. Pure.

What JSON Schema has no word for stands under names that begin with "x-". A field that was not found
is null, also a required one: `required` there means that the key is present.
"""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any, get_args

import msgspec

from appliance.assistant.forms.checking import check
from appliance.assistant.forms.records import (
    MOST_LIST,
    MOST_VALUE_CP,
    FieldKind,
    Form,
)
from appliance.errors import FormInvalid

if TYPE_CHECKING:
    from collections.abc import Mapping

    from appliance.assistant.forms.records import Fill, FormField, Value

DIALECT = "https://json-schema.org/draft/2020-12/schema"
DATE_PATTERN = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
IDENTIFIER_PATTERN = "^[^\\s]([^\\r\\n]{0,78}[^\\s])?$"
_TEXT = {"minLength": 1, "maxLength": MOST_VALUE_CP}
_NAME_OF = re.compile(r"urn:cofferdam:form:([a-z][a-z0-9-]*)")


def to_schema(form: Form) -> dict[str, Any]:
    """The form as a schema of what it is filled with."""
    schema: dict[str, Any] = {
        "$schema": DIALECT,
        "$id": f"urn:cofferdam:form:{form.name}",
        "title": form.title,
        "type": "object",
        "properties": {field.name: _property(field) for field in form.fields},
        "required": [field.name for field in form.fields if field.required],
        "additionalProperties": False,
    }
    if form.help:
        schema["description"] = form.help
    if form.title_zh:
        schema["x-title-zh"] = form.title_zh
    return schema


def _property(field: FormField) -> dict[str, Any]:
    made: dict[str, Any] = {"title": field.title, "x-kind": field.kind}
    made |= _shape(field)
    if field.help:
        made["description"] = field.help
    if field.title_zh:
        made["x-title-zh"] = field.title_zh
    if field.unit:
        made["x-unit"] = field.unit
    if field.labels:
        made["x-labels"] = list(field.labels)
    if any(choice.words for choice in field.choices):
        made["x-words"] = {choice.value: list(choice.words) for choice in field.choices}
    return made


def _shape(field: FormField) -> dict[str, Any]:
    shapes: dict[FieldKind, dict[str, Any]] = {
        "text": {"type": ["string", "null"], **_TEXT},
        "number": {"type": ["number", "null"]},
        "money": {
            "type": ["object", "null"],
            "properties": {
                "amount": {"type": "number"},
                "currency": {"type": "string", "pattern": "^([A-Z]{3})?$"},
            },
            "required": ["amount", "currency"],
            "additionalProperties": False,
        },
        "date": {"type": ["string", "null"], "format": "date", "pattern": DATE_PATTERN},
        "yes-no": {"type": ["boolean", "null"]},
        "choice": {"enum": [*(choice.value for choice in field.choices), None]},
        "identifier": {"type": ["string", "null"], "pattern": IDENTIFIER_PATTERN},
        "list": {
            "type": ["array", "null"],
            "items": {"type": "string", **_TEXT},
            "minItems": 1,
            "maxItems": MOST_LIST,
        },
    }
    return shapes[field.kind]


def from_schema(schema: Mapping[str, Any], name: str = "") -> Form:
    """A form from a schema made here or elsewhere; `name` where its `$id` has none of ours.

    Raises: FormInvalid: something in it has no kind of field.
    """
    found = _NAME_OF.fullmatch(str(schema.get("$id", "")))
    name = found[1] if found else name
    properties = schema.get("properties")
    if schema.get("type", "object") != "object" or not isinstance(properties, dict):
        raise FormInvalid(name=name, why="the schema must be of an object with properties")
    required = schema.get("required", [])
    made = {
        "name": name,
        "title": schema.get("title", name),
        "title_zh": schema.get("x-title-zh", ""),
        "help": schema.get("description", ""),
        "fields": [
            _field(name, key, one, required=isinstance(required, list) and key in required)
            for key, one in properties.items()
        ],
    }
    return check(_converted(name, made))


def _field(form: str, key: str, one: object, *, required: bool) -> dict[str, Any]:
    if not isinstance(one, dict):
        raise FormInvalid(name=form, why=f"/properties/{key} is no object")
    made: dict[str, Any] = {
        "name": key,
        "kind": _kind(form, key, one),
        "title": one.get("title") or key.replace("_", " ").capitalize(),
        "required": required,
    }
    for ours, theirs in (
        ("title_zh", "x-title-zh"),
        ("unit", "x-unit"),
        ("labels", "x-labels"),
        ("help", "description"),
    ):
        if theirs in one:
            made[ours] = one[theirs]
    if made["kind"] == "choice":
        words = one.get("x-words", {})
        made["choices"] = [
            {"value": value, "words": words.get(value, []) if isinstance(words, dict) else []}
            for value in one["enum"]
            if value is not None
        ]
    return made


def _kind(form: str, key: str, one: Mapping[str, Any]) -> FieldKind:
    """Which kind a property is. Raises: FormInvalid."""
    where = f"/properties/{key}"
    wanted = one.get("x-kind")
    if wanted in get_args(FieldKind):
        if wanted == "choice" and not isinstance(one.get("enum"), list):
            raise FormInvalid(name=form, why=f"{where} is a choice without “enum”")
        return next(kind for kind in get_args(FieldKind) if kind == wanted)
    if isinstance(one.get("enum"), list):
        return "choice"
    types = one.get("type")
    named = [item for item in (types if isinstance(types, list) else [types]) if item != "null"]
    if len(named) != 1:
        raise FormInvalid(name=form, why=f"{where} must have one type")
    plain: dict[object, FieldKind] = {"number": "number", "integer": "number", "boolean": "yes-no"}
    if named[0] in plain:
        return plain[named[0]]
    if named[0] == "string":
        return "date" if one.get("format") == "date" else "text"
    if named[0] == "array" and _of_strings(one.get("items")):
        return "list"
    parts = one.get("properties")
    if named[0] == "object" and isinstance(parts, dict) and set(parts) == {"amount", "currency"}:
        return "money"
    raise FormInvalid(name=form, why=f"{where} is nested, or of a type that no field has")


def _of_strings(items: object) -> bool:
    return isinstance(items, dict) and items.get("type") == "string"


def _converted(name: str, made: Mapping[str, Any]) -> Form:
    try:
        return msgspec.convert(made, Form)
    except msgspec.ValidationError as error:
        raise FormInvalid(name=name, why=_sentence(error)) from error


def form_of(data: Mapping[str, Any], name: str) -> Form:
    """A form from the table of a file: our own shape, or JSON Schema. Raises: FormInvalid."""
    if "properties" in data or "$schema" in data:
        return from_schema(data, name)
    form = _converted(str(data.get("name", name)), data)
    return check(msgspec.structs.replace(form, shipped=False))


def _sentence(error: msgspec.ValidationError) -> str:
    text = str(error)
    return text[:1].lower() + text[1:].rstrip(".")


_DECIMAL = re.compile(r"-?\d+(?:\.\d+)?")


def instance(fill: Fill) -> dict[str, Any]:
    """What a form was filled with, as a document of its schema; every key is there."""
    return {one.name: plain(one.kind, one.value, one.unit) for one in fill.fields}


def plain(kind: FieldKind, value: Value | None, unit: str = "") -> object:
    """One value as JSON has it; the token that stands for a hidden number stays a text."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, tuple):
        return list(value)
    if kind in ("number", "money") and _DECIMAL.fullmatch(value):
        amount = number(value)
        currency = unit if re.fullmatch("[A-Z]{3}", unit) else ""
        return amount if kind == "number" else {"amount": amount, "currency": currency}
    return value


def number(text: str) -> int | float:
    """A decimal text as a JSON number; whole numbers stay whole."""
    exact = Decimal(text)
    return int(exact) if exact == exact.to_integral_value() else float(exact)


def json_text(form: Form) -> str:
    """The schema for people and files."""
    return json.dumps(to_schema(form), ensure_ascii=False, indent=2) + "\n"
