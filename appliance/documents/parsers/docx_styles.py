"""CHILD: what a Word paragraph's style makes of it: a heading, a list item, a caption."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeAlias

from docx.oxml.ns import qn

if TYPE_CHECKING:
    from appliance.documents.layout.records import BlockKind

# python-docx and lxml carry no types.
_Element: TypeAlias = Any
_Document: TypeAlias = Any
_Part: TypeAlias = "tuple[BlockKind, int]"

_VALUE = qn("w:val")
_PROPERTIES, _STYLE = qn("w:pPr"), qn("w:pStyle")
_OUTLINE, _NUMBERING, _DEPTH = qn("w:outlineLvl"), qn("w:numPr"), qn("w:ilvl")
_HEADING = re.compile(r"(?:heading|überschrift|标题)\s*(\d)", re.IGNORECASE)
_LIST = re.compile(r"list(?:\s(?:bullet|number|paragraph))?\s*(\d?)", re.IGNORECASE)
_DEEPEST = 9
_MOST_ANCESTORS = 20
_PLAIN: _Part = ("paragraph", 0)


class Styles:
    """The styles of one document, looked up by their id."""

    def __init__(self, document: _Document) -> None:
        try:
            self._by_id = {
                style.get(qn("w:styleId"), ""): style
                for style in document.styles.element.iterfind(qn("w:style"))
            }
        except Exception:  # without styles, or with damaged ones, all paragraphs are plain
            self._by_id = {}
        self._known: dict[str, _Part] = {}

    def part(self, paragraph: _Element) -> _Part:
        """Kind and level of a paragraph."""
        properties = paragraph.find(_PROPERTIES)
        if properties is None:
            return _PLAIN
        own = _by_properties(properties)
        if own is not None and own[0] == "heading":
            return own
        named = properties.find(_STYLE)
        by_style = self._by_style(named.get(_VALUE, "")) if named is not None else _PLAIN
        if by_style[0] == "heading":
            return by_style
        return own or by_style

    def _by_style(self, style_id: str) -> _Part:
        if style_id not in self._known:
            self._known[style_id] = self._search(style_id)
        return self._known[style_id]

    def _search(self, style_id: str) -> _Part:
        """By name or properties of the style or the ones that it is based on."""
        for _ in range(_MOST_ANCESTORS):
            style = self._by_id.get(style_id)
            if style is None:
                return _PLAIN
            name = style.find(qn("w:name"))
            part = _by_name(name.get(_VALUE, "") if name is not None else style_id)
            properties = style.find(_PROPERTIES)
            if part is None and properties is not None:
                part = _by_properties(properties)
            if part is not None:
                return part
            base = style.find(qn("w:basedOn"))
            if base is None:
                return _PLAIN
            style_id = base.get(_VALUE, "")
        return _PLAIN


def _by_name(name: str) -> _Part | None:
    if found := _HEADING.fullmatch(name):
        return "heading", max(1, int(found[1]))
    if name.lower() == "title":
        return "heading", 1
    if name.lower() == "caption":
        return "caption", 0
    if found := _LIST.fullmatch(name):
        return "list-item", int(found[1] or 1)
    return None


def _by_properties(properties: _Element) -> _Part | None:
    outline = properties.find(_OUTLINE)
    level = _number(outline)
    if level is not None and level < _DEEPEST:
        return "heading", level + 1
    numbering = properties.find(_NUMBERING)
    if numbering is None:
        return None
    used = numbering.find(qn("w:numId"))
    if _number(used) == 0:
        return None  # numbering of the style switched off
    return "list-item", (_number(numbering.find(_DEPTH)) or 0) + 1


def _number(element: _Element | None) -> int | None:
    value = element.get(_VALUE, "") if element is not None else ""
    return min(int(value), _DEEPEST) if value.isdecimal() else None
