"""A CSV file in, scores out, and a list of the rows that could not be scored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.errors import BadInput, ManifestInvalid
from appliance.risk.csv_reader import read_csv
from appliance.risk.csv_writer import write_csv
from appliance.risk.records import BatchResult
from appliance.risk.scoring import score_rows

if TYPE_CHECKING:
    from pathlib import Path

    from appliance.jobs import Job
    from appliance.packs.records import ModelRecord
    from appliance.risk.scoring import Tabular


def score_csv(
    engine: Tabular,
    record: ModelRecord,
    source: Path,
    output: Path | None = None,
    *,
    explain: bool = False,
    job: Job,
) -> BatchResult:
    """Score every usable row of `source`; write `output` whole or not at all.

    Bad rows never stop the others. `explain` adds the points of every input to `output`; the
    scores that are returned always have them.

    Raises: FileUnreadable, DocumentTooLarge, CsvInvalid, ColumnsMissing, ManifestInvalid,
        ModelRefused, ModelStopped, NotConfined, DiskFull, FolderReadOnly, Cancelled, and
        BadInput: there can be no file at `output`, or it is `source` itself.
    """
    if output is not None:
        _check_place(output, source)
    traits = record.manifest.risk
    if traits is None:
        raise ManifestInvalid(why=f"“{record.manifest.name}” is not a risk model")
    rows = read_csv(source, traits, job=job)
    scores = score_rows(engine, record, rows.values, row_ids=rows.row_ids, job=job)
    if output is not None:
        write_csv(output, rows, scores, explain=explain, job=job)
    return BatchResult(
        model=record.manifest.name,
        version=record.manifest.version,
        digest=record.digest,
        rows=scores,
        row_numbers=rows.row_numbers,
        errors=rows.errors,
        failed=len(rows.failed),
    )


def _check_place(output: Path, source: Path) -> None:
    """Look before an hour of work, not after it."""
    why = ""
    if output.is_dir():
        why = "it is a folder"
    elif not output.parent.is_dir():
        why = "its folder does not exist"
    elif output.exists() and source.exists() and output.samefile(source):
        why = "it is the input file, which is never overwritten"
    if why:
        raise BadInput(what=f"The output “{output.name}”", why=why)
