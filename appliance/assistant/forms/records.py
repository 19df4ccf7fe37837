"""Forms, what they were filled with, and what people decided; frozen, without behaviour.

Stored as JSON: forms that a branch made for itself in the control database, fills in their case.
"""

from __future__ import annotations

from typing import Literal

import msgspec

FieldKind = Literal["text", "number", "money", "date", "yes-no", "choice", "identifier", "list"]
FieldState = Literal["open", "accepted", "corrected", "rejected"]
Decision = Literal["accepted", "corrected", "rejected"]
FoundBy = Literal["", "code", "model", "both", "person"]
ExportFormat = Literal["csv", "xlsx", "json"]
# A number as decimal text, so that nothing is rounded: "1250000.00".
Value = str | bool | tuple[str, ...]

MOST_FIELDS = 100
MOST_VALUE_CP = 400
MOST_LIST = 50


class Choice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One of the values of a choice; `words` are what a document may write for it."""

    value: str
    words: tuple[str, ...] = ()


class FormField(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing to be found.

    Attributes:
        name: key in exports: small letters, digits and "_".
        title, title_zh: what people see, in English and Chinese.
        unit: of a number ("years", "%"), or the ISO 4217 code of an amount that names none.
        required: shown as missing while it is empty.
        choices: of the kind "choice", at least two.
        labels: other words that documents write beside the value, in any language.
        help: a sentence for the person who decides.
    """

    name: str
    kind: FieldKind
    title: str
    title_zh: str = ""
    unit: str = ""
    required: bool = False
    choices: tuple[Choice, ...] = ()
    labels: tuple[str, ...] = ()
    help: str = ""


class Form(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A named list of fields; `shipped` ones come with the program and are not changed."""

    name: str
    title: str
    fields: tuple[FormField, ...]
    title_zh: str = ""
    help: str = ""
    shipped: bool = False


class Decided(msgspec.Struct, frozen=True):
    """What a field was before a person changed it, and who had made it so when."""

    state: FieldState
    value: Value | None
    unit: str = ""
    by: str = ""
    at: str = ""


class Found(msgspec.Struct, frozen=True):
    """A value and the place where it stands; `start` and `end` as in a citation."""

    value: Value
    unit: str
    scale: int
    page: int
    start: int
    end: int
    quote: str
    confidence: float


class FieldValue(msgspec.Struct, frozen=True):
    """What one field was filled with.

    Attributes:
        place: of the field in its form, from 0.
        value: None where nothing was found or all was rejected; a date is YYYY-MM-DD.
        unit: currency or unit, as the document says it or else the form.
        scale: what the figure on the page was multiplied by ("in thousands": 1000).
        document, document_id, page, start, end, quote: where the value stands, letter by letter;
            page 0 and an empty quote where a person gave a value that stands nowhere.
        confidence: 0 to 1; how often such a finding was right where it was measured. It orders
            work, it proves nothing.
        found_by: rules of code, the language model, both of them, or a person.
        note: why the field is empty or what to look at, as a sentence.
        others: other values found for it in the same document, best first.
        state: "open" until a person decides.
        decided_by, at: who decided and when.
        before: what it was earlier, oldest first.
    """

    place: int
    name: str
    kind: FieldKind
    value: Value | None = None
    unit: str = ""
    scale: int = 1
    document: str = ""
    document_id: int = 0
    page: int = 0
    start: int = 0
    end: int = 0
    quote: str = ""
    confidence: float = 0.0
    found_by: FoundBy = ""
    note: str = ""
    others: tuple[Found, ...] = ()
    state: FieldState = "open"
    decided_by: str = ""
    at: str = ""
    before: tuple[Decided, ...] = ()


class FilledWith(msgspec.Struct, frozen=True):
    """All that is needed to say how a fill was made.

    `language_digest` is empty if the model was not asked; `asked` counts the fields it was asked
    for.
    """

    language_model: str = ""
    language_digest: str = ""
    engine_build: str = ""
    prompt_version: str = ""
    rules: str = ""
    schedule: str = ""
    asked: int = 0


class Fill(msgspec.Struct, frozen=True):
    """A form filled from one document.

    `form` is the form as it was then. `fit` is the part of its fields for which the document has
    a place, 0 to 1: a form that does not belong to a document has a low one. `id` is 0 until it is
    kept.
    """

    id: int
    form: Form
    document: str
    document_id: int
    sha256: str
    pages: int
    filled_at: str
    fields: tuple[FieldValue, ...]
    fit: float = 0.0
    made: FilledWith = FilledWith()
    seconds: float = 0.0


class Conflict(msgspec.Struct, frozen=True):
    """A field that two documents fill differently; `fills` and `values` in the same order."""

    name: str
    fills: tuple[int, ...]
    values: tuple[FieldValue, ...]
