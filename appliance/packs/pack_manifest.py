"""The description in a pack: its one form, and everything that can be wrong with it."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from appliance.errors import (
    ManifestInvalid,
    PackCountRefused,
    PackDuplicate,
    PackFieldUnknown,
    PackInvalid,
    PackNameRefused,
    PackNotCanonical,
    PackOrderWrong,
    PackSizeRefused,
    PackTextHidden,
)
from appliance.packs import manifest as manifests
from appliance.packs.pack_records import PackManifest
from appliance.packs.showable import shown, texts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from appliance.packs.pack_records import PackComponent, PackKind

FORMAT = 1
MIN_BYTES = 2
MAX_BYTES = 1024 * 1024
MAX_COMPONENTS = 16
MAX_COMPONENT_BYTES = 2**40
# Checklists, prompts, policies and trust documents are texts that people write.
MAX_TEXT_BYTES = 4 * 1024 * 1024
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_TEXT_SUFFIXES: dict[PackKind, tuple[str, ...]] = {
    "checklist": (".toml", ".json", ".txt", ".md"),
    "prompts": (".toml", ".json", ".txt", ".md"),
    "policy": (".toml",),
    "trust": (".json",),
}
# Device names on Windows, with or without an extension: writing to them does not make a file.
_RESERVED = frozenset(
    ["con", "prn", "aux", "nul"] + [f"{port}{n}" for port in ("com", "lpt") for n in range(10)]
)
# Texts of several lines; every other text is one line.
_LINES = re.compile(r"changes|self_test\.[0-9]+\.(input|expected)|model\.description")


def canonical(manifest: PackManifest) -> bytes:
    """The one encoding: JSON, every field, keys sorted, no spaces, UTF-8 unescaped."""
    return msgspec.json.encode(manifest, order="sorted")


def parse(raw: bytes, *, name: str) -> PackManifest:
    """A description from its canonical form; `name` is what errors call the pack.

    Raises: PackInvalid and the classes derived from it, PackFieldUnknown, PackCountRefused,
        PackDuplicate, PackOrderWrong.
    """
    try:
        manifest = msgspec.json.decode(raw, type=PackManifest)
    except msgspec.ValidationError as error:
        why = shown(str(error))
        if "unknown field" in why:
            raise PackFieldUnknown(name=name, what=why) from error
        raise PackInvalid(name=name, why=why) from error
    except (ValueError, RecursionError) as error:  # also not UTF-8, or a number of many digits
        raise PackInvalid(str(error), name=name, why="it is not a JSON text in UTF-8") from error
    if canonical(manifest) != raw:
        raise PackNotCanonical(name=name)
    check(manifest, name=name)
    return manifest


def check(manifest: PackManifest, *, name: str) -> None:
    """What types alone do not say. Raises: as `parse`, without PackNotCanonical."""
    if manifest.format != FORMAT:
        raise PackInvalid(name=name, why=f"its format is {manifest.format}, not {FORMAT}")
    for place, text in texts(msgspec.to_builtins(manifest)):
        one_line = text.replace("\n", "") if _LINES.fullmatch(place) else text
        # Names of components get a closer look and a code of their own.
        is_name = place.startswith("components.") and place.endswith(".name")
        if not is_name and shown(one_line) != one_line:
            raise PackTextHidden(name=name, place=place)
    _check_components(manifest.components, name)
    for complaint in _complaints(manifest):
        raise PackInvalid(name=name, why=complaint)
    if manifest.model is None:
        _check_text(manifest, name)
    else:
        _check_model(manifest, name)


def name_complaint(component: str) -> str:
    """Why a component cannot have this name; empty if it can.

    One spelling for every file system: no case, no accents, nothing that leaves the folder.
    """
    if len(component) > 64:
        return f"{len(component)} characters"
    if not _NAME.fullmatch(component):
        return f"{shown(component)!r} is not made of a-z 0-9 . _ - only"
    if component.endswith("."):
        return f"{component!r} ends with a dot"
    if component.partition(".")[0] in _RESERVED:
        return f"{component!r} is a device on some systems"
    return ""


def text_complaint(data: bytes) -> str:
    """Why this content is not a plain text; empty if it is."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return "it is not UTF-8"
    plain = text.replace("\r\n", "\n").replace("\n", "").replace("\t", "")
    return "" if shown(plain) == plain else "control or invisible characters"


