"""A drafted sentence and a part of a page, taken apart so that they can be compared."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from appliance.assistant.values import Value, covered, values
from appliance.assistant.wording import STOP, terms
from appliance.documents.normal import normalise
from appliance.documents.quotes import find_quote

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from appliance.assistant.candidates import Candidate

_NAME = re.compile(r"\b[A-Z][\w’'-]*[a-z][\w’'-]*|\b[A-Z]{2,}\b")
_QUOTED = re.compile(r"[“\"«]([^”\"»]{3,})[”\"»]")
_NOT = re.compile(
    r"\b(?:not|no|never|nor|neither|without|none|nothing|cannot)\b|n['’]t\b|[不没无未非]",
    re.IGNORECASE,
)
# "Not less than" sets a bound, it denies nothing.
_BOUND = re.compile(
    r"\b(?:not?|never|nor)\s+(?:\w+\s+){0,2}?(?:less|more|fewer|greater|later|earlier|lower|higher"
    r"|longer|exceed(?:s|ing)?|below|above|only)\b",
    re.IGNORECASE,
)
# Checked by `bounds`: a file says "not less than" where people say "minimum".
_SET_LIMITS = frozenset(terms("minimum maximum min max least greatest highest lowest"))
# Tried in this order; what one has matched is not read again by the next.
_LIMITS = (
    (
        "least",
        r"\bno(?:t|r)?\s+(?:\w+\s+){0,3}?(?:less|fewer|lower|below|earlier)\b|不少于|不低于",
    ),
    (
        "most",
        r"\bno(?:t|r)?\s+(?:\w+\s+){0,4}?(?:more|greater|higher|later|longer|exceed\w*|above)\b"
        r"|不超过|不多于|不高于",
    ),
    (
        "least",
        r"\bat least\b|\bminimum\b|\b(?:more|greater|higher) than\b|\bexceeds\b|至少|最低",
    ),
    (
        "most",
        r"\bat most\b|\bmaximum\b|\bup to\b|\blimited to\b|\bwithin\b"
        r"|\b(?:less|fewer|lower) than\b|\bbelow\b|至多|最高",
    ),
)
_LIMIT_PATTERNS = tuple((name, re.compile(text, re.IGNORECASE)) for name, text in _LIMITS)


class Part:
    """A candidate with what is compared, worked out once.

    Dates, years and words may also stand in the headings above it; amounts may not, because a
    figure belongs to its own row.
    """

    def __init__(self, candidate: Candidate) -> None:
        self.candidate = candidate
        self.terms = set(terms(candidate.text))
        self.around = set(terms(candidate.context)) | set(terms(candidate.page.document))
        self.denies = denies(candidate.text)
        self.bounds = bounds(candidate.text)
        self._values = values(candidate.text)
        self._dates_around = [v for v in values(candidate.context) if _dated(v)]

    def has(self, value: Value) -> bool:
        """The value stands here."""
        return covered(value, self._values) or covered(value, self._dates_around)

    def times(self, value: Value) -> int:
        """How often the value stands here or, as a date, above."""
        return sum(covered(value, [mine]) for mine in (*self._values, *self._dates_around))

    def quotes(self, text: str) -> bool:
        """The words stand here, one after the other."""
        place = (self.candidate.start, self.candidate.end)
        return find_quote(self.candidate.page.text, text, within=place) is not None


class Claim:
    """A drafted sentence; `words` gives each of its terms as it is written."""

    def __init__(self, text: str) -> None:
        self.text = " ".join(normalise(text).split())
        self.values = values(self.text)
        # Figures are checked one by one; counted among the words they would outweigh them.
        spoken = _without(self.text, self.values).split()
        self.words = {term: word for word in spoken for term in terms(word)}
        self.terms = set(self.words) - _SET_LIMITS
        self.names = _names(self.text, self.values)
        self.quoted = [" ".join(found.split()) for found in _QUOTED.findall(self.text)]
        self.denies = denies(self.text)
        self.bounds = bounds(self.text)

    def missing(self, part: Part, asked: Collection[str] = ()) -> list[str]:
        """The claim's figures, names and quotations that the part does not have.

        A name may stand in the headings only if the question named it (`asked` are its words):
        other names up there are signatures and neighbours.
        """
        words = part.terms | (part.around & set(asked))
        figures = [value for value in self.values if not part.has(value)]
        figures = figures or self._too_often(part)
        return [
            *(self.text[value.start : value.end].strip(" ,.") for value in figures),
            *(name for name in self.names if not set(terms(name)) <= words),
            *(f"“{text}”" for text in self.quoted if not part.quotes(text)),
        ]

    def _too_often(self, part: Part) -> list[Value]:
        """Figures that the claim gives more often than the part does ("£29 and £29")."""
        counted = Counter(v.keys for v in self.values if v.kind in ("amount", "number", "percent"))
        return [
            value
            for value in self.values
            if counted[value.keys] > 1 and part.times(value) < counted[value.keys]
        ]


def _without(text: str, found: Iterable[Value]) -> str:
    for value in found:
        text = text[: value.start] + " " * (value.end - value.start) + text[value.end :]
    return text


def denies(text: str) -> bool:
    """The text says that something is not so."""
    return _NOT.search(_BOUND.sub(" ", " ".join(normalise(text).split()))) is not None


def bounds(text: str) -> frozenset[str]:
    """Whether the text names a least or a greatest value, or both."""
    left = " ".join(normalise(text).split())
    found = set()
    for name, pattern in _LIMIT_PATTERNS:
        left, times = pattern.subn(" ", left)
        if times:
            found.add(name)
    return frozenset(found)


def _dated(value: Value) -> bool:
    year = value.kind == "number" and all(re.fullmatch(r"(?:19|20)\d\d", k) for k in value.keys)
    return value.kind == "date" or year


def _names(text: str, found: Sequence[Value]) -> list[str]:
    """Words with a capital that are not just the first of the sentence or part of a date."""
    names = []
    for match in _NAME.finditer(text):
        inside = any(value.start <= match.start() < value.end for value in found)
        opening = not text[: match.start()].strip("\"'“‘([ ")
        if inside or match[0].casefold() in STOP or (opening and not _goes_on(text, match.end())):
            continue
        names.append(match[0])
    return names


def _goes_on(text: str, end: int) -> bool:
    """Another capitalised word follows: the first word is part of a name."""
    return _NAME.match(text[end:].lstrip(" ")) is not None
