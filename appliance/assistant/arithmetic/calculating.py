"""From a request to a calculation with its figures, or to the reason why there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.assistant.arithmetic import standards
from appliance.assistant.arithmetic.making import Made, Refused, of_figures
from appliance.assistant.arithmetic.picking import Picked
from appliance.assistant.wording import terms

if TYPE_CHECKING:
    from appliance.assistant.arithmetic.operations import Request
    from appliance.assistant.arithmetic.picking import Picker


_UNCLEAR = (
    "The table has figures of several lengths of time, and the question does not say which is "
    "meant. Name a quarter, a half year or a year."
)


def calculated(asked: Request, picker: Picker) -> Made | Refused:
    """The calculation that is asked for."""
    if asked.standard is not None:
        made = standards.standard(asked, picker)
    else:
        picked = _picked(asked, picker)
        if picked is None:
            return Refused("The figures for this calculation were not found in one table.")
        made = of_figures(asked, picked)
    if isinstance(made, Made) and picker.is_unclear(made.figures):
        return Refused(_UNCLEAR, made.figures)
    return made


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
