"""CHILD: Word documents, in reading order: headers, paragraphs, tables, footers, footnotes."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, TypeAlias

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from appliance.documents.parsers.docx_parts import (
    CELL,
    PAGE_END,
    PARAGRAPH,
    RENDERED_BREAK,
    ROW,
    TABLE,
    WRAPPERS,
    grid_span,
    is_header_row,
    merge_of,
    paragraph_text,
    wants_first_row,
)
from appliance.documents.parsers.docx_styles import Styles
from appliance.documents.parsers.paging import PAGE_CHARACTERS, Pager
from appliance.documents.parsers.rows import RowCell, heads_columns, lay_row
from appliance.documents.protocol import DOCX_TYPE, Fault, Opened, Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appliance.documents.layout.records import BlockKind
    from appliance.documents.limits import Limits
    from appliance.documents.protocol import PageRead

# python-docx and lxml carry no types.
_Element: TypeAlias = Any
_Document: TypeAlias = Any

_CONTENT_CONTROL, _CONTENT = qn("w:sdt"), qn("w:sdtContent")
_SECTION, _SECTION_KIND = qn("w:sectPr"), qn("w:type")
_VALUE = qn("w:val")
# Where Word has noted its own page ends they are the pages, unless one is absurdly long.
_RENDERED_PAGE_CHARACTERS = 4 * PAGE_CHARACTERS
_LONGEST_HEADING = 500


def read_docx(data: bytes, limits: Limits) -> Iterator[Opened | PageRead]:
    """Pages at the breaks that the file notes, else about every 3,000 characters.

    Text of headers stands before, of footers after the text of their section; footnotes stand at
    the end. Deleted text of tracked changes is left out, inserted text is taken; hidden text is
    taken and reported as hidden.

    Raises: Refused: damaged, no text, too much of it.
    """
    try:
        document = docx.Document(io.BytesIO(data))
        body = document.element.body
    except Exception as error:  # lxml, zipfile, KeyError…: whatever a damaged package causes
        raise Refused(Fault.DAMAGED) from error
    if body is None:
        raise Refused(Fault.DAMAGED)
    yield Opened(DOCX_TYPE, None)
    rendered = next(body.iter(RENDERED_BREAK), None) is not None
    pager = Pager(
        limits,
        page_characters=_RENDERED_PAGE_CHARACTERS if rendered else PAGE_CHARACTERS,
        laid=True,
    )
    yield from _Reading(document, pager).pages(body)
    yield from pager.rest()


class _Reading:
    """One walk through a document."""

    def __init__(self, document: _Document, pager: Pager) -> None:
        self._document = document
        self._pager = pager
        self._styles = Styles(document)

    def pages(self, body: _Element) -> Iterator[PageRead]:
        """All pages but the last."""
        sections = _sections(self._document)
        header, footer = next(sections, ("", ""))
        yield from self._add(header, "header")
        for element in _children(body):
            if element.tag == PARAGRAPH:
                yield from self._paragraph(element)
                if element.find(f"{qn('w:pPr')}/{_SECTION}") is not None:
                    # A section ends with the paragraph that carries its properties.
                    following = next(sections, ("", ""))
                    yield from self._add(footer, "footer")
                    if _starts_page(element):
                        yield from self._pager.new_page()
                    header, footer = following
                    yield from self._add(header, "header")
            elif element.tag == TABLE:
                yield from self._table(element)
        yield from self._add(footer, "footer")
        for note in _footnotes(self._document):
            yield from self._add(note, "note")

    def _add(self, text: str, kind: BlockKind) -> Iterator[PageRead]:
        if text:
            yield from self._pager.add(text, kind)

    def _paragraph(self, element: _Element) -> Iterator[PageRead]:
        text, hidden = paragraph_text(element)
        kind, level = self._styles.part(element)
        if kind == "heading" and len(text) > _LONGEST_HEADING:
            kind, level = "paragraph", 0
        start = 0
        for number, piece in enumerate(text.split(PAGE_END)):
            if number:
                yield from self._pager.new_page()
            within = [(first - start, last - start) for first, last in hidden]
            yield from self._pager.add(piece, kind, level, hidden=within)
            start += len(piece) + 1

    def _table(self, table: _Element) -> Iterator[PageRead]:
        """Rows as lines. A page that begins in a row begins before it if the row's text does."""
        self._pager.begin_table()
        rows = [row for row in _children(table) if row.tag == ROW]
        headed = wants_first_row(table) and len(rows) > 1
        heights = _merged_heights(rows)
        for number, row in enumerate(rows):
            texts = _cell_texts(row)
            header = is_header_row(row) or (
                headed and number == 0 and heads_columns([text for _, text, _, _ in texts])
            )
            cells = [
                RowCell(
                    column,
                    " ".join(text.split()),
                    heights.get((number, column), 1),
                    span,
                    header=header,
                    hidden=((0, len(text)),) if unseen else (),
                )
                for column, text, span, unseen in texts
            ]
            broken = [text for _, text, _, _ in texts if PAGE_END in text]
            before = any(text.lstrip(" ").startswith(PAGE_END) for text in broken)
            if before:
                yield from self._pager.new_page()
            yield from self._pager.row(cells)
            if broken and not before:
                yield from self._pager.new_page()
        self._pager.end_table()


