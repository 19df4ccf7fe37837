"""CHILD: pages for formats that have none: about 3,000 characters, cut where a person would."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from appliance.documents.protocol import Fault, PageRead, Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appliance.documents.limits import Limits

PAGE_CHARACTERS = 3000
# A paragraph longer than this is cut at a sentence or a space.
_LONGEST_PARAGRAPH = 2 * PAGE_CHARACTERS
_SENTENCE_END = re.compile(r"[.!?。！？；]['\"”’）)]*(?:\s+|(?<=[。！？；]))")
_SPACE = re.compile(r"\s+")


class Pager:
    """Gathers paragraphs into pages. Only the page under way is in memory.

    Feed it with `add` and `new_page`, each of which gives the pages that became full, and take the
    rest from `rest`.
    """

    def __init__(self, limits: Limits, *, page_characters: int = PAGE_CHARACTERS) -> None:
        self._limits = limits
        self._full_at = page_characters
        self._heading = ""
        self._parts: list[str] = []
        self._length = 0
        self._total = 0
        self.number = 0

    def add(self, paragraph: str) -> Iterator[PageRead]:
        """A paragraph (or table row) without its line end; it is never cut unless very long."""
        for piece in _cut(paragraph):
            if self._length and self._length + len(piece) > self._full_at:
                yield from self.new_page()
            if not self._parts and self._heading:
                self._append(self._heading)
            self._append(piece)

    def repeat(self, heading: str) -> None:
        """A line that every page begun from now on starts with; "" for none."""
        self._heading = heading

    def new_page(self) -> Iterator[PageRead]:
        """End the page under way; nothing happens if it is empty."""
        text = "\n".join(self._parts).strip("\n")
        self._parts, self._length = [], 0
        if not text.strip():
            return
        self.number += 1
        self._total += len(text)
        if self.number > self._limits.pages:
            raise Refused(Fault.TOO_MANY_PAGES)
        if len(text) > self._limits.page_characters:
            raise Refused(Fault.PAGE_TOO_LONG)
        if self._total > self._limits.document_characters:
            raise Refused(Fault.TOO_MUCH_TEXT)
        yield PageRead(self.number, text, b"", 0.0, 0.0, readable=True)

    def rest(self) -> Iterator[PageRead]:
        """The last page. Raises: Refused: there was no text at all."""
        yield from self.new_page()
        if self.number == 0:
            raise Refused(Fault.NO_TEXT)

    def _append(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text) + 1


def _cut(paragraph: str) -> Iterator[str]:
    start = 0
    while len(paragraph) - start > _LONGEST_PARAGRAPH:
        end = _cut_place(paragraph, start)
        yield paragraph[start:end].rstrip()
        start = end
    yield paragraph[start:]


def _cut_place(paragraph: str, start: int) -> int:
    low, high = start + PAGE_CHARACTERS // 2, start + PAGE_CHARACTERS
    for pattern in (_SENTENCE_END, _SPACE):
        ends = [match.end() for match in pattern.finditer(paragraph, low, high)]
        if ends:
            return ends[-1]
    return high
