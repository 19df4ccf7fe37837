"""CHILD: how much of a PDF page its largest picture covers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

# PDFium's own page, which carries no types.
_Page: TypeAlias = Any


def picture_share(page: _Page, pictures: Iterable[tuple[float, float, float, float]]) -> float:
    """From 0 to 1; strips of one picture are not joined.

    Args:
        page: as pypdfium2 wraps it.
        pictures: left, bottom, right and top of each, in the page's coordinates.
    """
    left, bottom, right, top = page.get_bbox()
    area = (right - left) * (top - bottom)
    if area <= 0:
        return 0.0
    largest = 0.0
    for x0, y0, x1, y1 in pictures:
        width = min(x1, right) - max(x0, left)
        height = min(y1, top) - max(y0, bottom)
        if width > 0 and height > 0:
            largest = max(largest, width * height)
    return float(min(1.0, largest / area))
