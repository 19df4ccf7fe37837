"""What all PDFs of the sample customer share: fonts, colours, running heads, fixed metadata."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab import rl_config
from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_JUSTIFY, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate
from reportlab.platypus.tableofcontents import TableOfContents

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reportlab.pdfgen.canvas import Canvas

rl_config.invariant = 1  # fixed dates and ids: the same bytes every time
rl_config.useA85 = 0  # plain binary streams: a quarter smaller, and git sees no text in them

AUTHOR = "Cofferdam sample customer"
INK = HexColor("#1c2430")
NAVY = HexColor("#17375e")
RULE = HexColor("#9aa7b8")
SHADE = HexColor("#eef2f7")

BODY = ParagraphStyle(
    "body", fontName="Times-Roman", fontSize=10.3, leading=14.2, textColor=INK,
    alignment=TA_JUSTIFY, spaceAfter=5.2,
)  # fmt: skip
CELL = ParagraphStyle("cell", parent=BODY, alignment=0, spaceAfter=0, fontSize=9.6, leading=12.4)
CELL_BOLD = ParagraphStyle("cellb", parent=CELL, fontName="Times-Bold")
RIGHT = ParagraphStyle("right", parent=CELL, alignment=TA_RIGHT)
HEADING = ParagraphStyle(
    "heading", parent=BODY, fontName="Times-Bold", fontSize=11.6, leading=15, textColor=NAVY,
    spaceBefore=8, spaceAfter=5, keepWithNext=1,
)  # fmt: skip
TITLE = ParagraphStyle("title", parent=HEADING, fontSize=15, leading=20, spaceAfter=9)
NOTE = ParagraphStyle("note", parent=BODY, fontSize=9, leading=12, alignment=0)


class Paper(BaseDocTemplate):
    """An A4 document with a running head, page numbers and a contents list filled in two passes.

    Its pages are counted in the first pass, unless `announced` says how many the paper claims.
    A paper without a cover has its running head on the first page too.
    """

    def __init__(
        self, path: Path, *, title: str, head: str, foot: str, subject: str,
        cover: Callable[[Canvas, BaseDocTemplate], None] | None = None, announced: int = 0,
    ) -> None:  # fmt: skip
        super().__init__(
            str(path), pagesize=A4, title=title, author=AUTHOR, subject=subject,
            creator="Cofferdam", producer="Cofferdam sample customer",
            leftMargin=26 * mm, rightMargin=26 * mm, topMargin=27 * mm, bottomMargin=23 * mm,
        )  # fmt: skip
        self.head, self.foot = head, foot
        self.pages = self.announced = announced
        frame = Frame(
            self.leftMargin, self.bottomMargin, self.width, self.height, 0, 0, 0, 0, id="text"
        )
        self.addPageTemplates(
            [
                PageTemplate(id="cover", frames=[frame], onPage=cover or self.running),
                PageTemplate(id="inner", frames=[frame], onPage=self.running),
            ]
        )

    def running(self, canvas: Canvas, _doc: object) -> None:
        """Head, foot and “Page 3 of 9”."""
        width, height = A4
        canvas.saveState()
        canvas.setFont("Times-Roman", 8.6)
        canvas.setFillColor(INK)
        canvas.drawString(self.leftMargin, height - 16 * mm, self.head)
        canvas.setStrokeColor(RULE)
        canvas.setLineWidth(0.5)
        canvas.line(self.leftMargin, height - 18 * mm, width - self.rightMargin, height - 18 * mm)
        canvas.line(self.leftMargin, 17 * mm, width - self.rightMargin, 17 * mm)
        canvas.drawString(self.leftMargin, 12.5 * mm, self.foot)
        number = f"Page {canvas.getPageNumber()} of {self.pages}" if self.pages else ""
        canvas.drawRightString(width - self.rightMargin, 12.5 * mm, number)
        canvas.restoreState()

    def beforeDocument(self) -> None:  # noqa: N802 - reportlab's name
        """Of each pass: the page count of the last one is now known."""
        self.pages = self.announced or getattr(self, "_last_pages", 0)

    def afterPage(self) -> None:  # noqa: N802 - reportlab's name
        """Remember the count for the next pass."""
        self._last_pages = self.page

    def afterFlowable(self, flowable: object) -> None:  # noqa: N802 - reportlab's name
        """Headings that carry a contents line report where they landed."""
        line = getattr(flowable, "contents_line", None)
        if line:
            self.notify("TOCEntry", (0, line, self.page))


def contents() -> TableOfContents:
    """A contents list with dotted leaders."""
    table = TableOfContents()
    table.levelStyles = [ParagraphStyle("toc", parent=BODY, leading=17, spaceAfter=0)]
    table.dotsMinLevel = 0
    return table
