"""Rows of a table for things that the question names itself: “among operations, investing …”."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from appliance.assistant.ranking.tables import Field, Member
from appliance.assistant.wording import terms

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from appliance.assistant.arithmetic.figures import Figure

# Words that mean the same thing share so many letters: “operations”, “operating”.
_SHARED_CP = 6
_TOTAL = frozenset(terms("total net 净额 合计"))


def fields(members: Sequence[str], table: Sequence[Figure]) -> Iterator[Field]:
    """The rows that bear the names, under each column that has a figure for all of them.

    A total of the named thing goes before its parts; where two rows bear a name alike, none does.
    """
    columns: dict[int, list[Figure]] = defaultdict(list)
    for figure in table:
        columns[figure.across].append(figure)
    for column in columns.values():
        chosen = [_row(one, column) for one in members]
        found = [one for one in chosen if one is not None]
        if len(found) < len(members) or len({one.line for one in found}) < len(found):
            continue
        kept = tuple(Member(one.row, one) for one in found)
        yield Field(kept, found[0].column, found[0].section, None, upright=True)


def _row(name: str, column: Sequence[Figure]) -> Figure | None:
    fits = []
    for figure in column:
        own = terms(figure.row)
        if all(any(_alike(word, mine) for mine in own) for word in terms(name)):
            fits.append((bool(_TOTAL & set(own)), -len(own), figure))
    fits.sort(key=lambda one: one[:2], reverse=True)
    if not fits or (len(fits) > 1 and fits[0][:2] == fits[1][:2]):
        return None
    return fits[0][2]


def _alike(one: str, other: str) -> bool:
    return one == other or (
        min(len(one), len(other)) >= _SHARED_CP and one[:_SHARED_CP] == other[:_SHARED_CP]
    )
