from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from appliance.errors import RowInvalid
from appliance.risk.records import ValueProblem
from appliance.risk.schema import LARGEST, check, range_warning, read_value, validate

if TYPE_CHECKING:
    from appliance.packs.records import RiskTraits


@pytest.mark.parametrize(
    ("given", "number"),
    [
        ("0", 0.0),
        ("7", 7.0),
        (" 12\t", 12.0),
        ("\u00a012\u00a0", 12.0),
        ("+3", 3.0),
        ("1e2", 100.0),
        ("20000.0", 20000.0),
        ("007", 7.0),
        ("999999999999", 999999999999.0),
        (5, 5.0),
        (5.0, 5.0),
    ],
)
def test_plain_numbers_are_read(two_inputs: RiskTraits, given: str | float, number: float) -> None:
    assert read_value(given, two_inputs.features[0]) == number


@pytest.mark.parametrize(("given", "number"), [("-3", -3.0), (".5", 0.5), ("-1.25e1", -12.5)])
def test_an_input_that_may_be_negative_and_fractional(
    two_inputs: RiskTraits, given: str, number: float
) -> None:
    assert read_value(given, two_inputs.features[1]) == number


@pytest.mark.parametrize(
    ("given", "problem", "words"),
    [
        ("", "missing", "is missing"),
        ("   ", "missing", "is missing"),
        ("NA", "missing", "is missing"),
        ("n/a", "missing", "is missing"),
        ("NaN", "missing", "is missing"),
        ("null", "missing", "is missing"),
        (float("nan"), "missing", "is missing"),
        ("abc", "not_a_number", "is not a number"),
        ("12x", "not_a_number", "is not a number"),
        ("0x10", "not_a_number", "is not a number"),
        ("１２", "not_a_number", "is not a number"),
        ("1_000", "not_a_number", "separators"),
        ("1,000", "not_a_number", "separators"),
        ("1 000", "not_a_number", "separators"),
        ("1.000.000", "not_a_number", "separators"),
        ("1,5", "not_a_number", "separators"),
        ("12\n13", "not_a_number", "separators"),
        ("inf", "not_finite", "too large"),
        ("-Infinity", "not_finite", "too large"),
        ("1e400", "not_finite", "too large"),
        (float("inf"), "not_finite", "too large"),
        ("1.5", "not_whole", "whole number"),
        ("-1", "impossible", "negative"),
        ("1000000000001", "impossible", "too large"),
        (LARGEST * 2, "impossible", "too large"),
    ],
)
def test_each_bad_value_has_its_error(
    two_inputs: RiskTraits, given: str | float, problem: str, words: str
) -> None:
    found = read_value(given, two_inputs.features[0])
    assert isinstance(found, ValueProblem)
    assert (found.problem, found.feature, found.label) == (problem, "PAID", "Amount paid")
    assert words in found.why


def test_a_value_never_appears_in_its_error(two_inputs: RiskTraits) -> None:
    found = read_value("Jane Doe 4711", two_inputs.features[0])
    assert isinstance(found, ValueProblem)
    assert "Jane" not in found.why
    assert "4711" not in found.why


def test_validate_gives_the_order_of_the_model(two_inputs: RiskTraits) -> None:
    assert validate({"BALANCE": "-1.5", "other": "x", "PAID": 3}, two_inputs) == (3.0, -1.5)


def test_validate_raises_the_first_problem_in_words(two_inputs: RiskTraits) -> None:
    with pytest.raises(RowInvalid) as caught:
        validate({"BALANCE": "x"}, two_inputs)
    assert caught.value.message == "Amount paid cannot be scored: it is missing."


def test_check_lists_every_problem(two_inputs: RiskTraits) -> None:
    row, problems = check({"PAID": "-4", "BALANCE": "one"}, two_inputs)
    assert [problem.feature for problem in problems] == ["PAID", "BALANCE"]
    assert all(value != value for value in row)  # NaN where nothing usable was given


@pytest.mark.parametrize("value", [0.0, 100.0, 50.0])
def test_both_ends_of_the_training_range_are_inside(two_inputs: RiskTraits, value: float) -> None:
    assert range_warning(value, two_inputs.features[0]) is None


def test_a_value_outside_the_training_range_is_said_in_words(two_inputs: RiskTraits) -> None:
    above = range_warning(12345.0, two_inputs.features[0])
    assert above is not None
    assert above.text == (
        "Amount paid: 12,345 EUR is above the range of the training data (0 to 100), "
        "so the score is less certain."
    )
    below = range_warning(-50.25, two_inputs.features[1])
    assert below is not None
    assert below.text.startswith("Balance: -50.25 is below the range")
