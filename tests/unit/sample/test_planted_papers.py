"""The director's, the bank's and the supplier's papers: what is planted in them, and all else."""

from __future__ import annotations

import re
import tomllib
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import pypdfium2
import pytest

from appliance.privacy.finding import find

SAMPLE = Path(__file__).parents[3] / "appliance" / "app" / "sample"
DOCUMENTS = SAMPLE / "documents"


def pages(name: str) -> list[str]:
    """The text of each page in one line."""
    document = pypdfium2.PdfDocument(DOCUMENTS / name)
    try:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    finally:
        document.close()


def day(pattern: str, text: str) -> date:
    match = re.search(rf"{pattern}(\d{{1,2}} \w+ \d{{4}})", text)
    assert match, pattern
    return datetime.strptime(match[1], "%d %B %Y").date()  # noqa: DTZ007 - a date on paper


def applied() -> date:
    form = docx.Document(str(DOCUMENTS / "application_form.docx"))
    return day("Date: ", "\n".join(paragraph.text for paragraph in form.paragraphs))


@pytest.fixture(scope="module")
def gaps() -> dict[str, dict[str, Any]]:
    found = tomllib.loads((SAMPLE / "gaps.toml").read_text("utf-8"))["gap"]
    return {gap["id"]: gap for gap in found}


def test_the_proof_of_address_is_stale_and_adds_up(gaps: dict[str, dict[str, Any]]) -> None:
    (bill,) = pages("proof_of_address_ryde.pdf")
    billed = day("Bill date ", bill)
    assert (applied() - billed).days > 92
    assert billed.strftime("%-d %B %Y") in gaps["address-stale"]["detail"]
    assert applied() <= day("Wendleford branch, ", bill)
    before, now = (int(n.replace(",", "")) for n in re.findall(r"([\d,]+) m³", bill))
    charges = re.findall(r"(\d+) cubic metres at £(\d\.\d\d) (\d+\.\d\d)", bill)
    assert [int(used) for used, _, _ in charges] == [now - before] * 2
    total = 0.0
    for used, rate, amount in charges:
        assert round(int(used) * float(rate), 2) == float(amount)
        total += float(amount)
    standing = re.search(r"Standing charge for the quarter (\d+\.\d\d)", bill)
    balance = re.search(r"Balance of your account (\d+\.\d\d)", bill)
    assert standing
    assert balance
    assert round(total + float(standing[1]), 2) == float(balance[1])
    assert bill.count("Orchard Rise") == 2


def test_the_identity_document_holds(gaps: dict[str, dict[str, Any]]) -> None:
    """Its machine-readable lines have right check digits and say what the fields say."""
    document = pypdfium2.PdfDocument(DOCUMENTS / "identity_document_ryde.pdf")
    try:
        text = document[0].get_textpage().get_text_range().replace("\r\n", "\n")
    finally:
        document.close()
    upper, lower = re.findall(r"^[A-Z0-9<]{44}$", text, re.M)
    passports = [one for one in find(text) if one.kind == "passport"]
    assert any(text[one.start : one.end] == f"{upper}\n{lower}" for one in passports)
    assert upper.startswith("P<UTORYDE<<THOMAS<")
    assert f"Passport No.\n{lower[:9]}\n" in text
    for label, digits in (("Date of birth", lower[13:19]), ("Date of expiry", lower[21:27])):
        match = re.search(rf"{label}\n(\d\d [A-Z]{{3}} \d{{4}})", text)
        assert match
        assert datetime.strptime(match[1], "%d %b %Y").strftime("%y%m%d") == digits  # noqa: DTZ007
    expires = datetime.strptime(lower[21:27], "%y%m%d").date()  # noqa: DTZ007
    certified = day("Date of certification: ", text)
    assert applied() <= certified < expires
    assert "true copy of the original" in text
    assert "Harding" not in text
    assert certified.strftime("%-d %B %Y") in gaps["address-stale"]["detail"]


