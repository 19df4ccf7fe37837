"""A review run again, compared item by item with what was proposed then. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.review.records import Change, Replay

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from appliance.review.records import Evidence, MadeWith, Proposal, Review, Searched

_NO_CAUSE = (
    "Papers, models, prompts, rules and day are the same; the computation itself is not the same "
    "each time, which happens when it shares the machine with other work or runs on another one."
)
_CAUSES = (
    ("rules", "The rules of code are of another version: {was} then, {now} now."),
    ("language_digest", "Another language model was asked: {was} then, {now} now."),
    ("embedding_digest", "Another embedding model was asked: {was} then, {now} now."),
    ("statement_digest", "Another model for statements was asked: {was} then, {now} now."),
    ("prompt_version", "The prompt is of another version: {was} then, {now} now."),
    ("prompt_sha256", "The prompt's text is another: {was} then, {now} now."),
    ("engine_build", "The engine is of another build: {was} then, {now} now."),
    ("seed", "The seed is another: {was} then, {now} now."),
    ("schedule", "The models were asked in another order or company: {was} then, {now} now."),
)
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
            else ("there was no proposal then",)
            if before is None
            else ("there is no proposal now",)
        )
    what: list[str] = []
    if before.verdict != after.verdict:
        what.append(f"“{before.verdict}” became “{after.verdict}”")
    if before.certain != after.certain:
        what.append("it is certain now" if after.certain else "it is not certain any more")
    if before.confidence != after.confidence:
        what.append(f"confidence {before.confidence:.4g} became {after.confidence:.4g}")
    if _places(before.evidence) != _places(after.evidence):
        what.append(_moved(before.evidence, after.evidence))
    if before.papers != after.papers:
        what.append("the states of papers differ")
    if _extent(before.searched) != _extent(after.searched):
        what.append("other documents or pages were looked through")
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
        return "the same places of evidence stand in another order"
    lost = sum(one not in now for one in was)
    new = sum(one not in was for one in now)
    return f"other evidence: {lost} of {len(was)} places are gone, {new} are new"


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
        sentence.format(was=_shown(was), now=_shown(now))
        for name, sentence in _CAUSES
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
        sentence.format(was=_shown(was), now=_shown(value))
        for name, sentence in _CAUSES
        if (was := getattr(then, name)) != (value := getattr(now, name))
    )
