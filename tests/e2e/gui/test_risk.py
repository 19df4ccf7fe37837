from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from appliance.app.demo import SAMPLE
from gui.pages.models import ModelsPage
from gui.pages.risk import RiskPage

if TYPE_CHECKING:
    from pathlib import Path

    from gui.pages.batch import BatchPane
    from gui.pages.one_applicant import OneApplicantPane
    from tests.e2e.gui.conftest import Driver

# Offscreen there is no window manager to tell the sizes of dialogs to.
pytestmark = [pytest.mark.model, pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)]


def applicants() -> list[dict[str, str]]:
    with (SAMPLE / "applicants.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def desk(driver: Driver) -> RiskPage:
    driver.station.show_risk()
    driver.settle()
    return driver.page(RiskPage)


def form(driver: Driver) -> OneApplicantPane:
    pane = desk(driver).one
    assert pane is not None
    return pane


def batch(driver: Driver) -> tuple[RiskPage, BatchPane]:
    page = desk(driver)
    assert page.batch is not None
    page.tabs.setCurrentWidget(page.batch)
    return page, page.batch


def test_the_form_is_made_from_the_models_own_list_of_inputs(empty_case: Driver) -> None:
    driver = empty_case
    pane = form(driver)
    traits = driver.office.scores.model().manifest.risk
    assert traits is not None
    assert list(pane.form.rows) == [feature.name for feature in traits.features]
    shown = driver.texts()
    for feature in traits.features:
        assert feature.label in shown
        assert feature.explanation in shown
    assert "10,000 to 1,000,000 NT$" in shown
    assert not pane.score.isEnabled()


def test_a_score_shows_the_same_as_the_core_says(sample_case: Driver) -> None:
    driver = sample_case
    pane = form(driver)
    values = applicants()[2]
    pane.form.fill(values)
    pane.case.setCurrentIndex(pane.case.findData("Sample"))
    assert pane.score.isEnabled()
    driver.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier, on=pane)
    driver.settle()
    assert pane.result is not None
    score = pane.result.score
    direct = driver.office.scores.score(None, values)
    assert (score.pd, score.points, score.band) == (direct.pd, direct.points, direct.band)
    shown = driver.texts()
    assert f"Band {score.band}: {score.decision}" in shown
    assert f"{-score.distance} points below the cut-off" in shown
    assert 1 <= len(score.reasons) <= 4
    for reason in score.reasons:
        assert reason.text in shown
        assert f"−{reason.points_lost} point" in shown
    chart = pane.result.chart
    for item in score.contributions:
        assert f"{item.label}: {item.points} of {item.neutral_points} points" in (
            chart.accessibleDescription()
        )
    losses = [item.points - item.neutral_points for item in chart.rows]
    assert losses == sorted(losses), "the longest loss first"
    pane.result.toggle.click()
    assert pane.result.table.isVisible()
    assert pane.result.table.rows.rows == chart.rows
    assert [kept.points for kept in driver.office.scores.history("Sample")] == [score.points]


def test_values_outside_the_training_range_are_warned_of_before_and_after(
    empty_case: Driver,
) -> None:
    driver = empty_case
    pane = form(driver)
    pane.form.fill({**applicants()[0], "LIMIT_BAL": "5000000"})
    row = pane.form.rows["LIMIT_BAL"]
    assert "outside" in row._remark.text()
    pane.submit()
    driver.settle()
    assert pane.result is not None
    (warning,) = pane.result.score.warnings
    assert warning.text in driver.texts()


def test_a_value_that_is_no_number_cannot_be_scored(empty_case: Driver) -> None:
    driver = empty_case
    pane = form(driver)
    pane.form.fill({**applicants()[0], "PAY_0": "late"})
    assert pane.form.rows["PAY_0"].edit.property("bad") == "true"
    assert not pane.score.isEnabled()
    pane.form.fill({"PAY_0": "1.5"})
    pane.submit()
    driver.settle()
    assert pane.banner.told.code == "R701"
    assert pane.result is None


def test_a_file_is_scored_with_a_list_of_the_rows_that_were_not(
    empty_case: Driver, tmp_path: Path
) -> None:
    driver = empty_case
    lines = (SAMPLE / "applicants.csv").read_text("utf-8").splitlines()
    bad = lines[1].split(",")
    bad[0], bad[1] = "A-9", "much"
    source, output = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text("\n".join([*lines, ",".join(bad)]) + "\n", "utf-8")
    _, pane = batch(driver)
    pane.source.setText(str(source))
    pane.output.setText(str(output))
    pane.submit()
    driver.settle()
    assert pane.summary.text() == ("3 rows scored. 1 row not scored. Result written to out.csv.")
    assert [pair[1].row_id for pair in pane.scores.rows.rows] == ["A-1001", "A-1002", "A-1003"]
    (error,) = pane.errors.rows.rows
    assert (error.row_id, error.column, error.code) == ("A-9", "LIMIT_BAL", "R701")
    assert len(output.read_text("utf-8").splitlines()) >= 4


def test_a_file_without_the_columns_is_told_what_it_lacks(
    empty_case: Driver, tmp_path: Path
) -> None:
    driver = empty_case
    source = tmp_path / "in.csv"
    source.write_text("id,LIMIT_BAL\nA,1000\n", "utf-8")
    _, pane = batch(driver)
    pane.source.setText(str(source))
    pane.submit()
    driver.settle()
    assert pane.banner.told.code == "R702"
    assert "PAY_0" in pane.banner.told.message


def test_kept_scores_are_shown_as_they_were_made(sample_case: Driver) -> None:
    driver = sample_case
    driver.office.scores.score(None, applicants()[0], case="Sample")
    page = desk(driver)
    assert page.kept is not None
    page.tabs.setCurrentWidget(page.kept)
    page.kept.case.setCurrentIndex(page.kept.case.findData("Sample"))
    driver.settle()
    (score,) = page.kept.table.rows.rows
    assert f"Band {score.band}: {score.decision}" in driver.texts()


def test_models_are_listed_verified_and_a_changed_one_is_named(empty_case: Driver) -> None:
    driver = empty_case
    driver.station.show_models()
    driver.settle()
    page = driver.page(ModelsPage)
    titles = [record.manifest.title for record in page.table.rows.rows]
    assert len(titles) == 3
    assert "vouched for" in driver.texts()
    assert "Apache-2.0" in driver.texts()
    row = next(i for i, r in enumerate(page.table.rows.rows) if r.manifest.kind == "risk")
    page.table.selectRow(row)
    page.verify.click()
    driver.settle()
    assert "intact" in page.notice.text()
    sealed = [path for path in driver.office.folder.rglob("*") if path.is_file()]
    small = [path for path in sealed if 1_500 < path.stat().st_size < 10_000]
    for path in small:
        if path.name != "header.json":
            data = bytearray(path.read_bytes())
            data[len(data) // 2] ^= 1
            path.chmod(0o600)
            path.write_bytes(bytes(data))
    page.verify.click()
    driver.settle()
    assert page.banner.told.code == "P303"
    assert page.banner.told.next_step


def test_without_a_risk_model_the_desk_says_where_to_get_one(empty_case: Driver) -> None:
    driver = empty_case
    name = driver.office.scores.model().manifest.name
    driver.office.models.remove(name)
    desk(driver)
    assert "No risk model in use" in driver.texts()
