"""CHILD: text of a PDF page that nobody who looks at the page sees, and where its pictures are."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import pypdfium2.raw as pdfium

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from appliance.documents.records import Word

# PDFium's own handles, which carry no types.
_Handle: TypeAlias = Any
_Colour: TypeAlias = tuple[int, int, int]
_Matrix: TypeAlias = tuple[float, float, float, float, float, float]
_Corners: TypeAlias = tuple[float, float, float, float]

_WHITE: _Colour = (255, 255, 255)
# Colours that differ less, of 255 in each channel, are one to the eye.
_SAME_COLOUR = 20
_FAINT_ALPHA = 13
_TINY_PT = 1.5
_THIN_PT = 2.5
# How much of its text a picture must cover: so scanners write what they read in it.
_COVERED = 0.5
_SHOWS_NOTHING = (3, 7)
_FILLS = (0, 2, 4, 6)
_DEEPEST_FORM = 6
_MOST_OBJECTS = 50_000
_PLAIN: _Matrix = (1, 0, 0, 1, 0, 0)
_OPAQUE = 255
_mode_of = pdfium.FPDFTextObj_GetTextRenderMode
_fill_of = pdfium.FPDFPageObj_GetFillColor
_kind_of = pdfium.FPDFPageObj_GetType


class _Area(NamedTuple):
    """Something painted; `colour` None where it is not one colour, as in a picture."""

    corners: _Corners
    colour: _Colour | None


class Painted(NamedTuple):
    """What one walk over a page's objects gives.

    `hidden` are the stretches of its text that nobody sees; `pictures` the left, bottom, right and
    top of each picture, in the page's coordinates.
    """

    hidden: tuple[tuple[int, int], ...]
    pictures: tuple[_Corners, ...]


class _Shade:
    """Where PDFium writes the colour that it was asked for."""

    def __init__(self) -> None:
        self.red, self.green, self.blue, self.alpha = (ctypes.c_uint() for _ in range(4))
        self.places = tuple(
            ctypes.byref(part) for part in (self.red, self.green, self.blue, self.alpha)
        )

    def fill(self, item: _Handle) -> tuple[_Colour | None, int]:
        """What an object is filled with; None for a pattern."""
        if not _fill_of(item, *self.places):
            return None, _OPAQUE
        return (self.red.value, self.green.value, self.blue.value), self.alpha.value


class _Suspects:
    """Text objects of one page that show nothing, found in the order of painting."""

    def __init__(self) -> None:
        self.hidden: set[int] = set()
        self.pictures: list[_Corners] = []
        self._areas: list[_Area] = []
        self._colours = {_WHITE}
        # Whether something of this colour could vanish on what was painted so far.
        self._answers: dict[_Colour, bool] = {}
        self._shade = _Shade()
        self._unseen: list[tuple[int, _Corners]] = []
        self._left = _MOST_OBJECTS

    def look(self, objects: Iterable[_Handle], matrix: _Matrix, depth: int) -> None:
        """Go through a page's objects, or those of a form on it."""
        for item in objects:
            self._left -= 1
            if self._left < 0:
                return
            kind = _kind_of(item)
            if kind == pdfium.FPDF_PAGEOBJ_TEXT:
                self._text(item, matrix)
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST_FORM:
                count = pdfium.FPDFFormObj_CountObjects(item)
                inner = (pdfium.FPDFFormObj_GetObject(item, place) for place in range(count))
                self.look(inner, _times(_matrix(item), matrix), depth + 1)
            elif kind == pdfium.FPDF_PAGEOBJ_PATH:
                self._path(item, matrix)
            else:
                if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                    self.pictures.append(_corners(item, matrix))
                self._paint(item, matrix, None)

    def settle(self) -> set[int]:
        """Handles of what shows nothing; text behind a picture of its own is the picture's."""
        pictures = [area.corners for area in self._areas if area.colour is None]
        for handle, corners in self._unseen:
            if not any(_share(corners, picture) >= _COVERED for picture in pictures):
                self.hidden.add(handle)
        return self.hidden

    def _text(self, item: _Handle, matrix: _Matrix) -> None:
        # Some writers make an object of every letter, so this runs thousands of times a page.
        mode = _mode_of(item)
        if mode in _SHOWS_NOTHING:
            self._unseen.append((_address(item), _corners(item, matrix)))
            return
        if mode not in _FILLS:
            return
        shade = self._shade
        if not _fill_of(item, *shade.places):
            return
        colour = (shade.red.value, shade.green.value, shade.blue.value)
        vanishes = self._answers.get(colour)
        if vanishes is None:
            vanishes = self._answers[colour] = any(_alike(colour, one) for one in self._colours)
        if shade.alpha.value <= _FAINT_ALPHA or (
            vanishes and self._vanishes(colour, _corners(item, matrix))
        ):
            self.hidden.add(_address(item))

    def _vanishes(self, colour: _Colour, corners: _Corners) -> bool:
        """Whether the last thing painted under the text has its colour; paper is white."""
        for area in reversed(self._areas):
            if _share(corners, area.corners) >= _COVERED:
                return area.colour is not None and _alike(colour, area.colour)
        return _alike(colour, _WHITE)

    def _path(self, item: _Handle, matrix: _Matrix) -> None:
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        if pdfium.FPDFPath_GetDrawMode(item, fill, stroke) and fill.value:
            colour, alpha = self._shade.fill(item)
            if alpha > _FAINT_ALPHA:
                # Half transparent paint lets through what is below, which is not worked out.
                self._paint(item, matrix, colour if alpha == _OPAQUE else None)

    def _paint(self, item: _Handle, matrix: _Matrix, colour: _Colour | None) -> None:
        corners = _corners(item, matrix)
        # Rules and the borders of cells are painted as thin areas; nothing stands on them.
        if min(corners[2] - corners[0], corners[3] - corners[1]) < _THIN_PT:
            return
        self._areas.append(_Area(corners, colour))
        if colour is not None and colour not in self._colours:
            self._colours.add(colour)
            self._answers.clear()


