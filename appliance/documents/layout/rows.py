"""Rows of a page as the eye sees them, whatever the order of its text, cut where gaps are. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.documents.records import Word

# Words share a row when the centre of one is this near to the other's, in heights.
_NEAR = 0.45
# Gaps that part two pieces of a row, in heights: a space is a quarter to a third, in justified
# text up to two thirds.
_TEXT_GAP, _MIXED_GAP, _FIGURE_GAP = 1.0, 0.7, 0.45
# How far a currency sign may stand before its figure, and a bracket or percent sign behind it.
_SIGN_GAP, _CLOSING_GAP = 40.0, 2.0

_DIGIT = r"[\d\uff10-\uff19]"
_FIGURE = re.compile(
    r"(?:US|A|C|HK|RMB)?[$€£¥￥(\[<>~+≥≤−–—-]*\s*(?:US|A|C|HK)?[$€£¥￥]?\s*[(]?\s*"
    rf"(?:{_DIGIT}[\d\uff10-\uff19,.'’:/ ]*|\.{_DIGIT}+)\s*[)\]%％x]*\s*[)%％]*"
    r"(?:\s?\([a-z\d]\)|[*†‡])*|"
    r"[$€£¥]?\s*[—–‒―−-]{1,3}\s*[)%％]*|N/?A|n/?a|NM|nm|N/M|n/m|[Nn]il|[Nn]one|不适用"
)
_RANGE = re.compile(r"[$€£(]*\d[\d,.]*[%)]*\s*(?:[-–—]|to)\s*[$€£(]*\d[\d,.]*[%)]*")
_OPENING = re.compile(r"(?:US|A|C|HK)?[$€£¥￥]\s*[(]?|[(]|RMB|USD|EUR|GBP")
_CLOSING = re.compile(r"[)%％]{1,2}|\)\s*%")
_YEAR = re.compile(
    r"(?:FY|fy)?(?:19[5-9]\d|20[0-4]\d)(?:[/–-]\d{2,4})?年?(?:\s*\(?[a-zA-Z\d*†]\)?)?|"
    r"\d{1,2}[./]\d{1,2}[./]\d{2,4}|(?:US|A|C|HK|NZ|S)?[$€£¥]?\s?['’]?0{3}s?"
)
_LEADER = re.compile(r"(?:\.\s?){4,}|…{2,}|_{4,}")
_MARKER = re.compile(r"[☐☑☒•●▪■◦○‣∙·►➢✓\uf0b7\uf0a7o*–—-]|\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)]")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one row without a wide gap, from left to right."""

    words: tuple[Word, ...]
    text: str
    x0: float
    x1: float
    figure: bool

    @property
    def middle(self) -> float:
        """Where its centre is, across the page."""
        return (self.x0 + self.x1) / 2


@dataclass(frozen=True, slots=True)
class Row:
    """Pieces side by side, from left to right; `height` is of its letters."""

    pieces: tuple[Piece, ...]
    y0: float
    y1: float
    height: float

    @property
    def x0(self) -> float:
        """Its left edge."""
        return self.pieces[0].x0

    @property
    def x1(self) -> float:
        """Its right edge."""
        return max(piece.x1 for piece in self.pieces)


def looks_like_figure(text: str) -> bool:
    """True for a number with or without signs, a range, a dash, or "n/a"."""
    return bool(_FIGURE.fullmatch(text) or _RANGE.fullmatch(text))


def looks_like_year(text: str) -> bool:
    """True for what heads a column of figures though it looks like one: years, dates, US$000."""
    return bool(_YEAR.fullmatch(text.strip()))


def has_leader(row: Row) -> bool:
    """True for a row with dots that lead to a page number; those to write upon lead nowhere."""
    return any(
        _LEADER.search(piece.text)
        and (place + 1 < len(row.pieces) or not _LEADER.fullmatch(piece.text))
        for place, piece in enumerate(row.pieces)
    )


def is_marker(text: str) -> bool:
    """True for a bullet or the number of a list item."""
    return bool(_MARKER.fullmatch(text.strip()))


def rows_of(text: str, words: Sequence[Word]) -> list[Row]:
    """The rows of a page from top to bottom. Words without extent are left out."""
    standing = [word for word in words if word.x1 > word.x0 and word.y1 > word.y0]
    standing.sort(key=lambda word: word.y0 + word.y1)
    rows: list[Row] = []
    held: list[Word] = []
    centre = height = 0.0
    for word in standing:
        middle, tall = (word.y0 + word.y1) / 2, word.y1 - word.y0
        if held and middle - centre <= _NEAR * max(height, tall):
            if tall > height:
                centre, height = middle, tall
            held.append(word)
            continue
        if held:
            rows.append(_row(text, held))
        held, centre, height = [word], middle, tall
    if held:
        rows.append(_row(text, held))
    return rows


def piece_of(text: str, words: Sequence[Word]) -> Piece:
    """The piece that some words make up, given from left to right."""
    shown = " ".join(text[word.start : word.end] for word in words)
    return Piece(
        tuple(words),
        shown,
        words[0].x0,
        max(word.x1 for word in words),
        looks_like_figure(shown),
    )


def _row(text: str, words: list[Word]) -> Row:
    words.sort(key=lambda word: word.x0)
    pieces: list[Piece] = []
    held = [words[0]]
    shown = text[words[0].start : words[0].end]
    for word in words[1:]:
        own = text[word.start : word.end]
        if _joined(held[-1], word, shown, own):
            held.append(word)
            shown = f"{shown} {own}"
        else:
            pieces.append(piece_of(text, held))
            held, shown = [word], own
    pieces.append(piece_of(text, held))
    heights = sorted(word.y1 - word.y0 for word in words)
    return Row(
        tuple(pieces),
        min(word.y0 for word in words),
        max(word.y1 for word in words),
        heights[len(heights) // 2],
    )


def _joined(last: Word, word: Word, before: str, own: str) -> bool:
    """True if a word belongs to the piece that ends with `last` and reads `before` so far."""
    gap = word.x0 - last.x1
    height = max(last.y1 - last.y0, word.y1 - word.y0)
    if _OPENING.fullmatch(before):
        return gap <= _SIGN_GAP * height and looks_like_figure(own)
    figure = looks_like_figure(own) or bool(_OPENING.fullmatch(own))
    after_figure = looks_like_figure(before)
    if after_figure and _CLOSING.fullmatch(own):
        return gap <= _CLOSING_GAP * height
    if figure and after_figure:
        return gap <= _FIGURE_GAP * height
    if figure or after_figure:
        return gap <= _MIXED_GAP * height
    return gap <= _TEXT_GAP * height
