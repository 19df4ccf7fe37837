"""Forms from files: those that come with the program, and what a person wrote."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from appliance import toml_text
from appliance.assistant.forms.schema import form_of
from appliance.errors import FormInvalid
from appliance.files import read_limited

if TYPE_CHECKING:
    from appliance.assistant.forms.records import Form

LIMIT_BYTES = 512 * 1024
_FOLDER = Path(__file__).parent / "shipped"


@cache
def shipped() -> tuple[Form, ...]:
    """The forms that come with the program, by name."""
    made = [read_form(path) for path in sorted(_FOLDER.glob("*.toml"))]
    return tuple(msgspec.structs.replace(form, shipped=True) for form in made)


def read_form(path: Path) -> Form:
    """The form of a TOML or JSON file, or of a JSON Schema.

    Raises: FormInvalid, FileUnreadable, DocumentTooLarge.
    """
    data = read_limited(path, LIMIT_BYTES)
    try:
        return form_of(_table(data.decode("utf-8-sig")), path.stem.lower())
    except UnicodeDecodeError as error:
        raise FormInvalid(name=path.name, why="it is not UTF-8 text") from error
    except (ValueError, RecursionError) as error:
        raise FormInvalid(name=path.name, why=f"it is neither TOML nor JSON ({error})") from error


def parse(text: str, name: str) -> Form:
    """The form of a text in TOML or JSON. Raises: FormInvalid."""
    try:
        return form_of(_table(text), name)
    except (ValueError, RecursionError) as error:
        raise FormInvalid(name=name, why=f"it is neither TOML nor JSON ({error})") from error


def _table(text: str) -> dict[str, Any]:
    if text.lstrip().startswith("{"):
        found = json.loads(text)
        if not isinstance(found, dict):
            raise ValueError("it is no object")
        return found
    return toml_text.parse(text)
