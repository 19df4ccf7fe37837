"""Regular expressions of strangers: which of them are safe to run. Pure.

Python's matcher tries every way to split a text between repetitions, so that a short pattern can
take years. A pattern is therefore read before it runs: repetitions inside repetitions are refused,
an open end is allowed only where the next character decides where it ends, and what remains may
have no more than `MOST_WAYS` ways to split a text at one place.
"""

from __future__ import annotations

import importlib
import re
import warnings
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    # What the parser of `re` makes: an operation and its values.
    _Nodes = list[tuple[Any, Any]]

FLAGS = re.IGNORECASE | re.MULTILINE
MOST_PATTERN_CP = 600
MOST_REPEATS = 1000
# Two gaps of 80 characters in a row are 6,561 ways; on a page of 5,000 characters that was made to
# be slow, they took 1.0 s here.
MOST_WAYS = 8000
# Stands for all characters when two sets are compared: ASCII, and some of each other class.
_SAMPLE = frozenset(map(chr, range(128))) | frozenset(
    "\x85\u00a0\u2028\u3000éß¥€“”’、。，；：（）中文条１"
)

_parser: Any = importlib.import_module("re._parser")
_codes: Any = importlib.import_module("re._constants")


class Unsafe(Exception):
    """A pattern may not be used; the text says why."""


class _Shape(NamedTuple):
    """What a part may begin with, whether it may be empty, in how many ways it may match."""

    first: frozenset[str]
    empty: bool
    ways: int
    varies: bool


def why_not(pattern: str) -> str:
    """Why a pattern may not be used; empty if it may."""
    if len(pattern) > MOST_PATTERN_CP:
        return f"a pattern has at most {MOST_PATTERN_CP} characters, this one {len(pattern)}"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            parsed = _parser.parse(pattern, FLAGS)
            made = re.compile(pattern, FLAGS)
    except re.error as error:
        return f"it is not a regular expression ({error})"
    except (Warning, OverflowError, RecursionError, ValueError) as error:
        return f"it is not a regular expression that can be used ({error})"
    if made.fullmatch(""):
        return "it also matches nothing at all, so it would match everywhere"
    try:
        shape = _sequence(list(parsed), frozenset())
    except Unsafe as error:
        return str(error)
    except RecursionError:
        return "it is nested too deeply"
    if shape.ways > MOST_WAYS:
        return (
            f"it can split a text in {shape.ways:,} ways at one place, and {MOST_WAYS:,} are "
            "allowed; make its gaps shorter"
        )
    return ""


@lru_cache(maxsize=4096)
def compiled(pattern: str) -> re.Pattern[str]:
    """The expression, without regard to capital letters. Raises: Unsafe."""
    why = why_not(pattern)
    if why:
        raise Unsafe(why)
    return re.compile(pattern, FLAGS)


def _sequence(nodes: _Nodes, after: frozenset[str]) -> _Shape:
    """The shape of parts one behind the other; `after` is what may follow, empty for the end."""
    shape = _Shape(after, True, 1, False)
    for code, value in reversed(nodes):
        one = _node(code, value, shape.first)
        shape = _Shape(
            one.first | shape.first if one.empty else one.first,
            one.empty and shape.empty,
            one.ways * shape.ways,
            one.varies or shape.varies,
        )
    return shape


def _node(code: Any, value: Any, after: frozenset[str]) -> _Shape:  # noqa: ANN401 - of a private module
    if code in _SINGLE:
        return _Shape(_characters(code, value), False, 1, False)
    if code is _codes.AT:
        return _Shape(frozenset(), True, 1, False)
    if code is _codes.SUBPATTERN:
        return _sequence(list(value[3]), after)
    if code is _codes.BRANCH:
        return _branch([list(one) for one in value[1]], after)
    if code in (_codes.ASSERT, _codes.ASSERT_NOT):
        inner = _sequence(list(value[1]), frozenset())
        return _Shape(frozenset(), True, inner.ways, False)
    if code is _codes.ATOMIC_GROUP:
        inner = _sequence(list(value), after)
        return _Shape(inner.first, inner.empty, inner.ways, False)
    if code in _REPEATS:
        return _repeat(code, value, after)
    raise Unsafe("references to an earlier group, and conditions on one, are not allowed")


