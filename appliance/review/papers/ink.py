"""Whether something is drawn over a line to sign on: ink that no text tells of. Pure.

The picture of the page is looked at above the line. What the page's own words cover, and rules that
run through, are no ink.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from appliance.documents.records import Box, PageImage, Word

SCALE = 2.0
# Handwriting stands on its line and reaches up about three lines of print.
_ABOVE_PT = 30.0
_BELOW_PT = 6.0
_WIDER_PT = 4.0
_DARK = 150
_COLOURED = 60
_RULE_SHARE = 0.7
_WORD_MARGIN_PT = 1.5
# A scrawl of 8 points by a pen of one; specks of a scan are smaller.
_LEAST_INK_PT2 = 8.0


def has_ink(picture: PageImage, line: Box, words: Iterable[Word]) -> bool:
    """Whether marks stand over `line` that are neither words nor rules."""
    pixels = np.frombuffer(picture.rgb, np.uint8).reshape(picture.height_px, picture.width_px, 3)
    scale = picture.scale
    top, bottom = _span(line.y0 - _ABOVE_PT, line.y1 + _BELOW_PT, scale, picture.height_px)
    left, right = _span(line.x0 - _WIDER_PT, line.x1 + _WIDER_PT, scale, picture.width_px)
    if top >= bottom or left >= right:
        return False
    part = pixels[top:bottom, left:right].astype(np.int16)
    marked = (part.min(axis=2) < _DARK) | (part.max(axis=2) - part.min(axis=2) > _COLOURED)
    for word in words:
        a, b = _span(word.y0 - _WORD_MARGIN_PT, word.y1 + _WORD_MARGIN_PT, scale, picture.height_px)
        c, d = _span(word.x0 - _WORD_MARGIN_PT, word.x1 + _WORD_MARGIN_PT, scale, picture.width_px)
        marked[max(0, a - top) : max(0, b - top), max(0, c - left) : max(0, d - left)] = False
    # Rules and frames run through the whole width or height.
    marked[marked.mean(axis=1) > _RULE_SHARE, :] = False
    marked[:, marked.mean(axis=0) > _RULE_SHARE] = False
    return float(marked.sum()) / (scale * scale) >= _LEAST_INK_PT2


def _span(low_pt: float, high_pt: float, scale: float, most_px: int) -> tuple[int, int]:
    return max(0, int(low_pt * scale)), min(most_px, max(0, int(high_pt * scale) + 1))
