"""Tables of a page, found by where its words stand. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from appliance.documents.layout.assembling import cells_of, grid_of
from appliance.documents.layout.cells import cell_text
from appliance.documents.layout.joining import Found
from appliance.documents.layout.records import Table
from appliance.documents.layout.regions import regions_of
from appliance.documents.layout.rows import looks_like_figure, rows_of
from appliance.documents.layout.scales import says_scale, unit_of, unit_said

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from appliance.documents.layout.records import Cell
    from appliance.documents.layout.rows import Row
    from appliance.documents.layout.word_tables import Region
    from appliance.documents.records import Word

# Lines above a table that may name it, and how far apart they may stand, in heights.
_LINES_ABOVE, _APART_HEIGHTS = 5, 2.6
_LONGEST_CAPTION_CP = 240
# Words of a table that the text has elsewhere, such as marks of footnotes, are left out of it if
# they are fewer than this part.
_STRAY = 0.1
_MOST_BETWEEN = 12


def tables_of(text: str, words: Sequence[Word], running: Mapping[int, object]) -> list[Found]:
    """The tables of a page in text order, not numbered yet; running lines belong to none.

    `running` names the first code points of running lines.
    """
    rows = rows_of(text, words)
    taken = [any(word.start in running for p in row.pieces for word in p.words) for row in rows]
    order = {word.start: number for number, word in enumerate(words)}
    found: list[Found] = []
    for region in regions_of(rows, taken):
        entry = _found(text, rows, region, order)
        if entry is not None and not any(
            entry.table.start < other.end and other.start < entry.table.end for other, _ in found
        ):
            found.append(entry)
    return sorted(found, key=lambda entry: entry.table.start)


def headers_of(text: str, cells: Sequence[Cell], columns: int) -> tuple[str, ...]:
    """The heading of each column, from top to bottom."""
    parts: list[list[str]] = [[] for _ in range(columns)]
    for cell in cells:
        if cell.header:
            shown = cell_text(text, cell)
            for column in range(cell.column, min(columns, cell.column + cell.columns)):
                parts[column].append(shown)
    return tuple(" ".join(part) for part in parts) if any(parts) else ()


def with_unit(text: str, table: Table, above: Sequence[str]) -> Table:
    """The table with what it and the lines above it, from the nearest on, say of its unit."""
    headings = _headings_of_all(text, table)
    corner = [cell_text(text, cell) for cell in table.cells if cell.column == 0 and cell.row < 3]
    shown = (cell_text(text, cell) for cell in table.cells if not cell.header and cell.column)
    unit = unit_of(
        above,
        [*headings, *(label for label in corner if says_scale(label))],
        [figure for figure in shown if looks_like_figure(figure)],
    )
    return replace(table, currency=unit.currency, scale=unit.scale)


def _headings_of_all(text: str, table: Table) -> list[str]:
    """Headings that speak of the whole table; a scale above one column is that column's own."""
    headings = [(cell, cell_text(text, cell)) for cell in table.cells if cell.header]
    reach: Counter[int] = Counter()
    for cell, shown in headings:
        scale = unit_said(shown).scale
        if scale and cell.column > 0:
            reach[scale] += cell.columns
    return [
        shown
        for cell, shown in headings
        if cell.column == 0
        or not unit_said(shown).scale
        or reach[unit_said(shown).scale] >= table.columns - 1
    ]


def _found(
    text: str, rows: Sequence[Row], region: Region, order: Mapping[int, int]
) -> Found | None:
    inside = rows[region.first : region.end]
    grid = grid_of(text, inside, figures=region.figures)
    if grid is None:
        return None
    allowed = _together(
        [word for row in inside for piece in row.pieces for word in piece.words], order
    )
    cells = cells_of(grid, allowed)
    if not cells:
        return None
    above = _above(rows, region.first)
    caption = next((line for line in above if not _only_unit(line)), "")
    table = Table(
        0,
        min(span[0] for cell in cells for span in cell.spans),
        max(span[1] for cell in cells for span in cell.spans),
        len(grid.rows),
        grid.columns,
        cells,
        caption=as_caption(caption),
        headers=headers_of(text, cells, grid.columns),
    )
    return Found(with_unit(text, table, above), grid.edges)


def _together(words: Sequence[Word], order: Mapping[int, int]) -> frozenset[int]:
    """Starts of the words that the text has in one stretch, if nearly all are there."""
    places = sorted(order[word.start] for word in words)
    groups: list[list[int]] = [[places[0]]]
    for place in places[1:]:
        if place - groups[-1][-1] > _MOST_BETWEEN:
            groups.append([place])
        else:
            groups[-1].append(place)
    main = max(groups, key=len)
    kept = set(main)
    if len(words) - len(main) > _STRAY * len(words):
        kept = set(places)
    return frozenset(word.start for word in words if order[word.start] in kept)


def _above(rows: Sequence[Row], first: int) -> list[str]:
    """The lines above a table that may name it, from the nearest on."""
    found: list[str] = []
    for index in range(first - 1, max(-1, first - 1 - _LINES_ABOVE), -1):
        row, below = rows[index], rows[index + 1]
        if below.y0 - row.y1 > _APART_HEIGHTS * max(row.height, below.height):
            break
        if any(piece.figure for piece in row.pieces[1:]):
            break
        found.append(" ".join(piece.text for piece in row.pieces))
    return found


def _only_unit(line: str) -> bool:
    return says_scale(line) and len(line) < 60


def as_caption(line: str) -> str:
    """A line above a table as its caption; sentences name nothing."""
    if line.endswith(".") or len(line) > _LONGEST_CAPTION_CP:
        return ""
    return line.strip()
