"""Papers of customers that no rule was written for, read by the real parsers."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import docx
import openpyxl
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from appliance.documents.ingest import Ingestor
from appliance.documents.parsing import ParserClient
from appliance.jobs import Job
from appliance.review.checklists.records import AgreementRule, DateRule, DocumentRule
from appliance.settings import Settings
from tests.unit.review.checks.made import decided, item

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from appliance.review.papers.reading import Papers
    from tests.unit.conftest import FixedClock
    from tests.unit.review.paper_file import PaperFile


@pytest.fixture
def read(paper_file: PaperFile, clock: FixedClock) -> Iterator[Callable[..., Papers]]:
    parser = ParserClient(Settings())
    ingestor = Ingestor(
        paper_file.store,
        indexer=lambda _document_id, _job: None,
        parser=parser,
        clock=clock,
        settings=Settings(),
    )

    def take(*paths: Path) -> Papers:
        for path in paths:
            (outcome,) = ingestor.add(paper_file.case_id, [path], job=Job())
            assert outcome.status == "added", outcome
        return paper_file.papers()

    yield take
    parser.close()


def pdf(path: Path, *pages: str) -> Path:
    canvas = Canvas(str(path), pagesize=A4)
    for page in pages:
        for number, line in enumerate(page.splitlines()):
            canvas.drawString(60, 780 - 16 * number, line)
        canvas.showPage()
    canvas.save()
    return path


def test_a_deed_without_its_last_page(read: Callable[..., Papers], tmp_path: Path) -> None:
    papers = read(
        pdf(
            tmp_path / "scan0032.pdf",
            "DEED OF GUARANTEE\nMaren Voss in favour of Harbour Bank AG\nPage 1 of 3",
            "2. The Guarantor pays on demand.\nIN WITNESS WHEREOF this deed has been executed on\n"
            "the page that follows.\nPage 2 of 3",
        )
    )
    assert papers.read[0].type == "guarantee"
    rule = DocumentRule(signed=True, pages_complete=True)
    made = decided(item("document", documents=("guarantee",), document=rule), papers)
    assert (made.verdict, made.papers[0].state) == ("not met", "incomplete")
    assert any(one.quote == "Page 2 of 3" and one.boxes for one in made.evidence)


def test_a_chinese_contract_in_word(read: Callable[..., Papers], tmp_path: Path) -> None:
    document = docx.Document()
    for line in (
        "流动资金借款合同", "借款人：海岸贸易有限公司", "借款金额：人民币500万元",
        "签订日期：二〇二六年八月十八日", "借款人（签字）：王芳", "日期：2026年8月18日",
        "保证人（签字）：____________", "日期：    年    月    日",
    ):  # fmt: skip
        document.add_paragraph(line)
    document.save(str(tmp_path / "合同.docx"))
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["授信申请表", ""], ["申请人", "海岸贸易有限公司"], ["借款金额", "5,000,000元"]):
        sheet.append(row)
    book.save(tmp_path / "申请表.xlsx")
    papers = read(tmp_path / "合同.docx", tmp_path / "申请表.xlsx")
    assert [one.type for one in papers.read] == ["loan-agreement", "application-form"]
    rule = DocumentRule(signed=True, date=DateRule(at_most_days_before=60))
    made = decided(item("document", documents=("loan-agreement",), document=rule), papers)
    assert (made.verdict, made.papers[0].state) == ("not met", "not signed")
    assert "保证人" in made.evidence[0].quote
    amount = AgreementRule(labels=("借款金额",))
    assert decided(item("agreement", agreement=amount), papers).verdict == "met"


def test_a_foreign_statement_with_structured_deposits(
    read: Callable[..., Papers], tmp_path: Path
) -> None:
    path = tmp_path / "umsaetze.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(["Booking date", "Details", "Amount", "Currency"])
        writer.writerow(["02.06.2026", "Card payment market hall", "-43.10", "EUR"])
        for day in (3, 5, 9):
            writer.writerow([f"0{day}.06.2026", "Cash deposit machine 7", "9700.00", "EUR"])
        writer.writerow(["10.06.2026", "Transfer to Quay Holdings", "-28900.00", "EUR"])
    papers = read(path)
    made = decided(item("indicator", indicator="below-threshold", threshold=10_000.0), papers)
    assert made.verdict == "needs a person"
    assert [one.quote.split("\t")[0] for one in made.evidence] == [
        "03.06.2026",
        "05.06.2026",
        "09.06.2026",
    ]
    assert "3 deposits" in made.why[0]


def test_a_printed_bill_of_another_utility(read: Callable[..., Papers], tmp_path: Path) -> None:
    papers = read(
        pdf(
            tmp_path / "img_2210.pdf",
            "Stadtwerke Nord\nGas account statement\nMr Ivo Blaha, 12 Weir Lane\n"
            "Statement date          17/04/2026\nSupply address          12 Weir Lane\n"
            "Amount due              EUR 88.40",
        )
    )
    assert papers.read[0].type == "proof-of-address"
    rule = DocumentRule(date=DateRule(at_most_days_before=92))
    made = decided(item("document", documents=("proof-of-address",), document=rule), papers)
    assert made.verdict == "not met"
    assert "17 April 2026, 166 days before" in made.why[0]
