"""Every word of a report has its Chinese, and nothing of a stranger's text works unseen."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import get_args

import msgspec
import openpyxl
from hypothesis import given
from hypothesis import strategies as st

from appliance.app import reviews
from appliance.review import records
from appliance.review.checklists.records import Severity
from appliance.review.records import Searched
from appliance.review.reports import as_json, blocks, wording, workbook
from appliance.review.reports.picturing import _GONE, _NO_PAGES, _NO_PLACE, _NOT_DRAWN, _SCAN
from appliance.review.reports.records import HistoryLine, PaperLine
from appliance.review.reports.safe_text import visible
from appliance.review.reports.wording_zh import CHINESE
from tests.unit.review.reports import made


def test_every_word_that_is_said_has_its_chinese() -> None:
    source = Path(blocks.__file__).read_text("utf-8") + Path(workbook.__file__).read_text("utf-8")
    said = set(re.findall(r'say\(\s*"([^"]+)"', source))
    heads = (*workbook._EXCEPTION_HEADS, *workbook._ITEM_HEADS, *workbook._QUOTE_HEADS,
             *workbook._PAPER_HEADS, *workbook._SIGN_HEADS, *workbook._VERSION_HEADS)  # fmt: skip
    kinds = (records.Verdict, records.Side, records.PaperState, records.By, records.ItemState,
             records.Part, records.DecisionKind, Severity)  # fmt: skip
    words = {word for kind in kinds for word in get_args(kind)}
    words |= {f"{kind}, waived" for kind in get_args(records.DecisionKind) if kind != "rejected"}
    words |= {reviews.BEGUN, reviews.GONE_ON, reviews.PROPOSED, reviews.RUN_AGAIN, "any"}
    notes = {_GONE, _NO_PAGES, _NO_PLACE, _NOT_DRAWN, _SCAN}
    assert len(said) > 40
    assert (said | set(heads) | words | notes) - set(CHINESE) == set()


def test_a_chinese_report_says_no_english_word_of_its_own() -> None:
    english = set(CHINESE) - {"SHA-256"}
    report = made.report(8, language="zh", state="open")
    for block in blocks.blocks(report):
        if isinstance(block, blocks.Table):
            assert not english & set(block.heads)
        if isinstance(block, blocks.Heading):
            assert block.text not in english
    assert wording.words("zh")("a type nobody knows") == "a type nobody knows"


def test_sentences_of_rules_are_chinese_where_they_are_printed_and_english_in_the_record() -> None:
    report = made.report(4, language="zh")
    first = report.items[0]
    assert first.proposal is not None
    why = ("loan.pdf: It is signed. Page 3 of 4 is missing.", "Ann saw the original.")
    notes = ("the paper itself", "seen by Ann")
    evidence = tuple(
        msgspec.structs.replace(first.evidence[0], note=note, quote="It is signed.")
        for note in notes
    )
    item = msgspec.structs.replace(
        first,
        proposal=msgspec.structs.replace(first.proposal, why=why),
        evidence=evidence,
        searched=Searched(
            ("a.pdf",), 1, 2, ("a.pdf: page 2: It is empty.",), ("patterns of the checklist",)
        ),
        papers=(
            PaperLine(
                "guarantee",
                "stale",
                "a.pdf",
                "It ended on 1 May 2026, 1 day before the day of the review (2 May 2026).",
                "保证合同",
            ),
        ),
    )
    history = (
        HistoryLine(
            "2026-09-02T12:30:00.000+00:00", "Bo", "gone on", 1, 0, "“a.pdf” was deleted since."
        ),
        HistoryLine("2026-09-02T12:30:00.000+00:00", "Bo", "reopened", 1, 0, "It is signed."),
    )
    report = msgspec.structs.replace(report, items=(item, *report.items[1:]), history=history)
    shown = "\n".join(
        part
        for block in blocks.blocks(report)
        for part in re.findall(r"'((?:[^'\\]|\\.)*)'", repr(block))
    )
    book = openpyxl.load_workbook(io.BytesIO(workbook.xlsx_bytes(report)))
    cells = "\n".join(
        str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row
    )
    for text in (shown, cells):
        assert "loan.pdf：已签署。缺少第 3 页（共 4 页）。" in text
        assert "Ann saw the original." in text
        assert "文件本身" in text
        assert "seen by Ann" in text
        # A quote is the paper's, whatever it says.
        assert "It is signed." in text
        assert "Page 3 of 4" not in text
    for expected in (
        "a.pdf：第 2 页：它是空的。",
        "清单的措辞模式",
        "“a.pdf”此后被删除。",
        "已于 2026年5月1日 到期",
    ):
        assert expected in shown
    assert why[0] in as_json.json_bytes(report).decode()
    english = msgspec.structs.replace(report, language="en")
    assert why[0] in "".join(map(repr, blocks.blocks(english)))


@given(st.text(st.characters(codec=None), max_size=200))
def test_what_is_written_can_be_seen(text: str) -> None:
    shown = visible(text)
    assert all(one.isprintable() or one in "\n\t" or one.isspace() for one in shown)
    assert not set(shown) & set("\u202e\u202d\u2066\u200b\ufeff\x00\x1b\r")
    shown.encode("utf-8")
    if text.isascii() and text.isprintable():
        assert shown == text


def test_each_hidden_character_leaves_its_number() -> None:
    assert visible("a\u202eb\x00c\ud800\ue000") == "a[U+202E]b[U+0000]c[U+D800][U+E000]"
    assert visible("one\r\ntwo\rthree") == "one\ntwo\nthree"
