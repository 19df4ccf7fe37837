from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from appliance.errors import (
    ApplianceError,
    Cancelled,
    ColumnsMissing,
    CsvInvalid,
    DocumentTooLarge,
    FileUnreadable,
)
from appliance.jobs import Job
from appliance.risk import csv_reader
from appliance.risk.csv_reader import read_csv

if TYPE_CHECKING:
    from pathlib import Path

    from appliance.packs.records import RiskTraits
    from appliance.risk.csv_reader import CsvRows


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "rows.csv"


def read(file: Path, content: str | bytes, traits: RiskTraits) -> CsvRows:
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_csv(file, traits, job=Job())


def test_order_ids_and_other_columns(file: Path, two_inputs: RiskTraits) -> None:
    rows = read(file, "note,BALANCE,ID,PAID\nx,1.5,b7,3\n,-2,a1,0\n", two_inputs)
    assert rows.values.tolist() == [[3.0, 1.5], [0.0, -2.0]]
    assert rows.row_ids == ("b7", "a1")
    assert rows.row_numbers == (1, 2)
    assert rows.shape.id_header == "ID"
    assert rows.errors == ()


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_found(file: Path, two_inputs: RiskTraits, delimiter: str) -> None:
    lines = [["id", "PAID", "BALANCE"], ["1", "2", "3.5"]]
    text = "\r\n".join(delimiter.join(cells) for cells in lines)
    rows = read(file, text, two_inputs)
    assert rows.values.tolist() == [[2.0, 3.5]]
    assert rows.shape.delimiter == delimiter


def test_the_delimiter_that_names_the_inputs_wins(file: Path, two_inputs: RiskTraits) -> None:
    rows = read(file, '"a,b,c,d,e";PAID;BALANCE\n1,2,3,4,5;6;7\n', two_inputs)
    assert rows.values.tolist() == [[6.0, 7.0]]


@pytest.mark.parametrize("header", ["paid,balance", " Paid , BALANCE ", '"PAID","Balance"'])
def test_case_and_spaces_of_the_header_do_not_matter(
    file: Path, two_inputs: RiskTraits, header: str
) -> None:
    assert read(file, f"{header}\n1,2\n", two_inputs).values.tolist() == [[1.0, 2.0]]


def test_spaces_hyphens_and_underscores_are_the_same(file: Path, traits: RiskTraits) -> None:
    header = ",".join(one.name.lower().replace("_", " ") for one in traits.features[:-1])
    header += "," + traits.features[-1].name.replace("_", "-")
    rows = read(file, header + "\n" + ",".join("0" * len(traits.features)) + "\n", traits)
    assert rows.values.shape == (1, len(traits.features))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_encodings(file: Path, two_inputs: RiskTraits, encoding: str) -> None:
    rows = read(file, "客户编号,PAID,BALANCE\n张三丰,1,2\n".encode(encoding), two_inputs)
    assert rows.row_ids == ("张三丰",)
    assert rows.shape.id_header == "客户编号"
    assert rows.shape.byte_order_mark == (encoding == "utf-8-sig")


@pytest.mark.parametrize(
    ("header", "id_header"),
    [
        ("PAID,BALANCE,Customer ID", "Customer ID"),
        ("loan_id,PAID,BALANCE,ID", "ID"),
        ("Client,PAID,BALANCE,other_id", "Client"),
        ("account_no,PAID,BALANCE", "account_no"),
        ("paid,BALANCE,humid", None),
        ("x,PAID,BALANCE", None),
    ],
)
def test_the_rule_for_the_id_column(
    file: Path, two_inputs: RiskTraits, header: str, id_header: str | None
) -> None:
    cells = ",".join("1" for _ in header.split(","))
    rows = read(file, f"{header}\n{cells}\n", two_inputs)
    assert rows.shape.id_header == id_header
    assert rows.row_ids == (("1",) if id_header else (None,))


def test_blank_lines_are_passed_over_and_counted(file: Path, two_inputs: RiskTraits) -> None:
    rows = read(file, "\n,\nid,PAID,BALANCE\na,1,2\n\n , ,\nb,3,4\n\n", two_inputs)
    assert rows.row_ids == ("a", "b")
    assert rows.row_numbers == (1, 4)


def test_trailing_delimiters_are_no_columns(file: Path, two_inputs: RiskTraits) -> None:
    rows = read(file, "PAID,BALANCE,,\n1,2,,\n3,4\n", two_inputs)
    assert rows.values.tolist() == [[1.0, 2.0], [3.0, 4.0]]


def test_quoted_cells_may_hold_delimiters_and_line_ends(file: Path, two_inputs: RiskTraits) -> None:
    rows = read(file, 'ID,PAID,BALANCE\n"Doe, ""J""\nof X",1,2\nb,3,4\n', two_inputs)
    assert rows.row_ids == ('Doe, "J"\nof X', "b")
    assert rows.row_numbers == (1, 2)


