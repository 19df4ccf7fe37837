"""A form while it is being made: names out of titles, and what is still wrong; no widgets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from appliance.assistant.forms.records import Choice, Form, FormField
from gui.typed_texts import free_name

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from appliance.assistant.forms.records import FieldKind

_LEAST_CHOICES = 2

Trouble = Literal["no title", "no field", "field without title", "too few choices", "same choice",
                  "currency"]  # fmt: skip


@dataclass(frozen=True)
class FieldDraft:
    """One field as it is typed; `name` is kept from a form that exists."""

    title: str = ""
    kind: FieldKind = "text"
    unit: str = ""
    required: bool = False
    choices: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    name: str = ""
    title_zh: str = ""
    help: str = ""
    known: tuple[Choice, ...] = ()


def drafts(form: Form) -> list[FieldDraft]:
    """The fields of a form, to be changed."""
    return [
        FieldDraft(
            one.title,
            one.kind,
            one.unit,
            one.required,
            tuple(choice.value for choice in one.choices),
            one.labels,
            one.name,
            one.title_zh,
            one.help,
            one.choices,
        )
        for one in form.fields
    ]


def trouble(title: str, fields: Sequence[FieldDraft]) -> tuple[Trouble, int] | None:
    """The first thing that is wrong, and the field it is about (-1: none)."""
    if not title.strip():
        return "no title", -1
    if not fields:
        return "no field", -1
    for place, field in enumerate(fields):
        found = _trouble(field)
        if found is not None:
            return found, place
    return None


def _trouble(field: FieldDraft) -> Trouble | None:
    if not field.title.strip():
        return "field without title"
    if field.kind == "choice" and len(field.choices) < _LEAST_CHOICES:
        return "too few choices"
    if field.kind == "choice" and len(set(field.choices)) < len(field.choices):
        return "same choice"
    if field.kind == "money" and field.unit and not re.fullmatch("[A-Z]{3}", field.unit):
        return "currency"
    return None


def made(title: str, fields: Iterable[FieldDraft], *, name: str, taken: Collection[str]) -> Form:
    """The form; `name` is that of an own form that is changed, else empty."""
    used: set[str] = set()
    kept = []
    for field in fields:
        own = field.name or free_name(field.title, used, "field", "_")
        used.add(own)
        kept.append(_field(own, field))
    return Form(name or free_name(title, taken, "form"), title.strip(), tuple(kept))


def _field(name: str, field: FieldDraft) -> FormField:
    words = {choice.value: choice.words for choice in field.known}
    choices = tuple(Choice(value, words.get(value, ())) for value in field.choices)
    return FormField(
        name=name,
        kind=field.kind,
        title=field.title.strip(),
        title_zh=field.title_zh,
        unit=field.unit if field.kind in ("money", "number") else "",
        required=field.required,
        choices=choices if field.kind == "choice" else (),
        labels=field.labels,
        help=field.help,
    )
