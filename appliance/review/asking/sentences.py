"""What a proposal says to the person who decides, in plain sentences. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.review.phrases import statements as said_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from appliance.documents.records import Notice
    from appliance.review.asking.weighing import Weighed
    from appliance.review.records import Evidence, PaperRead

PATTERN = said_of.PATTERN.say()
NEAREST = said_of.NEAREST_NOTE.say()
UNSETTLED = said_of.READ_IT.say()
_TELLING: dict[str, tuple[str, ...]] = {"met": ("for",), "contradicted": ("against",)}
_ALL_SIDES = ("for", "against", "context")
WAYS_MODEL = said_of.WAYS_MODEL.say()
WAYS_WORDING = said_of.WAYS_WORDING.say()
WAYS_PATTERNS = said_of.WAYS_PATTERNS.say()
WAYS_LANGUAGE = said_of.WAYS_LANGUAGE.say()
WAYS_LANGUAGE_IN_PART = said_of.WAYS_LANGUAGE_IN_PART.say()


def why(
    weighed: Weighed,
    paper: PaperRead,
    evidence: Sequence[Evidence],
    *,
    trained: bool,
    doubts: Iterable[str],
    left_out: Sequence[Notice],
) -> tuple[str, ...]:
    """Sentences for one paper: the verdict, what limits it, what was not read."""
    said = [_verdict(weighed, paper.document, evidence)]
    said += doubts
    if left_out:
        said.append(said_of.LEFT_OUT.say(pages(one.page for one in left_out)))
    if paper.unread:
        said.append(said_of.NOT_ALL_READ.say(name=paper.document))
    if not trained:
        matched = any(one.note == PATTERN for one in evidence)
        said.append((said_of.MATCHED if matched else said_of.UNTRAINED).say())
    return tuple(dict.fromkeys(said))


def _verdict(weighed: Weighed, name: str, evidence: Sequence[Evidence]) -> str:
    limits = [one.page for one in evidence if one.side == "exception"]
    sides = _TELLING.get(weighed.verdict, _ALL_SIDES)
    telling = [one for one in evidence if one.side in sides] or evidence
    read = pages(one.page for one in telling)
    if weighed.verdict == "met":
        return said_of.SAYS.say(read, name=name) + _limited(limits)
    if weighed.verdict == "contradicted":
        return said_of.OPPOSITE.say(read, name=name) + _limited(limits)
    if weighed.verdict == "not found":
        nothing = said_of.NOTHING.say(name=name)
        return f"{nothing} {said_of.NEAREST.say(read)}" if read else nothing
    if weighed.reason in _REASONS:
        return _REASONS[weighed.reason].say(read, name=name)
    return said_of.UNSETTLED.say(read, name=name) + _limited(limits)


_REASONS = {
    "patterns disagree": said_of.PATTERNS,
    "pattern against judge": said_of.DIFFER,
    "models disagree": said_of.LIKELIER,
    "doubted": said_of.DOUBTED,
}


def _limited(numbers: Sequence[int]) -> str:
    """The sentence on what limits it, behind another one; "" for nothing."""
    if not numbers:
        return ""
    if len(numbers) == 1:
        return f" {said_of.LIMIT_ONE.say(page=numbers[0])}"
    return f" {said_of.LIMIT.say(pages(numbers))}"


def pages(numbers: Iterable[int]) -> list[int]:
    """Numbers of pages, each once, ascending."""
    return sorted(set(numbers))
