"""Reading a manifest strictly, and its one canonical form, whose digest is bound into the seal."""

from __future__ import annotations

import itertools
import math
from hashlib import sha256
from typing import TYPE_CHECKING

import msgspec
from msgspec import UnsetType

from appliance import toml_text
from appliance.errors import FileUnreadable, ManifestInvalid
from appliance.packs.records import Manifest, ModelKind, RiskTraits
from appliance.packs.showable import shown, texts

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

FILE_NAME = "manifest.toml"
FORMAT = 1
# A schema of a thousand features with explanations is far below this.
MAX_BYTES = 1024 * 1024
# Prompts are built by our own formatter; a template inside the weights is never run.
TEMPLATES = frozenset({"chatml"})
_COMPONENTS: dict[ModelKind, frozenset[str]] = {
    "language": frozenset({"model.gguf"}),
    "embedding": frozenset({"model.onnx", "tokenizer.json"}),
    "risk": frozenset({"model.onnx"}),
}


def read(folder: Path) -> Manifest:
    """The manifest of a folder with a model. Raises: FileUnreadable, ManifestInvalid."""
    try:
        with (folder / FILE_NAME).open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise FileUnreadable(str(error), name=FILE_NAME, why=error.strerror or "unknown") from error
    if len(raw) > MAX_BYTES:
        raise ManifestInvalid(why="it is longer than 1 MiB")
    return parse(raw)


def parse(raw: bytes) -> Manifest:
    """A manifest from TOML; nothing unknown, missing or out of range is accepted.

    Raises: ManifestInvalid.
    """
    try:
        table = toml_text.parse(raw.decode("utf-8"))
    except ValueError as error:  # also a number of thousands of digits
        raise ManifestInvalid(str(error), why="it is not a TOML text") from error
    if type(table.get("format")) is int and table["format"] > FORMAT:
        # Not named: written in hex, the number may be too long to be shown.
        raise ManifestInvalid(why="its format needs a newer release")
    manifest = _checked(table)
    check_published(manifest)
    return manifest


def canonical(manifest: Manifest) -> bytes:
    """The one encoding: JSON, keys sorted, absent traits as null, no spaces.

    `derived` is left out where it is absent, so that models keep the digest that they always had.
    """
    return msgspec.json.encode(manifest, order="sorted")


def digest(manifest: Manifest) -> str:
    """SHA-256 of the canonical form, lower-case hex: the model's identity."""
    return sha256(canonical(manifest)).hexdigest()


def from_canonical(text: str) -> Manifest:
    """A manifest that `canonical` wrote. Raises: ManifestInvalid."""
    try:
        return _checked(msgspec.json.decode(text))
    except (msgspec.MsgspecError, RecursionError) as error:
        raise ManifestInvalid(str(error), why="its stored form is not readable") from error


def _checked(table: object) -> Manifest:
    try:
        manifest = msgspec.convert(table, type=Manifest)
    except msgspec.ValidationError as error:
        raise ManifestInvalid(why=shown(str(error))) from error
    check(manifest)
    return manifest


def check(manifest: Manifest) -> None:
    """What types alone do not say. Raises: ManifestInvalid."""
    for complaint in _complaints(manifest):
        raise ManifestInvalid(why=complaint)


def check_published(manifest: Manifest) -> None:
    """What comes from outside is nothing that only a vault makes. Raises: ManifestInvalid."""
    if not isinstance(manifest.derived, UnsetType):
        raise ManifestInvalid(why="only an appliance itself makes derived models, in its own vault")


def _complaints(manifest: Manifest) -> Iterable[str]:
    if manifest.format != FORMAT:
        yield f"its format is {manifest.format}, not {FORMAT}"
    for place, text in texts(msgspec.to_builtins(manifest)):
        one_line = text.replace("\n", "") if place == "description" else text
        if shown(one_line) != one_line:
            yield f"its {place} has control characters"
    names = [component.name for component in manifest.components]
    if len(set(names)) != len(names) or set(names) != _COMPONENTS[manifest.kind]:
        expected = ", ".join(sorted(_COMPONENTS[manifest.kind]))
        yield f"a model of kind {manifest.kind} has exactly these files: {expected}"
    traits = {"language": manifest.language, "embedding": manifest.embedding, "risk": manifest.risk}
    present = [kind for kind, value in traits.items() if value is not None]
    if present != [manifest.kind]:
        yield f"it must have a [{manifest.kind}] table and no other kind's"
    if manifest.language is not None and manifest.language.template not in TEMPLATES:
        yield f"its template is none of: {', '.join(sorted(TEMPLATES))}"
    if manifest.kind != "language" and not isinstance(manifest.derived, UnsetType):
        yield "only models of kind language are derived"
    if manifest.risk is not None:
        yield from _risk_complaints(manifest.risk)


def _risk_complaints(risk: RiskTraits) -> Iterable[str]:
    names = [feature.name for feature in risk.features]
    if len(set(names)) != len(names):
        yield "two features have the same name"
    for feature in risk.features:
        if not (math.isfinite(feature.minimum) and math.isfinite(feature.maximum)):
            yield f"the range of {feature.name} is not finite"
        elif not feature.minimum < feature.maximum:
            yield f"the range of {feature.name} is empty"
    if len(risk.neutral_points) != len(risk.features):
        yield "neutral_points must have one value per feature"
    starts = [band.from_points for band in risk.bands]
    if any(upper <= lower for upper, lower in itertools.pairwise(starts)):
        yield "bands must go down from the best"
    if len({band.name for band in risk.bands}) != len(risk.bands):
        yield "two bands have the same name"
