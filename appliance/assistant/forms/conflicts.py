"""Fields that the documents of a case fill differently. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.assistant.forms.records import Conflict

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from appliance.assistant.forms.records import FieldValue, Fill


def conflicts(fills: Iterable[Fill]) -> tuple[Conflict, ...]:
    """One for each field of one form with more than one value; rejected values do not count.

    What people decided stands against everything; among open values only those are compared.
    """
    by_field: dict[str, list[tuple[int, FieldValue]]] = {}
    for fill in fills:
        for one in fill.fields:
            if one.value is not None and one.state != "rejected":
                by_field.setdefault(one.name, []).append((fill.id, one))
    found = []
    for name, ones in by_field.items():
        if len({_key(one) for _, one in ones}) > 1:
            found.append(
                Conflict(name, tuple(number for number, _ in ones), tuple(one for _, one in ones))
            )
    return tuple(found)


def _key(one: FieldValue) -> Hashable:
    """What makes two values the same: names without capitals, amounts with their currency."""
    if isinstance(one.value, str) and one.kind in ("text", "identifier", "choice"):
        return one.value.casefold().rstrip(".")
    if one.kind == "list" and isinstance(one.value, tuple):
        return frozenset(item.casefold() for item in one.value)
    return one.value
