from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from appliance.privacy.finding import find, readings

if TYPE_CHECKING:
    from appliance.privacy.records import Identifier

# Kind, how it stands in a text, and the value; every check digit holds.
VALID = [
    ("iban", "DE89 3704 0044 0532 0130 00", "DE89370400440532013000"),
    ("iban", "GB82WEST12345698765432", "GB82WEST12345698765432"),
    ("iban", "FR14 2004 1010 0505 0001 3M02 606", "FR1420041010050500013M02606"),
    ("card", "4111 1111 1111 1111", "4111111111111111"),
    ("card", "3782-822463-10005", "378282246310005"),
    ("card", "6222021234567890128", "6222021234567890128"),
    ("lei", "529900T8BM49AURSDO55", "529900T8BM49AURSDO55"),
    ("cn-resident", "11010519491231002X", "11010519491231002X"),
    ("cn-company", "91110000600037341L", "91110000600037341L"),
    ("us-aba", "routing number 021000021", "021000021"),
    ("gb-nhs", "NHS No: 943 476 5919", "9434765919"),
    ("gb-utr", "UTR 1955839661", "1955839661"),
    ("vat", "DE 136,695 976".replace(",", " "), "DE136695976"),
    ("vat", "GB 980 7806 84", "GB980780684"),
    ("vat", "CHE-107.787.577 MWST", "CHE107787577"),
    ("national-id", "Steuer-ID 36 574 261 809", "DE36574261809"),
    ("national-id", "2 95 10 99 126 111 93", "295109912611193"),
    ("national-id", "DNI 54362315-K", "54362315K"),
    ("national-id", "RSSMRA85T10A562S", "RSSMRA85T10A562S"),
    ("national-id", "BSN: 111222333", "NL111222333"),
    ("national-id", "85.07.30-033.28", "BE85073003328"),
    ("national-id", "880320-0016", "SE8803200016"),
    ("national-id", "PESEL 44051401359", "PL44051401359"),
    ("national-id", "131052-308T", "131052-308T"),
    ("national-id", "756.9217.0769.85", "CH7569217076985"),
    ("company-id", "SIRET 732 829 320 00074", "FR73282932000074"),
]
# The same with one digit changed, where the form or a label still tells what it is meant to be.
INVALID = [
    ("iban", "IBAN: DE89 3704 0044 0532 0130 01"),
    ("card", "card no. 4111 1111 1111 1112"),
    ("lei", "LEI 529900T8BM49AURSDO56"),
    ("cn-resident", "110105194912310021"),
    ("cn-company", "统一社会信用代码：91110000600037341A"),
    ("us-aba", "ABA 021000022"),
    ("gb-nhs", "NHS number 943 476 5918"),
    ("vat", "VAT number DE136695977"),
    ("national-id", "Steuer-ID 36 574 261 808"),
    ("national-id", "BSN 111222334"),
    ("national-id", "PESEL: 44051401358"),
]
# As text recognition may give it.
MISREAD = [
    ("iban", "DE89 37O4 OO44 O532 O13O OO", "DE89370400440532013000"),
    ("iban", "DE89 3704 0044\n0532 0130 00", "DE89370400440532013000"),
    ("card", "4lll 1111 1I11 1111", "4111111111111111"),
    ("lei", "529900T8BM49AURSDOSS", "529900T8BM49AURSDO55"),
    ("cn-resident", "1101O519491231002X", "11010519491231002X"),
    ("cn-company", "9111OOOO60OO37341L", "91110000600037341L"),
    ("us-aba", "ABA No. O21OO0O21", "021000021"),
    ("gb-nino", "NI number: AB 12 34 S6 C", "AB123456C"),
    ("national-id", "PESEL 440S1401359", "PL44051401359"),
    ("national-id", "R5SMRA85T10A562S", "RSSMRA85T10A562S"),
]
UNCHECKED = [
    ("bic", "BIC: COBADEFFXXX", "COBADEFFXXX"),
    ("us-ssn", "536-90-4399", "536904399"),
    ("us-itin", "912-90-3456", "912903456"),
    ("us-ein", "EIN 12-3456789", "123456789"),
    ("us-ein", "12-3456789\n(I.R.S. Employer Identification No.)", "123456789"),
    ("gb-nino", "AB 12 34 56 C", "AB123456C"),
    ("gb-company", "Company number: 01234567", "01234567"),
    ("account", "Account No. 1234567890", "1234567890"),
    ("account", "账号：1102 0402 5648 9001", "1102040256489001"),
    ("passport", "Passport No. C01X00T47", "C01X00T47"),
    ("email", "jane.roe@example.co.uk", "jane.roe@example.co.uk"),
    ("phone", "+49 89 1234567", "+49891234567"),
    ("phone", "(415) 555-2671", "+14155552671"),
    ("phone", "Tel.: 020 7946 0018", "+442079460018"),
    ("phone", "手机：138 1234 5678", "+8613812345678"),
    ("phone", "t.ryde@alderbrook.example, 01632 960418", None),
    ("phone", "t.ryde@alderbrook.example | 020 7946 0018", "+442079460018"),
    ("phone", "020 7946 0018 · t.ryde@alderbrook.example", "+442079460018"),
    ("birth-date", "Date of birth: 3 May 1980", "3 may 1980"),
    ("birth-date", "geboren am 03.05.1980", "03-05-1980"),
    ("birth-date", "出生日期：1980年5月3日", "1980-05-03"),
    ("person", "Dear Mr Smith,", "smith"),
    ("person", "Name: Maria García López", "maria garcía lópez"),
    ("person", "/s/ Stephen J. Squeri", "stephen j. squeri"),
    ("person", "姓名：张伟", "张伟"),
    ("person", "Kontoinhaber: Hans von der Heide", "hans von der heide"),
    ("address", "10 Downing Street, London SW1A 2AA", "10 downing street london sw1a 2aa"),
    ("address", "Unit 4, Kestrel Way, Wendleford ZX4 2QP", "unit 4 kestrel way wendleford zx4 2qp"),
    ("address", "Hauptstraße 5, 10115 Berlin", "hauptstrasse 5 10115 berlin"),
    ("address", "12 rue de la Paix, 75002 Paris", "12 rue de la paix 75002 paris"),
    ("address", "北京市朝阳区建国路88号3号楼1201室", "北京市朝阳区建国路88号3号楼1201室"),
]
ORDINARY = [
    "Total current assets 5,308 5,853 and 12,345,678 shares",
    "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20",
    "2021 2022 2023 (372) (282) (271) 4 5 21 107 114 164",
    "in accordance with Section 13 or 15(d) of the Securities Exchange Act of 1934",
    "On January 1, 2023 the parties met. The agreement of 03.05.1980 is void.",
    "The name of the company: Weaver Industries Ltd",
    "Commission file number 001-38932",
    "during 2022 restructuring 142 was recorded",
    "AGREEMENT DOCUMENT SECURITY EXCHANGE",
    "page 123456789 of the ledger",
    "0.5 0.7 0.9 0.8 0.7 beside 020 7946 0018 of the ledger",
]


