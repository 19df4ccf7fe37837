"""What a document is by its own words: whose, of which period, of which kind. Pure.

Kept as JSON with the document, and compared with what a question says about the document it means.
It makes passages of that document come earlier; it never hides those of another one.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from appliance.documents.normal import normalise
from appliance.retrieval.abbreviations import abbreviates, candidates
from appliance.retrieval.context import title

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

# What a document is stands at its beginning.
FIRST_PAGES = 3
_MOST_NAMES = 4
_MOST_SYMBOLS = 8
# A name in the place that forms have for it outweighs any number of mentions.
_REGISTRANT_COUNTS = 1000

_FORMS = (
    "incorporated|inc|corporation|corp|company|co|limited|ltd|plc|llc|llp|lp|gmbh|ag|se|sa|nv|bv|"
    "spa|oyj|ab|asa|holdings|group"
)
_NAME = re.compile(
    r"\b((?:[A-Z][\w&.'’-]{0,60}[ ,]{1,9}|&[ ]{1,9}|and[ ]{1,9}|of[ ]{1,9}){1,5}"
    rf"(?i:{_FORMS}))\b\.?"
)
_REGISTRANT = re.compile(r"\(\s{0,20}exact name of registrant", re.IGNORECASE)
# The name stands right above it, or before it on its line.
_REGISTRANT_WITHIN_CP, _REGISTRANT_CP = 400, 80
_CHINESE_NAME = re.compile(
    r"[\u4e00-\u9fff()（）]{2,30}?(?:股份有限公司|有限责任公司|有限公司|集团)"
)
_SYMBOL = re.compile(r"\b[A-Z]{2,5}(?:\d{2}[A-Z]?)?\b")
_SYMBOLS_AREA = re.compile(r"12\(b\)(.{0,3000}?)12\(g\)", re.IGNORECASE | re.DOTALL)
_EXCHANGES = frozenset({"NYSE", "NASDAQ", "LLC", "INC", "THE", "NEW", "YORK", "STOCK", "EXCHANGE"})

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_ENDED = re.compile(
    r"(?:year|period|quarter|months|weeks)\s+ended:?\s+("
    + "|".join(_MONTHS)
    + r")\s+\d{1,2},?\s+(20\d\d|19\d\d)",
    re.IGNORECASE,
)
_DATED = re.compile("(" + "|".join(_MONTHS) + r")\s+\d{1,2},?\s+(20\d\d|19\d\d)", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?:FY\s?|CY\s?)?(20\d\d|19\d\d)(?!\d)(?:\s?年)?", re.IGNORECASE)
_SHORT_YEAR = re.compile(r"\b(?:FY|CY)\s?['’]?(\d\d)\b", re.IGNORECASE)
_QUARTER = re.compile(
    r"(?<![a-z])Q([1-4])(?![0-9])|\b(first|second|third|fourth)\s+(?:fiscal\s+)?quarter|第([一二三四])季度",
    re.IGNORECASE,
)
_QUARTER_NAMES = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "一": 1,
    "二": 2,
    "三": 3,
    "四": 4,
}
# A year that ends this early is mostly called by the year before.
_EARLY_MONTHS = 2

# A kind of document, what it calls itself, and what a question may call it beside that.
_KINDS: tuple[tuple[str, str], ...] = (
    ("annual report", r"form\s+10-?k|\b10-?k\b|form\s+20-?f|annual report|年度报告|年报"),
    ("quarterly report", r"form\s+10-?q|\b10-?q\b|quarterly report|季度报告|季报"),
    ("current report", r"form\s+8-?k|\b8-?k\b|current report|临时公告"),
    (
        "earnings release",
        r"earnings release|\bearnings\b|(?:reports|announces)[^\n]{0,60}(?:results|earnings)"
        r"|业绩快报|业绩公告",
    ),
    ("proxy statement", r"proxy statement|schedule 14a|def\s*14a"),
    ("non-disclosure agreement", r"non-?disclosure|confidentiality agreement|\bnda\b|保密协议"),
    ("loan agreement", r"(?:loan|credit|facility) agreement|贷款合同|借款合同|授信合同"),
    ("contract", r"\bagreement\b|\bcontract\b|合同|协议"),
)
_KIND_PATTERNS = tuple((name, re.compile(words, re.IGNORECASE)) for name, words in _KINDS)
_GENERIC = frozenset(re.split(r"\|", _FORMS)) | {
    "the",
    "and",
    "of",
    "&",
    "de",
    "annual",
    "report",
    "form",
    "dated",
    "earnings",
    "pdf",
}
_WORD = re.compile(r"[^\W_]+")

_NAMED = re.compile(r"[^\W_]+|&")
_CAPITALS = re.compile(r"\b[A-Z]{2,5}\b")
_CAPITALISED = re.compile(r"\b[A-Z][^\W_]{2,}")
_LEAST_NAME = 3

# How sure a name is that a question gives by its first word, a short form, or as it begins.
_BY_FIRST_WORD, _BY_SHORT_FORM, _BY_BEGINNING = 0.6, 0.9, 0.8
# A year by which the document's own may be called, too; another year that is asked for.
_ALSO_CALLED, _COMPARED_YEAR, _QUARTER_SHARE = 0.8, 0.4, 0.4
# A difference smaller than this counts for less than the whole share.
_LEAST_SPREAD = 0.5
# What agreement in one respect is worth, of 1 for all.
_NAME_SHARE, _PERIOD_SHARE, _KIND_SHARE = 0.7, 0.2, 0.1


@dataclass(frozen=True, slots=True)
class Facts:
    """Of one document; all may be empty.

    Attributes:
        names: of companies or persons it is about, and its file's name as words.
        symbols: short forms under which its securities trade.
        years: that its period may be called by, the likeliest first.
        quarter: 1 to 4, or 0.
        kind: one of a closed list, or "".
    """

    names: tuple[str, ...] = ()
    symbols: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    quarter: int = 0
    kind: str = ""

    def record(self) -> dict[str, Any]:
        """As JSON holds it."""
        return asdict(self)


def from_record(record: Mapping[str, Any]) -> Facts:
    """What `record` gave; what is missing or of another shape is left empty."""
    return Facts(
        names=tuple(map(str, _sequence(record.get("names")))),
        symbols=tuple(map(str, _sequence(record.get("symbols")))),
        years=tuple(year for year in _sequence(record.get("years")) if isinstance(year, int)),
        quarter=value if isinstance(value := record.get("quarter"), int) else 0,
        kind=str(record.get("kind") or ""),
    )


def of_document(name: str, pages: Sequence[str]) -> Facts:
    """Read the facts of a document from its name and its first pages."""
    called = title(name)
    text = normalise("\n".join(pages[:FIRST_PAGES]))
    return Facts(
        names=_names(text, called),
        symbols=_symbols(text),
        years=_years(text, called),
        quarter=_quarter(called) or _quarter(text[:1500]),
        kind=_kind(called) or _kind(text[:3000]),
    )


class _Name(NamedTuple):
    """A name as it is compared: its telling words, all in one, and what short forms stand for."""

    words: tuple[str, ...]
    joined: str
    full: str


class Profile:
    """A document's facts, prepared for comparing them with many questions."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.symbols = frozenset(facts.symbols)
        self.names = tuple(dict.fromkeys(filter(None, map(_name, facts.names))))


