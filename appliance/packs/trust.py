"""The weights that this release vouches for, by digest: made with it, tested with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import msgspec
from msgspec import Meta, Struct

from appliance import toml_text
from appliance.errors import ManifestInvalid

if TYPE_CHECKING:
    from pathlib import Path

    from appliance.packs.records import Manifest

FORMAT = 1
_Digest = Annotated[str, Meta(pattern="^[0-9a-f]{64}\\Z")]


class TrustedModel(Struct, frozen=True, forbid_unknown_fields=True):
    """One model: SHA-256 of each clear file, by file name."""

    name: str
    version: str
    components: dict[str, _Digest]


class TrustList(Struct, frozen=True, forbid_unknown_fields=True):
    """The whole list; an empty one vouches for nothing."""

    format: int = FORMAT
    model: tuple[TrustedModel, ...] = ()


def read(path: Path) -> TrustList:
    """The list in a TOML file; an empty one if there is none. Raises: ManifestInvalid."""
    try:
        table = toml_text.parse(path.read_text("utf-8"))
    except FileNotFoundError:
        return TrustList()
    except (OSError, ValueError) as error:  # ValueError: not UTF-8, not TOML
        raise ManifestInvalid(str(error), why=f"{path.name} is not readable") from error
    try:
        trusted = msgspec.convert(table, type=TrustList)
    except msgspec.ValidationError as error:
        raise ManifestInvalid(why=f"{path.name}: {error}") from error
    if trusted.format != FORMAT:
        raise ManifestInvalid(why=f"{path.name} has format {trusted.format}, not {FORMAT}")
    return trusted


def vouches(trusted: TrustList, manifest: Manifest) -> bool:
    """True if name, version and every file's digest are on the list."""
    wanted = {component.name: component.sha256 for component in manifest.components}
    return any(
        (item.name, item.version, item.components) == (manifest.name, manifest.version, wanted)
        for item in trusted.model
    )
