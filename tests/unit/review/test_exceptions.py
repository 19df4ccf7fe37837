"""Sentences that limit a rule: near, far, by the number of its section, in definitions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from appliance.review.checklists.records import Item
from appliance.review.exceptions import MOST, exceptions

if TYPE_CHECKING:
    from appliance.review.records import Evidence
    from tests.unit.review.paper_file import PaperFile

FIRST = """NON-DISCLOSURE AGREEMENT
1. Definitions
1.1 "Confidential Information" means all information disclosed by either party. Confidential
Information does not include information that is publicly known.
2. Term
2.1 This Agreement lasts for three years.
3. Disclosure to others
3.1 The Receiving Party shall not share Confidential Information with third parties.
4. Reverse engineering
4.1 The Receiving Party shall not reverse engineer any sample or software.
"""
SECOND = """5. Notices
5.1 Notices are given in writing, except that routine messages may be sent by e-mail.
9. Liability
9.1 Neither party is liable for loss of profit unless it acted wilfully.
12. Special projects
12.1 Section 4 shall not apply to samples that are delivered under a development order.
12.2 Notwithstanding clause 3.1, the Receiving Party may share what is needed with its consultants.
"""


def found(paper_file: PaperFile, question: str, **given: tuple[str, ...]) -> tuple[Evidence, ...]:
    papers = paper_file.papers()
    one = Item("x", "statement", "Rule", question, "high", **given)  # type: ignore[arg-type]
    made = exceptions(one, papers, papers.read)
    assert made == exceptions(one, papers, papers.read)
    assert len(made) <= MOST
    for evidence in made:
        page = papers.page(evidence.document_id, evidence.page)
        assert page.text[evidence.start : evidence.end] == evidence.quote
        assert evidence.side == "exception"
        assert evidence.note
    return made


@pytest.fixture
def agreement(paper_file: PaperFile) -> PaperFile:
    paper_file.add("nda.txt", FIRST, SECOND)
    return paper_file


def test_a_carve_out_by_the_number_of_a_section(agreement: PaperFile) -> None:
    made = found(agreement, "The Receiving Party shall not reverse engineer samples or software.")
    assert made[0].quote.startswith("12.1 Section 4 shall not apply")
    assert made[0].page == 2


def test_notwithstanding_a_clause_pages_before(agreement: PaperFile) -> None:
    made = found(agreement, "May the Receiving Party share information with third parties?")
    assert made[0].quote.startswith("12.2 Notwithstanding clause 3.1")


def test_a_definition_that_leaves_something_out(agreement: PaperFile) -> None:
    made = found(agreement, "Is all information that is disclosed confidential information?")
    assert any("does not include" in one.quote for one in made)


def test_what_limits_another_rule_is_not_shown(agreement: PaperFile) -> None:
    made = found(agreement, "The Receiving Party shall not reverse engineer samples or software.")
    assert not any("e-mail" in one.quote or "loss of profit" in one.quote for one in made)
    assert found(agreement, "Does the bank hold a mortgage over the ship?") == ()


def test_an_items_own_words_of_exception(agreement: PaperFile) -> None:
    made = found(agreement, "Is liability capped?", exceptions=("acted wilfully",))
    assert made[0].quote.startswith("9.1 Neither party is liable")


def test_chinese_carve_outs(paper_file: PaperFile) -> None:
    text = (
        "保密协议\n第一条 定义\n保密信息指披露方提供的全部信息。\n第三条 保密义务\n"
        "接收方不得向第三方披露保密信息。\n第九条 其他\n通知应以书面形式发出。\n"
        "第十条 特别约定\n第三条不适用于接收方的专业顾问，接收方可以向其披露保密信息。\n"
    )
    paper_file.add("nda.txt", text)
    papers = paper_file.papers()
    one = Item("x", "statement", "披露", "接收方不得向第三方披露保密信息", "high")
    made = exceptions(one, papers, papers.read)
    assert "不适用" in made[0].quote
    assert "书面形式" not in "".join(evidence.quote for evidence in made)


def test_rows_of_forms_are_apart(paper_file: PaperFile) -> None:
    paper_file.add("a.txt", "Purpose\tMachines\nGuarantor\tHoldings, limited to £5\nCash\t£3")
    assert found(paper_file, "Is the purpose of the machines stated, and the cash?") == ()


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(alphabet="Section 4 shall not apply.;()\n\t第条除外不适用1.2except", max_size=400))
def test_any_text_is_read_to_its_end(paper_file: PaperFile, text: str) -> None:
    paper_file.add(f"{len(paper_file.papers().read)}.txt", text)
    found(paper_file, "Section 4 shall apply to exceptions 条 除外")
