"""From the lines of a page to its blocks: headings, paragraphs, list items, notes. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from appliance.documents.layout.headings import Setting, heading_rank
from appliance.documents.layout.records import Block
from appliance.documents.layout.scales import says_scale

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from appliance.documents.layout.lines import Line
    from appliance.documents.layout.records import BlockKind, Table

# Baselines further apart than this part of the usual distance part two paragraphs.
_APART = 1.25
_PITCH_OF_HEIGHT = 1.3
_SMALL = 0.9  # of body text: a note at a page's foot
_NOTE_BELOW = 0.5
_OPENS_WORDS, _OPENS_SHARE, _TITLE_WORDS = 7, 0.55, 9

_BULLET = re.compile(r"[•●▪■◦○‣∙·►➢✓*\uf0b7\uf0a7]\s|[-–—]\s+(?=[^\W\d])")
_LETTER_ITEM = re.compile(r"\(?[a-hA-H]\)\s|\((?:[a-z]|[A-Z])\)\s")
_ROMAN_ITEM = re.compile(r"\(?[ivx]{1,5}\)\s")
_NUMBER_ITEM = re.compile(r"\(?\d{1,2}[.)]\s+\S|[（(]\d{1,2}[）)]|\d{1,2}、")
_CAPTION = re.compile(r"(?:Table|Figure|Chart|Graph|TABLE|FIGURE|表|图)\s*\d+(?:[.\-]\d+)*[.:：\s]")
_NOTE = re.compile(r"(?:[*†‡§¹²³⁴⁵⁶⁷⁸⁹]+|\(?(?:\d{1,2}|[a-z])[).]|\d{1,2}(?=\s?[A-Z]))\s*\S")
_NOTE_WORD = re.compile(r"(?:Notes?|Sources?|注|资料来源)\s*[:：]")
_SENTENCE_END = re.compile(r"[.!?。！？:：][\"”’)]*$")
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n|\r[ \t]*\r(?!\n)")


@dataclass(frozen=True, slots=True)
class Ranked:
    """A block; `rank` orders headings and is 0 for all else."""

    block: Block
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Body:
    """What is usual in a document: the height of its body text, and the page's measures."""

    height: float
    page_height: float


def blocks_of(
    text: str,
    lines: Sequence[Line],
    *,
    running: Mapping[int, BlockKind],
    tables: Sequence[Table],
    body: Body,
) -> list[Ranked]:
    """The blocks of a page in text order; each table is one, as are its captions."""
    found = [Ranked(Block("table", table.start, table.end)) for table in tables]
    rest: list[Line] = []
    for line in lines:
        if any(line.start < table.end and table.start < line.end for table in tables):
            continue
        kind = running.get(line.start)
        if kind is None:
            rest.append(line)
        else:
            found.append(Ranked(Block(kind, line.start, line.end)))
    found += _Flow(text, rest, body, [table.start for table in tables]).blocks()
    found.sort(key=lambda ranked: ranked.block.start)
    return found


