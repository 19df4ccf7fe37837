"""Every word of a report has its Chinese, and nothing of a stranger's text works unseen."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from appliance.review import records
from appliance.review.checklists.records import Severity
from appliance.review.reports import blocks, wording, workbook
from appliance.review.reports.picturing import _GONE, _NO_PAGES, _NO_PLACE, _NOT_DRAWN, _SCAN
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
