"""What became of files, in the words and the order in which people gave them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.documents.records import IngestOutcome
from appliance.jobs import Job

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from appliance.documents.gathering import Found
    from appliance.documents.records import Document
    from appliance.errors import ApplianceError

# Of nobody who waits.
SILENT = Job()


def in_order(
    found: Sequence[Found],
    entries: Sequence[Document | IngestOutcome],
    done: Mapping[int, Sequence[IngestOutcome]],
) -> Iterator[IngestOutcome]:
    """One outcome per file; the second file with the same bytes is a duplicate of the first."""
    given: set[int] = set()
    for one, entry in zip(found, entries, strict=True):
        if isinstance(entry, IngestOutcome):
            yield entry
            continue
        outcome, *inside = done.get(entry.id) or [_elsewhere(entry, done)]
        if entry.id in given:
            if outcome.status == "added":
                name = printable(one.path.name)
                outcome = IngestOutcome(name, "duplicate", outcome.document, outcome.pages)
            yield outcome
            continue
        yield outcome
        yield from inside
        given.add(entry.id)


def _elsewhere(entry: Document, done: Mapping[int, Sequence[IngestOutcome]]) -> IngestOutcome:
    """The outcome of a file that was read as an attachment of another one."""
    for outcome in (one for some in done.values() for one in some):
        if outcome.document is not None and outcome.document.id == entry.id:
            return outcome
    return IngestOutcome(entry.name, "cancelled", entry, entry.page_count)


def added(document: Document, seconds: float, parent: str) -> IngestOutcome:
    """It is ready; its note says what could not be read of it."""
    return IngestOutcome(
        document.name,
        "added",
        document,
        document.page_count,
        error_message=document.error_message,
        seconds=seconds,
        parent=parent,
    )


def failed(
    name: str,
    document: Document | None,
    error: ApplianceError,
    seconds: float,
    parent: str = "",
) -> IngestOutcome:
    """It cannot be used, and why."""
    return IngestOutcome(
        name,
        "failed",
        document,
        document.page_count if document else 0,
        error.code,
        error.message,
        error.next_step,
        seconds,
        parent,
    )


def skipped(name: str, why: str) -> IngestOutcome:
    """Nobody wants it."""
    return IngestOutcome(name, "skipped", None, 0, error_message=f"“{name}” was left out: {why}.")


def printable(name: str) -> str:
    """A file name as it may be shown: no control characters, no undecodable bytes."""
    shown = name.encode("utf-8", "replace").decode("utf-8")
    return "".join(letter if letter.isprintable() else "_" for letter in shown)
