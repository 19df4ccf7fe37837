"""The JSON Schema (draft 2020-12) of a checklist's file, made from the records. Pure.

It says what an editor can check while a person types. What it has no words for, such as patterns
that take too long or an id that is there twice, `checking` finds.
"""

from __future__ import annotations

import json
import re
import textwrap
from typing import Any

import msgspec

from appliance.privacy.kinds import KINDS
from appliance.review.checklists import checking
from appliance.review.checklists.patterns import MOST_PATTERN_CP
from appliance.review.checklists.records import (
    MOST_DAYS,
    MOST_ITEMS,
    MOST_LINE_CP,
    MOST_PAPERS,
    MOST_PATTERNS,
    MOST_TEXT_CP,
    ROLES,
    Checklist,
)
from appliance.review.papers.types import TYPES

DIALECT = "https://json-schema.org/draft/2020-12/schema"
ID = "urn:cofferdam:checklist:1"
_LINES = ("title", "title_zh", "owner")
_TEXTS = ("question", "question_zh", "met_when", "met_when_zh", "source", "licence")
_WORDS = ("look", "exceptions", "labels", "against", "signatories")
_DAYS = ("at_most_days_before", "at_most_days_after", "warn_days", "due_days")


def to_schema() -> dict[str, Any]:
    """The schema of the table that a checklist's file says."""
    _, named = msgspec.json.schema_components([Checklist], ref_template="#/$defs/{name}")
    made = {name: _narrowed(name, found) for name, found in sorted(named.items())}
    top = made.pop("Checklist")
    return {"$schema": DIALECT, "$id": ID, **top, "$defs": made}


def json_text() -> str:
    """The schema as it is published."""
    return json.dumps(to_schema(), ensure_ascii=False, indent=2) + "\n"


def _narrowed(record: str, found: dict[str, Any]) -> dict[str, Any]:
    """A record's schema with the bounds that its checks hold and the words of its docstring."""
    text = str(found.get("description", ""))
    said = _attributes(text)
    parts = {
        name: _part(record, name, one) | ({"description": said[name]} if name in said else {})
        for name, one in found["properties"].items()
    }
    return {
        "title": record,
        "description": " ".join(text.split("\n\n")[0].split()),
        "type": "object",
        "properties": parts,
        "required": found.get("required", []),
        "additionalProperties": False,
    }


def _attributes(text: str) -> dict[str, str]:
    """What a docstring says of each field; "a, b: …" is of both."""
    _, _, section = text.partition("Attributes:\n")
    section = re.sub(r"\n {8,}", " ", textwrap.dedent(section))
    found = {}
    for names, said in re.findall(r"^ *([a-z_]+(?:, [a-z_]+)*): (.+)$", section, re.MULTILINE):
        found.update(dict.fromkeys(names.split(", "), " ".join(said.split())))
    return found


def _part(record: str, name: str, found: dict[str, Any]) -> dict[str, Any]:
    one = dict(found)
    if name in ("patterns", "against") and record == "Item":
        one |= {"maxItems": MOST_PATTERNS}
        one["items"] = {"type": "string", "format": "regex", "maxLength": MOST_PATTERN_CP}
    elif name in _WORDS:
        one |= {"maxItems": checking.MOST_WORDS}
        one["items"] = {"type": "string", "minLength": 1, "maxLength": MOST_LINE_CP}
    elif name in _LINES:
        one |= {"maxLength": MOST_LINE_CP}
    elif name in _TEXTS:
        one |= {"maxLength": MOST_TEXT_CP}
    elif name in _DAYS:
        bounds = {"minimum": 0, "maximum": MOST_DAYS}
        if "anyOf" in one:  # an optional number
            one["anyOf"] = [
                {**kind, **bounds} if kind.get("type") == "integer" else kind
                for kind in one["anyOf"]
            ]
        else:
            one |= bounds
    one |= _CLOSED.get((record, name), {})
    return one


def _choices(names: Any) -> dict[str, Any]:  # noqa: ANN401 - any collection of names
    return {"items": {"enum": list(names)}}


# Names from closed lists elsewhere, and forms that a type cannot say.
_CLOSED: dict[tuple[str, str], dict[str, Any]] = {
    ("Checklist", "name"): {"pattern": f"^{checking.NAME}$"},
    ("Checklist", "version"): {"pattern": f"^{checking.VERSION}$"},
    ("Checklist", "jurisdiction"): {"pattern": f"^({checking.COUNTRY})$"},
    ("Checklist", "language"): {"enum": ["en", "zh"]},
    ("Checklist", "valid_from"): {"pattern": "^([0-9]{4}-[0-9]{2}-[0-9]{2})?$"},
    ("Checklist", "valid_to"): {"pattern": "^([0-9]{4}-[0-9]{2}-[0-9]{2})?$"},
    ("Checklist", "items"): {"minItems": 1, "maxItems": MOST_ITEMS},
    ("Item", "id"): {"pattern": f"^{checking.NAME}$"},
    ("Item", "documents"): _choices(TYPES),
    ("Item", "identifier"): {"enum": ["", *KINDS]},
    ("Item", "waive"): _choices(ROLES),
    ("Item", "threshold"): {"minimum": 0},
    ("DocumentRule", "at_least"): {"minimum": 1, "maximum": MOST_PAPERS},
    ("AgreementRule", "labels"): {"minItems": 1},
    ("AgreementRule", "tolerance"): {"minimum": 0, "exclusiveMaximum": 1},
}
