"""A run over many cases and what came out; frozen, without behaviour."""

from __future__ import annotations

from typing import Literal

import msgspec

from appliance.review.records import Counts

State = Literal["waiting", "done", "failed"]


class BatchFile(msgspec.Struct, frozen=True):
    """A document of a case and whether it could be read; `error` is a code and its sentence."""

    document: str
    state: Literal["waiting", "read", "failed"]
    code: str = ""
    error: str = ""


class BatchAttempt(msgspec.Struct, frozen=True):
    """An earlier try of a case that ended in an error; `at` is when, ISO 8601 in UTC."""

    at: str
    code: str
    error: str
    seconds: float = 0.0


class BatchCase(msgspec.Struct, frozen=True):
    """One case of a batch.

    `code` is an error's and `error` the same with its sentence, "" where there was none. `at` is
    when its last try ended, and `before` are the failed tries before that, oldest first. `files`
    are its documents as they are now; () where they were not asked for or cannot be opened.
    """

    place: int
    case: str
    state: State
    review: int = 0
    counts: Counts | None = None
    error: str = ""
    seconds: float = 0.0
    code: str = ""
    at: str = ""
    before: tuple[BatchAttempt, ...] = ()
    files: tuple[BatchFile, ...] = ()


class Batch(msgspec.Struct, frozen=True):
    """Reviews of many cases against one checklist; goes on where it stopped.

    `ended_at` is "" until none of them waits. `again` says that there are failed ones which can be
    tried again. `notes` are sentences about it as a whole.
    """

    id: int
    checklist: str
    checklist_sha256: str
    started_at: str
    ended_at: str
    cases: tuple[BatchCase, ...]
    notes: tuple[str, ...] = ()
    again: bool = False
