"""What forms were filled with, as CSV, workbook or JSON with all evidence. Pure.

No cell is ever a formula: in a workbook every text is written as text, and in CSV a text that a
spreadsheet would compute begins with an apostrophe.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Any

import xlsxwriter

from appliance.assistant.forms.schema import instance, number, to_schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from appliance.assistant.forms.records import (
        Conflict,
        FieldValue,
        Fill,
        Form,
        FormField,
        Value,
    )
    from appliance.documents.records import Box

FORMAT = 1
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d+)?")
_CELL_CP = 32_000
_COLUMNS = (
    "form", "document", "field", "title", "value", "unit", "scale", "state", "decided_by",
    "decided_at", "confidence", "found_by", "page", "start", "end", "quote", "note",
)  # fmt: skip


def shown(value: Value | None) -> str:
    """A value in one cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "; ".join(value) if isinstance(value, tuple) else value


def neutral(text: str) -> str:
    """A cell of CSV that no spreadsheet computes; numbers stay numbers."""
    if text.startswith(_FORMULA) and not _NUMBER.fullmatch(text):
        return "'" + text
    return text


def csv_bytes(fills: Sequence[Fill]) -> bytes:
    """A line for each field of each document."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    for fill, field, one in _rows(fills):
        writer.writerow([neutral(str(cell)) for cell in _cells(fill, field, one)])
    return out.getvalue().encode("utf-8-sig", "replace")


def xlsx_bytes(form: Form, fills: Sequence[Fill]) -> bytes:
    """A sheet with a line for each document, and one with the evidence of each value."""
    out = io.BytesIO()
    # In memory: a temporary file would be document text in clear on the disk.
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(out, options) as book:
        bold = book.add_format({"bold": True})
        values = book.add_worksheet("Values")
        values.freeze_panes(1, 1)
        heads = ["document", *(field.title for field in form.fields)]
        for column, head in enumerate(heads):
            values.write_string(0, column, head, bold)
        for row, fill in enumerate(fills, start=1):
            values.write_string(row, 0, _cell(fill.document))
            by_name = {one.name: one for one in fill.fields}
            for column, field in enumerate(form.fields, start=1):
                one = by_name.get(field.name)
                if one is not None and one.kind == field.kind:
                    _write(values, row, column, one)
        evidence = book.add_worksheet("Evidence")
        evidence.freeze_panes(1, 0)
        for column, head in enumerate(_COLUMNS):
            evidence.write_string(0, column, head, bold)
        for row, (fill, field, one) in enumerate(_rows(fills), start=1):
            for column, cell in enumerate(_cells(fill, field, one)):
                if _COLUMNS[column] == "value":
                    _write(evidence, row, column, one)
                elif isinstance(cell, int | float):
                    evidence.write_number(row, column, cell)
                else:
                    evidence.write_string(row, column, _cell(cell))
    return out.getvalue()


def _write(sheet: Any, row: int, column: int, one: FieldValue) -> None:  # noqa: ANN401 - untyped library
    text = shown(one.value)
    if one.kind in ("number", "money") and _NUMBER.fullmatch(text):
        sheet.write_number(row, column, number(text))
    elif text:
        sheet.write_string(row, column, _cell(text))


def _cell(text: str) -> str:
    return text[:_CELL_CP]


def _rows(fills: Iterable[Fill]) -> Iterable[tuple[Fill, FormField, FieldValue]]:
    for fill in fills:
        for field, one in zip(fill.form.fields, fill.fields, strict=True):
            yield fill, field, one


def _cells(fill: Fill, field: FormField, one: FieldValue) -> list[str | int | float]:
    return [
        fill.form.name, fill.document, one.name, field.title, shown(one.value), one.unit, one.scale,
        one.state, one.decided_by, one.at, one.confidence, one.found_by, one.page, one.start,
        one.end, one.quote, one.note,
    ]  # fmt: skip


def json_object(
    form: Form,
    fills: Sequence[Fill],
    found: Sequence[Conflict],
    *,
    boxes: Callable[[FieldValue], Sequence[Box]],
    exported_at: str,
) -> dict[str, Any]:
    """All that is known of each value, and what was `found` to differ between documents.

    `boxes` gives a value's places on the page, in points.
    """
    return {
        "format": FORMAT,
        "form": form.name,
        "schema": to_schema(form),
        "exported_at": exported_at,
        "fills": [
            {
                "document": fill.document,
                "sha256": fill.sha256,
                "pages": fill.pages,
                "filled_at": fill.filled_at,
                "fit": fill.fit,
                "made": fill.made,
                "schema": to_schema(fill.form) if fill.form != form else None,
                "values": instance(fill),
                "fields": [_evidence(one, boxes(one)) for one in fill.fields],
            }
            for fill in fills
        ],
        "conflicts": [
            {
                "field": one.name,
                "values": [
                    {"document": value.document, "value": value.value, "unit": value.unit}
                    for value in one.values
                ],
            }
            for one in found
        ],
    }


def _evidence(one: FieldValue, boxes: Sequence[Box]) -> dict[str, Any]:
    return {
        "name": one.name,
        "kind": one.kind,
        "value": one.value,
        "unit": one.unit,
        "scale": one.scale,
        "state": one.state,
        "decided_by": one.decided_by,
        "decided_at": one.at,
        "confidence": one.confidence,
        "found_by": one.found_by,
        "note": one.note,
        "page": one.page,
        "start": one.start,
        "end": one.end,
        "quote": one.quote,
        "boxes": [[box.x0, box.y0, box.x1, box.y1] for box in boxes],
        "before": one.before,
        "others": one.others,
    }
