"""Scores as a CSV file: one line per row of the input, in its order (docs/formats/scoring.md)."""

from __future__ import annotations

import codecs
import csv
import io
import re
from typing import IO, TYPE_CHECKING

from appliance.files import atomic_write
from appliance.risk.reasons import MOST_REASONS

if TYPE_CHECKING:
    from pathlib import Path

    from appliance.jobs import Job
    from appliance.packs.records import RiskTraits
    from appliance.risk.csv_reader import CsvRows, CsvShape
    from appliance.risk.records import RowError, Score
    from appliance.risk.table import ScoreTable

_ROWS_PER_TICK = 4096
# A spreadsheet runs a cell that begins like this as a formula: CSV injection.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NUMBER = r"[+-]?[0-9]+(?:\.[0-9]+)?"
_PLAIN_NUMBER = re.compile(_NUMBER)
# A spreadsheet with other settings splits a cell at these, whatever the file's own delimiter is.
_SEPARATORS = ";,|\t\r\n"
# A formula sign after separators, spaces and quotation marks, unless it is a plain number's. A run
# is tried at its beginning only, so that a long one does not take quadratic time.
_SPLIT_FORMULA = re.compile(
    rf"""(?<![;,|\s"])([;,|\s"]++)(?=[=+\-@＝＋－＠])(?!{_NUMBER}[ "]*+(?:[{_SEPARATORS}]|\Z))"""
)


def safe_cell(text: str) -> str:
    """`text` so that no spreadsheet runs it: an apostrophe goes before a formula sign.

    That is one in front, or after a separator, where another program may begin a new cell. Plain
    numbers with a sign stay as they are.
    """
    text = _SPLIT_FORMULA.sub(_with_apostrophe, text)
    if text.lstrip(" ").startswith(_FORMULA) and not _PLAIN_NUMBER.fullmatch(text):
        return "'" + text
    return text


def _with_apostrophe(found: re.Match[str]) -> str:
    run = found[1]
    return f"{run}'" if any(separator in run for separator in _SEPARATORS) else run


def write_csv(path: Path, rows: CsvRows, scores: ScoreTable, *, explain: bool, job: Job) -> None:
    """Write all rows of the input: scored ones with results, the others with their errors.

    The file appears whole or not at all. `explain` adds the points of every input.

    Raises: DiskFull, FolderReadOnly, Cancelled.
    """
    shape = rows.shape
    problems = _messages(rows.errors)
    failed = dict(rows.failed)
    scored = iter(scores)
    numbers = sorted([*rows.row_numbers, *failed])
    text = io.StringIO(newline="")
    # All in quotation marks: a program that expects another delimiter then splits fewer cells.
    writer = csv.writer(text, delimiter=shape.delimiter, quoting=csv.QUOTE_ALL)
    titles = _result_titles(scores.traits, explain=explain)
    with atomic_write(path) as out:
        if shape.byte_order_mark:
            out.write(codecs.BOM_UTF8)
        writer.writerow([*_lead(shape, shape.id_header), "row", *titles])
        for done, number in enumerate(numbers):
            if done % _ROWS_PER_TICK == 0:
                job.tick("writing", done, len(numbers), unit="rows")
                _pour(text, out)
            if number in failed:
                row_id = failed[number]
                cells = [""] * (len(titles) - 1)
                cells.append(safe_cell(problems.get(number, "This row was not scored.")))
            else:
                score = next(scored)
                row_id, cells = score.row_id, _cells(score, explain=explain)
            writer.writerow([*_lead(shape, row_id), number, *cells])
        _pour(text, out)


def _lead(shape: CsvShape, row_id: str | None) -> list[str]:
    return [] if shape.id_header is None else [safe_cell(row_id or "")]


def _pour(text: io.StringIO, out: IO[bytes]) -> None:
    out.write(text.getvalue().encode())
    text.seek(0)
    text.truncate()


def _result_titles(traits: RiskTraits, *, explain: bool) -> list[str]:
    titles = ["pd", "points", "band", "decision", "cutoff_points", "distance"]
    titles += [f"reason_{number}" for number in range(1, MOST_REASONS + 1)]
    titles.append("warnings")
    if explain:
        titles.append("starting_points")
        titles += [f"points_{feature.name}" for feature in traits.features]
    return [*titles, "error"]


def _cells(score: Score, *, explain: bool) -> list[str]:
    reasons = [
        safe_cell(f"{reason.text} (−{reason.points_lost} points)") for reason in score.reasons
    ]
    cells = [
        f"{score.pd:.6f}",
        str(score.points),
        safe_cell(score.band),
        safe_cell(score.decision),
        str(score.cutoff_points),
        str(score.distance),
        *reasons,
        *[""] * (MOST_REASONS - len(reasons)),
        safe_cell(" | ".join([warning.text for warning in score.warnings])),
    ]
    if explain:
        cells.append(str(score.starting_points))
        cells += [str(item.points) for item in score.contributions]
    return [*cells, ""]


def _messages(errors: tuple[RowError, ...]) -> dict[int, str]:
    messages: dict[int, list[str]] = {}
    for error in errors:
        messages.setdefault(error.row, []).append(error.message)
    return {row: " ".join(texts) for row, texts in messages.items()}
