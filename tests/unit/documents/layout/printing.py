"""Prints tables into PDFs in the manner of annual reports, so that the truth is known.

Rows are lists of texts. A row of headings with a single text that is not in the first column is
printed across all columns of figures.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

if TYPE_CHECKING:
    from collections.abc import Sequence

Style = Literal["report", "plain", "ruled"]
_FIGURE = re.compile(r"\s*([$€£]?)\s*(\(?[\d.,]+|[—–-]+)\s*([)%]*)\s*")
_LEADING = 1.18
_LEFT_PT = 54.0


@dataclass(frozen=True)
class Look:
    """How tables are printed.

    “report”: no rules but thin ones above totals, signs apart from their figures, brackets hang.
    “plain”: no rules at all, signs beside their figures. “ruled”: every cell in a box.
    """

    style: Style = "report"
    size_pt: float = 9.0
    row_space: float = 0.55  # of the size, beside the leading
    label_share: float = 0.45
    page_pt: tuple[float, float] = (612.0, 792.0)
    centred_headings: bool = False


class Printer:
    """Puts paragraphs and tables onto pages, from top to bottom."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._out = io.BytesIO()
        self._canvas = Canvas(self._out, pagesize=look.page_pt, invariant=1)
        self._y = look.page_pt[1] - 60

    @property
    def _right(self) -> float:
        return self._look.page_pt[0] - _LEFT_PT

    def paragraph(self, text: str, *, size_pt: float | None = None) -> None:
        """Text over the whole width."""
        size = size_pt or self._look.size_pt
        for line in simpleSplit(text, "Helvetica", size, self._right - _LEFT_PT):
            self._canvas.setFont("Helvetica", size)
            self._canvas.drawString(_LEFT_PT, self._y, line)
            self._y -= size * _LEADING
        self._y -= size * 0.8

    def at_foot(self, text: str) -> None:
        """A line at the foot of the page."""
        self._canvas.setFont("Helvetica", 8)
        self._canvas.drawCentredString(self._look.page_pt[0] / 2, 30, text)

    def new_page(self) -> None:
        """Go on at the top of another page."""
        self._canvas.showPage()
        self._y = self._look.page_pt[1] - 60

    def turn(self) -> None:
        """Set what follows on this page across it, from its foot to its head."""
        width, height = self._look.page_pt
        self._canvas.translate(0, 0)
        self._canvas.rotate(90)
        self._canvas.translate(0, -width)
        self._y = width - 60
        del height

    def done(self) -> bytes:
        """The PDF."""
        self._canvas.save()
        return self._out.getvalue()

    def table(self, rows: Sequence[Sequence[str]], *, headings: int = 0) -> None:
        """A table whose first rows are headings. It must fit the rest of the page."""
        edges = self._edges(max(len(row) for row in rows))
        for number, row in enumerate(rows):
            self._row(row, edges, heading=number < headings)
        self._y -= self._look.size_pt

    def height_pt(self, rows: Sequence[Sequence[str]]) -> float:
        """About how much of the page a table takes."""
        edges = self._edges(max(len(row) for row in rows))
        return sum(self._lines(row, edges) for row in rows) * self._look.size_pt * 1.9

    def room_pt(self) -> float:
        """How much of the page is left."""
        return self._y - 50

    def _edges(self, columns: int) -> list[float]:
        """Left edges of the columns, and the right edge of the last."""
        width = self._right - _LEFT_PT
        label = width * self._look.label_share
        step = (width - label) / max(columns - 1, 1)
        return [_LEFT_PT, *(_LEFT_PT + label + step * place for place in range(columns))]

    def _lines(self, row: Sequence[str], edges: Sequence[float]) -> int:
        return max((len(self._split(text, edges, place)) for place, text in enumerate(row)))

    def _split(self, text: str, edges: Sequence[float], place: int) -> list[str]:
        width = edges[place + 1] - edges[place] - self._look.size_pt * 0.8
        return simpleSplit(text, "Helvetica", self._look.size_pt, width) or [""]

    def _row(self, row: Sequence[str], edges: Sequence[float], *, heading: bool) -> None:
        look, size = self._look, self._look.size_pt
        filled = [place for place, text in enumerate(row) if text.strip()]
        across = heading and len(filled) == 1 and filled[0] > 0 and len(row) > 2
        count = 1 if across else self._lines(row, edges)
        height = (count * _LEADING + look.row_space) * size
        bottom = self._y - (count - 1) * _LEADING * size
        self._canvas.setFont("Helvetica", size)
        if across:
            self._canvas.drawCentredString((edges[1] + edges[-1]) / 2, self._y, row[filled[0]])
        else:
            for place, text in enumerate(row):
                self._cell(text, edges, place, bottom, heading=heading)
        if look.style == "ruled":
            top = self._y + size
            self._canvas.setLineWidth(0.5)
            for place in range(len(edges) - 1):
                width = edges[place + 1] - edges[place]
                self._canvas.rect(edges[place] - 2, top - height, width, height)
        elif look.style == "report" and not heading and row[0].lower().startswith("total"):
            self._canvas.setLineWidth(0.4)
            self._canvas.line(edges[1], self._y + size, edges[-1], self._y + size)
        self._y -= height

    def _cell(
        self, text: str, edges: Sequence[float], place: int, bottom: float, *, heading: bool
    ) -> None:
        size = self._look.size_pt
        lines = self._split(text, edges, place)
        right = edges[place + 1] - size * 0.8
        for number, line in enumerate(lines):
            y = bottom + (len(lines) - 1 - number) * _LEADING * size
            figure = _FIGURE.fullmatch(line)
            if place == 0:
                self._canvas.drawString(edges[0], y, line)
            elif figure and len(lines) == 1 and not heading:
                self._figure(figure, edges[place], right, y)
            elif heading and self._look.centred_headings:
                self._canvas.drawCentredString((edges[place] + right) / 2, y, line)
            else:
                self._canvas.drawRightString(right, y, line)

    def _figure(self, figure: re.Match[str], left: float, right: float, y: float) -> None:
        sign, number, after = figure.groups()
        if self._look.style != "report":
            self._canvas.drawRightString(right, y, f"{sign}{number}{after}")
            return
        size = self._look.size_pt
        if sign:
            width = stringWidth(f"{sign} {number}", "Helvetica", size)
            self._canvas.drawString(min(left + size, right - width), y, sign)
        self._canvas.drawRightString(right, y, number)
        if after:
            self._canvas.drawString(right + 0.5, y, after)
