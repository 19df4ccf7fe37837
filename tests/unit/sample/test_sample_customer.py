"""The sample customer's papers agree with each other, except where a gap was planted."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from datetime import date, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import TYPE_CHECKING, Any

import docx
import numpy as np
import openpyxl
import pypdfium2
import pytest

if TYPE_CHECKING:
    import numpy.typing as npt

ROOT = Path(__file__).parents[3]
SAMPLE = ROOT / "appliance" / "app" / "sample"
DOCUMENTS = SAMPLE / "documents"
MAIL = DOCUMENTS / "email_2026-09-22_quotation.eml"
SCAN = DOCUMENTS / "board_resolution_2026-09-08_scan.pdf"


def pdf_pages(path: Path | bytes) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    try:
        return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]
    finally:
        document.close()


def mail_and_quotation() -> tuple[str, str, list[str]]:
    """The e-mail's sender and text, the name of what is attached, and its pages."""
    mail = message_from_bytes(MAIL.read_bytes(), policy=default)
    assert isinstance(mail, EmailMessage)
    (attached,) = mail.iter_attachments()
    name, content = attached.get_filename(), attached.get_content()
    body = mail.get_body()
    assert name
    assert body is not None
    return f"{mail['From']}\n{body.get_content()}", name, pdf_pages(content)


@pytest.fixture(scope="module")
def agreement() -> list[str]:
    return pdf_pages(DOCUMENTS / "loan_agreement.pdf")


@pytest.fixture(scope="module")
def accounts() -> list[str]:
    return pdf_pages(DOCUMENTS / "annual_accounts_2026.pdf")


@pytest.fixture(scope="module")
def form() -> dict[str, str]:
    document = docx.Document(str(DOCUMENTS / "application_form.docx"))
    return {row.cells[0].text: row.cells[1].text for table in document.tables for row in table.rows}


@pytest.fixture(scope="module")
def letters() -> str:
    return (DOCUMENTS / "correspondence_2026-06_to_2026-09.txt").read_text("utf-8")


@pytest.fixture(scope="module")
def months() -> dict[str, list[tuple[Any, ...]]]:
    book = openpyxl.load_workbook(DOCUMENTS / "bank_statements_2025-26.xlsx", read_only=True)
    try:
        return {
            sheet.title: list(sheet.iter_rows(min_row=6, max_col=5, values_only=True))
            for sheet in book
        }
    finally:
        book.close()


def rows(page: str) -> dict[str, list[int]]:
    """Label → figures of each line that ends in figures; brackets are negative."""
    found: dict[str, list[int]] = {}
    number = r"\(?\d{1,3}(?:,\d{3})+\)?|\b0\b"
    for line in page.splitlines():
        match = re.fullmatch(rf"(.+?)((?: (?:\d{{1,2}} )?(?:{number}))(?: (?:{number}))*)", line)
        if match:
            figures = re.findall(number, match[2])
            found[match[1]] = [
                -int(f.strip("()").replace(",", "")) if f[0] == "(" else int(f.replace(",", ""))
                for f in figures
            ]
    return found


def pence(value: float | str | None) -> int:
    return round(float(value or 0) * 100)


def pounds(text: str) -> int:
    match = re.search(r"£([\d,]+)", text)
    assert match
    return int(match[1].replace(",", ""))


def test_income_statement_adds_up(accounts: list[str]) -> None:
    r = rows(accounts[3])
    for year in (0, 1):
        gross = r["Turnover"][year] + r["Cost of sales"][year]
        assert gross == r["Gross profit"][year]
        operating = gross + sum(
            r[name][year]
            for name in ("Distribution costs", "Administrative expenses", "Other operating income")
        )
        assert operating == r["Operating profit"][year]
        before = operating + r["Interest payable and similar charges"][year]
        assert before == r["Profit before taxation"][year]
        assert before + r["Tax on profit"][year] == r["Profit for the financial year"][year]


