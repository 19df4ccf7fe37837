"""Where a span of text stands on its page: one box per line. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.documents.records import Box

if TYPE_CHECKING:
    from collections.abc import Iterable

    from appliance.documents.records import Word

# Two words are on one line when they share this part of the lower one's height.
_SHARED_HEIGHT = 0.5
# A wider gap than this many line heights is another column, not another word.
_COLUMN_GAP = 6.0


def boxes(words: Iterable[Word], start: int, end: int) -> tuple[Box, ...]:
    """Boxes that cover the words overlapping `start:end`, merged per line, in reading order.

    Whole words are covered even if the span cuts one. Empty where the page has no words.
    """
    merged: list[Box] = []
    for word in words:
        if word.start >= end or word.end <= start:
            continue
        box = Box(word.x0, word.y0, word.x1, word.y1)
        if merged and _same_line(merged[-1], box):
            last = merged[-1]
            merged[-1] = Box(
                min(last.x0, box.x0),
                min(last.y0, box.y0),
                max(last.x1, box.x1),
                max(last.y1, box.y1),
            )
        else:
            merged.append(box)
    return tuple(merged)


def _same_line(line: Box, word: Box) -> bool:
    height = min(line.y1 - line.y0, word.y1 - word.y0)
    shared = min(line.y1, word.y1) - max(line.y0, word.y0)
    gap = max(word.x0 - line.x1, line.x0 - word.x1)
    tallest = max(line.y1 - line.y0, word.y1 - word.y0)
    return shared > _SHARED_HEIGHT * height and gap <= _COLUMN_GAP * tallest
