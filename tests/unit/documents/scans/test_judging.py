"""Which pages must be read from their picture."""

from __future__ import annotations

import pytest

from appliance.documents.records import Page
from appliance.documents.scans.judging import garbage, judge

PROSE = (
    "The Borrower shall pay interest on the outstanding principal amount of the Loan at the rate "
    "set out in Schedule 2, in arrear, on the last Business Day of each March, June, September "
    "and December. "
)
FIGURES = "Turnover 4,182,600 3,765,400\nCost of sales (2,635,038) (2,409,856)\n" * 8


def page(text: str, picture_share: float = 0.0) -> Page:
    return Page(1, text, (), 595.0, 842.0, picture_share=picture_share)


@pytest.mark.parametrize("text", ["", "  \n\f ", "3", "Page 3 · 12", "....", "— — —"])
def test_a_page_without_text_is_read(text: str) -> None:
    assert judge(page(text, 1.0)).why == "no text"


@pytest.mark.parametrize(
    "text",
    [
        PROSE,
        PROSE * 20,
        FIGURES,
        "本公司截至二零二五年十二月三十一日止年度的营业收入为人民币一百二十万元。" * 5,
        "Die Darlehensnehmerin zahlt Zinsen auf den ausstehenden Betrag des Darlehens. " * 4,
        "§ 4.2.1 applies as of 12.05.2024; see 4.2.2, 4.2.3, 10.11.12 and 1.234.567,89. " * 6,
        "ISIN US0378331005 CUSIP 037833100 LEI 5493001KJTIIGC8Y1R12 IBAN GB82WEST12345698765432",
        "See https://www.example.com/a/very/long/path/to/a/page?with=parameters&and=more. " * 4,
    ],
    ids=["prose", "long", "figures", "Chinese", "German", "numbered", "codes", "addresses"],
)
def test_good_text_is_kept(text: str) -> None:
    assert not garbage(text)
    assert judge(page(text)).why == ""
    assert judge(page(text * 9, 0.9)).why == ""


@pytest.mark.parametrize(
    "text",
    [
        "\ue001\ue002\ue013\ue024 " * 30,
        PROSE.replace("e", "\ufffd"),
        PROSE + "(cid:12)(cid:7)(cid:33)" * 5,
        "\x01\x02\x03\x04\x05\x06\x07\x08" * 10 + PROSE,
        "Total 1,234.565,678.90 and 12.3445.67, then 1,2345,678 and 9,8765,432.10 more.",
        "Wkh Eruurzhu vkdoo sdb lqwhuhvw rq wkh rxwvwdqglqj sulqflsdo dprxqw ri wkh Ordq dw wkh "
        "udwh vhw rxw lq Vfkhgxoh 2, lq duuhdu, rq wkh odvw Exvlqhvv Gdb ri hdfk Pdufk, Mxqh. "
        "bcdfg hjklm npqrs tvwxz " * 4,
        "ThEbOrRoWeRsHaLlPaYiNtErEsT " * 20,
        PROSE.replace(" ", "") * 3,
    ],
    ids=["private use", "replaced", "cid", "control", "glued", "shifted", "mixed", "no spaces"],
)
def test_garbage_is_read_from_the_picture(text: str) -> None:
    assert garbage(text)
    assert judge(page(text)).why == "garbage text"


def test_a_large_picture_with_little_text_is_read() -> None:
    stamp = "Received 12 March 2026, Tidewell Bank plc, Wendleford, file 2026-30-5102"
    assert judge(page(stamp, 0.95)).why == "large picture"
    assert judge(page(stamp, 0.3)).why == "large picture"
    assert judge(page(stamp, 0.05)).why == ""
    assert judge(page(PROSE * 10, 1.0)).why == ""  # a scan that somebody already read well
