"""Finds the lines of text in a picture with a network of the DB kind (differentiable binarization).

The network gives each point a probability of lying in the shrunken middle of a line. Points above a
threshold hang together as one line; the rectangle around them is grown by as much as the network
was taught to shrink.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from PIL.Image import Resampling
from PIL.Image import new as new_image

from appliance.engine.protocol import Trouble
from appliance.engine.worker.ocr_blobs import blobs, smallest_rectangle
from appliance.engine.worker.wire import Refused

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PIL.Image import Image

    from appliance.engine.worker.ocr_blobs import Rectangle

# The longer side of what the network sees. At 1280 a letter of 8 points is 9 pixels high, and more
# finds no more lines of a printed page, only takes longer.
_LONGEST_SIDE_PX = 1440
# The network halves its picture five times.
_GRAIN_PX = 32
# Short pictures (a stamp, a cut-out line) get a margin: letters at the very edge are not found.
_MARGIN_PX = 32
_SHORT_SIDE_PX = 128
_POINT_IS_TEXT = 0.3
_LINE_IS_TEXT = 0.5
_GROWTH = 1.6
_LEAST_SIDE_PX = 3.0
# A page of small print has 300 lines; noise makes tens of thousands.
_MOST_LINES = 2000


class Detector:
    """A session of the detecting network."""

    def __init__(self, session: Any) -> None:  # noqa: ANN401 - the library has no types
        """Raises: Refused: it is not such a network."""
        inputs, outputs = session.get_inputs(), session.get_outputs()
        if len(inputs) != 1 or len(outputs) != 1:
            raise Refused(Trouble.WEIGHTS_UNSUITABLE)
        self._session = session
        self._input, self._output = inputs[0].name, outputs[0].name

    def lines(
        self,
        picture: Image,
        run: Any = None,  # noqa: ANN401 - the library has no types
    ) -> NDArray[np.float32]:
        """The corners of each line, in pixels of the RGB picture, clockwise from its top left.

        `run` are the library's options of one run, through which another thread can end it.

        Returns: float32 of shape (lines, 4, 2); a line's longer sides are level, not upright,
            unless the line itself stands.
        Raises: Refused.
        """
        width, height = picture.size
        margin = _MARGIN_PX if min(height, width) < _SHORT_SIDE_PX else 0
        if margin:
            size = (width + 2 * margin, height + 2 * margin)
            paper = picture.getpixel((0, 0))
            framed = new_image("RGB", size, paper)
            framed.paste(picture, (margin, margin))
            picture = framed
        seen, scale_x, scale_y = _seen(picture)
        try:
            (answer,) = self._session.run([self._output], {self._input: seen}, run)
        except Exception as error:  # the library's own exceptions have no useful common root
            raise Refused(Trouble.COMPUTATION_FAILED) from error
        probability = np.asarray(answer, np.float32)
        if probability.shape != (1, 1, *seen.shape[2:]) or not np.isfinite(probability).all():
            raise Refused(Trouble.WEIGHTS_UNSUITABLE)
        corners = _corners(probability[0, 0])
        corners[:, :, 0] = np.clip(corners[:, :, 0] * scale_x - margin, 0, width)
        corners[:, :, 1] = np.clip(corners[:, :, 1] * scale_y - margin, 0, height)
        return corners


def _seen(picture: Image) -> tuple[NDArray[np.float32], float, float]:
    """What the network gets, and how many pixels of the picture one of it is, in x and y."""
    width, height = picture.size
    ratio = min(1.0, _LONGEST_SIDE_PX / max(height, width))
    new_width = max(_GRAIN_PX, round(width * ratio / _GRAIN_PX) * _GRAIN_PX)
    new_height = max(_GRAIN_PX, round(height * ratio / _GRAIN_PX) * _GRAIN_PX)
    small = np.asarray(picture.resize((new_width, new_height), Resampling.BILINEAR))
    # Blue first, from -1 to 1, as it was trained.
    values = small[:, :, ::-1].astype(np.float32) / 127.5 - 1.0
    plane = np.ascontiguousarray(values.transpose(2, 0, 1)[None])
    return plane, width / new_width, height / new_height


def _corners(probability: NDArray[np.float32]) -> NDArray[np.float32]:
    found: list[NDArray[np.float32]] = []
    for points in blobs(probability > _POINT_IS_TEXT, _MOST_LINES):
        rectangle = smallest_rectangle(points)
        if min(rectangle.length, rectangle.width) < _LEAST_SIDE_PX:
            continue
        if _mean_inside(probability, rectangle) < _LINE_IS_TEXT:
            continue
        # The offset of a rectangle's outline, as the network's targets were made.
        area, half_outline = rectangle.length * rectangle.width, rectangle.length + rectangle.width
        found.append(_from_top_left(rectangle.corners(growth=area * _GROWTH / half_outline)))
    return np.stack(found) if found else np.empty((0, 4, 2), np.float32)


def _mean_inside(probability: NDArray[np.float32], rectangle: Rectangle) -> float:
    """The mean probability of points about a unit apart."""
    first, second, _, fourth = rectangle.corners()
    along = np.linspace(0, 1, int(rectangle.length) + 2)[:, None, None]
    across = np.linspace(0, 1, int(rectangle.width) + 2)[None, :, None]
    places = first + (second - first) * along + (fourth - first) * across
    rows, columns = probability.shape
    x = np.clip(places[..., 0], 0, columns - 1).astype(np.int64)
    y = np.clip(places[..., 1], 0, rows - 1).astype(np.int64)
    return float(probability[y, x].mean())


def _from_top_left(corners: NDArray[np.float32]) -> NDArray[np.float32]:
    """The same corners clockwise, beginning with the one at the top left."""
    by_x = corners[np.argsort(corners[:, 0], kind="stable")]
    left, right = by_x[:2], by_x[2:]
    top_left, bottom_left = left[np.argsort(left[:, 1], kind="stable")]
    top_right, bottom_right = right[np.argsort(right[:, 1], kind="stable")]
    return np.stack([top_left, top_right, bottom_right, bottom_left])
