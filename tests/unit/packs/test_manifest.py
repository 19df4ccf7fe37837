from __future__ import annotations

import copy
import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest
import tomli_w

from appliance.errors import FileUnreadable, ManifestInvalid
from appliance.packs import manifest as manifests
from appliance.packs.manifest import MAX_BYTES, canonical, digest, from_canonical, parse, read

if TYPE_CHECKING:
    from pathlib import Path

Table = dict[str, Any]

COMMON: Table = {
    "format": 1,
    "name": "tiny",
    "version": "1.0.0",
    "title": "Tiny model",
    "licence": "Apache-2.0",
    "origin": "made for tests",
    "description": "Several\nlines are fine here.",
    "quantization": "none",
}
FILE: Table = {"size_bytes": 3, "sha256": "ab" * 32}
LANGUAGE: Table = {
    **COMMON,
    "kind": "language",
    "components": [{"name": "model.gguf", **FILE}],
    "language": {"context_tokens": 2048, "template": "chatml"},
}
EMBEDDING: Table = {
    **COMMON,
    "kind": "embedding",
    "components": [{"name": "model.onnx", **FILE}, {"name": "tokenizer.json", **FILE}],
    "embedding": {"dimensions": 384, "max_tokens": 256},
}
FEATURE: Table = {
    "name": "LIMIT_BAL",
    "label": "Credit limit",
    "explanation": "",
    "unit": "NT$",
    "minimum": 0,
    "maximum": 10.5,
    "integer": False,
    "adverse_reason": "The limit is low.",
}
RISK: Table = {
    **COMMON,
    "kind": "risk",
    "components": [{"name": "model.onnx", **FILE}],
    "risk": {
        "features": [FEATURE, {**FEATURE, "name": "AGE"}],
        "target": "default",
        "cutoff_points": 540,
        "bands": [
            {"name": "A", "from_points": 600, "decision": "accept"},
            {"name": "B", "from_points": 0, "decision": "refer"},
        ],
        "base_points": 600,
        "base_odds": 30,
        "points_to_double_odds": 20,
        "neutral_points": [5, 7],
    },
}


def toml(table: Table) -> bytes:
    return tomli_w.dumps(table).encode()


@pytest.mark.parametrize("table", [LANGUAGE, EMBEDDING, RISK])
def test_good_manifests_and_their_canonical_form(table: Table) -> None:
    manifest = parse(toml(table))
    assert manifest.kind == table["kind"]
    assert from_canonical(canonical(manifest).decode()) == manifest
    assert len(digest(manifest)) == 64


def test_the_digest_does_not_depend_on_how_the_text_is_written() -> None:
    one = parse(toml(LANGUAGE))
    turned = dict(reversed(list(LANGUAGE.items())))
    two = parse(b"# a comment\n" + toml(turned))
    assert digest(one) == digest(two)
    assert digest(parse(toml({**LANGUAGE, "title": "Tiny model."}))) != digest(one)


