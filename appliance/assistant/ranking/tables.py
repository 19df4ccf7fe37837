"""Things that a table compares: rows under one column, or columns beside one row.

Totals, subtotals and reconciling lines are no members, by their names and because what stands
over them adds up to them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from appliance.assistant.arithmetic import periods
from appliance.assistant.ranking.classes import is_total
from appliance.assistant.wording import terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from appliance.assistant.arithmetic.figures import Figure

_MOST_MEMBERS = 60
# Times are compared elsewhere (`arithmetic.conditions`).
_SPAN = re.compile(
    r"\b(?:years?|months?|quarters?|days|weeks|thereafter)\b|^(?:first|second|third|fourth)$"
    r"|年度?|季度|月份",
    re.IGNORECASE,
)
_LEAST_SAID = 3
_BRACKETS = re.compile(r"[(（][^()（）]{3,}(?:[)）]|$)")
# Rounded figures may miss their total by half a unit each.
_ROUNDING = Decimal("0.5")
# Lines of less than this many units of their last digit add up by accident.
_TELLING = 100


class Member(NamedTuple):
    """A row or column with its figure."""

    label: str
    figure: Figure


class Field(NamedTuple):
    """Members that one table gives figures of the same kind and time for.

    `measured` are the words over (or beside) their figures, `over` those over the members, `total`
    the label of the total that they add up to, empty if it has none, and `sum` its figure, None if
    there is no such total.
    """

    members: tuple[Member, ...]
    measured: str
    over: str
    sum: Figure | None
    upright: bool

    @property
    def total(self) -> str:
        """What the total is called; empty without one."""
        if self.sum is None:
            return ""
        return self.sum.row if self.upright else self.sum.column


def by_table(figures: Iterable[Figure]) -> list[list[Figure]]:
    """Figures of each table, in order."""
    found: dict[tuple[int, ...], list[Figure]] = defaultdict(list)
    for figure in figures:
        found[figure.line[:3]].append(figure)
    return list(found.values())


def fields(table: Sequence[Figure]) -> Iterator[Field]:
    """Every set of members that a table may compare."""
    columns: dict[int, list[Figure]] = defaultdict(list)
    rows: dict[tuple[int, ...], list[Figure]] = defaultdict(list)
    for figure in table:
        columns[figure.across].append(figure)
        rows[figure.line].append(figure)
    for column in columns.values():
        yield from _of_column(sorted(column, key=lambda f: f.line))
    for row in rows.values():
        yield from _of_row(sorted(row, key=lambda f: f.across))


def _of_column(column: Sequence[Figure]) -> Iterator[Field]:
    """The rows under one column: closed by a total, of one part of the table, or all of them."""
    sums = adding_up([(figure.row, figure.value) for figure in column])
    for place, parts in sums.items():
        members = [Member(column[n].row, column[n]) for n in parts]
        yield from _field(members, column[place], upright=True)
    parts_of: dict[str, list[Figure]] = defaultdict(list)
    for place, figure in enumerate(column):
        if place not in sums:
            parts_of[figure.section].append(figure)
    for part in parts_of.values():
        yield from _field([Member(f.row, f) for f in part], None, upright=True)
    if len(parts_of) > 1:
        rest = [f for place, f in enumerate(column) if place not in sums]
        yield from _field([Member(f.row, f) for f in rest], None, upright=True)


def _of_row(row: Sequence[Figure]) -> Iterator[Field]:
    everything = members = [Member(figure.column, figure) for figure in row]
    sums = adding_up([(figure.column, figure.value) for figure in row])
    total = None
    for place, parts in sums.items():
        total, members = row[place], [everything[n] for n in parts]
    yield from _field(members, total, upright=False)


def _field(members: Sequence[Member], total: Figure | None, *, upright: bool) -> Iterator[Field]:
    kept = [Member(_bare(one.label), one.figure) for one in members if _is_member(_bare(one.label))]
    labels = {" ".join(one.label.split()).casefold() for one in kept}
    if not 2 <= len(kept) <= _MOST_MEMBERS or len(labels) != len(kept):
        return
    first = kept[0].figure
    if not _comparable(kept) or _within_another(kept):
        return
    measured = first.column if upright else first.row
    yield Field(tuple(kept), measured, first.section, total, upright)


def _comparable(members: Sequence[Member]) -> bool:
    """Figures of one unit, scale and length of time; a row may name its currency, others not."""
    units = {one.figure.unit for one in members}
    same = {(one.figure.scale, one.figure.months) for one in members}
    return len(same) == 1 and (len(units) == 1 or ("%" not in units and len(units - {""}) == 1))


def _within_another(members: Sequence[Member]) -> bool:
    """Two lines of one thing are no members beside each other: “Retail” and “Retail, adjusted”."""
    named = [frozenset(terms(one.label)) for one in members]
    return any(len(a) >= _LEAST_SAID and a < b for a in named for b in named)


def _bare(label: str) -> str:
    """A label without what it says in brackets: “Debt (of consolidated entities: 2022, $12)”."""
    return " ".join(_BRACKETS.sub(" ", label).split()) or label


def _is_member(label: str) -> bool:
    plain = " ".join(label.split())
    if not any(c.isalpha() for c in plain) or is_total(plain):
        return False
    return not periods.years(plain) and _SPAN.search(plain) is None


def adding_up(lines: Sequence[tuple[str, Decimal]]) -> dict[int, list[int]]:
    """Which lines are totals of those over them: place of the total → places of its leaves.

    Subtotals count once: a total is of the leaves of those over it.
    """
    found: dict[int, list[int]] = {}
    open_parts: list[tuple[int, Decimal]] = []
    for place, (label, value) in enumerate(lines):
        parts = _parts(open_parts, value, named=is_total(label))
        if parts is None:
            open_parts.append((place, value))
            continue
        found[place] = [
            leaf
            for part in parts
            for leaf in (found.get(part, [part]) if part in found else [part])
        ]
        open_parts = [one for one in open_parts if one[0] not in parts]
        open_parts.append((place, value))
    return found


def _parts(
    before: Sequence[tuple[int, Decimal]], value: Decimal, *, named: bool
) -> list[int] | None:
    """The last lines that add up to a value; None unless there are some.

    Three or more lines that add up are no accident, unless the numbers are small; two only count
    where the line says “total”. Lines that add up exactly come before those that nearly do: a small
    first line would be lost in the rounding.
    """
    if not value or (not named and abs(value) < _TELLING * _quantum(value)):
        return None
    total = Decimal(0)
    least = 2 if named else 3
    nearly = 0
    for count, (_, one) in enumerate(reversed(before), 1):
        total += one
        if count < least:
            continue
        if total == value:
            return [place for place, _ in before[-count:]]
        off = _ROUNDING * count * _quantum(value)
        if not nearly and abs(total - value) <= min(off, abs(value) / 200):
            nearly = count
    return [place for place, _ in before[-nearly:]] if nearly else None


def _quantum(value: Decimal) -> Decimal:
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(min(0, exponent) if isinstance(exponent, int) else 0)
