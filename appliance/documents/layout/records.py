"""Parts of a page; frozen, without behaviour.

Offsets are code points of the page's text, half-open, as everywhere. Boxes follow from offsets and
the page's words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

BlockKind = Literal[
    "heading", "paragraph", "list-item", "table", "caption", "note", "header", "footer"
]


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of one kind; `level` is a heading's, from 1, or a list item's depth; else 0."""

    kind: BlockKind
    start: int
    end: int
    level: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table.

    `row` and `column` count from 0; `rows` and `columns` are how many it covers. `spans` are the
    stretches of the page's text that it holds, in reading order; an empty cell has none.
    """

    row: int
    column: int
    spans: tuple[tuple[int, int], ...]
    rows: int = 1
    columns: int = 1
    header: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """The part of a table that stands on one page.

    Attributes:
        number: counts from 1 in the document; the parts of a table cut by page breaks share it.
        start, end: from the first to the last code point of its cells; what parsers give may
            include the caption.
        rows, columns: size of this part.
        cells: in row order; places that no cell names are empty.
        caption: the line above that says what it is about; "" if none.
        currency: ISO 4217 code, "%" or "" when the table does not say.
        scale: what its figures are multiplied by: 1, 1_000, 1_000_000, …
        continues: True if its beginning stands on an earlier page; `headers` then are from there.
        headers: text of each column's heading, top to bottom, joined by spaces.
    """

    number: int
    start: int
    end: int
    rows: int
    columns: int
    cells: tuple[Cell, ...]
    caption: str = ""
    currency: str = ""
    scale: int = 1
    continues: bool = False
    headers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PageLayout:
    """All parts of one page.

    `section` is the path of headings in force where the page begins, outermost first; headings on
    the page change it from there on. Blocks are in text order and do not overlap.
    """

    page: int
    blocks: tuple[Block, ...] = ()
    tables: tuple[Table, ...] = ()
    section: tuple[str, ...] = ()
