"""Runs of words in capitals, of which names may be a part: what each word may be in a name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from appliance.privacy import lists
from appliance.privacy.cues import PARTICLES, PLACES, STOP

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
# Between two words of one name: spaces, or a line break within a paragraph.
_GAP = re.compile(r"\.?[ \u00a0]{1,2}|\.?[ ]?\r?\n[ ]?|\.")
# N.V. and U.S. are no initials.
_LETTERS_OF_FIRMS = re.compile(
    r"(?<!\w)(?:N\.V|B\.V|S\.A|S\.E|U\.S|U\.K|L\.P|P\.O|D\.C|E\.U|U\.N|C\.V|R\.L)\."
)
_LONG_LINE_CP = 45
# Longer runs are headings or tables; they are looked at in pieces.
_MOST_RUN = 14
_OWNER = re.compile(r"['’]s$")
_INNER = re.compile(r"(?:Mc|Mac|De|La|Le|Van|Di|Du|Fitz)[A-ZÀ-Þ][a-zß-ÿ]+")


class Part(NamedTuple):
    """A word of a run.

    Attributes:
        start: its first code point.
        end: one past its last, without a full stop or a possessive.
        text: the word.
        given: 2 if it is a listed given name, 1 if it is an ordinary word or a place too, else 0.
        family: the same for family names.
        initial: whether it is one letter.
        particle: whether it is a word like “van”.
    """

    start: int
    end: int
    text: str
    given: int
    family: int
    initial: bool
    particle: bool


def runs(text: str) -> Iterator[list[Part]]:
    """Words in capitals with nothing but spaces and particles between them, cut at stop words."""
    words = list(_WORD.finditer(text))
    small = frozenset(word.group() for word in words if word.group()[0].islower())
    run: list[Part] = []
    for match in words:
        if run and (len(run) == _MOST_RUN or not _joined(text, run, match.start())):
            yield run
            run = []
        latin = "A" <= match.group()[0].upper() <= "ɏ"
        part = _part(text, match, small, run[-1] if run else None) if latin else None
        # JANE ROE Richard Doe: a name in capitals ends where capitals end.
        if run and (part is None or _changes(run, part)):
            yield run
            run = []
        if part is not None:
            run.append(part)
    if run:
        yield run


def _changes(run: Sequence[Part], part: Part) -> bool:
    return len(part.text) > 1 and not part.particle and shouted(run) != part.text.isupper()


def shouted(parts: Sequence[Part]) -> bool:
    """Whether the last full word is in capitals throughout."""
    long = [part for part in parts if len(part.text) > 1 and not part.particle]
    return bool(long) and long[-1].text.isupper()


def _joined(text: str, run: Sequence[Part], start: int) -> bool:
    between = text[run[-1].end : start]
    if not _GAP.fullmatch(between):
        return False
    dotted = between.startswith(".")
    if dotted and not (run[-1].initial or run[-1].text in ("St", "Wm", "Chas", "Geo")):
        return False
    if "\n" not in between:
        return True
    # A list has a short line for each item; a paragraph is broken where its line is full.
    line = text.rfind("\n", 0, run[-1].start) + 1
    return run[-1].end - line >= _LONG_LINE_CP


def _part(
    text: str, match: re.Match[str], small: frozenset[str], before: Part | None
) -> Part | None:
    """The word of a match as a part of a name; None if it is in none."""
    word = match.group()
    place = (match.start(), match.end(), word)
    if not word[0].isupper():
        if before is not None and word in PARTICLES:
            return Part(*place, given=0, family=0, initial=False, particle=True)
        arabic = word.startswith(("al-", "el-")) and word[3:4].isupper()
        return Part(*place, given=0, family=1, initial=False, particle=False) if arabic else None
    if len(word) == 1:
        if _of_letters(text, match.start()):
            return None
        next_one = text[match.end() : match.end() + 1]
        meant = next_one == "." or (before is not None and next_one == " " and word not in "AI")
        return Part(*place, given=0, family=0, initial=True, particle=False) if meant else None
    base = _OWNER.sub("", word)
    place = (match.start(), match.start() + len(base), base)
    if before is not None and base.lower() in PARTICLES and base[1:].islower():
        return Part(*place, given=0, family=0, initial=False, particle=True)
    given, family = lists.given(base), lists.family(base)
    if _never(base, listed=given or family) or ("-" in base and not given and _compound(base)):
        return None
    # de la Tour, van den Berg: whatever the word is elsewhere
    family = family or (before is not None and before.particle)
    small_too = base.lower() in small or base.lower() in PLACES or lists.ordinary(base)
    if small_too and not (given or family):
        return None
    worth = 1 if small_too else 2
    return Part(*place, worth * given, worth * family, initial=False, particle=False)


def _of_letters(text: str, place: int) -> bool:
    return any(
        (found := _LETTERS_OF_FIRMS.match(text, max(0, at))) is not None and place < found.end()
        for at in (place, place - 2)
    )


def _never(word: str, *, listed: bool) -> bool:
    """Words of forms, PayPal and iPhone, abbreviations."""
    if word.lower() in STOP or (word.isupper() and len(word) <= 3 and not listed):
        return True
    mixed = not word.isupper() and any(one.isupper() for one in word[1:])
    return len(word) > 3 and mixed and not _inner(word)


def _compound(word: str) -> bool:
    """Whether a word with hyphens has a part that names have not."""
    return any(_common(piece) for piece in word.split("-"))


def _common(word: str) -> bool:
    small = word.lower()
    return small in STOP or (lists.ordinary(small) and not lists.family(small))


def _inner(word: str) -> bool:
    """Capitals inside as names have them: O'Neill, Jean-Pierre, McAllister, DeLuca, St."""
    pieces = re.split(r"['’-]", word)
    return all(
        (piece[:1].isupper() and (piece[1:].islower() or len(piece) == 1))
        or _INNER.fullmatch(piece) is not None
        or piece.islower()
        for piece in pieces
    )
