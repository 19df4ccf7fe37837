"""A CSV file as checked rows of numbers, with the rows that cannot be used listed.

The rules, and why they are strict: docs/formats/scoring.md.
"""

from __future__ import annotations

import codecs
import csv
import io
from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from appliance.errors import ColumnsMissing, CsvInvalid, RowInvalid
from appliance.files import read_limited
from appliance.risk.records import RowError, ValueProblem
from appliance.risk.schema import read_value

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from appliance.jobs import Job
    from appliance.packs.records import Feature, RiskTraits

LIMIT_BYTES = 256 * 1024**2
LIMIT_ROWS = 1_000_000
# A file of which every row is bad would otherwise fill the memory and the screen with errors.
LIMIT_ERRORS = 10_000
_ROWS_PER_TICK = 4096
# The csv module's own limit is one for the whole process, and others may change it.
_LONGEST_CELL = 128 * 1024
_DELIMITERS = (",", ";", "\t")
# In this order: a file that is valid UTF-8 is never anything else in practice, and GB 18030 reads
# almost every sequence of bytes.
_ENCODINGS = ("utf-8", "gb18030")
_ID_NAMES = frozenset(
    {"id", "customer", "client", "applicant", "account", "application", "reference"}
    | {"编号", "客户编号", "客户号", "客户id", "申请编号", "序号"}
)


@dataclass(frozen=True, slots=True)
class CsvShape:
    """How the file is written, so that the results can be written the same way."""

    delimiter: str
    byte_order_mark: bool
    id_header: str | None


@dataclass(frozen=True, slots=True)
class CsvRows:
    """Usable rows in order: `values` float64 (n, features), with their ids and row numbers.

    `row_numbers` count the rows below the header from 1, blank ones included. `errors` has an
    entry per bad value (at most `LIMIT_ERRORS`), `failed` the numbers and ids of all bad rows.
    """

    shape: CsvShape
    values: np.ndarray
    row_ids: tuple[str | None, ...]
    row_numbers: tuple[int, ...]
    errors: tuple[RowError, ...]
    failed: tuple[tuple[int, str | None], ...]


@dataclass(frozen=True, slots=True)
class _Header:
    width: int
    columns: tuple[int, ...]  # place of each input of the model in a row
    id_place: int | None


def read_csv(path: Path, traits: RiskTraits, *, job: Job) -> CsvRows:
    """Read and check a whole file.

    Raises:
        FileUnreadable, DocumentTooLarge: the file itself; more than `LIMIT_BYTES`.
        CsvInvalid: not text, no header, no rows, broken quotes, doubled columns, too many rows.
        ColumnsMissing: the header lacks inputs of the model.
        Cancelled: the person asked to stop.
    """
    data = read_limited(path, LIMIT_BYTES)
    encoding = _encoding(data, path.name)
    delimiter, names = _best_header(data, encoding, traits, path.name)
    header = _header(names, traits, path.name)
    marked = data.startswith(codecs.BOM_UTF8)
    id_header = None if header.id_place is None else names[header.id_place].strip()
    records = _records(data, encoding, delimiter, path.name)
    next(records)  # the header, known already
    return _collect(records, header, CsvShape(delimiter, marked, id_header), traits, path.name, job)


def normal(name: str) -> str:
    """A column's name without what people and programs change: case, spaces, hyphens."""
    return "_".join(name.casefold().replace("-", " ").replace("_", " ").split())


def _collect(
    records: Iterator[list[str]],
    header: _Header,
    shape: CsvShape,
    traits: RiskTraits,
    name: str,
    job: Job,
) -> CsvRows:
    values = array("d")  # a list of lists of a million rows would take ten times the memory
    row_ids: list[str | None] = []
    row_numbers: list[int] = []
    errors: list[RowError] = []
    failed: list[tuple[int, str | None]] = []
    for number, cells in enumerate(records, start=1):
        if number % _ROWS_PER_TICK == 0:
            job.tick("reading", number, unit="rows")
        if not any(cells) or not any(cell.strip() for cell in cells):
            continue
        if len(row_numbers) + len(failed) >= LIMIT_ROWS:
            raise CsvInvalid(name=name, why=f"it has more than {LIMIT_ROWS:,} rows; split it")
        row_id = _row_id(cells, header)
        row, problems = _row(cells, header, traits.features)
        if problems:
            failed.append((number, row_id))
            if len(errors) < LIMIT_ERRORS:
                errors.extend(_row_error(number, row_id, problem) for problem in problems)
        else:
            values.extend(row)
            row_ids.append(row_id)
            row_numbers.append(number)
    if not row_numbers and not failed:
        raise CsvInvalid(name=name, why="it has a header but no rows")
    return CsvRows(
        shape,
        np.array(values, np.float64).reshape(len(row_numbers), len(traits.features)),
        tuple(row_ids),
        tuple(row_numbers),
        tuple(errors),
        tuple(failed),
    )


