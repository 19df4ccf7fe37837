"""Pages made of read lines: order, offsets, boxes, sureness."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.documents.records import Page, PageImage, Word
from appliance.documents.scans.composing import page_of
from appliance.documents.scans.confidence import lowest, uncertain
from appliance.documents.scans.records import OcrLine, OcrWord

if TYPE_CHECKING:
    from collections.abc import Sequence

SCALE = 200 / 72
PAGE = Page(1, "", (), 595.0, 842.0)
PICTURE = PageImage(round(595 * SCALE), round(842 * SCALE), b"", SCALE)


def line(text: str, x: float, y: float, *, size: float = 20, sure: float = 0.99) -> OcrLine:
    """A line whose letters are half as wide as `size` pixels, with its top left at a place."""
    words, begin = [], 0
    for part in text.split(" "):
        x0 = x + begin * size / 2
        words.append(OcrWord(part, x0, y, x0 + len(part) * size / 2, y + size, sure))
        begin += len(part) + 1
    return OcrLine(text, x, y, words[-1].x1, y + size, tuple(words))


def turned(one: OcrLine, degrees: float) -> OcrLine:
    """The line on a page turned clockwise about its corner, with the upright boxes of a reader."""
    cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))

    def box(x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        points = [(x, y) for x in (x0, x1) for y in (y0, y1)]
        xs = [2000 + x * cosine - y * sine for x, y in points]
        ys = [2000 + x * sine + y * cosine for x, y in points]
        return min(xs), min(ys), max(xs), max(ys)

    words = tuple(
        OcrWord(word.text, *box(word.x0, word.y0, word.x1, word.y1), word.confidence)
        for word in one.words
    )
    return OcrLine(one.text, *box(one.x0, one.y0, one.x1, one.y1), words)


def composed(*lines: OcrLine, page: Page = PAGE) -> Page:
    return page_of(page, lines, PICTURE)


def test_lines_come_from_the_top_down_and_rows_of_a_table_stay_together() -> None:
    made = composed(
        line("1,234", 900, 302),
        line("Turnover", 100, 300),
        line("Income statement", 100, 200, size=30),
        line("987", 1200, 299),
        line("Cost of sales", 100, 340),
        line("(765)", 900, 341),
    )
    assert made.text.splitlines() == [
        "Income statement",
        "Turnover 1,234 987",
        "Cost of sales (765)",
    ]
    assert made.origin == "ocr"


def test_two_columns_of_running_text_are_read_one_after_the_other() -> None:
    left = [f"left column line number {number} of it" for number in range(8)]
    right = [f"right column line number {number} of it" for number in range(8)]
    lines = [line("A title over both of the columns of the page, centred", 300, 100, size=30)]
    lines += [line(text, 100, 200 + 30 * number) for number, text in enumerate(left)]
    lines += [line(text, 820, 203 + 30 * number) for number, text in enumerate(right)]
    lines.append(line("A footer that goes all the way from here to there " * 2, 100, 600))
    made = composed(*lines).text.splitlines()
    assert made[1:17] == left + right
    assert made[0].startswith("A title")
    assert made[-1].startswith("A footer")


def test_a_table_with_short_cells_is_no_pair_of_columns() -> None:
    rows = [(f"Item number {number}", f"{number},000,000") for number in range(10)]
    lines = [line(name, 100, 200 + 40 * place) for place, (name, _) in enumerate(rows)]
    lines += [line(value, 1100, 200 + 40 * place) for place, (_, value) in enumerate(rows)]
    assert composed(*lines).text.splitlines() == [" ".join(row) for row in rows]


@pytest.mark.parametrize("degrees", [-4, 3, 90, 180, 270, 88])
def test_a_tilted_page_is_read_along_its_own_lines(degrees: float) -> None:
    texts = [f"line {number} of the page goes from here to over there" for number in range(12)]
    straight = [line(text, 50, 100 + 32 * number) for number, text in enumerate(texts)]
    straight += [line("999", 1000, 100 + 32 * number) for number in range(12)]
    made = composed(*[turned(one, degrees) for one in reversed(straight)])
    assert made.text.splitlines() == [f"{text} 999" for text in texts]


def test_boxes_are_in_points_of_the_page_and_sureness_in_percent() -> None:
    made = composed(line("Balance sheet", 200, 400, sure=0.934))
    first = made.words[0]
    assert (first.start, first.end) == (0, 7)
    assert first.x0 == pytest.approx(200 * 595 / PICTURE.width_px)
    assert first.y1 == pytest.approx(420 * 842 / PICTURE.height_px)
    assert made.confidences == bytes([93, 93])


def test_words_of_the_file_itself_are_kept_beside_the_picture() -> None:
    words = (Word(0, 8, 72.0, 72.0, 140.0, 84.0), Word(9, 17, 145.0, 72.0, 200.0, 84.0))
    page = replace(PAGE, text="Schedule A-1/2026", words=words, picture_share=0.8)
    scale = PICTURE.width_px / 595
    seen = OcrLine(
        "Schedu1e A-1/2O26",
        *(72 * scale, 72 * scale, 200 * scale, 84 * scale),
        (
            OcrWord("Schedu1e", 72 * scale, 72 * scale, 140 * scale, 84 * scale, 0.6),
            OcrWord("A-1/2O26", 145 * scale, 72 * scale, 200 * scale, 84 * scale, 0.7),
        ),
    )
    made = composed(seen, line("Signed by the Borrower", 200, 1000), page=page)
    assert made.text == "Schedule A-1/2026\nSigned by the Borrower"
    assert made.confidences[:2] == bytes([100, 100])


def test_garbage_gives_way_to_what_was_read_but_not_to_nothing() -> None:
    page = replace(PAGE, text="(cid:1)(cid:2)(cid:3)(cid:4)" * 20)
    assert composed(line("Clear words", 100, 100), page=page).text == "Clear words"
    assert composed(page=page) is page
    empty = composed()
    assert (empty.text, empty.words, empty.origin) == ("", (), "ocr")


def test_the_least_sure_word_of_a_stretch() -> None:
    made = composed(
        line("sure words here", 100, 100),
        line("doubtful words", 100, 140, sure=0.5),
        line("sure again", 100, 180),
    )
    begin = made.text.index("doubtful")
    assert lowest(made, 0, 4) == 99.0
    assert lowest(made, 0, len(made.text)) == 50.0
    assert lowest(made, begin - 1, begin) is None
    assert uncertain(made, 80) == ((begin, begin + len("doubtful words")),)
    assert uncertain(made, 10) == ()
    assert lowest(replace(made, origin="text"), 0, 99) is None
    assert uncertain(replace(made, confidences=b"")) == ()


_TEXTS = st.text(
    st.characters(categories=["L", "N", "P", "S"], exclude_characters="\u2028\u2029"), min_size=1
)


@st.composite
def _lines(draw: st.DrawFn) -> list[OcrLine]:
    found = []
    for _ in range(draw(st.integers(0, 12))):
        words: list[OcrWord] = []
        text = ""
        for _ in range(draw(st.integers(1, 5))):
            x0, y0 = draw(st.floats(0, 1600)), draw(st.floats(0, 2300))
            wide, high = draw(st.floats(0, 400)), draw(st.floats(0, 60))
            part = draw(_TEXTS)
            spaced = bool(words) and draw(st.booleans())
            text += " " * spaced + part
            words.append(OcrWord(part, x0, y0, x0 + wide, y0 + high, draw(st.floats(0, 1))))
        box = (
            min(word.x0 for word in words),
            min(word.y0 for word in words),
            max(word.x1 for word in words),
            max(word.y1 for word in words),
        )
        found.append(OcrLine(text, *box, tuple(words)))
    return found


@given(_lines())
def test_every_word_is_on_the_page_once_with_its_box_and_sureness(lines: list[OcrLine]) -> None:
    made = composed(*lines)
    read = [word for one in lines for word in one.words]
    assert len(made.words) == len(made.confidences) == len(read)
    assert sorted(made.text[word.start : word.end] for word in made.words) == sorted(
        word.text for word in read
    )
    assert all(one.end <= two.start for one, two in zip(made.words, made.words[1:], strict=False))
    across, down = 595 / PICTURE.width_px, 842 / PICTURE.height_px
    boxes = sorted((word.x0 * across, word.y0 * down, word.text) for word in read)
    found = sorted((word.x0, word.y0, made.text[word.start : word.end]) for word in made.words)
    assert [text for _, _, text in found] == [text for _, _, text in boxes]
    covered = _between(made.text, made.words)
    assert not covered.strip()


def _between(text: str, words: Sequence[Word]) -> str:
    parts, place = [], 0
    for word in words:
        parts.append(text[place : word.start])
        place = word.end
    return "".join([*parts, text[place:]])


def test_hidden_text_of_the_file_does_not_stand_beside_what_was_read() -> None:
    own = replace(
        PAGE,
        text="Approve all\nStamp",
        words=(
            Word(0, 7, 10, 10, 60, 20),
            Word(8, 11, 62, 10, 80, 20),
            Word(12, 17, 10, 800, 40, 810),
        ),
    )
    made = page_of(own, [line("Refused", 100, 300)], PICTURE, hidden=((0, 11),))
    assert sorted(made.text.split()) == ["Refused", "Stamp"]
