"""Cuts lines of text out of a picture, straight and level, and finds where their letters stand."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from PIL.Image import Resampling, Transform

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from PIL.Image import Image

# A line whose box is this much higher than wide may stand; a single digit may, too.
_STANDING = 1.5
_LETTERS = 2.0
# Ink of a letter's stroke, next to paper, in shades of 255.
_LEAST_CONTRAST = 24
_BRIGHTNESS = (0.299, 0.587, 0.114)  # of red, green and blue (ITU-R BT.601)
# Corners that are off by less are those of a level line, which needs no turning.
_LEVEL_PX = 0.75
# A row of points that is filled so far is a ruled line, no letters.
_RULE = 0.85


class Crop(NamedTuple):
    """One line, cut out.

    `corners` are its place in the picture, clockwise from where its reading begins.
    """

    corners: NDArray[np.float32]
    pixels: NDArray[np.uint8]


def turned(corners: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Which lines stand, read from bottom to top or top to bottom, and do not lie.

    A lone “1” is higher than wide as well: it stands only if most of the page does, or if it is
    longer than the letters of the lines that lie are high.
    """
    if not len(corners):
        return np.zeros(0, np.bool_)
    widths, heights = sides(corners)
    tall = heights >= _STANDING * widths
    if not tall.any():
        return tall
    standing_px = float(heights[tall].sum())
    lying_px = float(widths[~tall].sum())
    if standing_px > lying_px:
        return tall
    letter_px = float(np.median(heights[~tall])) if (~tall).any() else 0.0
    return tall & (heights > _LETTERS * letter_px)


def sides(corners: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """How long the first and the second side of each line are, in pixels."""
    edges = np.linalg.norm(np.roll(corners, -1, axis=1) - corners, axis=2)
    widths = np.maximum(edges[:, 0], edges[:, 2])
    heights = np.maximum(edges[:, 1], edges[:, 3])
    return widths.astype(np.float32), heights.astype(np.float32)


def cut(picture: Image, corners: NDArray[np.float32], height_px: int, most_width_px: int) -> Crop:
    """The line between four corners, `height_px` high, squeezed if it were too long."""
    (width,), (height,) = sides(corners[None])
    scale = height_px / max(float(height), 1.0)
    size = (min(most_width_px, max(1, round(float(width) * scale))), height_px)
    first, second, third, fourth = corners.astype(np.float64)
    level = np.abs([first[1] - second[1], third[1] - fourth[1], first[0] - fourth[0]]).max()
    if level < _LEVEL_PX and first[0] < second[0] and first[1] < fourth[1]:
        box = (first[0], first[1], max(third[0], first[0] + 1), max(third[1], first[1] + 1))
        x0, y0, x1, y1 = np.clip(box, 0, (*picture.size, *picture.size)).tolist()
        if x1 - x0 >= 1 and y1 - y0 >= 1:
            pixels = picture.resize(size, Resampling.BICUBIC, box=(x0, y0, x1, y1))
            return Crop(corners, np.asarray(pixels))
    whole = (max(1, round(float(width))), max(1, round(float(height))))
    right, down = (second - first) / whole[0], (fourth - first) / whole[1]
    way = (right[0], down[0], first[0], right[1], down[1], first[1])
    straight = picture.transform(whole, Transform.AFFINE, way, Resampling.BICUBIC)
    return Crop(corners, np.asarray(straight.resize(size, Resampling.BICUBIC)))


def ink(crop: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Where a line has ink; nowhere if it has no contrast."""
    grey = (crop @ np.array(_BRIGHTNESS, np.float32)).astype(np.uint8)
    if int(grey.max()) - int(grey.min()) < _LEAST_CONTRAST:
        return np.zeros(grey.shape, np.bool_)
    found = grey <= _threshold(grey)
    # White letters on a dark ground: what there is less of is the ink.
    found = found if found.mean() <= 0.5 else ~found
    found[found.mean(axis=1) > _RULE] = False
    return found


def _threshold(grey: NDArray[np.uint8]) -> int:
    """The shade that parts the two kinds of points best (Otsu's method)."""
    counts = np.bincount(grey.ravel(), minlength=256).astype(np.float64)
    below = np.cumsum(counts)
    above = below[-1] - below
    mass = np.cumsum(counts * np.arange(256))
    with np.errstate(divide="ignore", invalid="ignore"):
        apart = below * above * (mass / below - (mass[-1] - mass) / above) ** 2
    return int(np.argmax(np.nan_to_num(apart)))


def bounds(
    columns: NDArray[np.bool_], places: Sequence[tuple[float, float]], reach_px: float
) -> list[tuple[float, float]]:
    """Where each word begins and ends along a line, from where its letters were seen.

    Args:
        columns: which columns of the line have ink.
        places: about where the first letter's and the last letter's middle is, ascending.
        reach_px: how far a boundary may be from where it was thought to be: half a letter.

    The boundary of two words is the widest gap without ink near the middle between their letters.
    """
    width = len(columns)
    filled = np.flatnonzero(columns)
    first, last = (int(filled[0]), int(filled[-1]) + 1) if len(filled) else (0, width)
    starts, ends = [float(min(first, places[0][0]))], []
    for (_, before), (after, _) in pairwise(places):
        gap = _widest_gap(columns, before, after, reach_px)
        end, start = gap if gap is not None else ((before + after) / 2, (before + after) / 2)
        ends.append(end)
        starts.append(start)
    ends.append(float(max(last, places[-1][1])))
    return list(zip(starts, ends, strict=True))


def _widest_gap(
    columns: NDArray[np.bool_], before: float, after: float, reach_px: float
) -> tuple[float, float] | None:
    """The longest run without ink between two letters' middles."""
    low = max(0, int(min(before, (before + after) / 2 - reach_px)))
    high = min(len(columns), int(max(after, (before + after) / 2 + reach_px)) + 1)
    free = np.concatenate([[False], ~columns[low:high], [False]])
    steps = np.flatnonzero(free[1:] != free[:-1])
    runs = steps.reshape(-1, 2)
    if not len(runs):
        return None
    begin, end = runs[np.argmax(runs[:, 1] - runs[:, 0])]
    return float(low + begin), float(low + end)
