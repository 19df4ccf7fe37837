"""Names listed in running text: "between A Limited and B plc", or numbered one below the other."""

from __future__ import annotations

import re
from itertools import pairwise

from appliance.assistant.forms.records import MOST_LIST
from appliance.assistant.forms.written import Written, one_line
from appliance.assistant.sentences import trimmed

_REACH_CP = 2000
_ITEM = re.compile(r"(?:^|\n)\s*[(（]?(\d{1,2})[)）.]\s*", re.MULTILINE)
# A name ends where what is said of it begins.
_NAME_END = re.compile(
    r",\s(?=[a-z])|\s?[(（]|\s[-–—]\s|;|；|。|，|,?\s(?:whose|having|acting|incorporated|registered)\s"
    r"|\s+and\s*$|\s*$"
)
# "Inc." before a small letter ends no sentence.
_STOP = re.compile(r"[.;。；](?=\s+[^a-z\s]|\s*$)|\n\s*\n|,\s(?:dated|on|for|in|with|whereby)\s")
_AND = re.compile(r"\s(?:and|und|et)\s|[和与及、]|;\s|\s&\s")
_NAME = re.compile(r"[A-Z\u3400-\u9fff\d“\"]")
_SHORTEST_CP = 3
_LONGEST_CP = 120


def listed(text: str, start: int) -> Written | None:
    """Names that follow on the place `start`, or None; `marked` if they are numbered."""
    return _numbered(text, start) or _in_a_row(text, start)


def _numbered(text: str, start: int) -> Written | None:
    stretch = text[start : start + _REACH_CP]
    marks: list[re.Match[str]] = []
    for match in _ITEM.finditer(stretch):
        if int(match[1]) == len(marks) + 1:
            marks.append(match)
    if len(marks) < 2 or stretch[: marks[0].start()].strip(" :：\n\r\t-–—"):
        return None
    ends = [mark.start() for mark in marks[1:]]
    ends.append(min(marks[-1].end() + _LONGEST_CP, len(stretch)))
    spans = [
        name
        for mark, end in zip(marks, ends, strict=True)
        if (name := _name(stretch, mark.end(), end)) is not None
    ]
    return _made(text, start, spans, marked=True)


def _in_a_row(text: str, start: int) -> Written | None:
    stop = _STOP.search(text, start, start + 300)
    stretch = text[start : stop.start() if stop else min(len(text), start + 300)]
    cuts = [0, *(place for match in _AND.finditer(stretch) for place in match.span())]
    cuts.append(len(stretch))
    spans = []
    for low, high in list(pairwise(cuts))[::2]:
        name = _name(stretch, low, high)
        if name is None:
            break
        spans.append(name)
    return _made(text, start, spans, marked=False)


def _name(stretch: str, low: int, high: int) -> tuple[int, int] | None:
    low, high = trimmed(stretch, low, high)
    while low < high and stretch[low] in ":：":
        low, high = trimmed(stretch, low + 1, high)
    match = _NAME_END.search(stretch, low, high)
    low, end = trimmed(stretch, low, match.start() if match else high)
    if not _SHORTEST_CP <= end - low <= _LONGEST_CP or not _NAME.match(stretch[low:end]):
        return None
    return low, end


def _made(text: str, start: int, spans: list[tuple[int, int]], *, marked: bool) -> Written | None:
    if len(spans) < 2:
        return None
    names = tuple(dict.fromkeys(one_line(text[start + a : start + b]) for a, b in spans))
    return Written(names[:MOST_LIST], start + spans[0][0], start + spans[-1][1], marked=marked)
