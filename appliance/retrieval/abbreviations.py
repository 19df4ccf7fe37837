"""Short forms that people write for names and terms: “AMEX”, “J&J”, “SGnA”. Pure."""

from __future__ import annotations

import re
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+|&")
# Written or left out in a short form: “R&D”, “RnD”, “R and D”, “RD”.
_AND = frozenset({"and", "&"})
_SMALL = frozenset({"of", "the", "for", "in", "on", "de", "und"})
_AND_FORMS = ("", "&", "n", "a", "and")
_SHORTEST, _LONGEST = 3, 10
_CAPITALS = 2
_LEAST_WORDS = 2


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
        name: at least two words beside “and”, “of” and the like.
        letters: the most that one word may give; 1 for initials.
    """
    words = _WORD.findall(name.casefold())
    if len(short) < _SHORTEST or sum(word not in _AND | _SMALL for word in words) < _LEAST_WORDS:
        return False
    return _fits(short, tuple(words), letters)


def _fits(rest: str, words: tuple[str, ...], letters: int) -> bool:
    if not words:
        return not rest
    word, others = words[0], words[1:]
    if word in _AND:
        forms: tuple[str, ...] = _AND_FORMS
    elif word in _SMALL:
        forms = ("", word[0], word)
    else:
        forms = tuple(word[:size] for size in range(1, min(letters, len(word)) + 1))
    return any(
        rest.startswith(form) and _fits(rest[len(form) :], others, letters) for form in forms
    )
