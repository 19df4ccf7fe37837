"""What sealing costs when a model is loaded: sealed file to answering model, against a plain file.

Four ways take turns over one language model, page cache warm, each through the same engine and a
fenced child of its own, from the call to the answer that the model is loaded: sealed (as the
program does it: every chunk is decrypted and checked while the child starts and reads), decrypted
first (the child starts when the memory file is whole), copied (the same without the sealing), and
plain (the open plain file is handed to the child). `ratio` is plain over sealed in seconds: 1 means
that sealing is free. With `--model` the file is another GGUF than the starter, such as one of a
gigabyte.

    .venv/bin/python benchmarks/sealed_load.py [--model FILE] [--repeats 7] [--save]
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from measure import report

from appliance.children import sealed_memory
from appliance.clock import SystemClock
from appliance.crypto.kdf import KdfParams
from appliance.engine.client import LanguageEngine
from appliance.jobs import Job
from appliance.packs.registry import Registry
from appliance.settings import starter_folder
from appliance.vault.store import Vault

if TYPE_CHECKING:
    from collections.abc import Mapping

    from appliance.children import Filling
    from appliance.children.filling import FillingSource

MODEL = starter_folder() / "smollm2-135m-instruct"


class Loading(NamedTuple):
    """Seconds until the weights are in a memory file, to start the child, to load, and memory."""

    weights_s: float
    start_s: float
    load_s: float
    memory_bytes: int


def through_child(source: FillingSource) -> Loading:
    """Load once through the engine."""
    spent_s = [0.0]

    def timed() -> Mapping[str, int | Filling]:
        began_s = time.perf_counter()
        weights = source()
        spent_s[0] = time.perf_counter() - began_s
        return weights

    engine = LanguageEngine(timed, name="starter", context_tokens=512, template="chatml", threads=1)
    began_s = time.perf_counter()
    loaded = engine.load()
    total_s = time.perf_counter() - began_s
    engine.close()
    start_s = total_s - spent_s[0] - loaded.load_s
    return Loading(spent_s[0], start_s, loaded.load_s, loaded.memory_bytes)


def plain(path: Path) -> Mapping[str, int]:
    """The plain file itself."""
    return {"model.gguf": os.open(path, os.O_RDONLY)}


def copied(path: Path) -> Mapping[str, int]:
    """The plain file in a memory file."""

    def copy(descriptor: int) -> None:
        size, done = path.stat().st_size, 0
        with path.open("rb") as file:
            while done < size:
                done += os.sendfile(descriptor, file.fileno(), done, size - done)

    return {"model.gguf": sealed_memory("weights", copy)}


def model_folder(path: Path, folder: Path) -> Path:
    """A folder with the starter's manifest over another file."""
    folder.mkdir()
    (folder / "model.gguf").symlink_to(path)
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    text = (MODEL / "manifest.toml").read_text("utf-8")
    text = re.sub(r'sha256 = ".*"', f'sha256 = "{digest}"', text)
    text = re.sub(r"size_bytes = [0-9]+", f"size_bytes = {path.stat().st_size}", text)
    (folder / "manifest.toml").write_text(text, "utf-8")
    return folder


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path)
    parser.add_argument("--repeats", type=int, default=7)
    parser.add_argument("--save", action="store_true")
    given = parser.parse_args()
    path = (given.model or MODEL / "model.gguf").resolve()
    taken: dict[str, list[Loading]] = {
        "sealed": [],
        "decrypted first": [],
        "copied": [],
        "plain": [],
    }
    with tempfile.TemporaryDirectory() as folder:
        # The cheapest key derivation: opening the vault is not what is measured.
        kdf = KdfParams(memory_kib=8192, iterations=1, lanes=1)
        vault, _ = Vault.create(Path(folder) / "vault", "benchmark", clock=SystemClock(), kdf=kdf)
        registry = Registry(vault, SystemClock())
        source = model_folder(path, Path(folder) / "model") if given.model else MODEL
        record = registry.import_folder(source, job=Job())
        ways: dict[str, FillingSource] = {
            "sealed": lambda: registry.fill_components(record),
            "decrypted first": lambda: registry.open_components(record),
            "copied": lambda: copied(path),
            "plain": lambda: plain(path),
        }
        for number in range(-1, given.repeats):
            names = list(ways) if number % 2 else list(reversed(list(ways)))
            for name in names:
                found = through_child(ways[name])
                taken[name] += [found] if number >= 0 else []  # the first round only warms up
        vault.lock()
    parts = {
        name: {
            "whole_s": round(statistics.median(sum(one[:3]) for one in found), 4),
            "weights_s": round(statistics.median(one.weights_s for one in found), 4),
            "start_s": round(statistics.median(one.start_s for one in found), 4),
            "load_s": round(statistics.median(one.load_s for one in found), 4),
            "child_memory_bytes": int(statistics.median(one.memory_bytes for one in found)),
        }
        for name, found in taken.items()
    }
    fastest_s = {name: min(sum(one[:3]) for one in found) for name, found in taken.items()}
    report(
        "sealed_load",
        parts["plain"]["whole_s"] / parts["sealed"]["whole_s"],
        {
            "size_bytes": path.stat().st_size,
            "times_plain": round(parts["sealed"]["whole_s"] / parts["plain"]["whole_s"], 3),
            # On a machine that others use, too, the fastest of each say more than the medians.
            "times_plain_fastest": round(fastest_s["sealed"] / fastest_s["plain"], 3),
            "medians": parts,
            "samples_whole_s": {
                name: [round(sum(one[:3]), 3) for one in found] for name, found in taken.items()
            },
            "repeats": given.repeats,
        },
        save=given.save,
    )


if __name__ == "__main__":
    main()
