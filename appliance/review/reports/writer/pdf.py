"""CHILD: the report as PDF. The same report with the same pictures gives the same bytes."""

from __future__ import annotations

import io
import os
from datetime import datetime
from typing import TYPE_CHECKING, Any

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from appliance.review.reports.blocks import blocks, of_case
from appliance.review.reports.wording import words
from appliance.review.reports.writer import colours
from appliance.review.reports.writer.flowing import MARGIN, Flow, Marked
from appliance.review.reports.writer.fonts import BODY, BOLD, WIDE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from appliance.review.reports.records import Report
    from appliance.review.reports.writer.fonts import Fonts

_TOP, _BOTTOM = 30 * mm, 18 * mm
_MOST_LINE_CP = 90


def pdf_bytes(report: Report, pictures: Mapping[str, bytes], fonts: Fonts) -> tuple[bytes, int]:
    """The file, and how many pages it has."""
    # The only time in the file is the report's own.
    made_s = int(datetime.fromisoformat(report.exported_at).timestamp())
    os.environ["SOURCE_DATE_EPOCH"] = str(made_s)
    out = io.BytesIO()
    document = _Document(out, report, fonts)
    canvases: list[_Numbered] = []

    def canvas(*given: Any, **named: Any) -> _Numbered:  # noqa: ANN401 - as reportlab calls it
        canvases.append(_Numbered(*given, report=report, fonts=fonts, **named))
        return canvases[-1]

    flow = Flow(fonts, pictures)
    document.build(flow.flowables(blocks(report)), canvasmaker=canvas)
    return out.getvalue(), canvases[0].pages


class _Document(BaseDocTemplate):  # type: ignore[misc]  # the library has no types
    def __init__(self, out: io.BytesIO, report: Report, fonts: Fonts) -> None:
        say = words(report.language)
        draft = "" if report.signed else f" – {say('Draft – not signed')}"
        super().__init__(
            out,
            pagesize=A4,
            title=f"{report.checklist_title} {report.checklist_version}, {of_case(report)}{draft}",
            author=report.letterhead.name,
            subject=say("Compliance review"),
            creator=report.letterhead.program,
            producer=report.letterhead.program,
            keywords=f"{report.checklist} {report.checklist_version} {report.content_sha256}",
            lang="zh-CN" if report.language == "zh" else "en-GB",
            invariant=1,
            pageCompression=1,
        )
        width, height = A4
        frame = Frame(
            MARGIN, _BOTTOM, width - 2 * MARGIN, height - _TOP - _BOTTOM,
            leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
        )  # fmt: skip
        self.addPageTemplates([PageTemplate("page", [frame])])
        self._marks = 0

    def afterFlowable(self, flowable: object) -> None:  # noqa: N802 - reportlab's name
        """A bookmark for each heading."""
        if isinstance(flowable, Marked):
            self._marks += 1
            key = f"mark{self._marks}"
            self.canv.bookmarkPage(key)
            self.canv.addOutlineEntry(flowable.mark, key, flowable.level, closed=flowable.level > 0)


class _Numbered(Canvas):  # type: ignore[misc]  # as above
    """Draws what surrounds each page when it is known how many there are."""

    def __init__(self, *given: Any, report: Report, fonts: Fonts, **named: Any) -> None:  # noqa: ANN401 - as reportlab calls it
        super().__init__(*given, **named)
        self._report = report
        self._fonts = fonts
        self._states: list[dict[str, Any]] = []
        self.pages = 0

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        self._states.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        states = self._states
        for state in states:
            self.__dict__.update(state)
            self._surround(len(states))
            Canvas.showPage(self)
        self.pages = len(states)
        self.showOutline()
        Canvas.save(self)

    def _surround(self, pages: int) -> None:
        report, (width, height) = self._report, A4
        say = words(report.language)
        top = height - 14 * mm
        head = report.letterhead
        self.setFillColor(colors.HexColor(f"#{colours.ACCENT}"))
        self._line(MARGIN, top, head.name, BOLD, 12)
        self.setFillColor(colors.HexColor(f"#{colours.FAINT}"))
        if head.branch:
            self._line(MARGIN, top - 11, head.branch, BODY, 7.5)
        self._line(width - MARGIN, top, say("Compliance review"), BODY, 9, right=True)
        self._line(width - MARGIN, top - 11, of_case(report), BODY, 7.5, right=True)
        self.setStrokeColor(colors.HexColor(f"#{colours.ACCENT}"))
        self.setLineWidth(0.8)
        self.line(MARGIN, top - 17, width - MARGIN, top - 17)
        if not report.signed:
            self.setFillColor(colors.HexColor(f"#{colours.WARNING}"))
            self.rect(0, height - 7 * mm, width, 7 * mm, stroke=0, fill=1)
            self.setFillColor(colors.white)
            self._line(width / 2, height - 5 * mm, say("Draft – not signed"), BOLD, 10, middle=True)
        self.setFillColor(colors.HexColor(f"#{colours.FAINT}"))
        self._line(MARGIN, 10 * mm, f"SHA-256 {report.content_sha256}", BODY, 6)
        number = say("Page {page} of {pages}").format(page=self._pageNumber, pages=pages)
        self._line(width - MARGIN, 10 * mm, number, BODY, 7.5, right=True)

    def _line(
        self, x: float, y: float, text: str, font: str, size_pt: float,
        *, right: bool = False, middle: bool = False,
    ) -> None:  # fmt: skip
        """One line, cut if it is long; each stretch in the font that has its letters."""
        shown = text if len(text) <= _MOST_LINE_CP else text[:_MOST_LINE_CP] + "…"
        runs = [
            (WIDE if wide else font, run.replace("\n", " ").replace("\t", " "))
            for wide, run in self._fonts.runs(shown)
        ]
        length = sum(self.stringWidth(run, name, size_pt) for name, run in runs)
        x -= length if right else length / 2 if middle else 0
        for name, run in runs:
            self.setFont(name, size_pt)
            self.drawString(x, y, run)
            x += self.stringWidth(run, name, size_pt)
