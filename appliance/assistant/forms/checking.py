"""What a form must be so that it can be filled, stored and exported. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from appliance.assistant.forms.records import MOST_FIELDS, MOST_VALUE_CP
from appliance.errors import FormInvalid

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appliance.assistant.forms.records import Form, FormField

_FORM_NAME = re.compile(r"[a-z][a-z0-9-]{0,59}")
_FIELD_NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")
_CURRENCY = re.compile(r"[A-Z]{3}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_MOST_TITLE_CP = 200
_MOST_HELP_CP = 1000
_MOST_UNIT_CP = 20
_MOST_LABELS = 100
_MOST_CHOICES = 100


def check(form: Form) -> Form:
    """The form itself, if it can be used. Raises: FormInvalid, with the first thing wrong."""
    for why in _wrong(form):
        raise FormInvalid(name=form.name, why=why)
    return form


def _wrong(form: Form) -> Iterator[str]:
    if not _FORM_NAME.fullmatch(form.name):
        yield "its name must be small letters, digits and “-”, beginning with a letter, at most 60"
    yield from _texts("", form.title, (form.title_zh,), form.help)
    if not 1 <= len(form.fields) <= MOST_FIELDS:
        yield f"it has {len(form.fields)} fields; 1 to {MOST_FIELDS} can be filled"
    names = [field.name for field in form.fields]
    for place, field in enumerate(form.fields, start=1):
        where = f"field {place} (“{field.name[:60]}”): "
        if not _FIELD_NAME.fullmatch(field.name):
            yield where + "a name is small letters, digits and “_”, beginning with a letter"
        if names.index(field.name) != place - 1:
            yield where + "there is another field of that name"
        yield from _field(where, field)


def _field(where: str, field: FormField) -> Iterator[str]:
    yield from _texts(where, field.title, (field.title_zh, *field.labels), field.help)
    if len(field.labels) > _MOST_LABELS:
        yield f"{where}it has more than {_MOST_LABELS} labels"
    if not all(label.strip() for label in field.labels):
        yield where + "a label is empty"
    if len(field.unit) > _MOST_UNIT_CP or _CONTROL.search(field.unit):
        yield f"{where}a unit has at most {_MOST_UNIT_CP} characters"
    if field.kind == "money" and field.unit and not _CURRENCY.fullmatch(field.unit):
        yield where + "the unit of an amount is three capital letters, such as EUR"
    if field.unit and field.kind not in ("money", "number"):
        yield where + "only numbers and amounts have a unit"
    if field.kind != "choice":
        if field.choices:
            yield where + "only a choice has choices"
        return
    values = [choice.value for choice in field.choices]
    if not 2 <= len(set(values)) == len(values) <= _MOST_CHOICES:
        yield f"{where}a choice needs 2 to {_MOST_CHOICES} different values"
    for choice in field.choices:
        for text in (choice.value, *choice.words):
            if not text.strip() or len(text) > MOST_VALUE_CP or _CONTROL.search(text):
                yield where + "a choice is empty, too long or has control characters"


def _texts(where: str, title: str, others: tuple[str, ...], remark: str) -> Iterator[str]:
    if not title.strip():
        yield where + "it has no title"
    for text in (title, *others):
        if len(text) > _MOST_TITLE_CP or _CONTROL.search(text):
            yield f"{where}titles and labels are one line of at most {_MOST_TITLE_CP} characters"
    if len(remark) > _MOST_HELP_CP:
        yield f"{where}its help has more than {_MOST_HELP_CP} characters"
