"""The report as JSON, to be read by other programs; its shape is published and tested. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from appliance.review.reports.records import Report

if TYPE_CHECKING:
    from collections.abc import Mapping


def json_bytes(report: Report) -> bytes:
    """UTF-8 with a newline at its end; the same report gives the same bytes."""
    return msgspec.json.format(msgspec.json.encode(report), indent=2) + b"\n"


def read(data: bytes) -> Report:
    """A report from its JSON. Raises: msgspec.MsgspecError."""
    return msgspec.json.decode(data, type=Report)


def schema() -> Mapping[str, Any]:
    """Its shape as JSON Schema 2020-12, made from the records."""
    found = msgspec.json.schema(Report)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **found}