def likeness(question: str, documents: Sequence[Profile]) -> list[float]:
    """How well each document is the one that a question means, from 0 to 1.

    What all documents have in common tells nothing and counts for nothing.
    """
    if len(documents) < 2:
        return [0.0] * len(documents)
    asked = _Asked(normalise(question))
    columns = (
        (_NAME_SHARE, [asked.names(one) for one in documents]),
        (_PERIOD_SHARE, [asked.period(one.facts) for one in documents]),
        (_KIND_SHARE, [asked.kind(one.facts) for one in documents]),
    )
    found = [0.0] * len(documents)
    for share, values in columns:
        least, most = min(values), max(values)
        if most > least:
            weight = share / max(most - least, _LEAST_SPREAD)
            found = [
                old + weight * (value - least) for old, value in zip(found, values, strict=True)
            ]
    return found


class _Asked:
    """What a question says about the document it means."""

    def __init__(self, question: str) -> None:
        plain = question.casefold()
        self._words = frozenset(_WORD.findall(plain))
        self._joined = "".join(_WORD.findall(plain))
        self._short = candidates(question)
        self._capitals = frozenset(_CAPITALS.findall(question))
        self._starts = frozenset(word.casefold() for word in _CAPITALISED.findall(question))
        self._years = years_in(question)
        self._quarter = _quarter(question)
        self._kind = _kind(question)
        self._known: dict[_Name, float] = {}

    def names(self, document: Profile) -> float:
        if self._capitals & document.symbols:
            return 1.0
        return max(map(self._name, document.names), default=0.0)

    def _name(self, name: _Name) -> float:
        if name not in self._known:
            self._known[name] = self._compared(name)
        return self._known[name]

    def _compared(self, name: _Name) -> float:
        first = name.words[0]
        if len(name.joined) > _LEAST_NAME and name.joined in self._joined:
            return 1.0
        if any(abbreviates(short, name.full) for short in self._short):
            return _BY_SHORT_FORM
        # The first word of a name is what it is called by.
        if len(first) >= _LEAST_NAME and first in self._words:
            share = sum(word in self._words for word in name.words) / len(name.words)
            return _BY_FIRST_WORD + (1 - _BY_FIRST_WORD) * share
        # A company's name is often written as one word, by files and by people.
        begins = "".join(name.words[:2])
        if len(begins) >= 2 * _LEAST_NAME and begins in self._joined:
            return _BY_BEGINNING
        return _BY_BEGINNING if any(first.startswith(word) for word in self._starts) else 0.0

    def period(self, facts: Facts) -> float:
        value = 0.0
        if self._years and facts.years:
            latest = max(self._years)
            if latest == facts.years[0]:
                value = 1.0
            elif latest in facts.years:
                value = _ALSO_CALLED
            elif self._years.intersection(facts.years):
                value = _COMPARED_YEAR
        if self._quarter:
            same = self._quarter == facts.quarter
            value = (1 - _QUARTER_SHARE) * value + (_QUARTER_SHARE if same else 0.0)
        return value

    def kind(self, facts: Facts) -> float:
        return 1.0 if self._kind and self._kind == facts.kind else 0.0


