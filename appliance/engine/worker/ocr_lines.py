"""Makes words with boxes of the letters that were read along a line."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from appliance.engine.records import SeenLine, SeenWord
from appliance.engine.worker import ocr_crops as crops

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from appliance.engine.worker.ocr_crops import Crop
    from appliance.engine.worker.ocr_read import Letter

# Scripts that are written without spaces: each letter is a word of its own.
_UNSPACED = ("CJK", "HIRAGANA", "KATAKANA", "BOPOMOFO", "FULLWIDTH IDEOGRAPHIC", "IDEOGRAPHIC")
_CJK_PUNCTUATION = range(0x3000, 0x3040)
_FULL_WIDTH = range(0xFF00, 0xFFF0)
# Paper above and below the ink that still belongs to a word's box, as a part of the line's height.
_AIR = 0.06


class Group(NamedTuple):
    """Letters of one word, and whether a space stands before it."""

    letters: tuple[Letter, ...]
    spaced: bool


def line_of(crop: Crop, letters: Sequence[Letter]) -> SeenLine | None:
    """The line with its words; None if nothing was read."""
    groups = grouped(letters)
    if not groups:
        return None
    height, width = crop.pixels.shape[:2]
    mask = crops.ink(crop.pixels)
    places = [
        (_along(group.letters[0], width), _along(group.letters[-1], width)) for group in groups
    ]
    spans = crops.bounds(np.asarray(mask.any(axis=0)), places, height / 4)
    top, bottom = _rows(mask)
    words = []
    for group, (begin, end) in zip(groups, spans, strict=True):
        x0, y0, x1, y1 = _box(crop.corners, begin / width, end / width, top, bottom)
        text = "".join(letter.text for letter in group.letters)
        chance = min(letter.probability for letter in group.letters)
        words.append(SeenWord(text, x0, y0, x1, y1, chance))
    text = words[0].text + "".join(
        (" " if group.spaced else "") + word.text
        for group, word in zip(groups[1:], words[1:], strict=True)
    )
    return SeenLine(
        text,
        min(word.x0 for word in words),
        min(word.y0 for word in words),
        max(word.x1 for word in words),
        max(word.y1 for word in words),
        tuple(words),
    )


def sureness(letters: Sequence[Letter]) -> float:
    """How likely the letters of a line are right, on average; 0 if there are none."""
    chances = [letter.probability for letter in letters if not letter.text.isspace()]
    return float(np.mean(chances)) if chances else 0.0


def grouped(letters: Sequence[Letter]) -> list[Group]:
    """Words in their order: cut at spaces and around each letter of a script without spaces."""
    groups: list[Group] = []
    open_: list[Letter] = []
    spaced = False

    def close(*, space: bool) -> None:
        nonlocal open_, spaced
        if open_:
            groups.append(Group(tuple(open_), spaced))
            open_, spaced = [], False
        spaced = spaced or space

    for letter in letters:
        if letter.text.isspace() or not letter.text.isprintable():
            close(space=True)
        elif _alone(letter.text):
            close(space=False)
            open_.append(letter)
            close(space=False)
        else:
            open_.append(letter)
    close(space=False)
    return groups


def _alone(text: str) -> bool:
    place = ord(text[0])
    if place < _CJK_PUNCTUATION.start:
        return False
    if place in _CJK_PUNCTUATION or place in _FULL_WIDTH:
        return True
    return unicodedata.name(text[0], "").startswith(_UNSPACED)


def _along(letter: Letter, width: int) -> float:
    return letter.middle * width


def _rows(mask: NDArray[np.bool_]) -> tuple[float, float]:
    """From where to where the ink of a line reaches down its height, 0 to 1."""
    height = mask.shape[0]
    rows = np.flatnonzero(mask.any(axis=1))
    if not len(rows):
        return 0.0, 1.0
    return max(0.0, rows[0] / height - _AIR), min(1.0, (rows[-1] + 1) / height + _AIR)


def _box(
    corners: NDArray[np.float32], left: float, right: float, top: float, bottom: float
) -> tuple[float, float, float, float]:
    """The upright box around a part of a line, which may be tilted or stand."""
    first, second, third, fourth = corners.astype(np.float64)
    points = []
    for across in (left, right):
        upper = first + (second - first) * across
        lower = fourth + (third - fourth) * across
        points += [upper + (lower - upper) * down for down in (top, bottom)]
    x0, y0 = np.min(points, axis=0)
    x1, y1 = np.max(points, axis=0)
    return float(x0), float(y0), float(x1), float(y1)
