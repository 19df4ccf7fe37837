"""What became of the papers of a review since it began."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from appliance.review.phrases import course

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.review.records import PaperRead


class Since(NamedTuple):
    """Papers as the review saw them that are still there, and sentences about the others."""

    kept: tuple[PaperRead, ...]
    told: tuple[str, ...]


def since(before: Sequence[PaperRead], now: Sequence[PaperRead], *, all_of_case: bool) -> Since:
    """Compare the papers that a review began with to those that are in the case now.

    A document is the same if its number and its bytes are; one of the same name that was added
    again is another. With `all_of_case` new documents are told too.
    """
    present = {(one.document_id, one.sha256): one for one in now}
    names = {one.document for one in now}
    kept: list[PaperRead] = []
    told: list[str] = []
    for paper in before:
        found = present.pop((paper.document_id, paper.sha256), None)
        if found is None:
            again = any(one.sha256 == paper.sha256 for one in now)
            told.append(_gone(paper.document, again=again, named=paper.document in names))
            continue
        kept.append(paper)
        if (found.pages, found.unread) != (paper.pages, paper.unread):
            told.append(course.READ_AGAIN.say(name=paper.document))
    if all_of_case:
        earlier = {one.sha256 for one in before}
        told += [
            course.ADDED.say(name=one.document)
            for one in present.values()
            if one.sha256 not in earlier
        ]
    return Since(tuple(kept), tuple(told))


def _gone(name: str, *, again: bool, named: bool) -> str:
    if again:
        return course.ADDED_AGAIN.say(name=name)
    if named:
        return course.REPLACED.say(name=name)
    return course.DELETED.say(name=name)
