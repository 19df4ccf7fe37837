"""Which of several values for a field is meant, and in what a figure of a table counts. Pure."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from appliance.assistant.values import values
from appliance.documents.normal import Normal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from appliance.assistant.forms.finding import Candidate
    from appliance.assistant.forms.pairs import Pair
    from appliance.assistant.forms.written import Written

_YEAR = re.compile(r"(?:19|20)\d\d")
_NOTE_HEAD = re.compile(r"notes?\.?|附注|注释", re.IGNORECASE)
_NOTE = re.compile(r"\d{1,2}(?:\.\d)?|\(?[a-z]\)?")
# A second place that says the same makes a value surer by this part of what is left.
_AGAIN = 0.35


def ordered(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Each value once, at its best place, best first; said in several places it counts more."""
    by_value: dict[object, list[Candidate]] = {}
    for one in candidates:
        by_value.setdefault(one.value, []).append(one)
    best = []
    for ones in by_value.values():
        ones.sort(key=lambda one: (-one.score, one.page, one.start))
        left = 1 - ones[0].score
        places = {(one.page, one.start) for one in ones[1:]} - {(ones[0].page, ones[0].start)}
        for _ in range(min(3, len(places))):
            left *= 1 - _AGAIN * ones[0].score
        best.append(ones[0]._replace(score=1 - left))
    return sorted(best, key=lambda one: (-one.score, one.page, one.start))


def row_figures(made: Sequence[Written], text: str) -> list[Written]:
    """The figures without parts of dates and without the number of a note before them."""
    days = [one for one in values(text) if one.kind == "date"]
    normal = Normal(text)
    places = [normal.to_source(day.start, day.end) for day in days]
    kept = [one for one in made if not any(a < one.end and one.start < b for a, b in places)]
    if len(kept) > 1 and not kept[0].marked and _NOTE.fullmatch(text[kept[0].start : kept[0].end]):
        between = text[kept[0].end : kept[1].start]
        return kept if between.strip() else kept[1:]
    return kept


def column_weight(pair: Pair, row: Sequence[Pair], text: str) -> float:
    """1 for the figure of a row that is meant: of the latest year, else the first, never a note."""
    shown = text[pair.start : pair.end].strip()
    mates = [one for one in row if one.row == pair.row and one.row >= 0 and one.label == pair.label]
    if _NOTE_HEAD.fullmatch(pair.heading.strip()):
        return 0.0
    if len(mates) > 1 and _NOTE.fullmatch(shown) and not pair.heading:
        return 0.1
    years = {one.column: _latest(one.heading) for one in mates}
    if any(years.values()):
        return 1.0 if years.get(pair.column) == max(years.values()) else 0.4
    figures = [
        one
        for one in mates
        if not _NOTE_HEAD.fullmatch(one.heading.strip())
        and not (len(mates) > 1 and _NOTE.fullmatch(text[one.start : one.end].strip()))
    ]
    first = min((one.column for one in figures), default=pair.column)
    return 1.0 if pair.column == first else 0.5


def _latest(heading: str) -> int:
    return max((int(year) for year in _YEAR.findall(heading)), default=0)


def scaled(value: str, unit: str, pair: Pair, quote: str) -> tuple[str, str, int]:
    """A table's figure in whole units, its currency, and what it was multiplied by."""
    if not unit and pair.unit and pair.unit != "%":
        unit = pair.unit
    if pair.scale == 1 or unit == "%" or not re.search(r"\d", quote):
        return value, unit, 1
    if pair.source not in ("table", "column", "cells", "led") or not _is_number(value):
        return value, unit, 1
    return f"{Decimal(value) * pair.scale:f}", unit, pair.scale


def _is_number(value: str) -> bool:
    try:
        return Decimal(value).is_finite()
    except InvalidOperation:
        return False
