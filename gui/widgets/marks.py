"""What may be marked on a page, and how each kind looks besides its colour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
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
