"""A calculation made of figures that were chosen: formula, operands with their places, result."""

from __future__ import annotations

from decimal import localcontext
from typing import TYPE_CHECKING, NamedTuple

from appliance.assistant.arithmetic import computing
from appliance.assistant.arithmetic.computing import CannotCompute
from appliance.assistant.citations import cite
from appliance.assistant.records import Calculation, Operand

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from decimal import Decimal

    from appliance.assistant.arithmetic.figures import Figure
    from appliance.assistant.arithmetic.operations import Request
    from appliance.assistant.arithmetic.picking import Picked
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
# A price is set against a figure for each share; nothing else is.
_BETWEEN_KINDS = ("ratio", "times")
_TIMES = "×"
# What a difference of two percentages is in.
POINTS = "percentage points"


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


def of_figures(asked: Request, picked: Picked) -> Made | Refused:
    """The calculation with figures that were chosen."""
    figures = _ordered(asked, picked.figures)
    reason = why_not(figures, asked.operation, asked.lengths)
    if reason:
        return Refused(reason, figures)
    try:
        value = computing.computed(_FUNCTIONS[asked.operation], [f.value for f in figures])
    except CannotCompute:
        return Refused("The figure to divide by is 0.", figures)
    if asked.operation == "share" and abs(value) > 100 and "total" in asked.subjects[1].casefold():
        return Refused("The part found is greater than the whole found.", figures)
    names = labels(figures)
    unit = unit_of(asked.operation, figures)
    formula = _formula(asked.operation, names)
    if asked.operation not in (*_PURE, *_BARE):
        value, unit, formula = _wished(asked, figures, value, unit, formula)
    calculation = Calculation(
        operation=asked.operation,
        formula=formula,
        operands=tuple(operand(f, label) for f, label in zip(figures, names, strict=True)),
        result=computing.rounded(value, asked.wish.places),
        unit=unit,
    )
    return Made(calculation, figures, picked.score, picked.margin, picked.others)


def _wished(
    asked: Request, figures: Sequence[Figure], value: Decimal, unit: str, formula: str
) -> tuple[Decimal, str, str]:
    """A result in the scale that is wished for, if the tables say in which one they are."""
    scale, wished = figures[0].scale, asked.wish.scale
    if wished is None or wished == scale or scale == 1 or "%" in unit:
        return value, unit, formula
    with localcontext(prec=50):
        scaled = value * scale / wished
    sign, factor = ("/", wished // scale) if wished > scale else (_TIMES, scale // wished)
    currency = next((figure.unit for figure in figures if figure.unit), "")
    named = " ".join(part for part in (currency, scale_word(wished)) if part)
    return scaled, named, f"({formula}) {sign} {factor:,}"


def _ordered(asked: Request, figures: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """What changed is told from the earlier time to the later, however it was asked."""
    if asked.operation in ("change", "growth") and all(len(f.years) == 1 for f in figures):
        return tuple(sorted(figures, key=lambda f: max(f.years), reverse=True))
    return figures


def why_not(
    figures: Sequence[Figure], operation: str, lengths: frozenset[int] = frozenset()
) -> str:
    """Why the figures cannot be put together; empty if they can.

    `lengths` are the lengths of time, in months, that the question itself sets side by side.
    """
    units = {figure.unit for figure in figures if figure.unit}
    if len(units) > 1:
        both = " and ".join(sorted(units))
        return f"The figures are in different units ({both}); they are not put together."
    if "%" in units and any(figure.plain for figure in figures):
        return "Some of the figures are percentages and some are not; they are not put together."
    if operation not in _BETWEEN_KINDS and len({figure.per_share for figure in figures}) > 1:
        return "Some of the figures are for each share and some are not; they are not put together."
    if "%" in units and operation == "sum":
        return "Percentages are not added up."
    if len({figure.scale for figure in figures}) > 1:
        said = ", ".join(
            sorted({_SCALE_WORDS.get(f.scale, str(f.scale)) or "units" for f in figures})
        )
        return f"The figures are in different scales ({said}); they are not put together."
    months = {figure.length for figure in figures if figure.length}
    if len(months) > 1 and not months <= lengths:
        said = ", ".join(map(str, sorted(months)))
        return f"The figures are of different lengths of time ({said} months)."
    return ""


def unit_of(operation: str, figures: Sequence[Figure]) -> str:
    """Currency and scale of a result, “%”, or nothing."""
    if operation in _PURE:
        return "%"
    if operation in _BARE:
        return ""
    unit = next((figure.unit for figure in figures if figure.unit), "")
    if unit == "%" and operation in ("change", "difference"):
        return POINTS
    return " ".join(part for part in (unit, scale_word(figures[0].scale)) if part)


def scale_word(scale: int) -> str:
    """“million” for 1,000,000, nothing for 1."""
    return _SCALE_WORDS.get(scale, f"× {scale}")


def labels(figures: Sequence[Figure]) -> list[str]:
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
