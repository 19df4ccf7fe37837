"""What a search gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Mode = Literal["fused", "lexical", "vector"]


@dataclass(frozen=True, slots=True)
class Hit:
    """One passage found.

    `page` counts from 1; `start` and `end` are code points of that page's text, half-open, and
    `text` is exactly that part. `score` orders the hits of one search, higher first; it does not
    compare between searches or modes.
    """

    document: str
    document_id: int
    page: int
    start: int
    end: int
    text: str
    score: float
    chunk_id: int
