"""What a search gives."""

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
