"""Parts of a report, such as its balance sheet: which a page is, which a question needs. Pure.

The words are general ones of accounting and of filings, kept in `finance.toml`.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

from appliance.documents.normal import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_SPACE = re.compile(r"\s+")
_FIGURE = re.compile(r"\(?[$€£¥]?\d[\d,.]*\)?%?")
_WORD = re.compile(r"\S+")
_UNSPACED = re.compile(r"[\u2e80-\u9fff]")
# “Note 5 - ”, “Item 7. ”, “(3) ”, “第十节 ” before the words of a heading.
_NUMBERING = re.compile(
    r"^(?:note|item|part|section)?\s*[(\[]?\d{1,2}[a-z]?(?:\.\d+)*[)\].:]?\s*[-–—:.]*\s*"
)
# A heading is short; lines at a page's beginning weigh more than later ones.
_HEADING_LETTERS, _TOP_LINES = 90, 8
_TOP, _BELOW = 1.0, 0.7
# A heading that began on an earlier page.
_ABOVE = 0.8
# What a title alone makes of a page whose rows are known but absent: a table of contents.
_TITLE_ONLY = 0.15
_TITLE_SHARE = 0.35
# From here on a page is shown as that part.
CERTAIN = 0.5
# A statement is made of figures: from this share of words on it counts in full.
_FIGURES = 0.25


class Demand(NamedTuple):
    """What a question needs: parts of a report with weights from 0 to 1, and what to look for.

    `words` are names of figures that the question does not use itself.
    """

    parts: Mapping[str, float]
    words: tuple[str, ...]


@dataclass(frozen=True)
class _Part:
    name: str
    titles: tuple[str, ...]
    rows: tuple[str, ...]
    needed: int


@dataclass(frozen=True)
class _Concept:
    asked: re.Pattern[str]
    parts: Mapping[str, float]
    words: tuple[str, ...]


@cache
def _lexicon() -> tuple[tuple[_Part, ...], tuple[_Concept, ...]]:
    data = tomllib.loads(
        resources.files("appliance.retrieval").joinpath("finance.toml").read_text("utf-8")
    )
    parts = tuple(
        _Part(
            entry["name"],
            tuple(_plain(title) for title in entry["titles"]),
            tuple(_plain(row) for row in entry.get("rows", ())),
            entry.get("needed", 0),
        )
        for entry in data["part"]
    )
    concepts = [
        _Concept(_any_of(entry["asked"]), {entry["name"]: 1.0}, ()) for entry in data["part"]
    ]
    concepts += [
        _Concept(_any_of(entry["asked"]), entry["parts"], tuple(entry["words"]))
        for entry in data["concept"]
    ]
    return parts, tuple(concepts)


def names() -> tuple[str, ...]:
    """All parts that are known."""
    return tuple(part.name for part in _lexicon()[0])


def of_page(text: str, headings: Sequence[str] = ()) -> dict[str, float]:
    """How surely a page is each part, from 0 to 1; parts that it is not are left out.

    Args:
        text: the page.
        headings: those in force where it begins; they do not make a statement.
    """
    plain = _plain(text)
    lines = [_plain(line) for line in text.splitlines()]
    lines = [line for line in lines if line]
    figures = _figure_share(plain)
    above = [_plain(line) for line in headings]
    found: dict[str, float] = {}
    for part in _lexicon()[0]:
        title = _title(part.titles, lines)
        if part.needed:
            rows = min(1.0, sum(row in plain for row in part.rows) / part.needed)
            likely = (1 - _TITLE_SHARE) * rows + _TITLE_SHARE * title * rows + _TITLE_ONLY * title
            likely *= 1.0 if part.name in ("cover", "votes") else min(1.0, figures / _FIGURES)
        else:
            likely = max(title, _ABOVE * _among(part.titles, above))
        if likely > _TITLE_ONLY:
            found[part.name] = round(min(1.0, likely), 3)
    return found


def asked_by(question: str) -> Demand:
    """The parts of a report that a question needs, and the words its answer stands beside."""
    plain = _plain(question)
    parts: dict[str, float] = {}
    words: dict[str, None] = {}
    for concept in _lexicon()[1]:
        if not concept.asked.search(plain):
            continue
        for name, weight in concept.parts.items():
            parts[name] = max(parts.get(name, 0.0), weight)
        words.update(dict.fromkeys(word for word in concept.words if word not in plain))
    return Demand(parts, tuple(words))


def _plain(text: str) -> str:
    normal = normalise(text).casefold().replace("’", "'").replace("‘", "'")
    return _SPACE.sub(" ", normal).strip()


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    """Longest first; words of spaced scripts only whole, and with a plural “s”."""
    sides = []
    for phrase in sorted(map(_plain, phrases), key=len, reverse=True):
        quoted = re.escape(phrase)
        sides.append(quoted if _UNSPACED.search(phrase) else rf"(?<!\w){quoted}s?(?!\w)")
    return re.compile("|".join(sides))


def _title(titles: Sequence[str], lines: Sequence[str]) -> float:
    short = [(place, line) for place, line in enumerate(lines) if len(line) <= _HEADING_LETTERS]
    best = 0.0
    for place, line in short:
        bare = _NUMBERING.sub("", line, count=1)
        weight = _TOP if place < _TOP_LINES else _BELOW
        if weight > best:
            best = max(best, weight * _likeness(titles, bare))
    return best


def _among(titles: Sequence[str], headings: Iterable[str]) -> float:
    return max(
        (_likeness(titles, _NUMBERING.sub("", line, count=1)) for line in headings), default=0.0
    )


def _likeness(titles: Sequence[str], line: str) -> float:
    """1 if the line is one of the titles, less the more it says beside it; 0 for sentences."""
    if line.endswith((".", ",", ";")):
        line = line[:-1]
        if len(line.split()) > 8:
            return 0.0
    best = 0.0
    for title in titles:
        place = line.find(title)
        if place >= 0:
            rest = len(line) - len(title)
            if rest and not _UNSPACED.search(title):
                before, after = line[:place], line[place + len(title) :]
                if (before and before[-1].isalnum()) or (after and after[0].isalpha()):
                    continue
            best = max(best, len(title) / (len(title) + 0.5 * rest))
    return best


def _figure_share(plain: str) -> float:
    words = _WORD.findall(plain)
    return sum(bool(_FIGURE.fullmatch(word)) for word in words) / len(words) if words else 0.0
