"""The parts of a page that can be quoted on their own: sentences, rows of tables, headings.

Page text has hard line ends: PDFium gives one line per printed line, and a sentence runs over
several of them. Offsets are code points of the page's text, half-open.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from appliance.assistant.sentences import sentences, trimmed

Kind = Literal["sentence", "row", "heading"]

_NUMERAL = r"\(?[-–−]?(?:[£$€¥]\s?)?\d[\d,.']*%?\)?%?"
_TAIL = re.compile(rf"(?:(?:^|\s+)(?:[£$€¥]|{_NUMERAL}|[-–—]|nil|n/a))+$", re.IGNORECASE)
_FIGURE = re.compile(rf"{_NUMERAL}|\bnil\b", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_ITEM = re.compile(
    r"(?:\(\w{1,4}\)|\d{1,3}(?:\.\d{1,3})+\.?|\d{1,3}\.|[A-Z]\.|[•·▪◦–*-])\s|第.{1,4}[条章]"
)
_LABEL = re.compile(r"[^\W\d_][^.!?:：(\d]{1,40}[:：]\s?\S")
_ENDS = re.compile(r"[.!?:;,。！？；：，][\"'”’)\]]*$")
_OPENS = re.compile(r"[\"'“‘(]*(?:[A-Z0-9£$€¥]|[^\x00-\x7f])")
# The head of a column: a year, a currency, a unit.
_COLUMN = re.compile(
    r"(?:(?:19|20)\d\d|[£$€¥%]|notes?|\W|(?:in )?(?:thousands?|millions?|billions?|[mk]))+", re.I
)

_BLANK = re.compile(r"[._…\s]+")
_RULE = re.compile(r"[-–—_=*~#]{4,}")

# A line shorter than this part of the page's long lines ends its paragraph; the wrapped lines of
# running text are longer.
_SHORT_PART = 0.62
_HEADING_WORDS = 12
_LABEL_WORDS = 18
_CONTEXT_CP = 360
_WIDE_CP = (72, 120)
# Among the first lines of a page stand its running head and its title.
_TOP_LINES = 5


class Unit(NamedTuple):
    """One quotable part.

    `context` is what stands above it and says what it is about: the headings, the words that a
    list begins with, the head of a table.
    """

    start: int
    end: int
    kind: Kind
    context: str


class _Line(NamedTuple):
    start: int
    end: int
    text: str


def units(page: str) -> list[Unit]:
    """The quotable parts of a page, in order; lines without a letter or digit are left out."""
    lines = [
        line
        for line in _lines(page)
        if _RULE.fullmatch(line.text) or not _BLANK.fullmatch(line.text)
    ]
    wide = _wide(lines)
    kinds = [_kind(lines, n, wide) for n in range(len(lines))]
    found: list[Unit] = []
    above = _Above()
    n = 0
    while n < len(lines):
        last = _block_end(lines, kinds, n, wide) if kinds[n] == "sentence" else n
        found += _block(page, lines[n : last + 1], kinds[n], above)
        n = last + 1
    return found


def _block(page: str, lines: list[_Line], kind: Kind, above: _Above) -> list[Unit]:
    """The units of one paragraph, or of one line that is a row or a heading."""
    start, text = lines[0].start, page[lines[0].start : lines[-1].end]
    if _RULE.fullmatch(text):
        above.rule()
        return []
    if not any(c.isalnum() for c in text):
        above.saw(text, "heading")
        return []
    spans = sentences(text) if kind == "sentence" else [(0, len(text))]
    found = []
    for first, last in spans:
        found.append(Unit(start + first, start + last, kind, above.text))
        above.saw(text[first:last], kind)
    return found


def _lines(page: str) -> list[_Line]:
    found = []
    for match in re.finditer(r"[^\r\n\u2028\x0b\x0c]+", page):
        start, end = trimmed(page, *match.span())
        if start < end:
            found.append(_Line(start, end, page[start:end]))
    return found


def _wide(lines: list[_Line]) -> int:
    """The length of the page's long lines, in code points; the longest tenth is left out.

    A page of tables has no long lines, and one paragraph a line makes them endless: both are
    held within what print allows.
    """
    lengths = sorted(len(line.text) for line in lines)
    usual = lengths[(len(lengths) - 1) * 9 // 10] if lengths else 0
    return min(max(usual, _WIDE_CP[0]), _WIDE_CP[1])


def _kind(lines: list[_Line], n: int, wide: int) -> Kind:
    text = lines[n].text
    words = len(text.split())
    short = len(text) < _SHORT_PART * wide
    if "\t" in text or _is_row(text, short=short):
        return "row"
    if _LABEL.match(text) and words <= _LABEL_WORDS and (short or not _ENDS.search(text)):
        return "row"
    if _ENDS.search(text) or words > _HEADING_WORDS or not _OPENS.match(text):
        return "sentence"
    if n + 1 < len(lines) and _continues(lines[n + 1].text):
        return "sentence"
    # A full-width line without a stop is running text; the last line of a page has nothing after.
    return (
        "heading" if short or n + 1 == len(lines) or _ITEM.match(lines[n + 1].text) else "sentence"
    )


def _continues(text: str) -> bool:
    """The line goes on in the middle of a sentence."""
    return text[0].islower()


def _is_row(text: str, *, short: bool) -> bool:
    """A label followed by figures: two or more, or one on a line too short to be running text."""
    tail = _TAIL.search(text)
    if tail is None or (_ENDS.search(text) and not text.endswith(")")):
        return False
    figures = _FIGURE.findall(tail[0])
    if len(figures) == 1 and _YEAR.fullmatch(figures[0]):
        return False
    return len(figures) > 1 or short


def _block_end(lines: list[_Line], kinds: list[Kind], n: int, wide: int) -> int:
    """The last line of the paragraph that begins with line `n`."""
    while n + 1 < len(lines) and kinds[n + 1] == "sentence":
        after = lines[n + 1].text
        ended = len(lines[n].text) < _SHORT_PART * wide and not _continues(after)
        if ended or _ITEM.match(after):
            return n
        n += 1
    return n


class _Above:
    """What stands above the next unit: the page's first headings, the nearest ones, a lead-in."""

    def __init__(self) -> None:
        self._seen = 0
        self._top: list[str] = []
        self._near: list[str] = []
        self._columns: list[str] = []
        self._lead = ""
        self._last = ""

    def saw(self, text: str, kind: Kind) -> None:
        line = " ".join(text.split())
        self._seen += 1
        if _COLUMN.fullmatch(line):
            self._columns = [*self._columns, line][-8:] if self._last == "column" else [line]
            self._last = "column"
            return
        if kind == "row" and text.count("\t") > 1 and not any(c.isdigit() for c in text):
            self._columns = [line]
        item = _ITEM.match(line)
        plain = kind != "row" and not _ENDS.search(line) and not item
        if plain and self._seen <= _TOP_LINES and len(line.split()) <= _HEADING_WORDS:
            self._top = [*self._top, line]
        elif kind == "heading":
            self._near = [*self._near, line][-3:] if self._last == "heading" else [line]
            self._lead = ""
        elif kind == "sentence" and (not item or line.endswith((":", "："))):
            lead = line.endswith((":", "：")) and len(line.split()) > 2
            self._lead = line if lead else ""
        self._last = kind

    def rule(self) -> None:
        """A line of dashes: what comes next is about something else."""
        self._near, self._columns, self._lead, self._last = [], [], "", ""

    @property
    def text(self) -> str:
        parts = [*self._top, *self._near, " ".join(self._columns), self._lead]
        return " · ".join(part for part in parts if part)[:_CONTEXT_CP]
