"""CHILD: Word documents, in reading order: headers, paragraphs, tables, footers, footnotes."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, TypeAlias

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from appliance.documents.parsers.paging import PAGE_CHARACTERS, Pager
from appliance.documents.parsers.text import table_row
from appliance.documents.protocol import DOCX_TYPE, Fault, Opened, Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appliance.documents.limits import Limits
    from appliance.documents.protocol import PageRead

# python-docx and lxml carry no types.
_Element: TypeAlias = Any
_Document: TypeAlias = Any

_PARAGRAPH, _TABLE, _ROW, _CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_CONTENT_CONTROL, _CONTENT = qn("w:sdt"), qn("w:sdtContent")
_WRAPPERS = frozenset({qn("w:customXml"), qn("w:ins"), qn("w:moveTo")})
_SECTION, _SECTION_KIND = qn("w:sectPr"), qn("w:type")
_TEXT, _BREAK, _RETURN, _TAB = qn("w:t"), qn("w:br"), qn("w:cr"), qn("w:tab")
_FIRM_HYPHEN, _RENDERED_BREAK = qn("w:noBreakHyphen"), qn("w:lastRenderedPageBreak")
_VALUE, _KIND, _GRID_SPAN = qn("w:val"), qn("w:type"), qn("w:gridSpan")
_PAGE_BREAK_BEFORE, _RUN_PROPERTIES = qn("w:pageBreakBefore"), qn("w:rPr")
# Drawings with text boxes are stored twice, for new and for old readers; the old one is left out.
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED = frozenset({_FALLBACK, qn("w:del"), qn("w:moveFrom"), qn("w:pPr"), _RUN_PROPERTIES})
# Where Word has noted its own page ends they are the pages, unless one is absurdly long.
_RENDERED_PAGE_CHARACTERS = 4 * PAGE_CHARACTERS
_PAGE_END = "\f"


def read_docx(data: bytes, limits: Limits) -> Iterator[Opened | PageRead]:
    """Pages at the breaks that the file notes, else about every 3,000 characters.

    Text of headers stands before, of footers after the text of their section; footnotes stand at
    the end. Deleted text of tracked changes is left out, inserted text is taken.

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
    rendered = next(body.iter(_RENDERED_BREAK), None) is not None
    pager = Pager(
        limits, page_characters=_RENDERED_PAGE_CHARACTERS if rendered else PAGE_CHARACTERS
    )
    for block in _blocks(document, body):
        before, *after = block.split(_PAGE_END)
        yield from pager.add(before)
        for part in after:
            yield from pager.new_page()
            yield from pager.add(part)
    yield from pager.rest()


def _blocks(document: _Document, body: _Element) -> Iterator[str]:
    """Paragraphs and table rows; a form feed inside one is a page break."""
    sections = _sections(document)
    header, footer = next(sections, ("", ""))
    if header:
        yield header
    for element in _children(body):
        if element.tag == _PARAGRAPH:
            yield _text(element)
            if element.find(f"{qn('w:pPr')}/{_SECTION}") is not None:
                # A section ends with the paragraph that carries its properties.
                following = next(sections, ("", ""))
                yield footer + (_PAGE_END if _starts_page(element) else "")
                header, footer = following
                if header:
                    yield header
        elif element.tag == _TABLE:
            yield from _rows(element)
    if footer:
        yield footer
    yield from _footnotes(document)


def _sections(document: _Document) -> Iterator[tuple[str, str]]:
    """Header and footer of each section; "" where it is the one of the section before."""
    for section in document.sections:
        yield _part_text(section.header), _part_text(section.footer)


def _part_text(part: _Element) -> str:
    if part.is_linked_to_previous:
        return ""
    lines: list[str] = []
    for element in _children(part._element):
        if element.tag == _PARAGRAPH:
            lines.append(_text(element).replace(_PAGE_END, "\n"))
        elif element.tag == _TABLE:
            lines += _rows(element)
    return "\n".join(line for line in lines if line.strip())


def _starts_page(paragraph: _Element) -> bool:
    kind = paragraph.find(f"{qn('w:pPr')}/{_SECTION}/{_SECTION_KIND}")
    return kind is None or kind.get(_VALUE) != "continuous"


def _children(parent: _Element) -> Iterator[_Element]:
    """Block elements, also those inside content controls (form fields) and tracked insertions."""
    for element in parent:
        if element.tag == _CONTENT_CONTROL:
            content = element.find(_CONTENT)
            if content is not None:
                yield from _children(content)
        elif element.tag in _WRAPPERS:
            yield from _children(element)
        else:
            yield element


def _rows(table: _Element) -> Iterator[str]:
    for row in _children(table):
        if row.tag != _ROW:
            continue
        cells: list[str] = []
        for cell in _children(row):
            if cell.tag == _CELL:
                cells.append(" ".join(_text(p) for p in cell.iter(_PARAGRAPH)))
                cells += [""] * (_span(cell) - 1)
        yield table_row(cells)


def _span(cell: _Element) -> int:
    """Columns that a cell covers, so that the following ones stay under their headings."""
    found = cell.find(f"{qn('w:tcPr')}/{_GRID_SPAN}")
    value = found.get(_VALUE, "1") if found is not None else "1"
    return min(int(value), 64) if value.isdecimal() else 1


def _text(paragraph: _Element) -> str:
    """All visible text of a paragraph, text boxes included."""
    parts: list[str] = []
    if paragraph.find(f"{qn('w:pPr')}/{_PAGE_BREAK_BEFORE}") is not None:
        parts.append(_PAGE_END)
    _gather(paragraph, parts)
    return "".join(parts)


def _gather(element: _Element, parts: list[str]) -> None:
    # An own stack: nesting in a hostile file may be deeper than Python's.
    waiting = list(reversed(element))
    while waiting:
        child = waiting.pop()
        tag = child.tag
        if tag in _SKIPPED or not isinstance(tag, str):
            continue
        if tag == _TEXT:
            parts.append(child.text or "")
        elif tag == _TAB:
            parts.append("\t")
        elif tag == _RETURN:
            parts.append("\n")
        elif tag == _FIRM_HYPHEN:
            parts.append("-")
        elif tag == _RENDERED_BREAK or (tag == _BREAK and child.get(_KIND) == "page"):
            parts.append(_PAGE_END)
        elif tag == _BREAK:
            parts.append("\n")
        else:
            if tag == _PARAGRAPH and parts:
                parts.append("\n")  # a text box inside the paragraph
            waiting.extend(reversed(child))


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
                text = "\n".join(_text(p) for p in note.iter(_PARAGRAPH)).replace(_PAGE_END, " ")
                if text.strip():
                    yield f"[{note.get(qn('w:id'), '')}] {text.strip()}"
