"""CHILD: which text of an RTF file a reader of it does not see.

As in Word's own format: marked as hidden, in white on white, or of less than two points. The
library that reads the text drops all of that, so signs are put into the file around it first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

BEGIN, END = "\x0e", "\x0f"
# Half points.
_SMALLEST_SIZE = 4
_TOKEN = re.compile(
    r"\\bin(?P<skip>\d{1,9}) ?|\\'[0-9a-fA-F]{2}"
    r"|\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|\\.|(?P<brace>[{}])",
    re.DOTALL,
)
# Only then is a file looked through.
_MAY_HIDE = re.compile(r"\\v(?![a-zA-Z0])|\\fs-?[0-3](?!\d)")
_COLOURED = re.compile(r"\\cf(\d{1,10})")
_COLOURS = re.compile(r"\{\\colortbl([^{}]*)\}")
_SHARE = re.compile(r"\\(red|green|blue)(\d{1,3})")
_GROUNDS = frozenset({"highlight", "cb", "chcbpat", "cbpat"})
_UNICODE = re.compile(r"\\u(-?\d{1,10})")
# The end of the private area: no code page puts its own letters there.
_PRIVATE = range(0xF8F0, 0xF8A0, -1)


@dataclass(frozen=True, slots=True)
class _Look:
    """How text looks in a group; `filled`: it stands in a row with a ground."""

    hidden: bool = False
    colour: int = 0
    size: int = 24
    grounds: frozenset[str] = frozenset()
    filled: bool = False

    def unseen(self, white: frozenset[int]) -> bool:
        on_white = not self.grounds and not self.filled
        return self.hidden or self.size < _SMALLEST_SIZE or (self.colour in white and on_white)


def marked(source: str) -> tuple[str, str, str]:
    """The file with signs around what is hidden, and the two signs; they are in no text of it.

    A sign may stand in text twice or not at all, where a part of the file is left out.
    """
    begin, end = _signs(source)
    white = _white(source)
    may_hide = _MAY_HIDE.search(source) or any(
        int(number) in white for number in _COLOURED.findall(source)
    )
    if not may_hide:
        return source, begin, end
    parts: list[str] = []
    done = 0
    for place, unseen in _changes(source, white):
        parts += (source[done:place], f"{{\\uc1\\u{ord(begin if unseen else end) - 0x10000}?}}")
        done = place
    return "".join((*parts, source[done:])), begin, end


def plain_signs(text: str, begin: str, end: str) -> str:
    """The text with `BEGIN` and `END` for its signs; what looks like these is taken out first."""
    text = text.replace(BEGIN, "").replace(END, "")
    return text.replace(begin, BEGIN).replace(end, END)


class Unseen:
    """Takes the signs out of one piece of text after the other, and says what is hidden of it."""

    def __init__(self) -> None:
        self._hidden = False

    def line(self, text: str, *, single: bool = False) -> tuple[str, tuple[tuple[int, int], ...]]:
        """The piece without signs and its hidden stretches; `single` makes white space single."""
        parts: list[str] = []
        spans: list[tuple[int, int]] = []
        length = 0
        space = True  # at the beginning there is none to keep
        for piece in re.split(f"([{BEGIN}{END}])", text):
            if piece in (BEGIN, END):
                self._hidden = piece == BEGIN
                continue
            kept = piece
            if single:
                kept, space = _single(piece, space)
            if kept and self._hidden:
                spans.append((length, length + len(kept)))
            parts.append(kept)
            length += len(kept)
        whole = "".join(parts)
        end = len(whole.rstrip()) if single else length
        return whole[:end], tuple((a, min(b, end)) for a, b in spans if a < end)


def _single(piece: str, space: bool) -> tuple[str, bool]:
    """White space made single; `space`: one stands before it, or will stand behind it."""
    made = re.sub(r"\s+", " ", piece)
    if space:
        made = made.removeprefix(" ")
    return made, made.endswith(" ") if made else space


def _changes(source: str, white: frozenset[int]) -> Iterator[tuple[int, bool]]:
    """Places where hidden text begins and where it ends; each lies inside the group it is in."""
    look, outer, now = _Look(), list[_Look](), False
    place = 0
    while (token := _TOKEN.search(source, place)) is not None:
        place, at = token.end(), token.end()
        if token["skip"]:
            place += int(token["skip"])
        elif token["brace"] == "{":
            outer.append(look)
        elif token["brace"]:
            look = outer.pop() if outer else _Look()
            at = token.start()
        elif token["word"]:
            look = _after(look, token["word"], token["number"])
        unseen = look.unseen(white)
        if unseen != now:
            now = unseen
            yield at, unseen


def _after(look: _Look, word: str, number: str | None) -> _Look:
    value = int(number) if number else None
    if word == "v":
        return replace(look, hidden=value != 0)
    if word == "plain":
        return _Look(filled=look.filled, grounds=look.grounds & {"cbpat"})
    if word == "cf":
        return replace(look, colour=value or 0)
    if word == "fs" and value is not None:
        return replace(look, size=value)
    if word in _GROUNDS:
        grounds = look.grounds | {word} if value else look.grounds - {word}
        return replace(look, grounds=grounds)
    if word == "pard":
        return replace(look, grounds=look.grounds - {"cbpat"})
    if word == "trowd":
        return replace(look, filled=False)
    if word == "clcbpat" and value:
        return replace(look, filled=True)
    return look


def _white(source: str) -> frozenset[int]:
    """Places of white in the table of colours; 0 is the reader's own colour for text."""
    table = _COLOURS.search(source)
    entries = table[1].split(";") if table is not None else []
    shares = [{name: int(value) for name, value in _SHARE.findall(one)} for one in entries]
    return frozenset(
        number
        for number, one in enumerate(shares)
        if number and one == {"red": 255, "green": 255, "blue": 255}
    )


def _signs(source: str) -> tuple[str, str]:
    """Two characters that the file cannot write, so that nobody can forge them."""
    written = {int(number) % 0x10000 for number in _UNICODE.findall(source)}
    free = (number for number in _PRIVATE if number not in written)
    return chr(next(free, 0xFFFE)), chr(next(free, 0xFFFF))
