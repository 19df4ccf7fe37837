"""Parts of a report, such as its balance sheet: which a page is, which a question needs. Pure.

The words are general ones of accounting and of filings, kept in `finance.toml`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from appliance.retrieval.abbreviations import candidates
from appliance.retrieval.lexicon import UNSPACED, folded, lexicon, on_one_line, plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_FIGURE = re.compile(r"\(?[$€£¥]?\d[\d,.]*\)?%?")
_WORD = re.compile(r"\S+")
# “Note 5 - ”, “Item 7. ”, “(3) ” before the words of a heading.
_NUMBERING = re.compile(
    r"^(?:note|item|part|section)?\s*[(\[]?\d{1,2}[a-z]?(?:\.\d+)*[)\].:]?\s*[-–—:.]*\s*"
)
# Rows of tables and of tables of contents end with a figure; a heading may end with a year.
_ROW_END = re.compile(r"(?:^|\s)(?!(?:19|20)\d\d$)[(\[$€£¥-]*\d[\d,.]*[)\]%]*$")
# A heading is short; one at a page's beginning weighs more than a later one.
_HEADING_LETTERS, _TOP_LINES = 90, 8
_TOP, _BELOW = 1.0, 0.7
# A heading that began on an earlier page.
_ABOVE = 0.8
# A longer line that ends like a sentence is one.
_SENTENCE_WORDS = 8
# What a line says beside a title counts half, so that “Note 5 - Leases” is a title of leases.
_BESIDE = 0.5
# From here on a page is shown as that part.
CERTAIN = 0.5
# What a title alone makes of a page whose rows are known but absent: a table of contents.
_TITLE_ONLY = 0.15
_TITLE_SHARE = 0.35
# A statement is made of figures: from this share of words on it counts in full.
_FIGURES = 0.25


class Demand(NamedTuple):
    """What a question needs: parts of a report with weights from 0 to 1, and what to look for.

    `words` are names of figures that the question does not use itself.
    """

    parts: Mapping[str, float]
    words: tuple[str, ...]


NOTHING = Demand({}, ())


class _Lines:
    """Lines with weights, and all in one text, in which a title is looked for first."""

    def __init__(self, weighted: Sequence[tuple[float, str]]) -> None:
        self.weighted = weighted
        self.together = "\n".join(line for _, line in weighted)


@cache
def names() -> tuple[str, ...]:
    """All parts that are known."""
    return tuple(part.name for part in lexicon().parts)


def of_page(text: str, headings: Sequence[str] = ()) -> dict[str, float]:
    """How surely a page is each part, from 0 to 1; parts that it is not are left out.

    Args:
        text: the page.
        headings: those in force where it begins; they do not make a statement.
    """
    whole = plain(text)
    figures = min(1.0, _figure_share(whole) / _FIGURES)
    own = _heading_lines(text)
    lines = _Lines(own)
    with_above = _Lines([*own, *((_ABOVE, _bare(plain(line))) for line in headings)])
    found: dict[str, float] = {}
    for part in lexicon().parts:
        if part.needed:
            title = _title(part.titles, lines)
            rows = min(1.0, sum(row in whole for row in part.rows) / part.needed)
            likely = rows * (1 - _TITLE_SHARE + _TITLE_SHARE * title) + _TITLE_ONLY * title
            likely *= figures if part.figures else 1.0
        else:
            likely = _title(part.titles, with_above)
        if likely > _TITLE_ONLY:
            found[part.name] = round(min(1.0, likely), 3)
    return found


def asked_by(question: str) -> Demand:
    """The parts of a report that a question needs, and the words its answer stands beside."""
    said, short_forms = plain(question), candidates(question)
    parts: dict[str, float] = {}
    words: dict[str, None] = {}
    for concept in lexicon().concepts:
        if not concept.is_in(said, short_forms):
            continue
        for name, weight in concept.parts.items():
            parts[name] = max(parts.get(name, 0.0), weight)
        words.update(dict.fromkeys(word for word in concept.words if word not in said))
    return Demand(parts, tuple(words))


def _heading_lines(text: str) -> list[tuple[float, str]]:
    """Lines of a page that are short enough for a heading, each with its weight."""
    lines = [line for line in map(on_one_line, folded(text).splitlines()) if line]
    return [
        (_TOP if place < _TOP_LINES else _BELOW, _bare(line))
        for place, line in enumerate(lines)
        if len(line) <= _HEADING_LETTERS
    ]


def _bare(line: str) -> str:
    """A heading without its number; "" for a sentence and for a row of a table."""
    if _ROW_END.search(line):
        return ""
    line = _NUMBERING.sub("", line, count=1)
    if line.endswith((".", ",", ";")):
        line = line[:-1]
        if len(line.split()) > _SENTENCE_WORDS:
            return ""
    return line


def _title(titles: Sequence[str], lines: _Lines) -> float:
    """How surely one of the lines is one of the titles."""
    near = [title for title in titles if title in lines.together]
    if not near:
        return 0.0
    return max(weight * _likeness(near, line) for weight, line in lines.weighted)


def _likeness(titles: Sequence[str], line: str) -> float:
    """1 if the line is one of the titles, less the more it says beside it."""
    best = 0.0
    for title in titles:
        place = line.find(title)
        if place < 0:
            continue
        before, after = line[:place][-1:], line[place + len(title) :][:1]
        if not UNSPACED.search(title) and (before.isalnum() or after.isalpha()):
            continue
        beside = len(line) - len(title)
        best = max(best, len(title) / (len(title) + _BESIDE * beside))
    return best


def _figure_share(text: str) -> float:
    words = _WORD.findall(text)
    return sum(bool(_FIGURE.fullmatch(word)) for word in words) / len(words) if words else 0.0
