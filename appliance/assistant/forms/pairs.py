"""Labels of a page with the stretches in which their values stand. Pure.

A form writes "Label: value", puts both into neighbouring cells, or the value below the label; a
statement has rows of a label and figures. Offsets are code points of the page's text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from appliance.assistant.sentences import trimmed
from appliance.documents.layout.cells import cell_text, column_label, is_figure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appliance.documents.layout.records import Cell, PageLayout, Table

Source = Literal["colon", "table", "column", "cells", "led", "below", "means", "phrase"]

LINE = re.compile(r"[^\r\n\u2028\x0b\x0c]+")
_GAP = re.compile(r"\t+|\s{2,}\|?\s*|\s\|\s?|\s*(?:[._…·]\s?){4,}\s*")
_COLON = re.compile(r"[:：](?!\d|//)\s*")
# A line of a table of contents ends in the number of a page.
_LEADERS = re.compile(r"(?:[.·…_]\s?){3}[.·…_]$")
_MOST_PAGE_DIGITS = 4
_MEANS = re.compile(
    r"[“\"]([^”\"\n]{2,60})[”\"]\s+(?:means|shall mean|is|are|refers to)\s*[:,]?\s*"
)
_LABEL_WORDS = 12
_LABEL_CP = 90
_SHORT_LINE_CP = 60
# A column's heading names the values under it only in a table of a few records.
_MOST_RECORDS = 4


class Pair(NamedTuple):
    """A label and the stretch beside it.

    `heading` is the text at the head of the value's column; `unit` and `scale` are the table's.
    `figures` is true in a row where other figures stand beside this one.
    """

    label: str
    start: int
    end: int
    source: Source
    heading: str = ""
    unit: str = ""
    scale: int = 1
    row: int = -1
    column: int = -1


def is_of_contents(line: str) -> bool:
    """Whether a line ends as in a table of contents: leaders, then the number of a page."""
    # From the end, because leaders may be as long as a hostile page.
    line = line.rstrip()
    bare = line.rstrip("0123456789")
    if not 0 < len(line) - len(bare) <= _MOST_PAGE_DIGITS:
        return False
    return _LEADERS.search(bare.rstrip()[-7:]) is not None


def pairs(text: str, layout: PageLayout | None = None) -> list[Pair]:
    """All of a page, tables first."""
    found: list[Pair] = []
    tables = layout.tables if layout is not None else ()
    for number, table in enumerate(tables):
        found += _of_table(table, text, number * 10_000)
    inside = [(table.start, table.end) for table in tables]
    lines = [trimmed(text, *match.span()) for match in LINE.finditer(text)]
    lines = [(a, b) for a, b in lines if a < b]
    for place, (start, end) in enumerate(lines):
        if is_of_contents(text[start:end]):
            continue
        in_table = any(a <= start and end <= b for a, b in inside)
        following = lines[place + 1] if place + 1 < len(lines) else None
        found += _of_line(text, start, end, following, in_table=in_table)
    found += [
        Pair(match[1], match.end(), _sentence_end(text, match.end()), "means")
        for match in _MEANS.finditer(text)
    ]
    return [pair for pair in found if pair.start < pair.end]


def _of_table(table: Table, text: str, base: int) -> Iterator[Pair]:
    rows: dict[int, list[Cell]] = {}
    for cell in table.cells:
        if cell.spans:
            rows.setdefault(cell.row, []).append(cell)
    records = [cells for cells in rows.values() if not all(cell.header for cell in cells)]
    for number, cells in rows.items():
        cells.sort(key=lambda cell: cell.column)
        if all(cell.header for cell in cells) and (len(cells) != 2 or table.columns > 2):
            continue
        yield from _of_row(table, text, cells, base + number)
        if len(records) <= _MOST_RECORDS:
            for cell in cells:
                heading = column_label(table, cell.column)
                if heading and not is_figure(heading):
                    yield _to_cell(heading, cell, "column", table, base + number)


def _of_row(table: Table, text: str, cells: list[Cell], row: int) -> Iterator[Pair]:
    """The row's label with each figure; in a form, each label with the cell beside it."""
    shown = [cell_text(text, cell) for cell in cells]
    if not shown or is_figure(shown[0]):
        return
    figures = [place for place, one in enumerate(shown) if place and is_figure(one)]
    for place in range(1, len(cells)):
        beside = shown[place - 1]
        if place > 1 and place in figures and len(beside) > 2 and not is_figure(beside):
            yield _to_cell(beside, cells[place], "cells", table, row)
        elif place in figures or (place == 1 and not figures):
            yield _to_cell(shown[0], cells[place], "table", table, row)
        elif not is_figure(shown[place - 1]):
            yield _to_cell(shown[place - 1], cells[place], "cells", table, row)


def _to_cell(label: str, cell: Cell, source: Source, table: Table, row: int) -> Pair:
    start, end = cell.spans[0][0], cell.spans[-1][1]
    heading = column_label(table, cell.column)
    label = _COLON.sub(" ", label)
    return Pair(label, start, end, source, heading, table.currency, table.scale, row, cell.column)


def _of_line(
    text: str, start: int, end: int, following: tuple[int, int] | None, *, in_table: bool
) -> Iterator[Pair]:
    cells = list(_cells(text, start, end))
    for place, (low, high) in enumerate(cells):
        beside = cells[place + 1] if place + 1 < len(cells) else None
        colon = _COLON.search(text, low, high)
        if colon is not None and _is_label(text[low : colon.start()]):
            label = text[low : colon.start()]
            if colon.end() < high:
                yield Pair(label, colon.end(), high, "colon")
            elif beside is not None:
                yield Pair(label, *beside, "colon")
            elif following is not None:
                yield Pair(label, *following, "below")
        elif beside is not None:
            if not in_table and _is_label(text[low:high]) and not is_figure(text[low:high]):
                yield Pair(text[low:high], *beside, "cells", row=start, column=place + 1)
        elif following is not None and len(cells) == 1 and _above(text, low, high, following):
            yield Pair(text[low:high], *following, "below")


def _cells(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    low = start
    for gap in _GAP.finditer(text, start, end):
        if low < gap.start():
            yield low, gap.start()
        low = gap.end()
    if low < end:
        yield low, end


def _is_label(text: str) -> bool:
    return (
        0 < len(text) <= _LABEL_CP
        and len(text.split()) <= _LABEL_WORDS
        and any(c.isalpha() for c in text)
    )


def _above(text: str, low: int, high: int, following: tuple[int, int]) -> bool:
    """A short line that may be the label of the one value below it."""
    return _stands_alone(text[low:high]) and len(list(_cells(text, *following))) == 1


def _stands_alone(text: str) -> bool:
    return len(text) <= _SHORT_LINE_CP and _is_label(text) and text[-1] not in ".;,。；，"


def _sentence_end(text: str, start: int) -> int:
    stop = re.compile(r"[.;。；](?=\s|$)|\n\s*[“\"(]|\n\s*\n").search(text, start)
    return min(stop.start() if stop else len(text), start + 200)