def _cell_texts(row: _Element) -> list[tuple[int, str, int, bool]]:
    """Column, text and width of each cell, and whether all of its text is hidden."""
    texts: list[tuple[int, str, int, bool]] = []
    column = 0
    for cell in _children(row):
        if cell.tag != CELL:
            continue
        parts = [paragraph_text(paragraph) for paragraph in cell.iter(PARAGRAPH)]
        text = " ".join(part for part, _ in parts)
        shown = sum(len("".join(part.split())) for part, _ in parts)
        unseen = sum(
            len("".join(part[first:last].split())) for part, spans in parts for first, last in spans
        )
        span = grid_span(cell)
        texts.append((column, text, span, 0 < shown == unseen))
        column += span
    return texts


def _merged_heights(rows: list[_Element]) -> dict[tuple[int, int], int]:
    """How many rows a cell covers, for those that cover more than one."""
    heights: dict[tuple[int, int], int] = {}
    open_at: dict[int, int] = {}
    for number, row in enumerate(rows):
        column = 0
        for cell in _children(row):
            if cell.tag != CELL:
                continue
            merge = merge_of(cell)
            if merge == "restart":
                open_at[column] = number
            elif merge == "continue" and column in open_at:
                heights[open_at[column], column] = number - open_at[column] + 1
            else:
                open_at.pop(column, None)
            column += grid_span(cell)
    return heights


def _sections(document: _Document) -> Iterator[tuple[str, str]]:
    """Header and footer of each section; "" where it is the one of the section before."""
    for section in document.sections:
        yield _part_text(section.header), _part_text(section.footer)


def _part_text(part: _Element) -> str:
    if part.is_linked_to_previous:
        return ""
    lines: list[str] = []
    for element in _children(part._element):
        if element.tag == PARAGRAPH:
            lines.append(paragraph_text(element)[0].replace(PAGE_END, "\n"))
        elif element.tag == TABLE:
            lines += (
                lay_row(RowCell(column, text) for column, text, _, _ in _cell_texts(row))[0]
                for row in _children(element)
                if row.tag == ROW
            )
    return "\n".join(line for line in lines if line.strip())


def _starts_page(paragraph: _Element) -> bool:
    kind = paragraph.find(f"{qn('w:pPr')}/{_SECTION}/{_SECTION_KIND}")
    return kind is None or kind.get(_VALUE) != "continuous"


def _children(parent: _Element) -> Iterator[_Element]:
    """Block elements, also those inside content controls (form fields) and tracked insertions."""
    # An own stack: nesting in a hostile file may be deeper than Python's.
    waiting = list(reversed(parent))
    while waiting:
        element = waiting.pop()
        if element.tag == _CONTENT_CONTROL:
            content = element.find(_CONTENT)
            if content is not None:
                waiting.extend(reversed(content))
        elif element.tag in WRAPPERS:
            waiting.extend(reversed(element))
        else:
            yield element


def _footnotes(document: _Document) -> Iterator[str]:
    for kind in (RELATIONSHIP_TYPE.FOOTNOTES, RELATIONSHIP_TYPE.ENDNOTES):
        for relation in document.part.rels.values():
            if relation.reltype != kind or relation.is_external:
                continue
            try:
                root = parse_xml(relation.target_part.blob)
            except Exception as error:  # as for the package itself
                raise Refused(Fault.DAMAGED) from error
            for note in root:
                lines = (paragraph_text(paragraph)[0] for paragraph in note.iter(PARAGRAPH))
                text = "\n".join(lines).replace(PAGE_END, " ")
                if text.strip():
                    yield f"[{note.get(qn('w:id'), '')}] {text.strip()}"
