"""Which paper a document is, by what it calls itself, in English and Chinese."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from appliance.review.papers.types import TYPES, type_of

PAPERS = {
    "identity-document": (
        "scan_004.pdf",
        "UNITED KINGDOM OF GREAT BRITAIN\nPASSPORT PASSEPORT\nSurname\nOKORO\nNationality\nBRITISH",
    ),
    "proof-of-address": (
        "document7.pdf",
        "Northern Grid Energy\nYour electricity bill\nBill date 3 March 2026\nSupply address 4 Elm",
    ),
    "application-form": (
        "form.docx",
        "BUSINESS CURRENT ACCOUNT\nAccount opening form\nPlease complete in capitals",
    ),
    "loan-agreement": ("k.pdf", "DATED 3 May 2026\nREVOLVING CREDIT FACILITY AGREEMENT\nbetween"),
    "guarantee": ("k.pdf", "DEED OF GUARANTEE\ngiven by\nJohn Smith\nin favour of Harbour Bank"),
    "accounts": (
        "x.pdf",
        "Consolidated Financial Statements\nBalance sheet\nNotes to the accounts",
    ),
    "bank-statement": ("x.pdf", "Harbour Bank\nStatement of account\nOpening balance 100.00"),
    "board-resolution": ("x.pdf", "WRITTEN RESOLUTION OF THE DIRECTORS\nIT WAS RESOLVED that"),
    "valuation": (
        "x.pdf",
        "Valuation report\nMarket value: €410,000\nDate of inspection 4 May 2026",
    ),
    "insurance-policy": ("x.pdf", "Certificate of insurance\nPolicy number 7\nSum insured 5"),
    "non-disclosure-agreement": ("x.pdf", "MUTUAL CONFIDENTIALITY AGREEMENT\nbetween A and B"),
    "power-of-attorney": ("x.pdf", "List of authorised signatories\nSpecimen signatures"),
    "contract": ("x.pdf", "Services agreement\nThis agreement is made between A and B"),
}
CHINESE = {
    "identity-document": "中华人民共和国\n居民身份证\n签发机关 北京市公安局\n有效期限 2010.05.06",
    "loan-agreement": "流动资金借款合同\n借款人：海岸贸易有限公司\n贷款人：港湾银行",
    "guarantee": "最高额保证合同\n保证人：李伟",
    "board-resolution": "董事会决议\n出席会议的董事：王芳、李伟",
    "register-extract": "营业执照\n统一社会信用代码 91350211M000100Y43\n法定代表人 王芳",
    "bank-statement": "账户对账单\n期初余额 100.00",
    "valuation": "房地产估价报告\n价值时点：2026年3月1日",
    "non-disclosure-agreement": "保密协议\n披露方：甲公司\n接收方：乙公司",
    "proof-of-address": "国网电费通知单\n用电地址：海淀区",
}


@pytest.mark.parametrize("kind", PAPERS)
def test_a_paper_is_what_it_calls_itself(kind: str) -> None:
    name, text = PAPERS[kind]
    assert type_of(name, "application/pdf", [text]) == kind


@pytest.mark.parametrize("kind", CHINESE)
def test_a_chinese_paper_is_what_it_calls_itself(kind: str) -> None:
    assert type_of("扫描件.pdf", "application/pdf", [CHINESE[kind]]) == kind


def test_a_message_about_a_paper_is_not_that_paper() -> None:
    text = "From: a@b.example\nTo: c@d.example\nSubject: Valuation report\n\nThe valuation report …"
    assert type_of("valuation.eml", "message/rfc822", [text]) == "correspondence"
    assert type_of("valuation.txt", "text/plain", [text]) == "correspondence"
    letter = "3 May 2026\nDear Ms Okoro,\nI attach the insurance policy.\nYours sincerely,\nA. B."
    assert type_of("letter.docx", "", [letter]) == "correspondence"


def test_the_file_in_a_message_is_told_by_its_own_name() -> None:
    assert type_of("valuation.eml › invoice_77.pdf", "application/pdf", ["Total 5"]) == "invoice"


def test_what_says_nothing_has_no_type() -> None:
    assert type_of("x.pdf", "application/pdf", []) == ""
    assert (
        type_of("x.pdf", "application/pdf", ["The quick brown fox jumps over the lazy dog."]) == ""
    )


def test_types_have_titles_and_patterns_that_compile() -> None:
    for name, one in TYPES.items():
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", name)
        assert one.title
        assert one.title_zh
        for pattern in (*one.titles, *one.words):
            assert not re.compile(pattern).fullmatch("")


@pytest.mark.skipif("COFFERDAM_DATA" not in os.environ, reason="needs COFFERDAM_DATA")
def test_real_non_disclosure_agreements_are_told() -> None:
    path = Path(os.environ["COFFERDAM_DATA"]) / "nda" / "contract_nli_dev.json"
    documents = json.loads(path.read_text("utf-8"))["documents"]
    told = [type_of("file.pdf", "", [one["text"][:3000], one["text"][3000:]]) for one in documents]
    assert told.count("non-disclosure-agreement") >= 0.95 * len(told)