def _branch(alternatives: Sequence[_Nodes], after: frozenset[str]) -> _Shape:
    shapes = [_sequence(one, after) for one in alternatives]
    leads = [_lead(one) for one in alternatives]
    # How many of them can match at one place: those that no character of their beginnings parts.
    alike = max(sum(_agree(one, other) for other in leads) for one in leads)
    return _Shape(
        frozenset().union(*(one.first for one in shapes)),
        any(one.empty for one in shapes),
        alike * max(one.ways for one in shapes),
        any(one.varies for one in shapes),
    )


def _lead(nodes: _Nodes) -> list[frozenset[str]]:
    """The characters that each place may have, as far as there is exactly one at each."""
    found = []
    for code, value in nodes:
        if code not in _SINGLE:
            break
        found.append(_characters(code, value))
    return found


def _agree(one: list[frozenset[str]], other: list[frozenset[str]]) -> bool:
    return all(left & right for left, right in zip(one, other, strict=False))


def _repeat(code: Any, value: Any, after: frozenset[str]) -> _Shape:  # noqa: ANN401 - as `_node`
    least, most, body = int(value[0]), value[1], list(value[2])
    endless = most is _codes.MAXREPEAT
    if not endless and int(most) > MOST_REPEATS:
        raise Unsafe(f"a repetition goes to {most}, and {MOST_REPEATS} is allowed")
    inner = _sequence(body, after)
    if endless or int(most) > 1:
        if inner.varies or inner.ways > 1 or inner.empty:
            raise Unsafe(
                "a repetition stands inside another, or around alternatives that begin alike; that "
                "can take for ever. Use one class of characters with a bound, as [^.;]{0,60}"
            )
        inner = _sequence(body, frozenset())
    if code is _codes.POSSESSIVE_REPEAT:
        return _Shape(inner.first, least == 0 or inner.empty, inner.ways, False)
    decided = not (inner.first & after)
    if endless and not decided:
        raise Unsafe(
            "a repetition has no end, and what follows may be a part of it; give it a bound, as "
            "{0,60}"
        )
    ways = 1 if decided else int(most) - least + 1
    varies = endless or int(most) != least
    return _Shape(inner.first, least == 0 or inner.empty, inner.ways * ways, varies)


def _characters(code: Any, value: Any) -> frozenset[str]:  # noqa: ANN401 - as `_node`
    if code is _codes.ANY:
        return _SAMPLE
    if code is _codes.LITERAL:
        return _both_cases(chr(value))
    if code is _codes.NOT_LITERAL:
        return _SAMPLE - _both_cases(chr(value))
    negated = False
    found: frozenset[str] = frozenset()
    for kind, one in value:
        if kind is _codes.NEGATE:
            negated = True
        elif kind is _codes.LITERAL:
            found |= _both_cases(chr(one))
        elif kind is _codes.RANGE:
            inside = frozenset(c for c in _SAMPLE if one[0] <= ord(c) <= one[1])
            found |= inside.union(*map(_both_cases, inside)) | _both_cases(chr(one[0]))
        else:
            found |= _CLASSES.get(one, _SAMPLE)
    return _SAMPLE - found if negated else found


def _both_cases(character: str) -> frozenset[str]:
    return frozenset((character, character.lower(), character.upper()))


_SINGLE = (_codes.LITERAL, _codes.NOT_LITERAL, _codes.ANY, _codes.IN)
_REPEATS = (_codes.MAX_REPEAT, _codes.MIN_REPEAT, _codes.POSSESSIVE_REPEAT)
_DIGITS = frozenset(c for c in _SAMPLE if c.isdecimal())
_SPACES = frozenset(c for c in _SAMPLE if c.isspace())
_WORDS = frozenset(c for c in _SAMPLE if c.isalnum() or c == "_")
_CLASSES: dict[Any, frozenset[str]] = {
    _codes.CATEGORY_DIGIT: _DIGITS,
    _codes.CATEGORY_NOT_DIGIT: _SAMPLE - _DIGITS,
    _codes.CATEGORY_SPACE: _SPACES,
    _codes.CATEGORY_NOT_SPACE: _SAMPLE - _SPACES,
    _codes.CATEGORY_WORD: _WORDS,
    _codes.CATEGORY_NOT_WORD: _SAMPLE - _WORDS,
}
