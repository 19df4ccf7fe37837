"""What a case hides in files is hidden in texts and pictures, or the picture is not shown."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from appliance.documents.records import Page, PageImage, Word
from appliance.jobs import Job
from appliance.privacy.kinds import KINDS
from appliance.review.records import Evidence, Rect
from appliance.review.reports import writing
from appliance.review.reports.crops import crop
from appliance.review.reports.hiding import Hiding
from tests import reviews
from tests.unit.review.reports import made as made_report

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from appliance.app.office import Office

TEXT = "Account No. 12345678 of the Applicant: Jane Roe is open."
PLACE = TEXT.index("12345678")


def words() -> tuple[Word, ...]:
    found, at = [], 0
    for number, part in enumerate(TEXT.split(" ")):
        x0 = 10.0 + 40 * number
        found.append(Word(at, at + len(part), x0, 100.0, x0 + 38, 110.0))
        at += len(part) + 1
    return tuple(found)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = reviews.create(tmp_path / "vault")
    office.cases.new("A")
    store = office._store
    document = store.take_in(store.case("A").id, "a.pdf", "0" * 64, b"%PDF-")
    store.begin_reading(document.id, "application/pdf")
    store.add_pages(
        document.id,
        [
            Page(1, TEXT, words(), 595, 842),
            Page(2, TEXT, words(), 595, 842, origin="ocr", confidences=bytes([90]) * len(words())),
            Page(3, TEXT, (), 595, 842),
            Page(4, "Nothing to hide.", (), 595, 842),
            Page(5, "Paid by Jane Roe from 12345678.", (), 595, 842),
        ],
    )
    store.set_state(document.id, "ready")
    yield office
    office.lock()


def hiding(office: Office) -> Hiding:
    case_id = office._store.case("A").id
    made = Hiding(office._masks, office._store, case_id, frozenset(KINDS))
    made.learn([99, document(office)], Job())  # a document that is gone is passed over
    return made


def document(office: Office) -> int:
    return office._store.document(office._store.case("A").id, "a.pdf").id


def place(document_id: int, page: int, start: int, end: int, quote: str) -> Evidence:
    return Evidence("a.pdf", document_id, "0" * 64, page, start, end, quote)


def test_a_quote_has_tokens_and_a_name_known_from_one_page_is_hidden_on_all(
    office: Office,
) -> None:
    made, one = hiding(office), document(office)
    whole = made.quote(place(one, 1, 0, len(TEXT), TEXT))
    assert "12345678" not in whole
    assert "Jane Roe" not in whole
    # A stretch that begins within what is hidden shows nothing of it.
    cut = made.quote(place(one, 1, PLACE + 3, PLACE + 8, TEXT[PLACE + 3 : PLACE + 8]))
    assert "45678" not in cut
    other = made.quote(place(one, 5, 0, 31, "Paid by Jane Roe from 12345678."))
    assert "Jane Roe" not in other
    assert "12345678" not in other
    assert "Jane Roe" not in made.text("Ask Jane Roe again")
    # Of a document that is gone, by the words alone.
    gone = Evidence("b.pdf", 99, "1" * 64, 1, 0, 8, "Jane Roe")
    assert "Jane Roe" not in made.quote(gone)


def test_pictures_show_known_words_only_or_nothing(office: Office) -> None:
    made, one = hiding(office), document(office)
    view = made.view(one, 1)
    assert view is not None
    number = next(word for word in words() if word.start == PLACE)
    assert any(bar.x0 <= number.x0 and bar.x1 >= number.x1 for bar in view.bars)
    assert all(box.x1 <= number.x0 or box.x0 >= number.x1 for box in view.words)
    assert len(view.words) == len(TEXT.split(" ")) - 3  # the number and both names
    assert made.view(one, 2) is None  # read from a picture
    assert made.view(one, 3) is None  # hidden words without a place
    assert made.view(one, 4) == ((), ())
    assert made.view(one, 9) is None
    assert made.view(99, 1) is None


def test_what_is_no_known_word_is_white_in_the_picture(office: Office) -> None:
    view = hiding(office).view(document(office), 1)
    assert view is not None
    grey = PageImage(1190, 1684, bytes([90]) * (3 * 1190 * 1684), 2.0)
    box = [Rect(10.0, 100.0, 200.0, 110.0)]
    part = crop("a.png", grey, box, covered=view.bars, shown=view.words)
    assert part is not None
    with writing.writing(made_report.report(1), Job(), memory_bytes=2**31) as writer:
        writer.add(part)
        picture = Image.open(io.BytesIO(writer.picture("a.png"))).convert("RGB")
    line = 68 + 10  # 34 points above the words, and half of their height
    assert picture.getpixel((600, 20)) == (255, 255, 255)  # above the words
    assert picture.getpixel((1100, line)) == (255, 255, 255)  # behind the last of them
    number = next(word for word in words() if word.start == PLACE)
    assert picture.getpixel((int(2 * number.x0) + 20, line)) == (20, 20, 20)
    assert picture.getpixel((2 * 10 + 20, line)) == (90, 83, 45)  # a word that may be seen


def test_tokens_are_kept_for_who_may_see_what_they_stand_for(office: Office) -> None:
    made = hiding(office)
    made.keep()
    case_id = office._store.case("A").id
    assert {one.value for one in office._masks.tokens(case_id).all()} >= {"12345678"}
