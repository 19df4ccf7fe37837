"""What the desks hand out; frozen, without behaviour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from appliance.app.proof_facts import ProcessFacts
    from appliance.documents.records import Box, Document, Page


@dataclass(frozen=True)
class CaseSummary:
    """One line of the list of cases. Times are ISO 8601 in UTC.

    `ref` is the case's random reference, by which the audit chain names it.
    """

    name: str
    created_at: str
    documents: int
    pages: int
    ref: str = ""
    last_used_at: str = ""
    closed_at: str | None = None
    held_at: str | None = None


@dataclass(frozen=True)
class CaseDetail:
    """A case with its documents, in the order they were added."""

    summary: CaseSummary
    documents: tuple[Document, ...]


@dataclass(frozen=True)
class MarkedStretch:
    """A stretch of a page as it is shown: code points of the shown text, and boxes in points.

    `note` says in plain words what is special about it, or names the token that covers it.
    """

    start: int
    end: int
    boxes: tuple[Box, ...]
    note: str = ""


@dataclass(frozen=True)
class PageView:
    """All that is shown of a page.

    Attributes:
        page: as it was read.
        text: the page's text as the case's rule lets it be shown.
        stretches: the ones that were asked for, in their order.
        notices: places that a reader should know about.
        uncertain: words that the reader of scans was not sure of.
        hidden: what the rule hides; its boxes are to be covered.
    """

    page: Page
    text: str
    stretches: tuple[MarkedStretch, ...]
    notices: tuple[MarkedStretch, ...]
    uncertain: tuple[MarkedStretch, ...]
    hidden: tuple[MarkedStretch, ...]


@dataclass(frozen=True)
class LoadedChild:
    """A model in memory, in a child process of its own.

    `remarks` say what was given up so that it could be loaded, as sentences.
    """

    kind: str
    name: str
    memory_bytes: int
    device: str
    confinement: str
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Status:
    """What the status bar shows.

    `connections_opened` counts outgoing connections: always 0. `connections_refused` counts the
    attempts, of this process and what it started, that the kernel refused; anything above 0 means
    that some library tried.
    """

    locked: bool
    loaded: tuple[LoadedChild, ...]
    device: str
    connections_opened: int
    connections_refused: int = 0


@dataclass(frozen=True)
class Check:
    """One line of the doctor's report. `ok` is None when there is nothing to judge."""

    name: str
    ok: bool | None
    value: str
    advice: str = ""


@dataclass(frozen=True)
class Report:
    """The doctor's report.

    `healthy` is False if any check failed. `fences` has the console and a child of each kind with
    every layer.
    """

    healthy: bool
    checks: tuple[Check, ...]
    fences: tuple[ProcessFacts, ...] = ()


@dataclass(frozen=True)
class Replay:
    """A kept answer run again: what the same model says now, and what differs."""

    answer_id: int
    same: bool
    before: str
    now: str
    differences: tuple[str, ...]
