"""What a person decides of a field: accept, correct, reject. Pure.

Nothing accepts itself. What a field was before is kept with who made it so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from appliance.assistant.forms import written
from appliance.assistant.forms.records import Decided
from appliance.documents.quotes import find_quote
from appliance.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Iterable

    from appliance.assistant.forms.records import Decision, FieldValue, FormField
    from appliance.documents.store import PageText

DECISIONS: tuple[Decision, ...] = ("accepted", "corrected", "rejected")
_NOWHERE = "A person gave this value; it stands on no page of the document."


def decided(
    field: FormField,
    before: FieldValue,
    decision: str,
    typed: str | None,
    *,
    by: str,
    at: str,
    pages: Iterable[PageText] = (),
) -> FieldValue:
    """The field as decided; `typed` is the value of a correction, looked for on `pages`.

    Accepting an empty field says that there is nothing to be found. Every decision can be taken
    again. Raises: BadInput, ValueInvalid.
    """
    if decision not in DECISIONS:
        raise BadInput(what="The decision", why=f"choose one of {', '.join(DECISIONS)}")
    if (decision == "corrected") != (typed is not None):
        raise BadInput(what="The decision", why="a correction has a value, the others have none")
    history = (
        *before.before,
        Decided(before.state, before.value, before.unit, before.decided_by, before.at),
    )
    if decision == "accepted":
        return msgspec.structs.replace(
            before, state="accepted", decided_by=by, at=at, before=history
        )
    if typed is None:
        empty = _emptied(before)
        return msgspec.structs.replace(
            empty, state="rejected", decided_by=by, at=at, before=history
        )
    value, unit = written.parsed(field, typed)
    made = msgspec.structs.replace(
        _emptied(before), value=value, unit=unit or before.unit or field.unit, found_by="person"
    )
    made = _placed(field, made, typed, before.page, pages)
    return msgspec.structs.replace(
        made, state="corrected", decided_by=by, at=at, before=history, confidence=1.0
    )


def _emptied(field: FieldValue) -> FieldValue:
    return msgspec.structs.replace(
        field,
        value=None, unit="", scale=1, page=0, start=0, end=0, quote="",
        confidence=0.0, found_by="", note="",
    )  # fmt: skip


def _placed(
    field: FormField, made: FieldValue, typed: str, near: int, pages: Iterable[PageText]
) -> FieldValue:
    """The value with its place in the document, on the page looked at if it stands there."""
    for page in sorted(pages, key=lambda one: (one.page != near, one.page)):
        place = find_quote(page.text, typed)
        if place is None:
            same = [one for one in written.find(field, page.text) if one.value == made.value]
            place = (same[0].start, same[0].end) if same and field.kind != "yes-no" else None
        if place is not None:
            start, end = place
            return msgspec.structs.replace(
                made, page=page.page, start=start, end=end, quote=page.text[start:end], note=""
            )
    return msgspec.structs.replace(made, note=_NOWHERE)