def test_the_digest_can_be_made_with_other_tools() -> None:
    """The canonical form as docs/formats/model.md describes it, written by the standard library."""
    features = [{**FEATURE, "minimum": 0.0, "name": name} for name in ("LIMIT_BAL", "AGE")]
    table = {
        **RISK,
        "risk": {**RISK["risk"], "features": features, "base_odds": 30.0},
        "language": None,
        "embedding": None,
    }
    text = json.dumps(table, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert digest(parse(toml(RISK))) == sha256(text.encode()).hexdigest()


def changed(table: Table, **changes: object) -> Table:
    return {**copy.deepcopy(table), **changes}


def risk(**changes: object) -> Table:
    return changed(RISK, risk={**RISK["risk"], **changes})


def without(table: Table, *names: str) -> Table:
    return {name: value for name, value in table.items() if name not in names}


BAD: dict[str, tuple[Table, str]] = {
    "unknown field": (changed(LANGUAGE, colour="red"), "colour"),
    "unknown nested field": (changed(LANGUAGE, language={**LANGUAGE["language"], "x": 1}), "x"),
    "missing field": (without(LANGUAGE, "licence"), "licence"),
    "wrong type": (changed(LANGUAGE, title=7), "title"),
    "number as text": (changed(LANGUAGE, format="1"), "format"),
    "newer format": (changed(LANGUAGE, format=2), "newer release"),
    "format zero": (changed(LANGUAGE, format=0), "format"),
    "unknown kind": (changed(LANGUAGE, kind="vision"), "kind"),
    "name with a slash": (changed(LANGUAGE, name="a/b"), "name"),
    "name with dots": (changed(LANGUAGE, name="../x"), "name"),
    "empty name": (changed(LANGUAGE, name=""), "name"),
    "long name": (changed(LANGUAGE, name="x" * 65), "name"),
    "name with a newline": (changed(LANGUAGE, name="tiny\n"), "name"),
    "version with a space": (changed(LANGUAGE, version="1 0"), "version"),
    "empty title": (changed(LANGUAGE, title=""), "title"),
    "control character": (changed(LANGUAGE, title="a\x1b[31mb"), "control"),
    "line break in the licence": (changed(LANGUAGE, licence="a\nb"), "control"),
    "no file": (changed(LANGUAGE, components=[]), "components"),
    "another file": (
        changed(LANGUAGE, components=[{"name": "weights.bin", **FILE}]),
        "exactly these files",
    ),
    "one file too many": (
        changed(LANGUAGE, components=[*LANGUAGE["components"], {"name": "lora.gguf", **FILE}]),
        "exactly these files",
    ),
    "a file twice": (
        changed(LANGUAGE, components=LANGUAGE["components"] * 2),
        "exactly these files",
    ),
    "a file missing": (
        changed(EMBEDDING, components=EMBEDDING["components"][:1]),
        "exactly these files",
    ),
    "path as file name": (
        changed(LANGUAGE, components=[{"name": "../model.gguf", **FILE}]),
        "components",
    ),
    "size zero": (
        changed(LANGUAGE, components=[{"name": "model.gguf", **FILE, "size_bytes": 0}]),
        "size_bytes",
    ),
    "size absurd": (
        changed(LANGUAGE, components=[{"name": "model.gguf", **FILE, "size_bytes": 2**62}]),
        "size_bytes",
    ),
    "short digest": (
        changed(LANGUAGE, components=[{"name": "model.gguf", **FILE, "sha256": "ab"}]),
        "sha256",
    ),
    "digest in capitals": (
        changed(LANGUAGE, components=[{"name": "model.gguf", **FILE, "sha256": "AB" * 32}]),
        "sha256",
    ),
    "no traits": (without(LANGUAGE, "language"), r"\[language\]"),
    "other traits": (changed(LANGUAGE, embedding=EMBEDDING["embedding"]), r"\[language\]"),
    "template of the file": (
        changed(LANGUAGE, language={"context_tokens": 2048, "template": "jinja"}),
        "chatml",
    ),
    "no context": (
        changed(LANGUAGE, language={"context_tokens": 0, "template": "chatml"}),
        "context_tokens",
    ),
    "no dimensions": (
        changed(EMBEDDING, embedding={"dimensions": 0, "max_tokens": 256}),
        "dimensions",
    ),
    "no features": (risk(features=[], neutral_points=[]), "features"),
    "feature twice": (risk(features=[FEATURE, FEATURE]), "same name"),
    "empty range": (risk(features=[{**FEATURE, "maximum": 0}], neutral_points=[1]), "empty"),
    "range of nothing": (
        risk(features=[{**FEATURE, "minimum": float("nan")}], neutral_points=[1]),
        "not finite",
    ),
    "endless range": (
        risk(features=[{**FEATURE, "maximum": float("inf")}], neutral_points=[1]),
        "not finite",
    ),
    "escape in a label": (
        risk(features=[{**FEATURE, "label": "a\x07"}], neutral_points=[1]),
        "control",
    ),
    "neutral points missing": (risk(neutral_points=[5]), "neutral_points"),
    "bands upwards": (risk(bands=RISK["risk"]["bands"][::-1]), "go down"),
    "bands equal": (
        risk(bands=[{"name": name, "from_points": 1, "decision": "x"} for name in "AB"]),
        "go down",
    ),
    "band twice": (
        risk(bands=[{"name": "A", "from_points": at, "decision": "x"} for at in (2, 1)]),
        "same name",
    ),
    "odds zero": (risk(base_odds=0), "base_odds"),
    "odds not a number": (risk(base_odds=float("nan")), "base_odds"),
    "doubling zero": (risk(points_to_double_odds=0), "points_to_double_odds"),
}


TEXTS = (
    *("title", "licence", "origin", "quantization", "description", "risk.target"),
    *(f"risk.features.0.{name}" for name in ("label", "explanation", "unit", "adverse_reason")),
    *(f"risk.bands.0.{name}" for name in ("name", "decision")),
)


def with_text(place: str, text: str) -> bytes:
    """A risk model's manifest with `text` at a place such as `risk.bands.0.name`."""
    table: Any = copy.deepcopy(RISK)
    *way, last = (int(step) if step.isdigit() else step for step in place.split("."))
    inner = table
    for step in way:
        inner = inner[step]
    inner[last] = text
    return toml(table)


@pytest.mark.parametrize("place", TEXTS)
@pytest.mark.parametrize(
    "character",
    ["\x1b", "\x00", "\x07", "\r", "\t", "\x7f", "\x9b", "\u202e", "\u200b", "\u2028", "\ue000"],
)
def test_no_text_has_control_characters(place: str, character: str) -> None:
    with pytest.raises(ManifestInvalid, match=f"{place} has control"):
        parse(with_text(place, f"a{character}b"))


@pytest.mark.parametrize("place", TEXTS)
def test_only_the_description_has_lines(place: str) -> None:
    assert parse(with_text(place, "贷款\u3000违约\u00a0£")).kind == "risk"
    raw = with_text(place, "a\nb")
    if place == "description":
        assert parse(raw).description == "a\nb"
    else:
        with pytest.raises(ManifestInvalid, match="control"):
            parse(raw)


def test_an_unknown_name_is_shown_without_its_control_characters() -> None:
    with pytest.raises(ManifestInvalid) as refused:
        parse(toml({**LANGUAGE, "x\x1b[31m": 1}))
    assert "\x1b" not in refused.value.message


@pytest.mark.parametrize("case", BAD)
def test_bad_manifests_are_refused_with_the_reason(case: str) -> None:
    table, why = BAD[case]
    with pytest.raises(ManifestInvalid, match=why):
        parse(toml(table))


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff",
        b"format = ",
        b"format = 1\nformat = 1",
        b"[" * 100_000,
        b'name = "\\uD800"',
        b"a = " + b"[" * 5000 + b"]" * 5000,
        b"format = 1" + b"0" * 5000,
        b"format = 0x1" + b"0" * 5000,
        b"format = -0x1" + b"0" * 5000,
        b"format = 1" + b"0" * 4000,
        toml({**LANGUAGE, "components": []}).replace(
            b"[]", b"[{size_bytes = 0xF%b}]" % (b"F" * 5000)
        ),
    ],
)
def test_what_is_no_manifest(raw: bytes) -> None:
    with pytest.raises(ManifestInvalid):
        parse(raw)


def test_reading_a_folder(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable):
        read(tmp_path)
    (tmp_path / "manifest.toml").write_bytes(toml(LANGUAGE))
    assert read(tmp_path).name == "tiny"
    (tmp_path / "manifest.toml").write_bytes(toml(LANGUAGE) + b"#" * MAX_BYTES)
    with pytest.raises(ManifestInvalid, match="1 MiB"):
        read(tmp_path)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"format":1}'])
def test_a_stored_form_that_is_none(text: str) -> None:
    with pytest.raises(ManifestInvalid):
        from_canonical(text)


def test_every_kind_has_its_files() -> None:
    assert set(manifests._COMPONENTS) == {"language", "embedding", "risk"}