def _check_components(components: tuple[PackComponent, ...], name: str) -> None:
    if not 1 <= len(components) <= MAX_COMPONENTS:
        raise PackCountRefused(
            name=name, what="components", found=len(components), least=1, most=MAX_COMPONENTS
        )
    seen: set[str] = set()
    for component in components:
        why = name_complaint(component.name)
        if why:
            raise PackNameRefused(name=name, why=why)
        if component.name in seen:
            raise PackDuplicate(name=name, what=f"the file {component.name}")
        seen.add(component.name)
        if not 1 <= component.size_bytes <= MAX_COMPONENT_BYTES:
            # Not quoted in full: it may have hundreds of digits.
            size = f"{component.size_bytes:.6g}" if abs(component.size_bytes) < 2**64 else "absurd"
            raise PackSizeRefused(name=name, why=f"{component.name}: {size} bytes")


def _complaints(manifest: PackManifest) -> Iterable[str]:
    try:
        created = datetime.fromisoformat(manifest.created)
        expires = datetime.fromisoformat(manifest.expires)
        if manifest.terms is not None and manifest.terms.until is not None:
            datetime.fromisoformat(manifest.terms.until)
    except ValueError:
        yield "one of its dates is not in the calendar"
        return
    if not created < expires:
        yield "it expires before it was made"
    sets: list[tuple[str, ...]] = [manifest.needs.instruction_sets]
    if manifest.terms is not None:
        sets += [manifest.terms.branches, manifest.terms.purposes]
    if any(list(one) != sorted(set(one)) for one in sets):
        yield "a list of branches, purposes or instruction sets is not in order"
    if (manifest.kind == "model") != (manifest.model is not None):
        yield "a pack of kind model, and no other, has a model's description"


def _check_model(manifest: PackManifest, name: str) -> None:
    model = manifest.model
    assert model is not None  # noqa: S101 - the caller looked
    try:
        manifests.check(model)
        manifests.check_published(model)
    except ManifestInvalid as error:
        raise PackInvalid(name=name, why=error.facts["why"]) from error
    ours = (manifest.name, manifest.version, manifest.title, manifest.licence)
    if ours != (model.name, model.version, model.title, model.licence):
        raise PackInvalid(name=name, why="name, version, title or licence is not its model's")
    listed = [(one.name, one.size_bytes, one.sha256) for one in manifest.components]
    wanted = [(one.name, one.size_bytes, one.sha256) for one in model.components]
    if listed != wanted:
        if sorted(listed) == sorted(wanted):
            raise PackOrderWrong(name=name, what="its files")
        raise PackInvalid(name=name, why="its files are not those of its model")


def _check_text(manifest: PackManifest, name: str) -> None:
    suffixes = _TEXT_SUFFIXES[manifest.kind]
    if len(manifest.components) != 1:
        raise PackCountRefused(
            name=name, what="texts", found=len(manifest.components), least=1, most=1
        )
    component = manifest.components[0]
    if not component.name.endswith(suffixes):
        raise PackNameRefused(
            name=name, why=f"a {manifest.kind} ends with one of: {', '.join(suffixes)}"
        )
    if component.size_bytes > MAX_TEXT_BYTES:
        raise PackSizeRefused(name=name, why=f"{component.name} is longer than 4 MiB")
    if manifest.terms is not None or manifest.self_test:
        raise PackInvalid(name=name, why="only a model has licence terms and a self-test")
