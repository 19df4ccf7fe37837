"""CHILD: where each word of a PDF page stands."""

from __future__ import annotations

import ctypes
import re
from itertools import accumulate
from typing import TYPE_CHECKING, Any, TypeAlias

import pypdfium2.raw as pdfium

from appliance.documents.records import Word
from appliance.documents.words import sound

if TYPE_CHECKING:
    from collections.abc import Callable

# PDFium's own handles and structures, which carry no types.
_Handle: TypeAlias = Any
_Corners: TypeAlias = tuple[float, float, float, float]

# PDFium writes U+FFFE for a hyphen at a line's end and goes on with the next line's letters.
_WORD_PIECE = re.compile("[^\\s\ufffe]+\ufffe?|\ufffe")
_LAST_BASIC = "\uffff"
# PDFium maps a page to whole device units; this many to a point keeps a hundredth of a point.
_UNITS_PER_POINT = 100
_PROBE_PT = 1000.0


class DisplayMap:
    """From PDF coordinates to points from the top left of the page as it is displayed.

    Follows the page's rotation and crop box, as rendering does.
    """

    def __init__(self, a: float, b: float, c: float, d: float, e: float, f: float) -> None:
        self._matrix = (a, b, c, d, e, f)

    def box(self, rect: _Handle) -> _Corners:
        """The rectangle as left, top, right, bottom."""
        a, b, c, d, e, f = self._matrix
        x0, y0 = a * rect.left + c * rect.bottom + e, b * rect.left + d * rect.bottom + f
        x1, y1 = a * rect.right + c * rect.top + e, b * rect.right + d * rect.top + f
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def display_map(page: _Handle, width_pt: float, height_pt: float) -> DisplayMap:
    """The map of one page, found by asking PDFium where three points land."""
    width = max(1, round(width_pt * _UNITS_PER_POINT))
    height = max(1, round(height_pt * _UNITS_PER_POINT))
    x, y = ctypes.c_int(), ctypes.c_int()

    def shown(page_x: float, page_y: float) -> tuple[float, float]:
        pdfium.FPDF_PageToDevice(page.raw, 0, 0, width, height, 0, page_x, page_y, x, y)
        return x.value / _UNITS_PER_POINT, y.value / _UNITS_PER_POINT

    origin, right, up = shown(0, 0), shown(_PROBE_PT, 0), shown(0, _PROBE_PT)
    return DisplayMap(
        (right[0] - origin[0]) / _PROBE_PT,
        (right[1] - origin[1]) / _PROBE_PT,
        (up[0] - origin[0]) / _PROBE_PT,
        (up[1] - origin[1]) / _PROBE_PT,
        origin[0],
        origin[1],
    )


def find_words(text: str, char_count: int, raw: _Handle, to_display: DisplayMap) -> list[Word]:
    """Each run of letters with the box around its first and last one.

    PDFium counts UTF-16 units; the loose box of a letter has the height of its font, so first and
    last are enough unless the run wraps to another line, where each letter is asked.
    """
    place = char_places(text, char_count, raw)
    rect = pdfium.FS_RECTF()
    reference = ctypes.byref(rect)

    def box(index: int) -> _Corners | None:
        char = place(index)
        if char < 0 or not pdfium.FPDFText_GetLooseCharBox(raw, char, reference):
            return None
        return to_display.box(rect)

    words: list[Word] = []
    for match in _WORD_PIECE.finditer(text):
        start, end = match.span()
        first, last = box(start), box(end - 1)
        if first is None or last is None:
            continue
        if _one_line(first, last):
            words.append(Word(start, end, *_union(first, last)))
        else:
            words += _letter_runs(start, end, box)
    # Text that runs off the page for kilometres has no box that could be shown.
    return [word for word in words if sound(word)]


def char_places(text: str, char_count: int, raw: _Handle) -> Callable[[int], int]:
    """From a code point's index in `text` to PDFium's index of that letter."""
    if len(text) == char_count:
        return lambda index: index
    units = [0, *accumulate(2 if letter > _LAST_BASIC else 1 for letter in text)]
    if units[-1] == char_count:
        return lambda index: units[index]
    return lambda index: pdfium.FPDFText_GetCharIndexFromTextIndex(raw, units[index])


def _letter_runs(start: int, end: int, box: Callable[[int], _Corners | None]) -> list[Word]:
    """A run that wraps, cut where the line changes."""
    words: list[Word] = []
    for index in range(start, end):
        letter = box(index)
        if letter is None:
            continue
        last = words[-1] if words else None
        if last is not None and _one_line((last.x0, last.y0, last.x1, last.y1), letter):
            around = _union((last.x0, last.y0, last.x1, last.y1), letter)
            words[-1] = Word(last.start, index + 1, *around)
        else:
            words.append(Word(index, index + 1, *letter))
    return words


def _one_line(a: _Corners, b: _Corners) -> bool:
    """Overlapping in height, or (text turned by a quarter) in width."""
    upright = min(a[3], b[3]) - max(a[1], b[1])
    turned = min(a[2], b[2]) - max(a[0], b[0])
    return upright > 0.3 * min(a[3] - a[1], b[3] - b[1]) or turned > 0.8 * min(
        a[2] - a[0], b[2] - b[0]
    )


def _union(a: _Corners, b: _Corners) -> _Corners:
    return min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])
