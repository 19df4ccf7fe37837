"""Checks values against a model's inputs before anything is scored.

Strict on purpose: a guess about a thousands separator or a decimal comma would change a decision.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from appliance.errors import RowInvalid
from appliance.risk.records import RangeWarning, ValueProblem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from appliance.packs.records import Feature, RiskTraits
    from appliance.risk.records import Problem

# Beyond this no amount, count or ratio makes sense, and float32 would lose its whole part anyway.
LARGEST = 1e12
_DIGITS = 13  # so many digits reach LARGEST
_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,4})?")
_MISSING = frozenset({"", "-", ".", "?", "na", "n/a", "#n/a", "nan", "null", "none", "nil"})
_INFINITE = frozenset({"inf", "infinity"})
_SEPARATED = re.compile(r"[+-]?[0-9][0-9.,'’_\s]*[0-9]")

# Each follows the input's label, or "it".
_MISSING_WORDS = "is missing"
_TEXT_WORDS = "is not a number"
_SEPARATED_WORDS = (
    "is not a plain number; write it without thousands separators and with a decimal point"
)
_INFINITE_WORDS = "is too large to be a number"
_PART_WORDS = "must be a whole number"
_NEGATIVE_WORDS = "cannot be negative"
_ABSURD_WORDS = "is too large to be true"


def validate(values: Mapping[str, str | float], traits: RiskTraits) -> tuple[float, ...]:
    """The values in the order of the model's inputs; names it does not know are ignored.

    Raises: RowInvalid: the first input in that order that is missing or unusable.
    """
    row, problems = check(values, traits)
    if problems:
        raise RowInvalid(what=problems[0].label, why=f"it {problems[0].why}")
    return row


def check(
    values: Mapping[str, str | float], traits: RiskTraits
) -> tuple[tuple[float, ...], tuple[ValueProblem, ...]]:
    """The row (NaN where there is a problem) and every problem, so that a form shows them all."""
    row: list[float] = []
    problems: list[ValueProblem] = []
    for feature in traits.features:
        found = read_value(values.get(feature.name, ""), feature)
        if isinstance(found, ValueProblem):
            problems.append(found)
            row.append(math.nan)
        else:
            row.append(found)
    return tuple(row), tuple(problems)


def read_value(given: str | float, feature: Feature) -> float | ValueProblem:
    """One value as a finite number that the input may have, or what is wrong with it.

    Digits with an optional sign, decimal point and exponent are a number; spaces around it are
    dropped; nothing else is a number. An input whose training range starts at or above zero
    takes no negative value.
    """
    number = given
    if isinstance(number, str):
        if number.isdecimal() and number.isascii() and len(number) < _DIGITS:
            return float(number)  # plain digits pass every check below; most cells are these
        number = number.strip()
        if not _NUMBER.fullmatch(number):
            return _not_a_number(number.casefold(), feature)
        number = float(number)
    if math.isnan(number):
        return _problem(feature, "missing", _MISSING_WORDS)
    if math.isinf(number):
        return _problem(feature, "not_finite", _INFINITE_WORDS)
    if feature.integer and number != math.floor(number):
        return _problem(feature, "not_whole", _PART_WORDS)
    if number < 0 <= feature.minimum:
        return _problem(feature, "impossible", _NEGATIVE_WORDS)
    if abs(number) > LARGEST:
        return _problem(feature, "impossible", _ABSURD_WORDS)
    return float(number)


def range_warning(value: float, feature: Feature) -> RangeWarning | None:
    """A sentence if the value lies outside the training range (both ends are inside)."""
    if feature.minimum <= value <= feature.maximum:
        return None
    side = "below" if value < feature.minimum else "above"
    return RangeWarning(
        feature.name,
        f"{feature.label}: {_shown(value)} {feature.unit}".rstrip()
        + f" is {side} the range of the training data ({_shown(feature.minimum)} to "
        + f"{_shown(feature.maximum)}), so the score is less certain.",
    )


def _not_a_number(folded: str, feature: Feature) -> ValueProblem:
    if folded in _MISSING:
        return _problem(feature, "missing", _MISSING_WORDS)
    if folded.lstrip("+-") in _INFINITE:
        return _problem(feature, "not_finite", _INFINITE_WORDS)
    separated = _SEPARATED.fullmatch(folded) is not None
    return _problem(feature, "not_a_number", _SEPARATED_WORDS if separated else _TEXT_WORDS)


def _problem(feature: Feature, problem: Problem, why: str) -> ValueProblem:
    return ValueProblem(feature.name, feature.label, problem, why)


def _shown(value: float) -> str:
    return f"{value:,.0f}" if value == math.floor(value) else f"{value:,.6g}"