def painted(
    page: _Handle,
    raw: _Handle,
    text: str,
    words: Sequence[Word],
    place: Callable[[int], int],
) -> Painted:
    """Text that is invisible, in the paper's colour, tiny or off the page; and all pictures.

    Args:
        page: PDFium's page as pypdfium2 wraps it.
        raw: the handle of its text.
        text: all its text.
        words: its words with boxes as displayed; width and height are asked of the page.
        place: from a code point's index to PDFium's index of that letter.
    """
    width_pt, height_pt = page.get_size()
    found = [
        (word.start, word.end)
        for word in words
        if _tiny(word) or _outside(word, width_pt, height_pt)
    ]  # fmt: skip
    suspects = _Suspects()
    count = pdfium.FPDFPage_CountObjects(page.raw)
    objects = (pdfium.FPDFPage_GetObject(page.raw, number) for number in range(count))
    suspects.look(objects, _PLAIN, 0)
    hidden = suspects.settle()
    if hidden:
        found += _stretches(hidden, raw, text, place)
    return Painted(tuple(_joined(found, text)), tuple(suspects.pictures))


def _tiny(word: Word) -> bool:
    wide, high = word.x1 - word.x0, word.y1 - word.y0
    return high < _TINY_PT and wide < _TINY_PT * (word.end - word.start)


def _outside(word: Word, width_pt: float, height_pt: float) -> bool:
    return word.x1 <= 0 or word.y1 <= 0 or word.x0 >= width_pt or word.y0 >= height_pt


def _stretches(
    hidden: set[int], raw: _Handle, text: str, place: Callable[[int], int]
) -> Iterator[tuple[int, int]]:
    for index, letter in enumerate(text):
        if letter.isspace():
            continue
        char = place(index)
        if char < 0:
            continue
        owner = pdfium.FPDFText_GetTextObject(raw, char)
        if owner and _address(owner) in hidden:
            yield index, index + 1


def _joined(found: Iterable[tuple[int, int]], text: str) -> Iterator[tuple[int, int]]:
    """Stretches with nothing but white space between them as one."""
    start = end = -1
    for first, last in sorted(found):
        if start >= 0 and (first <= end or text[end:first].isspace()):
            end = max(end, last)
            continue
        if start >= 0:
            yield start, end
        start, end = first, last
    if start >= 0:
        yield start, end


def _address(item: _Handle) -> int:
    return ctypes.addressof(item.contents)


def _alike(first: _Colour, second: _Colour) -> bool:
    return all(abs(a - b) < _SAME_COLOUR for a, b in zip(first, second, strict=True))


def _matrix(item: _Handle) -> _Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, matrix):
        return _PLAIN
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(inner: _Matrix, outer: _Matrix) -> _Matrix:
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    first = (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j)
    return (*first, e * g + f * i + k, e * h + f * j + m)


def _corners(item: _Handle, matrix: _Matrix) -> _Corners:
    """Left, bottom, right and top on the page."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top):
        return 0.0, 0.0, 0.0, 0.0
    x0, y0, x1, y1 = left.value, bottom.value, right.value, top.value
    if matrix == _PLAIN:
        return x0, y0, x1, y1
    a, b, c, d, e, f = matrix
    across = [a * x + c * y + e for x in (x0, x1) for y in (y0, y1)]
    upward = [b * x + d * y + f for x in (x0, x1) for y in (y0, y1)]
    return min(across), min(upward), max(across), max(upward)


def _share(inner: _Corners, outer: _Corners) -> float:
    """How much of `inner` lies in `outer`, 0 to 1."""
    wide = min(inner[2], outer[2]) - max(inner[0], outer[0])
    high = min(inner[3], outer[3]) - max(inner[1], outer[1])
    area = (inner[2] - inner[0]) * (inner[3] - inner[1])
    return wide * high / area if wide > 0 and high > 0 and area > 0 else 0.0
