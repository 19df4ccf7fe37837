"""Short forms that people write for names and terms: “AMEX”, “J&J”, “SGnA”. Pure."""

from __future__ import annotations

import re
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+|&")
# Written or left out in a short form: “R&D”, “RnD”, “R and D”, “RD”.
_AND = frozenset({"and", "&"})
_LEFT_OUT = frozenset({"of", "the", "for", "in", "on", "de", "und"})
_AND_FORMS = ("", "&", "n", "a", "and")
_SHORTEST, _LONGEST = 3, 10
_CAPITALS = 2


def candidates(text: str) -> tuple[str, ...]:
    """Words of a question that may be short forms, in lower case: those with two capitals."""
    found = []
    for raw in re.findall(r"[^\W_]+(?:&[^\W_]+)*", text):
        if sum(letter.isupper() for letter in raw) >= _CAPITALS and len(raw) <= _LONGEST:
            found.append(raw.casefold())
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=4096)
def abbreviates(short: str, name: str, *, letters: int = 3) -> bool:
    """Whether `short` is made of the first letters of each word of `name`, in order.

    Args:
        short: in lower case.
        name: at least two words that count.
        letters: the most that one word may give; 1 for initials.
    """
    words = [word for word in _WORD.findall(name.casefold()) if word not in _LEFT_OUT]
    if len(short) < _SHORTEST or sum(word not in _AND for word in words) < 2:
        return False
    return _fits(short, tuple(words), letters)


def _fits(rest: str, words: tuple[str, ...], letters: int) -> bool:
    if not words:
        return not rest
    word, others = words[0], words[1:]
    if word in _AND:
        return any(
            rest.startswith(form) and _fits(rest[len(form) :], others, letters)
            for form in _AND_FORMS
        )
    return any(
        rest.startswith(word[:size]) and _fits(rest[size:], others, letters)
        for size in range(1, min(letters, len(word)) + 1)
    )
