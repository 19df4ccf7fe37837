"""Makes a page of lines read from its picture. Pure.

Where the page has some good text of its own beside the picture, that text stands as the file gives
it, and only the rest comes from the picture.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from appliance.documents.records import Word
from appliance.documents.scans.judging import garbage
from appliance.documents.scans.ordering import rows_of
from appliance.documents.scans.records import OcrLine, OcrWord

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from appliance.documents.records import Page, PageImage

# A read word of which so much lies under a word of the file is that word.
_SAME = 0.5
_SURE_PERCENT = 100


def page_of(
    page: Page,
    lines: Sequence[OcrLine],
    picture: PageImage,
    hidden: Sequence[tuple[int, int]] = (),
) -> Page:
    """The page with the words of its picture.

    A page with text of its own on whose picture nothing was read stays as it is.

    Args:
        page: as the file gives it.
        lines: as read from `picture`, in any order.
        picture: of the whole page.
        hidden: stretches of the page's own text that nobody sees; they are left out, because a
            page that was read from its picture has what the picture shows.
    """
    scale_x = page.width_pt / picture.width_px if page.width_pt else 1 / picture.scale
    scale_y = page.height_pt / picture.height_px if page.height_pt else 1 / picture.scale
    read = [_in_points(line, scale_x, scale_y) for line in lines if line.words]
    if not read and page.text.strip():
        return page
    if not garbage(page.text):
        read = _beside(_without(page, hidden), read)
    text, words, confidences = _joined(read)
    return replace(page, text=text, words=words, confidences=confidences, origin="ocr", trouble="")


def _without(page: Page, hidden: Sequence[tuple[int, int]]) -> Page:
    """The page without the words of which some part is hidden; its text is as it was."""
    if not hidden:
        return page
    seen = tuple(
        word
        for word in page.words
        if not any(word.start < end and start < word.end for start, end in hidden)
    )
    return replace(page, words=seen)


def _in_points(line: OcrLine, scale_x: float, scale_y: float) -> OcrLine:
    words = tuple(
        OcrWord(
            word.text,
            word.x0 * scale_x,
            word.y0 * scale_y,
            word.x1 * scale_x,
            word.y1 * scale_y,
            word.confidence,
        )
        for word in line.words
    )
    return _line(line.text, words)


def _line(text: str, words: tuple[OcrWord, ...]) -> OcrLine:
    return OcrLine(
        text,
        min(word.x0 for word in words),
        min(word.y0 for word in words),
        max(word.x1 for word in words),
        max(word.y1 for word in words),
        words,
    )


def _beside(page: Page, read: Iterable[OcrLine]) -> list[OcrLine]:
    """The file's own lines, and of those read what is not among them."""
    kept = []
    for line in read:
        words = tuple(word for word in line.words if not _known(word, page.words))
        if len(words) == len(line.words):
            kept.append(line)
        elif words:
            kept.append(_line(" ".join(word.text for word in words), words))
    return [*_own_lines(page), *kept]


def _known(read: OcrWord, words: Sequence[Word]) -> bool:
    area = max((read.x1 - read.x0) * (read.y1 - read.y0), 1e-9)
    return any(
        max(0.0, min(read.x1, word.x1) - max(read.x0, word.x0))
        * max(0.0, min(read.y1, word.y1) - max(read.y0, word.y0))
        > _SAME * area
        for word in words
    )


def _own_lines(page: Page) -> list[OcrLine]:
    lines = []
    begin = 0
    for text in page.text.splitlines(keepends=True):
        end = begin + len(text)
        words = tuple(
            OcrWord(page.text[word.start : word.end], word.x0, word.y0, word.x1, word.y1, 1.0)
            for word in page.words
            if begin <= word.start < end
        )
        if words:
            lines.append(_line(" ".join(word.text for word in words), words))
        begin = end
    return lines


def _joined(lines: Sequence[OcrLine]) -> tuple[str, tuple[Word, ...], bytes]:
    """Text in reading order, its words, and their confidences in percent."""
    parts: list[str] = []
    words: list[Word] = []
    percents = bytearray()
    length = 0
    for row in rows_of(lines):
        for place, number in enumerate(row):
            if parts:
                parts.append(" " if place else "\n")
                length += 1
            line = lines[number]
            found = 0
            for word in line.words:
                found = line.text.index(word.text, found)
                start, found = length + found, found + len(word.text)
                words.append(Word(start, length + found, word.x0, word.y0, word.x1, word.y1))
                percents.append(min(_SURE_PERCENT, max(0, round(100 * word.confidence))))
            parts.append(line.text)
            length += len(line.text)
    return "".join(parts), tuple(words), bytes(percents)
