# ruff: noqa: E501, SIM905 - patterns are tables, and lists of words read better as one string
"""Names of persons in running text of Latin letters: listed names, initials, words beside them.

A run of words in capitals is cut at words that are in no name; each part is weighed by what the
lists know of its words, how it is built, and what stands beside it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from appliance.privacy import lists
from appliance.privacy.beside import (
    REACH_CP,
    defined,
    strong_after,
    strong_before,
    weak_before,
)
from appliance.privacy.cues import (
    FIRM_AFTER,
    FIRM_BEFORE,
    FIRMS,
    PLACES,
    STREETS,
    THING_BEFORE,
)
from appliance.privacy.runs import Part, runs, shouted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MOST_WORDS = 6
# What the parts of a name are worth; `NEEDED` makes one. Chosen on texts that are not measured.
_GIVEN, _GIVEN_DOUBTFUL, _FAMILY, _FAMILY_DOUBTFUL, _UNKNOWN = 3.0, 1.5, 2.0, 1.0, 0.75
_INITIAL, _PARTICLE, _FOREIGN, _BESIDE, _WEAK, _SHOUTED = 1.0, 0.75, 1.5, 3.0, 1.0, 0.75
NEEDED = 3.5
# Letters that the seven languages of the tables do not have: in their texts these are names.
_FOREIGN_LETTERS = re.compile("[åæøãõąćčďđēęěğģīįıķłľĺńňőŕřśšşșťţțūůűųýźżžð]", re.IGNORECASE)
# Chinese names in Latin letters: the commonest family names, and one or two syllables.
_PINYIN_FAMILIES = frozenset(
    "wang li zhang liu chen yang zhao huang zhou wu xu sun hu zhu gao lin he guo ma luo liang song zheng xie han tang "
    "feng yu dong xiao cheng cao yuan deng fu shen zeng peng lu su jiang cai jia ding wei xue ye yan pan du dai xia "
    "zhong tian ren fan fang shi yao tan liao zou xiong jin hao kong bai cui kang mao qiu qin gu hou shao meng long "
    "wan lei qian yin yi chang qiao lai gong wen zhuang ouyang sima shangguan zhuge situ huangfu linghu".split()
)  # fmt: skip
_PINYIN = re.compile(
    "(?:(?:[bpmfdtnlgkhjqxrzcsyw]|zh|ch|sh)(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|"
    "ua|ue|ui|un|uo|a|e|i|o|u)|an|ang|ao|ai|en|er|ou){1,2}(?:-[a-z]{2,6})?"
)


class Spotted(NamedTuple):
    """A name and what it was found by."""

    start: int
    end: int
    evidence: str


def spot(text: str) -> Iterator[Spotted]:
    """Names in a text in normal form, in order and apart."""
    for run in runs(text):
        yield from _names(text, run)


def _names(text: str, run: Sequence[Part]) -> Iterator[Spotted]:
    """The best part of a run, then what is left before and behind it."""
    best: tuple[float, int, int, str] | None = None
    for first in range(len(run)):
        if run[first].particle:
            continue
        for last in range(first + 1, min(len(run), first + _MOST_WORDS)):
            if run[last].particle:
                continue
            weighed = _weight(text, run, first, last)
            if weighed is None:
                continue
            follows = run[last + 1].text if last + 1 < len(run) else ""
            if len(follows) > 1 and _two(run[first : last + 1]):
                weighed = weighed[0] - 1.0, weighed[1]
            # Of equals the longer: what is left over of a name is as telling as the name.
            key = (weighed[0] + 0.3 * (last - first), first, last, weighed[1])
            if best is None or key[0] > best[0]:
                best = key
    if best is None:
        return
    _, first, last, evidence = best
    yield from _names(text, run[:first])
    yield Spotted(run[first].start, _end(text, run[last]), evidence)
    yield from _names(text, run[last + 1 :])


def _two(parts: Sequence[Part]) -> bool:
    """Whether a second given name begins after what may be a family name."""
    words = [part for part in parts if not (part.initial or part.particle)]
    return len(words) > 2 and words[1].given < 2 and words[2].given == 2


def _end(text: str, part: Part) -> int:
    return part.end + 1 if part.initial and text[part.end : part.end + 1] == "." else part.end


def _weight(text: str, run: Sequence[Part], first: int, last: int) -> tuple[float, str] | None:
    """What the words from `first` to `last` are worth and by which evidence; None if no name."""
    parts = run[first : last + 1]
    words = [part for part in parts if not (part.initial or part.particle)]
    if not words or len({one.text for one in words}) < len(words):
        return None
    start, end = parts[0].start, _end(text, parts[-1])
    head, tail = words[0], words[-1]
    listed = head.given == 2 and tail.family > 0 and head is not tail
    street = tail.text.lower() in STREETS
    if street and (head.given < 2 or head.text.lower() in PLACES):
        return None
    if head.text == "St" or _of_firm(text, start, end, listed=listed):
        return None
    worth = _built(parts, words, head, tail)
    if worth is None:
        return None
    before = text[max(0, start - REACH_CP) : start]
    # A sign that does not touch the whole run tells of the run, not of a part of it.
    sign = strong_before(before) if first == 0 else ""
    if not sign and last == len(run) - 1:
        line = not before or before.rstrip(" \t").endswith("\n")
        sign = strong_after(text[end : end + REACH_CP], line=line)
    if head.given == 2 and tail.text == defined(text[end : end + REACH_CP]):
        sign = "defined"
    if sign:
        worth += _BESIDE
    elif first == 0 and weak_before(before):
        worth += _WEAK
    if worth < NEEDED or _doubtful(words, sign, before):
        return None
    return worth, sign or ("listed" if listed else "built")


def _of_firm(text: str, start: int, end: int, *, listed: bool) -> bool:
    """Whether it is the name of a firm or of a place that bears a person's."""
    if " ".join(text[start:end].split()).lower() in FIRMS:
        return True
    if not listed and FIRM_BEFORE.search(text, max(0, start - 3), start):
        return True
    # John Roe & Jane Doe hold an account together; Ernst & Young hold none.
    together = listed and text[end : end + 2] == " &"
    return not together and FIRM_AFTER.match(text, end) is not None