def only(text: str, kind: str) -> Identifier:
    found = [one for one in find(f"We note that {text} and so on.") if one.kind == kind]
    assert len(found) == 1, (text, find(text))
    return found[0]


@pytest.mark.parametrize(("kind", "text", "value"), VALID)
def test_a_number_whose_check_digits_hold(kind: str, text: str, value: str | None) -> None:
    if value is None:
        return
    found = only(text, kind)
    assert (found.value, found.valid) == (value, True)


@pytest.mark.parametrize(("kind", "text"), INVALID)
def test_a_wrong_number_is_told_from_a_right_one(kind: str, text: str) -> None:
    assert only(text, kind).valid is False


@pytest.mark.parametrize(("kind", "text", "value"), MISREAD)
def test_what_recognition_misread_is_read(kind: str, text: str, value: str) -> None:
    assert only(text, kind).value == value


@pytest.mark.parametrize(("kind", "text", "value"), UNCHECKED)
def test_what_has_no_check_digits(kind: str, text: str, value: str | None) -> None:
    found = only(text, kind)
    assert found.valid is None or kind in ("account", "passport")
    assert value is None or found.value == value


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_text_has_none(text: str) -> None:
    assert find(text) == ()


@pytest.mark.parametrize(("kind", "text", "value"), VALID)
def test_full_width_digits_and_letters(kind: str, text: str, value: str | None) -> None:
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)
    if value is not None:
        assert only(wide, kind).value == value


@pytest.mark.parametrize(("kind", "text", "value"), [*VALID, *MISREAD, *UNCHECKED])
def test_places_are_of_the_text_given(kind: str, text: str, value: str | None) -> None:
    around = f"\ufeff½ ﬁle\u200b: {text} \U0001d400"
    for one in find(around):
        made = readings(one.kind, around[one.start : one.end])
        assert one.value in [reading.value for reading in made]


def test_the_checked_kind_wins_where_finds_overlap() -> None:
    (found,) = find("Account number DE89 3704 0044 0532 0130 00")
    assert found.kind == "iban"


def test_kinds_can_be_chosen() -> None:
    text = "jane@example.org, DE89370400440532013000"
    assert [one.kind for one in find(text, kinds={"iban"})] == ["iban"]
    assert [one.kind for one in find(text)] == ["email", "iban"]


def test_a_name_is_found_again_where_nothing_tells() -> None:
    text = "Name: Jane Roe\nThe loan of Jane Roe is due."
    assert [text[one.start : one.end] for one in find(text)] == ["Jane Roe", "Jane Roe"]
