"""CHILD: the blocks of a report as reportlab's flowables."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from reportlab.lib import colors
from reportlab.lib.enums import TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, Image, KeepTogether, Paragraph, Spacer
from reportlab.platypus import Table as Grid

from appliance.review.reports.blocks import (
    Cell,
    Chart,
    Facts,
    Heading,
    ItemHeading,
    Quoted,
    Table,
    Text,
    Title,
)
from appliance.review.reports.writer import colours
from appliance.review.reports.writer.charting import Bars
from appliance.review.reports.writer.fonts import BODY, BOLD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from appliance.review.reports.blocks import Block
    from appliance.review.reports.writer.fonts import Fonts

MARGIN = 18 * mm
WIDTH = A4[0] - 2 * MARGIN
_INDENT = 8
# What a cell or a heading shows of a longer text; all of it stands with its item.
_MOST_CELL_CP, _MOST_HEADING_CP = 300, 160
_TALLEST_PICTURE = 90 * mm
# So much of a part must fit below its heading, or it begins on the next page.
_WITH_HEADING = 34 * mm


def _ink(name: str) -> Any:  # noqa: ANN401 - untyped library
    return colors.HexColor(f"#{name}")


def _style(size_pt: float, **named: Any) -> ParagraphStyle:  # noqa: ANN401 - untyped library
    given = {
        "fontName": BODY, "leading": size_pt * 1.38, "textColor": _ink(colours.INK),
        "alignment": TA_LEFT, "splitLongWords": 1, "allowWidows": 0, "allowOrphans": 0,
    }  # fmt: skip
    return ParagraphStyle("made", fontSize=size_pt, **{**given, **named})


_NORMAL = _style(8.5, spaceAfter=3)
_SMALL = _style(7, textColor=_ink(colours.FAINT), spaceAfter=3)
_CELL = _style(7.2, leading=9.4)
_HEAD_CELL = _style(7.2, leading=9.4, fontName=BOLD, textColor=colors.white)
_TITLE = _style(17, fontName=BOLD, textColor=_ink(colours.ACCENT), spaceAfter=2)
_UNDER = _style(10, textColor=_ink(colours.FAINT), spaceAfter=8)


class Marked(Paragraph):  # type: ignore[misc]  # the library has no types
    """A heading that is a bookmark: `mark` is its text, `level` counts from 0."""

    def __init__(self, markup: str, style: ParagraphStyle, mark: str, level: int) -> None:
        super().__init__(markup, style)
        self.mark = mark
        self.level = level


class Flow:
    """Makes flowables of blocks."""

    def __init__(self, fonts: Fonts, pictures: Mapping[str, bytes]) -> None:
        self._fonts = fonts
        self._pictures = pictures

    def flowables(self, found: Iterable[Block]) -> list[Flowable]:
        """All of them, in order."""
        return [one for block in found for one in self._made(block)]

    def _made(self, block: Block) -> Iterator[Flowable]:
        match block:
            case Title():
                yield self._paragraph(block.text, _TITLE)
                yield self._paragraph(block.under, _UNDER)
            case Heading():
                # Keeping it with a whole table would leave most of a page empty.
                yield CondPageBreak(_WITH_HEADING)
                yield self._heading(block)
            case ItemHeading():
                yield from self._item(block)
            case Facts():
                yield self._facts(block)
                yield Spacer(0, 5)
            case Table():
                yield self._table(block)
                yield Spacer(0, 6)
            case Chart():
                legend = tuple((key, word) for key, word in block.legend)
                yield Bars(block.rows, legend, WIDTH, self._fonts)
                yield self._paragraph(block.alternative, _SMALL)
            case Text():
                yield self._text(block)
            case Quoted():
                yield from self._quoted(block)

    def _paragraph(self, text: str, style: ParagraphStyle, before: str = "") -> Paragraph:
        if self._fonts.is_wide(text):
            style = style.clone("wide", wordWrap="CJK")
        return Paragraph(before + self._fonts.markup(text), style)

    def _heading(self, block: Heading) -> Marked:
        size_pt = 12.5 if block.level == 1 else 10
        style = _style(
            size_pt, fontName=BOLD, textColor=_ink(colours.ACCENT),
            spaceBefore=12, spaceAfter=5,
        )  # fmt: skip
        return Marked(self._fonts.markup(block.text), style, block.text, block.level - 1)

    def _item(self, block: ItemHeading) -> Iterator[Flowable]:
        shown = _cut(block.text, _MOST_HEADING_CP)
        style = _style(9.5, fontName=BOLD)
        title = Marked(self._fonts.markup(shown), style, shown, 1)
        severity = self._paragraph(block.severity, _CELL)
        verdict = self._paragraph(block.verdict, _HEAD_CELL)
        grid = Grid(
            [[title, severity, verdict]], colWidths=[0.66 * WIDTH, 0.14 * WIDTH, 0.20 * WIDTH]
        )
        grid.setStyle(
            [
                ("BACKGROUND", (0, 0), (1, 0), _ink(colours.SHADE)),
                ("BACKGROUND", (2, 0), (2, 0), _ink(colours.TONES[block.tone])),
                ("LINEABOVE", (0, 0), (-1, 0), 0.8, _ink(colours.ACCENT)),
                ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
                *_padding(4),
            ]
        )
        yield CondPageBreak(_WITH_HEADING)
        yield Spacer(0, 9)
        # The table would hide the heading from the bookmarks.
        yield _Bookmark(shown)
        yield grid
        yield Spacer(0, 4)

    def _facts(self, block: Facts) -> Grid:
        rows = [
            [self._paragraph(name, _SMALL), self._paragraph(_cut(value, 1200), _CELL)]
            for name, value in block.rows
        ]
        grid = Grid(rows, colWidths=[0.22 * WIDTH, 0.78 * WIDTH], splitInRow=1)
        grid.setStyle(
            [
                ("LINEBELOW", (0, 0), (-1, -1), 0.3, _ink(colours.LINE)),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                *_padding(2),
            ]
        )
        return grid

    def _table(self, block: Table) -> Grid:
        head = [self._paragraph(one, _HEAD_CELL) for one in block.heads]
        rows = [[self._cell(one) for one in row] for row in block.rows]
        grid = Grid(
            [head, *rows],
            colWidths=[part * WIDTH for part in block.widths],
            repeatRows=1,
            splitInRow=1,
        )
        styles: list[tuple[Any, ...]] = [
            ("BACKGROUND", (0, 0), (-1, 0), _ink(colours.ACCENT)),
            ("LINEBELOW", (0, 1), (-1, -1), 0.3, _ink(colours.LINE)),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            *_padding(3),
        ]
        for number, row in enumerate(block.rows, start=1):
            for column, cell in enumerate(row):
                if cell.tone:
                    tone = _ink(colours.TONES[cell.tone])
                    styles.append(("LINEBEFORE", (column, number), (column, number), 3, tone))
        grid.setStyle(styles)
        return grid

    def _cell(self, cell: Cell) -> Paragraph:
        return self._paragraph(_cut(cell.text, _MOST_CELL_CP), _CELL)

    def _text(self, block: Text) -> Paragraph:
        style = _SMALL if block.small else _NORMAL
        ink = f'name="{BOLD}" color="#{colours.ACCENT}"'
        label = f"<font {ink}>{self._fonts.markup(block.label)}</font>&nbsp;&nbsp;"
        return self._paragraph(block.text, style, label if block.label else "")

    def _quoted(self, block: Quoted) -> Iterator[Flowable]:
        tone = _ink(colours.SIDES[block.side])
        left = {"leftIndent": _INDENT, "rightIndent": _INDENT}
        words = _style(
            8.5, backColor=_ink(colours.SHADE), borderPadding=(3, 4, 3, 6), spaceBefore=6,
            spaceAfter=5, **left,
        )  # fmt: skip
        label = _style(7, fontName=BOLD, textColor=tone, spaceBefore=4, spaceAfter=3, **left)
        label.keepWithNext = 1
        yield self._paragraph(block.note, label)
        yield self._paragraph(f"“{block.words}”", words)
        under = _style(6.5, textColor=_ink(colours.FAINT), spaceBefore=1, spaceAfter=4, **left)
        where = self._paragraph(block.where, under)
        picture = self._pictures.get(block.picture)
        if picture is None:
            yield where
            if block.picture_note:
                yield self._paragraph(block.picture_note, under)
            return
        yield KeepTogether([where, _picture(picture, tone), Spacer(0, 6)])


def _picture(data: bytes, tone: Any) -> Grid:  # noqa: ANN401 - untyped library
    drawn = Image(io.BytesIO(data))
    scale = min(
        (WIDTH - 2 * _INDENT - 8) / drawn.imageWidth, _TALLEST_PICTURE / drawn.imageHeight, 0.5
    )
    drawn.drawWidth, drawn.drawHeight = drawn.imageWidth * scale, drawn.imageHeight * scale
    grid = Grid([[drawn]], colWidths=[WIDTH - 2 * _INDENT], hAlign="CENTER")
    grid.setStyle(
        [
            ("BOX", (0, 0), (-1, -1), 0.4, _ink(colours.LINE)),
            ("LINEBEFORE", (0, 0), (0, -1), 2.5, tone),
            ("ALIGN", (0, 0), (-1, -1), "CENTER"),
            *_padding(2),
        ]
    )
    return grid


class _Bookmark(Marked):
    """A mark without a text of its own, before a table that holds it."""

    def __init__(self, text: str) -> None:
        super().__init__("", _style(1, leading=0.1), text, 1)


def _padding(points: float) -> list[tuple[Any, ...]]:
    sides = ("LEFTPADDING", "RIGHTPADDING", "TOPPADDING", "BOTTOMPADDING")
    return [(side, (0, 0), (-1, -1), points) for side in sides]


def _cut(text: str, most_cp: int) -> str:
    return text if len(text) <= most_cp else text[: most_cp - 1] + "…"
