"""CHILD: how much of a PDF page its largest picture covers."""

from __future__ import annotations

import ctypes
from typing import Any, TypeAlias

import pypdfium2.raw as pdfium

# PDFium's own handles, which carry no types.
_Handle: TypeAlias = Any
_Matrix: TypeAlias = tuple[float, float, float, float, float, float]
_Corners: TypeAlias = tuple[float, float, float, float]

# A scan is one picture or a few hundred strips; drawings have more objects, and are no scans.
_MOST_OBJECTS = 20_000
_DEEPEST = 4
_SAME: _Matrix = (1, 0, 0, 1, 0, 0)


def picture_share(page: _Handle) -> float:
    """From 0 to 1; pictures inside forms are found too, strips of one picture are not joined."""
    left, bottom, right, top = page.get_bbox()
    area = (right - left) * (top - bottom)
    if area <= 0:
        return 0.0
    largest = 0.0
    for x0, y0, x1, y1 in _pictures(page.raw):
        width = min(x1, right) - max(x0, left)
        height = min(y1, top) - max(y0, bottom)
        if width > 0 and height > 0:
            largest = max(largest, width * height)
    return float(min(1.0, largest / area))


def _pictures(page: _Handle) -> list[_Corners]:
    """Boxes of all pictures, in the page's coordinates."""
    found: list[_Corners] = []
    left = _MOST_OBJECTS
    waiting: list[tuple[_Handle, _Matrix, int]] = [(page, _SAME, 0)]
    while waiting and left > 0:
        holder, matrix, depth = waiting.pop()
        count = (
            pdfium.FPDFFormObj_CountObjects(holder)
            if depth
            else pdfium.FPDFPage_CountObjects(holder)
        )
        for number in range(min(count, left)):
            left -= 1
            item = (
                pdfium.FPDFFormObj_GetObject(holder, number)
                if depth
                else pdfium.FPDFPage_GetObject(holder, number)
            )
            kind = pdfium.FPDFPageObj_GetType(item)
            if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                found.append(_bounds(item, matrix))
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
                waiting.append((item, _joined(_matrix(item), matrix), depth + 1))
    return found


def _matrix(item: _Handle) -> _Matrix:
    raw = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, ctypes.byref(raw)):
        return _SAME
    return raw.a, raw.b, raw.c, raw.d, raw.e, raw.f


def _joined(inner: _Matrix, outer: _Matrix) -> _Matrix:
    """First the inner one, then the outer."""
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def _bounds(item: _Handle, matrix: _Matrix) -> _Corners:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top):
        return 0.0, 0.0, 0.0, 0.0
    a, b, c, d, e, f = matrix
    corners = [
        (a * x + c * y + e, b * x + d * y + f)
        for x in (left.value, right.value)
        for y in (bottom.value, top.value)
    ]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)
