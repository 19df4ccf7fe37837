"""CHILD: presentations: each slide a page with its title, texts, tables, charts and notes."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, TypeAlias

import pptx
from pptx.oxml.ns import qn

from appliance.documents.parsers.paging import Pager
from appliance.documents.parsers.rows import RowCell, plain_cells
from appliance.documents.protocol import PPTX_TYPE, Fault, Opened, Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from appliance.documents.layout.records import BlockKind
    from appliance.documents.limits import Limits
    from appliance.documents.protocol import PageRead

# python-pptx and lxml carry no types.
_Slide: TypeAlias = Any
_Shape: TypeAlias = Any
_Paragraph: TypeAlias = Any
_Table: TypeAlias = Any

_TITLE_KINDS = frozenset({1, 3})  # PP_PLACEHOLDER.TITLE and CENTER_TITLE
_LEFT_OUT_KINDS = frozenset({13, 15, 16})  # slide number, footer and date are on each slide
_BODY_KINDS = frozenset({2, 7})  # BODY and OBJECT
# Shapes whose tops differ by less stand in one row, in English Metric Units: a quarter inch.
_SAME_ROW_EMU = 228_600
_MOST_SHAPES = 5_000
_NOTES = "Notes:"


def read_pptx(data: bytes, limits: Limits) -> Iterator[Opened | PageRead]:
    """One page a slide, empty ones too; hidden slides are read and marked.

    Raises: Refused: damaged, no text, too much of it.
    """
    try:
        slides = list(pptx.Presentation(io.BytesIO(data)).slides)
    except MemoryError:
        raise
    except Exception as error:  # lxml, zipfile, KeyError…: whatever a damaged package causes
        raise Refused(Fault.DAMAGED) from error
    if not slides:
        raise Refused(Fault.NO_TEXT)
    if len(slides) > limits.pages:
        raise Refused(Fault.TOO_MANY_PAGES)
    yield Opened(PPTX_TYPE, len(slides))
    pager = Pager(limits, page_characters=limits.page_characters, laid=True)
    for slide in slides:
        yield from _Reading(slide, pager, limits).pages()
        yield from pager.new_page(even_empty=True)
    yield from pager.rest()


class _Reading:
    """One slide. A damaged shape does not stop it."""

    def __init__(self, slide: _Slide, pager: Pager, limits: Limits) -> None:
        self._slide = slide
        self._pager = pager
        self._deepest = limits.nesting
        self._left = _MOST_SHAPES

    def pages(self) -> Iterator[PageRead]:
        """Into the pager; a slide is one page."""
        if self._slide.element.get("show") == "0":
            yield from self._pager.add("[hidden slide]")
        for shape in self._in_reading_order(self._slide.shapes, 0):
            yield from self._shape(shape)
        if self._slide.has_notes_slide:
            frame = self._slide.notes_slide.notes_text_frame
            text = "\n".join(_text(one) for one in frame.paragraphs).strip() if frame else ""
            if text:
                yield from self._pager.add(f"{_NOTES} {text}", "note")

    def _in_reading_order(self, shapes: Iterable[_Shape], depth: int) -> Iterator[_Shape]:
        """Title first, then from top to bottom and left to right; groups stay together."""
        if depth > self._deepest:
            raise Refused(Fault.NESTED_TOO_DEEP)
        found = list(shapes)
        self._left -= len(found)
        if self._left < 0:
            raise Refused(Fault.TOO_MANY_PARTS)
        for shape in sorted(found, key=_place):
            if hasattr(shape, "shapes"):
                yield from self._in_reading_order(shape.shapes, depth + 1)
            else:
                yield shape

    def _shape(self, shape: _Shape) -> Iterator[PageRead]:
        kind = _placeholder_kind(shape)
        if kind in _LEFT_OUT_KINDS:
            return
        if getattr(shape, "has_table", False):
            yield from self._table(shape.table)
        elif getattr(shape, "has_chart", False):
            yield from self._chart(shape)
        elif getattr(shape, "has_text_frame", False):
            for paragraph in shape.text_frame.paragraphs:
                part: tuple[BlockKind, int] = ("paragraph", 0)
                if kind in _TITLE_KINDS:
                    part = ("heading", 1)
                elif kind in _BODY_KINDS or paragraph.level:
                    part = ("list-item", paragraph.level + 1)
                text = _text(paragraph)
                if text.strip():
                    yield from self._pager.add(text, *part)

    def _table(self, table: _Table) -> Iterator[PageRead]:
        self._pager.begin_table()
        for number, row in enumerate(table.rows):
            header = bool(table.first_row) and number == 0
            cells = [
                RowCell(
                    column,
                    "\n".join(_text(one) for one in cell.text_frame.paragraphs),
                    cell.span_height if cell.is_merge_origin else 1,
                    cell.span_width if cell.is_merge_origin else 1,
                    header=header,
                )
                for column, cell in enumerate(row.cells)
                if not cell.is_spanned
            ]
            yield from self._pager.row(cells)
        self._pager.end_table()

    def _chart(self, shape: _Shape) -> Iterator[PageRead]:
        """The figures that a chart shows, as a table; one that cannot be read has none."""
        try:
            chart = shape.chart
            title = chart.chart_title.text_frame.text if chart.has_title else ""
            rows: list[list[str]] = []
            for plot in chart.plots:
                series = list(plot.series)
                rows.append(["", *(str(one.name) for one in series)])
                columns = [[_figure(value) for value in one.values] for one in series]
                for number, category in enumerate(plot.categories):
                    values = (column[number : number + 1] for column in columns)
                    rows.append([str(category), *(value[0] if value else "" for value in values)])
        except (Refused, MemoryError):
            raise
        except Exception:  # a kind of chart that the library does not know
            return
        if title.strip():
            yield from self._pager.add(title, "caption")
        self._pager.begin_table()
        for number, row in enumerate(rows):
            yield from self._pager.row(plain_cells(row, header=number == 0))
        self._pager.end_table()


def _place(shape: _Shape) -> tuple[bool, int, int]:
    """What sorts shapes; those without a place of their own stand at the top."""
    top, left = shape.top or 0, shape.left or 0
    return _placeholder_kind(shape) not in _TITLE_KINDS, top // _SAME_ROW_EMU, left


def _placeholder_kind(shape: _Shape) -> int:
    try:
        return int(shape.placeholder_format.type or 0) if shape.is_placeholder else 0
    except Exception:  # a placeholder that its layout does not have
        return 0


def _text(paragraph: _Paragraph) -> str:
    """Runs, fields and line breaks of a paragraph."""
    parts: list[str] = []
    for element in paragraph._p:
        if element.tag == qn("a:br"):
            parts.append("\n")
        elif element.tag in (qn("a:r"), qn("a:fld")):
            parts += (text.text or "" for text in element.iterfind(qn("a:t")))
    return "".join(parts)


def _figure(value: float | None) -> str:
    if value is None:
        return ""
    return str(int(value)) if float(value).is_integer() else repr(value)
