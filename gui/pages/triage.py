"""What is left to decide of filled forms, and in which order; no widgets."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from appliance.assistant.forms.records import Conflict, FieldValue, Fill, FormField


@dataclass(frozen=True)
class Row:
    """One field of one document.

    `rivals` are what other documents say instead; `fit` is how far the form belongs to the
    document, 0 to 1.
    """

    fill: int
    document: str
    field: FormField
    value: FieldValue
    rivals: tuple[FieldValue, ...] = ()
    fit: float = 1.0

    @property
    def open(self) -> bool:
        """Nobody has decided it yet."""
        return self.value.state == "open"

    @property
    def missing(self) -> bool:
        """It should have a value and has none."""
        return self.field.required and self.value.value is None


def rows(fills: Iterable[Fill], conflicts: Iterable[Conflict]) -> tuple[Row, ...]:
    """All fields, document by document, in the order of their forms."""
    rivals = {
        (fill, one.name): tuple(
            value for other, value in zip(one.fills, one.values, strict=True) if other != fill
        )
        for one in conflicts
        for fill in one.fills
    }
    return tuple(
        Row(fill.id, fill.document, field, value, rivals.get((fill.id, value.name), ()), fill.fit)
        for fill in fills
        for field, value in zip(fill.form.fields, fill.fields, strict=True)
    )


def next_open(found: Sequence[Row], after: int) -> int | None:
    """The next row that nobody has decided, from the top again after the last."""
    count = len(found)
    order = [(after + step) % count for step in range(1, count + 1)] if count else []
    return next((place for place in order if found[place].open), None)


def decided(found: Iterable[Row]) -> int:
    """How many rows are decided."""
    return sum(not row.open for row in found)


def changed(found: Sequence[Row], place: int, value: FieldValue) -> tuple[Row, ...]:
    """The rows with one field decided."""
    return (*found[:place], replace(found[place], value=value), *found[place + 1 :])
