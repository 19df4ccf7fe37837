"""From the rows and columns of a table to its cells: labels of several lines, headings. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from appliance.documents.layout.column_heads import place_headings
from appliance.documents.layout.columns import Column, best, columns_of
from appliance.documents.layout.records import Cell
from appliance.documents.layout.regions import has_figures, heads
from appliance.documents.layout.rows import looks_like_year
from appliance.documents.layout.scales import says_scale
from appliance.documents.layout.table_lines import Line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.documents.layout.rows import Row
    from appliance.documents.records import Word

_TIGHT = 0.93  # of the usual step between rows: lines of one label
_TIGHT_HEIGHTS, _SAME_LINE_HEIGHTS = 1.4, 0.95
_LEADING_HEIGHTS = 1.12  # from one line of a heading to its next
_UNIT_CP = 2  # a currency or percent sign on a line of its own
_NEAR_COLUMNS = 1.2
_JOINING_WORDS = frozenset(
    {"and", "of", "the", "to", "in", "for", "from", "on", "or", "by", "with"}
)


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of lines that belong together; the first `header_rows` are headings.

    `edges` are the right edges of the columns.
    """

    rows: tuple[tuple[Line, ...], ...]
    columns: int
    header_rows: int
    edges: tuple[float, ...]


def grid_of(text: str, rows: Sequence[Row], *, figures: bool) -> Grid | None:
    """The grid of a table; None if its rows have no columns in common."""
    telling = [row for row in rows if not figures or (has_figures(row) and not heads(row))]
    columns = _merged(columns_of(telling), telling)
    if len(columns) < 2:
        return None
    lines = [_line(row, columns) for row in rows]
    heading = _header_lines(lines) if figures else _title_lines(lines)
    place_headings(text, lines, rows[:heading], columns)
    groups = [*_header_groups(lines[:heading]), *_body_groups(lines[heading:], columns)]
    count = len(_header_groups(lines[:heading]))
    edges = tuple(column.x1 for column in columns)
    return Grid(tuple(tuple(group) for group in groups), len(columns), count, edges)


def cells_of(grid: Grid, allowed: frozenset[int] | None = None) -> tuple[Cell, ...]:
    """The cells of a grid in row order; words outside `allowed` starts are left out."""
    cells: list[Cell] = []
    for number, lines in enumerate(grid.rows):
        for column in range(grid.columns):
            words = [
                word
                for line in lines
                for piece in line.cells.get(column, ())
                for word in piece.words
                if allowed is None or word.start in allowed
            ]
            if not words:
                continue
            cover = max((line.covers.get(column, 1) for line in lines), default=1)
            cells.append(
                Cell(number, column, spans_of(words), 1, cover, header=number < grid.header_rows)
            )
    return tuple(cells)


def spans_of(words: Sequence[Word]) -> tuple[tuple[int, int], ...]:
    """The stretches of text that words given in reading order hold; only spaces lie within one."""
    spans: list[tuple[int, int]] = []
    for word in words:
        if spans and 0 <= word.start - spans[-1][1] <= 2:
            spans[-1] = (spans[-1][0], word.end)
        else:
            spans.append((word.start, word.end))
    return tuple(spans)


def _merged(columns: list[Column], rows: Sequence[Row]) -> list[Column]:
    """Columns without those that only look like two: near each other, and never both filled."""
    merged: list[Column] = []
    used: list[set[int]] = []
    for column in columns:
        filled = {
            number
            for number, row in enumerate(rows)
            for piece in row.pieces
            if column.x0 - 0.5 <= piece.middle <= column.x1 + 0.5
        }
        height = rows[0].height if rows else 0.0
        if (
            len(merged) > 1
            and column.x0 - merged[-1].x1 < _NEAR_COLUMNS * height
            and not filled & used[-1]
        ):
            merged[-1] = Column(merged[-1].x0, column.x1)
            used[-1] |= filled
            continue
        merged.append(column)
        used.append(filled)
    return merged


def _line(row: Row, columns: Sequence[Column]) -> Line:
    line = Line(row.y0, row.height)
    for piece in row.pieces:
        line.cells.setdefault(best(columns, piece), []).append(piece)
    return line


