"""Arithmetic on decimal numbers, exactly; only the result is rounded."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<name>[A-Za-z][A-Za-z ]*[A-Za-z])|(?P<sign>[-+*/()]))"
)
# Enough for any sum of money; the result is rounded much earlier.
_DIGITS = 50


class CannotCompute(Exception):
    """A division by nothing, or a formula that names an unknown figure."""


def change(values: Sequence[Decimal]) -> Decimal:
    """The first less the second."""
    return values[0] - values[1]


def growth(values: Sequence[Decimal]) -> Decimal:
    """By how many percent the first differs from the second. Raises: CannotCompute."""
    return 100 * _divided(values[0] - values[1], values[1])


def total(values: Sequence[Decimal]) -> Decimal:
    """Sum."""
    return sum(values, Decimal(0))


def average(values: Sequence[Decimal]) -> Decimal:
    """Arithmetic mean. Raises: CannotCompute: of nothing."""
    return _divided(total(values), Decimal(len(values)))


def ratio(values: Sequence[Decimal]) -> Decimal:
    """The first over the second. Raises: CannotCompute."""
    return _divided(values[0], values[1])


def share(values: Sequence[Decimal]) -> Decimal:
    """The first as a percentage of the second. Raises: CannotCompute."""
    return 100 * ratio(values)


class _Reader:
    """Reads a formula from left to right; products before sums."""

    def __init__(self, formula: str, values: Mapping[str, Decimal]) -> None:
        matches = list(_TOKEN.finditer(formula))
        if "".join(m[0] for m in matches).replace(" ", "") != formula.replace(" ", ""):
            raise CannotCompute(formula)
        self._tokens = [(match.lastgroup, match[match.lastgroup or 0]) for match in matches]
        self._values = values
        self._place = 0

    def whole(self) -> Decimal:
        value = self._sum()
        if self._place != len(self._tokens):
            raise CannotCompute("what stands behind the formula")
        return value

    def _next_is(self, signs: str) -> bool:
        if self._place >= len(self._tokens):
            return False
        kind, text = self._tokens[self._place]
        return kind == "sign" and text in signs

    def _taken(self) -> tuple[str | None, str]:
        if self._place >= len(self._tokens):
            raise CannotCompute("the formula ends too early")
        self._place += 1
        return self._tokens[self._place - 1]

    def _sum(self) -> Decimal:
        value = self._product()
        while self._next_is("+-"):
            value = value + self._product() if self._taken()[1] == "+" else value - self._product()
        return value

    def _product(self) -> Decimal:
        value = self._atom()
        while self._next_is("*/"):
            value = (
                value * self._atom() if self._taken()[1] == "*" else _divided(value, self._atom())
            )
        return value

    def _atom(self) -> Decimal:
        kind, text = self._taken()
        if kind == "number":
            return Decimal(text)
        if kind == "name" and text in self._values:
            return self._values[text]
        if text != "(":
            raise CannotCompute(text)
        inner = self._sum()
        if self._taken()[1] != ")":
            raise CannotCompute("a bracket that is not closed")
        return inner


def evaluated(formula: str, values: Mapping[str, Decimal]) -> Decimal:
    """A formula of names, numbers, + - * / and brackets. Raises: CannotCompute."""
    with localcontext(prec=_DIGITS):
        return _Reader(formula, values).whole()


def computed(
    operation: Callable[[Sequence[Decimal]], Decimal], values: Sequence[Decimal]
) -> Decimal:
    """An operation with enough digits. Raises: CannotCompute."""
    with localcontext(prec=_DIGITS):
        return operation(values)


def rounded(value: Decimal, places: int) -> str:
    """A decimal number in plain digits, half away from zero, without idle zeros."""
    with localcontext(prec=_DIGITS):
        kept = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    text = f"{kept:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def _divided(value: Decimal, by: Decimal) -> Decimal:
    if by == 0:
        raise CannotCompute("a division by 0")
    with localcontext(prec=_DIGITS):
        return value / by
