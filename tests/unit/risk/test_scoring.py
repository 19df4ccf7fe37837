from __future__ import annotations

import math
from typing import TYPE_CHECKING

import msgspec
import numpy as np
import pytest

from appliance.errors import Cancelled, ManifestInvalid, ModelRefused, RowInvalid
from appliance.jobs import Job
from appliance.risk.scoring import ROWS_PER_STEP, score_rows

if TYPE_CHECKING:
    from collections.abc import Callable

    from appliance.packs.records import ModelRecord, RiskTraits
    from tests.unit.risk.conftest import InProcessEngine

# In the order of the model: limit, months behind (0, 3, 4, 5, 6), paid (1 to 4).
GOOD = (300_000, 0, 0, 0, 0, 0, 25_000, 20_000, 30_000, 30_000)
POOR = (20_000, 3, 2, 2, 2, 2, 0, 0, 0, 0)
MIDDLE = (100_000, 1, 0, 0, 0, 0, 4_000, 3_000, 3_000, 2_000)


def test_points_are_exactly_the_start_plus_the_contributions(
    engine: InProcessEngine, record: ModelRecord
) -> None:
    for score in score_rows(engine, record, [GOOD, POOR, MIDDLE]):
        total = sum(one.points for one in score.contributions)
        assert score.points == score.starting_points + total
        assert score.distance == score.points - score.cutoff_points


def test_the_probability_is_that_of_the_points_on_the_declared_scale(
    engine: InProcessEngine, record: ModelRecord, traits: RiskTraits
) -> None:
    for score in score_rows(engine, record, [GOOD, POOR, MIDDLE]):
        odds = traits.base_odds * 2 ** (
            (score.points - traits.base_points) / traits.points_to_double_odds
        )
        assert score.pd == pytest.approx(1 / (1 + odds), abs=1e-6)


def test_the_best_row_has_no_reason_and_the_poor_one_the_four_strongest(
    engine: InProcessEngine, record: ModelRecord, traits: RiskTraits
) -> None:
    best, poor = score_rows(engine, record, [GOOD, POOR])
    assert best.reasons == ()
    assert best.points == best.starting_points + sum(traits.neutral_points)
    assert len(poor.reasons) == 4
    lost = {one.feature: one.neutral_points - one.points for one in poor.contributions}
    assert [one.points_lost for one in poor.reasons] == sorted(lost.values(), reverse=True)[:4]
    assert poor.reasons[0].feature == "PAY_0"
    assert poor.reasons[0].text == "The latest payment is behind."


def test_bands_include_their_lower_edge(
    engine: InProcessEngine, record: ModelRecord, traits: RiskTraits
) -> None:
    points = score_rows(engine, record, [MIDDLE])[0].points
    lower, upper = [
        score_rows(
            engine,
            _with_risk(record, msgspec.structs.replace(traits, bands=bands)),
            [MIDDLE],
        )[0]
        for bands in (_two_bands(traits, points + 1), _two_bands(traits, points))
    ]
    assert (lower.band, upper.band) == ("low", "high")


def test_points_below_every_band_are_in_the_worst(
    engine: InProcessEngine, record: ModelRecord, traits: RiskTraits
) -> None:
    bands = (
        msgspec.structs.replace(traits.bands[0], name="x", from_points=9000),
        msgspec.structs.replace(traits.bands[0], name="y", from_points=8000),
    )
    changed = _with_risk(record, msgspec.structs.replace(traits, bands=bands))
    assert score_rows(engine, changed, [GOOD])[0].band == "y"


def test_decisions_follow_the_committed_bands(engine: InProcessEngine, record: ModelRecord) -> None:
    good, poor = score_rows(engine, record, [GOOD, POOR])
    assert (good.band, good.decision, good.distance > 0) == ("A", "accept", True)
    assert (poor.band, poor.decision, poor.distance < 0) == ("E", "decline", True)


def test_values_outside_training_are_warned_of_and_still_scored(
    engine: InProcessEngine, record: ModelRecord
) -> None:
    beyond = (5_000_000, *GOOD[1:])
    score = score_rows(engine, record, [beyond])[0]
    assert [warning.feature for warning in score.warnings] == ["LIMIT_BAL"]
    assert score.points == score_rows(engine, record, [GOOD])[0].points


def test_ties_keep_the_order_of_the_inputs(
    engine: InProcessEngine, record: ModelRecord, traits: RiskTraits
) -> None:
    score = score_rows(engine, record, [POOR])[0]
    earned = {one.feature: one.points for one in score.contributions}
    level = tuple(earned[feature.name] + 5 for feature in traits.features)
    changed = _with_risk(record, msgspec.structs.replace(traits, neutral_points=level))
    reasons = score_rows(engine, changed, [POOR])[0].reasons
    assert [one.feature for one in reasons] == [one.name for one in traits.features[:4]]
    assert {one.points_lost for one in reasons} == {5}


