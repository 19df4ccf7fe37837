from __future__ import annotations

from itertools import pairwise

import pypdfium2
import pytest

from appliance.documents.limits import Limits
from appliance.documents.parsers.pdf import PdfFile
from appliance.documents.protocol import PDF_TYPE, Fault, Opened, PageRead, Refused
from appliance.documents.words import unpack
from tests.unit.documents import samples

LIMITS = Limits()
ASTRAL = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def
1 begincodespacerange <00> <ff> endcodespacerange
3 beginbfchar
<41> <D835DC00>
<42> <00660069>
<43> <2F50>
endbfchar endcmap"""


def read(data: bytes, first: int = 1) -> list[PageRead]:
    opened, *pages = PdfFile(data, LIMITS).read(first)
    assert isinstance(opened, Opened)
    assert opened.media_type == PDF_TYPE
    found = [page for page in pages if isinstance(page, PageRead)]
    assert len(found) == (opened.pages or 0) - first + 1
    return found


def test_text_lines_and_page_size() -> None:
    one, two = read(samples.pdf([["Loan agreement", "Principal 100,000"], ["Page two"]]))
    assert one.text == "Loan agreement\r\nPrincipal 100,000"
    assert (one.number, two.number) == (1, 2)
    assert two.text == "Page two"
    assert (one.width_pt, one.height_pt) == pytest.approx(samples.A4_PT, abs=0.1)


def test_words_have_boxes_from_the_top_left() -> None:
    (page,) = read(samples.pdf([["Loan agreement", "second"]]))
    loan, agreement, second = unpack(page.words, len(page.text))
    assert page.text[loan.start : loan.end] == "Loan"
    assert page.text[second.start : second.end] == "second"
    assert loan.x0 == pytest.approx(72, abs=2)
    # The first line stands 760 points above the bottom of an A4 page.
    assert loan.y0 < 841.89 - 760 < loan.y1 + 1
    assert loan.x1 < agreement.x0
    assert second.y0 == pytest.approx(loan.y0 + 16, abs=1)


def test_the_text_under_each_box_is_its_word() -> None:
    lines = ["Total current assets 5,308 5,853", "Interest (fixed): 4.25 % p.a.", "Müller & Söhne"]
    data = samples.pdf([lines])
    (page,) = read(data)
    text_page = pypdfium2.PdfDocument(data)[0].get_textpage()
    words = unpack(page.words, len(page.text))
    assert len(words) == 13
    for word in words:
        under = text_page.get_text_bounded(
            left=word.x0 - 0.5,
            bottom=page.height_pt - word.y1,
            right=word.x1 + 0.5,
            top=page.height_pt - word.y0,
        )
        assert under.strip() == page.text[word.start : word.end]


def test_boxes_follow_the_rotation_of_the_page() -> None:
    content = b"BT /F1 24 Tf 20 100 Td (Loan) Tj ET"
    (upright,) = read(samples.raw_pdf(content))
    (turned,) = read(samples.raw_pdf(content, page=b"/Rotate 90"))
    assert (turned.width_pt, turned.height_pt) == (200, 300)
    (a,), (b,) = unpack(upright.words, 4), unpack(turned.words, 4)
    # A quarter turn clockwise: what was up is now right.
    assert b.x0 == pytest.approx(200 - a.y1, abs=0.5)
    assert b.y0 == pytest.approx(a.x0, abs=0.5)


def test_boxes_follow_the_crop_of_the_page() -> None:
    content = b"BT /F1 24 Tf 60 100 Td (Loan) Tj ET"
    (whole,) = read(samples.raw_pdf(content))
    (cropped,) = read(samples.raw_pdf(content, page=b"/CropBox[50 50 250 150]"))
    assert (cropped.width_pt, cropped.height_pt) == (200, 100)
    (a,), (b,) = unpack(whole.words, 4), unpack(cropped.words, 4)
    assert b.x0 == pytest.approx(a.x0 - 50, abs=0.1)
    assert b.y0 == pytest.approx(a.y0 - 50, abs=0.1)


def test_chinese_text() -> None:
    (page,) = read(samples.pdf([["营业收入 12,345 元"]], font="STSong-Light"))
    assert "营业收入" in page.text
    assert "12,345" in page.text
    assert unpack(page.words, len(page.text))


def test_letters_outside_the_basic_plane_keep_offsets_and_boxes_right() -> None:
    (page,) = read(
        samples.raw_pdf(b"BT /F1 24 Tf 20 100 Td (xA yBz C end) Tj ET", to_unicode=ASTRAL)
    )
    assert page.text == "x\U0001d400 yfiz ⽐ end"
    words = unpack(page.words, len(page.text))
    assert [page.text[w.start : w.end] for w in words] == ["x\U0001d400", "yfiz", "⽐", "end"]
    assert [w.x0 for w in words] == sorted(w.x0 for w in words)
    assert all(a.x1 <= b.x0 + 1 for a, b in pairwise(words))


def test_reading_goes_on_at_a_later_page() -> None:
    data = samples.pdf([[f"page {n}"] for n in range(1, 6)])
    assert [page.text for page in read(data, first=4)] == ["page 4", "page 5"]


def test_a_page_without_text_is_empty() -> None:
    empty, full = read(samples.pdf([[], ["text"]]))
    assert (empty.text, empty.words, empty.readable) == ("", b"", True)
    assert full.text == "text"


def test_a_password_is_reported() -> None:
    with pytest.raises(Refused) as refusal:
        PdfFile(samples.pdf([["secret"]], password="open sesame"), LIMITS)
    assert refusal.value.fault is Fault.ENCRYPTED


def test_a_pdf_that_only_forbids_printing_is_read() -> None:
    (page,) = read(samples.pdf([["not secret"]], password=""))
    assert page.text == "not secret"


@pytest.mark.parametrize("data", [b"%PDF-1.7\nnothing", b"%PDF-1.4\n%%EOF", b""])
def test_a_damaged_file_is_reported(data: bytes) -> None:
    with pytest.raises(Refused) as refusal:
        PdfFile(data, LIMITS)
    assert refusal.value.fault is Fault.DAMAGED


def test_a_damaged_page_is_an_empty_one() -> None:
    data = samples.raw_pdf(b"BT /F1 24 Tf 20 100 Td (text) Tj ET")
    broken = data.replace(b"/Kids[3 0 R]", b"/Kids[9 0 R]")
    (page,) = read(broken)
    assert (page.text, page.readable) == ("", False)


def test_too_many_pages() -> None:
    with pytest.raises(Refused) as refusal:
        PdfFile(samples.pdf([["a"], ["b"]]), Limits(pages=1))
    assert refusal.value.fault is Fault.TOO_MANY_PAGES


def test_too_much_text_on_a_page() -> None:
    with pytest.raises(Refused) as refusal:
        list(PdfFile(samples.pdf([["a" * 80]]), Limits(page_characters=50)).read(1))
    assert refusal.value.fault is Fault.PAGE_TOO_LONG


def test_a_picture_shows_the_text_where_its_box_is() -> None:
    data = samples.pdf([["Loan"]])
    picture = PdfFile(data, LIMITS).render(1, 2.0)
    assert (picture.width_px, picture.height_px) == (1191, 1684)
    assert len(picture.rgb) == 3 * 1191 * 1684
    (page,) = read(data)
    (word,) = unpack(page.words, 4)
    dark_rows = [
        row
        for row in range(picture.height_px)
        if min(picture.rgb[3 * 1191 * row : 3 * 1191 * (row + 1)]) < 100
    ]
    assert word.y0 * 2 <= dark_rows[0] <= dark_rows[-1] <= word.y1 * 2 + 1


def test_colours_are_red_green_blue() -> None:
    picture = PdfFile(samples.raw_pdf(b"1 0 0 rg 0 0 300 200 re f"), LIMITS).render(1, 0.1)
    assert picture.rgb[:3] == b"\xff\x00\x00"


def test_c2_41_a_huge_page_is_drawn_smaller() -> None:
    picture = PdfFile(samples.pdf([["x"]], size_pt=(14_400, 14_400)), LIMITS).render(1, 50.0)
    assert picture.width_px * picture.height_px <= LIMITS.pixels
    assert picture.scale < 1


def test_no_such_page_to_draw() -> None:
    with pytest.raises(Refused) as refusal:
        PdfFile(samples.pdf([["x"]]), LIMITS).render(2, 1.0)
    assert refusal.value.fault is Fault.NO_SUCH_PAGE
