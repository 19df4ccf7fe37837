"""Stretches of a page that stand beside given words: in a form, a table, or running text. Pure."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from appliance.assistant.forms.labels import is_other, words_of
from appliance.assistant.forms.pairs import is_of_contents, pairs
from appliance.documents.normal import Normal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.documents.layout.records import PageLayout

_SPACED = re.compile(r"[A-Za-z0-9]")
_STOP = re.compile(r"[.;!?](?=\s|$)|[。；！？]|\n\s*\n")
# Running text: one common word names only what follows at once, several words name more.
NEAR_CP = 28
_FAR_CP = 150
_BEFORE_CP = 40
# A figure or a date is not cut where the reach ends.
_IN_FIGURES = "0123456789.,/-年月日"
_MOST_EXTRA_WORDS = 3
_MOST_LABEL_CP = 120


class Stretch(NamedTuple):
    """A stretch beside a label.

    Attributes:
        rank: place of the label among those asked for; smaller is meant more.
        likeness: 1 where the label is alone, less where other words stand with it.
        source: "pair" in a form or table, "text" in running text.
        label_start: where its label begins, or the stretch where that is not known.
        heading, unit, scale, row: of its table.
    """

    start: int
    end: int
    rank: int
    likeness: float
    source: Literal["pair", "text"]
    label_start: int
    heading: str = ""
    unit: str = ""
    scale: int = 1
    row: int = -1


def stretches(
    text: str, layout: PageLayout | None, labels: Sequence[str], *, near_cp: int = NEAR_CP
) -> list[Stretch]:
    """All stretches beside one of the labels, those of forms and tables first.

    `near_cp` is how far one common word reaches in running text.
    """
    found: list[Stretch] = []
    for pair in pairs(text, layout):
        best = max(
            ((likeness(pair.label, own), -rank) for rank, own in enumerate(labels)),
            default=(0.0, 0),
        )
        if best[0]:
            start = _label_start(text, pair.label, pair.start)
            found.append(
                Stretch(
                    pair.start, pair.end, -best[1], best[0], "pair", start,
                    pair.heading, pair.unit, pair.scale, pair.row,
                )
            )  # fmt: skip
    taken = {(one.start, one.rank) for one in found}
    found += [one for one in _running(text, labels, near_cp) if (one.start, one.rank) not in taken]
    return found


def likeness(label: str, own: str) -> float:
    """How surely `label` on a page is the one asked for: 1 for the same words, 0 for another's."""
    if len(label) > _MOST_LABEL_CP:
        return 0.0
    theirs, mine = words_of(label), words_of(own)
    if not mine or not theirs:
        return 0.0
    if theirs == mine:
        return 1.0
    if not _SPACED.search(own):
        bare, wanted = "".join(theirs), "".join(mine)
        extra = len(bare) - len(wanted)
        return 0.9 - 0.05 * extra if wanted in bare and extra <= 2 * _MOST_EXTRA_WORDS else 0.0
    if len(mine) == 1:
        # "Turnover (£)" is "Turnover"; "Date of birth" is not "Date".
        return 0.95 if words_of(_without_brackets(label)) == mine else 0.0
    extra = len(theirs) - len(mine)
    if not 0 < extra <= _MOST_EXTRA_WORDS:
        return 0.0
    for place in range(extra + 1):
        if theirs[place : place + len(mine)] == mine:
            rest = " ".join((*theirs[:place], *theirs[place + len(mine) :]))
            return 0.0 if is_other(rest) else 0.9 - 0.05 * extra
    return 0.0


@lru_cache(maxsize=1024)
def phrase(label: str) -> re.Pattern[str] | None:
    """Finds a label in running text, over line breaks and with small words between."""
    words = re.findall(r"[^\W_]+(?:['’][^\W_]+)?", Normal(label).text)
    if not words:
        return None
    between = r"[\s\-–]{1,3}(?:the\s|a\s|an\s)?"
    core = between.join(re.escape(word) for word in words)
    before = r"(?<![^\W_])" if words[0].isascii() else ""
    after = r"(?![^\W_])" if words[-1].isascii() else ""
    return re.compile(before + core + after, re.IGNORECASE)


def _running(text: str, labels: Sequence[str], near_cp: int) -> list[Stretch]:
    normal = Normal(text)
    found: list[Stretch] = []
    for rank, label in enumerate(labels):
        pattern = phrase(label)
        if pattern is None:
            continue
        reach = near_cp if len(words_of(label)) == 1 and label.isascii() else _FAR_CP
        for match in pattern.finditer(normal.text):
            if _in_contents(normal.text, match.start()):
                continue
            stop = _STOP.search(normal.text, match.end(), match.end() + reach)
            high = stop.start() if stop else min(len(normal.text), match.end() + reach)
            while high < len(normal.text) and stop is None and normal.text[high] in _IN_FIGURES:
                high += 1
            if high <= match.end():
                continue
            start, end = normal.to_source(match.end(), high)
            label_start = normal.to_source(*match.span())[0]
            found.append(Stretch(start, end, rank, 0.8, "text", label_start))
    return found


def before(text: str, place: int) -> tuple[int, int]:
    """The stretch of the same line before a label, for “12 May 2024 (date of the valuation)”."""
    line = max(text.rfind("\n", 0, place) + 1, place - _BEFORE_CP, 0)
    return line, place


def _in_contents(text: str, place: int) -> bool:
    low = text.rfind("\n", 0, place) + 1
    high = text.find("\n", place)
    return is_of_contents(text[low : high if high >= 0 else len(text)])


def _label_start(text: str, label: str, start: int) -> int:
    """Where a pair's label begins: it stands before the value, in the same or an earlier line."""
    place = text.rfind(label, max(0, start - 400), start) if label else -1
    return place if place >= 0 else start


def _without_brackets(label: str) -> str:
    return re.sub(r"[(（\[][^()（）\[\]]{0,60}[)）\]]", " ", label)
