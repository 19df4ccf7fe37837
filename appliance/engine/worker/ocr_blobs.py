"""Points of a mask that hang together, and the smallest rectangle around each group."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Rectangle(NamedTuple):
    """A rectangle that may be tilted: its middle, two unit vectors, and its extent along each."""

    middle: NDArray[np.float64]
    along: NDArray[np.float64]
    across: NDArray[np.float64]
    length: float
    width: float

    def corners(self, growth: float = 0.0) -> NDArray[np.float32]:
        """Its corners in a circle, each side `growth` longer."""
        half_along = self.along * (self.length + growth) / 2
        half_across = self.across * (self.width + growth) / 2
        signs = ((-1, -1), (1, -1), (1, 1), (-1, 1))
        points = [self.middle + one * half_along + two * half_across for one, two in signs]
        return np.asarray(points, np.float32)


def blobs(mask: NDArray[np.bool_], most: int) -> list[NDArray[np.float64]]:
    """The outermost points, as x and y, of each group of points that touch, diagonally too.

    At most `most` groups, those with the most points first.
    """
    rows, begins, ends = _runs(mask)
    if not len(rows):
        return []
    labels = _labels(rows, begins, ends, mask.shape[1])
    is_first = labels == np.arange(len(labels))
    group = (np.cumsum(is_first) - 1)[labels]
    sizes = np.bincount(group, weights=ends - begins)
    order = np.argsort(group, kind="stable")
    cuts = np.searchsorted(group[order], np.arange(len(sizes) + 1))
    found = []
    for number in np.argsort(-sizes, kind="stable")[:most]:
        members = order[cuts[number] : cuts[number + 1]]
        # A point covers one unit: from its left and upper edge to its right and lower one.
        xs = np.concatenate([begins[members], ends[members]])
        ys = np.concatenate([rows[members], rows[members]])
        corners = np.concatenate([np.stack([xs, ys], 1), np.stack([xs, ys + 1], 1)])
        found.append(corners.astype(np.float64))
    return found


def smallest_rectangle(points: NDArray[np.float64]) -> Rectangle:
    """The rectangle of the least area around points; one of its sides lies on their hull."""
    hull = _hull(points)
    edges = np.roll(hull, -1, axis=0) - hull
    lengths = np.hypot(edges[:, 0], edges[:, 1])
    along = edges[lengths > 0] / lengths[lengths > 0, None]
    if not len(along):
        along = np.array([[1.0, 0.0]])
    across = np.stack([-along[:, 1], along[:, 0]], axis=1)
    far_along, far_across = hull @ along.T, hull @ across.T
    length, width = np.ptp(far_along, axis=0), np.ptp(far_across, axis=0)
    best = int(np.argmin(length * width))
    middle = along[best] * (far_along[:, best].max() + far_along[:, best].min()) / 2
    middle = middle + across[best] * (far_across[:, best].max() + far_across[:, best].min()) / 2
    return Rectangle(middle, along[best], across[best], float(length[best]), float(width[best]))


def _runs(mask: NDArray[np.bool_]) -> tuple[NDArray[np.int64], ...]:
    """Row, begin and end of each run of points in a row, in reading order."""
    framed = np.zeros((mask.shape[0], mask.shape[1] + 2), np.int8)
    framed[:, 1:-1] = mask
    steps = np.diff(framed, axis=1)
    rows, begins = np.nonzero(steps == 1)
    _, ends = np.nonzero(steps == -1)
    return rows, begins, ends


def _labels(
    rows: NDArray[np.int64], begins: NDArray[np.int64], ends: NDArray[np.int64], width: int
) -> NDArray[np.int64]:
    """For each run the number of the first run that it hangs together with."""
    stride = width + 2
    above = (rows - 1) * stride
    # Runs of the row above that touch this one, diagonally too, stand one after the other.
    first = np.searchsorted(rows * stride + ends, above + begins, side="left")
    last = np.searchsorted(rows * stride + begins, above + ends, side="right")
    counts = np.maximum(last - first, 0)
    below = np.repeat(np.arange(len(rows)), counts)
    upper = np.arange(len(below)) - np.repeat(np.cumsum(counts) - counts, counts)
    upper += np.repeat(first, counts)
    labels = np.arange(len(rows))
    while True:
        one, two = labels[below], labels[upper]
        lower = np.minimum(one, two)
        if np.array_equal(one, two):
            return labels
        np.minimum.at(labels, one, lower)
        np.minimum.at(labels, two, lower)
        while not np.array_equal(labels, jumped := labels[labels]):
            labels = jumped


def _hull(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """The convex hull, in a circle (Andrew's monotone chain)."""
    ordered = sorted({(x, y) for x, y in points.tolist()})
    if len(ordered) < 3:
        return np.array(ordered, np.float64)

    def half(chain: list[tuple[float, float]]) -> list[tuple[float, float]]:
        kept: list[tuple[float, float]] = []
        for x, y in chain:
            while len(kept) > 1:
                (x1, y1), (x2, y2) = kept[-2], kept[-1]
                if (x2 - x1) * (y - y1) - (y2 - y1) * (x - x1) > 0:
                    break
                kept.pop()
            kept.append((x, y))
        return kept[:-1]

    return np.array(half(ordered) + half(ordered[::-1]), np.float64)
