"""What a rule for one kind of identifier is, and how the rules are run over a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Alone: TypeAlias = Literal["never", "valid", "shape"]

# A label stands so many characters before what it names at most, or after it on a form.
LABEL_BEFORE_CP = 64
LABEL_AFTER_CP = 140
MOST_DIGITS_BETWEEN = 4


class Reading(NamedTuple):
    """What a stretch of text was read as; `valid` as in `Identifier`.

    `end` is set where less than the whole stretch belongs to it.
    """

    value: str
    valid: bool | None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """How one kind of identifier is found.

    Attributes:
        kind: what it finds.
        pattern: the stretches that may be one; group "it", if there is one, is the identifier.
        read: makes sense of a stretch, or gives None.
        label: words that name the kind; looked for before the stretch.
        alone: "never" needs a label, "valid" needs one unless its checks hold, "shape" needs none.
        after: a label may also stand after the stretch.
        need: a text without a match of this holds none; only for speed.
        evidence: of persons, what tells that it is one.
    """

    kind: str
    pattern: re.Pattern[str]
    read: Callable[[str], Reading | None]
    label: re.Pattern[str] | None = None
    alone: Alone = "shape"
    after: bool = False
    need: re.Pattern[str] | None = None
    evidence: str = ""


class Candidate(NamedTuple):
    """A find in the normal form of a text; `rank` orders finds that overlap."""

    rule: Rule
    start: int
    end: int
    value: str
    valid: bool | None
    labelled: bool
    evidence: str = ""


def label(*words: str) -> re.Pattern[str]:
    """A pattern of labels, each a pattern of its own; whole words, capitals or not."""
    latin = [word for word in words if word.isascii() or word[0] < "\u2e80"]
    other = [word for word in words if word not in latin]
    parts = [rf"(?<!\w)(?:{'|'.join(latin)})(?!\w)"] if latin else []
    return re.compile("|".join([*parts, *other]), re.IGNORECASE)


def candidates(rule: Rule, text: str) -> Iterator[Candidate]:
    """All that one rule finds in a text in normal form."""
    if rule.need is not None and rule.need.search(text) is None:
        return
    group = "it" if "it" in rule.pattern.groupindex else 0
    place = 0
    while (match := rule.pattern.search(text, place)) is not None:
        start, end = match.span(group)
        place = max(match.start() + 1, start + 1)
        made = rule.read(text[start:end])
        if made is None:
            continue
        if made.end is not None:
            end = start + made.end
        labelled = rule.label is not None and labels(rule, text, start, end)
        if not labelled and not _stands_alone(rule, made):
            continue
        place = end
        yield Candidate(rule, start, end, made.value, made.valid, labelled, rule.evidence)


def _stands_alone(rule: Rule, made: Reading) -> bool:
    if rule.alone == "valid":
        return made.valid is True
    return rule.alone == "shape"


def labels(rule: Rule, text: str, start: int, end: int) -> bool:
    """Whether a label of the rule stands beside the stretch."""
    assert rule.label is not None  # noqa: S101 - the caller asked
    before = text[max(0, start - LABEL_BEFORE_CP) : start]
    last = None
    for last in rule.label.finditer(before):  # noqa: B007 - the last one is wanted
        pass
    # Another number between them is the one that the label names.
    if last is not None and sum(map(str.isdigit, before[last.end() :])) <= MOST_DIGITS_BETWEEN:
        return True
    return rule.after and rule.label.search(text[end : end + LABEL_AFTER_CP]) is not None