class _Flow:
    """The lines of a page that are neither running nor in tables."""

    def __init__(
        self, text: str, lines: Sequence[Line], body: Body, table_starts: Sequence[int]
    ) -> None:
        self._text = text
        self._lines = lines
        self._body = body
        self._tables = table_starts
        self._left = min((line.x0 for line in lines), default=0.0)
        self._right = max((line.x1 for line in lines), default=0.0)
        self._pitch = self._usual_pitch()

    def blocks(self) -> list[Ranked]:
        found: list[Ranked] = []
        held: list[Line] = []
        kind: BlockKind = "paragraph"
        level = 0
        for index, line in enumerate(self._lines):
            rank = self._heading(index)
            begins = self._begins(index)
            if held and (rank or begins is not None or self._parted(index)):
                found.append(_block(kind, level, held))
                held = []
            if rank:
                found.append(Ranked(Block("heading", line.start, line.end, 1), rank))
                continue
            if not held and found and found[-1].rank and self._beside(index, index - 1):
                # The number of a heading and its words, apart from each other.
                last = found.pop()
                whole = Block("heading", last.block.start, line.end, 1)
                found.append(Ranked(whole, last.rank))
                continue
            if not held:
                kind, level = begins or ("paragraph", 0)
            held.append(line)
        if held:
            found.append(_block(kind, level, held))
        return found

    def _usual_pitch(self) -> float:
        steps = [
            after.y0 - line.y0
            for line, after in pairwise(self._lines)
            if 0.5 * line.height < after.y0 - line.y0 < 2.5 * line.height
        ]
        tight = [line.height for line in self._lines if line.height]
        usual = median(steps) if steps else 0.0
        highest = _PITCH_OF_HEIGHT * median(tight) if tight else 0.0
        return min(usual, highest) if usual else highest

    def _words(self, line: Line) -> str:
        return self._text[line.start : line.end].strip()

    def _heading(self, index: int) -> int:
        line = self._lines[index]
        names = self._names_table(index)
        setting = Setting(
            line.height / self._body.height if self._body.height and line.height else 1.0,
            self._width_share(line) if not names else 0.0,
            names or self._parted(index, but_heading=True),
            names or self._parted(index + 1),
            names or (self._opens(index) and self._spaced(index)),
        )
        if self._has_page_number(index):
            return 0
        return heading_rank(self._words(line), setting)

    def _parted(self, index: int, *, but_heading: bool = False) -> bool:
        """True if the line at `index` does not go on from the one before it."""
        if index == 0 or index >= len(self._lines):
            return True
        before, line = self._lines[index - 1], self._lines[index]
        if any(before.start < start < line.start for start in self._tables):
            return True
        if says_scale(self._words(line)) and self._names_table(index - 1):
            return True
        if not line.words:
            return bool(_BLANK_LINE.search(self._text[before.end : line.start]))
        step = line.y0 - before.y0
        if step < 0 or step > _APART * max(self._pitch, min(before.height, line.height)):
            return True
        if abs(line.height - before.height) > 0.12 * max(line.height, before.height):
            return True
        short = before.x1 < self._right - 0.25 * (self._right - self._left)
        return short and (but_heading or bool(_SENTENCE_END.search(self._words(before))))

    def _width_share(self, line: Line) -> float:
        width = self._right - self._left
        return (line.x1 - line.x0) / width if width else len(self._words(line)) / 100

    def _names_table(self, index: int) -> bool:
        """True for a title right above a table or its unit, below no line of prose."""
        line = self._lines[index]
        if not line.words or not self._tables:
            return False
        after = index + 1
        while after < len(self._lines) and says_scale(self._words(self._lines[after])):
            after += 1
        if after == index + 1 and not self._spaced(index):
            return False
        limit = self._lines[after].start if after < len(self._lines) else len(self._text)
        if not any(line.start < start <= limit for start in self._tables):
            return False
        return index == 0 or len(self._words(self._lines[index - 1]).split()) <= _TITLE_WORDS

    def _spaced(self, index: int) -> bool:
        """True if white space stands above the line."""
        if index == 0 or not self._lines[index].words:
            return True
        step = self._lines[index].y0 - self._lines[index - 1].y0
        return step < 0 or step > _APART * self._pitch

    def _beside(self, index: int, other: int) -> bool:
        """True if two lines stand side by side."""
        if not (0 <= other < len(self._lines)) or not self._lines[index].words:
            return False
        one, two = self._lines[index], self._lines[other]
        return abs(two.y0 + two.y1 - one.y0 - one.y1) < 0.6 * max(one.height, two.height)

    def _has_page_number(self, index: int) -> bool:
        """True for a line of a list of contents, whose page number stands at the right."""
        return any(
            self._beside(index, other) and self._words(self._lines[other]).isdigit()
            for other in (index - 1, index + 1)
        )

    def _opens(self, index: int) -> bool:
        """True if a paragraph or a table follows."""
        line = self._lines[index]
        following = self._lines[index + 1] if index + 1 < len(self._lines) else None
        limit = following.start if following else len(self._text)
        if any(line.start < start <= limit for start in self._tables):
            return True
        if following is None:
            return False
        width = self._right - self._left
        wide = width and (following.x1 - following.x0) / width > _OPENS_SHARE
        return bool(wide) or len(self._words(following).split()) >= _OPENS_WORDS

    def _begins(self, index: int) -> tuple[BlockKind, int] | None:
        """What a line begins by its first characters: an item, a caption or a note."""
        line = self._lines[index]
        words = self._words(line)
        if _CAPTION.match(words) and len(words) < 200:
            return "caption", 0
        small = self._body.height and line.height and line.height < _SMALL * self._body.height
        low = line.y0 > _NOTE_BELOW * self._body.page_height or line.start > (
            self._tables[0] if self._tables else len(self._text)
        )
        if _NOTE_WORD.match(words) or (small and low and _NOTE.match(words)):
            return "note", 0
        if _BULLET.match(words) or _NUMBER_ITEM.match(words) or _LETTER_ITEM.match(words):
            return "list-item", 1
        if _ROMAN_ITEM.match(words):
            return "list-item", 2
        return None


def _block(kind: BlockKind, level: int, lines: Sequence[Line]) -> Ranked:
    return Ranked(Block(kind, lines[0].start, lines[-1].end, level))
