"""The words of accounting and of filings in `finance.toml`, as they are compared. Pure."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from appliance.documents.normal import normalise
from appliance.retrieval.abbreviations import abbreviates

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_SPACE = re.compile(r"\s+")
UNSPACED = re.compile(r"[\u2e80-\u9fff]")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a report: what heads it, and for statements what stands in it.

    `needed` of the rows make it certain; 0 for parts that are known by their title alone.
    `figures` is whether it is mostly figures.
    """

    name: str
    titles: tuple[str, ...]
    rows: tuple[str, ...]
    needed: int
    figures: bool


@dataclass(frozen=True)
class Concept:
    """What a question may be about, in which parts that stands, and under which names."""

    asked: re.Pattern[str]
    phrases: tuple[str, ...]
    parts: Mapping[str, float]
    words: tuple[str, ...]

    def is_in(self, question: str, short_forms: Sequence[str]) -> bool:
        """Whether the question (as `plain` gives it) names it, in full or in a short form."""
        return bool(self.asked.search(question)) or any(
            abbreviates(short, phrase, letters=1)
            for short in short_forms
            for phrase in self.phrases
        )


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All that is known."""

    parts: tuple[Part, ...]
    concepts: tuple[Concept, ...]


@cache
def lexicon() -> Lexicon:
    """The words that are shipped, read once."""
    text = resources.files("appliance.retrieval").joinpath("finance.toml").read_text("utf-8")
    data = tomllib.loads(text)
    parts = tuple(
        Part(
            name=entry["name"],
            titles=tuple(map(plain, entry["titles"])),
            rows=tuple(map(plain, entry.get("rows", ()))),
            needed=entry.get("needed", 0),
            figures=entry.get("figures", bool(entry.get("needed"))),
        )
        for entry in data["part"]
    )
    # A part is asked for by its own name, too.
    concepts = [_concept(entry["asked"], {entry["name"]: 1.0}, ()) for entry in data["part"]]
    concepts += [
        _concept(entry["asked"], entry["parts"], tuple(entry["words"])) for entry in data["concept"]
    ]
    return Lexicon(parts, tuple(concepts))


def plain(text: str) -> str:
    """Text in small letters, on one line, with straight apostrophes."""
    return on_one_line(folded(text))


def folded(text: str) -> str:
    """Text in small letters with straight apostrophes; its lines stay."""
    return normalise(text).casefold().replace("’", "'").replace("‘", "'")


def on_one_line(text: str) -> str:
    """Text with single spaces."""
    return _SPACE.sub(" ", text).strip()


def _concept(asked: Iterable[str], parts: Mapping[str, float], words: tuple[str, ...]) -> Concept:
    phrases = tuple(map(plain, asked))
    return Concept(_any_of(phrases), phrases, parts, words)


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    """Longest first; words of spaced scripts only whole, and with a plural “s”."""
    sides = []
    for phrase in sorted(phrases, key=len, reverse=True):
        quoted = re.escape(phrase)
        sides.append(quoted if UNSPACED.search(phrase) else rf"(?<!\w){quoted}s?(?!\w)")
    return re.compile("|".join(sides))
