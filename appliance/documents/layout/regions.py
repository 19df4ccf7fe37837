"""Which rows of a page are a table: stretches whose figures stand below each other. Pure."""

from __future__ import annotations

from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from appliance.documents.layout.rows import has_leader, is_marker, looks_like_year
from appliance.documents.layout.scales import says_scale
from appliance.documents.layout.word_tables import EDGE_PT, Region, tables_of_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.documents.layout.rows import Piece, Row

# White space between two rows of a table, in heights of its letters or in usual steps.
_APART_HEIGHTS, _APART_STEPS = 2.4, 2.3
# Rows without figures between two with: sections, and labels of several lines.
_MOST_LABELS = 7
_MOST_HEADER_ROWS = 12
# A label may reach this far, in heights, into the space of the first column of figures.
_REACH = 1.0
# A table of one column of figures needs more rows to be told from an outline.
_ROWS_OF_ONE, _ROWS_AT_LEAST = 3, 2
_LABEL_WORDS, _PROSE_WORDS = 28, 9
_CENTRED = 0.02


def regions_of(rows: Sequence[Row], taken: Sequence[bool]) -> list[Region]:
    """The tables of a page, from top to bottom. Rows that are `taken` belong to none."""
    found: list[Region] = []
    index = 0
    while index < len(rows):
        if taken[index] or not has_figures(rows[index]):
            index += 1
            continue
        region = _grown(rows, taken, index, found[-1].end if found else 0)
        if region is None:
            index += 1
        else:
            found.append(region)
            index = region.end
    found += tables_of_words(rows, taken, found)
    return sorted(found, key=lambda region: region.first)


def has_figures(row: Row) -> bool:
    """True for a row with a figure apart from its label, or with two figures."""
    if has_leader(row):
        return False
    figures = sum(piece.figure for piece in row.pieces)
    if figures == 0 or len(row.pieces) < 2:
        return False
    if figures == 1 and row.pieces[0].figure:
        return False
    return not _is_prose(row)


def _is_prose(row: Row) -> bool:
    """Text that happens to have a wide space: a figure amid long pieces."""
    if len(row.pieces) > 3:
        return False
    return not row.pieces[-1].figure and len(row.pieces[-1].words) > _PROSE_WORDS


def _grown(rows: Sequence[Row], taken: Sequence[bool], first: int, floor: int) -> Region | None:
    """The table whose first row of figures is `first`; None if there is too little of it."""
    inside = [first]
    left = _figures_left(rows[first])
    waiting = 0
    for index in range(first + 1, len(rows)):
        row = rows[index]
        if taken[index] or _far(rows, index, inside):
            break
        if has_figures(row):
            if waiting and _begins_anew(rows, inside[-1], index):
                break
            inside.append(index)
            left = min(left, _figures_left(row))
            waiting = 0
            continue
        waiting += 1
        if waiting > _MOST_LABELS or _breaks(row, left, rows[first]):
            break
    strong = sum(1 for index in inside if not heads(rows[index]))
    widths = max(_figures(rows[index]) for index in inside)
    needed = _ROWS_OF_ONE if widths < 2 else _ROWS_AT_LEAST
    if strong < needed and not (strong == 1 and len(inside) > 1 and widths >= 2):
        return None
    end = _with_wrapped_label(rows, taken, inside[-1], left)
    return Region(_ascended(rows, taken, first, floor, inside), end)


def _figures(row: Row) -> int:
    return sum(piece.figure for piece in row.pieces)


def _figures_left(row: Row) -> float:
    """Left edge of the first figure that is no label."""
    return (
        min(piece.x0 for number, piece in enumerate(row.pieces) if piece.figure and number > 0)
        if any(piece.figure for piece in row.pieces[1:])
        else row.pieces[0].x0
    )


def heads(row: Row) -> bool:
    """True for a row whose figures are all years or dates."""
    figures = [piece for piece in row.pieces if piece.figure]
    return bool(figures) and all(looks_like_year(piece.text) for piece in figures)


def _far(rows: Sequence[Row], index: int, inside: Sequence[int]) -> bool:
    """True if a row stands so far below the one above that it is another matter."""
    space = rows[index].y0 - rows[index - 1].y1
    height = max(rows[index].height, rows[index - 1].height)
    if space <= _APART_HEIGHTS * height:
        return False
    steps = [rows[b].y0 - rows[a].y0 for a, b in pairwise(inside) if b == a + 1]
    if len(steps) < 2:
        return space > 1.5 * _APART_HEIGHTS * height
    return rows[index].y0 - rows[index - 1].y0 > _APART_STEPS * median(steps)


