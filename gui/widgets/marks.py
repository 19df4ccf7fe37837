"""What may be marked on a page, and how each kind looks besides its colour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.app.records import PageView
    from appliance.documents.records import Box

# "current" is the place that was asked for, "other" further ones of the same search or answer.
MarkKind = Literal["current", "other", "notice", "uncertain", "hidden"]


@dataclass(frozen=True)
class Mark:
    """A stretch of the shown text and its boxes in points; `note` is said beside it."""

    kind: MarkKind
    start: int
    end: int
    boxes: tuple[Box, ...] = ()
    note: str = ""


def marks_on(view: PageView, current: Sequence[bool]) -> tuple[Mark, ...]:
    """All marks of a page; `current` says which of its asked-for stretches is the one meant."""
    marks = [
        Mark("current" if first else "other", one.start, one.end, one.boxes)
        for one, first in zip(view.stretches, current, strict=True)
    ]
    marks += [Mark("notice", one.start, one.end, one.boxes, one.note) for one in view.notices]
    marks += [Mark("uncertain", one.start, one.end, one.boxes) for one in view.uncertain]
    marks += [Mark("hidden", one.start, one.end, one.boxes, one.note) for one in view.hidden]
    return tuple(marks)
