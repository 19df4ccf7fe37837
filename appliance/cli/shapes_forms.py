"""JSON shapes of forms, summaries and the overview; described in docs/formats/command-line.md."""

from __future__ import annotations

from decimal import InvalidOperation
from typing import TYPE_CHECKING

from appliance.assistant.forms.schema import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.app.office import Office
    from appliance.assistant.forms.records import Conflict, FieldValue, Fill, Form
    from appliance.assistant.records import Citation
    from appliance.assistant.summaries.records import Summary
    from appliance.documents.records import Box


def form_line(form: Form) -> dict[str, object]:
    """One of `form list`."""
    return {
        "name": form.name,
        "title": form.title,
        "title_zh": form.title_zh,
        "fields": len(form.fields),
        "shipped": form.shipped,
    }


def fill(opened: Office, case: str, one: Fill) -> dict[str, object]:
    """A form filled from one document."""
    return {
        "id": one.id,
        "form": one.form.name,
        "document": one.document,
        "sha256": one.sha256,
        "pages": one.pages,
        "filled_at": one.filled_at,
        "fit": one.fit,
        "seconds": one.seconds,
        "values": {value.name: _plain(value) for value in one.fields},
        "fields": [field(value, opened.forms.boxes(case, value)) for value in one.fields],
        "made": one.made,
    }


def _plain(one: FieldValue) -> object:
    """A value as JSON has it; the token of a hidden amount is no number."""
    try:
        return plain(one.kind, one.value, one.unit)
    except InvalidOperation:
        return one.value


def field(one: FieldValue, boxes: Sequence[Box]) -> dict[str, object]:
    """One field with its place; boxes in points, `[x0, y0, x1, y1]`."""
    return {
        "place": one.place,
        "name": one.name,
        "kind": one.kind,
        "value": one.value,
        "unit": one.unit,
        "scale": one.scale,
        "document": one.document,
        "page": one.page,
        "start": one.start,
        "end": one.end,
        "quote": one.quote,
        "boxes": [[box.x0, box.y0, box.x1, box.y1] for box in boxes],
        "confidence": one.confidence,
        "found_by": one.found_by,
        "note": one.note,
        "others": one.others,
        "state": one.state,
        "decided_by": one.decided_by,
        "decided_at": one.at,
        "before": one.before,
    }


def conflict(one: Conflict) -> dict[str, object]:
    """A field that documents fill differently."""
    return {
        "field": one.name,
        "values": [
            {"fill": number, "document": value.document, "value": value.value, "unit": value.unit}
            for number, value in zip(one.fills, one.values, strict=True)
        ],
    }


def citation(one: Citation) -> dict[str, object]:
    """A place on a page."""
    return {
        "document": one.document,
        "page": one.page,
        "start": one.start,
        "end": one.end,
        "quote": one.quote,
    }


def summary(one: Summary) -> dict[str, object]:
    """A summary with the citations of each sentence."""
    return {
        "id": one.id,
        "document": one.document,
        "sentences": [
            {
                "text": sentence.text,
                "section": sentence.section,
                "from_model": sentence.from_model,
                "citations": [citation(place) for place in sentence.citations],
            }
            for sentence in one.sentences
        ],
        "coverage": one.coverage,
        "made": one.made,
        "made_at": one.made_at,
        "seconds": one.seconds,
        "dropped": one.dropped,
    }
