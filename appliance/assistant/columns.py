"""Which figure of a row belongs to the year that a question names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from appliance.assistant.questions import Question

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_FIGURE = re.compile(r"\(?-?(?:[£$€¥]\s?)?\d[\d,.]*%?\)?")
_LABEL = re.compile(r"^(.*?[^\W\d_][^\d£$€¥(-]*)(?=[\s\t(£$€¥-]*\d)", re.DOTALL)
_NOTE_NUMBER = re.compile(r"\d{1,2}")


class Column(NamedTuple):
    """A year at the head of a column, and the figure of the row that stands under it."""

    year: str
    figure: str


def asked_for(question: Question, row: str, context: str) -> Column | None:
    """The figure under the one year that the question names; None where that is not certain.

    The head is the last run of years in the headings above the row. A row must have exactly one
    figure per year, besides the number of a note. A label that itself holds a figure ("Cost at 1
    April 2025") is not certain.
    """
    asked = {y for value in question.values for key in value.keys for y in _YEAR.findall(key[:4])}
    head = _YEAR.findall(context.rsplit(" · ", 1)[-1])
    if len(asked) != 1 or len(head) < 2 or len(set(head)) != len(head):
        return None
    (year,) = asked
    label = _LABEL.match(row)
    if year not in head or label is None or any(c.isdigit() for c in label[1]):
        return None
    figures = _FIGURE.findall(row[label.end() :])
    if len(figures) == len(head) + 1 and _NOTE_NUMBER.fullmatch(figures[0]):
        figures = figures[1:]
    if len(figures) != len(head):
        return None
    return Column(year, figures[head.index(year)])
