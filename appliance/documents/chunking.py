"""Passages: stretches of one page, small enough to embed and to cite. Pure."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

# Passages of 160 words found the right page more often than 60, 80, 100 or 240 words and than
# whole pages (benchmarks/page_retrieval.py).
WORDS = 160
# The embedding model reads 256 tokens and forgets the rest; tables of numbers have many tokens to
# a word. The estimate below is within a tenth of the tokenizer's count on annual reports.
TOKENS = 230
# A passage may end up to this part early where a sentence or a line ends.
_EARLY = 0.25

# Scripts without spaces: each letter is a unit. Everything else is parted by white space.
UNSPACED = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
_UNIT = re.compile(f"[{UNSPACED}]|[^\\s{UNSPACED}]+")
_UNSPACED_LETTER = re.compile(f"[{UNSPACED}]")
_PIECE = re.compile(r"\d{1,3}|[^\W\d_]+|[^\w\s]|_")
_UNSPACED_WORDS = 0.5  # a Chinese word has two letters on average
_LETTERS_PER_TOKEN = 9
_SENTENCE_END = re.compile(r"[.!?;:。！？；：]['\"”’）)\]]*$")


@dataclass(frozen=True, slots=True)
class Span:
    """Code points of a page's text, half-open."""

    start: int
    end: int


class _Units:
    """The words of a page with running sums, so that any stretch is measured at once."""

    def __init__(self, text: str) -> None:
        self.spans: list[tuple[int, int]] = []
        self.ends_well: list[bool] = []
        words, tokens = [0.0], [0]
        matches = list(_UNIT.finditer(text))
        for index, match in enumerate(matches):
            following = matches[index + 1].start() if index + 1 < len(matches) else len(text)
            unit, gap = match.group(), text[match.end() : following]
            self.spans.append(match.span())
            self.ends_well.append("\n" in gap or "\r" in gap or bool(_SENTENCE_END.search(unit)))
            words.append(words[-1] + (_UNSPACED_WORDS if _UNSPACED_LETTER.match(unit) else 1.0))
            tokens.append(tokens[-1] + _tokens(unit))
        self.words, self.tokens = words, tokens

    def __len__(self) -> int:
        return len(self.spans)


def chunks(text: str, *, words: int = WORDS, tokens: int = TOKENS) -> tuple[Span, ...]:
    """Passages of a page, in order, without overlap, that together hold every word.

    Each has at most `words` words and about `tokens` tokens; one word with more tokens than that
    is a passage of its own. They end where a sentence or line ends if one does in their last
    quarter, and are about equally long, so that no stub is left at a page's end.
    """
    units = _Units(text)
    spans: list[Span] = []
    first = 0
    while first < len(units):
        last = _last(units, first, words, tokens)
        spans.append(Span(units.spans[first][0], units.spans[last - 1][1]))
        first = last
    return tuple(spans)


def _tokens(word: str) -> int:
    return sum(1 + len(piece) // _LETTERS_PER_TOKEN for piece in _PIECE.findall(word)) or 1


def _last(units: _Units, first: int, words: int, tokens: int) -> int:
    """Index after the last unit of the passage that begins at `first`."""
    words_before, tokens_before = units.words[first], units.tokens[first]
    rest_words = units.words[-1] - words_before
    rest_tokens = units.tokens[-1] - tokens_before
    shares = max(math.ceil(rest_words / words), math.ceil(rest_tokens / tokens))
    if shares <= 1:
        return len(units)
    # An equal share of what counts most here, so that the last passage is no stub.
    end = first + 1
    share_end = well = None
    for index in range(first, len(units)):
        used_words = units.words[index + 1] - words_before
        used_tokens = units.tokens[index + 1] - tokens_before
        if index > first and (used_words > words or used_tokens > tokens):
            break
        end = index + 1
        part = max(used_words / rest_words, used_tokens / rest_tokens) * shares
        if part >= 1 - _EARLY and units.ends_well[index]:
            well = end
        if part >= 1:
            share_end = share_end or end
            if well:
                break
    return well or share_end or end
