"""Values that a paper states beside words: amounts, dates, names, numbers; and when two agree."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, NamedTuple

from appliance.assistant.forms.amounts import amounts
from appliance.assistant.forms.dates import order_of
from appliance.documents.normal import normalise
from appliance.review.checks.days import days, said
from appliance.review.checks.labelled import stretches

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from appliance.assistant.forms.amounts import Amount
    from appliance.assistant.forms.dates import Order
    from appliance.review.checks.labelled import Stretch
    from appliance.review.papers.reading import Papers
    from appliance.review.records import PaperRead

Kind = Literal["amount", "date", "text", "identifier"]

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_NOTES = re.compile(r"^\s*(?:notes?|ref|no\.?|附注|注释|行次)\s*$", re.IGNORECASE)
_SCALE_WORD = re.compile(
    r"(?:thousand|(?<=\d)\s?k|千)\b|(?P<six>million|mn|(?<=\d)\s?m\b|百万)|(?P<nine>billion|bn)"
    r"|(?P<four>万)|(?P<eight>亿)",
    re.IGNORECASE,
)
_FRACTION = re.compile(r"\d[.,](\d{1,2})(?!\d)")
_NUMBER = re.compile(
    r"(?=[A-Za-z0-9/.\- ]{0,40}\d)[A-Za-z0-9][A-Za-z0-9/.\-]{2,40}(?: [A-Z0-9]{2,6})*"
)
# "No. 4471" is the number 4471; "NO93" begins a number of Norway.
_BEFORE_NUMBER = re.compile(
    r"\s*(?:(?:[Nn]o|[Nn]r|[Rr]ef|NO|NR|REF)\."
    r"|(?:[Nn]o|[Nn]r|[Rr]ef|[Nn]umber|[Rr]eference)\b|N[°º]|[№#])[:\s]*"
)
_WORD = re.compile(r"[^\W_]+")
_SAME_WORDS = {
    "ltd": "limited", "co": "company", "inc": "incorporated", "corp": "corporation",
    "st": "street", "rd": "road", "ave": "avenue", "dr": "drive", "mr": "", "mrs": "", "ms": "",
    "and": "", "the": "", "of": "",
}  # fmt: skip
_MOST_TEXT_CP = 120
_NAME_WORDS = 5
# "Turnover rose by 11 per cent to £4,182,600": an amount may follow its one word at this distance.
_NEAR_CP = 48


class Stated(NamedTuple):
    """A value in a paper.

    `key` compares; `shown` is as a sentence writes it; `unit` is the last place of an amount.
    `strong` where it stands in a form or table, so that its label surely is its own.
    """

    document_id: int
    page: int
    start: int
    end: int
    key: str
    shown: str
    currency: str = ""
    unit: Decimal = Decimal(0)
    strong: bool = True


def stated_in(papers: Papers, paper: PaperRead, labels: Sequence[str], kind: Kind) -> list[Stated]:
    """What the paper states beside these words, each value once; forms and tables before prose."""
    texts = papers.texts(paper.document_id)
    order = order_of(page.text for page in texts)
    strong: list[tuple[float, Stated]] = []
    weak: list[Stated] = []
    for page in texts:
        layout = papers.layout(paper.document_id, page.page)
        found = stretches(page.text, layout, labels, near_cp=_NEAR_CP)
        for one in _own_columns(page.text, found):
            for value in _values(page.text, one, kind, order):
                stated = value._replace(document_id=paper.document_id, page=page.page)
                if one.source == "pair":
                    strong.append((one.likeness, stated))
                elif kind in ("amount", "date"):
                    weak.append(stated._replace(strong=False))
    if strong:
        best = max(likeness for likeness, _ in strong)
        return _once(stated for likeness, stated in strong if likeness >= min(best, 0.95))
    return _once(weak)


def _own_columns(text: str, found: Iterable[Stretch]) -> list[Stretch]:
    """Of the figures of one row, those of the newest year; without years the first figure."""
    rows: dict[int, list[Stretch]] = {}
    kept: list[Stretch] = []
    for one in found:
        if one.row < 0 or one.source != "pair":
            kept.append(one)
        elif not _NOTES.match(one.heading):
            rows.setdefault(one.row, []).append(one)
    for own in rows.values():
        years = [(max(map(int, _YEAR.findall(one.heading)), default=0), one) for one in own]
        newest = max(year for year, _ in years)
        if newest:
            kept += [one for year, one in years if year == newest]
        else:
            kept.append(min(own, key=lambda one: one.start))
    return sorted(kept, key=lambda one: one.start)


def _values(text: str, one: Stretch, kind: Kind, order: Order) -> list[Stated]:
    low, high = one.start, one.end
    part = text[low:high]
    if kind == "date":
        return [
            Stated(0, 0, low + day.start, low + day.end, day.day.isoformat(), said(day.day))
            for day in days(part, order)[:1]
        ]
    if kind == "amount":
        return _amounts(part, one)
    line = part.split("\n")[0].split("\t")[0]
    line = re.split(r"\s{3,}", line.strip())[0].rstrip(" .,;。；")
    start = low + part.find(line) if line else low
    if kind == "identifier":
        before = _BEFORE_NUMBER.match(line)
        match = _NUMBER.search(line, before.end() if before else 0)
        if match is None:
            return []
        key = re.sub(r"[^A-Z0-9]", "", match[0].upper())
        place = (start + match.start(), start + match.end())
        return [Stated(0, 0, *place, key, match[0])] if any(map(str.isdigit, key)) else []
    key = " ".join(_words(line))
    shown = line if len(line) <= _MOST_TEXT_CP else f"{line[:_MOST_TEXT_CP].rstrip()} …"
    return [Stated(0, 0, start, start + len(line), key, shown)] if key else []


def _amounts(part: str, one: Stretch) -> list[Stated]:
    dated = [(day.start, day.end) for day in days(part)]
    found: list[Stated] = []
    for amount in amounts(part):
        inside = any(a < amount.end and amount.start < b for a, b in dated)
        if amount.percent or inside:
            continue
        if one.source == "text" and not amount.currency:
            continue
        value, unit = _scaled(part, amount, one)
        shown = " ".join(part[amount.start : amount.end].split())
        currency = amount.currency or (one.unit if len(one.unit) == 3 else "")
        place = (one.start + amount.start, one.start + amount.end)
        found.append(Stated(0, 0, *place, f"{value.normalize():f}", shown, currency, unit))
        if one.source == "pair" or len(found) == 2:
            break
    return found


def _scaled(part: str, amount: Amount, one: Stretch) -> tuple[Decimal, Decimal]:
    """The amount with its table's scale, and what one of its last digit is worth."""
    value = Decimal(amount.value)
    written = part[amount.start : amount.end]
    fraction = _FRACTION.search(written)
    unit = Decimal(1).scaleb(-len(fraction[1])) if fraction else Decimal(1)
    word = _SCALE_WORD.search(written)
    if word is not None:
        names = {"six": 6, "nine": 9, "four": 4, "eight": 8}
        power = next((exp for name, exp in names.items() if word[name]), 3)
        return value, unit.scaleb(power)
    if one.source == "pair" and one.scale > 1:
        return value * one.scale, unit * one.scale
    return value, unit