def test_balance_sheet_balances(accounts: list[str]) -> None:
    r = rows(accounts[4])
    income = rows(accounts[3])
    for year in (0, 1):
        current = sum(
            r[name][year]
            for name in ("Stocks and work in progress", "Debtors", "Cash at bank and in hand")
        )
        assert current == r["Total current assets"][year]
        net_current = current + r["Creditors: amounts falling due within one year"][year]
        assert net_current == r["Net current assets"][year]
        less = net_current + r["Tangible assets"][year]
        assert less == r["Total assets less current liabilities"][year]
        net = (
            less
            + r["Creditors: amounts falling due after more than one year"][year]
            + r["Provision for deferred tax"][year]
        )
        assert net == r["Net assets"][year]
        equity = r["Called-up share capital"][year] + r["Retained earnings"][year]
        assert net == equity == r["Shareholders’ funds"][year]
        assert r["Retained earnings"][year] == income["Retained earnings at 31 March"][year]


def test_cash_flow_ties_the_two_balance_sheets(accounts: list[str]) -> None:
    flow, sheet, income = rows(accounts[5]), rows(accounts[4]), rows(accounts[3])
    operations = sum(
        flow[name][0]
        for name in (
            "Operating profit",
            "Depreciation of tangible assets",
            "Increase in stocks",
            "Increase in debtors",
            "Increase in trade creditors",
            "Increase in other taxes and accruals",
        )
    )
    assert operations == flow["Cash generated from operations"][0]
    assert flow["Operating profit"][0] == income["Operating profit"][0]
    assert flow["Corporation tax paid"][0] == income["Tax on profit"][1]
    change = (
        flow["Net cash from operating activities"][0]
        + flow["Purchase of tangible assets"][0]
        + flow["Net cash used in financing activities"][0]
    )
    assert change == flow["Net increase in cash"][0]
    assert flow["Cash at 1 April 2025"][0] == sheet["Cash at bank and in hand"][1]
    assert flow["Cash at 31 March 2026"][0] == sheet["Cash at bank and in hand"][0]
    assert flow["Cash at 1 April 2025"][0] + change == flow["Cash at 31 March 2026"][0]


def test_notes_agree_with_the_statements(accounts: list[str]) -> None:
    notes = rows("\n".join(accounts[6:]))
    sheet, income = rows(accounts[4]), rows(accounts[3])
    activities = (
        "Bespoke joinery",
        "Kitchens and fitted furniture",
        "Staircases",
        "Repairs and small works",
    )
    for year in (0, 1):
        assert sum(notes[name][year] for name in activities) == income["Turnover"][year]
        assert notes["Total debtors"][year] == sheet["Debtors"][year]
        due = -sheet["Creditors: amounts falling due within one year"][year]
        assert notes["Total due within one year"][year] == due
        assert (
            notes["Total interest payable"][year]
            == -income["Interest payable and similar charges"][year]
        )
    assert notes["Net book value at 31 March 2026"][-1] == sheet["Tangible assets"][0]
    assert notes["Net book value at 31 March 2025"][-1] == sheet["Tangible assets"][1]
    for name in ("Cost at 31 March 2026", "Depreciation at 31 March 2026"):
        assert sum(notes[name][:-1]) == notes[name][-1]


def test_statements_run_on_from_line_to_line_and_end_on_the_accounts(
    months: dict[str, list[tuple[Any, ...]]], accounts: list[str]
) -> None:
    assert len(months) == 12
    cash = rows(accounts[4])["Cash at bank and in hand"]
    balance = pence(next(iter(months.values()))[0][4])
    assert balance // 100 == cash[1]
    for name, lines in months.items():
        assert pence(lines[0][4]) == balance
        for day, _text, out, into, stated in lines[1:-1]:
            assert isinstance(day, datetime)
            assert f"{day:%b %Y}" == name
            balance += pence(into) - pence(out)
            assert pence(stated) == balance
        assert pence(lines[-1][4]) == balance
        assert pence(lines[-1][2]) == sum(pence(line[2]) for line in lines[1:-1])
        assert pence(lines[-1][3]) == sum(pence(line[3]) for line in lines[1:-1])
    assert balance // 100 == cash[0]


