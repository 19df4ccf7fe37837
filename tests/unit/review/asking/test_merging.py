"""One proposal out of several papers'."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.review.asking.merging import merge
from appliance.review.records import Evidence, Proposal, Searched, Verdict

VERDICTS: tuple[Verdict, ...] = ("met", "not met", "contradicted", "not found", "needs a person")


def proposal(verdict: Verdict, *, certain: bool, confidence: float, name: str) -> Proposal:
    quote = Evidence(name, 1, "ab" * 32, 1, 0, 4, "Text", "for")
    return Proposal(
        verdict,
        confidence,
        "model",
        certain and verdict != "needs a person",
        (f"{name} was read.",),
        () if verdict == "not found" else (quote,),
        Searched((name,), 2, 3, (f"{name}: page 3: dark",), ("by wording",)),
    )


proposals = st.lists(
    st.builds(
        proposal,
        st.sampled_from(VERDICTS),
        certain=st.booleans(),
        confidence=st.floats(0, 1),
        name=st.sampled_from(("a.pdf", "b.pdf", "c.pdf")),
    ),
    min_size=1,
    max_size=5,
)


@given(proposals)
def test_no_quote_no_verdict_of_several_either(found: list[Proposal]) -> None:
    made = merge(found)
    assert (made.verdict == "not found") == (not made.evidence)
    assert made.searched is not None
    looked = [one.searched for one in found if one.searched]
    assert set(made.searched.documents) == {name for one in looked for name in one.documents}


@given(proposals)
def test_several_are_never_more_certain_than_the_one_that_decides(found: list[Proposal]) -> None:
    made = merge(found)
    same = [one for one in found if one.verdict == made.verdict]
    if made.certain:
        assert same
        assert all(one.certain for one in same)
    if same and len(found) > 1:
        assert made.confidence <= max(one.confidence for one in same)


@given(proposals)
def test_papers_that_disagree_need_a_person(found: list[Proposal]) -> None:
    kinds = {one.verdict for one in found}
    if "met" in kinds and kinds & {"not met", "contradicted"}:
        assert merge(found).verdict == "needs a person"
        assert not merge(found).certain


@given(proposals, st.randoms())
def test_the_order_of_papers_changes_no_verdict(found: list[Proposal], random: object) -> None:
    mixed = list(found)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert merge(mixed).verdict == merge(found).verdict
    assert merge(mixed).certain == merge(found).certain


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        (("not found", "met"), "met"),
        (("not found", "contradicted", "not found"), "contradicted"),
        (("met", "contradicted"), "needs a person"),
        (("contradicted", "not met"), "contradicted"),
        (("met", "needs a person"), "needs a person"),
        (("not found", "not found"), "not found"),
    ],
)
def test_the_worst_holds(verdicts: tuple[Verdict, ...], expected: Verdict) -> None:
    found = [
        proposal(verdict, certain=True, confidence=0.9, name=f"{n}.pdf")
        for n, verdict in enumerate(verdicts)
    ]
    assert merge(found).verdict == expected
