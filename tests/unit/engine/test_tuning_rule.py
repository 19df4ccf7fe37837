"""The rule by which settings are chosen: pure figures in, one choice out."""

from __future__ import annotations

import pytest

from appliance.engine.machine.processor import candidates, difference, thread_counts
from appliance.engine.tuning.records import Fingerprint, Quality
from appliance.engine.tuning.rule import Run, choose, cost_s, unacceptable

GOOD = Quality(900, 20.0, 20.1, 0.006, 0.1, 0.96)


def runs(*prefill_s: float, decode_s: float = 1.0) -> list[Run]:
    return [Run(1_700, 96, one, decode_s) for one in prefill_s]


def chosen(*arguments: object, **named: object) -> str:
    verdicts = choose(*arguments, **named)  # type: ignore[arg-type]
    (value,) = [value for value, verdict in verdicts.items() if verdict.chosen]
    return value


def test_a_clearly_faster_value_replaces_the_default() -> None:
    found = {"512": runs(10, 10, 10), "256": runs(8, 8, 8), "128": runs(7, 7, 7)}
    assert chosen("step", "512", found) == "128"


def test_four_percent_are_noise() -> None:
    found = {"512": runs(10, 10, 10), "256": runs(9.6, 9.6, 9.6)}
    verdicts = choose("step", "512", found)
    assert verdicts["512"].chosen
    assert verdicts["256"].why == "not clearly faster"


def test_what_was_slower_in_one_of_three_rounds_is_not_chosen_but_one_of_five_may_be() -> None:
    three = {"512": runs(10, 10, 10), "256": runs(5, 5, 11)}
    assert choose("step", "512", three)["256"].why == "not faster each time"
    five = {"512": runs(10, 10, 10, 10, 10), "256": runs(5, 5, 5, 5, 11)}
    assert chosen("step", "512", five) == "256"


def test_rounds_are_paired_so_that_a_slow_minute_hits_both() -> None:
    # By their medians alone both take ten seconds.
    found = {"512": runs(10, 30, 5), "256": runs(9, 10, 4)}
    assert chosen("step", "512", found) == "256"


def test_the_last_core_must_be_worth_it() -> None:
    found = {"1": runs(10, 10, 10), "2": runs(8.5, 8.5, 8.5)}
    assert chosen("prefill_threads", "1", found) == "2"
    assert chosen("prefill_threads", "1", found, all_cores="2") == "1"
    found["2"] = runs(7, 7, 7)
    assert chosen("prefill_threads", "1", found, all_cores="2") == "2"


def test_threads_for_writing_are_judged_by_writing() -> None:
    found = {"1": runs(10, 10, 10, decode_s=1), "2": runs(5, 5, 5, decode_s=2)}
    assert chosen("prefill_threads", "1", found) == "2"
    assert chosen("decode_threads", "1", found) == "1"


def test_the_cost_is_that_of_the_stated_work() -> None:
    assert cost_s("weights", Run(850, 48, 4.0, 2.0)) == pytest.approx(12.0)
    assert cost_s("step", Run(850, 48, 4.0, 2.0)) == pytest.approx(8.0)
    assert cost_s("decode_threads", Run(850, 48, 4.0, 2.0)) == pytest.approx(4.0)
    assert cost_s("kv", Run(850, 0, 4.0, 1e-9)) == pytest.approx(8.0)


@pytest.mark.parametrize(
    ("quality", "why"),
    [
        (GOOD, ""),
        (Quality(900, 20.0, 20.1, 0.031, 0.1, 0.96), "divergence"),
        (Quality(900, 20.0, 20.1, 0.006, 0.1, 0.89), "likeliest"),
        (Quality(900, 20.0, 20.5, 0.006, 0.1, 0.96), "perplexity"),
    ],
)
def test_what_changes_too_much_is_refused_however_fast(quality: Quality, why: str) -> None:
    assert why in unacceptable(quality)
    assert bool(unacceptable(quality)) == bool(why)
    found = {"Q4_1": runs(10, 10, 10), "Q4_0": runs(2, 2, 2)}
    expected = "Q4_1" if why else "Q4_0"
    assert chosen("weights", "Q4_1", found, {"Q4_0": quality}) == expected


def test_candidates_follow_the_processor_and_the_shapes() -> None:
    types, facts = candidates({"Q4_1": 10**8}, [576, 1536], {"avx2"})
    assert types == ("Q8_0", "Q4_0", "IQ4_NL")
    assert any("Q4_K" in fact for fact in facts)
    assert "Q4_K" in candidates({"Q5_K": 10**9}, [2048], {"asimddp"})[0]
    assert "IQ4_NL" not in candidates({"Q5_K": 10**9}, [2048], {"avx2"})[0]
    assert candidates({"Q4_1": 10**8}, [2048], {"sse3"})[0] == ("Q8_0",)
    # What is rearranged already is left alone, and so is what is no better than straight.
    assert candidates({"Q4_0": 10**8, "Q6_K": 10**7}, [2048], {"avx2"})[0] == ()
    assert "Q8_0" not in candidates({"Q8_0": 10**8}, [576], {"avx2"})[0]


def test_threads_worth_trying() -> None:
    assert thread_counts(1) == (1,)
    assert thread_counts(4) == (1, 2, 3, 4)
    assert thread_counts(16) == (1, 2, 4, 8, 12, 15, 16)


def test_a_fingerprint_says_what_changed() -> None:
    one = Fingerprint("A", 2, 16, "x", "e")
    assert difference(one, one) == ""
    assert difference(one, Fingerprint("B", 2, 16, "x", "f")) == "the processor, the engine"