def _breaks(row: Row, left: float, model: Row) -> bool:
    """True for a row without figures that is no label and no heading: text begins here."""
    first = row.pieces[0]
    reach = left + _REACH * row.height
    alone = len(row.pieces) == 1 and first.x0 < left - row.height and first.x1 > reach
    # A heading of several columns stands over them, text begins at the left.
    if alone and (len(first.words) > _PROSE_WORDS or first.x0 < model.x0 + 3 * row.height):
        return True
    if len(first.words) > _LABEL_WORDS or is_marker(first.text):
        return True
    return row.height > 1.35 * model.height


def _begins_anew(rows: Sequence[Row], last: int, index: int) -> bool:
    """True if a title and headings stand between: another table, with columns of its own."""
    between = rows[last + 1 : index]
    place = (
        len(between)
        if heads(rows[index])
        else next(
            (
                number
                for number, row in enumerate(between)
                if number and len(row.pieces) > 1 and not any(piece.figure for piece in row.pieces)
            ),
            0,
        )
    )
    if not place:
        return False
    title, heading = between[0], rows[last + 1 + place]
    above = title.y0 - rows[last].y0
    return (
        above > 1.3 * (heading.y0 - rows[last + place].y0)
        or above > 1.3 * (rows[index].y0 - rows[index - 1].y0)
        or title.height > 1.1 * rows[index].height
    )


def _with_wrapped_label(rows: Sequence[Row], taken: Sequence[bool], last: int, left: float) -> int:
    """End of a table whose last row goes on below its figures: its label, or a text beside."""
    end = last + 1
    edges = [piece.x0 for piece in rows[last].pieces if not piece.figure]
    while end < len(rows) and not taken[end]:
        row, above = rows[end], rows[end - 1]
        first = row.pieces[0]
        tight = row.y0 - above.y0 <= 1.3 * max(row.height, above.height)
        below = row.x1 <= left or (
            first.x0 > left and any(abs(first.x0 - edge) <= EDGE_PT for edge in edges)
        )
        if len(row.pieces) > 1 or not first.text[:1].islower() or not tight or not below:
            break
        end += 1
    return end


def _ascended(
    rows: Sequence[Row], taken: Sequence[bool], first: int, floor: int, inside: Sequence[int]
) -> int:
    """The first row of a table with its headings; those stand over its figures."""
    figures = [piece for index in inside for piece in rows[index].pieces[1:] if piece.figure]
    figures = figures or [piece for index in inside for piece in rows[index].pieces]
    left, right = min(piece.x0 for piece in figures), max(piece.x1 for piece in figures)
    edge = min(rows[index].x0 for index in inside)
    top = first
    headed = heads(rows[first])
    for index in range(first - 1, max(floor, first - _MOST_HEADER_ROWS) - 1, -1):
        row = rows[index]
        space = rows[index + 1].y0 - row.y1
        if taken[index] or space > 1.6 * max(row.height, rows[index + 1].height):
            break
        if has_figures(row) and not heads(row):
            break
        if _over(row, left, right, edge):
            top, headed = index, True
        elif row.x1 > left or not _short(row.pieces[0]):
            break
        elif headed:
            if not says_scale(row.pieces[0].text) or row.x0 > edge + row.height:
                break
            top = index
    return top


def _over(row: Row, left: float, right: float, edge: float) -> bool:
    """True if a row heads columns of figures that lie between `left` and `right`."""
    over = [piece for piece in row.pieces if piece.x1 > left and piece.x0 < right + row.height]
    if not over:
        return False
    beside = [piece for piece in row.pieces if piece not in over]
    if any(len(piece.words) > _LABEL_WORDS for piece in row.pieces):
        return False
    if len(over) > 1 or beside:
        return all(_short(piece) for piece in over)
    only = over[0]
    if says_scale(only.text) and only.x0 <= edge + row.height:
        return False
    if _is_title(only, (left, right, edge)):
        return False
    if only.x0 < left - 6 * row.height or not _short(only):
        # A line that begins at the left is text or a title, unless it is centred on the figures.
        centred = abs(only.middle - (left + right) / 2) < abs(only.middle - (edge + right) / 2)
        return centred and only.x0 > edge + 3 * row.height and _short(only)
    return True


def _is_title(piece: Piece, reach: tuple[float, float, float]) -> bool:
    """True for a line that is centred on the whole table rather than on its figures."""
    left, right, edge = reach
    width = right - edge
    off_table = abs(piece.middle - (edge + right) / 2)
    off_figures = abs(piece.middle - (left + right) / 2)
    if off_table > _CENTRED * width or off_figures < 2 * _CENTRED * width:
        return False
    return len(piece.words) > 2 or says_scale(piece.text)


def _short(piece: Piece) -> bool:
    if len(piece.words) > _PROSE_WORDS + 3:
        return False
    return len(piece.words) <= 3 or not piece.text.endswith((".", ";"))
