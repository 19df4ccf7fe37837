"""Regular expressions of strangers: which of them are safe to run. Pure.

Python's matcher tries every way to split a text between repetitions, so that a short pattern can
take years. A pattern is therefore read before it runs: repetitions inside repetitions are refused,
an open end is allowed only where the next character decides where it ends, and what remains may
take no more than `MOST_STEPS` from one place of a text.
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
    # The characters that each of the first places may have.
    _Lead = tuple[frozenset[str], ...]

FLAGS = re.IGNORECASE | re.MULTILINE
MOST_PATTERN_CP = 600
MOST_REPEATS = 1000
# Texts are looked through in parts of this length (`checks.matching`), so no repetition is longer.
WINDOW_CP = 1200
# Steps from one place of a text, estimated from above. Of 4,000 random patterns that keep to it the
# slowest took 1.7 s on 1,200 characters that were made to be slow, and those shipped 0.02 s.
MOST_STEPS = 25_000
# A match is found wherever it stands if it is no longer; the parts reach past each other by that.
MOST_MATCH_CP = 500
# An end that the next character decides, behind a character that it cannot hold: such runs do not
# overlap, so that all of them together are no longer than the text.
_RUN_STEPS = 16
_LONGEST_LEAD = 12
_MOST_LEADS = 48
# Stands for all characters when two sets are compared: ASCII, and some of each other class.
_SAMPLE = frozenset(map(chr, range(128))) | frozenset(
    "\x85\u00a0\u2028\u3000éß¥€“”’、。，；：（）中文条１"
)

_parser: Any = importlib.import_module("re._parser")
_codes: Any = importlib.import_module("re._constants")


class Unsafe(Exception):
    """A pattern may not be used; the text says why."""


class _Shape(NamedTuple):
    """How a part matches.

    Attributes:
        first: the characters that it may begin with; of an empty part, those of what follows.
        empty: whether it may match nothing.
        ways: in how many ways it may match at one place.
        steps: how many characters are looked at for all of them.
        varies: whether the matcher may come back to try another length.
        leads: the characters of each of its first places, as far as they are known, for each of
            its alternatives.
        solid: whether `leads` are all of it.
    """

    first: frozenset[str]
    empty: bool
    ways: int
    steps: int
    varies: bool
    leads: tuple[_Lead, ...] = ((),)
    solid: bool = False


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
        shape = _sequence(list(parsed), _END, _SAMPLE)
    except Unsafe as error:
        return str(error)
    except RecursionError:
        return "it is nested too deeply"
    if shape.steps > MOST_STEPS:
        return (
            f"it may take {shape.steps:,} steps from one place of a text, and {MOST_STEPS:,} are "
            "allowed; make its gaps shorter, or put whole words between them"
        )
    return ""


def too_long(pattern: str) -> str:
    """Why a match may be cut where a part of a page ends; empty if none is. For a safe pattern."""
    longest = _longest(list(_parser.parse(pattern, FLAGS)))
    if longest <= MOST_MATCH_CP:
        return ""
    return (
        f"it may match {longest:,} characters, and {MOST_MATCH_CP} are allowed; make its gaps "
        "shorter"
    )


@lru_cache(maxsize=4096)
def compiled(pattern: str) -> re.Pattern[str]:
    """The expression, without regard to capital letters. Raises: Unsafe."""
    why = why_not(pattern)
    if why:
        raise Unsafe(why)
    return re.compile(pattern, FLAGS)


def _sequence(nodes: _Nodes, after: _Shape, before: frozenset[str]) -> _Shape:
    """The shape of parts one behind the other, between what may stand after and before them."""
    rest = after
    whole = _Shape(after.first, True, 1, 0, False, ((),), True)
    for place in range(len(nodes) - 1, -1, -1):
        code, value = nodes[place]
        one = _node(code, value, rest, _last(nodes[:place], before))
        leads = _joined(one.leads, rest.leads) if one.solid else one.leads
        whole = _Shape(
            one.first | whole.first if one.empty else one.first,
            one.empty and whole.empty,
            one.ways * whole.ways,
            one.steps + one.ways * whole.steps,
            one.varies or whole.varies,
            _joined(one.leads, whole.leads) if one.solid else one.leads,
            one.solid and whole.solid,
        )
        rest = whole._replace(leads=leads)
    return whole


def _joined(one: Sequence[_Lead], other: Sequence[_Lead]) -> tuple[_Lead, ...]:
    """Each behind each, shortened; too many become one of which nothing is known."""
    made = dict.fromkeys((left + right)[:_LONGEST_LEAD] for left in one for right in other)
    return tuple(made) if len(made) <= _MOST_LEADS else ((),)


def _node(code: Any, value: Any, after: _Shape, before: frozenset[str]) -> _Shape:  # noqa: ANN401 - of a private module
    if code in _SINGLE:
        here = _characters(code, value)
        return _Shape(here, False, 1, 1, False, ((here,),), True)
    if code is _codes.AT:
        return _Shape(after.first, True, 1, 1, False, ((),), True)
    if code is _codes.SUBPATTERN:
        return _sequence(list(value[3]), after, before)
    if code is _codes.BRANCH:
        return _branch([_sequence(list(one), after, before) for one in value[1]])
    if code in (_codes.ASSERT, _codes.ASSERT_NOT):
        inner = _sequence(list(value[1]), _END, _SAMPLE)
        return _Shape(after.first, True, 1, inner.steps, False, ((),), True)
    if code is _codes.ATOMIC_GROUP:
        return _sequence(list(value), after, before)._replace(ways=1, varies=False, solid=False)
    if code in _REPEATS:
        return _repeat(code, value, after, before)
    raise Unsafe("references to an earlier group, and conditions on one, are not allowed")


def _longest(nodes: _Nodes) -> int:
    """The characters of the longest match, where a run without an end counts as a short one."""
    return sum(_longest_of(code, value) for code, value in nodes)


def _longest_of(code: Any, value: Any) -> int:  # noqa: ANN401 - as `_node`
    if code in _SINGLE:
        return 1
    if code is _codes.SUBPATTERN:
        return _longest(list(value[3]))
    if code is _codes.ATOMIC_GROUP:
        return _longest(list(value))
    if code is _codes.BRANCH:
        return max(_longest(list(one)) for one in value[1])
    if code in _REPEATS:
        endless = value[1] is _codes.MAXREPEAT
        most = max(_RUN_STEPS, int(value[0])) if endless else int(value[1])
        return most * _longest(list(value[2]))
    return 0


def _branch(shapes: Sequence[_Shape]) -> _Shape:
    # How many of them can match at one place: those that no character of their beginnings parts.
    alike = max(sum(_meet(one.leads, other.leads) for other in shapes) for one in shapes)
    leads = tuple(dict.fromkeys(lead for one in shapes for lead in one.leads))
    return _Shape(
        frozenset().union(*(one.first for one in shapes)),
        any(one.empty for one in shapes),
        alike * max(one.ways for one in shapes),
        len(shapes) + alike * max(one.steps for one in shapes),
        any(one.varies for one in shapes),
        leads if len(leads) <= _MOST_LEADS else ((),),
        len(leads) <= _MOST_LEADS and all(one.solid for one in shapes),
    )


def _meet(some: Sequence[_Lead], others: Sequence[_Lead], shift: int = 0) -> bool:
    """Whether one of these can match where one of the others does, or so many places before it."""
    return any(
        all(left & right for left, right in zip(one[shift:], other, strict=False))
        for one in some
        for other in others
    )


def _repeat(code: Any, value: Any, after: _Shape, before: frozenset[str]) -> _Shape:  # noqa: ANN401 - as `_node`
    least, body = int(value[0]), list(value[2])
    endless = value[1] is _codes.MAXREPEAT
    most = max(WINDOW_CP, least) if endless else int(value[1])
    if most > MOST_REPEATS and not endless:
        raise Unsafe(f"a repetition goes to {most}, and {MOST_REPEATS} is allowed")
    inner = _sequence(body, after if most == 1 else _END, before if most == 1 else _SAMPLE)
    if most > 1 and (inner.varies or inner.ways > 1 or inner.empty):
        raise Unsafe(
            "a repetition stands inside another, or around alternatives that begin alike; that "
            "can take for ever. Use one class of characters with a bound, as [^.;]{0,60}"
        )
    first = inner.first | after.first if least == 0 else inner.first
    decided = not (inner.first & after.first) or code is _codes.POSSESSIVE_REPEAT
    if endless and not decided:
        raise Unsafe(
            "a repetition has no end, and what follows may be a part of it; give it a bound, as "
            "{0,60}"
        )
    apart = decided and not (inner.first & before)
    count = min(most, max(least, _RUN_STEPS)) if apart else most
    ways = 1
    if not decided:
        # Behind a gap only so many places can be the beginning of the same word.
        single = inner.solid and {len(lead) for lead in inner.leads} == {1}
        ways = (most - least) // (_period(after.leads) if single else 1) + 1
    leads: tuple[_Lead, ...] = ((),)
    if most == 1:
        leads = inner.leads if least else (*inner.leads, ())
    elif least and inner.solid and len(inner.leads) == 1:
        leads = ((inner.leads[0] * least)[:_LONGEST_LEAD],)
    return _Shape(
        first,
        least == 0 or inner.empty,
        inner.ways * ways,
        max(count, 1) * max(inner.steps, 1),
        (most != least or inner.varies) and code is not _codes.POSSESSIVE_REPEAT,
        leads,
        inner.solid and (most == 1 or most == least),
    )


def _period(leads: Sequence[_Lead]) -> int:
    """How far apart two places are at least where what follows can begin."""
    return next(
        (shift for shift in range(1, _LONGEST_LEAD) if _meet(leads, leads, shift)), _LONGEST_LEAD
    )


def _last(nodes: _Nodes, before: frozenset[str]) -> frozenset[str]:
    """The characters that may stand at the end of these parts."""
    found: frozenset[str] = frozenset()
    for code, value in reversed(nodes):
        here, empty = _last_of(code, value)
        found |= here
        if not empty:
            return found
    return found | before


def _last_of(code: Any, value: Any) -> tuple[frozenset[str], bool]:  # noqa: ANN401 - as `_node`
    """The last characters of one part, and whether it may be empty."""
    if code in _SINGLE:
        return _characters(code, value), False
    if code in (_codes.AT, _codes.ASSERT, _codes.ASSERT_NOT):
        return frozenset(), True
    if code is _codes.BRANCH:
        inner = [_last_of_all(list(one)) for one in value[1]]
    else:
        part = value[3] if code is _codes.SUBPATTERN else value
        inner = [_last_of_all(list(part[2] if code in _REPEATS else part))]
        if code in _REPEATS and int(value[0]) == 0:
            inner.append((frozenset(), True))
    return frozenset().union(*(here for here, _ in inner)), any(empty for _, empty in inner)


def _last_of_all(nodes: _Nodes) -> tuple[frozenset[str], bool]:
    return _last(nodes, frozenset()), all(_last_of(*one)[1] for one in nodes)


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


_END = _Shape(frozenset(), True, 1, 0, False)
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
