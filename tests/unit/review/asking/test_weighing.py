"""What follows from the signs, for all signs that there can be."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from appliance.review.asking.likelihoods import Answered
from appliance.review.asking.weighing import Signs, pooled, weigh
from appliance.review.statements.records import Judged

shares = st.tuples(*[st.floats(0.001, 1)] * 3).map(
    lambda row: (row[0] / sum(row), row[1] / sum(row), row[2] / sum(row))
)


@st.composite
def judgements(draw: st.DrawFn) -> Judged:
    trained = draw(st.booleans())
    met, contradicted, rest = draw(shares)
    return Judged("one", met, contradicted, rest, (), trained and draw(st.booleans()), trained)


signs = st.builds(
    Signs,
    st.none() | judgements(),
    st.none() | shares.map(lambda row: Answered(*row)),
    st.none() | st.sampled_from((0.0, 0.3)),
    for_hits=st.integers(0, 3),
    against_hits=st.integers(0, 3),
    doubted=st.booleans(),
    whole=st.booleans(),
    quotes=st.integers(0, 3),
)


@given(signs)
def test_no_quote_no_verdict(one: Signs) -> None:
    if not one.quotes + one.for_hits + one.against_hits:
        assert weigh(one).verdict == "not found"


@given(signs)
def test_only_a_trained_judge_makes_a_verdict_certain(one: Signs) -> None:
    found = weigh(one)
    if found.certain:
        assert one.judged is not None
        assert one.judged.certain
        assert one.judged.trained
        assert one.whole
        assert found.confidence == max(one.judged[1:4])
        assert found.verdict != "needs a person"


@given(signs)
def test_what_is_doubted_goes_to_a_person(one: Signs) -> None:
    if one.doubted:
        assert weigh(one).verdict in ("needs a person", "not found")
        assert not weigh(one).certain or weigh(one).verdict == "not found"


@given(signs)
def test_confidence_is_a_share_and_a_verdict_never_not_met(one: Signs) -> None:
    found = weigh(one)
    assert 0 <= found.confidence <= 1
    assert found.verdict != "not met"


@given(signs)
def test_patterns_against_the_judge_are_never_certain(one: Signs) -> None:
    found = weigh(one)
    if found.verdict == "met" and one.against_hits:
        assert not found.certain
    if found.verdict == "contradicted" and one.for_hits:
        assert not found.certain
    if found.verdict == "not found" and found.certain:
        assert not one.for_hits + one.against_hits


@given(judgements(), shares, st.floats(0, 1))
def test_the_language_model_has_no_word_where_a_model_was_trained(
    judged: Judged, answered: tuple[float, float, float], weight: float
) -> None:
    found = pooled(judged, Answered(*answered), weight)
    assert abs(sum(found) - 1) < 1e-9
    if judged.trained or weight == 0:
        assert found == judged[1:4]


def test_both_agree_and_one_is_split() -> None:
    judged = Judged("one", 0.4, 0.3, 0.3, (), certain=False, trained=False)
    sure = pooled(judged, Answered(0.9, 0.05, 0.05), 0.5)
    assert sure.met > judged.met
    assert pooled(judged, None, 0.5) == (0.4, 0.3, 0.3)


@given(signs)
def test_a_model_that_nobody_measured_only_sends_to_a_person(one: Signs) -> None:
    if one.weight is None:
        without, with_it = weigh(one._replace(answered=None)), weigh(one)
        assert with_it.verdict in (without.verdict, "needs a person")
        assert with_it.certain == (without.certain and with_it.verdict == without.verdict)
        assert with_it.confidence == without.confidence


def test_it_does_so_where_it_is_sure_of_another_answer() -> None:
    judged = Judged("one", 0.6, 0.2, 0.2, (), certain=False, trained=False)
    signs = Signs(judged, Answered(0.1, 0.8, 0.1), quotes=1)
    assert weigh(signs).reason == "models disagree"
    assert weigh(signs._replace(answered=Answered(0.3, 0.4, 0.3))).verdict == "met"
    assert weigh(signs._replace(weight=0.0)).verdict == "met"


def test_patterns_alone() -> None:
    assert weigh(Signs(None, for_hits=1)).verdict == "met"
    assert weigh(Signs(None, against_hits=1)).verdict == "contradicted"
    assert weigh(Signs(None, for_hits=1, against_hits=1)).reason == "patterns disagree"
    assert weigh(Signs(None)).verdict == "not found"
    assert weigh(Signs(None, for_hits=1)).by == "code"