def test_setting_a_reason_to_its_reference_earns_exactly_its_points(
    engine: InProcessEngine, record: ModelRecord
) -> None:
    """The reason is true of the served model, not only of the table it was read from."""
    names = [one.feature for one in score_rows(engine, record, [POOR])[0].contributions]
    for row in (POOR, MIDDLE):
        before = score_rows(engine, record, [row])[0]
        for reason in before.reasons:
            place = names.index(reason.feature)
            changed = (*row[:place], GOOD[place], *row[place + 1 :])
            after = score_rows(engine, record, [changed])[0]
            assert after.points - before.points == reason.points_lost
            assert after.pd < before.pd


def test_row_ids_and_order_are_kept_over_several_steps(
    engine: InProcessEngine, record: ModelRecord
) -> None:
    rows = np.array([GOOD, POOR, MIDDLE] * (ROWS_PER_STEP // 2), np.float64)
    ids = [f"c{number}" for number in range(len(rows))]
    table = score_rows(engine, record, rows, row_ids=ids)
    assert len(engine.calls) == math.ceil(len(rows) / ROWS_PER_STEP)
    one_by_one = [score_rows(engine, record, [row])[0].points for row in (GOOD, POOR, MIDDLE)]
    assert table.points.tolist() == one_by_one * (ROWS_PER_STEP // 2)
    assert [table[place].row_id for place in (0, 7, -1)] == ["c0", "c7", ids[-1]]
    assert [score.row_id for score in table[3:6]] == ["c3", "c4", "c5"]
    with pytest.raises(IndexError):
        table[len(rows)]


def test_no_rows_give_no_scores(engine: InProcessEngine, record: ModelRecord) -> None:
    assert list(score_rows(engine, record, [])) == []


@pytest.mark.parametrize("bad", [float("nan"), float("inf")])
def test_a_value_that_is_not_finite_never_reaches_the_model(
    engine: InProcessEngine, record: ModelRecord, bad: float
) -> None:
    with pytest.raises(RowInvalid):
        score_rows(engine, record, [(bad, *GOOD[1:])])
    assert engine.calls == []


def test_a_row_of_another_length_is_refused(engine: InProcessEngine, record: ModelRecord) -> None:
    with pytest.raises(RowInvalid):
        score_rows(engine, record, [GOOD[:-1]])


def test_a_model_without_risk_traits_is_refused(
    engine: InProcessEngine, record: ModelRecord
) -> None:
    manifest = msgspec.structs.replace(record.manifest, risk=None)
    with pytest.raises(ManifestInvalid):
        score_rows(engine, msgspec.structs.replace(record, manifest=manifest), [GOOD])


def test_cancelling_stops_between_steps(engine: InProcessEngine, record: ModelRecord) -> None:
    job = Job()
    job.cancel()
    with pytest.raises(Cancelled):
        score_rows(engine, record, [GOOD], job=job)


class Altered:
    """The real model with one output changed: what a wrong or altered model would give."""

    def __init__(
        self, engine: InProcessEngine, change: Callable[[dict[str, np.ndarray]], None]
    ) -> None:
        self._engine = engine
        self._change = change

    def run(self, rows: np.ndarray) -> dict[str, np.ndarray]:
        outputs = self._engine.run(rows)
        self._change(outputs)
        return outputs


def _less_probability(outputs: dict[str, np.ndarray]) -> None:
    outputs["pd"] = outputs["pd"] - np.float32(0.01)


def _one_point_more(outputs: dict[str, np.ndarray]) -> None:
    outputs["points"] = outputs["points"] + np.array([1, 0], np.int32)


def _no_probability(outputs: dict[str, np.ndarray]) -> None:
    outputs["pd"] = outputs["pd"] * np.float32("nan")


def _missing(outputs: dict[str, np.ndarray]) -> None:
    del outputs["contributions"]


def _short(outputs: dict[str, np.ndarray]) -> None:
    outputs["points"] = outputs["points"][:1]


def _fractions(outputs: dict[str, np.ndarray]) -> None:
    outputs["points"] = outputs["points"].astype(np.float32)


@pytest.mark.parametrize(
    "change",
    [_less_probability, _one_point_more, _no_probability, _missing, _short, _fractions],
)
def test_outputs_that_contradict_the_description_are_refused(
    engine: InProcessEngine,
    record: ModelRecord,
    change: Callable[[dict[str, np.ndarray]], None],
) -> None:
    with pytest.raises(ModelRefused):
        score_rows(Altered(engine, change), record, [GOOD, POOR])


def _with_risk(record: ModelRecord, traits: RiskTraits) -> ModelRecord:
    manifest = msgspec.structs.replace(record.manifest, risk=traits)
    return msgspec.structs.replace(record, manifest=manifest)


def _two_bands(traits: RiskTraits, edge: int) -> tuple[object, ...]:
    one = traits.bands[0]
    return (
        msgspec.structs.replace(one, name="high", from_points=edge),
        msgspec.structs.replace(one, name="low", from_points=0),
    )
