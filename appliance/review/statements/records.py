"""What a judgement about statements is made of; frozen, without behaviour."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """A sentence or list item; half-open code points of a page's text.

    `page` counts from 1. `score` is 0 to 1: how likely it is evidence, of a trained statement; how
    near it is to the statement's wording, of another.
    """

    page: int
    start: int
    end: int
    score: float


class Judged(NamedTuple):
    """What was found out about one item.

    Attributes:
        met, contradicted, not_mentioned: probabilities, together 1.
        spans: those that speak most for a verdict either way, best first.
        certain: the most probable of the three may be shown as certain; never so of a statement
            that nothing was trained for.
        trained: by a model of exactly this statement; else by likeness of wording alone.
    """

    item_id: str
    met: float
    contradicted: float
    not_mentioned: float
    spans: tuple[Span, ...]
    certain: bool
    trained: bool
