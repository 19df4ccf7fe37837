"""Places to sign of many shapes: whose they are and whether they are filled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appliance.review.checklists.records import DocumentRule
from appliance.review.checks.completeness import gaps
from appliance.review.checks.signatures import announced, blocks
from tests.unit.review.checks.made import decided, item

if TYPE_CHECKING:
    from tests.unit.review.paper_file import PaperFile

LINE = "_" * 30
DOTS = "." * 40


def filled(text: str) -> list[str]:
    return [one.filled for one in blocks([(1, text)])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Signed: M. E. Harding\nName: Margaret Harding\nDate: 3 August 2026", ["signed"]),
        ("By: /s/ Steven Hilton\n-------------\nName: Steven Hilton\nTitle: CEO", ["signed"]),
        (f"By: {LINE}\nName: {LINE}\nTitle: {LINE}\nDate: {LINE}", ["empty"]),
        (f"By: {LINE} By: {LINE}\nName: Ann Lee Name: {LINE}\nDate: 3 May 2026 Date:",
         ["filled in", "empty"]),
        ("By: /s/ Ann Lee By: ____________\nName: Ann Lee Name:", ["signed", "empty"]),
        (f"Signed for Alder Ltd\n{DOTS}\nName: Ann Lee\nDate: 3 May 2026", ["filled in"]),
        (f"Signed for Alder Ltd\n{DOTS}\nName:\nTitle: Director\nDate:", ["empty"]),
        (f"Signed for Alder Ltd\n{DOTS}\nName: Ann Lee\nTitle: Director\nDate:", ["empty"]),
        (f"Signature: {LINE}\nPrint name: Ann Lee", ["unclear"]),
        ("Signed by ______________\n", ["unclear"]),
        ("The board approved it; signed on its behalf by:\nA. B. Lee\nAnn Barbara Lee, Director",
         ["signed"]),
        ("借款人签字：王芳\n日期：2026年3月1日", ["signed"]),
        ("保证人（签字）：________\n日期：    年   月   日", ["empty"]),
        ("甲方（盖章）：\n法定代表人签字：________\n日期：", ["empty"]),
        ("Electronically signed by Ann Lee on 3 May 2026", []),
    ],
)  # fmt: skip
def test_blocks(text: str, expected: list[str]) -> None:
    found = filled(text)
    if not expected:
        assert "empty" not in found
        return
    assert found == expected


@pytest.mark.parametrize(
    "words",
    ["pending", "to follow", "To Follow", "not signed", "unsigned", "refused", "TBC", "none", "x",
     "abroad until May", "see page 9", "On Holiday", "not (signed)", "待签", "未签字"],
)  # fmt: skip
def test_words_where_a_signature_is_missing_are_none(paper_file: PaperFile, words: str) -> None:
    text = f"Deed of guarantee\nSigned for Alder Ltd\nSignature: {words}\nName: Ann Lee\n"
    paper_file.add("a.txt", f"{text}Date: 3 May 2026\n")
    one = item("document", documents=("guarantee",), document=DocumentRule(signed=True))
    made = decided(one, paper_file.papers())
    assert made.verdict == "needs a person"
    assert any(words in quote.quote for quote in made.evidence)


@pytest.mark.parametrize(
    "text",
    ["Signature: A. Lee\nName: Ann Lee", "Signature: Ann van der Lee", "By: /s/ ann lee",
     "签字：欧阳明"],
)  # fmt: skip
def test_a_name_is_a_signature(text: str) -> None:
    assert filled(f"Signed for Alder Ltd\n{text}\nDate: 3 May 2026") == ["signed"]


def test_many_good_places_hide_no_empty_one(paper_file: PaperFile) -> None:
    good = "".join(
        f"Signed for Party {number}\nSignature: Ann Lee\nName: Ann Lee\nDate: 3 May 2026\n\n"
        for number in range(200)
    )
    empty = f"Signed for Beech Guarantors\nSignature: {LINE}\nName:\nDate:\n"
    paper_file.add("a.txt", f"Deed of guarantee\n{good}", empty)
    for parties in ((), ("party 1",), ("beech",)):
        rule = DocumentRule(signed=True, signatories=parties)
        one = item("document", documents=("guarantee",), document=rule)
        assert decided(one, paper_file.papers()).verdict == "needs a person"


def test_running_text_is_no_place_to_sign() -> None:
    text = (
        "17.1 A term may be waived only in writing\nsigned by the Lender, the Borrower.\n"
        "Prepared by: Ann Lee\nThe accounts were audited by: Fenn and Calloway\n"
        "Signatures . . . . . . . . . . . . . . . . . . . . . 12\n"
    )
    assert filled(text) == []


def test_a_form_that_is_attached_is_not_signed_with_the_agreement() -> None:
    text = (
        "Schedule 3: Form of compliance certificate\n"
        f"Signed: {DOTS} Signed: {DOTS}\nDirector Director\n"
        f"Signatures\nThe Borrower\nSigned for Alder Ltd\n{DOTS}\nName: A. Lee\nDate: 1 May 2026"
    )
    assert filled(text) == ["filled in"]


def test_each_party_named_must_have_signed(paper_file: PaperFile) -> None:
    text = (
        "Loan agreement\nSignatures\nThe Borrower\nSigned for Alder Ltd\n/s/ Ann Lee\n"
        f"Name: Ann Lee\nDate: 1 May 2026\nThe Guarantor\nSigned for Beech Ltd\n{DOTS}\n"
        "Name:\nDate:\n"
    )
    paper_file.add("a.txt", text)

    def verdict(*parties: str) -> str:
        rule = DocumentRule(signed=True, signatories=parties)
        one = item("document", documents=("loan-agreement",), document=rule)
        return decided(one, paper_file.papers()).verdict

    assert verdict("borrower") == "met"
    assert verdict("guarantor") == "not met"
    assert verdict() == "not met"
    assert verdict("borrower", "security trustee") == "needs a person"


def test_ink_cannot_be_read_but_a_line_without_a_page_picture_is_empty(
    paper_file: PaperFile,
) -> None:
    text = f"Deed of guarantee\nSignature: {LINE}\nPrint name: Ann Lee\n"
    paper_file.add("text.txt", text)
    rule = DocumentRule(signed=True)
    one = item("document", documents=("guarantee",), document=rule)
    assert decided(one, paper_file.papers()).verdict == "not met"
    paper_file.add("drawn.pdf", text, boxes=True, media_type="application/pdf")
    assert decided(one, paper_file.papers(["drawn.pdf"])).verdict == "needs a person"


def test_a_name_typed_into_a_file_without_pages_is_no_signature(paper_file: PaperFile) -> None:
    text = f"Deed of guarantee\nSigned for Alder Ltd\n{DOTS}\nName: Ann Lee\nDate: 3 May 2026\n"
    paper_file.add("a.docx", text)
    one = item("document", documents=("guarantee",), document=DocumentRule(signed=True))
    assert decided(one, paper_file.papers()).verdict == "needs a person"


def test_an_execution_page_that_is_announced_and_absent(paper_file: PaperFile) -> None:
    paper_file.add(
        "a.txt",
        "Debenture\nThis deed charges all assets.\nThis deed has been executed on page 2.\n",
    )
    rule = DocumentRule(signed=True, pages_complete=True)
    made = decided(
        item("document", documents=("security-document",), document=rule), paper_file.papers()
    )
    assert made.verdict == "not met"
    assert made.papers[0].state == "incomplete"
    assert announced([(1, "IN WITNESS WHEREOF the parties")]) == (1, 0, 18)


@pytest.mark.parametrize(
    ("pages", "why"),
    [
        (["Page 1 of 3", "Page 2 of 3"], "Page 3 of 3 is missing."),
        (["Page 1 of 4", "Page 4 of 4"], "Pages 2 to 3 of 4 are missing."),
        (["第1页 共3页", "第3页 共3页"], "Page 2 of 3 is missing."),
        (["1/3\nA", "2/3\nB"], "Page 3 of 3 is missing."),
        (["Cover", "Page 2 of 3", "Page 3 of 3"], ""),
        (["Page 1 of 2", "Page 2 of 2"], ""),
        (["a\n1", "b\n2", "c\n4", "d\n5"], "After page 2 comes page 4: Page 3 missing."),
        (["Contents\nSchedule 1 Rates ........ 4\nSchedule 2 Fees ........ 5",
          "Schedule 1\nRates of interest"],
         "Its contents list “Schedule 2 Fees”, but it is not there."),
        (["as set out in Schedule 2 and in Annex A.", "Annex A\nForms"],
         "Schedule 2 is named, but no such part is there."),
        (["exhibits named in Schedule 1 to the Purchase Agreement."], ""),
        (["详见附件一和附件二。", "附件一 还款计划"],
         "附件二 is named, but no such part is there."),
    ],
)  # fmt: skip
def test_gaps(pages: list[str], why: str) -> None:
    found = gaps(list(enumerate(pages, 1)))
    assert [one.why for one in found] == ([why] if why else [])
    for one in found:
        assert pages[one.page - 1][one.start : one.end].strip()


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet="_.·… \n\t:By:NamedDate签字：/s-[]()0123456789", max_size=1500))
def test_hostile_lines_are_read_to_their_end(text: str) -> None:
    for one in blocks([(1, text)]):
        assert text[one.start : one.end]
    gaps([(1, text)])
