"""JSON shapes of reviews, replays and batches; described in docs/formats/command-line.md."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.review.rows import counts_of

if TYPE_CHECKING:
    from appliance.review.batches.records import Batch
    from appliance.review.records import Change, Replay, Review, ReviewItem


def review(one: Review) -> dict[str, object]:
    """A review with all of its items."""
    return {
        "id": one.id,
        "case": one.case,
        "checklist": {
            "name": one.checklist.name,
            "version": one.checklist.version,
            "title": one.checklist.title,
            "title_zh": one.checklist.title_zh,
            "sha256": one.checklist_sha256,
        },
        "state": one.state,
        "round": one.round,
        "today": one.today,
        "started_at": one.started_at,
        "started_by": one.started_by,
        "seconds": one.seconds,
        "documents": one.asked,
        "papers": one.papers,
        "notes": one.notes,
        "models": one.models,
        "counts": counts_of(one),
        "items": [item(kept) for kept in one.items],
        "signatures": one.signatures,
        "seen": sorted(one.seen),
    }


def item(one: ReviewItem) -> dict[str, object]:
    """One item; its rules stand in the checklist."""
    return {
        "place": one.place,
        "item": one.item.id,
        "kind": one.item.kind,
        "title": one.item.title,
        "title_zh": one.item.title_zh,
        "question": one.item.question,
        "severity": one.item.severity,
        "state": one.state,
        "proposal": one.proposal,
        "decision": one.decision,
        "before": one.before,
    }


def replay(one: Replay) -> dict[str, object]:
    """A review run again."""
    return {
        "review": one.review,
        "at": one.at,
        "same": one.same,
        "seconds": one.seconds,
        "differences": one.differences,
        "changes": [change(kept) for kept in one.changes],
    }


def change(one: Change) -> dict[str, object]:
    """An item that came out otherwise."""
    return {
        "place": one.place,
        "item": one.item,
        "what": one.what,
        "why": one.why,
        "before": one.before,
        "after": one.after,
    }


def batch(one: Batch) -> dict[str, object]:
    """A batch with the outcome of each case."""
    states = [kept.state for kept in one.cases]
    return {
        "id": one.id,
        "checklist": one.checklist,
        "checklist_sha256": one.checklist_sha256,
        "started_at": one.started_at,
        "ended_at": one.ended_at,
        "done": states.count("done"),
        "failed": states.count("failed"),
        "waiting": states.count("waiting"),
        "again": one.again,
        "notes": one.notes,
        "cases": one.cases,
    }
