"""A checklist as its file: readable, in one order, nothing that is as if it were not said. Pure."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from appliance.review.checklists.records import Checklist, Item

_COLUMNS = 96
# Fields whose texts are regular expressions: between single quotes no backslash counts.
_LITERAL = re.compile(r"[^'\x00-\x08\x0a-\x1f\x7f]*")
_FIRST = ("name", "version", "title", "title_zh", "jurisdiction", "valid_from", "valid_to",
          "language", "source", "licence")  # fmt: skip
_ITEM = (
    "id", "kind", "model", "severity", "title", "title_zh", "question", "question_zh", "met_when",
    "met_when_zh", "documents", "look", "identifier", "indicator", "threshold", "document", "date",
    "agreement", "patterns", "against", "exceptions", "waive", "owner", "due_days",
)  # fmt: skip


def to_toml(checklist: Checklist) -> bytes:
    """The file of a checklist; reading it gives the same checklist again."""
    lines = [*_lines(checklist, _FIRST)]
    for item in checklist.items:
        lines += ["", "[[items]]", *_lines(item, _ITEM)]
    return ("\n".join(lines) + "\n").encode("utf-8")


def _lines(record: Checklist | Item, order: tuple[str, ...]) -> list[str]:
    fields = {field.name: field for field in msgspec.structs.fields(type(record))}
    written = []
    for name in (*order, *(name for name in fields if name not in order)):
        field = fields[name]
        value = getattr(record, name)
        if name == "items" or (not field.required and value == field.default):
            continue
        written.append(f"{name} = {_value(msgspec.to_builtins(value), name)}")
    return written


def _value(value: Any, name: str) -> str:  # noqa: ANN401 - whatever a record holds
    if isinstance(value, str):
        return _text(value, literal=name in ("patterns", "against"))
    if isinstance(value, list | tuple):
        return _list([_value(one, name) for one in value], apart=name in ("patterns", "against"))
    if isinstance(value, dict):
        return _table(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return repr(value)


def _text(text: str, *, literal: bool) -> str:
    if literal and "\\" in text and _LITERAL.fullmatch(text):
        return f"'{text}'"
    # JSON's escapes are TOML's, but for DEL, which TOML wants escaped.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _list(parts: list[str], *, apart: bool) -> str:
    line = f"[{', '.join(parts)}]"
    if not parts or (not apart and len(line) <= _COLUMNS):
        return line
    return "[\n" + "".join(f"  {part},\n" for part in parts) + "]"


def _table(found: dict[str, Any]) -> str:
    """An inline table; what is not given (null) has no word in TOML and is left out."""
    parts = [f"{name} = {_inline(one)}" for name, one in found.items() if one is not None]
    return f"{{ {', '.join(parts)} }}"


def _inline(value: Any) -> str:  # noqa: ANN401 - as above
    if isinstance(value, list | tuple):
        return f"[{', '.join(_inline(one) for one in value)}]"
    return _value(value, "")