def years_in(text: str) -> frozenset[int]:
    """Years that a text names: “FY2022”, “2022”, “FY22”."""
    full = {int(found) for found in _YEAR.findall(text)}
    return frozenset(full | {2000 + int(found) for found in _SHORT_YEAR.findall(text)})


def _name(name: str) -> _Name | None:
    words = [word for word in _WORD.findall(name.casefold()) if _telling(word)]
    if not words:
        return None
    full = [word for word in _NAMED.findall(name) if word == "&" or _telling(word.casefold())]
    return _Name(tuple(words), "".join(words), " ".join(full))


def _telling(word: str) -> bool:
    """Whether a word of a name tells it from others; numbers and kinds of papers do not."""
    return word not in _GENERIC and not any(letter.isdigit() for letter in word)


def _names(text: str, called: str) -> tuple[str, ...]:
    counted: Counter[str] = Counter()
    for match in _REGISTRANT.finditer(text):
        before = text[max(0, match.start() - _REGISTRANT_WITHIN_CP) : match.start()].rstrip()
        said = " ".join(before.rpartition("\n")[2][-_REGISTRANT_CP:].split())
        if len(said) > 1:
            counted[said] += _REGISTRANT_COUNTS
    for line in text.splitlines():
        for match in _NAME.finditer(line):
            counted[" ".join(match.group(1).split())] += 1
    for match in _CHINESE_NAME.finditer(text):
        counted[match.group()] += 1
    names = [name for name, count in counted.most_common(_MOST_NAMES) if count > 1]
    return tuple(dict.fromkeys([called, *names]))


def _symbols(text: str) -> tuple[str, ...]:
    match = _SYMBOLS_AREA.search(text)
    if match is None:
        return ()
    found = [word for word in _SYMBOL.findall(match.group(1)) if word not in _EXCHANGES]
    return tuple(dict.fromkeys(found))[:_MOST_SYMBOLS]


def _years(text: str, called: str) -> tuple[int, ...]:
    counted: Counter[int] = Counter()
    ended = _ENDED.search(text)
    if ended is not None:
        month, year = _MONTHS.index(ended.group(1).casefold()) + 1, int(ended.group(2))
        counted[year] += 10
        if month <= _EARLY_MONTHS:
            counted[year - 1] += 9
    counted.update({year: 11 for year in years_in(called)})
    dated = _DATED.search(text)
    if not counted and dated is not None:
        counted[int(dated.group(2))] += 1
    return tuple(year for year, _ in counted.most_common())


def _quarter(text: str) -> int:
    match = _QUARTER.search(text)
    if match is None:
        return 0
    digit, english, chinese = match.groups()
    return int(digit) if digit else _QUARTER_NAMES[(english or chinese).casefold()]


def _kind(text: str) -> str:
    return next((name for name, words in _KIND_PATTERNS if words.search(text)), "")


def _sequence(value: object) -> Iterable[Any]:
    return value if isinstance(value, (list, tuple)) else ()
