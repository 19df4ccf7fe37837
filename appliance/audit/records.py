"""Entries of the audit chain, as they are read, and what is found out about them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from appliance.audit.events import Event

Detail = str | int | float | bool


@dataclass(frozen=True)
class Entry:
    """One event; `at` is ISO 8601 in UTC, `seq` counts from 1 without gaps.

    `actor` is the user's id and name at that time, "" if the release did not record it.
    """

    seq: int
    at: str
    event: Event
    subject: str
    details: Mapping[str, Detail]
    actor: str = ""


@dataclass(frozen=True)
class Selection:
    """Which entries to show; an empty field selects all.

    `about` follows one object through time: a subject that begins with it, or a detail that holds
    it, such as `case:ab12…` or a model's digest. `since` and `until` are ISO 8601, both included.
    """

    event: str = ""
    actor: str = ""
    subject: str = ""
    about: str = ""
    since: str = ""
    until: str = ""


@dataclass(frozen=True)
class Checkpoint:
    """A signed statement: the chain of `origin` with `size` entries has this root."""

    origin: str
    size: int
    root: bytes


@dataclass(frozen=True)
class KeptCheckpoint:
    """A checkpoint as it is kept: `note` is its signed text, `at` when it was signed."""

    size: int
    at: str
    note: str
    witnesses: tuple[str, ...] = ()


@dataclass(frozen=True)
class Verification:
    """A chain that was found genuine.

    Attributes:
        entries: how many there are.
        head: "fine", or what was noted about the head that is no sign of meddling.
        checkpoints: how many signed ones agree with the entries.
        signed_entries: how many entries the newest of them covers.
        witnessed_entries: how many the newest one on the medium covers; None without a medium.
        clock_set_back: entries whose time is earlier than that of the entry before.
        closing: what the closing record said when the vault was opened.
        rollbacks_accepted: entries that record that an older state was accepted on purpose.
    """

    entries: int
    head: str
    checkpoints: int
    signed_entries: int
    witnessed_entries: int | None
    clock_set_back: tuple[int, ...]
    rollbacks_accepted: tuple[int, ...]
    closing: str = ""


@dataclass(frozen=True)
class Exported:
    """What an export holds. `path` is the folder or archive; `key` verifies its checkpoints."""

    path: str
    entries: int
    checkpoints: int
    key: str
    with_mac_key: bool


@dataclass(frozen=True)
class WitnessInfo:
    """A witness on a removable medium. `wrapped` means that its key needs a passphrase."""

    folder: str
    name: str
    key: str
    wrapped: bool
