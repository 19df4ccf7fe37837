"""What code finds for the fields of a form: labels on the pages, and values beside them.

Every value is a stretch of a page. Its score orders candidates of one field; `confidence` makes a
probability of it. Pure.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from appliance.assistant.forms import choosing, parties, written
from appliance.assistant.forms.dates import dates, order_of
from appliance.assistant.forms.labels import is_other, labels_of, likeness, words_of
from appliance.assistant.forms.pairs import LINE, Pair, is_of_contents, pairs
from appliance.assistant.sentences import trimmed
from appliance.documents.normal import normalise

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from appliance.assistant.forms.dates import Order
    from appliance.assistant.forms.records import FormField, Value
    from appliance.assistant.forms.written import Written
    from appliance.documents.layout.records import PageLayout
    from appliance.documents.store import PageText

RULES = "labels.v1"
_SOURCES = {
    "colon": 0.97, "table": 0.97, "cells": 0.92, "means": 0.88, "led": 0.85, "column": 0.85,
    "below": 0.7, "phrase": 0.6,
}  # fmt: skip
_SHAPED = ("number", "money", "date", "identifier", "yes-no", "choice")
_LEAD_CP = 24
_PHRASE_CP = 90
_LEAST_BEFORE = 3
_LED_TEXT_CP = 120
# A currency, a colon or a bracket may stand between a label and its value.
_NEAR_CP = 3
# Shorter words ("Other", "M") name no kind of document.
_TITLE_CP = 6
_LONGEST_TEXT_CP = 240
_BELOW_CP = 80
# A running sentence, or a clause with its number.
_STARTS_SMALL = re.compile(r"\s*(?:[a-zà-ÿ,;.)\]”’]|\d{1,2}\.\d)")
_NEXT_ITEM = re.compile(r"\s*\n\s*(?:\(\w{1,3}\)|\d{1,2}[.)]|[•·▪-])\s[^\n]*")
_SECTION = re.compile(r"\s*(?:\d{1,2}(?:\.\d{1,2})*\.?|\(\w{1,3}\))\s+")
_PHRASE_END = re.compile(r"[.;,(。；，（]|\n\s*\n|\s(?:and the|which|who|whose)\s")


class Candidate(NamedTuple):
    """A value for a field, where it stands, and how well its label names the field."""

    value: Value
    unit: str
    scale: int
    page: int
    start: int
    end: int
    quote: str
    score: float
    source: str
    doubt: str = ""


class Sheet(NamedTuple):
    """A page as it is looked at."""

    page: PageText
    layout: PageLayout | None
    pairs: list[Pair]
    order: Order


def sheets(pages: Sequence[PageText], layouts: Sequence[PageLayout] = ()) -> list[Sheet]:
    """The pages of one document, taken apart once for all forms."""
    order = order_of(page.text for page in pages)
    by_page = {layout.page: layout for layout in layouts}
    return [
        Sheet(page, by_page.get(page.page), pairs(page.text, by_page.get(page.page)), order)
        for page in pages
    ]


def find(fields: Sequence[FormField], document: Sequence[Sheet]) -> list[list[Candidate]]:
    """Candidates of each field, best first, each value once."""
    found: list[list[Candidate]] = [[] for _ in fields]
    known = {words for field in fields for words in map(words_of, labels_of(field))}
    for sheet in document:
        for pair in sheet.pairs:
            for place, strength in _named(pair.label, fields):
                made = from_pair(fields[place], pair, sheet, strength, known)
                found[place] += made
        for place, field in enumerate(fields):
            found[place] += _led(field, sheet, known)
    for place, field in enumerate(fields):
        if field.kind == "choice" and not found[place]:
            found[place] += _headed(field, document)
    return [choosing.ordered(ones) for ones in found]


def _named(label: str, fields: Sequence[FormField]) -> list[tuple[int, float]]:
    """The fields that a label names best, with how well."""
    strengths = [likeness(label, field) for field in fields]
    best = max(strengths, default=0.0)
    return [(n, one) for n, one in enumerate(strengths) if one > 0 and one >= best - 0.04]


def from_pair(
    field: FormField, pair: Pair, sheet: Sheet, strength: float, known: set[tuple[str, ...]]
) -> list[Candidate]:
    """The value that a pair's stretch holds for a field, with the score of its label."""
    text = sheet.page.text
    start, end = pair.start, _value_end(text, pair, known)
    score = strength * _SOURCES[pair.source]
    if field.kind in ("number", "money") and pair.source in ("table", "column", "cells"):
        score *= choosing.column_weight(pair, sheet.pairs, text)
    if field.kind == "list":
        end = _list_end(text, end)
    made = _values(field, text[start:end], sheet.order)
    if not made:
        return []
    one = made[0]
    if field.kind in _SHAPED and one.start > _LEAD_CP:
        score *= 0.7
    if field.kind in ("text", "list") and not _plausible(text[start:end], known, pair.source):
        return []
    far = one.start > 0 or _STARTS_SMALL.match(text[start:end]) is not None
    if pair.source == "below" and field.kind in _SHAPED and far:
        return []
    return [_candidate(field, one, sheet, start, score, pair)]


