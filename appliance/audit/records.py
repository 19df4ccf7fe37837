"""Entries of the audit log, as they are read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from appliance.audit.events import Event

Detail = str | int | float | bool


@dataclass(frozen=True)
class Entry:
    """One event; `at` is ISO 8601 in UTC, `seq` counts from 1 without gaps."""

    seq: int
    at: str
    event: Event
    subject: str
    details: Mapping[str, Detail]
