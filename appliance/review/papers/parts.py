"""Sentences of a paper with the numbered section in which each stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from appliance.assistant.forms.pairs import is_of_contents
from appliance.assistant.sentences import sentences, trimmed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appliance.review.papers.reading import Papers
    from appliance.review.records import PaperRead

# "4. Use", "Section 4 – Use", "10.2 The Borrower …", "Article IV" is read as no number.
_NUMBERED = re.compile(
    r"^[ \t]*(?:(?:section|clause|article|§)\s?)?(\d{1,2}(?:\.\d{1,2}){0,2})(?:[.):]|\s?[-–—])?"
    r"[ \t]+(?=[A-Z“\"(\u4e00-\u9fff])|^[ \t]*第\s?([一二三四五六七八九十]{1,3}|\d{1,2})\s?条",
    re.IGNORECASE | re.MULTILINE,
)
_CASED = re.compile(r"[A-Z“\"(\u4e00-\u9fff]")
_HEADING_END = re.compile(r"[.:：]\s|[\r\n]|\s[-–—]\s")
_MOST_SECTIONS = 99
_DIGITS = "一二三四五六七八九"
_MOST_HEADING_CP = 70
_LONGEST_CP = 900


class Sentence(NamedTuple):
    """A sentence; `section` is "4.2", "" before the first; `heading` that of its section."""

    document_id: int
    page: int
    start: int
    end: int
    text: str
    section: str
    heading: str


def sentences_of(papers: Papers, paper: PaperRead) -> Iterator[Sentence]:
    """All sentences in order; very long ones are cut at their semicolons."""
    section = heading = ""
    headings: dict[str, str] = {}
    for page in papers.texts(paper.document_id):
        marks = [one for one in _marks(page.text) if _is_section(one[2])]
        place = 0
        bounds = [*(start for start, _, _ in marks), len(page.text)]
        numbers = ["", *(number for _, _, number in marks)]
        bodies = [0, *(body for _, body, _ in marks)]
        for number, body, stop in zip(numbers, bodies, bounds, strict=True):
            if number:
                section = number
                heading = _heading(page.text, body, stop) or headings.get(_parent(number), "")
                headings.setdefault(number, heading)
            for low, high in _cut(page.text, place, stop):
                yield Sentence(
                    paper.document_id, page.page, low, high, page.text[low:high], section, heading
                )
            place = stop


def _marks(text: str) -> list[tuple[int, int, str]]:
    """Where numbered sections begin: start, where their words begin, number."""
    found = []
    for match in _NUMBERED.finditer(text):
        end = text.find("\n", match.start())
        if is_of_contents(text[match.start() : end if end >= 0 else len(text)]):
            continue
        if match[1] and not _CASED.match(text, match.end()):
            continue
        found.append((match.start(), match.end(), figures(match[1] or match[2])))
    return found


def _is_section(number: str) -> bool:
    """A row of a table may begin with a figure too; no paper has a hundred sections."""
    return 0 < int(number.split(".")[0]) <= _MOST_SECTIONS


def _parent(number: str) -> str:
    return number.rpartition(".")[0]


def _heading(text: str, start: int, stop: int) -> str:
    """The words of a section's heading, if it has one: short, and a line or clause of its own."""
    end = _HEADING_END.search(text, start, min(stop, start + _MOST_HEADING_CP + 2))
    return text[start : end.start()].strip() if end else ""


def _rows_apart(text: str) -> Iterator[tuple[int, int]]:
    """Sentences; in a table whose cells are parted by tabs each row is one."""
    place = low = 0
    for line in text.splitlines(keepends=True):
        if "\t" in line.strip():
            for a, b in sentences(text[place:low]):
                yield place + a, place + b
            yield low, low + len(line)
            place = low + len(line)
        low += len(line)
    for a, b in sentences(text[place:]):
        yield place + a, place + b


def _cut(text: str, low: int, high: int) -> Iterator[tuple[int, int]]:
    for a, b in _rows_apart(text[low:high]):
        start, end = low + a, low + b
        while end - start > _LONGEST_CP:
            stop = max(
                text.rfind(";", start + 80, start + _LONGEST_CP),
                text.rfind("；", start + 80, start + _LONGEST_CP),
            )
            if stop < 0:
                stop = text.rfind("\n", start + 80, start + _LONGEST_CP)
            if stop < 0:
                stop = start + _LONGEST_CP - 1
            first = trimmed(text, start, stop + 1)
            if first[0] < first[1]:
                yield first
            start = stop + 1
        last = trimmed(text, start, end)
        if last[0] < last[1]:
            yield last


def figures(number: str) -> str:
    """一 to 九十九 in figures; other numbers as they are, without a closing zero part."""
    if number[0].isdigit():
        return number.removesuffix(".0")
    tens, ten, ones = number.rpartition("十")
    if not ten:
        return str(_DIGITS.find(number) + 1)
    first = _DIGITS.find(tens) + 1 if tens else 1
    return str(10 * first + (_DIGITS.find(ones) + 1 if ones else 0))