def _once(found: Iterable[Stated]) -> list[Stated]:
    kept: dict[str, Stated] = {}
    for one in found:
        kept.setdefault(one.key, one)
    return list(kept.values())


def _words(text: str) -> list[str]:
    plain = normalise(text).casefold()
    words = (_SAME_WORDS.get(word, word) for word in _WORD.findall(plain))
    return [word for word in words if word]


def agree(a: Stated, b: Stated, kind: Kind, tolerance: float) -> bool:
    """Whether two statements say the same; an amount may be rounded to the coarser one's digits."""
    if kind == "amount":
        if a.currency and b.currency and a.currency != b.currency:
            return False
        x, y = abs(Decimal(a.key)), abs(Decimal(b.key))
        coarser = max(a.unit, b.unit)
        allowed = max(
            coarser / 2 if coarser != min(a.unit, b.unit) else Decimal(0),
            Decimal(str(tolerance)) * max(x, y),
        )
        return abs(x - y) <= allowed
    if kind == "text":
        return _same_text(a.key, b.key)
    return a.key == b.key


def _same_text(a: str, b: str) -> bool:
    """The same words in any order; a name may be written with initials or without a middle one."""
    x, y = a.split(), b.split()
    if sorted(x) == sorted(y) or "".join(x) == "".join(y):
        return True
    return _short_of(x, y) or _short_of(y, x)


def _short_of(short: list[str], full: list[str]) -> bool:
    """Each word of a name is one of the full name's, or the first letter of one."""
    if not 2 <= len(short) <= len(full) <= _NAME_WORDS:
        return False
    if not all(word.isalpha() for word in (*short, *full)):
        return False
    left = list(full)
    for word in short:
        match = next((one for one in left if one == word), None) or next(
            (one for one in left if len(word) == 1 and one.startswith(word)), None
        )
        if match is None:
            return False
        left.remove(match)
    return any(len(word) > 1 for word in short)
