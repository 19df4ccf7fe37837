"""Values of a field's kind in a stretch of a page: what they mean, and where they stand. Pure.

Offsets are code points of the text given, half-open. Figures and dates become one form each
("1250000", "2026-09-14"), whatever the document writes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from appliance.assistant.forms.amounts import amounts
from appliance.assistant.forms.dates import dates
from appliance.assistant.forms.records import MOST_LIST, MOST_VALUE_CP
from appliance.assistant.sentences import trimmed
from appliance.documents.normal import Normal, normalise
from appliance.errors import ValueInvalid

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from appliance.assistant.forms.dates import Order
    from appliance.assistant.forms.records import FieldKind, FormField, Value

# Groups of an account number stand apart, so it is tried before single words.
_IBAN = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?:[ \u00a0]?[A-Z0-9]{2,4}){3,8}(?![A-Za-z0-9])")
_IDENTIFIER = re.compile(
    r"(?<![\w])(?:[A-Z]{1,2}[ \u00a0](?=\d))?(?=[A-Za-z./-]*\d)[A-Za-z0-9]+(?:[./-][A-Za-z0-9]+)*"
    r"(?:[ \u00a0](?=[A-Z0-9]*\d)[A-Z0-9]{1,6}(?![\w.,/-]))*(?!\w)"
)
_LEAST_IDENTIFIER = 4
_CLAUSE = re.compile(r"\d{1,2}(?:\.\d{1,2})+")
_YES = re.compile(r"(?<!\w)(?:yes|true|oui|ja|si|sí)(?!\w)|是|有", re.IGNORECASE)
_NO = re.compile(r"(?<!\w)(?:no|not|none|false|non|nein|nil)(?!\w)|否|无|不", re.IGNORECASE)
_TICKED = re.compile(r"[☑☒✓✔✗✘\u25a0]|\[[xX]\]")
_BOX = re.compile(r"[☐□☑☒✓✔✗✘\u25a0]|\[[ xX]\]")
_BETWEEN = re.compile(r"[;；、\n]|\s[•·▪]\s|,\s(?:and\s)?|，|\s(?:and|und|et)\s|[和与及]")
_ITEM_MARK = re.compile(r"^(?:and\s+)?(?:\(\w{1,3}\)\s*|\d{1,2}[.)]\s+|[•·▪-]\s+)?")
_PARTED = re.compile(r"[;；、\n]")


class Written(NamedTuple):
    """A value and its place; `doubt` says what could also be meant, or nothing."""

    value: Value
    start: int
    end: int
    unit: str = ""
    doubt: str = ""
    marked: bool = True


def find(field: FormField, text: str, *, order: Order = "dmy") -> list[Written]:
    """All values of the field's kind, in order of the text.

    `order` reads dates such as 03/04/2026.
    """
    return [one for one in _found(field, text, order) if one.start < one.end]


def _found(field: FormField, text: str, order: Order) -> Iterable[Written]:
    if field.kind in ("number", "money"):
        return _figures(field, text)
    if field.kind == "date":
        return [Written(d.value, d.start, d.end, "", d.doubt) for d in dates(text, order)]
    if field.kind == "identifier":
        return _identifiers(text)
    if field.kind == "yes-no":
        return _yes_no(text)
    if field.kind == "choice":
        return _choices(field, text)
    if field.kind == "list":
        return _list(text)
    return _text(text)


def _figures(field: FormField, text: str) -> Iterator[Written]:
    for one in amounts(text):
        if field.kind == "money" and one.percent:
            continue
        unit = "%" if one.percent else one.currency
        if field.kind == "number":
            unit = unit or field.unit
        yield Written(one.value, one.start, one.end, unit or field.unit, "", bool(one.currency))


def _identifiers(text: str) -> Iterator[Written]:
    taken = 0
    places = [match.span() for match in _IBAN.finditer(text)]
    for match in _IDENTIFIER.finditer(text):
        if not any(a < match.end() and match.start() < b for a, b in places):
            places.append(match.span())
    for start, end in sorted(places):
        value = re.sub(r"\s", "", normalise(text[start:end]))
        if _CLAUSE.fullmatch(value):
            continue
        if start >= taken and _LEAST_IDENTIFIER <= len(value) <= 80:
            taken = end
            yield Written(value, start, end)


def _yes_no(text: str) -> Iterator[Written]:
    boxes = list(_BOX.finditer(text))
    if boxes:
        for n, box in enumerate(boxes):
            if not _TICKED.fullmatch(box[0]):
                continue
            stop = boxes[n + 1].start() if n + 1 < len(boxes) else len(text)
            before = boxes[n - 1].end() if n else 0
            after = text[box.end() : stop]
            word = _either(after) if after.strip() else _either(text[before : box.start()])
            if word is not None:
                low, high = trimmed(text, box.start(), stop)
                yield Written(word[0], low, high)
        return
    found = _either(text)
    if found is not None:
        yield Written(*found)


def _either(text: str) -> tuple[bool, int, int] | None:
    """The first yes or no of a text."""
    both = [(match.start(), match.end(), True) for match in _YES.finditer(text)]
    both += [(match.start(), match.end(), False) for match in _NO.finditer(text)]
    if not both:
        return None
    start, end, value = min(both)
    return value, start, end


def _choices(field: FormField, text: str) -> list[Written]:
    normal = Normal(text)
    words = [(word, one.value) for one in field.choices for word in (one.value, *one.words)]
    found: list[Written] = []
    for word, value in sorted(words, key=lambda pair: -len(pair[0])):
        plain = normalise(word)
        flags = re.IGNORECASE if len(plain) > 2 else 0
        pattern = rf"(?<![^\W_]){re.escape(plain)}(?![^\W_])"
        if not plain.isascii():
            pattern = re.escape(plain)
        for match in re.finditer(pattern, normal.text, flags):
            start, end = normal.to_source(*match.span())
            if not any(one.start < end and start < one.end for one in found):
                found.append(Written(value, start, end))
    return sorted(found, key=lambda one: one.start)


def _text(text: str) -> Iterator[Written]:
    start, end = trimmed(text, 0, len(text))
    end = min(end, start + MOST_VALUE_CP)
    value = one_line(text[start:end])
    if any(c.isalnum() for c in value):
        yield Written(value, start, end)


def _list(text: str) -> Iterator[Written]:
    start, end = trimmed(text, 0, len(text))
    between = _PARTED if _PARTED.search(text[start:end]) else _BETWEEN
    items: list[str] = []
    place = start
    last = start
    for match in [*between.finditer(text, start, end), None]:
        stop = match.start() if match else end
        item = _ITEM_MARK.sub("", one_line(text[place:stop])).strip(" ,;")
        if any(c.isalnum() for c in item) and len(item) <= MOST_VALUE_CP:
            if len(items) == MOST_LIST:
                break
            items.append(item)
            last = trimmed(text, place, stop)[1]
        place = match.end() if match else end
    if items:
        yield Written(tuple(dict.fromkeys(items)), start, last)


def one_line(text: str) -> str:
    """A text without line breaks and compatibility forms."""
    return " ".join(normalise(text).split())[:MOST_VALUE_CP]


def parsed(field: FormField, text: str) -> tuple[Value, str]:
    """Value and unit of what a person typed. Raises: ValueInvalid."""
    typed = " ".join(text.split()) if field.kind != "list" else text.strip()
    if not typed:
        raise ValueInvalid(value="", field=field.title, why="it is empty")
    if len(typed) > MOST_VALUE_CP * (MOST_LIST if field.kind == "list" else 1):
        why = f"it has more than {MOST_VALUE_CP} characters"
        raise ValueInvalid(value=typed[:40] + "…", field=field.title, why=why)
    if field.kind == "identifier":
        plain = re.sub(r"\s", "", normalise(typed))
        if 1 <= len(plain) <= 80:
            return plain, ""
    for one in find(field, typed):
        if (one.start, one.end) == (0, len(typed)):
            return one.value, one.unit
    raise ValueInvalid(value=typed, field=field.title, why=_WHY[field.kind])


_WHY: dict[FieldKind, str] = {
    "text": "it has no letter and no digit",
    "number": "it is no number",
    "money": "it is no amount of money",
    "date": "it is no date",
    "yes-no": "it is neither yes nor no",
    "choice": "it is none of the choices",
    "identifier": "it has more than 80 characters",
    "list": "it names nothing",
}
