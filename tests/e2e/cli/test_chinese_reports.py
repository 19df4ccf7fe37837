"""A whole Chinese report of the sample customer: no sentence of a rule is left in English."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import docx
import openpyxl
import pytest

from appliance.review.phrases.chinese import chinese
from appliance.review.reports import fonts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.e2e.conftest import Command

pytestmark = pytest.mark.model

EXISTS, NOT_WRITTEN = 18, 40
CHECKLISTS = ("loan-file", "company-due-diligence", "customer-due-diligence", "aml-indicators",
              "nda")  # fmt: skip
WORD = re.compile(r"[A-Za-z]{3,}")
HAN = re.compile(r"[\u3400-\u9fff]")
# Names of formats, of kinds of numbers, of models and of commands.
CODES = {"SHA", "IBAN", "LEI", "BIC", "UTC", "cofferdam", "Cofferdam", "verify", "FILE", "key",
         "KEY", "sig", "none"}  # fmt: skip


def told(report: dict[str, Any]) -> Iterator[str]:
    """Every text of the record that a rule or a reader of documents wrote."""
    for item in report["items"]:
        proposal, searched = item["proposal"] or {}, item["searched"] or {}
        yield from proposal.get("why", ())
        yield from searched.get("ways", ())
        yield from searched.get("unread", ())
        yield from (one["why"] for one in item["papers"])
        yield from (one["note"] for one in (*item["evidence"], *item["exceptions"]))
    for paper in report["papers"]:
        yield from paper["unread"]


def names_of(report: dict[str, Any]) -> list[str]:
    """Names and words of papers and of the checklist, longest first."""
    found = {one["document"] for one in report["papers"]}
    for item in report["items"]:
        found |= {one["quote"] for one in (*item["evidence"], *item["exceptions"])}
        found |= {item["id"], item["title"], item["question"], item["met_when"]}
    for name in ("checklist", "checklist_title", "jurisdiction", "source", "licence", "started_by",
                 "exported_by", "case", "content_sha256", "checklist_sha256"):  # fmt: skip
        found.add(report[name])
    found |= set(report["letterhead"].values()) | set(report["signer"].values())
    found |= {one[key] for one in report["versions"] for key in ("name", "digest")}
    found |= {one["sha256"] for one in report["papers"]}
    return sorted({" ".join(one.split()) for one in found} - {""}, key=len, reverse=True)


def left(text: str, names: list[str]) -> list[str]:
    """Latin words that are no name, no word between quotation marks and no code."""
    text = " ".join(text.split())
    for name in names:
        text = text.replace(name, " ")
    text = re.sub(r"“[^“”]{0,400}”", " ", text)
    return [word for word in WORD.findall(text) if word not in CODES]


@pytest.mark.parametrize("checklist", CHECKLISTS)
def test_a_whole_report_says_nothing_in_english(
    filled: Command, tmp_path: Path, checklist: str
) -> None:
    out = {ending: tmp_path / f"report.{ending}" for ending in ("json", "docx", "xlsx", "pdf")}
    filled(
        "review", "Sample", "--checklist", checklist, "--report", out["json"], "--language", "zh"
    )
    for ending in ("docx", "xlsx"):
        filled("review", "report", "Sample", "1", "--to", out[ending], "--language", "zh")
    report = json.loads(out["json"].read_text("utf-8"))
    names = names_of(report)

    sentences = [one for one in told(report) if WORD.search(one)]
    assert sentences
    # The record keeps what the rules wrote; what is shown is Chinese.
    assert not any(HAN.search(one.split("“")[0]) for one in sentences)
    for one in sentences:
        assert left(chinese(one), names) == [], chinese(one)

    memo = docx.Document(str(out["docx"]))
    shown = [one.text for one in memo.paragraphs]
    shown += [cell.text for table in memo.tables for row in table.rows for cell in row.cells]
    book = openpyxl.load_workbook(out["xlsx"])
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    for text in (*shown, *cells):
        assert left(text, names) == [], text

    filled("review", "report", "Sample", "1", "--to", out["docx"], code=EXISTS)
    filled("review", "report", "Sample", "1", "--to", out["docx"], "--replace")
    code = 0 if fonts.chinese() else NOT_WRITTEN
    filled("review", "report", "Sample", "1", "--to", out["pdf"], "--language", "zh", code=code)


def test_a_report_that_could_not_be_written_is_told_before_the_review(
    filled: Command, tmp_path: Path
) -> None:
    taken = tmp_path / "report.json"
    taken.write_bytes(b"of somebody else")
    review = ("review", "Sample", "--checklist", "loan-file", "--report")
    told_json = json.loads(filled(*review, taken, "--json", code=EXISTS).out)
    assert told_json["error"]["code"] == "G108"
    filled(*review, tmp_path / "none" / "report.json", code=12)
    filled(*review, tmp_path / "report.odt", code=11)
    assert taken.read_bytes() == b"of somebody else"
    assert filled("review", "list", "--json").json == []