def test_the_download_has_the_same_lines_as_the_workbook(
    months: dict[str, list[tuple[Any, ...]]],
) -> None:
    with (DOCUMENTS / "bank_transactions_2025-26.csv").open(encoding="utf-8", newline="") as source:
        amounts = ("Paid out", "Paid in", "Balance")
        download = [
            (row["Date"], row["Description"], *(pence(row[name]) for name in amounts))
            for row in csv.DictReader(source)
        ]
    workbook = [
        (f"{day:%d/%m/%Y}", text, pence(out), pence(into), pence(balance))
        for lines in months.values()
        for day, text, out, into, balance in lines[1:-1]
    ]
    assert download == workbook


def test_payments_in_the_statements_are_those_in_the_accounts(
    months: dict[str, list[tuple[Any, ...]]], accounts: list[str]
) -> None:
    lines = [line for month in months.values() for line in month[1:-1]]
    flow, notes = rows(accounts[5]), rows("\n".join(accounts[6:]))

    def paid(word: str) -> int:
        return sum(pence(line[2]) for line in lines if word in line[1]) // 100

    assert paid("LOAN REPAYMENT") == -flow["Repayment of bank loan"][0]
    assert paid("LOAN INTEREST") == notes["Interest on bank loan"][0]
    assert paid("DIVIDEND") == -flow["Dividends paid"][0]
    assert paid("CORPORATION TAX") == -flow["Corporation tax paid"][0]
    hire = -flow["Capital element of hire purchase payments"][0]
    assert paid("FERRAND") == hire + notes["Interest on hire purchase contracts"][0]
    bought = paid("VELDKAMP") + paid("CROSSGATE")
    assert bought * 100 // 120 == -flow["Purchase of tangible assets"][0]


def test_repayment_schedule_repays_the_facility(agreement: list[str]) -> None:
    assert len(agreement) == 12
    lines = re.findall(r"^(\d+) (\d+ \w+ \d{4}) ([\d,]+) ([\d,]+|nil)$", agreement[9], re.M)
    assert [int(n) for n, *_ in lines] == list(range(1, 21))
    owed = pounds(agreement[0])
    for _, _, paid, left in lines:
        owed -= int(paid.replace(",", ""))
        assert left == ("nil" if owed == 0 else f"{owed:,}")
    assert owed == 0
    assert f"“Final Repayment Date” means {lines[-1][1]}." in agreement[2]


def test_form_and_letters_agree_with_agreement_and_accounts(
    agreement: list[str], accounts: list[str], form: dict[str, str], letters: str
) -> None:
    sheet, income = rows(accounts[4]), rows(accounts[3])
    assert pounds(form["Amount"]) == pounds(agreement[0]) == 1_250_000
    assert pounds(form["Profit before taxation"]) == income["Profit before taxation"][0]
    assert pounds(form["Net assets"]) == sheet["Net assets"][0]
    assert pounds(form["Cash at bank"]) == sheet["Cash at bank and in hand"][0]
    whole = " ".join(" ".join(agreement).split())
    for fact in ("99204417", "ZX118420", "Alderbrook Holdings Limited", "Marlow and Penn LLP"):
        assert fact in whole
        assert any(fact in value for value in form.values())
    assert "shall not exceed £600,000" in whole
    assert "limited to £600,000" in form["Guarantor"]
    assert "limited to £600,000" in letters
    assert "not less than £2,400,000" in whole
    assert "£2,400,000" in form["Cover"]
    assert "BM-77-310452" in letters
    assert "BM-77-310452" in form["Insurer and policy"]
    assert "£2,050,000" in letters
    assert pounds(form["Valuation"]) == 2_050_000
    assert "“Margin” means 2.85 per cent per annum" in whole
    assert "a margin of 2.85 per cent" in letters
    assert f"Average number of employees {form['Number of employees']} " in accounts[6]


