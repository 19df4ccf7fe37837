"""What a search is about and what it gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Mode = Literal["fused", "lexical", "vector"]
PassageKind = Literal["text", "table", "heading"]


@dataclass(frozen=True, slots=True)
class Hit:
    """One passage found.

    `page` counts from 1; `start` and `end` are code points of that page's text, half-open, and
    `text` is exactly that part. `score` orders the hits of one search, higher first; it does not
    compare between searches or modes. `section` is the path of headings above the passage, joined
    by " › "; `kind` what it is part of, and `table` the number of its table, 0 for none.
    """

    document: str
    document_id: int
    page: int
    start: int
    end: int
    text: str
    score: float
    chunk_id: int
    section: str = ""
    kind: PassageKind = "text"
    table: int = 0


@dataclass(frozen=True, slots=True)
class SearchScope:
    """Which passages of a case take part; an empty choice means all.

    Attributes:
        documents: names.
        kinds: of passages.
        sections: paths of headings; those below take part too.
        parts: of reports (“balance-sheet”), as facets name them.
        pages: first and last page, from 1, both included.
    """

    documents: tuple[str, ...] = ()
    kinds: tuple[PassageKind, ...] = ()
    sections: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    pages: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Facet:
    """A value that a search can be narrowed to, and how many of the passages found have it."""

    value: str
    passages: int


@dataclass(frozen=True, slots=True)
class PageCount:
    """How many passages of a page were found."""

    document: str
    page: int
    passages: int


@dataclass(frozen=True, slots=True)
class Facets:
    """What the passages found have in common, the most frequent first.

    Found are those with a word of the question and the best by meaning.
    """

    documents: tuple[Facet, ...] = ()
    kinds: tuple[Facet, ...] = ()
    sections: tuple[Facet, ...] = ()
    parts: tuple[Facet, ...] = ()
    pages: tuple[PageCount, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """The best passages, what all found ones have in common, and how many took part."""

    hits: tuple[Hit, ...]
    facets: Facets
    found: int
    searched: int