def test_the_execution_page_of_the_debenture_is_missing(gaps: dict[str, dict[str, Any]]) -> None:
    debenture = pages("debenture.pdf")
    announced = [re.search(r"Page (\d) of (\d)", page) for page in debenture]
    assert [match and match.groups() for match in announced] == [
        (str(number), "4") for number in (1, 2, 3)
    ]
    assert "executed as a deed by the Chargor and signed for the Bank on page 4" in debenture[2]
    assert not any("Name:" in page or "Signed for" in page for page in debenture)
    agreement = pages("loan_agreement.pdf")
    assert "The Security Documents executed by the Borrower" in agreement[8]
    number = re.search(r"TW-2026-30-\d{4}", debenture[0])
    assert number
    assert number[0] in agreement[1]
    assert day("dated ", debenture[0]) == day("This Agreement is dated ", agreement[2])
    assert "debenture-page-missing" in gaps


def test_other_papers_have_all_the_pages_that_they_announce() -> None:
    for name in (
        "annual_accounts_2026.pdf",
        "guarantor_resolution_2026-09-04.pdf",
        "loan_agreement.pdf",
        "non_disclosure_agreement_2026-03-02.pdf",
    ):
        counted = pages(name)
        for number, page in enumerate(counted, 1):
            said = re.search(r"Page (\d+) of (\d+)", page)
            assert said is None or said.groups() == (str(number), str(len(counted)))
        assert any("Page " in page for page in counted)


def test_the_guarantor_approved_less_than_the_agreement_says(
    gaps: dict[str, dict[str, Any]],
) -> None:
    (minute,) = pages("guarantor_resolution_2026-09-04.pdf")
    agreement = pages("loan_agreement.pdf")
    limit = r"shall not exceed £([\d,]+)"
    approved = re.search(limit, minute)
    agreed = re.search(limit, agreement[6])
    assert approved
    assert agreed
    assert approved[1] != agreed[1]
    detail = gaps["guarantee-limit-differs"]["detail"]
    assert approved[1] in detail
    assert agreed[1] in detail
    assert "registered number 99187302" in agreement[2]
    assert "Registered number 99187302" in minute
    assert "11 Chantry Row, Wendleford ZX4 1BD" in minute
    # After the bank's decision, before the agreement.
    assert date(2026, 9, 2) < day("ZX4 1BD on ", minute) < date(2026, 9, 14)


def test_the_exception_is_far_from_the_rule(gaps: dict[str, dict[str, Any]]) -> None:
    agreement = pages("non_disclosure_agreement_2026-03-02.pdf")
    rule = "3.2 The Receiving Party shall not disclose Confidential Information to any person other"
    assert [rule in page for page in agreement] == [False, True, False, False]
    exception = "14.1 Notwithstanding clause 3.2"
    assert [exception in page for page in agreement] == [False, False, False, True]
    places = [f"non_disclosure_agreement_2026-03-02.pdf, page {number}" for number in (2, 4)]
    assert gaps["confidence-exception"]["where"] == places


def test_the_statements_about_the_agreement_are_where_they_are_said_to_be() -> None:
    agreement = pages("non_disclosure_agreement_2026-03-02.pdf")
    truth = tomllib.loads((SAMPLE / "nda_statements.toml").read_text("utf-8"))
    assert len(truth) == 17
    choices = [said["choice"] for said in truth.values()]
    assert {choice: choices.count(choice) for choice in choices} == {
        "Contradiction": 3, "Entailment": 12, "NotMentioned": 2,
    }  # fmt: skip
    for said in truth.values():
        if said["choice"] == "NotMentioned":
            assert set(said) == {"choice"}
        else:
            assert said["contains"] in agreement[said["page"] - 1]
    whole = " ".join(agreement).lower()
    for word in ("copy", "copies", "reproduc", "solicit", "hire", "recruit"):
        assert word not in whole
    clauses = [
        int(n) for n in re.findall(r"(?<![\d.])(\d{1,2})\. [A-Z][a-z]+", " ".join(agreement))
    ]
    assert all(b == a + 1 for a, b in pairwise(clauses))
    assert clauses[-1] == 15
