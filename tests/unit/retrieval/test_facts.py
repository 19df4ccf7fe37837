from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.retrieval.facts import Facts, Profile, from_record, likeness, of_document, years_in

COVER = """UNITED STATES
SECURITIES AND EXCHANGE COMMISSION
FORM 10-K
ANNUAL REPORT PURSUANT TO SECTION 13 OR 15(d)
For the fiscal year ended January 31, 2021
Harbour Lights Stores, Inc.
(Exact name of registrant as specified in its charter)
Securities registered pursuant to Section 12(b) of the Act:
Common Stock HLS New York Stock Exchange
Securities registered pursuant to Section 12(g) of the Act: None
"""


def test_facts_of_a_cover_page() -> None:
    facts = of_document("scan_0001.pdf", [COVER])
    assert "Harbour Lights Stores, Inc." in facts.names
    assert facts.symbols == ("HLS",)
    assert facts.years == (2021, 2020)  # a year that ends in January goes by both
    assert facts.kind == "annual report"


def test_facts_of_a_name_alone() -> None:
    facts = of_document("Harbour_Lights_2022Q3_earnings.pdf", [""])
    assert facts.years == (2022,)
    assert facts.quarter == 3
    assert facts.kind == "earnings release"


def test_chinese_facts() -> None:
    text = "海港灯塔股份有限公司\n2023年年度报告\n海港灯塔股份有限公司董事会"
    facts = of_document("报告 2023.pdf", [text])
    assert "海港灯塔股份有限公司" in facts.names
    assert facts.years == (2023,)
    assert facts.kind == "annual report"


@pytest.mark.parametrize(
    "question",
    [
        "What was Harbour Lights' net income?",
        "What did HLS earn?",
        "Net sales of HarbourLights",
    ],
)
def test_the_company_in_the_question_is_found(question: str) -> None:
    harbour = Profile(of_document("a.pdf", [COVER]))
    other = Profile(Facts(names=("Mill & Sons Ltd",), years=(2021,), kind="annual report"))
    first, second = likeness(question, [harbour, other])
    assert first > second


def test_period_and_kind_tell_documents_of_one_company_apart() -> None:
    name = ("Mill & Sons Ltd",)
    documents = [
        Profile(Facts(names=name, years=(2021,), kind="annual report")),
        Profile(Facts(names=name, years=(2022,), kind="annual report")),
        Profile(Facts(names=name, years=(2022,), quarter=2, kind="quarterly report")),
    ]
    old, annual, quarterly = likeness("Net sales of Mill & Sons in Q2 of FY2022?", documents)
    assert quarterly > annual > old
    old, annual, quarterly = likeness("Net sales in the FY22 annual report?", documents)
    assert annual > max(old, quarterly)


def test_what_all_have_in_common_counts_for_nothing() -> None:
    one = Profile(Facts(names=("Mill Ltd",), years=(2021,)))
    assert likeness("Mill in 2021", [one, one]) == [0, 0]
    assert likeness("Mill in 2021", [one]) == [0]
    assert likeness("Mill in 2021", []) == []


def test_years() -> None:
    assert years_in("FY2021, FY22, fiscal 2023 and 年报2024年, but not 120219") == {
        2021,
        2022,
        2023,
        2024,
    }


def test_a_record_comes_back() -> None:
    facts = of_document("a.pdf", [COVER])
    assert from_record(facts.record()) == facts
    assert from_record({}) == Facts()


@given(
    st.dictionaries(
        st.sampled_from(["names", "symbols", "years", "quarter", "kind"]),
        st.one_of(st.none(), st.integers(), st.text(), st.lists(st.one_of(st.none(), st.text()))),
    )
)
def test_damaged_records_are_read_as_far_as_they_go(record: dict[str, object]) -> None:
    from_record(record)


@given(st.text(max_size=200), st.text(max_size=300))
def test_any_text_has_facts(name: str, text: str) -> None:
    document = Profile(of_document(name, [text]))
    for value in likeness(text[:100], [document, Profile(Facts())]):
        assert 0 <= value <= 1
