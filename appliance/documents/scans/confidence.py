"""How sure the reading of a page is, for whoever shows or uses a part of it. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from appliance.documents.records import Page, Word

# On four pages read from poor pictures, 3 % of the words were below this and 10 of the 16 wrong
# ones among them; on good pictures 1.5 %, with 3 of 8. At 80 it would be 5 of 16. So a word above
# it may be wrong as well (`benchmarks/ocr.py`).
UNCERTAIN_PERCENT = 90


def lowest(page: Page, start: int, end: int) -> float | None:
    """The least confidence, in percent, of the words in a stretch of the page's text.

    None where the file itself holds the text, or no word lies there.
    """
    found = [percent for word, percent in _read(page) if word.start < end and start < word.end]
    return float(min(found)) if found else None


def uncertain(page: Page, threshold: float = UNCERTAIN_PERCENT) -> tuple[tuple[int, int], ...]:
    """Stretches of the page's text that were read with less confidence, ascending, in percent.

    Neighbouring words with only spaces between them make one stretch.
    """
    spans: list[tuple[int, int]] = []
    for word, percent in _read(page):
        if percent >= threshold:
            continue
        if spans and not page.text[spans[-1][1] : word.start].strip(" "):
            spans[-1] = (spans[-1][0], word.end)
        else:
            spans.append((word.start, word.end))
    return tuple(spans)


def _read(page: Page) -> list[tuple[Word, int]]:
    if page.origin != "ocr" or len(page.confidences) != len(page.words):
        return []
    return list(zip(page.words, page.confidences, strict=True))
