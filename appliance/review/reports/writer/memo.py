"""CHILD: the report as a Word memo. The same report gives the same bytes."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from appliance.review.reports.blocks import (
    Chart,
    Facts,
    Heading,
    ItemHeading,
    Quoted,
    Table,
    Text,
    Title,
    blocks,
    of_case,
)
from appliance.review.reports.safe_text import visible
from appliance.review.reports.wording import words
from appliance.review.reports.writer import colours

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from appliance.review.reports.blocks import Block
    from appliance.review.reports.records import Report

_WIDTH = Mm(174)
_NO_TIME = (1980, 1, 1, 0, 0, 0)


def _template() -> bytes:
    """An empty memo with header and footer; the library takes their parts from files."""
    made = Document()
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(18)
    section.top_margin, section.bottom_margin = Mm(22), Mm(18)
    section.header.is_linked_to_previous = section.footer.is_linked_to_previous = False
    normal = made.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(10)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "SimSun")
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


# Made when this module is loaded: behind the fence no file can be opened.
_TEMPLATE = _template()


def docx_bytes(report: Report, pictures: Mapping[str, bytes]) -> bytes:
    """The file."""
    say = words(report.language)
    memo = _Memo(Document(io.BytesIO(_TEMPLATE)), pictures)
    memo.surround(report)
    if not report.signed:
        memo.banner(say("Draft – not signed"))
    for block in blocks(report):
        memo.add(block)
    _describe(memo.document, report)
    out = io.BytesIO()
    memo.document.save(out)
    return _without_times(out.getvalue())


class _Memo:
    def __init__(self, document: Any, pictures: Mapping[str, bytes]) -> None:  # noqa: ANN401 - untyped library
        self.document = document
        self._pictures = pictures

    def surround(self, report: Report) -> None:
        """Letterhead on top, number of the page below."""
        section, say = self.document.sections[0], words(report.language)
        head = report.letterhead
        name = f"{head.name} · {head.branch}" if head.branch else head.name
        top = section.header.paragraphs[0]
        _run(top, f"{name}\t{say('Compliance review')}\t{of_case(report)}", 9, colours.FAINT)
        if not report.signed:
            _run(top, f"\n{say('Draft – not signed')}", 9, colours.WARNING, bold=True)
        below = section.footer.paragraphs[0]
        before, _, rest = say("Page {page} of {pages}").partition("{page}")
        between, _, after = rest.partition("{pages}")
        _run(below, before, 8, colours.FAINT)
        _field(below, "PAGE")
        _run(below, between, 8, colours.FAINT)
        _field(below, "NUMPAGES")
        _run(below, after, 8, colours.FAINT)

    def banner(self, text: str) -> None:
        """Across the page."""
        grid = self.document.add_table(1, 1)
        _shade(grid.cell(0, 0), colours.WARNING)
        _run(grid.cell(0, 0).paragraphs[0], text, 12, "ffffff", bold=True)

    def add(self, block: Block) -> None:
        """One block."""
        match block:
            case Title():
                _run(self.document.add_paragraph(), block.text, 20, colours.ACCENT, bold=True)
                _run(self.document.add_paragraph(), block.under, 11, colours.FAINT)
            case Heading():
                self._heading(block.text, block.level)
            case ItemHeading():
                self._heading(block.text, 2)
                under = self.document.add_paragraph()
                _run(under, f"{block.severity} · ", 9, colours.FAINT)
                _run(under, block.verdict, 9, colours.TONES[block.tone], bold=True)
            case Facts():
                self._grid(None, [list(row) for row in block.rows], (0.25, 0.75))
            case Table():
                cells = [[cell.text for cell in row] for row in block.rows]
                tones = [[cell.tone for cell in row] for row in block.rows]
                self._grid(block.heads, cells, block.widths, tones)
            case Chart():
                self._chart(block)
            case Text():
                paragraph = self.document.add_paragraph()
                size_pt = 8.5 if block.small else 10
                if block.label:
                    _run(paragraph, f"{block.label}  ", size_pt, colours.INK, bold=True)
                _run(paragraph, block.text, size_pt, colours.FAINT if block.small else colours.INK)
            case Quoted():
                self._quoted(block)

    def _heading(self, text: str, level: int) -> None:
        _run(
            self.document.add_heading(level=level), text, 15 - 2 * level, colours.ACCENT, bold=True
        )

    def _chart(self, block: Chart) -> None:
        """As a table of numbers: a drawing would need another library."""
        rows = [
            [label, *(str(getattr(row, key.replace(" ", "_"))) for key, _ in block.legend)]
            for label, row in block.rows
        ]
        heads = ("", *(word for _, word in block.legend))
        self._grid(heads, rows, (1 / len(heads),) * len(heads))

    def _quoted(self, block: Quoted) -> None:
        note = self.document.add_paragraph()
        _run(note, block.note, 8.5, colours.SIDES[block.side], bold=True)
        note.paragraph_format.keep_with_next = True
        quote = self.document.add_paragraph()
        quote.paragraph_format.left_indent = Mm(6)
        _run(quote, f"“{block.words}”", 10, colours.INK)
        where = self.document.add_paragraph()
        _run(where, block.where, 7.5, colours.FAINT)
        picture = self._pictures.get(block.picture)
        if picture is not None:
            self.document.add_picture(io.BytesIO(picture), width=_WIDTH)
        elif block.picture_note:
            _run(self.document.add_paragraph(), block.picture_note, 7.5, colours.FAINT)

    def _grid(
        self,
        heads: Sequence[str] | None,
        rows: Sequence[Sequence[str]],
        widths: Sequence[float],
        tones: Sequence[Sequence[str]] | None = None,
    ) -> None:
        grid = self.document.add_table(0, len(widths))
        grid.style = "Table Grid"
        grid.autofit = False
        if heads is not None:
            row = grid.add_row()
            mark = OxmlElement("w:tblHeader")
            mark.set(qn("w:val"), "true")
            row._tr.get_or_add_trPr().append(mark)
            for cell, text in zip(row.cells, heads, strict=True):
                _shade(cell, colours.ACCENT)
                _run(cell.paragraphs[0], text, 8, "ffffff", bold=True)
        for number, texts in enumerate(rows):
            for column, (cell, text) in enumerate(zip(grid.add_row().cells, texts, strict=True)):
                tone = tones[number][column] if tones else ""
                ink = colours.TONES[tone] if tone else colours.INK
                _run(cell.paragraphs[0], text, 8, ink, bold=bool(tone))
        for column, part in zip(grid.columns, widths, strict=True):
            for cell in column.cells:
                cell.width = int(_WIDTH * part)
        self.document.add_paragraph()


def _run(
    paragraph: Any,  # noqa: ANN401 - untyped library
    text: str,
    size_pt: float,
    ink: str,
    *,
    bold: bool = False,
) -> None:
    """Text, never a field or markup: what XML cannot hold is written as its number."""
    made = paragraph.add_run(visible(text))
    made.font.size, made.font.bold = Pt(size_pt), bold
    made.font.color.rgb = RGBColor.from_string(ink.upper())


def _field(paragraph: Any, name: str) -> None:  # noqa: ANN401 - untyped library
    """A number that the reader's program counts."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    paragraph._p.append(field)


def _shade(cell: Any, ink: str) -> None:  # noqa: ANN401 - untyped library
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), ink.upper())
    cell._tc.get_or_add_tcPr().append(shade)


def _describe(document: Any, report: Report) -> None:  # noqa: ANN401 - untyped library
    facts = document.core_properties
    made = datetime.fromisoformat(report.exported_at).astimezone(UTC).replace(tzinfo=None)
    facts.title = visible(f"{report.checklist_title} {report.checklist_version}")[:255]
    facts.author = facts.last_modified_by = visible(report.letterhead.name)[:255]
    facts.comments = ""
    facts.created = facts.modified = made
    facts.language = "zh-CN" if report.language == "zh" else "en-GB"


def _without_times(data: bytes) -> bytes:
    """The same archive without the time of its making."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as found,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in found.namelist():
            entry = zipfile.ZipInfo(name, _NO_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(entry, found.read(name))
    return out.getvalue()