def _header_lines(lines: Sequence[Line]) -> int:
    """How many lines head the table: those above its first figures, less its first labels."""
    first = next(
        (
            number
            for number, line in enumerate(lines)
            if any(
                piece.figure and not looks_like_year(piece.text)
                for column, pieces in line.cells.items()
                for piece in pieces
                if column > 0 or len(line.cells) > 1
            )
        ),
        0,
    )
    while first and lines[first - 1].label_only and not says_scale(lines[first - 1].text(0)):
        first -= 1
    return first


def _title_lines(lines: Sequence[Line]) -> int:
    """A table of words has a heading if its first row stands apart from the evenly spaced rest."""
    if len(lines) < 4:
        return 0
    steps = [after.y0 - line.y0 for line, after in pairwise(lines)]
    return 1 if steps[0] > 1.25 * median(steps[1:]) else 0


def _header_groups(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines of headings that are one: words broken over lines, with nothing across columns."""
    groups: list[list[Line]] = []
    for line in lines:
        if groups and _goes_on(groups[-1][-1], line):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _goes_on(above: Line, line: Line) -> bool:
    step = (line.y0 - above.y0) / line.height
    if above.covers or line.covers or step > _TIGHT_HEIGHTS:
        return False
    shared = set(above.cells) & set(line.cells) - {0}
    for column in shared:
        upper, lower = above.text(column), line.text(column)
        if upper.endswith((",", "-", "/")) or lower[:1].islower():
            continue
        if step > _LEADING_HEIGHTS or looks_like_year(lower) or says_scale(lower):
            return False
        if len(lower) <= _UNIT_CP:
            return False
    return bool(shared)


def _body_groups(lines: Sequence[Line], columns: Sequence[Column]) -> list[list[Line]]:
    """Lines of the body, those of one label together."""
    steps = [
        after.y0 - line.y0
        for line, after in pairwise(lines)
        if not line.label_only and not after.label_only
    ]
    step = median(steps) if steps else 0.0
    limit = max(
        (piece.x1 for line in lines for piece in line.cells.get(0, ())), default=columns[0].x1
    )
    groups: list[list[Line]] = []
    for line in lines:
        if groups and _is_one(groups[-1], line, step, limit):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _is_one(group: Sequence[Line], line: Line, step: float, limit: float) -> bool:
    """True if a line goes on with the row above it."""
    above = group[-1]
    apart = line.y0 - above.y0
    tight = apart < _TIGHT * step if step else apart < _TIGHT_HEIGHTS * line.height
    if apart > max(1.8 * step, 2.0 * line.height):
        return False
    if 0 not in line.cells:
        # Further lines of text in other columns; figures without a label are a row of their own.
        has_figure = any(piece.figure for pieces in line.cells.values() for piece in pieces)
        if has_figure:  # set a little lower than their label
            return above.label_only and apart < _SAME_LINE_HEIGHTS * line.height
        return apart <= _TIGHT_HEIGHTS * line.height
    if 0 not in above.cells:
        return False
    filled = set().union(*(part.cells for part in group)) - {0}
    if filled & set(line.cells) - {0}:
        return False
    upper, lower = above.text(0), line.text(0)
    return _label_goes_on(upper, lower, above, line, tight=tight, limit=limit) >= 2


def _texts_go_on(group: Sequence[Line], line: Line) -> bool:
    """True if what stands in other columns goes on with texts there, not with figures."""
    for column in line.cells:
        above = [piece for part in group for piece in part.cells.get(column, ())]
        if not above or any(piece.figure for piece in above):
            return False
    return True


def _label_goes_on(
    upper: str, lower: str, above: Line, line: Line, *, tight: bool, limit: float
) -> float:
    """How much speaks for two lines of labels being one label."""
    score = 0.0
    if upper.endswith((":", ".")):
        score -= 3
    if lower[:1].islower():
        score += 2
    if tight:
        score += 1.5
    last_word = upper.rsplit(maxsplit=1)[-1] if upper else ""
    if last_word in _JOINING_WORDS or upper.endswith((",", "-", "–", "\ufffe", "/", "&")):
        score += 2
    if upper.count("(") > upper.count(")"):
        score += 2
    first = line.cells[0][0].words[0]
    end = above.cells[0][-1].x1
    if end + (first.x1 - first.x0) + 0.2 * line.height > limit:
        score += 1
    if not line.label_only and not above.label_only:
        score -= 3
    if line.label_only and not lower[:1].islower() and not tight:
        score -= 1
    return score
