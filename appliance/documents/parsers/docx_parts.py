"""CHILD: Word's elements: the text of a paragraph, what of it is hidden, how cells are merged."""

from __future__ import annotations

from typing import Any, TypeAlias

from docx.oxml.ns import qn

# python-docx and lxml carry no types.
_Element: TypeAlias = Any

PARAGRAPH, TABLE, ROW, CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
WRAPPERS = frozenset({qn("w:customXml"), qn("w:ins"), qn("w:moveTo")})
RENDERED_BREAK = qn("w:lastRenderedPageBreak")
PAGE_END = "\f"
_WIDEST_SPAN = 64

_RUN, _TEXT, _BREAK, _RETURN, _TAB = qn("w:r"), qn("w:t"), qn("w:br"), qn("w:cr"), qn("w:tab")
_FIRM_HYPHEN = qn("w:noBreakHyphen")
_VALUE, _KIND, _GRID_SPAN, _MERGE = qn("w:val"), qn("w:type"), qn("w:gridSpan"), qn("w:vMerge")
_PAGE_BREAK_BEFORE, _RUN_PROPERTIES = qn("w:pageBreakBefore"), qn("w:rPr")
_VANISH, _COLOUR, _SIZE = qn("w:vanish"), qn("w:color"), qn("w:sz")
# Drawings with text boxes are stored twice, for new and for old readers; the old one is left out.
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED = frozenset({_FALLBACK, qn("w:del"), qn("w:moveFrom"), qn("w:pPr"), _RUN_PROPERTIES})
_OFF = frozenset({"0", "false", "off", "none"})
_WHITE = "FFFFFF"
# In half points: what is smaller than two points is not there to be read.
_SMALLEST_SIZE = 4
_SHADE, _FILL = qn("w:shd"), qn("w:fill")


def paragraph_text(paragraph: _Element) -> tuple[str, list[tuple[int, int]]]:
    """All text of a paragraph, text boxes included, and the stretches that are hidden.

    A form feed is a page break.
    """
    parts: list[str] = []
    hidden: list[tuple[int, int]] = []
    if paragraph.find(f"{qn('w:pPr')}/{_PAGE_BREAK_BEFORE}") is not None:
        parts.append(PAGE_END)
    _gather(paragraph, parts, hidden)
    return "".join(parts), hidden


def _gather(element: _Element, parts: list[str], hidden: list[tuple[int, int]]) -> None:
    # An own stack: nesting in a hostile file may be deeper than Python's.
    waiting = list(reversed(element))
    length = sum(map(len, parts))
    while waiting:
        child = waiting.pop()
        tag = child.tag
        if tag in _SKIPPED or not isinstance(tag, str):
            continue
        text = _said(child, tag)
        if text is None:
            if tag == PARAGRAPH and parts:
                parts.append("\n")  # a text box inside the paragraph
                length += 1
            waiting.extend(reversed(child))
            continue
        if text and tag == _TEXT and _unseen(child.getparent()):
            hidden.append((length, length + len(text)))
        parts.append(text)
        length += len(text)


def _said(child: _Element, tag: str) -> str | None:
    """What an element itself puts into the text; None for one that holds others."""
    if tag == _TEXT:
        return child.text or ""
    if tag == _TAB:
        return "\t"
    if tag == _RETURN:
        return "\n"
    if tag == _FIRM_HYPHEN:
        return "-"
    if tag == RENDERED_BREAK or (tag == _BREAK and child.get(_KIND) == "page"):
        return PAGE_END
    return "\n" if tag == _BREAK else None


def _unseen(run: _Element) -> bool:
    """True for a run marked as hidden, in white on white, or of less than two points."""
    properties = run.find(_RUN_PROPERTIES) if run is not None and run.tag == _RUN else None
    if properties is None:
        return False
    if is_on(properties.find(_VANISH)):
        return True
    size = properties.find(_SIZE)
    value = size.get(_VALUE, "") if size is not None else ""
    if value.isdecimal() and int(value) < _SMALLEST_SIZE:
        return True
    colour = properties.find(_COLOUR)
    white = colour is not None and colour.get(_VALUE, "").upper() == _WHITE
    return white and not _shaded(run)


def _shaded(run: _Element) -> bool:
    """White letters on a dark ground, as headings of tables have, are meant to be read."""
    element = run
    for _ in range(6):
        if element is None or element.tag == TABLE:
            # A table's style may colour its rows, which is not followed here.
            return element is not None
        for shade in element.iterfind(f"./*/{_SHADE}"):
            if shade.get(_FILL, "auto").upper() not in ("AUTO", _WHITE):
                return True
        element = element.getparent()
    return False


def is_on(switch: _Element | None) -> bool:
    """True for a property that is there and not switched off."""
    return switch is not None and switch.get(_VALUE, "1").lower() not in _OFF


def grid_span(cell: _Element) -> int:
    """Columns that a cell covers, so that the following ones stay under their headings."""
    found = cell.find(f"{qn('w:tcPr')}/{_GRID_SPAN}")
    value = found.get(_VALUE, "1") if found is not None else "1"
    return max(1, min(int(value), _WIDEST_SPAN)) if value.isdecimal() else 1


def merge_of(cell: _Element) -> str:
    """How a cell is merged with others: “restart” begins, “continue” goes on; else ""."""
    found = cell.find(f"{qn('w:tcPr')}/{_MERGE}")
    return "" if found is None else found.get(_VALUE, "continue")


def is_header_row(row: _Element) -> bool:
    """A row that Word repeats on each page."""
    return is_on(row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}"))


def wants_first_row(table: _Element) -> bool:
    """True if the table's style sets off its first row."""
    look = table.find(f"{qn('w:tblPr')}/{qn('w:tblLook')}")
    if look is None:
        return False
    first = look.get(qn("w:firstRow"))
    if first is not None:
        return first.lower() not in _OFF
    value = look.get(_VALUE, "")
    try:
        return bool(int(value, 16) & 0x20)
    except ValueError:
        return False
