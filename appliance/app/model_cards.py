"""The cards of the models that come with the program, as set-up laid them out."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

from appliance import settings as places
from appliance.errors import DocumentTooLarge, FileUnreadable
from appliance.files import read_limited

if TYPE_CHECKING:
    from collections.abc import Collection

FOLDER = "cards"
LIMIT_BYTES = 1024**2
_DESCRIPTIONS = ("manifest.toml", "networks.toml")


def card(name: str, sha256: Collection[str]) -> bytes:
    """The card of the model of that name, if it is about exactly these files; else b"".

    A vault may hold another model of the same name: its card is not the one that lies here.
    """
    folder = places.starter_folder()
    if name != name.strip("./\\") or "/" in name:
        return b""
    try:
        described = "".join(
            read_limited(folder / name / one, LIMIT_BYTES).decode()
            for one in _DESCRIPTIONS
            if (folder / name / one).is_file()
        )
        known = _digests(tomllib.loads(described))
        if not sha256 or not set(sha256) <= known:
            return b""
        return read_limited(folder / FOLDER / f"{name}.md", LIMIT_BYTES)
    except (FileUnreadable, DocumentTooLarge, OSError, ValueError):
        return b""


def _digests(described: object) -> set[str]:
    """Every `sha256` in a description, however deep."""
    if isinstance(described, dict):
        own = {value for key, value in described.items() if key == "sha256"}
        return own.union(*map(_digests, described.values()))
    if isinstance(described, list):
        return set().union(*map(_digests, described))
    return set()