def test_each_gap_is_really_there(
    agreement: list[str],
    accounts: list[str],
    form: dict[str, str],
    letters: str,
    months: dict[str, list[tuple[Any, ...]]],
) -> None:
    gaps = {
        gap["id"]: gap for gap in tomllib.loads((SAMPLE / "gaps.toml").read_text("utf-8"))["gap"]
    }
    agreed = date(2026, 9, 14)
    assert "This Agreement is dated 14 September 2026" in agreement[2]

    block = agreement[11].split("The Guarantor")[1].split("The Lender")[0]
    assert "Name:\nTitle: Director\nDate:\n" in block
    assert "guarantor-signature" in gaps

    assert "report dated 12 May 2024" in form["Valuation"]
    assert (agreed - date(2024, 5, 12)).days > 366
    assert "not more than twelve months before" in " ".join(agreement[8].split())
    assert "valuation-stale" in gaps

    assert pounds(form["Turnover"]) != rows(accounts[3])["Turnover"][0]
    assert "turnover-differs" in gaps

    assert form["Period of cover"].endswith("to 30 June 2026")
    assert date(2026, 6, 30) < agreed
    assert "must be in force on the date of this Agreement" in " ".join(agreement[6].split())
    assert "insurance-expired" in gaps

    assert form["Other finance (hire purchase, leasing, other lenders)"] == "None"
    assert all(any("FERRAND" in str(line[1]) for line in month) for month in months.values())
    assert "hire-purchase-undeclared" in gaps
    assert len(gaps) == 9  # the other four are in `test_planted_papers`

    names = {path.name for path in DOCUMENTS.iterdir()}
    for gap in gaps.values():
        assert gap["summary"] in (SAMPLE / "gaps.md").read_text("utf-8")
        assert {where.split(",")[0] for where in gap["where"]} <= names


def test_expected_answers_stand_in_the_named_documents(
    agreement: list[str], accounts: list[str], form: dict[str, str], letters: str
) -> None:
    mail, attached_name, quotation = mail_and_quotation()
    texts = {
        "loan_agreement.pdf": " ".join(agreement),
        "annual_accounts_2026.pdf": " ".join(accounts),
        "application_form.docx": "\n".join(form.values()),
        "correspondence_2026-06_to_2026-09.txt": letters,
        MAIL.name: mail,
        f"{MAIL.name} › {attached_name}": " ".join(quotation),
    }
    answers = tomllib.loads((SAMPLE / "answers.toml").read_text("utf-8"))
    lines = (SAMPLE / "questions.jsonl").read_text("utf-8").splitlines()
    questions = [json.loads(line) for line in lines]
    assert [q["id"] for q in questions] == list(answers)
    assert [a["status"] for a in answers.values()].count("not_found") == 1
    for answer in answers.values():
        for name in answer.get("documents", ()):
            if name == SCAN.name:
                continue  # a picture: `test_each_question_has_its_answer` has it read
            assert answer["contains"] in " ".join(texts[name].split())
    assert "passport" not in " ".join(texts.values()).lower()


def test_mail_and_quotation_agree_with_the_other_papers(form: dict[str, str], letters: str) -> None:
    text, name, (page,) = mail_and_quotation()
    assert text.splitlines()[0] in letters
    number = re.search(r"Quotation (VM-\d+-\d+)", page)
    assert number
    assert number[1] in text
    assert number[1] in name
    found = {label: int(whole.replace(",", "")) for label, whole in
             re.findall(r"^(.+?) ([\d,]+)\.00$", page, re.MULTILINE)}  # fmt: skip
    fixed = found.pop("Fixed price, installed")
    vat, total = found.pop("Value added tax, 20 per cent"), found.pop("Total with value added tax")
    assert sum(found.values()) == fixed
    assert fixed * 20 // 100 == vat
    assert fixed + vat == total
    assert f"£{fixed:,}" in letters
    assert f"£{fixed:,}" in form["Purpose"]
    first, second = (pounds(part) for part in page.split("Terms")[1].split("second payment"))
    assert first + second == fixed
    assert first * 100 == fixed * 60


