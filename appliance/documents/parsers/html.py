"""CHILD: web pages through Lexbor: text in reading order, headings, lists and tables.

Nothing that a page names is fetched: there is only its own text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeAlias

from selectolax.lexbor import LexborHTMLParser

from appliance.documents.parsers.encodings import decodes, detect
from appliance.documents.parsers.html_cells import TableGrid, is_data_table
from appliance.documents.parsers.html_style import has_ground, is_hidden, is_white
from appliance.documents.parsers.html_words import Line
from appliance.documents.parsers.paging import Pager
from appliance.documents.protocol import HTML_TYPE, Fault, Opened, Refused

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from appliance.documents.layout.records import BlockKind
    from appliance.documents.limits import Limits
    from appliance.documents.protocol import PageRead

_Node: TypeAlias = Any  # selectolax's nodes are C objects; all are used alike here

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"<\?xml[^>]{0,200}encoding\s*=\s*[\"']([A-Za-z0-9_.:-]{2,40})")
_HEAD_BYTES = 4096
# Not for people who read: programs, styles, ways to other pages, machine data of filings.
_DROPPED = frozenset(
    {"script", "style", "nav", "head", "noscript", "template", "svg", "math", "iframe", "object"}
    | {"audio", "video", "canvas", "map", "datalist", "ix:header", "-comment", "noframes"}
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog"}
    | {"div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup"}
    | {"hr", "html", "legend", "li", "main", "menu", "ol", "option", "p", "pre", "section"}
    | {"select", "summary", "ul", "table", "tr", "td", "th", "caption", *_HEADINGS}
)
_CAPTIONS = frozenset({"figcaption", "caption"})
_LISTS = frozenset({"ul", "ol", "menu"})
# Elements that only their end tag ends; the names that Lexbor does not know are among them.
_NESTING_TAG = re.compile(
    r"<(/?)(?!(?:p|li|td|th|tr|dd|dt|option|br|hr|img|input|meta|link|col|wbr|area|base|tbody|thead"
    r"|tfoot|embed|source|track|param)[\s/>])[a-z]",
    re.IGNORECASE,
)
_DEEPEST = 2000
_SHOWN_INPUTS = frozenset({"", "text", "number", "date", "email", "tel", "button", "submit"})


def read_html(data: bytes, limits: Limits) -> Iterator[Opened | PageRead]:
    """Pages about every 3,000 characters. Hidden text is taken and reported as hidden.

    Raises: Refused: unknown encoding, no text, too much of it, nested too deeply.
    """
    yield Opened(HTML_TYPE, None)
    pager = Pager(limits, laid=True)
    yield from html_pages(decoded(data), pager)
    yield from pager.rest()


def decoded(data: bytes) -> str:
    """The page as text, by what it says of its encoding if that is true."""
    head = data[:_HEAD_BYTES]
    for pattern in (_XML_CHARSET, _CHARSET):
        found = pattern.search(head)
        name = found[1].decode("ascii").lower() if found else ""
        # Web pages that say Latin-1 mean Windows' own.
        name = "cp1252" if name in ("iso-8859-1", "latin1", "latin-1", "us-ascii") else name
        name = "gb18030" if name in ("gb2312", "gbk") else name
        if name and not name.startswith("utf-16") and decodes(data, name):
            return data.decode(name)
    return data.decode(detect(data)).removeprefix("\ufeff")


def html_pages(markup: str, pager: Pager) -> Iterator[PageRead]:
    """What a page says, into `pager`. Raises: Refused: nested too deeply to be read."""
    if _depth(markup) > _DEEPEST:
        raise Refused(Fault.NESTED_TOO_DEEP)
    try:
        root = LexborHTMLParser(markup).root
    except MemoryError:
        raise
    except Exception as error:  # Lexbor gives up
        raise Refused(Fault.DAMAGED) from error
    if root is not None:
        yield from _Walk(root, pager).pages()


def _depth(markup: str) -> int:
    """How deep elements nest at most, as far as their tags are written out.

    Lexbor looks through all open elements at each tag, which takes hours at a depth of 100,000.
    """
    depth = deepest = 0
    for found in _NESTING_TAG.finditer(markup):
        depth = max(0, depth - 1) if found[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest


class _Walk:
    """One walk through a page's tree, without recursion: nesting has no bound in hostile files."""

    def __init__(self, root: _Node, pager: Pager) -> None:
        self._root = root
        self._pager = pager
        self._lines = [Line()]
        self._kind: BlockKind = "paragraph"
        self._level = 0
        self._depth_of_lists = 0
        self._grid: TableGrid | None = None
        # Identities of nodes inside which text is hidden, or has a ground of its own.
        self._hidden_by: list[int] = []
        self._grounds: list[int] = []

    def pages(self) -> Iterator[PageRead]:
        """All pages but the last."""
        node: _Node | None = self._root
        while node is not None:
            inside = yield from self._enter(node)
            child = node.child if inside else None
            if child is not None:
                node = child
                continue
            while node is not None:
                yield from self._leave(node)
                if node.mem_id == self._root.mem_id:
                    node = None
                elif node.next is not None:
                    node = node.next
                    break
                else:
                    node = node.parent
        yield from self._flush()

    def _enter(self, node: _Node) -> Generator[PageRead, None, bool]:
        """Returns whether what is inside is to be read."""
        tag = node.tag
        if tag == "-text":
            self._lines[-1].add(node.text_content or "", hidden=bool(self._hidden_by))
            return False
        if tag in _DROPPED:
            return False
        attributes = node.attributes
        if attributes and tag not in ("html", "body"):
            if has_ground(attributes):
                self._grounds.append(node.mem_id)
            if is_hidden(attributes) or (is_white(attributes) and not self._grounds):
                self._hidden_by.append(node.mem_id)
        if self._grid is not None:
            self._enter_in_table(tag, attributes)
        elif tag == "table" and is_data_table(node):
            yield from self._flush()
            self._grid = TableGrid()
        elif tag == "br":
            self._lines[-1].break_here()
        elif tag == "input":
            self._note_input(attributes)
        elif tag in _BLOCKS:
            yield from self._begin_block(tag)
        return True

    def _leave(self, node: _Node) -> Iterator[PageRead]:
        tag = node.tag
        if self._grid is not None and tag == "table":
            grid, self._grid = self._grid, None
            yield from self._give(grid)
        elif self._grid is not None:
            self._leave_in_table(tag, self._grid, node)
        elif tag in _BLOCKS:
            yield from self._end_block(tag)
        for stack in (self._hidden_by, self._grounds):
            if stack and stack[-1] == node.mem_id:
                stack.pop()

    def _enter_in_table(self, tag: str, attributes: dict[str, str | None]) -> None:
        if self._grid is not None and tag == "tr":
            self._grid.begin_row()
        elif tag in ("td", "th", "caption"):
            self._lines.append(Line())
        elif tag == "input":
            self._note_input(attributes)
        elif tag == "br" or tag in _BLOCKS:
            self._lines[-1].part()

    def _leave_in_table(self, tag: str, grid: TableGrid, node: _Node) -> None:
        if tag in ("td", "th", "caption"):
            text, hidden = self._lines.pop().in_one()
            if tag == "caption":
                grid.caption = text
            else:
                grid.put(tag, node.attributes, text, hidden)
        elif tag == "thead":
            grid.end_head()
        elif tag in _BLOCKS:
            self._lines[-1].part()

    def _give(self, grid: TableGrid) -> Iterator[PageRead]:
        yield from self._flush()
        if grid.caption:
            yield from self._pager.add(grid.caption, "caption")
        self._pager.begin_table()
        for row in grid.rows():
            yield from self._pager.row(row)
        self._pager.end_table()

    def _begin_block(self, tag: str) -> Iterator[PageRead]:
        yield from self._flush()
        if tag in _LISTS:
            self._depth_of_lists += 1
        elif tag == "li":
            self._kind, self._level = "list-item", max(1, self._depth_of_lists)
        elif tag in _HEADINGS:
            self._kind, self._level = "heading", _HEADINGS[tag]
        elif tag in _CAPTIONS:
            self._kind, self._level = "caption", 0

    def _end_block(self, tag: str) -> Iterator[PageRead]:
        yield from self._flush()
        if tag in _LISTS:
            self._depth_of_lists = max(0, self._depth_of_lists - 1)
        if tag == "li" or tag in _HEADINGS or tag in _CAPTIONS:
            self._kind, self._level = "paragraph", 0

    def _note_input(self, attributes: dict[str, str | None]) -> None:
        if (attributes.get("type") or "").lower() in _SHOWN_INPUTS:
            line = self._lines[-1]
            line.part()
            line.add(attributes.get("value") or "", hidden=bool(self._hidden_by))
            line.part()

    def _flush(self) -> Iterator[PageRead]:
        for text, hidden in self._lines[-1].taken():
            yield from self._pager.add(text, self._kind, self._level, hidden=hidden)
