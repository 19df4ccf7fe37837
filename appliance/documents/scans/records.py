"""What a reader of pictures gives. No behaviour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Why = Literal["", "no text", "garbage text", "large picture"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a page's picture should be read; `why` is "" where it need not be."""

    needs_ocr: bool
    why: Why = ""


@dataclass(frozen=True, slots=True)
class OcrWord:
    """A word as read from a picture.

    The box is in pixels of the picture that was given, origin at its top left; `confidence` is how
    likely the reader holds its least sure letter to be right, 0 to 1: one wrong digit makes a wrong
    figure. In a script without spaces each letter is a word.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    confidence: float


@dataclass(frozen=True, slots=True)
class OcrLine:
    """One line of text as found, words from left to right as they are read.

    `text` holds the words' texts in their order, with spaces where the reader saw one.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    words: tuple[OcrWord, ...]