def test_the_scan_is_a_picture_without_text() -> None:
    document = pypdfium2.PdfDocument(SCAN)
    try:
        (page,) = document
        assert page.get_textpage().count_chars() == 0
        (picture,) = page.get_objects()
        assert picture.type == pypdfium2.raw.FPDF_PAGEOBJ_IMAGE
    finally:
        document.close()


def picture_of(path: Path) -> npt.NDArray[np.int16]:
    document = pypdfium2.PdfDocument(path)
    try:
        return np.asarray(document[0].render(grayscale=True).to_numpy(), dtype=np.int16)
    finally:
        document.close()


def test_applicants_have_every_feature_of_the_credit_model() -> None:
    manifest = tomllib.loads((ROOT / "models/credit-default/manifest.toml").read_text("utf-8"))
    with (SAMPLE / "applicants.csv").open(encoding="utf-8", newline="") as source:
        applicants = list(csv.DictReader(source))
    assert len({a["id"] for a in applicants}) == 3
    for feature in manifest["risk"]["features"]:
        for applicant in applicants:
            value = float(applicant[feature["name"]])
            assert feature["minimum"] <= value <= feature["maximum"], feature["name"]


def test_nothing_of_the_maker_but_its_name_is_in_the_metadata() -> None:
    papers = sorted(path.name for path in DOCUMENTS.glob("*.pdf"))
    assert len(papers) == 8
    for name in papers:
        document = pypdfium2.PdfDocument(DOCUMENTS / name)
        facts = document.get_metadata_dict()
        document.close()
        assert facts["Author"] == facts["Producer"] == "Cofferdam sample customer"
        assert b"reportlab" not in (DOCUMENTS / name).read_bytes().lower()
    for name in ("application_form.docx", "bank_statements_2025-26.xlsx"):
        with zipfile.ZipFile(DOCUMENTS / name) as package:
            inside = b"".join(package.read(n) for n in package.namelist() if "docProps" in n)
            assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not re.search(rb"python-docx|openpyxl|Microsoft", inside)
    assert sum(p.stat().st_size for p in SAMPLE.rglob("*") if p.is_file()) < 1024**2


def test_making_it_again_gives_the_same_content(tmp_path: Path) -> None:
    script = ROOT / "packaging" / "sample_customer" / "make.py"
    environment = {k: v for k, v in os.environ.items() if k in ("PATH", "HOME", "TMPDIR")}
    subprocess.run(
        [sys.executable, "-W", "error", str(script), str(tmp_path)],
        check=True,
        env={**environment, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    made = sorted(p.relative_to(tmp_path) for p in tmp_path.rglob("*") if p.is_file())
    kept = sorted(p.relative_to(SAMPLE) for p in SAMPLE.rglob("*") if p.is_file())
    assert made == kept
    for path in made:
        new, old = tmp_path / path, SAMPLE / path
        if path.suffix == ".pdf":
            # Compressed streams may differ between builds of zlib, so the content is compared.
            assert pdf_pages(new) == pdf_pages(old)
            if path.name == SCAN.name:
                assert np.abs(picture_of(new) - picture_of(old)).mean() < 1
        elif path.suffix in (".docx", ".xlsx"):
            with zipfile.ZipFile(new) as a, zipfile.ZipFile(old) as b:
                assert {n: a.read(n) for n in a.namelist()} == {n: b.read(n) for n in b.namelist()}
        else:
            assert new.read_bytes() == old.read_bytes()
