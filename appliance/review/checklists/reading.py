"""Checklists from files: bytes of a stranger in, a checklist or all that is wrong with it out."""

from __future__ import annotations

import datetime
import types
from difflib import get_close_matches
from hashlib import sha256
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin

import msgspec

from appliance import toml_text
from appliance.errors import ChecklistInvalid
from appliance.review.checklists.checking import MOST_PROBLEMS, problems
from appliance.review.checklists.records import MOST_ITEMS, Checklist, Item, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

LIMIT_BYTES = 512 * 1024


def read(content: bytes, name: str) -> Checklist:
    """The checklist of a TOML file; `name` is the file's, for what is said of it.

    Raises: ChecklistInvalid: with all that is wrong, each with its place (`problems`).
    """
    checklist, wrong = look(content)
    if checklist is None or wrong:
        raise refused(name, wrong)
    return checklist


def look(content: bytes) -> tuple[Checklist | None, tuple[Problem, ...]]:
    """The checklist of a file as far as it is one, and all that is wrong. Raises nothing."""
    if len(content) > LIMIT_BYTES:
        return None, (Problem("the file", f"it has more than {LIMIT_BYTES // 1024} KiB"),)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return None, (Problem("the file", f"it is not UTF-8 text (byte {error.start})"),)
    try:
        table = toml_text.parse(text)
    except ValueError as error:
        return None, (Problem("the file", f"it is not TOML ({error})"),)
    # Not all of them and then the first: a file may hold a hundred thousand wrong names.
    wrong = tuple(islice(_shape(table, Checklist, ""), MOST_PROBLEMS))
    if wrong:
        return None, wrong
    checklist = msgspec.convert(_plain(table), Checklist)
    return checklist, problems(checklist)


def refused(name: str, wrong: tuple[Problem, ...]) -> ChecklistInvalid:
    """The error for a checklist with these problems."""
    first = f"{wrong[0].where}: {wrong[0].why}" if wrong else "it is empty"
    more = f" (and {len(wrong) - 1} more)" if len(wrong) > 1 else ""
    return ChecklistInvalid(name=name, why=first + more, problems=wrong)


def digest(content: bytes) -> str:
    """SHA-256 of a checklist's file in hex."""
    return sha256(content).hexdigest()


def _plain(value: Any) -> Any:  # noqa: ANN401 - what TOML has
    """TOML's own dates as texts, as they would be in quotes."""
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value.isoformat()
    return value


def _shape(table: Any, kind: type[msgspec.Struct], where: str) -> Iterator[Problem]:  # noqa: ANN401
    """Names and types, all of them; the converter itself stops at the first."""
    here = where or "the checklist"
    if not isinstance(table, dict):
        yield Problem(here, "it must be a table with names and values")
        return
    fields = {field.encode_name: field for field in msgspec.structs.fields(kind)}
    for name in table:
        if name not in fields:
            yield Problem(here, f"there is no field “{name[:60]}”{_meant(name, fields)}")
    for name, field in fields.items():
        place = f"{where}, {name}" if where else name
        if name not in table:
            if field.required:
                yield Problem(here, f"“{name}” is missing")
        elif field.type == tuple[Item, ...]:
            yield from _items(table[name])
        elif (inner := _struct(field.type)) is not None:
            yield from _shape(table[name], inner, place)
        else:
            try:
                msgspec.convert(_plain(table[name]), field.type)
            except (msgspec.ValidationError, RecursionError) as error:
                yield Problem(place, _choices(field.type) or _sentence(error))


def _items(value: Any) -> Iterator[Problem]:  # noqa: ANN401 - as above
    if not isinstance(value, list) or not value:
        yield Problem("items", "there must be at least one [[items]]")
        return
    if len(value) > MOST_ITEMS:
        yield Problem("items", f"there are {len(value)}, and {MOST_ITEMS} are allowed")
    for place, one in enumerate(value[:MOST_ITEMS], start=1):
        name = one.get("id") if isinstance(one, dict) else None
        shown = f" ({name[:60]})" if isinstance(name, str) else ""
        yield from _shape(one, Item, f"item {place}{shown}")


def _struct(kind: Any) -> type[msgspec.Struct] | None:  # noqa: ANN401 - a type's description
    """The record inside an optional field."""
    members = get_args(kind) if get_origin(kind) in (Union, types.UnionType) else (kind,)
    for member in members:
        if isinstance(member, type) and issubclass(member, msgspec.Struct):
            return member
    return None


def _meant(name: str, fields: dict[str, Any]) -> str:
    close = get_close_matches(name[:60], list(fields), n=1)
    return f"; “{close[0]}” was meant?" if close else ""


def _choices(kind: Any) -> str:  # noqa: ANN401 - a type's description
    """What a field with a few allowed words asks for; "" for another one."""
    words = [word for word in get_args(kind) if isinstance(word, str)]
    if get_origin(kind) is not Literal or not words:
        return ""
    return f"it is one of {', '.join(f'“{word}”' for word in words if word)}"


def _sentence(error: Exception) -> str:
    text = str(error).split(" - at ")[0]
    return text[:1].lower() + text[1:].rstrip(".")
