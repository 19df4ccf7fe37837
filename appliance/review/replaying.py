"""A review run again, compared item by item with what was proposed then. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.review.phrases import course
from appliance.review.records import Change, Replay

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from appliance.review.records import Evidence, MadeWith, Proposal, Review, Searched

_NO_CAUSE = course.NO_CAUSE.say()
# Hashes are shown so far; more digits tell a person nothing.
_SHOWN = 16


def compare(
    review: Review,
    found: Mapping[int, Proposal],
    *,
    at: str,
    about_all: Sequence[str] = (),
    gone: frozenset[str] = frozenset(),
    seconds: float = 0.0,
) -> Replay:
    """What differs.

    Args:
        review: with the proposals of then.
        found: the proposals of now, by place; a place without one counts as changed.
        at: when it was run again.
        about_all: sentences about papers that changed and models that are gone.
        gone: digests of papers that did not take part now.
        seconds: how long it took.
    """
    changes: list[Change] = []
    same = 0
    for one in review.items:
        before, after = one.proposal, found.get(one.place)
        what = _what(before, after)
        if not what:
            same += 1
            continue
        why = _why(before, after, gone=gone, about_all=about_all)
        changes.append(Change(one.place, one.item.id, before, after, what, why))
    return Replay(review.id, at, same, tuple(changes), tuple(about_all), seconds)


def _what(before: Proposal | None, after: Proposal | None) -> tuple[str, ...]:
    if before is None or after is None:
        return (
            ()
            if before is after
            else (course.NONE_THEN.say(),)
            if before is None
            else (course.NONE_NOW.say(),)
        )
    what: list[str] = []
    if before.verdict != after.verdict:
        what.append(course.VERDICT.say(verdict=before.verdict, verdict_now=after.verdict))
    if before.certain != after.certain:
        what.append((course.CERTAIN if after.certain else course.UNCERTAIN).say())
    if before.confidence != after.confidence:
        was, now = f"{before.confidence:.4g}", f"{after.confidence:.4g}"
        what.append(course.CONFIDENCE.say(was=was, now=now))
    if _places(before.evidence) != _places(after.evidence):
        what.append(_moved(before.evidence, after.evidence))
    if before.papers != after.papers:
        what.append(course.STATES.say())
    if _extent(before.searched) != _extent(after.searched):
        what.append(course.OTHER_EXTENT.say())
    return tuple(what)


def _places(evidence: Sequence[Evidence]) -> list[tuple[object, ...]]:
    """Without the number of the document, which one that was added again has not kept."""
    return [(one.sha256, one.page, one.start, one.end, one.quote, one.side) for one in evidence]


def _extent(searched: Searched | None) -> tuple[object, ...]:
    if searched is None:
        return ()
    return searched.documents, searched.pages, searched.unread


def _moved(before: Sequence[Evidence], after: Sequence[Evidence]) -> str:
    was, now = _places(before), _places(after)
    if sorted(was, key=repr) == sorted(now, key=repr):
        return course.OTHER_ORDER.say()
    lost = sum(one not in now for one in was)
    new = sum(one not in was for one in now)
    return course.OTHER_PLACES.say(lost=lost, total=len(was), count=new)


def _why(
    before: Proposal | None,
    after: Proposal | None,
    *,
    gone: frozenset[str],
    about_all: Sequence[str],
) -> tuple[str, ...]:
    if before is None or after is None:
        return tuple(about_all) or (_NO_CAUSE,)
    why = [
        sentence.say(was=_shown(was), now=_shown(now))
        for name, sentence in course.CAUSES.items()
        if (was := getattr(before.made, name)) != (now := getattr(after.made, name))
    ]
    touched = {one.sha256 for one in before.evidence} & gone
    if touched or _extent(before.searched) != _extent(after.searched):
        why += about_all
    return tuple(why) or tuple(about_all) or (_NO_CAUSE,)


def _shown(value: object) -> str:
    return str(value)[:_SHOWN] or "none"


def differing(then: MadeWith, now: MadeWith) -> tuple[str, ...]:
    """What is about the whole review: sentences on versions that are not those of then."""
    return tuple(
        sentence.say(was=_shown(was), now=_shown(value))
        for name, sentence in course.CAUSES.items()
        if (was := getattr(then, name)) != (value := getattr(now, name))
    )