def _doubtful(words: Sequence[Part], sign: str, before: str) -> bool:
    """Whether the words need more than what speaks for them."""
    head, tail = words[0], words[-1]
    if sign:
        ordinary = not head.given and head.family == tail.family == 1
        return ordinary and sign in ("role", "context")
    if head.given < 2 and any(one.text.lower() in PLACES for one in words):
        return True
    if shouted(words) and not (head.given == 2 and tail.family):
        return True
    return THING_BEFORE.search(before) is not None


def _chinese(one: str, other: str) -> bool:
    for family, given in ((one, other), (other, one)):
        if family in _PINYIN_FAMILIES and len(given) > 3 and _PINYIN.fullmatch(given):
            return not lists.ordinary(given)
    return False


def _built(parts: Sequence[Part], words: Sequence[Part], head: Part, tail: Part) -> float | None:
    initials = sum(part.initial for part in parts)
    if head is tail:
        # One word and initials: J. R. Hartley; not “Exhibit A”, nor “A. Definitions”.
        if not parts[0].initial or parts[-1].initial:
            return None
        worth = 2.0 * min(initials, 2) - 1.0
        return worth + (_FAMILY if tail.family == 2 else _FAMILY_DOUBTFUL if tail.family else 0.0)
    worth = (0.0, _GIVEN_DOUBTFUL, _GIVEN)[head.given]
    if not head.given and head.family != 1:
        worth = _UNKNOWN
    if parts[-1].initial:
        # European order or an initial cut off: needs both words.
        return None
    worth += (0.0, _FAMILY_DOUBTFUL, _FAMILY)[tail.family] or _UNKNOWN
    unknown = sum(not (one.given or one.family) for one in words)
    if unknown > 1 and unknown == len(words) and len(words) > 3:
        return None
    if len(words) > 4:
        worth -= 1.5
    if initials and not parts[-1].initial:
        worth += 2 * _INITIAL if parts[0] is head else _INITIAL
    if any(part.particle for part in parts):
        worth += _PARTICLE
    if any(_FOREIGN_LETTERS.search(one.text) for one in words):
        worth += _FOREIGN
    if len(words) == 2 and _chinese(head.text.lower(), tail.text.lower()):
        worth = max(worth, NEEDED)
    if all(one.text.isupper() for one in words):
        worth -= _SHOUTED
    return worth