def _row(
    cells: list[str], header: _Header, features: tuple[Feature, ...]
) -> tuple[list[float], list[ValueProblem]]:
    """The row's numbers, and what is wrong with it."""
    if len(cells) < header.width or any(cell.strip() for cell in cells[header.width :]):
        # One delimiter too many or too few moves every value behind it into another column.
        why = f"has {len(cells)} cells where the header has {header.width}"
        return [], [ValueProblem("", "The row", "cells", why)]
    row: list[float] = []
    problems: list[ValueProblem] = []
    for place, feature in zip(header.columns, features, strict=True):
        found = read_value(cells[place], feature)
        if isinstance(found, ValueProblem):
            problems.append(found)
        else:
            row.append(found)
    return row, problems


def _row_id(cells: list[str], header: _Header) -> str | None:
    if header.id_place is None or header.id_place >= len(cells):
        return None
    return cells[header.id_place]


def _row_error(number: int, row_id: str | None, problem: ValueProblem) -> RowError:
    return RowError(
        number,
        row_id,
        problem.feature or None,
        RowInvalid.code,
        problem.problem,
        f"{problem.label} {problem.why}.",
    )


def _encoding(data: bytes, name: str) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise CsvInvalid(name=name, why="it is saved as UTF-16; save it as UTF-8")
    if b"\0" in data:
        raise CsvInvalid(name=name, why="it is not a text file")
    if data.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    for encoding in _ENCODINGS:
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            for start in range(0, len(data), 1024**2):
                decoder.decode(data[start : start + 1024**2])
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        return encoding
    raise CsvInvalid(name=name, why="its characters are neither UTF-8 nor GB 18030")


def _records(data: bytes, encoding: str, delimiter: str, name: str) -> Iterator[list[str]]:
    """Rows of cells from the header on; blank lines before the header are passed over."""
    stream = io.TextIOWrapper(io.BytesIO(data), encoding=encoding, newline="")
    reader = csv.reader(stream, delimiter=delimiter, strict=True)
    started = False
    try:
        for cells in reader:
            if max(map(len, cells), default=0) > _LONGEST_CELL:
                raise csv.Error("cell too long")
            started = started or any(cell.strip() for cell in cells)
            if started:
                yield cells
    except csv.Error as error:
        why = f"line {reader.line_num} has a quotation mark out of place or a cell without end"
        raise CsvInvalid(str(error), name=name, why=why) from error
    except UnicodeDecodeError as error:
        why = f"line {reader.line_num} has broken characters"
        raise CsvInvalid(str(error), name=name, why=why) from error


def _best_header(
    data: bytes, encoding: str, traits: RiskTraits, name: str
) -> tuple[str, list[str]]:
    """The delimiter under which the header names most of the model's inputs, then most columns."""
    wanted = {normal(feature.name) for feature in traits.features}
    found: list[tuple[int, int, str, list[str]]] = []
    trouble: CsvInvalid | None = None
    for delimiter in _DELIMITERS:
        try:
            names = next(_records(data, encoding, delimiter, name), [])
        except CsvInvalid as error:
            trouble = error
            continue
        known = len(wanted & {normal(one) for one in names})
        found.append((known, len(names), delimiter, names))
    if not found:
        assert trouble is not None  # noqa: S101 - no delimiter worked, so one failed last
        raise trouble
    _, _, delimiter, names = max(found, key=lambda one: one[:2])
    if not any(one.strip(" " + "".join(_DELIMITERS)) for one in names):
        raise CsvInvalid(name=name, why="it is empty")
    return delimiter, names


def _header(names: list[str], traits: RiskTraits, file_name: str) -> _Header:
    places: dict[str, list[int]] = {}
    for place, name in enumerate(names):
        places.setdefault(normal(name), []).append(place)
    wanted = [normal(feature.name) for feature in traits.features]
    missing = [
        feature.name
        for feature, key in zip(traits.features, wanted, strict=True)
        if key not in places
    ]
    if missing:
        raise ColumnsMissing(name=file_name, columns=", ".join(missing))
    for feature, key in zip(traits.features, wanted, strict=True):
        if len(places[key]) > 1:
            raise CsvInvalid(name=file_name, why=f"the column {feature.name} appears twice")
    columns = tuple(places[key][0] for key in wanted)
    # A trailing delimiter on every line is an empty last column, not a column.
    width = max(place for place, name in enumerate(names) if name.strip()) + 1
    return _Header(width, columns, _id_place(names, set(wanted)))


def _id_place(names: list[str], wanted: set[str]) -> int | None:
    """The first column called “ID” or the like, else the first whose name ends in “id”."""
    keys = [(place, normal(name)) for place, name in enumerate(names)]
    candidates = [(place, key) for place, key in keys if key not in wanted]
    for place, key in candidates:
        if key in _ID_NAMES:
            return place
    for place, key in candidates:
        if key.endswith(("_id", "_no", "_number")):
            return place
    return None
