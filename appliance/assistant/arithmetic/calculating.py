"""From a request to a calculation with its figures, or to the reason why there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from appliance.assistant.arithmetic import computing
from appliance.assistant.arithmetic.computing import CannotCompute
from appliance.assistant.arithmetic.picking import Picked
from appliance.assistant.citations import cite
from appliance.assistant.records import Calculation, Operand
from appliance.assistant.wording import terms

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from decimal import Decimal

    from appliance.assistant.arithmetic.figures import Figure
    from appliance.assistant.arithmetic.operations import Request
    from appliance.assistant.arithmetic.picking import Fit, Picker
    from appliance.assistant.arithmetic.ratios import StandardRatio
    from appliance.assistant.records import Citation

_SCALE_WORDS = {
    1: "", 1_000: "thousand", 10_000: "ten thousand", 1_000_000: "million",
    100_000_000: "hundred million", 1_000_000_000: "billion",
}  # fmt: skip
_FUNCTIONS: dict[str, Callable[[Sequence[Decimal]], Decimal]] = {
    "change": computing.change, "growth": computing.growth, "difference": computing.change,
    "sum": computing.total, "average": computing.average, "ratio": computing.ratio,
    "share": computing.share, "times": computing.ratio,
}  # fmt: skip
_FORMULAS = {
    "change": "{0} − {1}", "difference": "{0} − {1}", "growth": "({0} − {1}) / {1}",
    "ratio": "{0} / {1}", "times": "{0} / {1}", "share": "{0} / {1}",
}  # fmt: skip
_PURE = ("growth", "share")
_BARE = ("ratio", "times")
_PLACES = 2
# A row must bear the name of a figure nearly alone to be it.
_LEAST_NAMED = 0.7


class Made(NamedTuple):
    """A calculation, with how sure its figures are; `figures` in the order of its operands.

    `others` are the next choices of figures, best first.
    """

    calculation: Calculation
    figures: tuple[Figure, ...]
    score: float
    margin: float
    others: tuple[tuple[Figure, ...], ...] = ()


class Refused(NamedTuple):
    """Why nothing was calculated, as a sentence; `figures` are the nearest."""

    reason: str
    figures: tuple[Figure, ...] = ()


def calculated(asked: Request, picker: Picker) -> Made | Refused:
    """The calculation that is asked for."""
    if asked.standard is not None:
        return _standard(asked, picker)
    picked = _picked(asked, picker)
    if picked is None:
        return Refused("The figures for this calculation were not found in one table.")
    return of_figures(asked, picked)


def of_figures(asked: Request, picked: Picked) -> Made | Refused:
    """The calculation with figures that were chosen."""
    figures = _ordered(asked, picked.figures)
    mixed = _mixed(figures, asked.operation)
    if mixed:
        return Refused(mixed, figures)
    try:
        value = computing.computed(_FUNCTIONS[asked.operation], [f.value for f in figures])
    except CannotCompute:
        return Refused("The figure to divide by is 0.", figures)
    if asked.operation == "share" and abs(value) > 100 and "total" in asked.subjects[1].casefold():
        return Refused("The part found is greater than the whole found.", figures)
    labels = _labels(figures)
    calculation = Calculation(
        operation=asked.operation,
        formula=_formula(asked.operation, labels),
        operands=tuple(operand(f, label) for f, label in zip(figures, labels, strict=True)),
        result=computing.rounded(value, _PLACES),
        unit=_unit(asked.operation, figures),
    )
    return Made(calculation, figures, picked.score, picked.margin, picked.others)


def _picked(asked: Request, picker: Picker) -> Picked | None:
    first = asked.subjects[0]
    years = asked.years
    if asked.operation in ("change", "growth"):
        if len(years) == 1:
            years = (years[0], str(int(years[0]) - 1))
        elif len(years) > 2:
            years = (max(years), min(years))
        found = picker.series(first, years)
        return _two_newest(found) if found is not None and not years else found
    if asked.operation in ("sum", "average") and len(asked.subjects) == 1:
        if len(years) == 1 and asked.operation == "average":
            # A mean over a year is of its beginning and its end.
            years = (years[0], str(int(years[0]) - 1))
        elif len(years) == 2:
            first_year, last_year = sorted(map(int, years))
            all_years = tuple(str(year) for year in range(first_year, last_year + 1))
            return picker.series(first, all_years) or picker.series(first, years)
        return picker.series(first, years)
    if len(asked.subjects) == 1:
        return picker.series(first, years)
    if len(years) == 2 and asked.operation in ("ratio", "difference", "share"):
        return _apart(asked, picker) or picker.together(asked.subjects, years[0])
    year = years[0] if years else None
    found = picker.together(asked.subjects, year)
    if found is None and len(asked.subjects) == 2 and asked.operation in ("ratio", "share"):
        return picker.together(asked.subjects, year, anywhere=True)
    return found


def _apart(asked: Request, picker: Picker) -> Picked | None:
    """Each of two subjects in a year of its own (“sales in 2019 to costs in 2018”)."""
    fits = [
        picker.one(subject, year)[:1]
        for subject, year in zip(asked.subjects, asked.years, strict=False)
    ]
    if not all(fits) or set(terms(asked.subjects[0])) != set(terms(asked.subjects[1])):
        return None
    return Picked(tuple(fit[0].figure for fit in fits), min(fit[0].score for fit in fits), 0.0)


def _two_newest(picked: Picked) -> Picked:
    others = tuple(other[:2] for other in picked.others)
    return picked._replace(figures=picked.figures[:2], others=others)


def _ordered(asked: Request, figures: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """What changed is told from the earlier time to the later, however it was asked."""
    if asked.operation in ("change", "growth") and all(len(f.years) == 1 for f in figures):
        return tuple(sorted(figures, key=lambda f: max(f.years), reverse=True))
    return figures


def _mixed(figures: Sequence[Figure], operation: str) -> str:
    """Why the figures cannot be put together; empty if they can."""
    units = {figure.unit for figure in figures if figure.unit}
    if len(units) > 1:
        both = " and ".join(sorted(units))
        return f"The figures are in different units ({both}); they are not put together."
    if "%" in units and operation == "sum":
        return "Percentages are not added up."
    if len({figure.scale for figure in figures}) > 1:
        said = ", ".join(
            sorted({_SCALE_WORDS.get(f.scale, str(f.scale)) or "units" for f in figures})
        )
        return f"The figures are in different scales ({said}); they are not put together."
    return ""


def _unit(operation: str, figures: Sequence[Figure]) -> str:
    if operation in _PURE:
        return "%"
    if operation in _BARE:
        return ""
    unit = next((figure.unit for figure in figures if figure.unit), "")
    return " ".join(part for part in (unit, scale_word(figures[0].scale)) if part)


def scale_word(scale: int) -> str:
    """“million” for 1,000,000, nothing for 1."""
    return _SCALE_WORDS.get(scale, f"× {scale}")


def _labels(figures: Sequence[Figure]) -> list[str]:
    """Names of the figures, each different."""
    found: list[str] = []
    for figure in figures:
        year = next(iter(figure.years)) if len(figure.years) == 1 else ""
        name = " ".join((figure.row or figure.section or figure.column).split())[:80]
        label = name if not year or year in name else f"{name}, {year}"
        if label in found and figure.column:
            label = f"{label} ({' '.join(figure.column.split())[:60]})"
        while label in found:
            label += " (2)"
        found.append(label)
    return found


def _formula(operation: str, labels: Sequence[str]) -> str:
    named = [f"[{label}]" for label in labels]
    if operation == "sum":
        return " + ".join(named)
    if operation == "average":
        return f"({' + '.join(named)}) / {len(named)}"
    return _FORMULAS[operation].format(*named)


def operand(figure: Figure, label: str) -> Operand:
    """A figure as part of a calculation, cited."""
    return Operand(
        label=label,
        written=" ".join(figure.written.split()),
        value=f"{figure.value * figure.scale:f}",
        citation=cite(figure.page, figure.start, figure.end),
        scale=figure.scale,
        unit=figure.unit,
    )


def places(figure: Figure) -> tuple[Citation, ...]:
    """The cell, and where its row and its column get their names."""
    around = (*figure.row_places, *figure.column_places)
    cited = [(figure.start, figure.end), *around]
    return tuple(cite(figure.page, start, end) for start, end in dict.fromkeys(cited))


def _standard(asked: Request, picker: Picker) -> Made | Refused:
    """A ratio by name, in each year that is asked for; the result is that of the newest."""
    ratio = asked.standard
    assert ratio is not None  # noqa: S101 - told by the caller
    years: list[str | None] = [*sorted(asked.years, reverse=True)[:2]]
    years = years or [_newest(asked, picker)]
    operands: list[Operand] = []
    taken: list[Figure] = []
    formulas, results, scores = [], [], []
    values_made: list[Decimal] = []
    for year in years:
        fits, missing = _chosen(ratio, year, picker)
        if missing:
            when = f" of {year}" if year else ""
            where = "" if ratio.apart else " beside the other figures"
            return Refused(f"No figure{when} was found{where} for: {missing}.", tuple(taken))
        chosen = {name: fit.figure for name, fit in fits.items()}
        scores += [fit.score for fit in fits.values()]
        figures = tuple(chosen.values())
        mixed = _mixed(figures, "ratio")
        if mixed:
            return Refused(mixed, figures)
        values = {name: _unsigned(name, figure) for name, figure in chosen.items()}
        try:
            value = computing.evaluated(ratio.formula, values)
        except CannotCompute:
            return Refused("The figure to divide by is 0.", figures)
        value = value * 100 if ratio.percent else value
        shown = ratio.formula.replace("*", "×").replace(" - ", " − ")
        labels_now = dict(zip(chosen, _labels(figures), strict=True))
        for name in sorted(chosen, key=len, reverse=True):
            shown = shown.replace(name, f"\0{list(chosen).index(name)}\0")
        for n, name in enumerate(chosen):
            shown = shown.replace(f"\0{n}\0", f"[{labels_now[name]}]")
        formulas.append(shown)
        values_made.append(value)
        results.append(computing.rounded(value, _PLACES))
        operands += [operand(figure, labels_now[name]) for name, figure in chosen.items()]
        taken += figures
    unit = "%" if ratio.percent else _unit("sum", taken) if ratio.amount else ""
    formula = "; ".join(
        f"{formula} = {result}{unit if unit == '%' else ''}" if len(years) > 1 else formula
        for formula, result in zip(formulas, results, strict=True)
    )
    if len(values_made) == 2:
        difference = values_made[0] - values_made[1]
        size = computing.rounded(abs(difference), _PLACES)
        points = " percentage points" if ratio.percent else f" {unit}" if unit else ""
        way = "higher" if difference > 0 else "lower"
        formula += f" ({way} by {size}{points})" if difference else " (unchanged)"
    made = Calculation(ratio.name, formula, tuple(operands), results[0], unit)
    if asked.operation == "change" and len(values_made) == 2:
        result = computing.rounded(values_made[0] - values_made[1], _PLACES)
        made = Calculation(f"change in {ratio.name}", formula, tuple(operands), result, unit)
    return Made(made, tuple(taken), min(scores), 0.2)


def _unsigned(name: str, figure: Figure) -> Decimal:
    """Costs and outlays are written in brackets in some statements and without in others."""
    outlay = name in ("cost of sales", "capital expenditure", "interest expense", "dividends")
    return abs(figure.value) if outlay else figure.value


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


def _worst(fits: dict[str, Fit]) -> float:
    return min(fit.score for fit in fits.values())


def _options(labels: Sequence[str], year: str | None, picker: Picker) -> list[Fit]:
    """Figures under any of the names, those under the first names first."""
    found = [
        fit._replace(score=fit.score - 0.01 * place)
        for place, label in enumerate(labels)
        for fit in picker.one(label, year, synonyms=False)[:8]
        if fit.score >= _LEAST_NAMED
    ]
    return sorted(found, key=lambda fit: -fit.score)
