"""Persons who are known by name, found again wherever and however a text writes them.

Whole names in any capitals, turned round (“ROE, Jane”), with initials (“J. Roe”), without what
stands in the middle, across a line break, with letters that recognition misread; and, of names
that are sure, a family name alone.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from appliance.privacy import lists
from appliance.privacy.cues import FIRM_AFTER, FIRM_BEFORE, PARTICLES, PLACES, STOP

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HAN_NAME = re.compile("[\u4e00-\u9fff]{2,4}")
_WORD = re.compile(r"[^\W_]+(?:['’|-][^\W_]+)*")
_GAP = re.compile(r"(?:\.|\.?[ \u00a0]{1,2}|\.?[ ]?\r?\n[ ]?)")
_TURNED = re.compile(r",?[ ]{1,2}|,?[ ]?\r?\n[ ]?")
# What recognition makes of letters, and what marks and capitals hide.
_LOOKS = str.maketrans("01i|58’ıøł", "olllsb'lol")
_OWNER = re.compile(r"['’]s$")
_LEAST_ALONE_CP = 3
_MOST_BEFORE = 4
# Of more nobody can say who is meant by a letter.
_MOST_OF_A_LETTER = 32


class Again(NamedTuple):
    """A place of a known person; `value` is that of the name as it was found first."""

    start: int
    end: int
    value: str


class _Person(NamedTuple):
    value: str
    words: tuple[str, ...]


class _Line(NamedTuple):
    """A text, its words, and each as it looks."""

    text: str
    words: list[re.Match[str]]
    seen: list[str]

    def between(self, place: int) -> str:
        """What stands between a word and the next one."""
        return self.text[self.words[place].end() : self.words[place + 1].start()]


def looks(word: str) -> str:
    """A word as it looks: without capitals, marks and the mistakes of recognition."""
    small = word.casefold()
    if not small.isascii():
        decomposed = unicodedata.normalize("NFD", small)
        small = "".join(one for one in decomposed if not unicodedata.combining(one))
    return small.translate(_LOOKS).replace("rn", "m").replace("vv", "w")


class People:
    """Known names, made ready to be looked for in one pass over a text."""

    def __init__(self, names: Iterable[tuple[str, str, bool]]) -> None:
        """Of values of persons, how each is written, and whether the evidence for it is strong."""
        surely: dict[tuple[str, str], bool] = {}
        for value, written, sure in names:
            surely[value, written] = sure or surely.get((value, written), False)
        self._han: dict[str, str] = {}
        self._han_families: dict[str, set[str]] = {}
        # By family name, and there by the first word and by its letter, so that a thousand persons
        # of one family name are not all tried at each place of it.
        self._persons: dict[str, dict[str, list[_Person]]] = {}
        self._alone: dict[str, set[str]] = {}
        # Of names with the same words, in whatever order, the first is meant.
        self._first: dict[tuple[str, ...], str] = {}
        self._whole: dict[str, str] = {}
        for (value, written), sure in surely.items():
            if HAN_NAME.fullmatch(written):
                self._han[written] = value
                self._han_families.setdefault(written[0], set()).add(value)
                continue
            words = tuple(looks(word) for word in _WORD.findall(written))
            if not words:
                continue
            person = _Person(value, words)
            self._first.setdefault(tuple(sorted(words)), value)
            family = self._persons.setdefault(words[-1], {})
            for key in {words[0], f"{words[0][0]}."}:
                if not key.endswith(".") or len(family.get(key, ())) < _MOST_OF_A_LETTER:
                    family.setdefault(key, []).append(person)
            if sure:
                self._alone.setdefault(words[-1], set()).add(value)
        longest = sorted(map(re.escape, self._han), key=len, reverse=True)
        self._pattern = re.compile("|".join(longest)) if longest else None

    def whole(self, value: str) -> str:
        """The value of the one known person whom a part of a name can only mean; else itself."""
        known = self._whole.get(value)
        if known is None:
            known = self._whole[value] = self._wholly(value)
        return known

    def _wholly(self, value: str) -> str:
        if value in self._han_families:
            fuller = self._han_families[value]
        else:
            words = tuple(looks(word) for word in _WORD.findall(value))
            if not words or HAN_NAME.fullmatch(value):
                return value
            value = self._first.get(tuple(sorted(words)), value)
            fuller = {
                one.value
                for one in self._like(words[-1], words[0] if len(words) > 1 else "")
                if len(one.words) > len(words) and _part_of(words, one.words)
            }
        # Jane Roe and Jane Mary Roe may be one; the longest way to write a name is meant.
        longest = {self.whole(one) for one in fuller if one != value}
        return longest.pop() if len(longest) == 1 else value

    def places(self, text: str) -> Iterator[Again]:
        """Where they stand in a text in normal form. Places may overlap; the longer is meant."""
        if self._pattern is not None:
            for match in self._pattern.finditer(text):
                yield Again(*match.span(), self._han[match.group()])
        if self._persons:
            words = list(_WORD.finditer(text))
            seen = [looks(_OWNER.sub("", word.group())) for word in words]
            line = _Line(text, words, seen)
            for place, look in enumerate(seen):
                if look in self._persons:
                    yield from self._at(line, place)

    def _like(self, family: str, first: str) -> Iterator[_Person]:
        """Persons of a family name whose first word a word can be or abbreviate; "" for any."""
        known = self._persons.get(family, {})
        keys: tuple[str, ...] = (first, first[0]) if len(first) > 1 else (f"{first}.",)
        if not first:
            keys = tuple(key for key in islice(known, _MOST_OF_A_LETTER) if key.endswith("."))
        for key in keys:
            yield from known.get(key, ())

    def _at(self, line: _Line, place: int) -> Iterator[Again]:
        """The persons whose family name is the word at a place."""
        family = line.seen[place]
        around = line.seen[max(0, place - _MOST_BEFORE) : place] + line.seen[place + 1 : place + 2]
        found = False
        for person in {one for word in set(around) for one in self._like(family, word)}:
            span = _span(line, place, person.words)
            if span is not None:
                found = True
                yield Again(*span, self.whole(person.value))
        values = self._alone.get(family)
        if found or values is None or not _stands_alone(line, place):
            return
        word = line.words[place]
        # Where two bear the name nobody knows who is meant.
        wholes = {self.whole(value) for value in values}
        value = wholes.pop() if len(wholes) == 1 else _OWNER.sub("", word.group()).casefold()
        yield Again(word.start(), _ends(word), value)


def _part_of(part: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    """Whether words can be a short form of others: the family name, or with initials before it."""
    if len(part) == 1:
        return True
    head, tail = part[0], whole[0]
    return head == tail or (len(head) == 1 and tail.startswith(head))


def _span(line: _Line, place: int, name: tuple[str, ...]) -> tuple[int, int] | None:
    """The place of a name whose last word is the word at `place`, if it stands there."""
    if len(name) == 1:
        return None
    first = _back(line, place, name)
    if first is not None and not _ordinary(line, first, place):
        return line.words[first].start(), _ends(line.words[place])
    turned = _turned(line, place, name)
    return None if turned is None else (line.words[place].start(), turned)


def _ordinary(line: _Line, first: int, last: int) -> bool:
    """Whether it is written without capitals and is no more than words: a grant price."""
    shown = [word.group() for word in line.words[first : last + 1]]
    return all(word.islower() and lists.ordinary(word) for word in shown)


def _ends(word: re.Match[str]) -> int:
    return word.end() - 2 if _OWNER.search(word.group()) else word.end()


def _back(line: _Line, place: int, name: tuple[str, ...]) -> int | None:
    """The first word of the name that ends at `place`; what is in its middle may be missing."""
    at = place
    wanted = len(name) - 2
    while at > 0 and wanted >= 0 and _GAP.fullmatch(line.between(at - 1)):
        look = line.seen[at - 1]
        while wanted >= 0 and not _same(look, name[wanted]):
            wanted -= 1
        if wanted < 0:
            return None
        at -= 1
        if wanted == 0:
            return at
        wanted -= 1
    return None


def _same(look: str, name: str) -> bool:
    if look == name:
        return True
    shorter, longer = sorted((look, name), key=len)
    return len(shorter) == 1 and longer.startswith(shorter)


def _turned(line: _Line, place: int, name: tuple[str, ...]) -> int | None:
    """Where “Roe, Jane” or “ROE Jane M.” ends, of which the first word is at `place`."""
    if place + 1 >= len(line.words) or line.seen[place + 1] != name[0]:
        return None
    if not _TURNED.fullmatch(line.between(place)):
        return None
    last = place + 1
    for middle in name[1:-1]:
        if last + 1 == len(line.words) or line.between(last) != " ":
            break
        if _same(line.seen[last + 1], middle):
            last += 1
    return line.words[last].end()


def _stands_alone(line: _Line, place: int) -> bool:
    """Whether a family name without anything beside it can mean a person."""
    text, word = line.text, line.words[place]
    shown = _OWNER.sub("", word.group())
    small = shown.casefold()
    if len(shown) < _LEAST_ALONE_CP or not shown[0].isupper() or not shown.isalpha():
        return False
    if small in STOP | PLACES | PARTICLES or lists.ordinary(small) or lists.given(small):
        return False
    end = _ends(word)
    firm = FIRM_BEFORE.search(text, max(0, word.start() - 3), word.start())
    if firm or FIRM_AFTER.match(text, end):
        return False
    # Part of another name, such as that of a firm or a relative.
    return not re.match(r"[ -][A-Z][a-z]", text[end : end + 3]) and not re.search(
        r"[A-Z][\w.'’]*[ -]$", text[max(0, word.start() - 20) : word.start()]
    )
