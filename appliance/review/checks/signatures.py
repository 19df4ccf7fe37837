"""Places for signatures on pages: whose they are, and whether they are filled. Pure.

A block is a party's: words that it signs, a line to sign on, name and date. Two parties may sign
side by side, so that one line holds the same key twice. Ink is not text: over a line without words
a signature may be drawn, so name and date beside it tell whether somebody filled the block in.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

from appliance.assistant.forms.pairs import is_of_contents
from appliance.documents.normal import Normal
from appliance.review.checks.signing_words import (
    A_FORM,
    ATTACHED,
    BLANK,
    DATE_KEY,
    EXECUTION,
    FILL,
    NAME_KEY,
    OPENER,
    RULE,
    SIGN_KEY,
    SIGNED_WORDS,
    SLOT,
    is_keys_alone,
    is_placeholder,
    is_signature,
)
from appliance.review.phrases import papers as said_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Filled = Literal["signed", "filled in", "empty", "unclear", "words"]
Part = Literal["sign", "name", "date", "other"]

_MOST_LINE_CP = 400
# In a longer line, what a place to sign has beside its blank.
_NEAR_BLANK = re.compile(r"sign|\bby\b|\bwitness|签[字名署章]|盖章", re.IGNORECASE)
_MOST_LINES = 14
_BEFORE_LINES = 3
# More are counted as places that nobody looked at, so no number of good ones hides a bad one.
_MOST_BLOCKS = 60
_NAME_WORDS = 5
_PERSON = re.compile(r"^[^\W\d_][\w.'’ -]{1,50}$")


class Block(NamedTuple):
    """A place to sign.

    `start:end` of the page holds it; `about` are the words around it, which name the party;
    `line` is the place of the line to sign on, or None; of several parties side by side this is
    the one of `column`, counted from 0. `rest` is true of the one that stands for all places to
    sign that were not looked at.
    """

    page: int
    start: int
    end: int
    about: str
    filled: Filled
    why: str
    line: tuple[int, int] | None = None
    column: int = 0
    columns: int = 1
    rest: bool = False


class _Line(NamedTuple):
    start: int
    end: int
    text: str


class _Slot(NamedTuple):
    """`told` where the words themselves say that somebody signed, such as "/s/"."""

    part: Part
    value: str
    column: int
    told: bool = False


def blocks(pages: Iterable[tuple[int, str]]) -> list[Block]:
    """All places to sign of a document, without those of forms attached to it."""
    found: list[Block] = []
    unread: list[Block] = []
    in_form = executing = False
    for number, text in pages:
        unread = unread or _too_long(number, text)
        building: list[tuple[_Line, list[_Slot]]] = []
        before: list[_Line] = []
        for line in _lines(text):
            if EXECUTION.search(line.text):
                in_form, executing = False, True
            elif ATTACHED.match(line.text) and not line.text[-1].isdigit():
                in_form = bool(A_FORM.search(line.text))
                executing = executing and not in_form
            slots = [] if in_form else _slots(line.text, executing=executing or bool(building))
            if building and _begins_next(line.text, slots, building):
                found += _made(number, before, building)
                before, building = [one for one, own in building[-2:] if not own], []
            if building or _begins(line.text, slots, in_form=in_form):
                building.append((line, slots))
                if len(building) > _MOST_LINES:
                    found += _made(number, before, building)
                    before, building = [], []
            else:
                before = [*before[-_BEFORE_LINES:], line]
        found += _made(number, before, building)
        if len(found) > _MOST_BLOCKS:
            break
    if len(found) <= _MOST_BLOCKS:
        return [*found, *unread]
    why = said_of.TOO_MANY_PLACES.say(count=_MOST_BLOCKS)
    next_one = found[_MOST_BLOCKS]
    rest = Block(*next_one[:3], next_one.about, "words", why, rest=True)
    return [*found[:_MOST_BLOCKS], rest]


def announced(pages: Sequence[tuple[int, str]]) -> tuple[int, int, int] | None:
    """Page and place of the last words that a signature follows; None where none announce it."""
    for number, text in reversed(pages):
        found = list(EXECUTION.finditer(text))
        if found:
            return number, found[-1].start(), found[-1].end()
    return None


def _lines(text: str) -> list[_Line]:
    found = []
    place = 0
    for raw in text.splitlines(keepends=True):
        bare = raw.strip()
        if bare and len(bare) <= _MOST_LINE_CP and not is_of_contents(bare):
            low = place + len(raw) - len(raw.lstrip())
            plain = RULE.sub(" ", BLANK.sub(f" {FILL} ", Normal(bare).text)).strip()
            found.append(_Line(low, low + len(bare), plain))
        place += len(raw)
    return found


def _too_long(page: int, text: str) -> list[Block]:
    """The first line of a page that is too long to be read and may hold a place to sign."""
    for line in re.finditer(rf"[^\r\n]{{{_MOST_LINE_CP + 1},}}", text):
        blank = BLANK.search(line[0])
        if blank is not None and _NEAR_BLANK.search(line[0]):
            why = said_of.LONG_LINE.say(count=_MOST_LINE_CP)
            start = line.start() + blank.start()
            place = (page, start, line.start() + blank.end())
            return [Block(*place, line[0][:_MOST_LINE_CP], "words", why, rest=True)]
    return []


def _slots(text: str, *, executing: bool) -> list[_Slot]:
    """What is to be filled in on a line, and with what; columns are counted key by key."""
    found: list[_Slot] = []
    counts: dict[str, int] = {}
    for match in SLOT.finditer(text):
        key = match["key"]
        before = text[: match.start()].rstrip()[-1:]
        if not found and SIGN_KEY.search(key) and before.isalpha():
            continue  # "Prepared by:" is no place to sign
        part = _part(key)
        column = counts.get(part if part != "other" else key.lower(), 0)
        counts[part if part != "other" else key.lower()] = column + 1
        value = "" if is_placeholder(match["value"]) else match["value"].strip()
        value = value.replace(FILL, " ").strip()
        told = SIGNED_WORDS.match(value) is not None
        value = value.removeprefix("/s/").strip()
        found.append(_Slot(part, value, column, told))
    if not any(slot.part == "sign" for slot in found):
        signed = list(SIGNED_WORDS.finditer(text))
        found += [_Slot("sign", m["name"] or m[0], place, told=True)
                  for place, m in enumerate(signed)]  # fmt: skip
    if found or not executing or is_keys_alone(text):
        return found
    runs = text.count(FILL)
    if runs and is_placeholder(text.strip(" \t}{|xX:")):
        return [_Slot("sign", "", column) for column in range(runs)]
    return []


def _part(key: str) -> Part:
    if NAME_KEY.search(key):
        return "name"
    if DATE_KEY.search(key):
        return "date"
    return "sign" if SIGN_KEY.search(key) else "other"


def _begins(text: str, slots: list[_Slot], *, in_form: bool) -> bool:
    return not in_form and (
        any(slot.part == "sign" for slot in slots) or OPENER.match(text) is not None
    )


def _begins_next(text: str, slots: list[_Slot], building: list[tuple[_Line, list[_Slot]]]) -> bool:
    """Another party's words, or a line to sign on after this one's name or date."""
    before = [slot.part for _, own in building for slot in own]
    if OPENER.match(text):
        return bool(before) or len(building) > 1
    begun = any(slot.part == "sign" for slot in slots)
    signed = "sign" in before
    return begun and signed and before[-1] != "sign"


def _made(page: int, before: list[_Line], building: list[tuple[_Line, list[_Slot]]]) -> list[Block]:
    """A block for each column of what was gathered."""
    if not building:
        return []
    slots = [slot for _, own in building for slot in own]
    if not slots and building[0][0].text.endswith((".", "。")):
        return []  # "Signed by the parties in two originals." is a sentence above the blocks
    last = max((place for place, (_, own) in enumerate(building) if own), default=0)
    lines = [line for line, _ in building[: max(last + 1, min(len(building), 4))]]
    # What belongs to the party before ("E-mail: …") names nobody here.
    above = [line for line in before[-_BEFORE_LINES:] if ":" not in line.text]
    about = " ".join(line.text for line in (*above, *lines[:4])).replace(f" {FILL}", "")
    columns = max((slot.column for slot in slots if slot.part == "sign"), default=0) + 1
    line = next(
        ((one.start, one.end) for one, own in building if any(s.part == "sign" for s in own)), None
    )
    found = []
    for column in range(columns):
        own = [slot for slot in slots if slot.column == column]
        filled, why = _filled(own, lines)
        place = (page, lines[0].start, lines[-1].end)
        found.append(Block(*place, about, filled, why, line, column, columns))
    return found


def _filled(slots: list[_Slot], lines: list[_Line]) -> tuple[Filled, str]:
    names = [slot.value for slot in slots if slot.part == "name"]
    written = next((slot for slot in slots if slot.part == "sign" and slot.value), None)
    if written is not None:
        words = written.value[:60]
        if written.told or is_signature(written.value, [name for name in names if name]):
            return "signed", said_of.WRITTEN.say(words=words)
        return "words", said_of.WRITTEN_NO_NAME.say(words=words)
    days = [slot.value for slot in slots if slot.part == "date"]
    if any(names) and any(days):
        return "filled in", said_of.NAME_AND_DATE.say()
    if days and not any(days):
        return "empty", (said_of.NO_DATE if any(names) else said_of.NO_NAME_NO_DATE).say()
    if names and not any(names):
        return "empty", said_of.NO_NAME.say()
    if _name_over_name(lines):
        return "signed", said_of.OVER_PRINTED.say()
    if any(days):
        return "filled in", said_of.DATE_ONLY.say()
    return "unclear", said_of.UNCLEAR.say()


def _name_over_name(lines: list[_Line]) -> bool:
    """“M. E. Harding” over “Margaret Ellen Harding, Managing Director”."""
    for above, below in pairwise(lines):
        short = [word.strip(".").lower() for word in above.text.split()]
        if not _PERSON.match(above.text) or not 1 < len(short) <= _NAME_WORDS:
            continue
        full = re.split(r"[,(（]", below.text)[0].lower().split()
        if len(full) > 1 and full[-1] == short[-1] and full[0][0] == short[0][:1]:
            return True
    return False
