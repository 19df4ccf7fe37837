"""Chooses the table that a ranking is read from, and says how well it fits.

A table fits as far as the measure's words stand over its figures, and as its rows are known to be
of the class that is asked for. Another table that names another winner takes certainty away.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from appliance.assistant.arithmetic.ratios import SYNONYMS
from appliance.assistant.ranking import classes, named
from appliance.assistant.ranking.tables import Field, Member, by_table, fields
from appliance.assistant.wording import terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

    from appliance.assistant.arithmetic.figures import Figure
    from appliance.assistant.ranking.asking import Ranking

# Words over a table count less than those over the column itself.
_OVER = 0.8
_AROUND = 0.55
_AROUND_CP = 500
# A class whose name says nothing (“component”) is given by the measure alone.
_ANY_PART = 0.6
_LEAST_ALONE = 0.9
_LEAST_NAMED = 2
_SHARE_NAMED = 1 / 3
_LEAST_MEASURE = 0.7
_BY_CHANGE = frozenset(terms("change growth increase decrease variance comparable 增长 增减 同比"))
_SHARES = frozenset(terms("percent percentage share mix margin rate ratio weighted 占比 比例"))
_IDLE = frozenset(terms("amount amounts value values number figure year ended 金额 数额"))
_TIMES = frozenset(
    terms("year years ended month months quarter period december january february march april may "
          "june july august september october november fiscal three six nine twelve million "
          "thousand billion usd total")
)  # fmt: skip
_EXTRA = 0.06


class Facts(NamedTuple):
    """How well a table fits, each from 0 to 1: measure, class, whether its members add up."""

    measure: float
    group: float
    adds_up: float
    near: float


class Ranked(NamedTuple):
    """The members from the first to the last in the order that is asked for.

    `changes` are, where movements are compared, what each changed by, in percent, in the same
    order, with `before` the earlier cells; empty where amounts are compared. `margin` is how far
    the table is before the next that names another winner; `sum` the total of all members.
    """

    members: tuple[Member, ...]
    before: tuple[Figure, ...]
    changes: tuple[Decimal, ...]
    facts: Facts
    score: float
    margin: float = 1.0
    sum: Figure | None = None


def score_of(facts: Facts) -> float:
    """One number to order tables by."""
    return 0.55 * facts.measure + 0.35 * facts.group + 0.1 * facts.adds_up + facts.near


def best(
    asked: Ranking, figures: Iterable[Figure], near: dict[tuple[int, int], float]
) -> Ranked | None:
    """The ranking of the best table, or None where no table has one."""
    found: list[Ranked] = []
    for everything in by_table(figures):
        table = _of_length(asked, everything)
        for field in fields(table) if not asked.members else named.fields(asked.members, table):
            made = _ranked(asked, field, table, near)
            if made is not None:
                found.append(made)
    if not found:
        return None
    found.sort(key=lambda one: -one.score)
    first = found[0]
    if classes.is_rest(first.members[asked.place - 1].label):
        return None
    winner = _name(first, asked)
    other = next((one.score for one in found if _name(one, asked) != winner), 0.0)
    return first._replace(margin=first.score - other)


def _of_length(asked: Ranking, table: Sequence[Figure]) -> list[Figure]:
    """The figures of times as long as is asked for; of a year, where the table has both."""
    months = asked.months or (12 if any(f.months == 12 for f in table) else None)
    return [
        f
        for f in table
        if (months is None or f.months in (None, months))
        and (not asked.quarters or not f.quarters or f.quarters & asked.quarters)
    ]


def _name(made: Ranked, asked: Ranking) -> frozenset[str]:
    return frozenset(terms(made.members[asked.place - 1].label))


def _ranked(
    asked: Ranking, field: Field, table: Sequence[Figure], near: dict[tuple[int, int], float]
) -> Ranked | None:
    field = _places_alone(asked, field)
    if len(field.members) < asked.place + 1:
        return None
    first = field.members[0].figure
    year = asked.years[0] if asked.years else _newest(table)
    if year is not None and any(year not in one.figure.years for one in field.members):
        return None
    facts = Facts(
        _on_labels(asked, field) if asked.members else _measure(asked, field),
        _group(asked, field),
        float(field.sum is not None),
        near.get((first.page.document_id, first.page.page), 0.0),
    )
    least = _LEAST_ALONE if facts.group == _ANY_PART else _LEAST_MEASURE
    if facts.measure < least or not facts.group:
        return None
    if asked.side == "least" and not _complete(field, table):
        return None
    if _lacks_a_line(asked, field, table):
        return None
    compared = _compared(asked, field, table, year)
    if compared is None:
        return None
    keys, before = compared
    order = sorted(range(len(keys)), key=lambda n: keys[n], reverse=asked.side == "most")
    place = asked.place - 1
    # Two that are alike have no order.
    alike = [keys[order[n]] == keys[order[n + 1]] for n in range(max(0, place - 1), place + 1)]
    if any(alike):
        return None
    return Ranked(
        tuple(field.members[n] for n in order),
        tuple(before[n] for n in order) if before else (),
        tuple(keys[n] for n in order) if asked.by_change else (),
        facts,
        score_of(facts),
        sum=field.sum,
    )


def _compared(
    asked: Ranking, field: Field, table: Sequence[Figure], year: str | None
) -> tuple[list[Decimal], tuple[Figure, ...]] | None:
    """The numbers to compare, and the earlier cells if they are changes; None if they do not fit.

    Changes are those that the table states in percent, or are made from the year before.
    """
    percent = field.members[0].figure.unit == "%"
    derived = bool(_BY_CHANGE & set(terms(field.measured)))
    keys = [one.figure.value for one in field.members]
    if not asked.by_change:
        fits = not derived and (not percent or bool(_SHARES & set(terms(asked.measure))))
        return (keys, ()) if fits else None
    if percent:
        return (keys, ()) if derived else None
    earlier = _earlier(field, table, year)
    if earlier is None:
        return None
    changes = [
        (new - old.value) / abs(old.value) * 100 for new, old in zip(keys, earlier, strict=True)
    ]
    return changes, earlier


def _places_alone(asked: Ranking, field: Field) -> Field:
    """The members that bear names of places or currencies, where enough of them do.

    The rest of the world is no country, and what a table takes off below its regions none either.
    """
    named = classes.named_so(asked.group, [one.label for one in field.members])
    share = _SHARE_NAMED if named is not None and sum(named) > _LEAST_NAMED else 0.5
    if named is None or sum(named) < max(_LEAST_NAMED, share * len(named)):
        return field
    kept = (one for one, is_one in zip(field.members, named, strict=True) if is_one)
    return field._replace(members=tuple(kept))


def _complete(field: Field, table: Sequence[Figure]) -> bool:
    """Whether no row of the members' part has a dash or nothing where they have figures."""
    if not field.upright:
        return True
    mine = {one.figure.line for one in field.members}
    first, last = min(mine), max(mine)
    between = {f.line for f in table if first <= f.line <= last and not classes.is_total(f.row)}
    return between <= mine


