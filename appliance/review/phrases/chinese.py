"""The program's own sentences in Chinese, told again by their phrases in texts that were kept.

A text is one or more sentences, perhaps after the name of a document (“bill.pdf: It is there.”).
It is cut where sentences may end, and of all ways of cutting one is taken in which every piece is
known. What is not known stays as it is: a quote, a name, a person's own words.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from appliance.review.phrases import course, dates, files, papers, statements, values
from appliance.review.phrases.facts import FACTS

if TYPE_CHECKING:
    from appliance.review.phrases.phrase import Phrase

ALL: tuple[Phrase, ...] = tuple(
    dict.fromkeys(
        (
            *dates.ALL,
            *papers.ALL,
            *values.ALL,
            *statements.ALL,
            *files.ALL,
            *course.ALL,
        )
    )
)
_PLACE = re.compile(r"\{(\w+)\}")
_END = re.compile(r"(?<=[.)]) (?=\S)")
# Longer ones are no sentences of this program.
_MOST_CP = 6_000
_MOST_ENDS = 40
_DEEPEST = 4


class _Known(NamedTuple):
    phrase: Phrase
    pattern: re.Pattern[str]
    head: str
    tail: str


def chinese(text: str) -> str:
    """The text with all sentences of the program in Chinese; others as they are.

    The same text gives the same; nothing is raised for any text.
    """
    if len(text) > _MOST_CP:
        return text
    return _all(text, _DEEPEST)


def _all(text: str, deep: int) -> str:
    """All of it if all is known, else the sentences that are."""
    whole = _whole(text, deep)
    if whole is not None or deep <= 0:
        return text if whole is None else whole
    return " ".join(_one(piece, deep) or piece for piece in _END.split(text))


def _whole(text: str, deep: int) -> str | None:
    """All of the text, if all of it is known."""
    if not text or deep <= 0:
        return None
    said = _sentences(text, deep)
    if said is not None:
        return said
    for found in re.finditer(": ", text):
        said = _sentences(text[found.end() :], deep)
        if said is not None:
            return f"{text[: found.start()]}：{said}"
    return None


def _sentences(text: str, deep: int) -> str | None:
    """The text as a row of known sentences; of several ways the one with most of them."""
    ends = [0, *(one.end() for one in _END.finditer(text)), len(text) + 1]
    if len(ends) > _MOST_ENDS:
        return None
    best: list[tuple[int, str] | None] = [(0, "")] + [None] * (len(ends) - 1)
    for last in range(1, len(ends)):
        for first in range(last):
            before = best[first]
            if before is None:
                continue
            said = _one(text[ends[first] : ends[last] - 1], deep)
            here = best[last]
            if said is not None and (here is None or here[0] < before[0] + 1):
                best[last] = before[0] + 1, before[1] + said
    return None if best[-1] is None else best[-1][1]


def _one(piece: str, deep: int) -> str | None:
    """One sentence or clause; None if no phrase fits."""
    for one in _known():
        if not (piece.startswith(one.head) and piece.endswith(one.tail)):
            continue
        found = one.pattern.fullmatch(piece)
        if found is None:
            continue
        facts = {
            name: FACTS[name].said(value, lambda inner: _all(inner, deep - 1))
            for name, value in found.groupdict().items()
        }
        return _PLACE.sub(lambda place: facts[place[1]], one.phrase.zh)  # noqa: B023 - used at once
    return None


@cache
def _known() -> tuple[_Known, ...]:
    """Those with the longest words of their own first: a fact never stands for such words."""
    made = []
    for phrase in ALL:
        parts = _PLACE.split(phrase.en)
        pattern = "".join(
            f"(?P<{part}>{FACTS[part].pattern})" if number % 2 else re.escape(part)
            for number, part in enumerate(parts)
        )
        made.append(_Known(phrase, re.compile(pattern, re.DOTALL), parts[0], parts[-1]))
    return tuple(sorted(made, key=lambda one: -len(_PLACE.sub("", one.phrase.en))))