def _candidate(
    field: FormField, one: Written, sheet: Sheet, offset: int, score: float, pair: Pair | None
) -> Candidate:
    start, end = offset + one.start, offset + one.end
    scale, unit, value = 1, one.unit, one.value
    if pair is not None and field.kind in ("number", "money") and isinstance(value, str):
        value, unit, scale = choosing.scaled(value, unit, pair, sheet.page.text[start:end])
    if one.doubt:
        score *= 0.85
    quote = sheet.page.text[start:end]
    source = pair.source if pair else "led"
    return Candidate(
        value, unit, scale, sheet.page.page, start, end, quote, score, source, one.doubt
    )


def _values(field: FormField, text: str, order: Order) -> list[Written]:
    made = written.find(field, text, order=order)
    if field.kind in ("number", "money"):
        made = choosing.row_figures(made, text)
    if field.kind == "identifier":
        # A date beside the label is no number of anything.
        days = dates(text, order)
        made = [
            one for one in made if not any(d.start < one.end and one.start < d.end for d in days)
        ]
    return made


def _value_end(text: str, pair: Pair, known: set[tuple[str, ...]]) -> int:
    """Where the value ends if another known label follows on the same line."""
    stretch = text[pair.start : pair.end]
    for match in re.finditer(r"\s((?:[^\W\d_]+\s?){1,4})[:：]", stretch):
        words = match[1].split()
        for first in range(len(words)):
            if words_of(" ".join(words[first:])) in known:
                return pair.start + match.start() + 1 + match[1].index(words[first])
    return pair.end


def _list_end(text: str, end: int) -> int:
    """A list goes on over the lines that follow with numbers or dots before them."""
    while (match := _NEXT_ITEM.match(text, end)) is not None:
        end = match.end()
    return end


def _plausible(text: str, known: set[tuple[str, ...]], source: str) -> bool:
    """A stretch may be the value of a text: no label itself, and no running sentence."""
    plain = " ".join(normalise(text).split())
    if not any(c.isalpha() for c in plain) or len(plain) > _LONGEST_TEXT_CP:
        return False
    if words_of(plain) in known or plain.rstrip().endswith((":", "：")):
        return False
    if source == "below" and (len(plain) > _BELOW_CP or plain.endswith((".", ","))):
        return False
    return source not in ("led", "below") or not _STARTS_SMALL.match(text)


def _led(field: FormField, sheet: Sheet, known: set[tuple[str, ...]]) -> Iterator[Candidate]:
    """Lines that begin with a label of the field, and phrases of the text that are one."""
    text = sheet.page.text
    for label in labels_of(field):
        words = len(words_of(label))
        for match in _pattern(label).finditer(text):
            start, end = match.end(), _line_end(text, match.end())
            if is_of_contents(text[match.start() : _full_line_end(text, start)]):
                continue
            opening = _opens_line(text, match.start())
            if not opening and _second_of_line(text, match) and field.kind != "list":
                yield from from_pair(field, Pair(label, start, end, "colon"), sheet, 1.0, known)
            elif field.kind in _SHAPED:
                yield from _led_by(field, sheet, match, words, end if opening else 0)
            elif opening and words > 1 and _plausible(text[start:end], known, "led"):
                made = written.find(field, text[start:end]) if end - start < _LED_TEXT_CP else []
                if made and not text[start:end].rstrip().endswith((".", ",", ";")):
                    yield _candidate(field, made[0], sheet, start, 0.75, None)
            if field.kind == "list" or (field.kind == "text" and words > 2):
                score = 0.6 + words / 100 + len(label) / 10_000
                yield from _phrase(field, sheet, start, score)


