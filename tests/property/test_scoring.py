from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.errors import ApplianceError
from appliance.jobs import Job
from appliance.packs import manifest as pack_manifest
from appliance.risk.batch import score_csv
from appliance.risk.csv_reader import read_csv
from appliance.risk.csv_writer import safe_cell
from appliance.risk.records import ValueProblem
from appliance.risk.schema import LARGEST, read_value
from appliance.risk.scoring import score_rows
from tests.unit.risk.conftest import MODEL, InProcessEngine, record_of

if TYPE_CHECKING:
    from collections.abc import Sequence

RECORD = record_of(pack_manifest.read(MODEL))
assert RECORD.manifest.risk is not None
TRAITS = RECORD.manifest.risk
ENGINE = InProcessEngine(MODEL / "model.onnx")
AMOUNTS = st.integers(0, 2_000_000)
MONTHS = st.integers(-2, 9)
ROWS = st.tuples(*(MONTHS if one.unit == "months" else AMOUNTS for one in TRAITS.features))
PLACES = st.integers(0, len(TRAITS.features) - 1)


@given(st.lists(ROWS, min_size=1, max_size=20))
def test_explanations_add_up_and_reasons_are_the_largest_losses(
    rows: list[tuple[int, ...]],
) -> None:
    for row, score in zip(rows, score_rows(ENGINE, RECORD, rows), strict=True):
        assert score.points == score.starting_points + sum(c.points for c in score.contributions)
        assert [c.value for c in score.contributions] == list(row)
        losses = [c.neutral_points - c.points for c in score.contributions]
        ranked = sorted(
            (place for place, lost in enumerate(losses) if lost > 0),
            key=lambda place: (-losses[place], place),
        )
        names = [TRAITS.features[place].name for place in ranked[:4]]
        assert [reason.feature for reason in score.reasons] == names
        assert [reason.points_lost for reason in score.reasons] == [losses[p] for p in ranked[:4]]


@given(ROWS, PLACES, st.integers(0, 1_000_000))
def test_a_worse_value_never_earns_points(row: tuple[int, ...], place: int, step: int) -> None:
    months = TRAITS.features[place].unit == "months"
    worse = row[place] + step % 12 if months else max(0, row[place] - step)
    changed = (*row[:place], worse, *row[place + 1 :])
    before, after = score_rows(ENGINE, RECORD, [row, changed])
    assert after.points <= before.points
    assert after.pd >= before.pd


@given(ROWS, ROWS)
def test_more_points_never_mean_more_risk(one: tuple[int, ...], other: tuple[int, ...]) -> None:
    low, high = sorted(score_rows(ENGINE, RECORD, [one, other]), key=lambda score: score.points)
    assert low.pd >= high.pd
    assert (low.pd == high.pd) == (low.points == high.points)
    order = [band.name for band in TRAITS.bands]
    assert order.index(low.band) >= order.index(high.band)


@given(st.lists(ROWS, min_size=1, max_size=30), st.integers(1, 29))
def test_a_row_scores_the_same_alone_and_in_company(rows: list[tuple[int, ...]], cut: int) -> None:
    together = score_rows(ENGINE, RECORD, rows)
    apart = [*score_rows(ENGINE, RECORD, rows[:cut]), *score_rows(ENGINE, RECORD, rows[cut:])]
    assert list(together) == apart


@given(st.floats(-LARGEST, LARGEST))
def test_every_number_python_writes_is_read_back(number: float) -> None:
    feature = TRAITS.features[0]
    found = read_value(repr(number), feature)
    if number < 0:
        assert isinstance(found, ValueProblem)
    else:
        assert found == number


@given(st.text(max_size=30))
def test_text_is_a_number_or_a_problem_and_never_a_crash(text: str) -> None:
    found = read_value(text, TRAITS.features[0])
    if not isinstance(found, ValueProblem):
        assert 0 <= found <= LARGEST
        assert float(text) == found


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)


@given(st.lists(st.tuples(CELLS, ROWS), min_size=1, max_size=12), st.sampled_from(",;\t"))
def test_any_id_and_order_survive_the_way_through_a_csv(
    lines: list[tuple[str, tuple[int, ...]]], delimiter: str
) -> None:
    names = [feature.name for feature in TRAITS.features]
    with tempfile.TemporaryDirectory() as folder:
        source, output = Path(folder, "in.csv"), Path(folder, "out.csv")
        source.write_bytes(
            table([["ID", *names], *([name, *row] for name, row in lines)], delimiter)
        )
        result = score_csv(ENGINE, RECORD, source, output, job=Job())
        assert result.errors == ()
        assert [score.row_id for score in result.rows] == [name for name, _ in lines]
        with output.open(encoding="utf-8", newline="") as file:
            written = list(csv.DictReader(file, delimiter=delimiter))
    assert [line["ID"] for line in written] == [safe_cell(name) for name, _ in lines]
    expected = score_rows(ENGINE, RECORD, [row for _, row in lines]).points.tolist()
    assert [int(line["points"]) for line in written] == expected


@given(st.binary(max_size=300))
def test_any_bytes_are_a_table_or_a_known_error(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "in.csv")
        for content in (data, table([[f.name for f in TRAITS.features]], ",") + data):
            source.write_bytes(content)
            try:
                rows = read_csv(source, TRAITS, job=Job())
            except ApplianceError:
                continue
            assert np.isfinite(rows.values).all()
            assert len(rows.values) == len(rows.row_ids) == len(rows.row_numbers)


@given(st.text(max_size=20))
def test_c2_41_no_written_cell_starts_a_formula(text: str) -> None:
    cell = safe_cell(text)
    assert cell.replace("'", "") == text.replace("'", "")
    assert safe_cell(cell) == cell
    if cell.lstrip(" ")[:1] in ("=", "@", "\t", "\r", "\n"):
        pytest.fail("a spreadsheet would run this cell")


def table(rows: Sequence[Sequence[object]], delimiter: str) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode()
