"""`pack.toml`: what head office writes beside the files of a pack that is to be built."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from appliance import toml_text
from appliance.errors import FileUnreadable, PackInvalid
from appliance.files import read_limited
from appliance.packs import manifest as manifests
from appliance.packs import pack_manifest
from appliance.packs.pack_records import (
    Needs,
    PackComponent,
    PackKind,
    PackManifest,
    SelfTestCase,
    Terms,
)
from appliance.packs.showable import shown

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from appliance.packs.records import Manifest

FILE_NAME = "pack.toml"
_ID_BYTES = 16


class Recipe(Struct, frozen=True, forbid_unknown_fields=True):
    """The table in `pack.toml`. `file` and the four texts are for kinds other than `model`.

    A model's name, version, title and licence come from its `manifest.toml`.
    """

    format: int
    kind: PackKind
    publisher: str
    sequence: int
    expires: str
    changes: str = ""
    name: str = ""
    version: str = ""
    title: str = ""
    licence: str = ""
    file: str = ""
    needs: Needs | None = None
    terms: Terms | None = None
    self_test: tuple[SelfTestCase, ...] = ()


def read(folder: Path) -> tuple[Recipe, Manifest | None]:
    """The recipe in a folder, and the model's manifest if it is one.

    Raises: FileUnreadable, DocumentTooLarge, PackInvalid, ManifestInvalid.
    """
    raw = read_limited(folder / FILE_NAME, pack_manifest.MAX_BYTES)
    try:
        table = toml_text.parse(raw.decode("utf-8"))
    except ValueError as error:
        raise PackInvalid(str(error), name=FILE_NAME, why="it is not a TOML text") from error
    try:
        recipe = msgspec.convert(table, type=Recipe)
    except msgspec.ValidationError as error:
        raise PackInvalid(name=FILE_NAME, why=shown(str(error))) from error
    if recipe.format != pack_manifest.FORMAT:
        raise PackInvalid(name=FILE_NAME, why=f"its format is {recipe.format}, not 1")
    if recipe.kind != "model":
        if not recipe.file:
            raise PackInvalid(name=FILE_NAME, why="it names no file")
        why = pack_manifest.name_complaint(recipe.file)
        if why:
            raise PackInvalid(name=FILE_NAME, why=why)
        return recipe, None
    if any((recipe.name, recipe.version, recipe.title, recipe.licence, recipe.file)):
        why = "name, version, title, licence and files of a model come from its manifest.toml"
        raise PackInvalid(name=FILE_NAME, why=why)
    if not (folder / manifests.FILE_NAME).is_file():
        raise FileUnreadable(name=manifests.FILE_NAME, why="a model needs it")
    return recipe, manifests.read(folder)


def file_names(recipe: Recipe, model: Manifest | None) -> tuple[str, ...]:
    """The files that become the payload, in its order."""
    return (recipe.file,) if model is None else tuple(one.name for one in model.components)


def describe(
    recipe: Recipe,
    model: Manifest | None,
    components: tuple[PackComponent, ...],
    *,
    created: datetime,
) -> PackManifest:
    """The pack's description, with a new random id. Raises: see `pack_manifest.parse`.

    Without a `needs` table the size of the files stands for memory and disk.
    """
    size_bytes = sum(component.size_bytes for component in components)
    source = recipe if model is None else model
    manifest = PackManifest(
        format=pack_manifest.FORMAT,
        id=os.urandom(_ID_BYTES).hex(),
        kind=recipe.kind,
        name=source.name,
        version=source.version,
        sequence=recipe.sequence,
        publisher=recipe.publisher,
        title=source.title,
        licence=source.licence,
        created=created.strftime("%Y-%m-%dT%H:%M:%SZ"),
        expires=recipe.expires,
        changes=recipe.changes,
        needs=recipe.needs or Needs(memory_bytes=size_bytes, disk_bytes=size_bytes),
        components=components,
        terms=recipe.terms,
        self_test=recipe.self_test,
        model=model,
    )
    # Struct types are only checked when something is read, so it is read once as others will.
    return pack_manifest.parse(pack_manifest.canonical(manifest), name=FILE_NAME)
