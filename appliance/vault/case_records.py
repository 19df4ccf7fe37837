"""What is known of a case without opening it. No behaviour."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case in the control database; times are ISO 8601 in UTC.

    `ref` is random and public, 32 hex digits. `name` is "" for who lacks the `content` keys.
    `documents`, `pages`, `unfinished`, `answers` and `scores` are counts as of the last commit that
    this program saw; `unfinished` may be too high after a kill, never too low. `listed` is False
    for the built-in case of what belongs to no case.
    """

    id: int
    ref: str
    name: str
    listed: bool
    generation: int
    created_at: str
    last_used_at: str
    closed_at: str | None
    held_at: str | None
    documents: int
    pages: int
    unfinished: int
    answers: int
    scores: int


@dataclass(frozen=True, slots=True)
class NotCarriedOut:
    """A change of a case that the control database has, and the case's own database lacks."""

    case_id: int
    ref: str
    commit_no: int


@dataclass(frozen=True, slots=True)
class DeletionCertificate:
    """What was deleted, when, why and how; nothing in it tells whose case it was.

    `name_hash` is the keyed hash of the case's name, hex; `files_sha256` is over the list of the
    sealed files, a line “path size sha256” each, sorted, as they were before the deletion.
    """

    ref: str
    name_hash: str
    documents: int
    pages: int
    answers: int
    scores: int
    files: int
    files_sha256: str
    created_at: str
    deleted_at: str
    reason: str
    method: str
