"""CHILD: whether two bodies of one e-mail say the same, and where one says what the other does not.

Only words and numbers count: the marks of lists and quoting, addresses of the web, which programs
write beside links, and what stands for a picture are no difference. A sentence is said elsewhere
if all runs of its words are, so lines may be broken and cells ordered in other ways.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from appliance.documents.normal import limit_marks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# Beyond this the runs of a body's words would take more memory than a child has: 1.5 million
# characters took 170 MB. No body that a person wrote is near.
MOST_COMPARED_CHARACTERS = 1_500_000
_RUNS = (8, 4, 2, 1)
_TOKEN = re.compile(r"(?<!\w)[-\u2212](?=[\d.])|\d[\d.,]*\d|[^\W_]+|[%\u2030$€£¥]")
_NOT_SAID = re.compile(
    r"<?\b(?:https?://|mailto:|www\.)[^\s<>]*>?|\[(?:image|cid)\s*:[^\]\n]*\]", re.IGNORECASE
)
_LIST_MARK = re.compile(r"^[\s>|]*(?:\(?(?:\d{1,3}|[a-z])[.)]|o(?=\s))(?=\s)", re.IGNORECASE)
_SENTENCE = re.compile(r"[^.!?;。！？；\n\t]*(?:[.!?;](?!\s)[^.!?;。！？；\n\t]*)*[.!?;。！？；]*")


class Said:
    """What a text says, to be looked up.

    Attributes:
        complete: False where it was too long for that.
        empty: it has no words.

    Args:
        beside: lines that stand for both bodies, as those with sender and date.
    """

    def __init__(self, texts: Iterable[str], beside: Iterable[str] = ()) -> None:
        self.complete = True
        self._runs: set[int] = set()
        words: list[str] = []
        length = 0
        for text in texts:
            length += len(text)
            if length > MOST_COMPARED_CHARACTERS:
                self.complete = False
                break
            for line in text.splitlines():
                words += _words(line)
        self.empty = not words
        for size in _RUNS:
            for said in (words, *(_words(line) for line in beside)):
                self._runs.update(_hashes(said, size))

    def says(self, piece: str) -> bool:
        """True if every run of the words of `piece` stands in the text, or it has no words."""
        words = _words(piece)
        if not words:
            return True
        size = next(size for size in _RUNS if size <= len(words))
        return all(run in self._runs for run in _hashes(words, size))


def unsaid(text: str, elsewhere: Said) -> Iterator[tuple[int, int]]:
    """The stretches of `text`, sentence by sentence, that the other body does not say."""
    start = 0
    for line in text.split("\n"):
        mark = _LIST_MARK.match(line)
        for found in _SENTENCE.finditer(line, mark.end() if mark else 0):
            piece = found[0]
            if piece.strip() and not elsewhere.says(piece):
                first = start + found.start() + len(piece) - len(piece.lstrip())
                yield first, start + found.start() + len(piece.rstrip())
        start += len(line) + 1


def without(text: str, hidden: Sequence[tuple[int, int]]) -> str:
    """The text with spaces in place of its hidden stretches."""
    pieces: list[str] = []
    last = 0
    for start, end in hidden:
        pieces += [text[last:start], " " * (end - start)]
        last = end
    return "".join([*pieces, text[last:]])


def _words(line: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", limit_marks(_LIST_MARK.sub("", line))).casefold()
    return _TOKEN.findall(_NOT_SAID.sub(" ", plain))


def _hashes(words: Sequence[str], size: int) -> Iterator[int]:
    for place in range(len(words) - size + 1):
        yield hash((size, *words[place : place + size]))