def test_a_bad_row_never_stops_the_others(file: Path, two_inputs: RiskTraits) -> None:
    text = "ID,PAID,BALANCE\na,1,2\nb,,x\nc,-1,0\nd,1\ne,1,2,3\nf,5,6\n"
    rows = read(file, text, two_inputs)
    assert rows.row_ids == ("a", "f")
    assert rows.row_numbers == (1, 6)
    found = [(one.row, one.row_id, one.column, one.problem) for one in rows.errors]
    assert found == [
        (2, "b", "PAID", "missing"),
        (2, "b", "BALANCE", "not_a_number"),
        (3, "c", "PAID", "impossible"),
        (4, "d", None, "cells"),
        (5, "e", None, "cells"),
    ]
    assert {one.code for one in rows.errors} == {"R701"}
    assert rows.errors[0].message == "Amount paid is missing."
    assert rows.errors[3].message == "The row has 2 cells where the header has 3."
    assert rows.failed == ((2, "b"), (3, "c"), (4, "d"), (5, "e"))


def test_all_rows_bad_is_no_error_of_the_file(file: Path, two_inputs: RiskTraits) -> None:
    rows = read(file, "PAID,BALANCE\nx,y\n", two_inputs)
    assert rows.values.shape == (0, 2)
    assert len(rows.errors) == 2


@pytest.mark.parametrize(
    ("content", "error", "words"),
    [
        ("", CsvInvalid, "empty"),
        ("\n\n , \n", CsvInvalid, "empty"),
        ("PAID,BALANCE\n", CsvInvalid, "no rows"),
        ("PAID,BALANCE\n\n,\n", CsvInvalid, "no rows"),
        ("PAID,other\n1,2\n", ColumnsMissing, "BALANCE"),
        ("1,2\n3,4\n", ColumnsMissing, "PAID, BALANCE"),
        ("PAID,BALANCE,paid\n1,2,3\n", CsvInvalid, "PAID appears twice"),
        ('PAID,BALANCE\n1,"2\n3,4\n', CsvInvalid, "line 3"),
        ('PAID,BALANCE\n1,"2"x\n', CsvInvalid, "line 2"),
        ('"PAID,BALANCE\n1,2\n', CsvInvalid, "quotation mark"),
        (b"\xff\xfeP\0A\0", CsvInvalid, "UTF-16"),
        (b"PAID,BALANCE\n1,\0\n", CsvInvalid, "not a text file"),
        (b"PAID,BALANCE\n\xff,2\n", CsvInvalid, "neither UTF-8 nor GB 18030"),
        (b"PK\x03\x04\0\0\0\0", CsvInvalid, "not a text file"),
        (b"\xef\xbb\xbfPAID,BALANCE\n1,\xe5\n", CsvInvalid, "broken characters"),
        ("PAID,BALANCE\n1," + "9" * 200_000 + "\n", CsvInvalid, "line 2"),
    ],
)
def test_each_bad_file_has_its_error(
    file: Path,
    two_inputs: RiskTraits,
    content: str | bytes,
    error: type[ApplianceError],
    words: str,
) -> None:
    with pytest.raises(error) as caught:
        read(file, content, two_inputs)
    assert words in caught.value.message
    assert "rows.csv" in caught.value.message


def test_a_missing_file_and_a_folder(file: Path, two_inputs: RiskTraits, tmp_path: Path) -> None:
    for path in (file, tmp_path):
        with pytest.raises(FileUnreadable):
            read_csv(path, two_inputs, job=Job())


def test_limits_are_clear_errors(
    file: Path, two_inputs: RiskTraits, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "PAID,BALANCE\n" + "1,2\n" * 11
    monkeypatch.setattr(csv_reader, "LIMIT_ROWS", 10)
    with pytest.raises(CsvInvalid, match="more than 10 rows"):
        read(file, text, two_inputs)
    monkeypatch.setattr(csv_reader, "LIMIT_BYTES", 20)
    with pytest.raises(DocumentTooLarge):
        read(file, text, two_inputs)


def test_errors_are_limited_but_failed_rows_are_counted(
    file: Path, two_inputs: RiskTraits, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csv_reader, "LIMIT_ERRORS", 5)
    rows = read(file, "PAID,BALANCE\n" + "x,2\n" * 50, two_inputs)
    assert len(rows.errors) == 5
    assert len(rows.failed) == 50


def test_cancelling_stops_the_reading(file: Path, two_inputs: RiskTraits) -> None:
    file.write_text("PAID,BALANCE\n" + "1,2\n" * 5000)
    job = Job()
    job.cancel()
    with pytest.raises(Cancelled):
        read_csv(file, two_inputs, job=job)


def test_many_rows_are_read_whole(file: Path, two_inputs: RiskTraits) -> None:
    numbers = np.arange(20_000)
    text = "ID,PAID,BALANCE\n" + "".join(f"{n},{n},{-n / 2}\n" for n in numbers)
    rows = read(file, text, two_inputs)
    assert np.array_equal(rows.values, np.column_stack([numbers, -numbers / 2]))
    assert rows.row_ids[-1] == "19999"
