"""Ratios by name, of the figures of the statement that they belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from appliance.assistant.arithmetic import computing
from appliance.assistant.arithmetic.computing import CannotCompute
from appliance.assistant.arithmetic.making import (
    POINTS,
    Made,
    Refused,
    labels,
    of_figures,
    operand,
    unit_of,
    why_not,
)
from appliance.assistant.records import Calculation
from appliance.assistant.wording import terms

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from appliance.assistant.arithmetic.figures import Figure
    from appliance.assistant.arithmetic.operations import Request
    from appliance.assistant.arithmetic.picking import Fit, Picker
    from appliance.assistant.arithmetic.ratios import StandardRatio
    from appliance.assistant.records import Operand

# A row of the file's own for a ratio says hardly anything else.
_LEAST_STATED = 0.85
# A row must bear the name of a figure nearly alone to be it.
_LEAST_NAMED = 0.7


def standard(asked: Request, picker: Picker) -> Made | Refused:
    """A ratio by name, in each year that is asked for; the result is that of the newest."""
    ratio = asked.standard
    assert ratio is not None  # noqa: S101 - told by the caller
    years: list[str | None] = [*sorted(asked.years, reverse=True)[:2]]
    if not years:
        newest = _newest(asked, picker)
        years = [newest, str(int(newest) - 1)] if newest and asked.trend else [newest]
    stated = _stated(asked, ratio, [year for year in years if year], picker)
    if stated is not None:
        return stated
    ratio = _as_split(ratio, years, picker)
    operands: list[Operand] = []
    taken: list[Figure] = []
    formulas, results, scores = [], [], []
    values_made: list[Decimal] = []
    for year in years:
        fits, missing = _chosen(ratio, year, picker)
        if missing:
            found = "was found for:" if ratio.apart else "was found beside the other figures for:"
            return Refused(f"No figure of {year or 'any year'} {found} {missing}.", tuple(taken))
        chosen = {name: fit.figure for name, fit in fits.items()}
        scores += [fit.score for fit in fits.values()]
        figures = tuple(chosen.values())
        reason = why_not(figures, "ratio")
        if reason:
            return Refused(reason, figures)
        values = {name: _unsigned(name, figure) for name, figure in chosen.items()}
        try:
            value = computing.evaluated(ratio.formula, values)
        except CannotCompute:
            return Refused("The figure to divide by is 0.", figures)
        value = value * 100 if ratio.percent else value
        shown = ratio.formula.replace("*", "×").replace(" - ", " − ")
        labels_now = dict(zip(chosen, labels(figures), strict=True))
        for name in sorted(chosen, key=len, reverse=True):
            shown = shown.replace(name, f"\0{list(chosen).index(name)}\0")
        for n, name in enumerate(chosen):
            shown = shown.replace(f"\0{n}\0", f"[{labels_now[name]}]")
        formulas.append(shown)
        values_made.append(value)
        results.append(computing.rounded(value, asked.wish.places))
        operands += [operand(figure, labels_now[name]) for name, figure in chosen.items()]
        taken += figures
    unit = "%" if ratio.percent else unit_of("sum", taken) if ratio.amount else ""
    formula = "; ".join(
        f"{formula} = {result}{unit if unit == '%' else ''}" if len(years) > 1 else formula
        for formula, result in zip(formulas, results, strict=True)
    )
    if len(values_made) == 2:
        difference = values_made[0] - values_made[1]
        size = computing.rounded(abs(difference), asked.wish.places)
        points = " percentage points" if ratio.percent else f" {unit}" if unit else ""
        way = "higher" if difference > 0 else "lower"
        formula += f" ({way} by {size}{points})" if difference else " (unchanged)"
    made = Calculation(ratio.name, formula, tuple(operands), results[0], unit)
    if asked.operation == "change" and len(values_made) == 2:
        result = computing.rounded(values_made[0] - values_made[1], asked.wish.places)
        made = Calculation(
            f"change in {ratio.name}",
            formula,
            tuple(operands),
            result,
            POINTS if unit == "%" else unit,
        )
    return Made(made, tuple(taken), min(scores), 0.2)


def _stated(
    asked: Request, ratio: StandardRatio, years: Sequence[str], picker: Picker
) -> Made | Refused | None:
    """How a ratio moved that the file itself states in a row of its own; None if it does not."""
    if len(years) != 2 or ratio.amount:
        return None
    picked = picker.series(ratio.name, years)
    if picked is None or picked.score < _LEAST_STATED:
        return None
    for figure in picked.figures:
        if not set(terms(ratio.name)) <= set(terms(figure.row)):
            return None
        if (figure.unit == "%") != ratio.percent or figure.scale != 1:
            return None
    made = of_figures(asked._replace(operation="change", standard=None), picked)
    if isinstance(made, Made):
        calculation = replace(made.calculation, operation=f"change in {ratio.name}")
        return made._replace(calculation=calculation)
    return made


def _as_split(ratio: StandardRatio, years: Sequence[str | None], picker: Picker) -> StandardRatio:
    """The ratio with the rows that the statement has, where it has not the usual ones."""
    if not picker.stands_on or not any(_chosen(ratio, year, picker)[1] for year in years):
        return ratio
    for formula, figures in ratio.split:
        other = ratio._replace(formula=formula, figures=figures)
        if not any(_chosen(other, year, picker)[1] for year in years):
            return other
    return ratio


# What is taken away in some statements and so written in brackets, and without in others.
_TAKEN_AWAY = frozenset(
    {
        *("cost of sales", "capital expenditure", "interest expense", "dividends", "depreciation"),
        *("current liabilities", "total liabilities", "debt", "payables"),
    }
)


def _unsigned(name: str, figure: Figure) -> Decimal:
    """A figure as its ratio takes it."""
    return abs(figure.value) if name in _TAKEN_AWAY else figure.value


def _newest(asked: Request, picker: Picker) -> str | None:
    ratio = asked.standard
    assert ratio is not None  # noqa: S101 - told by the caller
    labels = next(iter(ratio.figures.values()))
    fits = [fit for label in labels[:2] for fit in picker.one(label, None)[:8]]
    years = [max(fit.figure.years) for fit in fits if fit.score > 0.8 and fit.figure.years]
    return max(years, default=None)


def _chosen(ratio: StandardRatio, year: str | None, picker: Picker) -> tuple[dict[str, Fit], str]:
    """A figure for each name, or the name for which there is none.

    Unless they stand `apart`, all are of one page: a statement, and not a note that uses its words.
    """
    options = {name: _options(labels, year, picker) for name, labels in ratio.figures.items()}
    if picker.stands_on:
        # A note repeats names, a summary has its own: the statement counts.
        options = {name: _on(picker.stands_on, fits) for name, fits in options.items()}
    missing = next((name for name, fits in options.items() if not fits), "")
    if missing:
        return {}, missing
    best: dict[str, Fit] = {}
    # All of one document in any case.
    parts = 1 if ratio.apart else 2
    for page in dict.fromkeys(fit.figure.line[:parts] for fits in options.values() for fit in fits):
        found: dict[str, Fit] = {}
        for name, fits in options.items():
            taken = [fit.figure for fit in found.values()]
            own = (f for f in fits if f.figure.line[:parts] == page and f.figure not in taken)
            fit = next(own, None)
            if fit is None:
                missing = missing or name
                break
            found[name] = fit
        if len(found) == len(options) and (not best or _worst(found) > _worst(best)):
            best = found
    return best, "" if best else missing


def _on(places: frozenset[tuple[int, int]], fits: Sequence[Fit]) -> list[Fit]:
    return [f for f in fits if (f.figure.page.document_id, f.figure.page.page) in places]


def _worst(fits: dict[str, Fit]) -> float:
    return min(fit.score for fit in fits.values())


def _options(labels: Sequence[str], year: str | None, picker: Picker) -> list[Fit]:
    """Figures under any of the names, those under the first names first."""
    found = [
        fit._replace(score=fit.score - 0.01 * place)
        for place, label in enumerate(labels)
        for fit in picker.one(label, year, synonyms=False)[:24]
        if fit.score >= _LEAST_NAMED
    ]
    return sorted(found, key=lambda fit: -fit.score)