def _lacks_a_line(asked: Ranking, field: Field, table: Sequence[Figure]) -> bool:
    """Whether the column's total says that a line was not read which could be the one asked for.

    A first line with the amount 1900 may be taken for a heading with a year.
    """
    members = [one.figure for one in field.members]
    column = [f for f in table if f.across == members[0].across]
    last = max(column, key=lambda f: f.line)
    if field.sum is not None or not field.upright or not classes.is_total(last.row):
        return False
    if any(f not in members and not classes.is_total(f.row) for f in column):
        return False  # the members are a part of the table, and the total is of all of it
    left = abs(last.value - sum(one.value for one in members))
    if asked.side == "least":
        return left > len(members)
    return left >= max(abs(one.value) for one in members)


def _newest(table: Sequence[Figure]) -> str | None:
    years = {year for figure in table for year in figure.years}
    return max(years, default=None)


def _earlier(field: Field, table: Sequence[Figure], year: str | None) -> tuple[Figure, ...] | None:
    """The cells of the year before, of the same members, in the same kind of column."""
    if year is None:
        return None
    last = str(int(year) - 1)
    rows: dict[object, list[Figure]] = defaultdict(list)
    for figure in table:
        rows[figure.line if field.upright else figure.upright].append(figure)
    found = []
    for one in field.members:
        new = one.figure
        same = [
            old
            for old in rows[new.line if field.upright else new.upright]
            if old.years == {last} and (old.unit, old.scale, old.months, old.quarters)
            == (new.unit, new.scale, new.months, new.quarters)
        ]  # fmt: skip
        if len(same) != 1 or not same[0].value or len(new.years) != 1:
            return None
        found.append(same[0])
    return tuple(found)


def _measure(asked: Ranking, field: Field) -> float:
    """How much of the measure's words stands over the figures, at best under another name."""
    over = field.measured, f"{field.over} {field.total}", _around(field)
    wanted = set(terms(asked.measure)) - _IDLE or set(terms(asked.measure))
    if not wanted:
        return 1.0
    if any(classes.totals_of(one, field.total) for one in _alternatives(wanted)):
        return 1.0  # the members add up to just that
    said = max(_said(one, over) for one in _alternatives(wanted))
    own = {term for term in terms(field.measured) if term.isalpha()} - _IDLE - _TIMES
    named = set().union(*_alternatives(wanted))
    # A column that says more is another: “fixed rate assets” are not the assets.
    return max(0.0, said - _EXTRA * min(4, len(own - named)))


def _on_labels(asked: Ranking, field: Field) -> float:
    """The measure's words stand in the rows that bear the names: “cash from operations”."""
    wanted = set(terms(asked.measure)) - _IDLE
    if not wanted:
        return 1.0
    labels = [set(terms(f"{one.label} {field.measured} {field.over}")) for one in field.members]
    return min(len(wanted & label) / len(wanted) for label in labels)


def _alternatives(wanted: set[str]) -> list[set[str]]:
    found = [wanted]
    for group in SYNONYMS:
        named = [set(terms(name)) for name in group]
        if wanted in named:
            found += [name for name in named if name]
    return found


def _said(wanted: set[str], over: tuple[str, str, str]) -> float:
    here, above, around = (set(terms(text)) for text in over)
    found = sum(
        1.0 if term in here else _OVER if term in above else _AROUND if term in around else 0.0
        for term in wanted
    )
    return found / len(wanted)


def _around(field: Field) -> str:
    first = field.members[0].figure
    start = first.line[2]
    return first.page.text[max(0, start - _AROUND_CP) : start]


def _group(asked: Ranking, field: Field) -> float:
    """How surely the members are of the class that is asked for."""
    labels = [one.label for one in field.members]
    if asked.members:
        return 1.0
    if classes.any_part(asked.group):
        return _ANY_PART
    if not asked.measure:
        # “The largest liability” is one of those that add up to the liabilities.
        return classes.totals(asked.group, field.total) if field.total else 0.0
    told = classes.named_so(asked.group, labels)
    return max(
        classes.called(asked.group, f"{field.over} {field.total}"),
        0.95 if told and all(told) else 0.0,
        0.7 * classes.called(asked.group, _around(field)),
        0.9 * (sum(bool(classes.called(asked.group, one)) for one in labels) > 1),
        0.9 * classes.called_so(asked.group, labels, field.members[0].figure.page.text),
    )
