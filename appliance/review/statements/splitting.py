"""Pages into sentences and list items, each with what stands around it.

Offsets are code points of a page's text, half-open. Text of a PDF is broken where its lines were;
text of other formats has one line per paragraph. Both are read here: a line goes on in the next
one if it is as long as the lines of its page are, or if the next one begins in small letters.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from appliance.assistant.sentences import sentences, trimmed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from appliance.documents.store import PageText

# "(a)", "iv)", "2.", "2.1", "2.1.3)", "Article 5", "§ 3" and bullets, at the start of a line.
_NUMBER = (
    r"(?:\(?(?:[a-z]|[ivx]{1,5}|\d{1,2})\)|\d{1,2}(?:\.\d{1,2}){0,3}[.)]?(?=\s)"
    r"|[A-Z]\.(?=\s)|(?:ARTICLE|Article|SECTION|Section)\s+[\dIVX]+|§\s*\d+|[•▪◦\-–—*](?=\s))"
)
_ITEM = re.compile(rf"[ \t\"“]*{_NUMBER}")
# List items that run on in one line: "…: (a) known to the public; (b) …".
_INLINE = re.compile(
    r"(?<=[:;,])\s+(?:(?:and|or|and/or)\s+)?(?=\((?:[a-z]|[ivx]{1,5}|\d{1,2})\)\s)"
)
_ENDED = re.compile(r"[.!?;:][\"'”’)\]]*\s*$")
_FULL_LINE = 0.7
_HEADING_MOST_CP = 80
_HEADING_MOST_WORDS = 10
# Longer ones are no sentence but a table or a page without punctuation.
_MOST_CP = 3000


class Unit(NamedTuple):
    """A sentence or list item and what stands around it.

    `before` and `after` are its neighbours' texts, "" at the ends. `heading` is the last line above
    it that looks like one. `lead` is the line that its list began with ("shall not: (a) …").
    """

    page: int
    start: int
    end: int
    text: str
    before: str
    after: str
    heading: str
    lead: str


def units(pages: Sequence[PageText]) -> tuple[Unit, ...]:
    """All sentences and list items in reading order."""
    found = [(page.page, *span, page.text) for page in pages for span in spans(page.text)]
    texts = [one_line(text[start:end]) for _, start, end, text in found]
    made: list[Unit] = []
    heading = lead = ""
    for place, (page, start, end, _) in enumerate(found):
        text = texts[place]
        before = texts[place - 1] if place else ""
        after = texts[place + 1] if place + 1 < len(texts) else ""
        heading, lead = around(text, before, heading, lead)
        made.append(Unit(page, start, end, text, before, after, heading, lead))
    return tuple(made)


def around(text: str, before: str, heading: str, lead: str) -> tuple[str, str]:
    """The heading and the lead of the list that hold for `text`, from those of the one before."""
    if is_heading(text):
        return text, ""
    if before.endswith((":", "—")):
        return heading, before
    return heading, lead if _ITEM.match(text) else ""


def spans(text: str) -> list[tuple[int, int]]:
    """The sentences and list items of one page."""
    found: list[tuple[int, int]] = []
    for start, end in _blocks(text):
        for begin, stop in _items(text, start, end):
            for first, last in sentences(text[begin:stop]):
                found += _bounded(begin + first, begin + last)
    return [(a, b) for a, b in (trimmed(text, *span) for span in found) if a < b]


def is_heading(text: str) -> bool:
    """Whether a line only names what follows."""
    words = text.split()
    if not words or len(text) > _HEADING_MOST_CP or len(words) > _HEADING_MOST_WORDS:
        return False
    if text.endswith((";", ",", "and", "or")) or _ends_sentence(text, len(words)):
        return False
    letters = [word for word in words if word[0].isalpha() and len(word) > 3]
    return bool(letters) and all(word[0].isupper() for word in letters)


def one_line(text: str) -> str:
    """The text without the breaks of its lines, and words that were parted at them joined."""
    return re.sub(r"\s+", " ", re.sub(r"(?<=[a-z])-\n(?=[a-z])", "", text)).strip()


def _ends_sentence(text: str, words: int) -> bool:
    return text.endswith(".") and words > 4  # "5.1 Term." is a heading


def _bounded(start: int, end: int) -> Iterator[tuple[int, int]]:
    for begin in range(start, end, _MOST_CP):
        yield begin, min(end, begin + _MOST_CP)


def _items(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for match in _INLINE.finditer(text, start, end):
        yield begin, match.start()
        begin = match.end()
    yield begin, end


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Paragraphs, headings and list items that begin on a line of their own."""
    lines = _lines(text)
    lengths = sorted(end - start for start, end in lines if text[start:end].strip())
    usual = lengths[int(0.9 * (len(lengths) - 1))] if lengths else 0
    begin: int | None = None
    last = (0, 0)
    for start, end in lines:
        line = text[start:end]
        if begin is not None and (
            not line.strip() or not _goes_on(text[last[0] : last[1]], line, usual)
        ):
            yield begin, last[1]
            begin = None
        if line.strip():
            begin = start if begin is None else begin
            last = (start, end)
    if begin is not None:
        yield begin, last[1]


def _goes_on(line: str, following: str, usual_cp: int) -> bool:
    """Whether a paragraph was only broken here to fit its page."""
    if _ITEM.match(following):
        return False
    if following.lstrip()[0].islower():
        return not line.rstrip().endswith((";", ":"))
    full = len(line.rstrip()) >= _FULL_LINE * usual_cp
    return full and not _ENDED.search(line) and not is_heading(line.strip())


def _lines(text: str) -> list[tuple[int, int]]:
    found, start = [], 0
    for line in text.split("\n"):
        found.append((start, start + len(line)))
        start += len(line) + 1
    return found
