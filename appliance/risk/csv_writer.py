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
    from appliance.risk.csv_reader import CsvRows
    from appliance.risk.records import RowError
    from appliance.risk.table import ScoreTable

_ROWS_PER_TICK = 4096
# A spreadsheet runs a cell that begins like this as a formula: CSV injection.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_PLAIN_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")


def safe_cell(text: str) -> str:
    """`text` so that no spreadsheet runs it: an apostrophe goes before a formula sign.

    Plain numbers with a sign stay as they are.
    """
    if text.lstrip(" ").startswith(_FORMULA) and not _PLAIN_NUMBER.fullmatch(text):
        return "'" + text
    return text


def write_csv(path: Path, rows: CsvRows, scores: ScoreTable, *, explain: bool, job: Job) -> None:
    """Write all rows of the input: scored ones with results, the others with their errors.

    The file appears whole or not at all. `explain` adds the points of every input.

    Raises: DiskFull, FolderReadOnly, Cancelled.
    """
    shape = rows.shape
    problems = _messages(rows.errors)
    failed = dict(rows.failed)
    places = {number: place for place, number in enumerate(rows.row_numbers)}
    numbers = sorted([*places, *failed])
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=shape.delimiter)
    titles = _result_titles(scores, explain=explain)
    lead = [] if shape.id_header is None else [safe_cell(shape.id_header)]
    with atomic_write(path) as out:
        if shape.byte_order_mark:
            out.write(codecs.BOM_UTF8)
        writer.writerow([*lead, "row", *titles])
        for done, number in enumerate(numbers):
            if done % _ROWS_PER_TICK == 0:
                job.tick("writing", done, len(numbers), unit="rows")
                _pour(text, out)
            if number in places:
                place = places[number]
                row_id, cells = rows.row_ids[place], _cells(scores, place, explain=explain)
            else:
                row_id = failed[number]
                cells = [""] * (len(titles) - 1)
                cells.append(safe_cell(problems.get(number, "This row was not scored.")))
            lead = [] if shape.id_header is None else [safe_cell(row_id or "")]
            writer.writerow([*lead, number, *cells])
        _pour(text, out)


def _pour(text: io.StringIO, out: IO[bytes]) -> None:
    out.write(text.getvalue().encode())
    text.seek(0)
    text.truncate()


def _result_titles(scores: ScoreTable, *, explain: bool) -> list[str]:
    titles = ["pd", "points", "band", "decision", "cutoff_points", "distance"]
    titles += [f"reason_{number}" for number in range(1, MOST_REASONS + 1)]
    titles.append("warnings")
    if explain:
        titles.append("starting_points")
        titles += [f"points_{feature.name}" for feature in scores.traits.features]
    return [*titles, "error"]


def _cells(scores: ScoreTable, place: int, *, explain: bool) -> list[str | int]:
    points, cutoff = int(scores.points[place]), scores.traits.cutoff_points
    name, decision = scores.band(place)
    reasons = [
        safe_cell(f"{reason.text} (−{reason.points_lost} points)")
        for reason in scores.reasons(place)
    ]
    reasons += [""] * (MOST_REASONS - len(reasons))
    warnings = safe_cell(" | ".join(warning.text for warning in scores.warnings(place)))
    cells: list[str | int] = [f"{scores.probability(place):.6f}", points]
    cells += [safe_cell(name), safe_cell(decision), cutoff, points - cutoff, *reasons, warnings]
    if explain:
        cells += [scores.starting_points, *scores.contributions[place].tolist()]
    return [*cells, ""]


def _messages(errors: tuple[RowError, ...]) -> dict[int, str]:
    messages: dict[int, list[str]] = {}
    for error in errors:
        messages.setdefault(error.row, []).append(error.message)
    return {row: " ".join(texts) for row, texts in messages.items()}
