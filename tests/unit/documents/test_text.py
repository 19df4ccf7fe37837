from __future__ import annotations

import codecs

import pytest

from appliance.documents.limits import Limits
from appliance.documents.parsers.encodings import PIECE_BYTES, detect
from appliance.documents.parsers.text import read_csv, read_text, text_type
from appliance.documents.protocol import CSV_TYPE, TEXT_TYPE, Fault, Opened, PageRead, Refused

CHINESE = "借款人应当于二零二六年三月三十一日前偿还全部贷款本金及利息。"


def text_pages(data: bytes, limits: Limits | None = None) -> list[str]:
    opened, *pages = read_text(data, limits or Limits())
    assert opened == Opened(TEXT_TYPE, None)
    return [page.text for page in pages if isinstance(page, PageRead)]


def csv_pages(data: bytes) -> list[str]:
    opened, *pages = read_csv(data, Limits())
    assert opened == Opened(CSV_TYPE, None)
    return [page.text for page in pages if isinstance(page, PageRead)]


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (b"plain", "utf-8"),
        ("Grüße – 你好".encode(), "utf-8"),
        (codecs.BOM_UTF8 + "Grüße".encode(), "utf-8-sig"),
        ("Grüße".encode("utf-16"), "utf-16"),
        (codecs.BOM_UTF16_BE + "Grüße".encode("utf-16-be"), "utf-16"),
        (CHINESE.encode("gb18030"), "gb18030"),
        (CHINESE.encode("gbk"), "gb18030"),
    ],
)
def test_encodings(data: bytes, encoding: str) -> None:
    assert detect(data) == encoding


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Le prêt a été accordé à l'emprunteur après vérification des sûretés. ", "cp1252"),
        (
            "Der Darlehensnehmer erhält für die Rückzahlung größere Beträge gemäß Vertrag. ",
            "cp1252",
        ),
        ("Kredyt został udzielony kredytobiorcy po weryfikacji. Pożyczka złożona. ", "cp1250"),
        ("Кредит был предоставлен заемщику после проверки обеспечения. ", "cp1251"),
    ],
)
def test_text_in_older_encodings_is_not_taken_for_chinese(text: str, encoding: str) -> None:
    data = (text * 6).encode(encoding)
    assert data.decode(detect(data)) == text * 6


@pytest.mark.parametrize(
    "data",
    [b"MZ\x90\x00\x03\x00\x00\x00", bytes(range(1, 9)) * 50, codecs.BOM_UTF16_LE + b"\x00\xd8a"],
)
def test_binary_is_refused(data: bytes) -> None:
    with pytest.raises(Refused):
        detect(data)


@pytest.mark.parametrize("start", ["%!PS-Adobe-3.0", " %!PS"])
def test_markup_of_other_formats_is_refused(start: str) -> None:
    with pytest.raises(Refused) as refusal:
        text_type(start.encode(), "txt")
    assert refusal.value.fault is Fault.NOT_A_DOCUMENT


@pytest.mark.parametrize(
    ("text", "ending", "kind"),
    [
        ("a,b\n1,2\n3,4\n5,6\n", "", CSV_TYPE),
        ("a;b\n1;2\n3;4\n5;6\n", "dat", CSV_TYPE),
        ("a,b\n1,2\n3,4\n5,6\n", "txt", TEXT_TYPE),
        ("only one column\n", "csv", CSV_TYPE),
        ("Dear Sir, or Madam,\nwe refer to your letter.\nRegards\nBank\n", "", TEXT_TYPE),
    ],
)
def test_a_table_is_told_from_text(text: str, ending: str, kind: str) -> None:
    assert text_type(text.encode(), ending) == kind


def test_nothing_but_white_space() -> None:
    with pytest.raises(Refused) as refusal:
        text_type(b" \n\t ", "txt")
    assert refusal.value.fault is Fault.NO_TEXT


def test_line_ends_become_one_kind_and_form_feeds_end_pages() -> None:
    assert text_pages(b"one\r\ntwo\rthree\fnext page\n") == ["one\ntwo\nthree", "next page"]


def test_text_is_cut_at_lines() -> None:
    pages = text_pages("\n".join(f"Line {n} of a letter." for n in range(1000)).encode())
    assert len(pages) > 5
    assert all(page.startswith("Line") and page.endswith(".") for page in pages)
    assert "\n".join(pages).count("Line") == 1000


def test_a_line_end_across_two_pieces_is_one() -> None:
    data = b"x" * (PIECE_BYTES - 1) + b"\r\n" + b"y"
    pages = text_pages(data, Limits(page_characters=4_000_000))
    assert pages[-1].endswith("\ny") or pages[-1] == "y"


def test_a_character_across_two_pieces_is_whole() -> None:
    data = ("你" * 700_000).encode()
    assert sum(page.count("你") for page in text_pages(data)) == 700_000


def test_an_endless_line_is_refused() -> None:
    with pytest.raises(Refused) as refusal:
        text_pages(b"x" * 5000, Limits(page_characters=1000))
    assert refusal.value.fault is Fault.PAGE_TOO_LONG


def test_csv_rows_become_lines() -> None:
    data = b'Date;Text;Amount\n2026-01-02;"Rent; January";-1200,00\n2026-01-03;"two\nlines";5\n'
    assert csv_pages(data) == [
        "Date\tText\tAmount\n2026-01-02\tRent; January\t-1200,00\n2026-01-03\ttwo lines\t5"
    ]


def test_csv_repeats_its_first_row_on_each_page() -> None:
    rows = "\n".join(f"2026-01-{n % 28 + 1:02},payee {n},{n}.00" for n in range(400))
    pages = csv_pages(f"date,payee,amount\n{rows}\n".encode())
    assert len(pages) > 2
    assert all(page.startswith("date\tpayee\tamount\n2026") for page in pages)
    assert sum(page.count("payee ") for page in pages) == 400


def test_a_quote_that_never_ends_is_refused() -> None:
    with pytest.raises(Refused):
        csv_pages(b'a,b\n1,"' + b"x" * 1_100_000)


def test_too_much_text() -> None:
    with pytest.raises(Refused) as refusal:
        text_pages(b"a line of text\n" * 1000, Limits(document_characters=5000))
    assert refusal.value.fault is Fault.TOO_MUCH_TEXT