def _led_by(
    field: FormField, sheet: Sheet, match: re.Match[str], words: int, end: int
) -> Iterator[Candidate]:
    """The first value of the kind that follows a label; `end` is that of its line, 0 in a text."""
    text = sheet.page.text
    start, opening = match.end(), end > 0
    stretch = text[start : min(end or len(text), start + _PHRASE_CP)]
    made = _values(field, stretch, sheet.order)
    if not made or field.kind == "choice":
        return
    near = made[0].start <= _NEAR_CP
    if (words < 2 and not near) or (field.kind == "yes-no" and not (near and opening)):
        return
    if is_other(stretch[: made[0].start]) or is_other(_word_before(text, match.start())):
        return
    if not opening and not _running_text(text, match.start()):
        return
    score = (0.85 if opening and near else 0.72 if opening else 0.6) - 0.1 * (not near)
    yield _candidate(field, made[0], sheet, start, score, _row_of(sheet, match.start()))


def _second_of_line(text: str, match: re.Match[str]) -> bool:
    """A label with its colon after another such on the same line."""
    begin = max(text.rfind("\n", 0, match.start()), text.rfind("\r", 0, match.start())) + 1
    before = text[begin : match.start()]
    return match[0].rstrip().endswith((":", "：")) and (":" in before or "：" in before)


def _phrase(field: FormField, sheet: Sheet, start: int, score: float) -> Iterator[Candidate]:
    """What follows a phrase such as "governed by the laws of", to the end of its clause."""
    text = sheet.page.text
    if field.kind == "list":
        made = parties.listed(text, start)
        if made is not None:
            yield _candidate(field, made, sheet, 0, 0.8 if made.marked else score, None)
        return
    stop = _PHRASE_END.search(text, start)
    start, end = trimmed(text, start, min(stop.start() if stop else len(text), start + _PHRASE_CP))
    for one in written.find(field, text[start:end]):
        yield _candidate(field, one, sheet, start, score, None)


def _row_of(sheet: Sheet, offset: int) -> Pair | None:
    """Unit and scale of the table in which the line stands."""
    if sheet.layout is None:
        return None
    for table in sheet.layout.tables:
        if table.start <= offset < table.end:
            return Pair("", offset, offset, "led", "", table.currency, table.scale)
    return None


def _headed(field: FormField, document: Sequence[Sheet]) -> Iterator[Candidate]:
    """A choice named in the first lines of the document, if only one is."""
    for sheet in document[:1]:
        lines = [match.span() for match in LINE.finditer(sheet.page.text)][:6]
        if not lines:
            return
        head = sheet.page.text[: lines[-1][1]]
        made = [one for one in written.find(field, head) if one.end - one.start >= _TITLE_CP]
        if made and len({one.value for one in made}) == 1:
            yield _candidate(field, made[0], sheet, 0, 0.6, None)


def _pattern(label: str) -> re.Pattern[str]:
    plain = r"\s+".join(re.escape(word) for word in label.split())
    before, after = (r"(?<![\w-])", r"(?![\w-])") if label.isascii() else ("", "")
    return re.compile(rf"{before}{plain}{after}[ \t]*[:：]?[ \t]*", re.IGNORECASE)


def _opens_line(text: str, start: int) -> bool:
    begin = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start), text.rfind("\t", 0, start))
    before = text[begin + 1 : start]
    return not before.strip() or _SECTION.fullmatch(before) is not None


def _running_text(text: str, start: int) -> bool:
    """The place is inside a sentence, not inside the label of another thing."""
    begin = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    match = LINE.search(text, start)
    line = text[begin : match.end() if match else len(text)].rstrip()
    if "\t" in line or not text[begin:start].strip():
        return False
    return len(text[begin:start].split()) >= _LEAST_BEFORE or line.endswith((".", "。", ";"))


def _word_before(text: str, start: int) -> str:
    match = re.search(r"(\w+)[ \t]+$", text[max(0, start - 30) : start])
    return match[1] if match else ""


def _full_line_end(text: str, start: int) -> int:
    match = re.compile(r"[\r\n]").search(text, start)
    return match.start() if match else len(text)


def _line_end(text: str, start: int) -> int:
    match = re.compile(r"[\r\n]|\t|\s{3,}").search(text, start)
    return match.start() if match else len(text)
