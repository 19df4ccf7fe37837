"""Words that carry meaning, in a form that can be compared and weighed."""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from appliance.documents.normal import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# Words of English that say how a sentence is built, not what it is about; and words that only ask.
_STOP_WORDS = """
a about above after again all also am an and any are as at be because been before being below
    between both but by can could did do does doing down during each either else few for from
    further had has have having he her here hers him his how i if in into is it its itself just
    may me might mine more most must my no nor not of off on once only or other our ours out over
    own per please same shall she should so some such than that the their them then there these
    they this those through to too under until up upon us very was we were what when where which
    while who whom whose why will with within without would you your
    find give list long many mention mentioned name much often regarding
    respect said say says show shown shows state stated states tell according gives given lists
    listed mentions use used uses using
"""
STOP = frozenset(_STOP_WORDS.split())
_WORD = re.compile(r"[a-z0-9]+(?:[.,:/'’-][a-z0-9]+)*|[\u3400-\u9fff\uf900-\ufaff\u3040-\u30ff]+")
_CJK = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\u3040-\u30ff]")
# Function words of Chinese; single characters, because the script has no spaces to split at.
_CJK_STOP = frozenset("的了是在和与及或有为什么哪谁多少吗呢几个本该其之于对由")


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A word without the endings of number and tense; numbers and codes stay as they are.

    Light on purpose: "expires", "expired" and "expiry" meet in "expir", but "insurer" does not
    become "insure". Raises nothing; the word is expected in lower case.
    """
    word = word.replace("’", "'").removesuffix("'s").replace("'", "")
    if not word.isalpha() or not word.isascii() or len(word) < 4:
        return word.replace(",", "")
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        rest = word.removesuffix(ending)
        if rest != word and len(rest) > 2 and re.search("[aeiouy]", rest):
            word = rest[:-1] if rest[-1] == rest[-2] and rest[-1] not in "lsz" else rest
            break
    return word[:-1] if word[-1] in "ey" and len(word) > 4 else word


def terms(text: str) -> list[str]:
    """Stems of the meaningful words, in order; Chinese as pairs of characters."""
    found: list[str] = []
    for word in _WORD.findall(normalise(text).casefold()):
        if _CJK.match(word):
            found += _pairs(word)
        elif word not in STOP:
            parts = word.split("-") if word.replace("-", "").isalpha() else [word]
            found += [stem(part) for part in parts if part not in STOP]
    return [term for term in found if term]


def _pairs(run: str) -> list[str]:
    kept = "".join(c if c not in _CJK_STOP else " " for c in run).split()
    return [
        piece[i : i + 2] for piece in kept for i in range(max(1, len(piece) - 1))
    ]  # a single character stands alone


# What `stem` takes off, so that a stem can be looked for in running text.
_ENDINGS = r"(?:e|y|s|es|ed|ies|ing|(?:[a-z])(?:ed|ing))?(?:['’]?s)?"


def occurrences(
    wanted: Iterable[str], texts: Iterable[str], *, window_cp: int = 800
) -> tuple[dict[str, int], int]:
    """In how many windows of `window_cp` code points each term occurs, and how many there are.

    Windows rather than pages: ten pages of a spreadsheet and ten of a contract then weigh their
    words alike.
    """
    patterns = {term: _pattern(term) for term in wanted}
    seen = dict.fromkeys(patterns, 0)
    windows = 0
    for text in texts:
        plain = normalise(text).casefold()
        windows += max(1, -(-len(plain) // window_cp))
        for term, pattern in patterns.items():
            places = {match.start() // window_cp for match in pattern.finditer(plain)}
            seen[term] += len(places)
    return seen, windows


@lru_cache(maxsize=4096)
def _pattern(term: str) -> re.Pattern[str]:
    if _CJK.match(term):
        return re.compile(re.escape(term))
    if not term.isalpha():
        digits = ",?".join(re.escape(c) for c in term) if term.isdigit() else re.escape(term)
        return re.compile(rf"(?<![a-z0-9]){digits}(?![a-z0-9])")
    stemmed = term[:-1] + "(?:y|i)" if term.endswith("y") else re.escape(term)
    return re.compile(rf"(?<![a-z0-9]){stemmed}{_ENDINGS}(?![a-z0-9])")


class Weights:
    """How much each term of a question says, from how rare it is in the file searched."""

    def __init__(self, seen: Mapping[str, int], windows: int) -> None:
        self._seen = seen
        self._windows = max(1, windows)

    def of(self, term: str) -> float:
        """BM25's inverse document frequency; always positive."""
        seen = min(self._seen.get(term, 0), self._windows)
        return math.log(1 + (self._windows - seen + 0.5) / (seen + 0.5))

    def absent(self, term: str) -> bool:
        """The term occurs nowhere in the file."""
        return self._seen.get(term, 0) == 0

    def total(self, wanted: Iterable[str]) -> float:
        """Sum over the terms."""
        return sum(self.of(term) for term in wanted)
