"""Which part of a page is shown with a quote, and where on it the words lie. Pure."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from appliance.review.reports.protocol import MOST_PIXELS, MOST_SIDE_PX, Area, Crop

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from appliance.documents.records import Box, PageImage
    from appliance.review.records import Rect

# Of the page around the words, so that they are seen in their place.
_MARGIN_PT = 34.0
_TALLEST_PT = 330.0
# A mark reaches a little beyond the letters.
_BLEED_PT = 1.2
# What is covered, further: a box of words may be too tight.
_COVER_PT = 2.0


def crop(
    name: str,
    picture: PageImage,
    boxes: Sequence[Rect],
    *,
    covered: Iterable[Box | Rect] = (),
    shown: Iterable[Box | Rect] | None = None,
) -> Crop | None:
    """The page's whole width around the boxes, from their first line on.

    With `shown` nothing is seen but those parts of the page. None if the boxes lie outside the
    picture.
    """
    scale = picture.scale
    top_pt = max(0.0, min(box.y0 for box in boxes) - _MARGIN_PT)
    bottom_pt = min(max(box.y1 for box in boxes) + _MARGIN_PT, top_pt + _TALLEST_PT)
    top, bottom = math.floor(top_pt * scale), min(math.ceil(bottom_pt * scale), picture.height_px)
    width = picture.width_px
    tallest = min(MOST_SIDE_PX, MOST_PIXELS // max(1, width))
    bottom = min(bottom, top + tallest)
    if bottom <= top or width > MOST_SIDE_PX:
        return None
    row_bytes = 3 * width
    frame = Area(0, top, width, bottom)
    marked = tuple(one for box in boxes if (one := _area(box, scale, frame, _BLEED_PT)))
    hidden = tuple(one for box in covered if (one := _area(box, scale, frame, _COVER_PT)))
    if not marked:
        return None
    clear = None
    if shown is not None:
        clear = tuple(one for box in shown if (one := _area(box, scale, frame, _BLEED_PT)))
    rgb = picture.rgb[top * row_bytes : bottom * row_bytes]
    return Crop(name, width, bottom - top, rgb, marked, hidden, clear)


def _area(box: Box | Rect, scale: float, frame: Area, bleed_pt: float) -> Area | None:
    """The box in pixels of the crop; None if nothing of it lies within."""
    x0 = max(frame.x0, math.floor((box.x0 - bleed_pt) * scale))
    x1 = min(frame.x1, math.ceil((box.x1 + bleed_pt) * scale))
    y0 = max(frame.y0, math.floor((box.y0 - bleed_pt) * scale)) - frame.y0
    y1 = min(frame.y1, math.ceil((box.y1 + bleed_pt) * scale)) - frame.y0
    return Area(x0, y0, x1, y1) if x1 > x0 and y1 > y0 else None
