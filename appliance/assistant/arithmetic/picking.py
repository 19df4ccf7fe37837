"""Chooses the figures that a calculation takes: by the words of their row, column and table.

A figure fits as far as the question's words stand beside, above or over it, and as its row says
little else. Years must agree. Figures that belong together come from one row, or one column.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from appliance.assistant.arithmetic import naming
from appliance.assistant.arithmetic.ratios import SYNONYMS, spelled_out
from appliance.assistant.wording import terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from decimal import Decimal

    from appliance.assistant.arithmetic.figures import Figure

# What a caption or the heading of a part says counts less than a row's own label.
_OVER = 0.7
# A row that says more than was asked is another row: “total current assets” is not “total assets”.
_EXTRA = 0.45
_EXTRA_OVER = 0.08
_UNSEEN = 0.4
_LEAST = 0.45
_MOST_OTHERS = 3
# Columns whose headings differ in more than the time are of different things.
_OTHER_COLUMNS = 0.2
_TIMES = frozenset(terms("week weeks three six nine quarter half day days restated unaudited note"))
_YEAR = naming.YEAR_MONTHS
# Columns that say how something changed are not what changed.
_DERIVED = frozenset(terms("change variance increase decrease difference growth percent pro forma"))
_TOTALS = frozenset(terms("total net gross"))
# Told by the year that is asked for, or by the table as a whole.
_IDLE = frozenset(
    terms("year years ended ending end fiscal financial period months twelve december june march "
          "september october january february april may july august november company group value "
          "amount figure total number million thousand billion usd dollar")
) - _TOTALS  # fmt: skip


class Fit(NamedTuple):
    """A figure and how well it fits, 1 being perfectly."""

    figure: Figure
    score: float


class Picked(NamedTuple):
    """The figures of a calculation; `score` is of the worst, `margin` over the next best choice.

    `others` are the next choices with other numbers, best first.
    """

    figures: tuple[Figure, ...]
    score: float
    margin: float
    others: tuple[tuple[Figure, ...], ...] = ()


class Words:
    """How much each word says in the tables that are searched."""

    def __init__(self, figures: Sequence[Figure]) -> None:
        rows = {(figure.line, figure.row) for figure in figures}
        seen = Counter(term for _, row in rows for term in set(terms(row)))
        self._seen, self._rows = seen, max(1, len(rows))

    def of(self, term: str) -> float:
        """Rare words say more."""
        seen = self._seen[term]
        # A word that no row uses may be what all of them are about.
        return (
            math.log(1 + self._rows / (0.5 + seen)) if seen else _UNSEEN * math.log(1 + self._rows)
        )

    def total(self, wanted: Iterable[str]) -> float:
        """Sum over the words."""
        return sum(self.of(term) for term in wanted)


class Picker:
    """Finds figures among those of the tables.

    `nearness` prefers pages that the search found. `stands_on` are the pages of the statement that
    the question needs; empty if that is not plain. Of `unclear` rows and years nobody can tell how
    long a time is meant. `mixes_lengths` if the question sets times of several lengths side by
    side.
    """

    def __init__(
        self,
        figures: Sequence[Figure],
        nearness: Mapping[tuple[int, int], float] | None = None,
        stands_on: frozenset[tuple[int, int]] = frozenset(),
        *,
        unclear: frozenset[naming.RowOfYear] = frozenset(),
        mixes_lengths: bool = False,
    ) -> None:
        self._mixes_lengths = mixes_lengths
        self._unclear = unclear
        self._figures = figures
        self._words = Words(figures)
        self._nearness = nearness or {}
        self.stands_on = stands_on
        self._known: dict[tuple[str, str, bool], list[Fit]] = {}
        self._own = {id(f): _own_terms(f) for f in figures}

    def within(self, text: str) -> Picker:
        """Only figures of the time and kind that the text names; see `naming`."""
        named = naming.Named(text, self._figures)
        kept = [figure for figure in self._figures if named.allows(figure)]
        return Picker(
            kept,
            self._nearness,
            self.stands_on,
            unclear=named.unclear(kept),
            mixes_lengths=named.mixes_lengths,
        )

    def is_unclear(self, figures: Iterable[Figure]) -> bool:
        """True if the question does not say which of several lengths of time one of them is of."""
        return any((f.line, year) in self._unclear for f in figures for year in f.years or ("",))

    def one(
        self, subject: str, year: str | None, about: str = "", *, synonyms: bool = True
    ) -> list[Fit]:
        """Figures for a subject, best first; of a year, or of any where it is None."""
        fits = self._fits(subject, about, synonyms=synonyms)
        return sorted(
            (fit for fit in fits if _of_year(fit.figure, year)),
            key=lambda fit: -fit.score,
        )

    def series(self, subject: str, years: Sequence[str], about: str = "") -> Picked | None:
        """The figures of one subject in several years, from one row or one column of one table.

        Without years those of the row are taken: all of them, newest first.
        """
        lines: dict[tuple[object, ...], list[Fit]] = defaultdict(list)
        for fit in self._fits(subject, about):
            lines[("row", *fit.figure.line, fit.figure.row)].append(fit)
            lines[("column", *fit.figure.upright)].append(fit)
        found = [made for line in lines.values() for made in self._line(line, years)]
        return _best(found)

    def together(
        self, subjects: Sequence[str], year: str | None, *, anywhere: bool = False
    ) -> Picked | None:
        """One figure for each subject, of the same time; from one table unless `anywhere`."""
        options = [self.one(subject, year, " ".join(subjects))[:24] for subject in subjects]
        if not all(options):
            return None
        found: list[tuple[tuple[Figure, ...], float]] = []
        if len(subjects) > 2:
            found = self._columns(options)
        else:
            for first in options[0]:
                for second in options[-1]:
                    if first.figure == second.figure:
                        continue
                    bonus = _alike(first.figure, second.figure)
                    if bonus is not None and (anywhere or bonus > 0):
                        score = min(first.score, second.score)
                        mean = (first.score + second.score) / 2
                        found.append(
                            ((first.figure, second.figure), 0.6 * score + 0.4 * mean + bonus)
                        )
        return _best(found)

    def _columns(self, options: list[list[Fit]]) -> list[tuple[tuple[Figure, ...], float]]:
        """One figure for each, all of one column of one table."""
        columns: dict[tuple[int, ...], list[dict[int, Fit]]] = {}
        for place, fits in enumerate(options):
            for fit in fits:
                held = columns.setdefault(fit.figure.upright, [{} for _ in options])[place]
                held.setdefault(id(fit.figure), fit)
        found = []
        for column in columns.values():
            if all(column):
                best = [max(one.values(), key=lambda fit: fit.score) for one in column]
                chosen = tuple(fit.figure for fit in best)
                if len({id(figure) for figure in chosen}) == len(chosen):
                    found.append((chosen, min(fit.score for fit in best) + 0.1))
        return found

    def _line(
        self, fits: Sequence[Fit], years: Sequence[str]
    ) -> list[tuple[tuple[Figure, ...], float]]:
        """The figures of the years in one row or column; the best of each year.

        What a row has in percent, or for each share, and what it has beside are choices of their
        own. Where it has times of several lengths and no year is among them, so is each length.
        """
        dated = [fit for fit in fits if len(fit.figure.years) == 1]
        groups = []
        for alike in _of_one_measure(dated):
            lengths = {fit.figure.months for fit in alike}
            if len(lengths) < 2 or self._mixes_lengths:
                groups.append(alike)
            elif _YEAR in lengths:
                groups.append([fit for fit in alike if fit.figure.months in (_YEAR, None)])
            else:
                groups += [[f for f in alike if f.figure.months in (n, None)] for n in lengths if n]
        return [made for group in groups if (made := _best_of_years(group, years)) is not None]

    def _fits(self, subject: str, about: str, *, synonyms: bool = True) -> list[Fit]:
        known = self._known.get((subject, about, synonyms))
        if known is None:
            known = self._known[subject, about, synonyms] = self._found(subject, about, synonyms)
        return known

    def _found(self, subject: str, about: str, synonyms: bool) -> list[Fit]:
        wanted, full = _wanted(subject), _wanted(spelled_out(subject))
        named = set(terms(about)) | set(terms(spelled_out(about)))
        best: dict[int, Fit] = {}
        ways = [(wanted, 0.0)]
        if synonyms:
            ways = _alternatives(wanted) + (_alternatives(full) if full != wanted else [])
        for alternative, cost in ways:
            for figure in self._figures:
                score = self._score(figure, alternative, named) - cost
                known = best.get(id(figure))
                if score >= _LEAST and (known is None or known.score < score):
                    best[id(figure)] = Fit(figure, score)
        return list(best.values())

    def _score(self, figure: Figure, wanted: Sequence[str], named: set[str]) -> float:
        row, column, over = self._own[id(figure)]
        total = self._words.total(wanted)
        if not total:
            return 0.0
        found = found_over = 0.0
        for term in wanted:
            if term in row or term in column:
                found += self._words.of(term)
            elif term in over:
                found_over += self._words.of(term)
        if not found:
            return 0.0
        asked = set(wanted) | named
        extra = self._words.total(term for term in row if term not in asked and term not in _IDLE)
        extra /= extra + found + found_over
        above = [term for term in column if term not in asked and term not in _IDLE]
        derived = bool(_DERIVED & set(above))
        score = (found + _OVER * found_over) / total - _EXTRA * extra
        score -= _EXTRA_OVER * min(3, len(above)) + 0.3 * derived
        return score + self._nearness.get((figure.page.document_id, figure.page.page), 0.0)


def _own_terms(figure: Figure) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    column = frozenset(term for term in terms(figure.column) if not term[:1].isdigit())
    # A row without a name under a line is their total.
    row = frozenset(terms(figure.row)) or frozenset(("total",))
    return row, column, frozenset(terms(figure.section))


def _wanted(subject: str) -> list[str]:
    wanted = list(dict.fromkeys(terms(subject)))
    return [term for term in wanted if term not in _IDLE or term in _TOTALS] or wanted


def _alternatives(wanted: Sequence[str]) -> list[tuple[list[str], float]]:
    """The words themselves, and other names of the same line of a statement."""
    found = [(list(wanted), 0.0)]
    asked = set(wanted)
    for group in SYNONYMS:
        names = [set(terms(name)) for name in group]
        if asked in names:
            found += [(sorted(name), 0.04) for name in names if name and name != asked]
    return found


def _of_year(figure: Figure, year: str | None) -> bool:
    return year is None or year in figure.years


def _of_one_measure(fits: Sequence[Fit]) -> list[list[Fit]]:
    """Parted into percentages, figures for each share and others, where a line has several."""
    if not any(fit.figure.unit == "%" for fit in fits) or all(not f.figure.plain for f in fits):
        parts = [list(fits)]
    else:
        parts = [
            [fit for fit in fits if fit.figure.unit == "%"],
            [fit for fit in fits if fit.figure.unit != "%"],
        ]
    return [
        part
        for one in parts
        for each in (True, False)
        if (part := [fit for fit in one if fit.figure.per_share is each])
    ]


def _best_of_years(
    fits: Sequence[Fit], years: Sequence[str]
) -> tuple[tuple[Figure, ...], float] | None:
    by_year: dict[str, Fit] = {}
    for fit in fits:
        for year in fit.figure.years:
            if year not in by_year or by_year[year].score < fit.score:
                by_year[year] = fit
    wanted = list(years) or sorted(by_year, reverse=True)
    if len(wanted) < 2 or any(year not in by_year for year in wanted):
        return None
    chosen = [by_year[year] for year in wanted]
    about = {_about(fit.figure.column) for fit in chosen}
    cost = _OTHER_COLUMNS if len(about) > 1 else 0.0
    return tuple(fit.figure for fit in chosen), min(fit.score for fit in chosen) - cost


def _about(column: str) -> tuple[str, ...]:
    """What a column is of, without its time."""
    return tuple(
        sorted(t for t in set(terms(column)) - _IDLE - _TIMES if t.isalpha() and len(t) > 1)
    )


def _alike(one: Figure, other: Figure) -> float | None:
    """What two figures have in common, as a bonus; None where they cannot belong together."""
    if one.page.document_id != other.page.document_id:
        return None
    if one.years and other.years and not one.years & other.years:
        return None
    if one.length and other.length and one.length != other.length:
        return None
    if one.quarters and other.quarters and not one.quarters & other.quarters:
        return None
    if one.line[:3] != other.line[:3]:
        return 0.0
    return 0.12 if one.across == other.across or one.line == other.line else 0.04


def _best(found: Sequence[tuple[tuple[Figure, ...], float]]) -> Picked | None:
    """The best choice, and how far it is before the best one with other numbers."""
    if not found:
        return None
    ordered = sorted(found, key=lambda one: -one[1])
    figures, score = ordered[0]
    seen = {_values(figures)}
    others: list[tuple[Figure, ...]] = []
    margin = score
    for chosen, below in ordered[1:]:
        if len(others) == _MOST_OTHERS:
            break
        if _values(chosen) not in seen:
            seen.add(_values(chosen))
            margin = margin if others else score - below
            others.append(chosen)
    return Picked(figures, score, margin, tuple(others))


def _values(figures: Sequence[Figure]) -> tuple[Decimal, ...]:
    return tuple(figure.value for figure in figures)
