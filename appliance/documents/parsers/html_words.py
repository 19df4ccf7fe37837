"""CHILD: text gathered from the nodes of a web page, white space made single."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_ZERO_WIDTH_SPACE = "\u200b"


class Line:
    """Text under way between two block elements, with the stretches of it that are hidden."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._hidden: list[tuple[int, int]] = []
        self._space = False
        self._lines: list[tuple[str, list[tuple[int, int]]]] = []

    def add(self, text: str, *, hidden: bool) -> None:
        """Text of one node; its white space is worth one space at most."""
        words = text.split()
        if not words:
            self._space = self._space or bool(text)
            return
        if (self._space or text[0].isspace()) and self._length:
            self._put(" ", hidden=False)
        self._put(" ".join(words), hidden=hidden)
        self._space = text[-1].isspace()

    def part(self) -> None:
        """What follows stands apart, by a space."""
        self._space = True

    def break_here(self) -> None:
        """End the line."""
        self._end()

    def taken(self) -> Iterator[tuple[str, list[tuple[int, int]]]]:
        """The lines so far with their hidden stretches; nothing of them is kept."""
        self._end()
        lines, self._lines = self._lines, []
        yield from lines

    def in_one(self) -> tuple[str, tuple[tuple[int, int], ...]]:
        """The text so far as one line, with its hidden stretches; nothing of it is kept."""
        texts: list[str] = []
        hidden: list[tuple[int, int]] = []
        length = 0
        for text, unseen in self.taken():
            hidden += [(length + start, length + end) for start, end in unseen]
            texts.append(text)
            length += len(text) + 1
        return " ".join(texts), tuple(hidden)

    def _end(self) -> None:
        text = "".join(self._parts)
        if text.strip(_ZERO_WIDTH_SPACE + " "):
            self._lines.append((text, self._hidden))
        self._parts, self._length, self._hidden, self._space = [], 0, [], False

    def _put(self, text: str, *, hidden: bool) -> None:
        if hidden:
            self._hidden.append((self._length, self._length + len(text)))
        self._parts.append(text)
        self._length += len(text)
